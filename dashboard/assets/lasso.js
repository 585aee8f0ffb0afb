/* Linked brushing: a box or a lasso on one map lights up the same products on the others.
 *
 * What was drawn is rounded first and decided on afterwards, so that a link, which carries the
 * rounded corners, selects the same products. The server gets the set, one bit a product; of a
 * catalogue whose points are not all here, it finds the set itself. */
(function () {
  "use strict";

  const FINENESS = 4000; // steps over the width of a map, for the corners of a box or a lasso
  const MOST_CORNERS = 80;

  // Corners that matter: each one left out is nearer than `tolerance` to the line without it.
  function simplified(points, tolerance) {
    const kept = new Set([0, points.length - 1]);
    const parts = [[0, points.length - 1]];
    while (parts.length) {
      const [first, last] = parts.pop();
      const [x0, y0] = points[first];
      const [dx, dy] = [points[last][0] - x0, points[last][1] - y0];
      const length = Math.hypot(dx, dy);
      let [farthest, most] = [-1, tolerance];
      for (let at = first + 1; at < last; at += 1) {
        const [x, y] = [points[at][0] - x0, points[at][1] - y0];
        const away = length ? Math.abs(x * dy - y * dx) / length : Math.hypot(x, y);
        if (away > most) [farthest, most] = [at, away];
      }
      if (farthest < 0) continue;
      kept.add(farthest);
      parts.push([first, farthest], [farthest, last]);
    }
    return points.filter((_, at) => kept.has(at));
  }

  function rounded(map, kind, points) {
    const spans = [map.home.right - map.home.left, map.home.high - map.home.low];
    const seen = [map.view.right - map.view.left, map.view.high - map.view.low];
    const decimals = seen.map((span) => Math.min(Math.max(Math.ceil(-Math.log10(span / FINENESS)), 0), 8));
    // As on a square map: one unit is its side.
    let corners = points.map(([x, y]) => [x / spans[0], y / spans[1]]);
    let tolerance = seen[0] / spans[0] / FINENESS;
    while (kind === "lasso" && corners.length > MOST_CORNERS) {
      corners = simplified(corners, tolerance);
      tolerance *= 2;
    }
    return corners.map(([x, y]) => [
      Number((x * spans[0]).toFixed(decimals[0])),
      Number((y * spans[1]).toFixed(decimals[1])),
    ]);
  }

  // The even-odd rule, by the comparisons of dashboard/core/selection.py.
  function isWithin(x, y, points) {
    let inside = false;
    points.forEach(([x1, y1], at) => {
      const [x0, y0] = points[(at || points.length) - 1];
      if (y0 !== y1 && y1 > y !== y0 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) inside = !inside;
    });
    return inside;
  }

  function isBoxed(x, y, [[x0, y0], [x1, y1]]) {
    return x >= Math.min(x0, x1) && x <= Math.max(x0, x1) && y >= Math.min(y0, y1) && y <= Math.max(y0, y1);
  }

  // The maps show it in the next frame; the rest of the page follows after that one.
  function tell(data) {
    window.dash_clientside.maps.light(data);
    requestAnimationFrame(() => setTimeout(() => window.dash_clientside.set_props("selection", { data: data })));
  }

  function choose(map, kind, path) {
    const { state, holds, encode } = window.dash_clientside.maps;
    const points = rounded(map, kind, path);
    const recipe = { kind: kind, space: map.space, method: map.look.maps[map.space].method, points: points };
    if (map.rows !== null) {
      window.dash_clientside.set_props("selection-request", { data: { recipe: recipe, drawn: true, at: performance.now() } });
      return;
    }
    const isIn = kind === "lasso" ? isWithin : isBoxed;
    const bits = new Uint8Array(state.visible.length);
    let isAny = false;
    for (let row = 0; row < map.x.length; row += 1) {
      if (!holds(state.visible, row) || !isIn(map.x[row], map.y[row], points)) continue;
      bits[row >> 3] |= 1 << (row & 7);
      isAny = true;
    }
    tell(isAny ? { build: state.build, rows: encode(bits), source: map.space, recipe: recipe } : null);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    lasso: { choose: choose, clear: () => tell(null), rounded: rounded },
  });
})();
