"""How fast is it for who looks at it? Times a headless Chromium by its own clock.

A change ends with the frame after the last change of the page: of its elements, of a map, or of
an answer that was under way. What the page does every few seconds by itself is none: it asks for
a new build, and Dash puts an empty element into the page while it asks.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psutil
from playwright.sync_api import Browser, Response, sync_playwright

from bench.serving import CALLBACKS, BrokenRunError, is_clock

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
PATIENCE = 120_000
QUIET = 500
"""Milliseconds without a change after which there will be no other."""
WATCH = """(() => {
    const bench = { open: 0, begun: 0, last: 0, useful: null, linked: null };
    window.bench = bench;
    const touch = () => requestAnimationFrame(() => { bench.last = performance.now(); });
    const ask = window.fetch;
    window.fetch = function (...given) {
        if (String(given[1]?.body ?? "").startsWith('{"output":"build.')) {
            return ask.apply(this, given);
        }
        bench.open += 1;
        return ask.apply(this, given).finally(() => { bench.open -= 1; touch(); });
    };
    for (const name of ["click", "pointerup"]) {
        window.addEventListener(name, () => { bench.begun = performance.now(); }, true);
    }
    document.addEventListener("mapdrawn", touch);
    const isSign = (node) => node.classList?.contains("_dash-loading-callback");
    const isSeen = ({ type, addedNodes, removedNodes }) =>
        type !== "childList" || ![...addedNodes, ...removedNodes].every(isSign);
    new MutationObserver((changes) => { if (changes.some(isSeen)) touch(); }).observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true });
    const isShown = (selector) => document.querySelector(selector)?.checkVisibility();
    const isUseful = {
        verdict: () => isShown("#verdict-heads .outcome"),
        maps: () => isShown("#page-maps .score-value")
            && document.querySelectorAll("[data-map][aria-busy=false]").length === 3,
    };
    const look = () => {
        const page = /#\\/(\\w+)/.exec(window.location.hash)?.[1];
        if (isUseful[page]?.()) bench.useful = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();"""
IS_QUIET = """(quiet) => {
    const page = document.querySelector(".page:not([hidden])");
    return window.bench.open === 0 && performance.now() - window.bench.last > quiet
        && !page?.querySelector("[data-dash-is-loading=true], [aria-busy=true]");
}"""
# Waits for the frame in which two maps show what was selected on the third.
LINKED = """() => {
    const left = new Set(["image", "fused"]);
    const { maps, state } = window.dash_clientside.maps;
    const listen = (event) => {
        const { map } = event.target.dataset;
        if (state.selected === null || !maps.get(map).tiers.includes(2)) return;
        left.delete(map);
        if (left.size) return;
        document.removeEventListener("mapdrawn", listen);
        requestAnimationFrame(() => { window.bench.linked = performance.now(); });
    };
    window.bench.linked = null;
    document.addEventListener("mapdrawn", listen);
}"""
LOOK = 100
"""Milliseconds between two looks at whether the page is quiet: looking costs time too."""
PAGES = ("verdict", "maps", "categories", "clusters", "products")
"""Those that follow the filter."""


@dataclass
class Times:
    """Milliseconds by the browser's clock, and of the processor in all its processes."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


@dataclass
class Seen:
    """What was measured in the browser, and what the page asked."""

    useful: dict[str, Times] = field(default_factory=dict)
    filtered: dict[str, Times] = field(default_factory=dict)
    linked: Times = field(default_factory=Times)
    asked: dict[str, list[list[bytes]]] = field(default_factory=dict)
    map_bytes: int = 0
    filter_bytes: int = 0


class Watched:
    """A page whose requests are kept, and whose errors end the run."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(WATCH)
        self.asked: list[bytes] = []
        self.sizes: list[tuple[str, int]] = []
        self.errors: list[str] = []
        self.page.on("request", self._ask)
        self.page.on("response", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _ask(self, request: Any) -> None:
        if CALLBACKS in request.url and not is_clock(request.post_data_buffer):
            self.asked.append(request.post_data_buffer)

    def _note(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")
        if "/maps/" in response.url:
            self.sizes.append((response.url, len(response.body())))

    def settle(self) -> None:
        """Wait until nothing changes any more."""
        self.page.wait_for_function(IS_QUIET, arg=QUIET, polling=LOOK)
        if self.errors:
            raise BrokenRunError("; ".join(self.errors))

    def time(self, times: Times, act: Callable[[], None], name: str = "last") -> None:
        """Act, and note the time from the click or the release to what it brings."""
        worked = processor_time()
        act()
        self.page.wait_for_function(
            "(name) => window.bench[name] > window.bench.begun", arg=name, polling=LOOK
        )
        self.settle()
        times.processor.append(processor_time() - worked)
        times.wall.append(float(self.page.evaluate("(name) => bench[name] - bench.begun", name)))

    def take(self) -> tuple[list[bytes], int]:
        """Return the callbacks asked for since the last time, and the bytes of the maps' routes."""
        taken = self.asked, sum(size for _, size in self.sizes)
        self.asked, self.sizes = [], []
        return taken


def browse(base: str, repeats: int) -> Seen:
    """Open the pages, filter, select, as a person would; each a few times."""
    seen = Seen()
    with chromium() as browser:
        for name in ("verdict", "maps"):
            seen.useful[name] = Times()
            for _ in range(repeats):
                _first_view(browser, base, name, seen.useful[name])
        watched = Watched(browser)
        watched.page.goto(f"{base}/#/maps")
        watched.page.wait_for_function("() => window.bench.useful !== null", polling=LOOK)
        watched.settle()
        _, seen.map_bytes = watched.take()
        for name in PAGES:
            _filter(watched, name, repeats, seen)
        _select(watched, repeats, seen)
    return seen


def processor_time() -> float:
    """Return what the browser's processes have used so far, in milliseconds."""
    used = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name():
                times = process.cpu_times()
                used += 1000 * (times.user + times.system)
        except psutil.Error:
            continue  # it has just ended
    return used


def _first_view(browser: Browser, base: str, name: str, times: Times) -> None:
    """Note the time from the address to the first useful frame, nothing kept from before."""
    watched = Watched(browser)
    worked = processor_time()
    watched.page.goto(f"{base}/#/{name}")
    watched.page.wait_for_function("() => window.bench.useful !== null", polling=LOOK)
    times.wall.append(float(watched.page.evaluate("() => window.bench.useful")))
    times.processor.append(processor_time() - worked)
    watched.settle()
    watched.page.close()


def _filter(watched: Watched, name: str, repeats: int, seen: Seen) -> None:
    page = watched.page
    page.evaluate("(name) => { window.location.hash = `#/${name}`; }", name)
    page.wait_for_function("(name) => document.documentElement.dataset.page === name", arg=name)
    watched.settle()
    watched.take()
    seen.filtered[name], seen.asked[name] = Times(), []
    for turn in range(repeats):
        # Another branch each time: what was computed before may be remembered.
        box = page.locator(".tree .mantine-CheckboxIndicator-indicator").nth(turn)
        watched.time(seen.filtered[name], box.click)
        bodies, size = watched.take()
        seen.asked[name].append(bodies)
        seen.filter_bytes = max(seen.filter_bytes, size)
    page.locator("#reset").click()
    page.wait_for_selector("#reset", state="hidden")
    watched.settle()


def _select(watched: Watched, repeats: int, seen: Seen) -> None:
    page = watched.page
    page.evaluate("() => { window.location.hash = '#/maps'; }")
    page.wait_for_function("() => document.documentElement.dataset.page === 'maps'")
    watched.settle()
    for turn in range(repeats):
        page.evaluate(LINKED)
        share = 0.3 + 0.1 * (turn % 5)
        watched.time(seen.linked, partial(select_on_map, watched, share), "linked")
        page.locator("#selection-clear").click()
        watched.settle()


def select_on_map(watched: Watched, share: float) -> None:
    """Draw a box over a share of the width of the first map."""
    page = watched.page
    frame = page.locator('[data-map="text"] .map-surface')
    frame.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    area = frame.bounding_box()
    if area is None:
        raise BrokenRunError("no map to draw on")
    page.mouse.move(area["x"] + 3, area["y"] + 3)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * share, area["y"] + area["height"] - 3, steps=3)
    page.mouse.up()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser of the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        yield browser
        browser.close()
