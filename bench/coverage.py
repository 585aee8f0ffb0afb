"""How often do the intervals hold the true value, when brands are sampled?

    python bench/coverage.py [--database FILE.duckdb] [--repeats 1000] [--groups 0 40 100]

A population of brands is sampled again and again, whole brands with replacement, and
each sample's intervals are held against the population's value: the adjusted Rand index
over pairs of different draws, which needs no estimate. Without a database the brands are
synthetic: sizes with a long tail, most of a brand's products in one category, and its
products clustered together more often than others. With one, they are its sampling groups with
their products, clusters and categories.

Beside the coverage stands that of the interval that takes every product for independent, and
in how many samples there was an interval. `all` is the share of the samples in which every
difference of a level lies in its interval: they are read together. With a database, the standard
error of the stored intervals stands beside the standard deviation over halves of the brands that
are clustered anew.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from agreement import (
    ari_interval,
    contingency_table,
    grouped_ari,
    grouped_differences,
)

Codes = NDArray[np.int64]

SPACES = ("text", "image", "fused")
SIZES = ((7, 2.2), (57, 1.1))
"""Categories of each synthetic level, and how unequal they are."""


@dataclass(frozen=True)
class Population:
    """Products, each with its group, its category and its cluster in each space.

    Attributes
    ----------
    groups, codes : ndarray of int64, shape (n,)
    labels : dict of str to ndarray of int64, shape (n,)
        By space; -1 where a product has no vector.
    """

    groups: Codes
    codes: Codes
    labels: dict[str, Codes]

    def sample(self, n_groups: int, rng: np.random.Generator) -> "Population":
        """Draw whole groups with replacement; two draws of one group are two groups."""
        order = np.argsort(self.groups, kind="stable")
        starts = np.searchsorted(self.groups[order], np.arange(self.groups.max() + 2))
        drawn = rng.integers(len(starts) - 1, size=n_groups)
        members = [order[starts[group] : starts[group + 1]] for group in drawn]
        rows = np.concatenate(members)
        return Population(
            groups=np.repeat(np.arange(n_groups), [len(own) for own in members]),
            codes=self.codes[rows],
            labels={space: labels[rows] for space, labels in self.labels.items()},
        )

    @property
    def n_groups(self) -> int:
        """Number of groups."""
        return int(self.groups.max()) + 1

    def truth(self, space: str) -> float:
        """ARI over pairs of products that are drawn one after the other."""
        labels = self.labels[space]
        shares = contingency_table(labels[labels >= 0], self.codes[labels >= 0]).astype(float)
        shares /= shares.sum()
        together = (shares**2).sum()
        rows, columns = (shares.sum(axis=1) ** 2).sum(), (shares.sum(axis=0) ** 2).sum()
        return float((together - rows * columns) / ((rows + columns) / 2 - rows * columns))


@dataclass(frozen=True)
class Coverage:
    """How often an interval held the truth.

    Attributes
    ----------
    name : str
        A space, or two.
    truth : float
    shown : float
        Share of the samples that had an interval.
    covered, covered_by_product : float
        Share of these in which it held the truth; the second takes products for independent.
    width : float
        In the mean.
    """

    name: str
    truth: float
    shown: float
    covered: float
    covered_by_product: float
    width: float


def synthetic(k: int, unequal: float, *, n_groups: int = 445, seed: int = 0) -> Population:
    """Draw a population of brands, as alike within as those of a marketplace.

    Parameters
    ----------
    k : int
        Categories, and clusters of each space.
    unequal : float
        Largest size of a category over the mean size, about.
    n_groups : int
    seed : int
    """
    rng = np.random.default_rng(seed)
    sizes = np.minimum(np.ceil(0.9 * (1 + rng.pareto(1.6, n_groups))).astype(np.int64), 20)
    groups = np.repeat(np.arange(n_groups), sizes)
    n = len(groups)
    weights = np.linspace(unequal, 2 - min(unequal, 1.9), k)
    weights /= weights.sum()
    main = rng.choice(k, n_groups, p=weights)[groups]
    codes = np.where(rng.random(n) < 0.9, main, rng.choice(k, n, p=weights))
    labels: dict[str, Codes] = {}
    for space, good in (("text", 0.8), ("image", 0.72)):
        # Where the products of a brand and category mostly lie: a cluster of its own choice.
        together = np.unique(groups * k + codes, return_inverse=True)[1]
        size = int(together.max()) + 1
        of_cell = np.empty(size, dtype=np.int64)
        of_cell[together] = codes
        own = np.where(rng.random(size) < good, of_cell, rng.integers(k, size=size))[together]
        labels[space] = np.where(rng.random(n) < 0.85, own, rng.integers(k, size=n))
    follows = rng.random(n)
    labels["fused"] = np.where(
        follows < 0.75, labels["text"], np.where(follows < 0.88, labels["image"], codes)
    )
    return Population(groups, codes, labels)


def measure(population: Population, n_groups: int, repeats: int) -> tuple[list[Coverage], float]:
    """Cover the truth of each space, of each difference, and of all differences together."""
    truths = {space: population.truth(space) for space in population.labels}
    spaces = list(truths)
    ends: dict[tuple[str, ...], list[tuple[float, float] | None]] = {}
    by_product: dict[str, list[tuple[float, float] | None]] = {space: [] for space in spaces}
    together = 0
    for repeat in range(repeats):
        drawn = population.sample(n_groups, np.random.default_rng(repeat))
        for space, labels in drawn.labels.items():
            held = labels >= 0
            estimate = grouped_ari(labels[held], drawn.codes[held], drawn.groups[held])
            ends.setdefault((space,), []).append(estimate.interval)
            table = contingency_table(labels[held], drawn.codes[held])
            by_product[space].append(ari_interval(table))
        all_held = True
        for gap in grouped_differences(list(drawn.labels.values()), drawn.codes, drawn.groups):
            pair = spaces[gap.first], spaces[gap.second]
            interval = gap.estimate.interval
            ends.setdefault(pair, []).append(interval)
            truth = truths[pair[0]] - truths[pair[1]]
            all_held &= interval is None or interval.low <= truth <= interval.high
        together += all_held
    found = [
        _coverage(" - ".join(names), truths[names[0]] - sum(truths[other] for other in names[1:]),
                  ends.get(names, []), by_product.get(names[0], []) if len(names) == 1 else [])
        for names in [*((space,) for space in spaces), *combinations(spaces, 2)]
    ]  # fmt: skip
    return found, together / repeats


def _coverage(
    name: str,
    truth: float,
    ends: Sequence[tuple[float, float] | None],
    by_product: Sequence[tuple[float, float] | None],
) -> Coverage:
    known = [interval for interval in ends if interval is not None]
    held = [low <= truth <= high for low, high in known]
    others = [low <= truth <= high for low, high in filter(None, by_product)]
    return Coverage(
        name=name,
        truth=truth,
        shown=len(known) / max(len(ends), 1),
        covered=float(np.mean(held)) if held else float("nan"),
        covered_by_product=float(np.mean(others)) if others else float("nan"),
        width=float(np.mean([high - low for low, high in known])) if known else float("nan"),
    )


def stored(database: Path) -> dict[int, Population]:
    """Read the population of each clustered level."""
    populations = {}
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        levels = connection.execute(
            "SELECT level FROM levels WHERE is_clustered AND n_categories > 1 ORDER BY level"
        ).fetchall()
        for (level,) in levels:
            rows = connection.execute(
                "SELECT product_id, sampling_group, array_to_string(category_path[1:$level], '>') "
                "FROM products WHERE len(category_path) >= $level ORDER BY position",
                {"level": level},
            ).fetchall()
            labels = {}
            for (space,) in connection.execute(
                "SELECT space FROM spaces WHERE role = 'studied' ORDER BY position"
            ).fetchall():
                clusters = dict(
                    connection.execute(
                        "SELECT product_id, cluster FROM clusters JOIN clusterings "
                        "USING (clustering_id) WHERE is_default AND space = ? AND level = ?",
                        [space, level],
                    ).fetchall()
                )
                if clusters:
                    labels[space] = np.array([clusters.get(row[0], -1) for row in rows])
            groups, codes = (
                np.unique([row[column] for row in rows], return_inverse=True)[1].astype(np.int64)
                for column in (1, 2)
            )
            populations[level] = Population(groups, codes, labels)
    return populations


def print_spreads(database: Path) -> None:
    """Print the standard errors of the stored intervals beside what clustering anew moves."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        rows = connection.execute(
            """
            SELECT space, s.level, max(ci_high - ci_low) FILTER (metric = 'ari') / (2 * 1.96),
                max(ci_product_high - ci_product_low) FILTER (metric = 'ari') / (2 * 1.96),
                max(value) FILTER (metric = 'ari_halves_sd'),
                max(value) FILTER (metric = 'ari_training_sd')
            FROM scores s JOIN clusterings c USING (clustering_id) JOIN spaces USING (space)
            WHERE is_default AND s.level = c.level AND role = 'studied'
            GROUP BY space, s.level, position ORDER BY s.level, position
            """
        ).fetchall()
    print(f"\n{'':14}{'brands, fixed':>15}{'products, fixed':>17}", end="")
    print(f"{'halves, anew':>14}{'trainings':>11}")
    for space, level, *spreads in rows:
        shown = ("-" if spread is None else f"{spread:.3f}" for spread in spreads)
        print(f"{level} {space:12}" + "".join(
            f"{text:>{width}}" for text, width in zip(shown, (15, 17, 14, 11), strict=True)
        ))  # fmt: skip


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path)
    parser.add_argument("--repeats", type=int, default=1000)
    parser.add_argument("--groups", type=int, nargs="*", default=[0, 40, 100])
    arguments = parser.parse_args()
    populations = (
        stored(arguments.database)
        if arguments.database
        else {level: synthetic(*size) for level, size in enumerate(SIZES, start=1)}
    )
    for level, population in populations.items():
        for asked in arguments.groups:
            n_groups = asked or population.n_groups
            found, together = measure(population, n_groups, arguments.repeats)
            print(
                f"\nlevel {level}, {n_groups} brands a sample, {arguments.repeats} samples; "
                f"all differences at once: {together:.3f}"
            )
            print(f"{'':16}{'truth':>8}{'shown':>8}{'covered':>9}{'by product':>12}{'width':>8}")
            for one in found:
                print(
                    f"{one.name:16}{one.truth:8.3f}{one.shown:8.2f}{one.covered:9.3f}"
                    f"{one.covered_by_product:12.3f}{one.width:8.3f}"
                )
    if arguments.database:
        print_spreads(arguments.database)
    return 0


if __name__ == "__main__":
    sys.exit(main())
