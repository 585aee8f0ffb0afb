"""One published build in memory: the arrays that every view is computed from.

Products are counted by *row*: their rank in the order of `products.position`. Row
`i` is point number `i` on every map, so that a selection is a set of rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Path = tuple[str, ...]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]

NO_CATEGORY = -1
"""Code of a product whose path is shorter than the level."""
SIDES = ("text", "image")
"""The two sides of a product, and the spaces that rest on one of them."""
NO_CLUSTER = -2
"""Label of a product without a vector in the space; -1 is noise."""


def path_text(path: Sequence[str]) -> str:
    """Write the names of a path as one line.

    Examples
    --------
    >>> path_text(("Home", "Lamps"))
    'Home › Lamps'
    """
    return " › ".join(path)


@dataclass(frozen=True)
class Level:
    """A depth of the category tree; 1 is the top."""

    number: int
    n_categories: int
    n_products: int
    is_clustered: bool

    @property
    def is_scored(self) -> bool:
        """Whether there is something to compare: against one category every score is 1."""
        return self.is_clustered and self.n_categories > 1


@dataclass(frozen=True)
class MapQuality:
    """How far a map can be trusted."""

    trustworthiness: float
    neighbour_recall: float
    is_auto: bool


@dataclass(frozen=True)
class Clustering:
    """The default clustering of a space at a clustered level."""

    clustering_id: str
    k: int
    seed_mean: float | None
    seed_sd: float | None


class CategoryTree:
    """The tree that the products' paths span, and where each product stands in it.

    Parameters
    ----------
    paths : sequence of tuple of str
        One path per product, top first; `()` where the product has none.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self._codes: dict[int, tuple[Codes, tuple[Path, ...]]] = {}

    @cached_property
    def nodes(self) -> tuple[Path, ...]:
        """Every node, parents before their children, in alphabetical order."""
        return tuple(sorted({path[:d] for path in self.paths for d in range(1, len(path) + 1)}))

    @cached_property
    def leaves(self) -> tuple[Path, ...]:
        """The nodes without a child: what a checkbox of the tree stands for."""
        parents = {node[:-1] for node in self.nodes}
        return tuple(node for node in self.nodes if node not in parents)

    @cached_property
    def sizes(self) -> Mapping[Path, int]:
        """Products at or under each node."""
        sizes: dict[Path, int] = dict.fromkeys(self.nodes, 0)
        for path in self.paths:
            for depth in range(1, len(path) + 1):
                sizes[path[:depth]] += 1
        return sizes

    @cached_property
    def tree_nodes(self) -> Codes:
        """Index in `nodes` of where each product stands, `len(nodes)` without a path."""
        index_of = {node: index for index, node in enumerate(self.nodes)}
        return np.array([index_of.get(path, len(index_of)) for path in self.paths], dtype=np.int32)

    def categories(self, level: int) -> tuple[Path, ...]:
        """Return the categories of a level, in alphabetical order: code `c` is the c-th."""
        return self._at(level)[1]

    def codes(self, level: int) -> Codes:
        """Return each product's category at a level, `NO_CATEGORY` where its path is shorter."""
        return self._at(level)[0]

    def leaves_under(self, branches: Sequence[Path]) -> tuple[Path, ...]:
        """Return the leaves under branches; a leaf is a branch of its own, an unknown one is none.

        Examples
        --------
        >>> CategoryTree([("A", "A1"), ("A", "A2"), ("B",)]).leaves_under([("A",), ("C",)])
        (('A', 'A1'), ('A', 'A2'))
        """
        wanted = set(branches)
        return tuple(
            leaf
            for leaf in self.leaves
            if any(leaf[:depth] in wanted for depth in range(1, len(leaf) + 1))
        )

    def rows_under(self, leaves: Sequence[Path]) -> Mask:
        """Return which products a set of checked leaves keeps.

        A product that stands on an inner node is kept when everything under this
        node is checked; nothing checked at all keeps every product.
        """
        every_leaf = set(self.leaves)
        checked = every_leaf & set(leaves)
        if not checked or checked == every_leaf:
            return np.ones(len(self.paths), dtype=np.bool_)
        left_out = {leaf[:d] for leaf in every_leaf - checked for d in range(len(leaf) + 1)}
        kept = np.array([node not in left_out for node in (*self.nodes, ())], dtype=np.bool_)
        rows: Mask = kept[self.tree_nodes]
        return rows

    def _at(self, level: int) -> tuple[Codes, tuple[Path, ...]]:
        if level not in self._codes:
            categories = tuple(node for node in self.nodes if len(node) == level)
            code = {category: index for index, category in enumerate(categories)}
            codes = np.array(
                [code.get(path[:level], NO_CATEGORY) for path in self.paths], dtype=np.int32
            )
            self._codes[level] = (codes, categories)
        return self._codes[level]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that the views of one build share.

    Attributes
    ----------
    build : str
        Name of the file that was published: changes with each build.
    about : mapping of str to str
        The `builds` table.
    spaces : tuple of str
        What is shown side by side, in this order: of the table `spaces`, what is studied.
    default_space : str
        Which of them is shown where there is room for one; empty where there is none.
    tree : CategoryTree
    groups : int32 array of shape (n,)
        Products that are sampled together, such as those of a brand.
    levels : tuple of Level
        From the top; level `L` is `levels[L - 1]`.
    quality : mapping of (space, method) to MapQuality
        The maps that the build holds.
    coordinates : mapping of (space, method) to (x, y)
        float32 arrays of shape (n,), NaN where the product has no vector.
    clusterings : mapping of (space, level) to Clustering
    labels : mapping of (space, level) to int32 array of shape (n,)
        Clusters of the default clusterings, `NO_CLUSTER` without a vector.
    """

    build: str
    about: Mapping[str, str]
    spaces: tuple[str, ...]
    default_space: str
    tree: CategoryTree
    groups: Codes
    levels: tuple[Level, ...]
    quality: Mapping[tuple[str, str], MapQuality]
    coordinates: Mapping[tuple[str, str], tuple[NDArray[np.float32], NDArray[np.float32]]]
    clusterings: Mapping[tuple[str, int], Clustering]
    labels: Mapping[tuple[str, int], Codes]

    @property
    def n_products(self) -> int:
        """Products in the build."""
        return len(self.tree.paths)

    @property
    def clustered_levels(self) -> tuple[int, ...]:
        """Levels deep enough in products to be clustered and scored."""
        return tuple(level.number for level in self.levels if level.is_clustered)

    @property
    def first_level(self) -> int:
        """The level that is shown first: the highest with two categories to tell apart."""
        return next((level.number for level in self.levels if level.n_categories > 1), 1)

    def level(self, wanted: int) -> Level:
        """Return a level, the deepest one there is where `wanted` is deeper."""
        if not self.levels:
            return Level(1, 0, 0, is_clustered=False)
        return self.levels[min(max(wanted, 1), len(self.levels)) - 1]

    def scored_level(self, wanted: int) -> int | None:
        """Return the clustered level nearest above `wanted`, itself included."""
        return max((level for level in self.clustered_levels if level <= wanted), default=None)

    def method(self, space: str, wanted: str) -> str | None:
        """Return the projection method to draw: `auto` becomes the most trustworthy one."""
        if wanted != "auto":
            return wanted if (space, wanted) in self.quality else None
        methods = [m for (s, m), quality in self.quality.items() if s == space and quality.is_auto]
        return methods[0] if methods else None

    def methods(self) -> set[str]:
        """Return the projection methods that at least one space has."""
        return {method for _, method in self.quality}
