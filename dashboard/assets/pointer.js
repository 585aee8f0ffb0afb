/* What the pointer and the keys do on a map: draw around products, enlarge, move, look closer.
 *
 * Dragging does what the tool says, with Shift it moves the map; Ctrl and the wheel enlarge. On a
 * map that has the focus, arrows move it, + and - enlarge and reduce it, 0 shows the whole. */
(function () {
  "use strict";

  const DRAG = 4; // pixels after which a press is no click
  const NEAR = 10; // pixels within which a point is meant
  const STEP = 1.5;
  const TWICE = 400; // milliseconds between the presses of a double click
  const SVG = "http://www.w3.org/2000/svg";

  let tool = "select";
  let pressed = null; // the map, where it was pressed, and the path of the pointer since
  let last = { map: null, at: 0 };

  const maps = () => window.dash_clientside.maps;

  function placeOf(map, event) {
    const box = map.sight.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  // The nearest product that the filter shows, where the pointer is; null where there is none.
  function rowAt(map, [x, y]) {
    if (!map.pixels) return null;
    let found = null;
    let least = NEAR * NEAR;
    for (let at = 0; at < map.tiers.length; at += 1) {
      if (map.tiers[at] === 0) continue;
      const away = (map.pixels.x[at] - x) ** 2 + (map.pixels.y[at] - y) ** 2;
      if (away <= least) [found, least] = [map.rowAt(at), away];
    }
    return found;
  }

  // -- the outline of what is being drawn, and of what was selected on this map ---------------

  function outline(map, points, isBox, isZoom) {
    const path = map.outline;
    path.classList.toggle("map-outline-zoom", Boolean(isZoom));
    const [first, second] = points;
    const corners = isBox && points.length === 2 ? [first, [second[0], first[1]], second, [first[0], second[1]]] : points;
    path.setAttribute("d", corners.length > 1 ? `M${corners.map((corner) => corner.map(Math.round).join(" ")).join("L")}Z` : "");
  }

  function outlineSelection(map) {
    if (pressed && pressed.map === map && pressed.path.length > 1) return;
    const { state, toPixels } = maps();
    const recipe = state.selection && state.selection.recipe;
    const own = map.look && map.look.maps[map.space];
    const isHere = recipe && recipe.points && recipe.space === map.space && own && recipe.method === own.method;
    outline(map, isHere && map.view ? recipe.points.map(([x, y]) => toPixels(map, x, y)) : [], isHere && recipe.kind === "box");
  }

  // -- dragging -------------------------------------------------------------------------------

  const isMoving = (event) => event.shiftKey || tool === "pan";

  function press(map, event) {
    if (event.button !== 0 || !map.view) return;
    const at = placeOf(map, event);
    pressed = { map: map, path: [at], view: { ...map.view }, isMoving: isMoving(event) };
  }

  function drag(map, event) {
    const at = placeOf(map, event);
    if (!pressed || pressed.map !== map) {
      if (event.target === map.surface) window.dash_clientside.tooltip.over(rowAt(map, at), event);
      return;
    }
    const [first] = pressed.path;
    if (pressed.path.length === 1 && Math.hypot(at[0] - first[0], at[1] - first[1]) < DRAG) return;
    // Not before: a press on a photo may still be a click on it.
    map.surface.setPointerCapture(event.pointerId);
    window.dash_clientside.tooltip.leave();
    if (pressed.isMoving) {
      pressed.path = [first, at];
      const { left, right, low, high } = pressed.view;
      const dx = ((first[0] - at[0]) / map.sight.clientWidth) * (right - left);
      const dy = ((at[1] - first[1]) / map.sight.clientHeight) * (high - low);
      maps().move(map, { left: left + dx, right: right + dx, low: low + dy, high: high + dy });
      return;
    }
    if (tool === "lasso") pressed.path.push(at);
    else pressed.path = [first, at];
    outline(map, pressed.path, tool !== "lasso", tool === "zoom");
  }

  function release(map, event) {
    if (!pressed || pressed.map !== map) return;
    const { path, isMoving: hasMoved } = pressed;
    pressed = null;
    if (path.length === 1) {
      if (event.target === map.surface) click(map, event, path[0]);
      return;
    }
    if (hasMoved) return;
    const points = path.map(([x, y]) => maps().fromPixels(map, x, y));
    if (tool !== "zoom") {
      window.dash_clientside.lasso.choose(map, tool === "lasso" ? "lasso" : "box", points);
    } else {
      const [[x0, y0], [x1, y1]] = points;
      maps().move(map, { left: Math.min(x0, x1), right: Math.max(x0, x1), low: Math.min(y0, y1), high: Math.max(y0, y1) });
    }
    outlineSelection(map);
  }

  // A click looks at a product; two, where there is none, take back what was drawn or enlarged.
  function click(map, event, at) {
    const row = rowAt(map, at);
    if (row !== null) {
      window.dash_clientside.tooltip.open(row);
      return;
    }
    const isSecond = last.map === map && event.timeStamp - last.at < TWICE;
    last = { map: map, at: isSecond ? 0 : event.timeStamp };
    if (!isSecond) return;
    const isWhole = map.view.left === map.home.left && map.view.right === map.home.right;
    if (maps().state.selection && (isWhole || tool === "select" || tool === "lasso")) window.dash_clientside.lasso.clear();
    else maps().home(map);
  }

  function cancel(map) {
    if (!pressed) return;
    pressed = null;
    outlineSelection(map);
  }

  // -- keys, wheel and buttons ----------------------------------------------------------------

  const KEYS = {
    ArrowLeft: (map) => maps().pan(map, -0.2, 0),
    ArrowRight: (map) => maps().pan(map, 0.2, 0),
    ArrowUp: (map) => maps().pan(map, 0, 0.2),
    ArrowDown: (map) => maps().pan(map, 0, -0.2),
    "+": (map) => maps().zoom(map, STEP),
    "=": (map) => maps().zoom(map, STEP),
    "-": (map) => maps().zoom(map, 1 / STEP),
    0: (map) => maps().home(map),
    Escape: cancel,
  };

  function type(map, event) {
    if (event.target !== map.frame || event.ctrlKey || event.metaKey || event.altKey || !map.view) return;
    if (!KEYS[event.key] || (event.key === "Escape" && !pressed)) return;
    event.preventDefault();
    KEYS[event.key](map);
  }

  function turn(map, event) {
    if (!event.ctrlKey || !map.view) return;
    event.preventDefault();
    maps().zoom(map, Math.exp(-event.deltaY / 200), maps().fromPixels(map, ...placeOf(map, event)));
  }

  function buttons(map) {
    const group = document.createElement("div");
    group.className = "map-zoom";
    const made = [["in", "+"], ["out", "-"], ["whole", "0"]].map(([name, key]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `map-button map-button-${name}`;
      button.addEventListener("click", () => map.view && KEYS[key](map));
      group.append(button);
      return { button: button, name: name };
    });
    map.bar.append(group);
    return () =>
      made.forEach(({ button, name }) => {
        const label = maps().word(name);
        if (button.title === label) return;
        button.title = label;
        button.setAttribute("aria-label", label);
      });
  }

  function listen(map) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("class", "map-outline");
    picture.setAttribute("aria-hidden", "true");
    map.outline = document.createElementNS(SVG, "path");
    picture.append(map.outline);
    map.surface.before(picture);
    const name = buttons(map);
    name();
    map.sight.addEventListener("pointerdown", (event) => press(map, event));
    map.sight.addEventListener("pointermove", (event) => drag(map, event));
    map.sight.addEventListener("pointerup", (event) => release(map, event));
    map.sight.addEventListener("pointercancel", () => cancel(map));
    map.sight.addEventListener("pointerleave", () => window.dash_clientside.tooltip.leave());
    map.sight.addEventListener("wheel", (event) => turn(map, event), { passive: false });
    map.frame.addEventListener("keydown", (event) => type(map, event));
    map.frame.addEventListener("mapdrawn", () => {
      name();
      outlineSelection(map);
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    pointer: {
      rowAt: rowAt,
      listen: listen,
      use: function (chosen) {
        tool = chosen || "select";
        document.documentElement.dataset.tool = tool;
      },
    },
  });
})();
