"""What does it cost to repaint three maps without a graphics processor?

Draws the same points as plotly's scattergl, as paths of a canvas, and as the maps do it
(assets/raster.js), in a headless Chromium; prints the processor time of a repaint, in the
page and in the graphics process. Processor time, since it hardly depends on who else works.

    python bench/points.py --points 20000
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

import plotly
import psutil
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
WAYS = ("scattergl", "canvas", "raster")
WIDTH, HEIGHT, MAPS, STYLES = 340, 328, 3, 12

PREPARE = """async ([n, way, width, height, maps, k]) => {
    const symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "pentagon"];
    const styles = Array.from({ length: k }, (_, at) =>
        ["#" + (0x204060 + at * 0x0f0b07).toString(16), symbols[at % symbols.length]]);
    const normal = () => Math.sqrt(-2 * Math.log(Math.random() + 1e-9))
        * Math.cos(2 * Math.PI * Math.random());
    const codes = Uint8Array.from({ length: n }, (_, at) => at % k);
    const turn = (at) => (codes[at] / k) * 2 * Math.PI;
    document.body.replaceChildren();
    const repaints = [];
    for (let map = 0; map < maps; map += 1) {
        const x = Float32Array.from(codes, (_, at) =>
            width * (0.5 + 0.35 * Math.cos(turn(at)) + 0.05 * normal()));
        const y = Float32Array.from(codes, (_, at) =>
            height * (0.5 + 0.35 * Math.sin(turn(at)) + 0.05 * normal()));
        const element = document.createElement(way === "scattergl" ? "div" : "canvas");
        document.body.append(element);
        if (way === "scattergl") {
            const colours = Array.from(codes, (code) => styles[code][0]);
            await window.Plotly.newPlot(element, [{
                type: "scattergl", mode: "markers", x, y, hoverinfo: "none",
                marker: { color: colours, symbol: Array.from(codes, (c) => styles[c][1]),
                    size: n < 3000 ? 7 : 4 },
            }], { width, height, margin: { l: 0, r: 0, t: 0, b: 0 } });
            repaints.push((turn) => window.Plotly.restyle(element, {
                "marker.color": [colours.map((colour, at) => (at % 5 === turn ? colour : "#eee"))],
            }));
            continue;
        }
        element.width = width;
        element.height = height;
        const context = element.getContext("2d");
        repaints.push((turn) => {
            if (way === "raster") {
                window.dash_clientside.raster.paint(element, {
                    x, y, codes, styles, surface: "#ffffff", size: n < 3000 ? 7 : 4,
                    tiers: Uint8Array.from(codes, (_, at) => (at % 5 === turn ? 1 : 0)),
                    opacities: [0.1, 1], colours: ["#5a6169", null],
                });
                return;
            }
            context.clearRect(0, 0, width, height);
            for (let at = 0; at < n; at += 1) {
                context.fillStyle = at % 5 === turn ? styles[codes[at]][0] : "#eeeeee";
                context.beginPath();
                context.arc(x[at], y[at], 2, 0, 7);
                context.fill();
            }
        });
    }
    window.repaint = async (turn) => {
        for (const repaint of repaints) await repaint(turn);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    };
}"""


def spent() -> dict[str, float]:
    """Return the processor time of the browser so far, in milliseconds."""
    seconds = {"page": 0.0, "graphics": 0.0}
    for process in psutil.Process().children(recursive=True):
        command = " ".join(process.cmdline())
        times = process.cpu_times()
        if "--type=renderer" in command:
            seconds["page"] += 1000 * (times.user + times.system)
        if "--type=gpu-process" in command:
            seconds["graphics"] += 1000 * (times.user + times.system)
    return seconds


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=6)
    arguments = parser.parse_args()
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    print(f"{MAPS} maps of {arguments.points:,} points, processor time of a repaint in ms")
    print(f"{'drawn by':12}{'page':>8}{'graphics':>10}")
    with sync_playwright() as playwright:
        for way in WAYS:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(FLAGS)
            )
            page = chromium.new_page()
            if way == "scattergl":
                page.add_script_tag(path=script)
            page.add_script_tag(path=ROOT / "dashboard" / "assets" / "raster.js")
            page.evaluate(PREPARE, [arguments.points, way, WIDTH, HEIGHT, MAPS, STYLES])
            page.evaluate("() => window.repaint(0)")
            time.sleep(0.5)  # what the first drawing left to do
            before = spent()
            for turn in range(arguments.repeats):
                page.evaluate("(turn) => window.repaint(turn)", turn % 5)
            time.sleep(0.5)
            after = spent()
            chromium.close()
            figures = [(after[part] - before[part]) / arguments.repeats for part in before]
            print(f"{way:12}{figures[0]:8.0f}{figures[1]:10.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
