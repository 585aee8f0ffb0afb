"""How fast is the dashboard, for who looks at it, on the wire and on the server?

Serves the real app with gunicorn, acts in a headless Chromium as a person would, and prints
one table: each figure beside its target, for a database, or for synthetic ones.

    python bench/dashboard.py --database data/catalog.duckdb
    python bench/dashboard.py --products 1050 20000 60000

Figures are medians; the range of the runs and the load of the machine stand beside them.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from browsing import PAGES, Seen, browse
from serving import Answer, BrokenRunError, replay, served
from synthetic import make

SMALL, LARGE = 1_050, 20_000
"""Products up to which each column of the targets holds."""
MAPS = 3


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes
    ----------
    name, unit : str
    values : sequence of float
        One a run.
    targets : (float, float) or None
        The most that is good up to `SMALL` and up to `LARGE` products.
    """

    name: str
    unit: str
    values: Sequence[float]
    targets: tuple[float, float] | None = None

    def line(self, n: int) -> tuple[str, ...]:
        """Write figure, range, target, and whether it is reached."""
        middle = statistics.median(self.values)
        write = "{:,.1f}" if max(self.values) < 20 else "{:,.0f}"
        some = f"{write.format(min(self.values))} to {write.format(max(self.values))}"
        target = None
        if self.targets and n <= LARGE:
            target = self.targets[n > SMALL]
        return (
            f"{self.name}, {self.unit}",
            write.format(middle),
            some if len(self.values) > 1 else "",
            "" if target is None else f"{target:,.0f}",
            "" if target is None else "reached" if middle <= target else "NOT REACHED",
        )


def measures(
    n: int, seen: Seen, answers: dict[str, list[list[Answer]]], memory: float
) -> list[Measure]:
    """List what was measured, in the order of the table."""
    found = [
        Measure(f"first useful view, {name}", "ms", values, (2_000, 4_000))
        for name, values in seen.useful.items()
    ]
    found += [
        Measure(f"filter change to the last redraw, {name}", "ms", seen.filtered[name], (300, 800))
        for name in PAGES
    ]

    def total(name: str, part: Callable[[Answer], float]) -> list[float]:
        return [sum(map(part, run)) for run in answers[name]]

    for name in PAGES:
        found += [
            Measure(
                f"server time of a filter change, {name}",
                "ms",
                total(name, lambda answer: answer.wall),
                (50, 200),
            ),
            Measure(
                f"  of it the processor, {name}", "ms", total(name, lambda answer: answer.processor)
            ),
        ]
    return [
        *found,
        Measure("linked selection, release to the other maps", "ms", seen.linked),
        Measure("map on the wire, a product", "bytes", [seen.map_bytes / n / MAPS], (16, 16)),
        Measure("filter change on the wire, a product and map", "bytes",
                [seen.filter_bytes / n / MAPS], (16, 16)),
        Measure("all answers of a filter change, maps", "kB",
                [size / 1_000 for size in total("maps", lambda answer: answer.size)]),
        Measure("memory of the worker afterwards", "MB (PSS)", [memory]),
    ]  # fmt: skip


def run(database: Path, repeats: int) -> tuple[int, list[Measure]]:
    """Measure a database; return how many products it has and what was seen."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        [(n,)] = connection.execute("SELECT count(*) FROM products").fetchall()
    with served(database) as (base, worker):
        seen = browse(base, repeats)
        memory = worker.memory_full_info().pss / 1e6
    # A fresh server without a browser beside it: nothing remembered, no shared processor.
    with served(database) as (base, _):
        answers = {
            name: [replay(base, bodies) for bodies in runs] for name, runs in seen.asked.items()
        }
    return n, measures(n, seen, answers, memory)


def table(lines: Sequence[tuple[str, ...]]) -> str:
    """Align cells: names on the left, figures on the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < column < 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def main() -> int:
    """Run the bench; 1 where the run was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path)
    parser.add_argument("--products", type=int, nargs="+", default=[], help="synthetic databases")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    if arguments.database is None and not arguments.products:
        parser.error("give --database, --products, or both")
    if arguments.database and not arguments.database.exists():
        print(f"No database at {arguments.database}: run the pipeline first.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        databases = [arguments.database] if arguments.database else []
        databases += [make(Path(folder, f"{n}.duckdb"), n) for n in arguments.products]
        for database in databases:
            before = os.getloadavg()[0]
            try:
                n, found = run(database, arguments.repeats)
            except BrokenRunError as error:
                print(f"Broken run: {error}", file=sys.stderr)
                return 1
            print(
                f"\n{database.name}: {n:,} products, {arguments.repeats} runs, "
                f"{os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} "
                "after"
            )
            heads = ("measure", "median", "runs", "target", "")
            print(table([heads, *(measure.line(n) for measure in found)]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
