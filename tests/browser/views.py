"""Every view of the dashboard, for the checks that hold on all of them.

A new page comes by itself, from `ids.PAGES`. A view within a page, or a drawer, is added to
`VIEW_REQUESTS`: its name, the address that leads to it, and what opens it there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from dashboard import ids

STILL = 300
"""Milliseconds without a change under way, after which a page is taken as drawn."""
PATIENCE = 60_000
SETTLED = """([name, still, patience]) => new Promise((done, fail) => {
    const began = performance.now();
    const isWhole = (graph) => {
        const drawn = graph.querySelector(".main-svg")?.getBoundingClientRect();
        // The graph itself keeps no height: what it draws floats.
        const frame = graph.querySelector(".plot-container")?.getBoundingClientRect();
        return graph._fullData?.length !== undefined && drawn
            && drawn.height <= frame.height + 1 && drawn.width <= frame.width + 1;
    };
    const moving = () => {
        const page = document.querySelector(`#page-${name}`);
        if (!page || page.hidden) return "address";
        const { page: shownPage, view } = document.documentElement.dataset;
        if (shownPage !== name) return "address";
        const asked = new URLSearchParams(window.location.hash.split("?")[1]).get("view");
        if (name === "products" && view !== (asked ?? "table")) return "view";
        if (document.querySelector("#workspace").hidden) return "workspace";
        if (!page.childElementCount) return "page that is not built";
        const workspace = document.querySelector("#workspace");
        const loading = workspace.querySelector("[data-dash-is-loading=true]");
        if (loading) return `callback of ${loading.id || loading.className}`;
        // The table stands beside the page that shows it.
        const busy = [...workspace.querySelectorAll("[aria-busy=true]")]
            .find((element) => element.checkVisibility());
        if (busy) return `map or list ${busy.id || busy.className}`;
        const shown = (selector) => [...workspace.querySelectorAll(selector)]
            .filter((element) => element.checkVisibility());
        const graph = shown(".js-plotly-plot").find((each) => !isWhole(each));
        if (graph) return `figure of ${graph.parentElement.id}`;
        // A grid comes a moment after its frame, its pinned columns a moment after the others.
        const isBare = (part) => !part.querySelector(".ag-header-cell");
        if (shown(".products-frame, .ag-header-row").some(isBare)) return "grid";
        const isPartial = (grid) => {
            const pinned = window.dash_ag_grid.getApi(grid.id).getDisplayedLeftColumns().length;
            return grid.querySelectorAll(".ag-pinned-left-header .ag-header-cell").length < pinned;
        };
        if (shown(".products-grid").some(isPartial)) return "pinned columns";
        const image = shown("img").find(
            (each) => each.src && each.loading !== "lazy" && !each.complete);
        return image ? image.src : null;
    };
    let calm = null;
    const look = () => {
        const now = performance.now();
        const what = moving();
        calm = what === null ? calm ?? now : null;
        if (calm !== null && now - calm >= still) done(true);
        else if (now - began > patience) fail(new Error(`${name} is never still: ${what}`));
        else requestAnimationFrame(look);
    };
    look();
})"""


def _nothing(_page: Page) -> None:
    """Open nothing more than the page."""


@dataclass(frozen=True)
class FilterState:
    """What a person can look at: an address, and what is done there.

    Attributes
    ----------
    name : str
    page : str
        The page that holds it.
    address : str
    opens : callable
        Given the page, opens the view; it returns once the view is there.
    closes : callable
        Given the page, leaves the view for those that follow.
    """

    name: str
    page: str
    address: str
    opens: Callable[[Page], None] = _nothing
    closes: Callable[[Page], None] = _nothing


def _open_a_product(page: Page) -> None:
    """Open the drawer on the product at the centre of the first cluster."""
    page.locator(".cluster-product").first.click()
    page.wait_for_selector("#drawer[data-state=ready]")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#drawer img')].every((each) => each.complete)"
    )


def _close_the_product(page: Page) -> None:
    """Close the drawer: it would go along to the next page."""
    page.locator(".drawer-close").click()
    page.wait_for_selector("#drawer", state="hidden")


def _search(page: Page) -> None:
    """Have products suggested."""
    page.get_by_role("combobox").fill("garden")
    page.wait_for_selector(".search-all")


def _leave_the_search(page: Page) -> None:
    """Empty the box."""
    page.get_by_role("combobox").fill("")


VIEW_REQUESTS = (
    *(FilterState(name, name, f"#/{name}") for name in ids.PAGES if name != "products"),
    *(FilterState(name, "products", f"#/products?view={name}") for name in ids.PRODUCT_SUBPAGES),
    FilterState("search", "products", "#/products?view=table", _search, _leave_the_search),
    FilterState("drawer", "clusters", "#/clusters", _open_a_product, _close_the_product),
)


def settle(page: Page, name: str) -> None:
    """Wait until a page is shown and nothing is under way."""
    page.evaluate(SETTLED, [name, STILL, PATIENCE])


def show(page: Page, view: FilterState) -> None:
    """Go to a view, from wherever the page is."""
    page.evaluate("(address) => { window.location.hash = address; }", view.address)
    settle(page, view.page)
    view.opens(page)


def put(page: Page, control: str, value: str) -> None:
    """Give a control a value, as a click on it would."""
    page.evaluate(
        "([id, value]) => window.dash_clientside.set_props(id, {value: value})", [control, value]
    )


def wear(page: Page, scheme: str) -> None:
    """Put the page in a theme, and wait until it is drawn in it."""
    put(page, ids.SCHEME, scheme)
    page.wait_for_function(
        "(scheme) => document.documentElement.dataset.mantineColorScheme === scheme", arg=scheme
    )
    settle(page, page.evaluate("() => document.documentElement.dataset.page"))


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = (1440, 900),
    scheme: str = "light",
    language: str = "fr",
    bypass_csp: bool = False,
) -> Iterator[Page]:
    """Open the dashboard at a size, in a theme and a language.

    An error of the console fails, among them what the content security policy refuses; so does
    a request to another place than the dashboard.
    """
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        bypass_csp=bypass_csp,
    )
    page = context.new_page()
    errors: list[str] = []

    def follow(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:", "blob:")):
            errors.append(f"request to {request.url}")

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("console", hear)
    page.on("request", follow)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/#/{ids.FIRST_PAGE}")
    settle(page, ids.FIRST_PAGE)
    put(page, ids.LANGUAGE, language)
    page.wait_for_function("(language) => document.documentElement.lang === language", arg=language)
    wear(page, scheme)
    yield page
    context.close()
    assert errors == []
