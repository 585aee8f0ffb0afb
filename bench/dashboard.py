"""How fast is the dashboard, for who looks at it, on the wire and on the server?

Serves the real app with gunicorn, acts in a headless Chromium as a person would, and prints
one table: each figure beside its target, for a database, or for synthetic ones.

    python bench/dashboard.py --database data/catalog.duckdb
    python bench/dashboard.py --products 1050 20000 60000

Figures are medians; the range of the runs and the load of the machine stand beside them, and
the time of the processor, which depends less on who else works.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.browsing import Seen, browse
from bench.serving import Answer, BrokenRunError, replay, served
from bench.synthetic import make

SMALL, LARGE = 1_050, 20_000
"""Products up to which each column of the targets holds."""
MAPS = 3


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes
    ----------
    name : str
        With its unit.
    values : sequence of float
        One a run.
    processor : sequence of float
        What the processor was used of it, where that is not the same.
    targets : (float, float) or None
        The most that is good up to `SMALL` and up to `LARGE` products.
    """

    name: str
    values: Sequence[float]
    processor: Sequence[float] = ()
    targets: tuple[float, float] | None = None

    def line(self, n: int) -> tuple[str, ...]:
        """Write figure, range, processor, target, and whether it is reached."""
        middle = statistics.median(self.values)
        write = "{:,.1f}" if max(self.values) < 20 else "{:,.0f}"
        some = f"{write.format(min(self.values))} to {write.format(max(self.values))}"
        target = self.targets[n > SMALL] if self.targets and n <= LARGE else None
        return (
            self.name,
            write.format(middle),
            some if len(self.values) > 1 else "",
            f"{statistics.median(self.processor):,.0f}" if self.processor else "",
            "" if target is None else f"{target:,.0f}",
            "" if target is None else "reached" if middle <= target else "NOT REACHED",
        )


def measures(
    n: int, seen: Seen, answers: dict[str, list[list[Answer]]], memory: float
) -> list[Measure]:
    """List what was measured, in the order of the table."""

    def total(name: str, part: str) -> list[float]:
        return [sum(getattr(answer, part) for answer in answered) for answered in answers[name]]

    return [
        *(
            Measure(f"first useful view, {name}, ms", times.wall, times.processor, (2_000, 4_000))
            for name, times in seen.useful.items()
        ),
        *(
            Measure(
                f"filter change to the last redraw, {name}, ms",
                times.wall, times.processor, (300, 800),
            )
            for name, times in seen.filtered.items()
        ),
        *(
            Measure(
                f"filter change, the server's part, {name}, ms",
                total(name, "wall"), total(name, "processor"), (50, 200),
            )
            for name in answers
        ),
        Measure(
            "linked selection, release to the other maps, ms",
            seen.linked.wall, seen.linked.processor,
        ),
        Measure("maps on the wire, bytes a product and map", [seen.map_bytes / n / MAPS], (),
                (16, 16)),
        Measure("the same for a filter change", [seen.filter_bytes / n / MAPS], (), (16, 16)),
        Measure("memory of the worker afterwards, MB (PSS)", [memory]),
    ]  # fmt: skip


def callbacks(answers: dict[str, list[list[Answer]]]) -> list[tuple[str, ...]]:
    """List what each callback of a filter change costs the server, by page: medians."""
    lines: list[tuple[str, ...]] = []
    for name, runs in answers.items():
        by_callback: dict[str, list[Answer]] = {}
        for answer in (each for answered in runs for each in answered):
            by_callback.setdefault(answer.callback, []).append(answer)
        for callback, several in sorted(by_callback.items()):
            wall, processor, size = (
                statistics.median(getattr(each, part) for each in several)
                for part in ("wall", "processor", "size")
            )
            lines.append(
                (f"{name}: {callback}", f"{wall:.1f}", f"{processor:.1f}", f"{size / 1000:.1f}")
            )
    return lines


def run(database: Path, repeats: int) -> tuple[int, list[Measure], list[tuple[str, ...]]]:
    """Measure a database; return its products, what was seen, and the parts of the server."""
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
    return n, measures(n, seen, answers, memory), callbacks(answers)


def table(lines: Sequence[tuple[str, ...]]) -> str:
    """Align cells: names on the left, figures on the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < column < 5 else cell.ljust(width)
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
                n, rows, parts = run(database, arguments.repeats)
            except BrokenRunError as error:
                print(f"Broken run: {error}", file=sys.stderr)
                return 1
            print(
                f"\n{database.name}: {n:,} products, {arguments.repeats} runs, "
                f"{os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} "
                "after"
            )
            heads = ("measure", "median", "runs", "processor", "target", "")
            print(table([heads, *(measure.line(n) for measure in rows)]))
            callback_heads = ("callback of a filter change", "ms", "processor", "kB")
            print(f"\n{table([callback_heads, *parts])}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
