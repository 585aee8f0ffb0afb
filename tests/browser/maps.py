"""What the maps show, read from the page: rows, looks and places, never pixels."""

from playwright.sync_api import Locator, Page

READ = """(space) => {
    const { maps, state } = window.dash_clientside.maps;
    const map = maps.get(space);
    if (!map?.tiers || map.look !== state.look) return null;
    if (map.drawn.split(" ")[0] !== String(state.version)) return null;
    const { styles } = map.look.maps[space];
    const looks = [...styles.map(([colour]) => colour), state.look.unknown, "context"];
    const rows = Array.from(map.x, (_, at) => map.rowAt(at));
    const codes = rows.map((row, at) => map.tiers[at] === 0 ? styles.length + 1 : map.codes[row]);
    return {
        n: rows.length,
        rows: rows,
        x: Array.from(map.x),
        y: Array.from(map.y),
        steps: looks.length,
        codes: codes,
        colours: codes.map((code) => looks[code]),
        selected: state.selected && rows.filter((_, at) => map.tiers[at] === 2),
    };
}"""
"""A map as it is drawn: the style of each row, the last one out of the filter; null until it is."""
SELECTED = f"(space) => ({READ})(space)?.selected ?? null"
"""The rows that are lit up on a map, null where nothing is selected."""
IS_DRAWN = """() => {
    const frames = [...document.querySelectorAll("[data-map]")];
    return frames.length === 3
        && frames.every((frame) => frame.getAttribute("aria-busy") === "false");
}"""
PLACE = """([space, row]) => {
    const { maps, toPixels } = window.dash_clientside.maps;
    const map = maps.get(space);
    const box = map.sight.getBoundingClientRect();
    const [x, y] = toPixels(map, map.x[row], map.y[row]);
    return [box.x + x, box.y + y];
}"""
"""Where a row of a map stands in the window."""


def sight(page: Page, space: str) -> Locator:
    """The part of a map that can be drawn on."""
    return page.locator(f'[data-map="{space}"] .map-surface')


def drag(page: Page, space: str, corners: list[tuple[float, float]]) -> None:
    """Press at the first corner, given in shares of the map, lead the pointer and let go."""
    frame = sight(page, space)
    frame.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    box = frame.bounding_box()
    assert box is not None
    for index, (x, y) in enumerate(corners):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=3)
        if index == 0:
            page.mouse.down()
    page.mouse.up()


def drag_over(page: Page, space: str, share: float) -> None:
    """Drag over the left part of a map."""
    drag(page, space, [(0.01, 0.01), (share, 0.99)])
