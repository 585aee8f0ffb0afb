/* Linked brushing: a box or a lasso on one map lights up the same products on the others.
 *
 * Point number = row of the catalogue on every map, so a selection is a set of rows. The other
 * maps are updated here, without the server; it only gets the set, one bit a product. */
(function () {
  "use strict";

  const SELECTION_STORE = "selection";

  // Rows inside the filter, rows selected (null: none), and the build both belong to.
  const state = { build: null, visible: null, selected: null, encoded: null, tool: "select" };

  function graphs() {
    return Array.from(document.querySelectorAll("[data-map] .js-plotly-plot"));
  }

  function decode(text) {
    const raw = atob(text);
    return Uint8Array.from(raw, (character) => character.charCodeAt(0));
  }

  function encode(bits) {
    return btoa(Array.from(bits, (byte) => String.fromCharCode(byte)).join(""));
  }

  function holds(bits, row) {
    return ((bits[row >> 3] >> (row & 7)) & 1) === 1;
  }

  function rowsOf(bits) {
    const rows = [];
    for (let row = 0; row < bits.length * 8; row += 1) {
      if (holds(bits, row)) rows.push(row);
    }
    return rows;
  }

  // Maps being painted here: dropping a box makes them announce a selection of their own.
  const painting = new Set();

  async function paint(graph, rows) {
    if (!graph.data || !graph.data.length) return;
    painting.add(graph);
    // A scattergl that still holds its own box ignores plain `selectedpoints`: drop the box too.
    await window.Plotly.update(graph, { selectedpoints: [rows] }, { selections: [] }, [0]);
    painting.delete(graph);
  }

  function paintAll(except) {
    const rows = state.selected === null ? null : rowsOf(state.selected);
    graphs().forEach((graph) => {
      if (graph !== except) paint(graph, rows);
    });
  }

  function tell(source) {
    const data =
      state.selected === null
        ? null
        : { build: state.build, rows: state.encoded, source: source };
    window.dash_clientside.set_props(SELECTION_STORE, { data: data });
  }

  // The map that the pointer was last pressed on: a redraw announces selections too.
  let held = null;
  window.addEventListener(
    "pointerdown",
    (event) => {
      const map = event.target.closest("[data-map]");
      held = map ? map.querySelector(".js-plotly-plot") : null;
    },
    true,
  );
  window.addEventListener("keydown", () => (held = null), true);

  function choose(graph, event) {
    if (painting.has(graph) || held !== graph) return;
    const points = (event && event.points) || [];
    const bits = new Uint8Array(state.visible ? state.visible.length : 0);
    let count = 0;
    points.forEach((point) => {
      const row = point.pointNumber;
      if (state.visible && holds(state.visible, row)) {
        bits[row >> 3] |= 1 << (row & 7);
        count += 1;
      }
    });
    state.selected = count ? bits : null;
    state.encoded = count ? encode(bits) : null;
    paintAll(count ? graph : null);
    tell(graph.closest("[data-map]").dataset.map);
  }

  // A new figure comes without the selection and with the tool it was drawn with.
  function restore(graph) {
    if (!graph.data || !graph.data.length || !graph._fullLayout) return;
    if (graph._fullLayout.dragmode !== state.tool) {
      window.Plotly.relayout(graph, { dragmode: state.tool });
    }
    if (state.selected !== null && !graph.data[0].selectedpoints) {
      paint(graph, rowsOf(state.selected));
    }
  }

  const card = { timer: 0, row: null, answers: new Map() };

  function prefix() {
    const config = document.getElementById("_dash-config");
    return config ? JSON.parse(config.textContent).requests_pathname_prefix : "/";
  }

  function answer(row) {
    const key = `${state.build}/${row}`;
    if (!card.answers.has(key)) {
      const address = `${prefix()}card/${encodeURIComponent(state.build)}/${row}`;
      card.answers.set(
        key,
        fetch(address).then((response) => (response.ok ? response.json() : null)),
      );
    }
    return card.answers.get(key);
  }

  function place(element, event) {
    const gap = 16;
    const width = element.offsetWidth;
    const height = element.offsetHeight;
    const left = event.clientX + gap + width > window.innerWidth ? event.clientX - gap - width : event.clientX + gap;
    const top = Math.min(event.clientY + gap, window.innerHeight - height - 8);
    element.style.left = `${Math.max(8, left)}px`;
    element.style.top = `${Math.max(8, top)}px`;
  }

  async function hover(event) {
    const row = event.points[0].pointNumber;
    if (!state.visible || !holds(state.visible, row)) return;
    card.row = row;
    const product = await answer(row);
    const element = document.getElementById("hover");
    if (card.row !== row || product === null) return;
    // Product data is untrusted: it only ever becomes text, or an encoded address.
    element.querySelector(".hover-name").textContent = product.name;
    element.querySelector(".hover-path").textContent = product.path.join(" › ");
    const photo = element.querySelector(".hover-photo");
    element.classList.toggle("hover-without-photo", !product.has_photo);
    if (product.has_photo) {
      const build = encodeURIComponent(state.build);
      photo.src = `${prefix()}photo/${encodeURIComponent(product.id)}?build=${build}`;
    } else {
      photo.removeAttribute("src");
    }
    element.hidden = false;
    place(element, event.event);
  }

  // A click without a drag, whatever the tool: the product in full.
  async function open(event) {
    const row = event.points[0].pointNumber;
    const product = state.visible && holds(state.visible, row) ? await answer(row) : null;
    if (product !== null) window.dash_clientside.drawer.open(product.id);
  }

  function leave() {
    card.row = null;
    document.getElementById("hover").hidden = true;
  }

  function listen(graph) {
    if (graph.dataset.linked) return;
    graph.dataset.linked = "true";
    // A click announces a selection of nothing: on a point it opens a product, and takes none away.
    graph.on("plotly_selected", (event) => (event || !graph._hoverdata?.length) && choose(graph, event));
    graph.on("plotly_deselect", () => choose(graph, null));
    graph.on("plotly_afterplot", () => restore(graph));
    graph.on("plotly_hover", hover);
    graph.on("plotly_unhover", leave);
    graph.on("plotly_click", open);
    restore(graph);
  }

  function listenWhenReady(mutations, observer) {
    const ready = graphs().filter((graph) => typeof graph.on === "function");
    ready.forEach(listen);
    if (ready.length === 3 && observer) observer.disconnect();
  }

  new MutationObserver(listenWhenReady).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class"],
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    maps: {
      useTool: function (tool) {
        state.tool = tool;
        graphs().forEach(restore);
      },
      showOnly: function (visible) {
        if (!visible) return;
        state.visible = decode(visible.rows);
        if (state.build !== visible.build) {
          state.build = visible.build;
          card.answers.clear();
        }
      },
      select: function (selection) {
        const encoded = selection && selection.build === state.build ? selection.rows : null;
        if (encoded === state.encoded) return;
        state.encoded = encoded;
        state.selected = encoded === null ? null : decode(encoded);
        paintAll(null);
      },
    },
  });
})();
