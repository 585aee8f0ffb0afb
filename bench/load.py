"""Does the dashboard hold fifty people at once, while a new database is published?

Records in a headless Chromium what a page asks the server for when it opens, when the filter
changes and when products are selected; then lets people ask the same of the Procfile's own
command, each on a connection of their own: an action every five seconds on average
(exponential), half of them filters, three in ten selections, two in ten page loads. Everybody
looks for a new database every four seconds, as the page does, and asks anew for what is shown
when there is one.

    python bench/load.py --products 1050
    python bench/load.py --database data/catalog.duckdb --people 50 --seconds 180

People run on the same processors as the server. Scripts and styles are left out: a browser asks
for them once. An action is the sum of its answers, one after the other, which is more than a
browser would wait for.
"""

import argparse
import http.client
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import duckdb
import psutil
from playwright.sync_api import Request

from bench.browsing import Watched, chromium, select_on_map
from bench.serving import CALLBACKS, ROOT, BrokenRunError, is_clock, wait_for
from bench.synthetic import make

PAGES = ("verdict", "maps", "categories", "clusters", "products")
ACTIONS = ("filter", "selection", "page load")
WEIGHTS = (50, 30, 20)
MEAN_PAUSE, CLOCK = 5.0, 4.0
WARM_UP = 45.0
"""Seconds after which each worker has seen each kind of request."""
WORKERS = 2
TARGETS = {"p95": 500.0, "growth": 5.0, "memory": 450.0}
CACHED = ("/_dash-component-suites/", "/assets/")


class Asked(NamedTuple):
    """One request of a page; `{build}` stands for the build that it was asked of."""

    method: str
    path: str
    body: str


@dataclass
class Script:
    """What a page asks for: by page and action, several variants; and its look at the clock."""

    actions: dict[tuple[str, str], list[list[Asked]]] = field(default_factory=dict)
    clock: Asked | None = None


def record(base: str, build: str) -> Script:
    """Act once as a person would, and keep what the page asked for."""
    script = Script()
    with chromium() as browser:
        for name in PAGES:
            watched = Watched(browser)
            taken: list[Asked] = []
            watched.page.on("request", partial(_note, taken, build))
            watched.page.goto(f"{base}/#/{name}")
            watched.page.wait_for_selector(f"#page-{name}:not([hidden])")
            watched.settle()
            script.actions[name, "page load"] = [_without_clock(taken, script)]
            for turn in range(4):
                taken.clear()
                watched.page.locator(".tree .mantine-CheckboxIndicator-indicator").nth(turn).click()
                watched.settle()
                script.actions.setdefault((name, "filter"), []).append(
                    _without_clock(taken, script)
                )
            if name == "maps":
                watched.page.locator("#reset").click()
                watched.page.wait_for_selector("#reset", state="hidden")
                watched.settle()
                for share in (0.3, 0.5, 0.7):
                    taken.clear()
                    select_on_map(watched, share)
                    watched.settle()
                    script.actions.setdefault((name, "selection"), []).append(
                        _without_clock(taken, script)
                    )
            watched.page.close()
    if script.clock is None:
        raise BrokenRunError("the page never looked for a new database")
    return script


def _note(taken: list[Asked], build: str, request: Request) -> None:
    """Keep a request of the page, the build's name taken out of it."""
    parts = urlsplit(request.url)
    if parts.path.startswith(CACHED):
        return
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    body = request.post_data or ""
    taken.append(
        Asked(
            request.method,
            path.replace(quote(build, safe=""), "{build}"),
            body.replace(build, "{build}"),
        )
    )


def _without_clock(taken: Sequence[Asked], script: Script) -> list[Asked]:
    kept = []
    for asked in taken:
        if CALLBACKS in asked.path and is_clock(asked.body.encode()):
            script.clock = asked
        else:
            kept.append(asked)
    return kept


@dataclass
class Seen:
    """What all people saw: milliseconds of each request and action, and what went wrong."""

    requests: list[float] = field(default_factory=list)
    actions: dict[str, list[float]] = field(default_factory=lambda: {each: [] for each in ACTIONS})
    errors: list[str] = field(default_factory=list)
    noticed: list[float] = field(default_factory=list)


class Person(threading.Thread):
    """Somebody with a page open."""

    def __init__(self, port: int, script: Script, build: str, end: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.script, self.build, self.end = port, script, build, end
        self.chance = random.Random(seed)  # noqa: S311 - who clicks when
        self.seen = Seen()
        self.page = self.chance.choice(PAGES)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def run(self) -> None:
        """Act, pause, look at the clock, until the end."""
        now = time.monotonic()
        look = now + self.chance.uniform(0, CLOCK)
        act = now + self.chance.expovariate(1 / MEAN_PAUSE)
        while (due := min(look, act)) < self.end:
            time.sleep(max(due - time.monotonic(), 0))
            if due == look:
                self._look()
                look = time.monotonic() + CLOCK
            else:
                self._act(*self.chance.choices(ACTIONS, WEIGHTS))
                act = time.monotonic() + self.chance.expovariate(1 / MEAN_PAUSE)

    def _act(self, action: str) -> None:
        if action == "page load":
            self.page = self.chance.choice(PAGES)
        elif action == "selection":
            self.page = "maps"  # where products are selected
        began = time.monotonic()
        for asked in self.chance.choice(self.script.actions[self.page, action]):
            self._ask(asked)
        self.seen.actions[action].append((time.monotonic() - began) * 1000)

    def _look(self) -> None:
        assert self.script.clock is not None  # noqa: S101 - recorded, or the run was broken
        answer = self._ask(self.script.clock)
        start = answer.find('"build":"')
        if start < 0:
            return
        self.build = answer[start + 9 : answer.index('"', start + 9)]
        self.seen.noticed.append(time.monotonic())
        for asked in self.script.actions[self.page, "filter"][0]:
            self._ask(asked)

    def _ask(self, asked: Asked) -> str:
        path = asked.path.replace("{build}", quote(self.build, safe=""))
        body = asked.body.replace("{build}", self.build)
        headers = {"Content-Type": "application/json"} if body else {}
        began = time.monotonic()
        for attempt in (1, 2):
            try:
                self.connection.request(asked.method, path, body or None, headers)
                answer = self.connection.getresponse()
                read = answer.read().decode(errors="replace")
                break
            except (ConnectionError, http.client.HTTPException) as error:
                # A browser opens a connection again that was closed between two requests.
                self.connection.close()
                if attempt == 2:
                    self.seen.errors.append(f"{asked.method} {path[:60]}: {error!r}")
                    return ""
            except OSError as error:
                self.connection.close()
                self.seen.errors.append(f"{asked.method} {path[:60]}: {error!r}")
                return ""
        self.seen.requests.append((time.monotonic() - began) * 1000)
        if answer.status >= 400:
            self.seen.errors.append(f"{answer.status} {asked.method} {path[:90]}")
        return read


@contextmanager
def dyno(link: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Run the Procfile's command, two workers; give its port and its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (ROOT / "Procfile").read_text(encoding="utf-8").removeprefix("web: ").strip()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        "CATALOG_DATABASE": str(link),
    }
    with subprocess.Popen(
        ["sh", "-c", f"exec {command}"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


def memory_of(process: psutil.Process) -> float:
    """Return what a process and its children hold, in MB: shared pages are counted once."""
    return float(
        sum(member.memory_full_info().pss for member in (process, *process.children())) / 1e6
    )


def publish(database: Path, link: Path, name: str) -> str:
    """Publish a copy of a database as the pipeline does; return its build's name."""
    version = link.with_name(name)
    shutil.copy(database, version)
    fresh = link.with_name(".new")
    fresh.symlink_to(name)
    fresh.replace(link)
    return name


def table(lines: Sequence[tuple[str, str, str, str]]) -> str:
    """Align cells."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else 0.0


def run(database: Path, people: int, seconds: float, folder: Path) -> bool:
    """Let people in, print the table; return whether every request was answered."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        [(n,)] = connection.execute("SELECT count(*) FROM products").fetchall()
    link = folder / "load.duckdb"
    build = publish(database.resolve(), link, "load-20260101T000000000000Z-0000.duckdb")
    with dyno(link) as (port, process):
        script = record(f"http://127.0.0.1:{port}", build)
        end = time.monotonic() + seconds
        crowd = [Person(port, script, build, end, seed) for seed in range(people)]
        for person in crowd:
            person.start()
        memory: list[tuple[float, float]] = []
        began, published = time.monotonic(), 0.0
        while (now := time.monotonic()) < end:
            memory.append((now - began, memory_of(process)))
            if not published and now - began > seconds / 2:
                publish(database.resolve(), link, "load-20260102T000000000000Z-1111.duckdb")
                published = time.monotonic()
            time.sleep(1)
        for person in crowd:
            person.join(timeout=90)
    errors = [error for person in crowd for error in person.seen.errors]
    requests = [ms for person in crowd for ms in person.seen.requests]
    noticed = [max(person.seen.noticed) - published for person in crowd if person.seen.noticed]
    warm = [mb for at, mb in memory if WARM_UP < at <= seconds / 2]
    late = [mb for at, mb in memory if at > seconds - 20]
    if not warm or not late:
        raise BrokenRunError(f"{seconds:g} s are too few to see whether memory grows")
    growth = (statistics.median(late) / statistics.median(warm) - 1) * 100
    p95, peak = percentile(requests, 0.95), max(mb for _, mb in memory)

    def outcome(figure: float, target: float) -> str:
        return "reached" if figure < target else "NOT REACHED"

    lines = [
        ("measure", "figure", "target", ""),
        ("requests", f"{len(requests):,}", "", ""),
        ("errors", f"{len(errors):,}", "0", "reached" if not errors else "NOT REACHED"),
        ("request, median, ms", f"{percentile(requests, 0.5):.0f}", "", ""),
        ("request, p95, ms", f"{p95:.0f}", f"{TARGETS['p95']:.0f}", outcome(p95, TARGETS["p95"])),
        ("request, p99, ms", f"{percentile(requests, 0.99):.0f}", "", ""),
    ]
    for action in ACTIONS:
        taken = [ms for person in crowd for ms in person.seen.actions[action]]
        half, most = percentile(taken, 0.5), percentile(taken, 0.95)
        lines.append((f"{action}, all its answers, median and p95, ms",
                      f"{half:.0f} and {most:.0f} (n = {len(taken)})", "", ""))  # fmt: skip
    lines += [
        ("new database seen by, people", f"{len(noticed)} of {people}", str(people),
         "reached" if len(noticed) == people else "NOT REACHED"),
        ("new database seen, last one after, s", f"{max(noticed, default=0):.1f}", "5",
         outcome(max(noticed, default=9), 5)),
        ("memory of all processes, peak, MB (PSS)", f"{peak:.0f}", f"{TARGETS['memory']:.0f}",
         outcome(peak, TARGETS["memory"])),
        ("memory, last 20 s against after warm-up, %", f"{growth:+.1f}",
         f"{TARGETS['growth']:.0f}", outcome(growth, TARGETS["growth"])),
    ]  # fmt: skip
    print(
        f"{n:,} products, {people} people, {seconds:.0f} s, {WORKERS} workers, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    )
    print(table(lines))
    for error in sorted(set(errors))[:10]:
        print(f"  {errors.count(error)} x {error}")
    return not errors


def main() -> int:
    """Run the bench; 1 where a request failed or the run was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path)
    parser.add_argument("--products", type=int, default=1_050, help="of a synthetic database")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        database = arguments.database or make(folder / "synthetic.duckdb", arguments.products)
        try:
            is_whole = run(database, arguments.people, arguments.seconds, folder)
        except BrokenRunError as error:
            print(f"Broken run: {error}", file=sys.stderr)
            return 1
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
