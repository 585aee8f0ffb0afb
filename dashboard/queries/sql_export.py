"""The SQL that finds the shown products again, for a person to run: text, never run here."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.core.catalogue import Catalogue, CategoryTree, Mask, Path
from dashboard.core.search import words_of
from folding import MARKS

_NARROW = "abcdefghijklmnopqrstuvwxyz0123456789"
_WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in _NARROW)


def statement(
    catalogue: Catalogue,
    rows: Mask,
    leaves: Sequence[Path],
    recipe: Mapping[str, Any] | None,
    product_ids: Sequence[str] | None,
) -> str:
    """Write the statement that returns a set of products from the build's file.

    Parameters
    ----------
    catalogue : Catalogue
    rows : bool array of shape (n,)
        The set, for its count.
    leaves : sequence of paths
        Branches that the filter keeps; empty: all.
    recipe : mapping or None
        What the selection was made by, one that `selection.resolve` understands.
    product_ids : sequence of str or None
        The selected products, for a selection that no recipe tells; None: nothing is selected.

    Returns
    -------
    str
        Every value is written as a literal, quoted.
    """
    conditions = [
        condition
        for condition in (
            _within(catalogue.tree, leaves),
            None if product_ids is None else _selected(catalogue, recipe, product_ids),
        )
        if condition
    ]
    where = ("WHERE " + "\n  AND ".join(conditions) + "\n") if conditions else ""
    return (
        f"-- {int(rows.sum())} products of {catalogue.build}\n"
        "SELECT product_id, name, description, brand, price, category_path\n"
        f"FROM products\n{where}ORDER BY position;\n"
    )


def cover(tree: CategoryTree, leaves: Sequence[Path]) -> list[Path]:
    """Return the fewest nodes that stand for a set of leaves, in alphabetical order.

    Examples
    --------
    >>> tree = CategoryTree([("A", "B"), ("A", "C"), ("D",)])
    >>> cover(tree, [("A", "B"), ("A", "C")])
    [('A',)]
    """
    every_leaf = set(tree.leaves)
    left_out = {
        leaf[:depth] for leaf in every_leaf - set(leaves) for depth in range(1, len(leaf) + 1)
    }
    return [
        node
        for node in tree.nodes
        if node not in left_out and (len(node) == 1 or node[:-1] in left_out)
    ]


def _within(tree: CategoryTree, leaves: Sequence[Path]) -> str | None:
    checked = set(leaves) & set(tree.leaves)
    if not checked or checked == set(tree.leaves):
        return None
    branches = [_under(node) for node in cover(tree, list(checked))]
    return "(" + "\n       OR ".join(branches) + ")"


def _selected(
    catalogue: Catalogue, recipe: Mapping[str, Any] | None, product_ids: Sequence[str]
) -> str:
    kind = (recipe or {}).get("kind")
    if recipe is None:
        return _among(product_ids)
    if kind == "lasso":
        return _inside(recipe)
    if kind == "box":
        return _boxed(recipe)
    if kind == "category":
        return _under(recipe["path"])
    if kind == "search":
        return _holding(words_of(str(recipe["query"]))) or _among(product_ids)
    if kind == "like":
        return _like(recipe)
    if kind == "cell":
        return _in_cell(catalogue, recipe) or _among(product_ids)
    return _among(product_ids)


def _inside(recipe: Mapping[str, Any]) -> str:
    """Write the even-odd rule: a point is inside where a ray from it crosses an odd number."""
    points = [(float(x), float(y)) for x, y in recipe["points"]]
    edges = ", ".join(
        f"({x1!r}, {y1!r}, {x2!r}, {y2!r})"
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True)
    )
    return (
        "product_id IN (\n"  # noqa: S608 - literals, quoted, for a person to read
        "    SELECT product_id FROM projections AS p\n"
        f"    WHERE space = {_literal(recipe['space'])} AND method = {_literal(recipe['method'])}\n"
        "      AND (SELECT count(*)\n"
        f"           FROM (VALUES {edges}) AS edge(x1, y1, x2, y2)\n"
        "           WHERE (y1 > p.y::DOUBLE) <> (y2 > p.y::DOUBLE)\n"
        "             AND p.x::DOUBLE < (x2::DOUBLE - x1) * (p.y::DOUBLE - y1) / (y2::DOUBLE - y1)"
        " + x1\n"
        "          ) % 2 = 1)"
    )


def _boxed(recipe: Mapping[str, Any]) -> str:
    (left, right), (low, high) = (
        (min(ends), max(ends)) for ends in zip(*recipe["points"], strict=True)
    )
    return (
        "product_id IN (\n"  # noqa: S608 - see above
        "    SELECT product_id FROM projections\n"
        f"    WHERE space = {_literal(recipe['space'])} AND method = {_literal(recipe['method'])}\n"
        f"      AND x::DOUBLE BETWEEN {float(left)!r}::DOUBLE AND {float(right)!r}::DOUBLE\n"
        f"      AND y::DOUBLE BETWEEN {float(low)!r}::DOUBLE AND {float(high)!r}::DOUBLE)"
    )


def _in_cell(catalogue: Catalogue, recipe: Mapping[str, Any]) -> str | None:
    default = catalogue.clusterings.get((recipe["space"], recipe["level"]))
    if default is None:
        return None
    parts = [f"clustering_id = {_literal(default.clustering_id)}"]
    if recipe.get("cluster") is not None:
        parts.append(f"cluster = {int(recipe['cluster'])}")
    condition = " AND ".join(parts)
    cluster = f"product_id IN (SELECT product_id FROM clusters WHERE {condition})"  # noqa: S608 - see above
    category = recipe.get("category")
    return cluster if category is None else f"{cluster}\n  AND {_under(category)}"


def _holding(words: Sequence[str]) -> str | None:
    """Write that each word of a query begins a word of the product; None where SQL cannot.

    DuckDB takes all marks off the letters, so the vowels of Hindi and Thai too.
    """
    if any(letter in MARKS for word in words for letter in word):
        return None
    text = "lower(concat_ws(' ', name, brand, product_id, description))"
    for ligature, letters in (("œ", "oe"), ("æ", "ae"), ("ß", "ss")):
        text = f"replace({text}, '{ligature}', '{letters}')"
    text = f"translate({text}, 'øđðħıłŧ{_WIDE}', 'oddhilt{_NARROW}')"
    text = f"regexp_replace(strip_accents({text}), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')"
    signs = "\\p{Han}\\p{Hiragana}\\p{Katakana}ー\\p{Thai}\\p{Lao}\\p{Khmer}\\p{Myanmar}"
    text = f"regexp_replace({text}, '([{signs}])', ' \\1 ', 'g')"
    text = f"' ' || regexp_replace({text}, ' +', ' ', 'g')"
    literals = ", ".join(_literal(word) for word in words)
    return f"len(list_filter([{literals}],\n    lambda word: NOT contains({text}, word))) = 0"


def _like(recipe: Mapping[str, Any]) -> str:
    product = _literal(recipe["product"])
    return (
        f"(product_id = {product} OR product_id IN (\n"  # noqa: S608 - see above
        "    SELECT neighbour_id FROM neighbours\n"
        f"    WHERE space = {_literal(recipe['space'])} AND product_id = {product}))"
    )


def _under(path: Sequence[str]) -> str:
    names = ", ".join(_literal(name) for name in path)
    return f"category_path[1:{len(path)}] = [{names}]"


def _among(product_ids: Sequence[str]) -> str:
    names = ", ".join(_literal(product_id) for product_id in product_ids)
    return f"product_id IN ({names})" if product_ids else "FALSE"


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
