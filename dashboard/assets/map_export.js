/* A map as a figure of plotly, for an image or a sheet of caption: what is in sight, light, with its
 * names. Points are shapes; where they are too many, or a density, they are one picture. */
(function () {
  "use strict";

  const MOST_SHAPES = 5000; // beyond, an SVG would weigh megabytes
  const FINER = 3; // pixels of the picture for one of the page
  const NAME = { size: 11, weight: 600 };

  const caption = () => window.dash_clientside.caption;

  // A colour of the page, as it is on caption.
  function light(name) {
    const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    return caption().inPrintColours(value.toUpperCase());
  }

  // The points in sight, those that are seen most clearly last.
  function points({ x, y, codes, tiers, styles, opacities, colours, size }, { width, height }) {
    const inSight = Array.from(x.keys()).filter((at) => x[at] >= 0 && y[at] >= 0 && x[at] <= width && y[at] <= height);
    const order = inSight.sort((one, other) => tiers[one] - tiers[other]);
    return {
      type: "scatter",
      mode: "markers",
      x: order.map((at) => x[at]),
      y: order.map((at) => y[at]),
      hoverinfo: "skip",
      showlegend: false,
      marker: {
        color: order.map((at) => colours[tiers[at]] || styles[codes[at]][0]),
        symbol: order.map((at) => styles[codes[at]][1]),
        opacity: order.map((at) => opacities[tiers[at]]),
        size: size,
        line: { width: 0 },
      },
    };
  }

  function picture(scene, { width, height }) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * FINER);
    canvas.height = Math.round(height * FINER);
    window.dash_clientside.raster.paint(canvas, { ...scene, surface: light("--surface"), ink: light("--soft") });
    return {
      source: canvas.toDataURL(),
      xref: "paper",
      yref: "paper",
      x: 0,
      y: 1,
      sizex: 1,
      sizey: 1,
      sizing: "stretch",
      layer: "below",
    };
  }

  function names(map) {
    return map.labels.flatMap((_, at) => {
      const element = map.names.children[at];
      if (!element || element.hidden) return [];
      const [left, top] = element.style.transform.match(/-?\d+/g).map(Number);
      return [{
        text: element.textContent.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
        x: left + map.sizes[at].width / 2,
        y: top + map.sizes[at].height / 2,
        showarrow: false,
        font: { ...NAME, color: light("--ink") },
        bgcolor: "rgba(255,255,255,0.72)",
        borderpad: 1,
      }];
    });
  }

  // Null where there is no map to draw.
  function of(space) {
    const { maps, sceneOf } = window.dash_clientside.maps;
    const map = maps.get(space);
    if (!map || !map.look || !map.pixels) return null;
    const { clientWidth: width, clientHeight: height } = map.sight;
    const isPicture = map.density !== null || map.pixels.x.length > MOST_SHAPES;
    const scene = caption().inPrintColours(sceneOf(map, isPicture ? FINER : 1));
    const hidden = { visible: false, fixedrange: true };
    return {
      width: width,
      height: height,
      // An image of the layout needs axes beside it.
      data: [isPicture ? { type: "scatter", x: [null], y: [null], showlegend: false } : points(scene, { width, height })],
      layout: {
        font: { family: getComputedStyle(document.body).fontFamily, color: light("--ink") },
        margin: { l: 0, r: 0, t: 0, b: 0 },
        paper_bgcolor: light("--surface"),
        plot_bgcolor: light("--surface"),
        xaxis: { ...hidden, range: [0, width] },
        yaxis: { ...hidden, range: [height, 0] },
        annotations: names(map),
        images: isPicture ? [picture(scene, { width, height })] : [],
      },
    };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { map_export: { of: of } });
})();
