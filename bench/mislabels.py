"""How well do the doubts find listings that are wrong?

    python bench/mislabels.py --database FILE.duckdb [--draws 20] [--share 0.05] [--level 1]
    python bench/mislabels.py --database FILE.duckdb --truth truth.csv

Without a truth, a share of the listings is filed wrong at random, several times, in three
ways: each in any other category; each in the category that its own is most often confused
with; and small brands as a whole, all of a brand in one other category. With the demo's
truth.csv, its planted errors are looked for. Average precision: the mean, over the wrong
listings, of the share of wrong ones above each in the list; recall in the first tenth of the
list. Intervals: mean plus or minus Student's t over the draws; the change is paired, draw by
draw, with the votes of all neighbours.
"""

import argparse
import csv
import math
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.runtime.workers import one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.stats import t as student  # noqa: E402
from sklearn.metrics import average_precision_score  # noqa: E402

from agreement.separability import confusions  # noqa: E402
from etl.analysis import suggest  # noqa: E402
from etl.analysis.groups import Groups, sampling_groups  # noqa: E402
from etl.analysis.neighbours import Neighbours, nearest  # noqa: E402
from etl.config import SuggestSettings  # noqa: E402

SIDES = ("text", "image")
UNIFORM, CONFUSED, BRANDS = "any other category", "the most confused one", "small brands"
ALL, OUTSIDE, STRONGER = "all neighbours", "without own brand", "the stronger of the two"
METHODS = (ALL, OUTSIDE, STRONGER, "text only", "image only")
FIRST = 0.1
SMALL_BRAND = (2, 10)
"""Products of a brand that is moved as a whole."""


@dataclass(frozen=True)
class Listings:
    """Products with text, photo and category: who is near, what is listed, who sells it."""

    ids: Sequence[str]
    near: dict[str, Neighbours]
    codes: NDArray[np.int64]
    groups: Groups

    @property
    def n_categories(self) -> int:
        """How many categories there are."""
        return int(self.codes.max()) + 1


def main() -> int:
    """Print one table for each kind of error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--truth", type=Path, help="the demo's truth.csv")
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--level", type=int, default=1)
    arguments = parser.parse_args()
    settings = SuggestSettings()
    listings = _read(arguments.database, arguments.level, settings)
    n = len(listings.codes)
    if arguments.truth is not None:
        wrong_ids = _planted(arguments.truth, arguments.level)
        wrong = np.array([product_id in wrong_ids for product_id in listings.ids])
        _print(
            f"{n} products with text and photo, {int(wrong.sum())} planted in a wrong category",
            [_measure(listings, listings.codes, wrong, settings)],
        )
        return 0
    for kind in (UNIFORM, CONFUSED, BRANDS):
        draws, moved = [], []
        for seed in range(arguments.draws):
            swapped = _swapped(kind, listings, arguments.share, np.random.default_rng(seed))
            wrong = swapped != listings.codes
            moved.append(int(wrong.sum()))
            draws.append(_measure(listings, swapped, wrong, settings))
        _print(
            f"{kind}: {n} products with text and photo, {statistics.mean(moved):.0f} moved at "
            f"level {arguments.level}, {arguments.draws} draws",
            draws,
        )
    return 0


def _read(database: Path, level: int, settings: SuggestSettings) -> Listings:
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        vectors = {side: _vectors(connection, side) for side in SIDES}
        rows = [
            row
            for row in connection.execute(
                "SELECT product_id, category_path[1:$level], name, brand, seller FROM products "
                "WHERE len(category_path) >= $level ORDER BY position",
                {"level": level},
            ).fetchall()
            if all(row[0] in vectors[side] for side in SIDES)
        ]
    ids = [row[0] for row in rows]
    _, codes = np.unique([" > ".join(row[1]) for row in rows], return_inverse=True)
    near = {
        side: nearest(
            np.array([vectors[side][key] for key in ids], dtype=np.float32), settings.searched
        )
        for side in SIDES
    }
    groups = sampling_groups(*([row[column] for row in rows] for column in (2, 3, 4)))
    return Listings(ids, near, codes, groups)


def _vectors(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, NDArray[np.float32]]:
    """What the neighbours of a side rest on: its raw vectors where it has any of their own."""
    for space in (f"{side}_raw", side):
        rows = connection.execute(
            "SELECT product_id, vector FROM embeddings WHERE space = ?", [space]
        ).fetchall()
        if rows:
            return dict(rows)
    return {}


def _planted(truth: Path, level: int) -> set[str]:
    """Products that are listed elsewhere than where they belong."""
    with truth.open(encoding="utf-8", newline="") as stream:
        return {
            row["product_id"]
            for row in csv.DictReader(stream)
            if row["true_path"].split(" >> ")[:level] != row["listed_path"].split(" >> ")[:level]
        }


def _swapped(
    kind: str, listings: Listings, share: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Codes with a share of the listings filed wrong."""
    codes, k, n = listings.codes, listings.n_categories, len(listings.codes)
    count = round(share * n)
    swapped = codes.copy()
    if kind == BRANDS:
        brands = listings.groups.brand_codes
        sizes = np.bincount(brands[brands >= 0])
        small = np.flatnonzero((sizes >= SMALL_BRAND[0]) & (sizes <= SMALL_BRAND[1]))
        for brand in rng.permutation(small):
            if np.count_nonzero(swapped != codes) >= count:
                break
            rows = brands == brand
            most = np.bincount(codes[rows]).argmax()
            swapped[rows] = (most + rng.integers(1, k)) % k
        return swapped
    chosen = rng.choice(n, count, replace=False)
    if kind == UNIFORM:
        swapped[chosen] = (codes[chosen] + rng.integers(1, k, count)) % k
        return swapped
    voters = SuggestSettings().neighbours
    near = np.hstack([found.indices[:, :voters] for found in listings.near.values()])
    rivals = confusions(near, codes, np.ones(n, dtype=bool))
    swapped[chosen] = [rivals[code][0] if code in rivals else code for code in codes[chosen]]
    return swapped


def _measure(
    listings: Listings,
    codes: NDArray[np.int64],
    wrong: NDArray[np.bool_],
    settings: SuggestSettings,
) -> dict[str, tuple[float, float]]:
    """Average precision and recall of each method on one set of errors."""
    scores = _scores(replace(listings, codes=codes), settings, listings.n_categories)
    found = {}
    for method, score in scores.items():
        first = np.argsort(-score, kind="stable")[: round(FIRST * len(codes))]
        found[method] = (
            float(average_precision_score(wrong, score)),
            float(wrong[first].sum() / wrong.sum()),
        )
    return found


def _scores(
    listings: Listings, settings: SuggestSettings, k: int
) -> dict[str, NDArray[np.float64]]:
    codes = listings.codes
    votes = {}
    for strict in (False, True):
        for side in SIDES:
            near = listings.near[side]
            voting = suggest.may_vote(near, codes, listings.groups.kin, settings, strict=strict)
            votes[side, strict] = suggest.count_votes(near, codes, voting, k)
    plain, strict_ = (
        suggest.doubt(votes["text", strict], votes["image", strict], codes, settings)
        for strict in (False, True)
    )
    voted = votes["text", True].any(axis=1) & votes["image", True].any(axis=1)
    stronger, _ = suggest.stronger(
        plain, replace(strict_, score=np.where(voted, strict_.score, -np.inf))
    )
    nothing = np.zeros_like(votes["text", False])
    text_only, image_only = (
        suggest.doubt(*sides, codes, settings).score
        for sides in ((votes["text", False], nothing), (nothing, votes["image", False]))
    )
    return dict(
        zip(
            METHODS,
            (plain.score, strict_.score, stronger.score, text_only, image_only),
            strict=True,
        )
    )


def _print(title: str, draws: Sequence[dict[str, tuple[float, float]]]) -> None:
    print(f"\n{title}")
    print(f"{'':26}{'average precision':>24}{'change':>26}{f'recall, first {FIRST:.0%}':>24}")
    for method in METHODS:
        precision, recall = ([draw[method][at] for draw in draws] for at in (0, 1))
        change = [draw[method][0] - draw[ALL][0] for draw in draws]
        written = "" if method == ALL else _shown(change, "+")
        print(f"{method:26}{_shown(precision):>24}{written:>26}{_shown(recall):>24}")


def _shown(values: Sequence[float], sign: str = "") -> str:
    mean = statistics.mean(values)
    if len(values) < 2:
        return f"{mean:{sign}.3f}"
    half_width = (
        student.ppf(0.975, len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
    )
    return f"{mean:{sign}.3f} [{mean - half_width:{sign}.3f}, {mean + half_width:{sign}.3f}]"


if __name__ == "__main__":
    sys.exit(main())
