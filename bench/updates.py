"""What does a run cost when little or nothing changed since the last one?

    python bench/updates.py --catalog CSV --images DIR [--jobs N] [--share 0.01]

Runs the command in fresh processes, on a copy of the catalogue: cold, unchanged, with 1 % of the
products changed (text and photo), the same cold to compare every table, and with --reuse-models.
Prints one table, in seconds of the clock. Exits non-zero where a run failed or where an update is
not what a cold run makes.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
from PIL import Image, ImageOps

from etl.config import DATA
from etl.reading.mapping import load_mapping

# What is about the run itself, and differs between any two.
OF_THE_RUN = "builds"


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    seconds: float
    image: float
    database: Path


def main() -> int:
    """Print the table; exit non-zero where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--mapping", type=Path, default=DATA / "catalogs" / "flipkart.toml")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--share", type=float, default=0.01, help="of the products changed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="updates-") as folder:
        shop = Path(folder, "shop")
        shutil.copytree(arguments.images or arguments.catalog.parent / "images", shop / "images")
        shop.chmod(0o755)
        shutil.copy(arguments.catalog, shop / "products.csv")
        for path in [shop / "products.csv", shop / "images", *(shop / "images").iterdir()]:
            path.chmod(0o755)
        return _measure(Path(folder), shop, arguments)


def _measure(folder: Path, shop: Path, arguments: argparse.Namespace) -> int:
    ours = folder / "ours"
    cold = _run(shop, ours, arguments)
    costs = {"cold": cold, "unchanged": _run(shop, ours, arguments)}
    shutil.copytree(ours, folder / "reused", symlinks=True)
    changed = _change(shop, arguments)
    name = f"{changed} products changed"
    costs[name] = _run(shop, ours, arguments)
    costs["the same, cold"] = _run(shop, folder / "cold", arguments)
    costs["the same, --reuse-models"] = _run(shop, folder / "reused", arguments, "--reuse-models")

    print(f"{'run':28}{'s':>8}{'% of cold':>11}{'image s':>9}{'%':>7}")
    for title, cost in costs.items():
        print(
            f"{title:28}{cost.seconds:8.2f}{_percent(cost.seconds, cold.seconds):>11}"
            f"{cost.image:9.2f}{_percent(cost.image, cold.image):>7}"
        )
    print("targets: unchanged under 5 %; image stage under 5 %; --reuse-models under 15 %")
    different = _different(costs[name].database, costs["the same, cold"].database)
    print(f"update and cold run: {', '.join(different) or 'every table the same'}")
    moved, stayed = _moved(cold.database, costs["the same, --reuse-models"].database)
    print(f"places on the maps with --reuse-models: {stayed} kept, {moved} moved or new")
    return 1 if different else 0


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}"


def _run(shop: Path, folder: Path, arguments: argparse.Namespace, *more: str) -> Cost:
    """One run of the command; its database is copied, as later runs replace the link."""
    link = folder / "catalog.duckdb"
    command = [sys.executable, "-m", "etl", "run", *more]
    for option, value in (
        ("catalog", shop / "products.csv"),
        ("mapping", arguments.mapping),
        ("database", link),
        ("jobs", arguments.jobs),
    ):
        command += [f"--{option}", str(value)]
    before, start = link.resolve(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    image = 0.0
    if link.resolve() != before:
        with duckdb.connect(str(link.resolve()), read_only=True) as connection:
            image = float(
                connection.execute(
                    "SELECT value FROM builds WHERE key = 'seconds.image'"
                ).fetchall()[0][0]
            )
    return Cost(seconds, image, link.resolve())


def _change(shop: Path, arguments: argparse.Namespace) -> int:
    """Change text and photo of an even sample of the products; returns how many."""
    mapping = load_mapping(arguments.mapping).columns
    with (shop / "products.csv").open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, columns = list(reader), reader.fieldnames or []
    count: int = max(1, round(arguments.share * len(rows)))
    for number in range(count):
        row, other = rows[number * len(rows) // count], rows[(number * len(rows) // count) - 1]
        for field in ("name", "description"):
            column = mapping[field].columns[0]
            row[column] = f"{row[column]} {other[column]}"
        photo = shop / "images" / row[mapping["image"].columns[0]]
        if photo.is_file():
            with Image.open(photo) as opened:
                ImageOps.mirror(opened.convert("RGB")).save(photo, opened.format)
    with (shop / "products.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)
    return count


def _different(first: Path, second: Path) -> list[str]:
    """Tables in which two databases differ."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{first}' AS first (READ_ONLY)")
        connection.execute(f"ATTACH '{second}' AS second (READ_ONLY)")
        names = [
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'first' ORDER BY ALL"
            ).fetchall()
            if name != OF_THE_RUN
        ]
        return [
            name
            for name in names
            if any(
                connection.execute(
                    f"SELECT count(*) FROM (FROM {one}.{name} EXCEPT ALL FROM {other}.{name})"  # noqa: S608
                ).fetchall()[0][0]
                for one, other in (("first", "second"), ("second", "first"))
            )
        ]


def _moved(before: Path, after: Path) -> tuple[int, int]:
    """Places on the maps of the second database that are not, and that are, those of the first."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{before}' AS first (READ_ONLY)")
        connection.execute(f"ATTACH '{after}' AS second (READ_ONLY)")
        place = "space, method, product_id, x, y"
        ((total,),) = connection.execute("SELECT count(*) FROM second.projections").fetchall()
        ((kept,),) = connection.execute(
            f"SELECT count(*) FROM (SELECT {place} FROM first.projections "  # noqa: S608
            f"INTERSECT SELECT {place} FROM second.projections)"
        ).fetchall()
    return total - kept, kept


if __name__ == "__main__":
    sys.exit(main())
