"""How fast is the dashboard, on the server and in a browser?

Serves the real app with gunicorn, acts in a headless Chromium as a person would,
and prints one table: server time and bytes of each callback, what a filter change
costs over all views, the time from mouse-up to the other maps' frame, and memory.

    python bench/dashboard.py --database data/catalog.duckdb
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
CALLBACKS = "_dash-update-component"
Answer = tuple[str, float, int]
TARGETS = {"filter change, all views": 150, "linked selection": 400, "worker memory": 200}

# Waits for the frame in which the last of some maps shows what was asked.
FRAME = """({maps, start, done}) => {
    const graphs = maps.map((m) => document.querySelector(`[data-map="${m}"] .js-plotly-plot`));
    window.measured = new Promise((resolve) => {
        let begun = null;
        const left = new Set(graphs);
        window.addEventListener(start, () => { begun ??= performance.now(); }, true);
        graphs.forEach((graph) => graph.on("plotly_afterplot", () => {
            const trace = graph._fullData[0];
            if (begun === null || (done === "selected" && !trace.selectedpoints)) return;
            left.delete(graph);
            if (left.size === 0) {
                requestAnimationFrame(() => resolve(performance.now() - begun));
            }
        }));
    });
}"""


class BrokenRunError(Exception):
    """The app answered with an error: no figure of this run means anything."""


class Timed:
    """Say in each answer how long the app took to make it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        """Answer one request, and add its time in milliseconds as a header."""
        begun = time.perf_counter()
        held: list[Any] = []
        body = list(self.app(environ, lambda *arguments: held.append(arguments)))
        status, headers, *rest = held[-1]
        spent = (time.perf_counter() - begun) * 1000
        start(status, [*headers, ("X-App-Milliseconds", f"{spent:.2f}")], *rest)
        return body


class Watch:
    """Collects what the page asks, until it is quiet."""

    def __init__(self, page: Page) -> None:
        self.asked: list[bytes] = []
        self.errors: list[str] = []
        self.open = 0
        page.on("request", self._count)
        page.on("response", self._note)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _count(self, request: Any) -> None:
        if CALLBACKS in request.url:
            self.open += 1
            self.asked.append(request.post_data_buffer)

    def _note(self, response: Response) -> None:
        if CALLBACKS in response.url:
            self.open -= 1
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def take(self, page: Page) -> list[bytes]:
        """Wait until the page is quiet, and give what it asked since the last time."""
        quiet_since = time.monotonic()
        deadline = quiet_since + 30
        seen = len(self.asked)
        while time.monotonic() - quiet_since < 0.5:
            page.wait_for_timeout(50)
            if self.open or len(self.asked) != seen:
                quiet_since, seen = time.monotonic(), len(self.asked)
            if time.monotonic() > deadline:
                raise BrokenRunError("the page never came to rest")
        if self.errors:
            raise BrokenRunError("; ".join(self.errors))
        taken, self.asked = self.asked, []
        return [body for body in taken if not json.loads(body)["output"].startswith("build.")]


def serve(port: int) -> None:
    """Run the app behind gunicorn, one worker, each answer timed."""
    # This file has the name of the package that it measures: its folder must not come first.
    sys.path[0] = str(ROOT)
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):
        def load_config(self) -> None:
            for key, value in {
                "bind": f"127.0.0.1:{port}", "workers": 1, "threads": 4,
                "worker_class": "gthread", "loglevel": "warning",
            }.items():  # fmt: skip
                self.cfg.set(key, value)

        def load(self) -> Timed:
            from dashboard.app import server  # after the fork

            return Timed(server)

    Served().run()


@contextmanager
def served(database: Path) -> Iterator[tuple[str, int]]:
    """Serve the app on a database; give its address and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CATALOG_DATABASE": str(database.absolute())}
    command = [sys.executable, __file__, "--serve", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def replay(base: str, bodies: list[bytes]) -> list[Answer]:
    """Ask again what the page asked, one after the other, and time the server alone."""
    answers = []
    for body in bodies:
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{base}/{CALLBACKS}", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            spent = float(response.headers["X-App-Milliseconds"])
            answers.append((json.loads(body)["output"], spent, len(response.read())))
    return answers


def short(output: str) -> str:
    """Name a callback by the first thing it changes."""
    first = output.strip(".").split("...")[0].split("@")[0]
    return first if not first.startswith("{") else json.loads(first.rsplit(".", 1)[0])["type"]


def act(
    page: Page, watch: Watch, repeats: int
) -> tuple[dict[str, list[list[bytes]]], dict[str, list[float]]]:
    """Do each gesture a few times; return what the page asked and the times seen in the browser."""
    answers: dict[str, list[list[bytes]]] = defaultdict(list)
    seen: dict[str, list[float]] = defaultdict(list)

    def option(control: str, index: int) -> None:
        page.locator(f"#{control} label").nth(index).click()

    def tick(index: int) -> None:
        page.locator(".tree .mantine-CheckboxIndicator-indicator").nth(index).click()

    def box(space: str, share: float) -> None:
        frame = page.locator(f'[data-map="{space}"] .nsewdrag')
        frame.evaluate("(element) => element.scrollIntoView({block: 'center'})")
        area = frame.bounding_box()
        if area is None:
            raise BrokenRunError("no map to draw on")
        page.mouse.move(area["x"] + 3, area["y"] + 3)
        page.mouse.down()
        page.mouse.move(area["x"] + area["width"] * share, area["y"] + area["height"] - 3, steps=3)
        page.mouse.up()

    def measure(maps: list[str], start: str, done: str, gesture: Callable[[], None]) -> float:
        page.evaluate(FRAME, {"maps": maps, "start": start, "done": done})
        gesture()
        return float(page.evaluate("() => window.measured"))

    everywhere = ["text", "image", "fused"]
    for turn in range(repeats):
        # Another branch each time: an interval computed before would be remembered.
        seen["filter change"].append(
            measure(everywhere, "click", "any", lambda turn=turn: tick(turn))
        )
        answers["filter change"].append(watch.take(page))
        seen["level change"].append(
            measure(everywhere, "click", "any", lambda turn=turn: option("level", 1 - turn % 2))
        )
        answers["level change"].append(watch.take(page))
    page.locator("#reset").click()
    watch.take(page)
    for turn in range(repeats):
        share = 0.3 + 0.1 * (turn % 5)
        seen["linked selection"].append(
            measure(
                ["image", "fused"], "mouseup", "selected", lambda share=share: box("text", share)
            )
        )
        answers["selection"].append(watch.take(page))
        page.locator("#selection-clear").click()
        watch.take(page)
    for index in (1, 2, 3, 0):
        option("method", index)
        answers["projection change"].append(watch.take(page))
    option("colour", 1)
    answers["colour change"].append(watch.take(page))
    option("scheme", 1)
    answers["theme change"].append(watch.take(page))
    return answers, seen


def report(
    answers: dict[str, list[list[Answer]]], seen: dict[str, list[float]], memory: float
) -> None:
    """Print the table."""
    rows: list[tuple[str, str, str, str]] = []

    def add(gesture: str, runs: list[list[Answer]]) -> None:
        by_callback: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for run in runs:
            for output, spent, size in run:
                by_callback[short(output)].append((spent, size))
        for name, values in sorted(by_callback.items()):
            spent = statistics.median(value for value, _ in values)
            size = statistics.median(value for _, value in values)
            rows.append((gesture, name, f"{spent:.1f}", f"{size / 1000:,.1f}"))
        total = statistics.median(sum(spent for _, spent, _ in run) for run in runs)
        worst = max(sum(spent for _, spent, _ in run) for run in runs)
        size = statistics.median(sum(size for _, _, size in run) for run in runs)
        rows.append((gesture, "ALL VIEWS", f"{total:.1f} (max {worst:.1f})", f"{size / 1000:,.1f}"))

    for gesture, runs in answers.items():
        add(gesture, runs)
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    heads = ("gesture", "callback", "server ms", "kB")
    widths = [max(width, len(head)) for width, head in zip(widths, heads, strict=True)]
    lines = [heads, tuple("-" * width for width in widths), *rows]
    for row in lines:
        print("  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ))  # fmt: skip
    print()
    totals = [sum(spent for _, spent, _ in run) for run in answers["filter change"]]
    figures = {
        "filter change, all views": (statistics.median(totals), "ms of server time"),
        "linked selection": (
            statistics.median(seen["linked selection"]),
            "ms from mouse-up to the other maps' frame",
        ),
        "worker memory": (memory, "MB (PSS)"),
    }
    for name, (value, unit) in figures.items():
        verdict = "under" if value < TARGETS[name] else "OVER"
        print(f"{name:26} {value:6.0f} {unit}, {verdict} {TARGETS[name]}")
    for name in ("filter change", "level change"):
        value = statistics.median(seen[name])
        print(f"{name + ', in the browser':26} {value:6.0f} ms from click to the last map's frame")


def main() -> int:
    """Run the bench; 1 where the run was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, default=Path("data/catalog.duckdb"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return 0
    if not arguments.database.exists():
        print(f"No database at {arguments.database}: run the pipeline first.", file=sys.stderr)
        return 1
    try:
        with served(arguments.database) as (base, process), sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(FLAGS)
            )
            page = chromium.new_page(viewport={"width": 1440, "height": 900})
            watch = Watch(page)
            page.goto(f"{base}/#/maps")
            page.wait_for_selector("[data-map=fused] .js-plotly-plot[data-linked]", timeout=60_000)
            page.wait_for_selector(".ag-row .ag-cell", timeout=60_000)
            asked = {"first load": [watch.take(page)]}
            more, seen = act(page, watch, arguments.repeats)
            asked |= more
            [worker] = psutil.Process(process).children()
            memory = worker.memory_full_info().pss / 1e6
            chromium.close()
        # A fresh server without a browser beside it: nothing remembered, no shared processor.
        with served(arguments.database) as (base, _):
            answers = {
                gesture: [replay(base, bodies) for bodies in runs]
                for gesture, runs in asked.items()
            }
    except BrokenRunError as error:
        print(f"Broken run: {error}", file=sys.stderr)
        return 1
    report(answers, seen, memory)
    return 0


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BrokenRunError("the server stopped")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    raise BrokenRunError("the server did not answer within a minute")


if __name__ == "__main__":
    sys.exit(main())
