"""Are the promises kept on brands that nobody has seen?

    python bench/rehearsal.py --catalog FILE.csv --images DIR

Runs the pipeline with --rehearse in a folder of its own and prints, for each space and level, how
far what was found is from what was promised, in how many repeats the lower end was reached, and
what a repeat costs.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from etl.publishing import store


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        database = Path(folder, "catalog.duckdb")
        given = {"catalog": arguments.catalog, "images": arguments.images, "database": database}
        options = [part for name, value in given.items() for part in (f"--{name}", str(value))]
        subprocess.run(
            [sys.executable, "-m", "etl", "run", "--rehearse", *options],
            check=True,
            capture_output=True,
        )
        promises = store.read_rehearsal(database)
        builds = store.read_builds(database)
    if not promises:
        print("too few products to rehearse")
        return 0
    repeats = int(builds["rehearsal.repeats"])
    print(
        f"{'space':12}{'level':>6}{'promise':>14}{'promised':>10}{'low end':>9}{'found':>8}", end=""
    )
    print(f"{'found - promised':>18}{'low end reached':>17}")
    for row in promises:
        promised, low, found = (
            float(str(row[key])) for key in ("promised", "promised_low", "found")
        )
        print(
            f"{row['space']:12}{row['level']:>6}{row['measure']:>14}{promised:>10.3f}{low:>9.3f}"
            f"{found:>8.3f}{found - promised:>+18.3f}{row['kept']:>12} of {row['repeats']}"
        )
    seconds = float(builds["seconds.rehearse"])
    print(f"{repeats} repeats, {seconds / repeats:.1f} s each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
