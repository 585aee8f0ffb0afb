/* Photos in the place of points, where a map is enlarged enough for them.
 *
 * Selected products come first, then those nearest to the middle, none over another; what has no
 * room, or no photo, stays a point. The frame and the sign of a photo say what its point said.
 * The photos of a map are one stop of Tab: arrows lead from one to the next. */
(function () {
  "use strict";

  const SIDE = 48; // pixels of a photo, frame included
  const GAP = 4;
  const MOST = 150;
  const ENOUGH = 1 / 3; // of the products in sight that find room: with fewer, one would see a jumble
  const STILL = 120; // milliseconds without a move, after which photos are chosen again
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  let marks = "dots";
  const products = new Map(); // id, name and whether there is a photo, by build and row

  const maps = () => window.dash_clientside.maps;

  function equip(map) {
    const layer = document.createElement("div");
    layer.className = "map-photos";
    layer.setAttribute("role", "group");
    map.sight.append(layer);
    const said = document.createElement("p");
    said.className = "map-status";
    said.setAttribute("role", "status");
    map.said.after(said);
    map.photos = { layer: layer, said: said, shown: [], timer: 0 };
    layer.addEventListener("keydown", (event) => lead(map, event));
    layer.addEventListener("pointermove", (event) => {
      const photo = event.target.closest(".map-photo");
      if (photo && !event.buttons) window.dash_clientside.tooltip.over(Number(photo.dataset.row), event);
    });
  }

  // -- which products -------------------------------------------------------------------------

  // Points in sight that the filter shows; then those that find room, in their order.
  function choose(map) {
    const { clientWidth: width, clientHeight: height } = map.sight;
    const { x, y } = map.pixels;
    const half = SIDE / 2;
    const inSight = [];
    for (let at = 0; at < x.length; at += 1) {
      const isIn = x[at] >= half && x[at] <= width - half && y[at] >= half && y[at] <= height - half;
      if (isIn && map.tiers[at] > 0) inSight.push(at);
    }
    const away = (at) => (x[at] - width / 2) ** 2 + (y[at] - height / 2) ** 2;
    const order = [...inSight].sort((one, other) => map.tiers[other] - map.tiers[one] || away(one) - away(other));
    const cells = new Map();
    const room = SIDE + GAP;
    const placed = order.filter((at) => {
      const [column, line] = [Math.floor(x[at] / room), Math.floor(y[at] / room)];
      for (let across = column - 1; across <= column + 1; across += 1) {
        for (let down = line - 1; down <= line + 1; down += 1) {
          const other = cells.get(`${across} ${down}`);
          if (other !== undefined && Math.abs(x[at] - x[other]) < room && Math.abs(y[at] - y[other]) < room) return false;
        }
      }
      cells.set(`${column} ${line}`, at);
      return true;
    });
    // Where some are selected, it is for them that there must be room.
    const clear = order.filter((at) => map.tiers[at] === 2);
    const wanted = clear.length ? clear : order;
    const found = placed.filter((at) => !clear.length || map.tiers[at] === 2);
    return { isCrowd: found.length < wanted.length * ENOUGH, n: inSight.length, placed: placed.slice(0, MOST) };
  }

  async function know(rows) {
    const { build } = maps().state;
    const unknown = rows.filter((row) => !products.has(`${build} ${row}`));
    if (unknown.length) {
      const found = await maps().ask(`maps/${encodeURIComponent(build)}/products?rows=${unknown.join(",")}`, "json");
      Object.entries(found).forEach(([row, product]) => products.set(`${build} ${row}`, product));
    }
    return rows.map((row) => products.get(`${build} ${row}`));
  }

  // -- showing them ---------------------------------------------------------------------------

  function element(map, at, [id, name]) {
    const own = map.look;
    const code = map.codes[map.rowAt(at)];
    const [colour, symbol] = own.maps[map.space].styles[code] || [own.unknown, "circle"];
    const group = own.legend.names[own.maps[map.space].groups[code]];
    const photo = document.createElement("button");
    photo.type = "button";
    photo.className = "map-photo";
    photo.dataset.product = id;
    photo.dataset.row = map.rowAt(at);
    photo.tabIndex = -1;
    photo.setAttribute("aria-label", group ? `${name} – ${group}` : name);
    photo.style.borderColor = colour;
    const picture = document.createElement("img");
    picture.alt = "";
    picture.draggable = false;
    picture.src = window.dash_clientside.tooltip.photoOf(id);
    photo.append(picture, window.dash_clientside.raster.symbolElement(symbol, colour));
    return photo;
  }

  function place(map) {
    map.photos.shown.forEach(({ at, photo }) => {
      const [x, y] = maps().toPixels(map, map.x[at], map.y[at]);
      photo.style.transform = `translate(${Math.round(x - SIDE / 2)}px, ${Math.round(y - SIDE / 2)}px)`;
    });
  }

  function clear(map, text) {
    map.photos.shown = [];
    map.frame.dataset.photos = "false";
    map.photos.layer.replaceChildren();
    map.photos.said.textContent = text;
  }

  async function arrange(map) {
    const { word, counted, number, state } = maps();
    if (marks !== "photos" || !map.pixels || map.x === null) return;
    const { version } = state;
    const { look } = map;
    const { isCrowd, n, placed } = choose(map);
    if (isCrowd) {
      clear(map, word("closer"));
      return;
    }
    const view = map.view;
    const known = await know(placed.map(map.rowAt)).catch(() => null);
    if (marks !== "photos" || map.view !== view || state.version !== version || map.look !== look) return;
    if (known === null) {
      clear(map, word("failed"));
      return;
    }
    const focused = document.activeElement.closest?.(".map-photo")?.dataset.product;
    map.photos.shown = placed
      .map((at, index) => ({ at: at, product: known[index] }))
      .filter(({ product }) => product && product[2])
      .map(({ at, product }) => ({ at: at, photo: element(map, at, product) }));
    map.photos.shown.forEach(({ at, photo }) => photo.classList.toggle("map-photo-faint", map.tiers[at] === 1));
    map.frame.dataset.photos = String(map.photos.shown.length > 0);
    const hadFocus = map.photos.layer.contains(document.activeElement);
    map.photos.layer.replaceChildren(...map.photos.shown.map(({ photo }) => photo));
    map.photos.layer.setAttribute("aria-label", word("photos"));
    const all = map.photos.shown.map(({ photo }) => photo);
    const stop = all.find((photo) => photo.dataset.product === focused) || all[0];
    if (stop) stop.tabIndex = 0;
    if (hadFocus) (stop || map.frame).focus({ preventScroll: true });
    const shown = number(map.photos.shown.length);
    map.photos.said.textContent = map.photos.shown.length < n ? counted("some", n, { shown: shown }) : "";
    place(map);
  }

  function follow(map) {
    if (!map.photos) equip(map);
    window.clearTimeout(map.photos.timer);
    map.frame.dataset.marks = marks;
    if (marks !== "photos" || map.x === null) {
      clear(map, "");
      return;
    }
    place(map);
    map.photos.timer = window.setTimeout(() => arrange(map), STILL);
  }

  // To the nearest photo on the side of the arrow.
  function lead(map, event) {
    const way = WAYS[event.key];
    const from = event.target.closest(".map-photo");
    if (!way || !from) return;
    event.preventDefault();
    const middle = (photo) => {
      const box = photo.getBoundingClientRect();
      return [box.left, box.top];
    };
    const [x0, y0] = middle(from);
    const distances = map.photos.shown
      .map(({ photo }) => {
        const [x, y] = middle(photo);
        const along = (x - x0) * way[0] + (y - y0) * way[1];
        const aside = Math.abs((x - x0) * way[1]) + Math.abs((y - y0) * way[0]);
        return { photo: photo, along: along, distance: along + 2 * aside };
      })
      .filter(({ along }) => along > 0)
      .sort((one, other) => one.distance - other.distance);
    if (!distances.length) return;
    from.tabIndex = -1;
    distances[0].photo.tabIndex = 0;
    distances[0].photo.focus({ preventScroll: true });
  }

  document.addEventListener("mapdrawn", (event) => follow(maps().maps.get(event.target.dataset.map)));

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    photo_marks: {
      use: function (chosen) {
        marks = chosen || "dots";
      },
    },
  });
})();
