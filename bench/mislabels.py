"""How well do the doubts find listings that are wrong?

    python bench/mislabels.py --database FILE.duckdb [--draws 10] [--share 0.05]
    python bench/mislabels.py --database FILE.duckdb --truth truth.csv

Without a truth, a share of the top categories is swapped at random, several
times. With the demo's truth.csv, its planted errors are looked for. Average
precision: the mean, over the wrong listings, of the share of wrong ones above
each in the list; recall in the first tenth of the list. Intervals: mean plus or
minus Student's t over the draws.
"""

import argparse
import csv
import math
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.runtime.workers import one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.stats import t as student  # noqa: E402
from sklearn.metrics import average_precision_score  # noqa: E402

from etl.analysis import suggest  # noqa: E402
from etl.analysis.neighbours import Neighbours, nearest  # noqa: E402
from etl.config import SuggestSettings  # noqa: E402

METHODS = ("text and image", "text only", "image only")
FIRST = 0.1


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--truth", type=Path, help="the demo's truth.csv")
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--share", type=float, default=0.05)
    arguments = parser.parse_args()
    settings = SuggestSettings()

    with duckdb.connect(str(arguments.database.resolve()), read_only=True) as connection:
        listed = connection.execute(
            "SELECT product_id, category_path[1] FROM products WHERE len(category_path) > 0 "
            "AND product_id IN (SELECT product_id FROM embeddings WHERE space = 'text') "
            "AND product_id IN (SELECT product_id FROM embeddings WHERE space = 'image') "
            "ORDER BY position"
        ).fetchall()
        ids = [row[0] for row in listed]
        near = {name: _near(connection, name, ids, settings) for name in ("text", "image")}
    names, codes = np.unique([row[1] for row in listed], return_inverse=True)
    n, k = len(codes), len(names)

    results: dict[str, list[tuple[float, float]]] = {name: [] for name in METHODS}
    if arguments.truth is not None:
        with arguments.truth.open(encoding="utf-8", newline="") as stream:
            wrong_ids = {
                row["product_id"]
                for row in csv.DictReader(stream)
                if row["true_path"].split(" >> ")[0] != row["listed_path"].split(" >> ")[0]
            }
        wrong = np.array([product_id in wrong_ids for product_id in ids])
        _measure(results, near, codes, wrong, k, settings)
        print(
            f"{n} products with text and photo, {int(wrong.sum())} planted in a wrong top category"
        )
    else:
        for draw in range(arguments.draws):
            rng = np.random.default_rng(draw)
            wrong = np.zeros(n, dtype=bool)
            wrong[rng.choice(n, round(arguments.share * n), replace=False)] = True
            swapped = np.where(wrong, (codes + rng.integers(1, k, n)) % k, codes)
            _measure(results, near, swapped, wrong, k, settings)
        print(
            f"{n} products with text and photo, {round(arguments.share * n)} swapped at random, "
            f"{arguments.draws} draws"
        )
    print(f"{'':16}{'average precision':>28}{f'recall in the first {FIRST:.0%}':>30}")
    for name, found in results.items():
        print(f"{name:16}{_shown([ap for ap, _ in found]):>28}{_shown([r for _, r in found]):>30}")
    return 0


def _near(
    connection: duckdb.DuckDBPyConnection,
    space: str,
    ids: Sequence[str],
    settings: SuggestSettings,
) -> Neighbours:
    vectors = dict(
        connection.execute(
            "SELECT product_id, vector FROM embeddings WHERE space = ?", [space]
        ).fetchall()
    )
    return nearest(np.array([vectors[key] for key in ids], dtype=np.float32), settings.searched)


def _measure(
    results: dict[str, list[tuple[float, float]]],
    near: dict[str, Neighbours],
    codes: NDArray[np.int64],
    wrong: NDArray[np.bool_],
    k: int,
    settings: SuggestSettings,
) -> None:
    unknown = np.full(len(codes), -1)
    votes = {}
    for name, found in near.items():
        voting = suggest.may_vote(found, codes, unknown, settings, strict=False)
        votes[name] = suggest.count_votes(found, codes, voting, k)
    nothing = np.zeros_like(votes["text"])
    sides = ((votes["text"], votes["image"]), (votes["text"], nothing), (nothing, votes["image"]))
    for method, (text, image) in zip(METHODS, sides, strict=True):
        score = suggest.doubt(text, image, codes, settings).score
        first = np.argsort(-score, kind="stable")[: round(FIRST * len(codes))]
        results[method].append(
            (average_precision_score(wrong, score), wrong[first].sum() / wrong.sum())
        )


def _shown(values: Sequence[float]) -> str:
    mean = statistics.mean(values)
    if len(values) < 2:
        return f"{mean:.3f}"
    half_width = (
        student.ppf(0.975, len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
    )
    return f"{mean:.3f} [{mean - half_width:.3f}, {mean + half_width:.3f}]"


if __name__ == "__main__":
    sys.exit(main())
