"""Runs on a small shop, most of them killed at a random moment: what is left behind?

    python -m tests.etl.killed FOLDER MOMENTS SEED

A program of its own: it loads the libraries once, then forks one run after another and kills it.
Prints one line a moment, then what the run that was left alone needed to compute. Exits non-zero
at the first thing that is not as it should be.
"""

from etl.runtime.workers import one_thread_a_process

one_thread_a_process()

import contextlib  # noqa: E402
import os  # noqa: E402
import random  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from dataclasses import replace  # noqa: E402
from pathlib import Path  # noqa: E402

from etl import pipeline  # noqa: E402
from etl.config import Request  # noqa: E402
from etl.publishing import store  # noqa: E402
from etl.publishing.publication import OLD_VERSIONS, Publication  # noqa: E402
from etl.runtime.cached_workers import unseen  # noqa: E402
from tests.etl.networks import Form, write_network  # noqa: E402
from tests.etl.shop import TINY, different, listing, write_shop  # noqa: E402

PRODUCTS = 40


def main(folder: Path, moments: int, seed: int) -> None:
    """Publish one of two catalogues after the other, and kill most runs."""
    shops = [_shop(folder, name, first) for name, first in (("even", 0), ("odd", 1))]
    # What runs that nobody interrupts make, each in a place of its own.
    alone = [
        replace(shop, database=folder / f"{shop.catalog.parent.name}.duckdb") for shop in shops
    ]
    whole = [pipeline.run(request, unseen).database for request in alone]
    link = folder / "published" / "catalog.duckdb"
    runs = [replace(shop, database=link) for shop in shops]
    start = time.perf_counter()
    pipeline.run(runs[0], unseen)
    usual = time.perf_counter() - start
    chance = random.Random(seed)  # noqa: S311
    shown, largest = 0, 0
    for number in range(moments):
        delay = chance.uniform(0, 1.1 * usual)
        killed = _start_and_kill(runs[1 - shown], delay)
        current = _published(link, whole)
        print(f"{number + 1:3} {delay:6.2f} s {'killed' if killed else 'done':7}", end="")
        print(f"{len(list(link.parent.iterdir())):3} files, published: {['even', 'odd'][current]}")
        largest = max(largest, len(list(link.parent.iterdir())))
        if current != shown:  # killed after it was published, or not at all: another from the start
            shown = current
            for path in link.parent.glob(".catalog.cache*"):
                path.unlink()
    pipeline.run(runs[1 - shown], unseen)
    if _published(link, whole) != 1 - shown:
        raise SystemExit("the run that was left alone published something else")
    left = sorted(path.name for path in link.parent.iterdir() if path.name.startswith("."))
    if left != [".catalog.cache", ".catalog.duckdb.lock"]:
        raise SystemExit(f"left behind: {left}")
    versions = len(Publication(link).versions())
    if versions > 1 + OLD_VERSIONS:
        raise SystemExit(f"{versions} versions")
    print(f"{moments} moments over {usual:.2f} s; at most {largest} files beside each other")


def _shop(folder: Path, name: str, first: int) -> Request:
    rows = [listing(i) for i in range(first, PRODUCTS + first)]
    catalog = write_shop(folder / name, rows, photos=PRODUCTS + first)
    network = write_network(folder / "small.onnx", Form())
    return Request(catalog, catalog.parent / "images", jobs=1, image_model=network, settings=TINY)


def _start_and_kill(request: Request, delay: float) -> bool:
    """Run in a child process; whether it had to be killed."""
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            pipeline.run(request, unseen)
            os._exit(0)
        os._exit(1)
    time.sleep(delay)  # the moment is what is tried
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run failed")
    return os.WIFSIGNALED(status)


def _published(link: Path, whole: list[Path]) -> int:
    """Which catalogue is published; it must be all of what an uninterrupted run makes."""
    published = link.resolve()
    fingerprint = store.read_builds(link)["fingerprint"]
    for number, path in enumerate(whole):
        if store.read_builds(path)["fingerprint"] == fingerprint:
            if faults := different(published, path):
                raise SystemExit(f"{published.name} differs: {faults}")
            return number
    raise SystemExit(f"{published.name} is of no catalogue")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
