/* The three maps. Places and looks are asked for once a build; a filter or a selection is a mask,
 * and drawing it asks for nothing. Above a number of products, what is in sight is asked for.
 *
 * A point is a row of the catalogue, the same on every map. Drawing is in raster.js, names in
 * cluster_labels.js, what the pointer and the keys do in pointer.js. */
(function () {
  "use strict";

  const MOST_KEPT = 24; // answers of the server
  const PATIENCE = 80; // milliseconds without a move, after which what is in sight is asked for
  const CELL = 4; // pixels of a cell of the density
  const DEEPEST = 500; // how many times a map can be enlarged
  const FAINT = 0.14; // opacity of what is not selected

  const state = {
    address: null, // what the maps are asked to show
    look: null, // what the server says of it
    language: document.documentElement.lang,
    build: null,
    visible: null, // masks, one bit a row: those of the filter, those selected (null: none)
    selected: null,
    selection: null,
    version: 0, // counts the changes of the masks
  };
  const maps = new Map();
  const answers = new Map();

  const holds = (bits, row) => ((bits[row >> 3] >> (row & 7)) & 1) === 1;
  const decode = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const encode = (bits) => btoa(Array.from(bits, (byte) => String.fromCharCode(byte)).join(""));

  function prefix() {
    const config = document.getElementById("_dash-config");
    return config ? JSON.parse(config.textContent).requests_pathname_prefix : "/";
  }

  function word(key, values) {
    const words = JSON.parse(document.querySelector(".maps").dataset.words)[state.language];
    return Object.entries(values || {}).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key]);
  }

  // What names `n` of something, in the form that the number takes.
  function counted(key, n, values = {}) {
    const words = JSON.parse(document.querySelector(".maps").dataset.words)[state.language];
    return word(window.dash_clientside.plural.key(words, key, n, state.language), { ...values, n: number(n) });
  }

  const number = (value) => new Intl.NumberFormat(state.language).format(value);

  function ask(path, read, options) {
    return fetch(prefix() + path, options).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      return response[read]();
    });
  }

  function askOnce(path, read) {
    if (!answers.has(path)) {
      answers.set(path, ask(path, read).catch((error) => {
        answers.delete(path);
        throw error;
      }));
      if (answers.size > MOST_KEPT) answers.delete(answers.keys().next().value);
    }
    return answers.get(path);
  }

  // -- what a map is made of ------------------------------------------------------------------

  function layer(frame, tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    frame.append(element);
    return element;
  }

  function equip(frame) {
    const sight = layer(frame, "div", "map-sight");
    const bar = layer(frame, "div", "map-bar");
    const map = {
      space: frame.dataset.map,
      frame: frame,
      sight: sight,
      bar: bar,
      canvas: layer(sight, "canvas", "map-points"),
      names: layer(sight, "div", "map-labels"),
      surface: layer(sight, "div", "map-surface"),
      said: layer(layer(bar, "div", "map-notes"), "p", "map-status"),
      look: null, // what the server says of what is drawn: the one before, until all has come
      x: null, // places and styles of what is drawn; `rows` where that is not every row
      y: null,
      rows: null,
      rowAt: (at) => (map.rows === null ? at : map.rows[at]),
      codes: null,
      tiers: null, // 0 out of the filter, 1 not selected, 2 seen clearly
      density: null,
      labels: [],
      sizes: [],
      view: null, // the part that is in sight, and the whole
      home: null,
      drawn: "", // masks and geometry of which the tiers and names are
      sought: "", // what was last asked to be in sight
      isWaiting: false,
    };
    map.names.setAttribute("aria-hidden", "true");
    map.said.setAttribute("role", "status");
    maps.set(map.space, map);
    window.dash_clientside.pointer.listen(map);
    new ResizeObserver(() => schedule(map)).observe(sight);
    return map;
  }

  const busy = (map, isBusy) => map.frame.setAttribute("aria-busy", String(isBusy));

  function say(map, text, retry) {
    map.said.replaceChildren(text);
    if (!retry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = word("retry");
    button.addEventListener("click", retry);
    map.said.append(button);
  }

  // A map that is not there, or did not come.
  function empty(map, text, retry) {
    Object.assign(map, { look: null, x: null, y: null, rows: null, codes: null, density: null, drawn: "", geometry: null });
    map.canvas.width = map.canvas.height = 1;
    map.names.replaceChildren();
    map.frame.dataset.state = "empty";
    say(map, text, retry);
    busy(map, false);
    map.frame.dispatchEvent(new CustomEvent("mapdrawn", { bubbles: true }));
  }

  async function load(map, look) {
    const own = look.maps[map.space];
    map.frame.closest("figure").querySelector(".map-note").textContent = own.note || "";
    if (own.absent) {
      empty(map, own.absent);
      return;
    }
    const [places, codes] = await Promise.all([
      look.most === null ? askOnce(own.places, "arrayBuffer") : null,
      askOnce(own.codes, "arrayBuffer"),
    ]);
    if (state.look !== look) return;
    map.look = look;
    map.codes = own.styles.length < 256 ? new Uint8Array(codes) : new Uint16Array(codes);
    if (map.geometry !== own.places) {
      const [[left, right], [low, high]] = own.ends;
      map.home = { left, right, low, high };
      map.view = { ...map.home };
      map.geometry = own.places;
      map.sought = "";
      const none = new Float32Array(0);
      const whole = places === null ? none : new Float32Array(places);
      map.rows = places === null ? new Int32Array(0) : null;
      map.x = whole.subarray(0, places === null ? 0 : look.n);
      map.y = whole.subarray(map.x.length);
      map.density = null;
    }
    map.drawn = "";
    map.frame.dataset.state = "drawn";
    say(map, "");
    schedule(map);
  }

  async function show(address) {
    state.address = address;
    const all = [...maps.values()];
    all.forEach((map) => busy(map, true));
    const fail = (map) => empty(map, word("failed"), () => show(address));
    try {
      const look = await askOnce(address, "json");
      if (state.address !== address) return;
      state.look = look;
      await Promise.all(all.map((map) => load(map, look).catch(() => fail(map))));
      window.dash_clientside.map_legend.show(look, maps);
    } catch {
      if (state.address === address) all.forEach(fail);
    }
  }

  // -- drawing --------------------------------------------------------------------------------

  // Asked for as often as one likes: drawn once, before the next frame.
  function schedule(map) {
    if (map.isWaiting) return;
    map.isWaiting = true;
    requestAnimationFrame(() => {
      map.isWaiting = false;
      draw(map);
    });
  }

  const redraw = () => maps.forEach(schedule);

  function toPixels(map, x, y) {
    const { left, right, low, high } = map.view;
    const { clientWidth: width, clientHeight: height } = map.sight;
    return [((x - left) / (right - left)) * width, height - ((y - low) / (high - low)) * height];
  }

  function fromPixels(map, x, y) {
    const { left, right, low, high } = map.view;
    const { clientWidth: width, clientHeight: height } = map.sight;
    return [left + (x / width) * (right - left), low + ((height - y) / height) * (high - low)];
  }

  function sort(map) {
    const { visible, selected } = state;
    const tiers = new Uint8Array(map.x.length);
    for (let at = 0; at < tiers.length; at += 1) {
      const row = map.rowAt(at);
      if (holds(visible, row)) tiers[at] = selected === null || holds(selected, row) ? 2 : 1;
    }
    map.tiers = tiers;
    map.labels = window.dash_clientside.cluster_labels.find(map, map.look.maps[map.space].names);
    map.sizes = window.dash_clientside.cluster_labels.write(map.names, map.labels);
  }

  // Where the points stand in sight, in pixels of the page.
  function placesOf(map) {
    const { clientWidth: width, clientHeight: height } = map.sight;
    const x = new Float32Array(map.x.length);
    const y = new Float32Array(map.x.length);
    const [left, top] = fromPixels(map, 0, 0);
    const across = width / (map.view.right - map.view.left);
    const down = height / (map.view.high - map.view.low);
    for (let at = 0; at < x.length; at += 1) {
      x[at] = (map.x[at] - left) * across;
      y[at] = (top - map.y[at]) * down;
    }
    return { x: x, y: y };
  }

  // What raster.js draws of a map, with so many pixels for one of the page.
  function sceneOf(map, ratio) {
    const { look, pixels } = map;
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const enlarged = (map.home.right - map.home.left) / (map.view.right - map.view.left);
    return {
      x: ratio === 1 ? pixels.x : pixels.x.map((value) => value * ratio),
      y: ratio === 1 ? pixels.y : pixels.y.map((value) => value * ratio),
      codes: map.rows === null ? map.codes : map.codes.constructor.from(map.rows, (row) => map.codes[row]),
      tiers: map.tiers,
      styles: [...look.maps[map.space].styles, [look.unknown, "circle"]],
      opacities: [look.context[1], FAINT, 1],
      colours: [look.context[0], null, null],
      size: Math.round(look.size * Math.min(2, enlarged ** 0.25) * ratio * 2) / 2,
      surface: colour("--surface"),
      ink: colour("--soft"),
      density: map.density,
      placeAt: (across, down) => fromPixels(map, across / ratio, down / ratio),
    };
  }

  function draw(map) {
    const { look } = map;
    const { clientWidth: width, clientHeight: height } = map.sight;
    if (map.x === null || !look || look.build !== state.build || !width || !height) return;
    if (look.most !== null) seek(map);
    const key = `${state.version} ${map.geometry} ${map.sought}`;
    if (map.drawn !== key) sort(map);
    map.drawn = key;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    map.canvas.width = Math.round(width * ratio);
    map.canvas.height = Math.round(height * ratio);
    map.pixels = placesOf(map);
    window.dash_clientside.raster.paint(map.canvas, sceneOf(map, ratio));
    window.dash_clientside.cluster_labels.place(map.names, map.labels, map.sizes, { width: width, height: height }, (...at) => toPixels(map, ...at));
    if (look === state.look && (look.most === null || map.sought)) busy(map, false);
    map.frame.dispatchEvent(new CustomEvent("mapdrawn", { bubbles: true }));
  }

  // -- large catalogues: what is in sight -----------------------------------------------------

  function seek(map) {
    const key = JSON.stringify([map.view, state.version, map.sight.clientWidth, map.sight.clientHeight]);
    if (map.asked === key) return;
    map.asked = key;
    window.clearTimeout(map.timer);
    map.timer = window.setTimeout(() => find(map, key), map.sought ? PATIENCE : 0);
  }

  async function find(map, key) {
    const { look } = map;
    const columns = Math.ceil(map.sight.clientWidth / CELL);
    const lines = Math.ceil(map.sight.clientHeight / CELL);
    const view = { ...map.view };
    const body = {
      ...view, columns, lines,
      visible: encode(state.visible),
      selected: state.selected && encode(state.selected),
    };
    try {
      const found = await ask(look.maps[map.space].window, "arrayBuffer", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (map.asked !== key || map.look !== look) return;
      const cells = columns * lines;
      const n = (found.byteLength / 4 - cells) / 3;
      const counts = new Int32Array(found, 0, cells);
      const inSight = counts.reduce((one, other) => one + other, 0);
      map.rows = new Int32Array(found, 4 * cells, n);
      map.x = new Float32Array(found, 4 * (cells + n), n);
      map.y = new Float32Array(found, 4 * (cells + 2 * n), n);
      map.density = inSight > n ? { counts, columns, lines, ...view } : null;
      map.sought = key;
      say(map, inSight > n ? counted("sampled", inSight, { drawn: number(n) }) : "");
      schedule(map);
    } catch {
      if (map.asked !== key) return;
      map.asked = "";
      say(map, word("failed"), () => schedule(map));
      busy(map, false);
    }
  }

  // -- moving ---------------------------------------------------------------------------------

  function move(map, view) {
    const limit = (low, high, first, last) => {
      const most = last - first;
      const span = Math.min(Math.max(high - low, most / DEEPEST), most);
      const begin = Math.min(Math.max((low + high - span) / 2, first), last - span);
      return [begin, begin + span];
    };
    const [left, right] = limit(view.left, view.right, map.home.left, map.home.right);
    const [low, high] = limit(view.low, view.high, map.home.low, map.home.high);
    map.view = { left, right, low, high };
    schedule(map);
  }

  // Enlarges around a place that stays where it is.
  function zoom(map, factor, [x, y] = [(map.view.left + map.view.right) / 2, (map.view.low + map.view.high) / 2]) {
    const { left, right, low, high } = map.view;
    move(map, {
      left: x - (x - left) / factor,
      right: x + (right - x) / factor,
      low: y - (y - low) / factor,
      high: y + (high - y) / factor,
    });
  }

  function pan(map, across, up) {
    const { left, right, low, high } = map.view;
    const dx = across * (right - left);
    const dy = up * (high - low);
    move(map, { left: left + dx, right: right + dx, low: low + dy, high: high + dy });
  }

  function take(visible, selection) {
    const isOther = state.build !== (visible && visible.build);
    const bits = visible ? visible.rows : null;
    const chosen = selection && visible && selection.build === visible.build ? selection : null;
    const isSame = (chosen && chosen.rows) === (state.selection && state.selection.rows);
    if (!isOther && bits === state.bits && isSame) {
      state.selection = chosen;
      return false;
    }
    state.build = visible ? visible.build : null;
    state.bits = bits;
    state.visible = bits === null ? null : decode(bits);
    state.selection = chosen;
    state.selected = chosen === null ? null : decode(chosen.rows);
    state.version += 1;
    return true;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    maps: {
      state: state,
      maps: maps,
      holds: holds,
      decode: decode,
      encode: encode,
      word: word,
      counted: counted,
      number: number,
      prefix: prefix,
      ask: ask,
      redraw: redraw,
      sceneOf: sceneOf,
      toPixels: toPixels,
      fromPixels: fromPixels,
      move: move,
      zoom: zoom,
      pan: pan,
      home: (map) => move(map, map.home),

      // What the page asks for: this may come before the masks are known.
      show: function (asked, method, colour) {
        if (!asked || !asked.build) return;
        state.language = asked.language;
        if (!maps.size) document.querySelectorAll("[data-map]").forEach(equip);
        const query = new URLSearchParams({
          level: asked.level, colour, method, language: asked.language, scheme: asked.scheme,
        });
        const address = `maps/${encodeURIComponent(asked.build)}?${query}`;
        if (address !== state.address) show(address);
      },

      // A selection that is made here, before the page is told of it.
      light: function (selection) {
        take({ build: state.build, rows: state.bits }, selection);
        redraw();
      },

      // What dragging does, and what stands for a product.
      use: function (tool, marks) {
        window.dash_clientside.pointer.use(tool);
        window.dash_clientside.photo_marks.use(marks);
        redraw();
      },

      // What the filter leaves, and what is selected.
      mark: function (visible, selection) {
        if (take(visible, selection) && state.look) window.dash_clientside.map_legend.show(state.look, maps);
        redraw();
      },
    },
  });
})();
