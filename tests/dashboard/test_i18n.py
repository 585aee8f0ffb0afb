"""Each text is used, none is written elsewhere, and intervals as each language writes them."""

import ast
import re
from pathlib import Path

import pytest

from dashboard import i18n
from dashboard.i18n import TEXTS, interval, text

FOLDER = Path(i18n.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))
TREES = {source.relative_to(FOLDER).as_posix(): ast.parse(source.read_text()) for source in SOURCES}
SCRIPTS = sorted((FOLDER / "assets").glob("*.js"))
DRAWN = ("pages/", "components/", "callbacks/", "layout.py", "parts.py")
"""Where what a person sees is put together."""
FAMILIES = {"options", "choices", "catalogue", "of_space"}
"""Calls that take the beginning of keys, up to a point."""
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_-]+)+")
PLURALS = {key.removesuffix(".one") for key in TEXTS if key.endswith(".one")}
KEYS = {key for key in TEXTS if key.removesuffix(".one").removesuffix(".other") not in PLURALS}
KEYS |= PLURALS
"""Those of texts with plural forms without the ends of these, as they are asked for."""
TOPICS = {key.split(".")[0] for key in KEYS}
FILES = (".csv", ".html", ".json", ".parquet", ".sql", ".js", ".css")
SAME = {
    "app.pages", "page.verdict", "space.image", "filter.method", "filter.branches", "method.auto",
    "method.tsne", "method.umap", "score.seeds.value", "score.sd.value", "score.figure",
    "score.distinct",
    "maps.tool.lasso", "maps.tool.zoom", "products.column.photo", "space.unnamed",
    "baseline.unnamed",
    "search.box.by.unnamed",
    "verdict.file", "categories.column.f1", "categories.confused", "categories.better.space",
    "clusters.algorithm.ward", "clusters.point", "listings.file", "listings.side.image",
    "method.source", "method.null.source", "method.silhouette", "method.silhouette.source",
    "method.noise.source", "method.halves.source", "method.trainings.source",
    "method.build.facts", "method.build.versions",
    "search.box.by.image", "summary.csv", "summary.file", "summary.parquet", "breakdown.lift",
    "ablation.column.n", "listings.confidence", "rehearsal.found", "rehearsal.promised",
    "maps.marks.dots", "maps.marks.photos", "filter.level.note",
}  # fmt: skip
"""Written alike in both languages, and looked at."""
SHOWN = {"children", "label", "title", "placeholder", "alt", "description", "aria_label", "text"}
"""Properties that a person reads or hears."""


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def pattern(written: ast.JoinedStr) -> str:
    """An f-string as a regular expression: a hole is one part of a key, or all of its beginning."""
    return "".join(
        re.escape(str(part.value))
        if isinstance(part, ast.Constant)
        else r"[^. ]+"
        if at
        else "[^ ]+"
        for at, part in enumerate(written.values)
    )


def keys_in_code() -> tuple[set[str], set[str], set[str]]:
    """Literals that look like a key, f-strings of keys as patterns, and beginnings of families."""
    literals: set[str] = set()
    patterns: set[str] = set()
    families: set[str] = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and "." in pattern(node):
                patterns.add(pattern(node))
            if isinstance(node, ast.Call) and name_of(node).split(".")[-1] in FAMILIES:
                families |= {
                    value.value
                    for value in node.args
                    if isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                    and value.value.endswith(".")
                }
    return literals, patterns, families


def test_every_message_is_used() -> None:
    literals, patterns, families = keys_in_code()
    written = [re.compile(key_pattern) for key_pattern in patterns]
    unused = [
        key
        for key in KEYS
        if key not in literals
        and not any(key.startswith(family) for family in families)
        and not any(output.fullmatch(key) for output in written)
    ]
    assert unused == []


def test_no_message_is_missing() -> None:
    literals, patterns, families = keys_in_code()
    keys = {
        value
        for value in literals
        if KEY.fullmatch(value) and value.split(".")[0] in TOPICS and not value.endswith(FILES)
    }
    assert sorted(keys - KEYS) == []
    assert len(keys) > 100
    for key_pattern in patterns:
        begins = re.match(r"([a-z_]+)\\\.", key_pattern)
        if begins and begins.group(1) in TOPICS and KEY.match(key_pattern.replace("\\", "")):
            assert any(re.fullmatch(key_pattern, key) for key in KEYS), key_pattern
    assert [family for family in families if not any(key.startswith(family) for key in KEYS)] == []


def test_a_message_is_written_twice_alike_only_where_someone_looked() -> None:
    english, french = TEXTS.by_language["en"], TEXTS.by_language["fr"]
    alike = {key for key in TEXTS if english[key] == french[key]}
    assert sorted(alike - SAME) == []
    assert sorted(SAME - alike) == []


def literal_words(node: ast.expr) -> list[str]:
    """Texts with letters that a component would show as they are."""
    if isinstance(node, ast.Constant):
        value = node.value
        return [value] if isinstance(value, str) and re.search(r"[^\W\d_]", value) else []
    if isinstance(node, ast.JoinedStr):
        return [word for part in node.values for word in literal_words(part)]
    if isinstance(node, ast.List | ast.Tuple):
        return [word for part in node.elts for word in literal_words(part)]
    if isinstance(node, ast.IfExp):
        return [*literal_words(node.body), *literal_words(node.orelse)]
    if isinstance(node, ast.BinOp):
        return [*literal_words(node.left), *literal_words(node.right)]
    return []


def literals_shown(tree: ast.AST) -> list[str]:
    """Literal texts given to components, as children or as a property that is read."""
    literals = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = name_of(node)
        is_component = called.split(".")[0] in {"html", "dmc", "dcc"}
        if is_component and called != "html.Kbd":
            literals += [word for value in node.args[:1] for word in literal_words(value)]
        if is_component or called.endswith("attributes"):
            literals += [
                word
                for keyword in node.keywords
                if keyword.arg in SHOWN
                for word in literal_words(keyword.value)
            ]
    return literals


@pytest.mark.parametrize("source", [name for name in TREES if name.startswith(DRAWN)])
def test_no_text_is_written_in_the_layout(source: str) -> None:
    assert literals_shown(TREES[source]) == []


def test_a_literal_text_is_seen() -> None:
    tree = ast.parse("html.P(['a', html.B(f'{n} products')], title='Hint', className='card')")
    assert sorted(literals_shown(tree)) == [" products", "Hint", "a"]
    assert literals_shown(ast.parse("html.P(text('app.title', 'fr'), id='x')")) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_text_is_written_in_the_scripts(script: Path) -> None:
    # Comments apart, no script sets a text or a name that a person would read.
    code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", script.read_text(), flags=re.DOTALL)
    shown = (
        r"(?:textContent|innerText|title|alt|placeholder|ariaLabel)\s*=\s*[\"'`][^\"'`]*[A-Za-z]{2}"
    )
    assert re.findall(shown, code) == []


def test_an_interval() -> None:
    assert interval(-0.1, 0.2, "fr", signed=True) == "[\u22120,10\u202f; +0,20]"
    assert interval(0.6, 0.68, "en") == "[0.60, 0.68]"


def test_a_value_with_braces_is_only_text() -> None:
    assert "{n}" in text("app.facts", "en", name="{n}", n=3, day="today")
