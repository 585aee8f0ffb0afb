/* Makes a sheet of the page that is shown: charts at the width of the caption and light, grids as
 * whole tables, and under the title the filter, the catalogue and the day. The rest is `theme.print.css`. */
(function () {
  "use strict";

  const WIDTH = 696; // pixels between the margins, of A4 and of letter caption
  const SIDES = 36; // of a card
  const HIGHEST = 376; // of a map: two on a sheet
  const MOST_ROWS = 200;
  const MOST_COLUMNS = 10; // beside those that stay at the left
  const MOST_LETTERS = 140; // of a cell
  const PICTURES = ["photo"];

  const undo = [];

  const caption = () => window.dash_clientside.caption;

  function shown(selector) {
    return Array.from(document.querySelectorAll(selector)).filter((element) => element.checkVisibility());
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function head() {
    const page = document.querySelector(".page-link[aria-current=page]")?.textContent.trim() || "";
    const lines = [page, caption().filter(), caption().source()].filter(Boolean);
    const made = element("div", "print-head", ...lines.map((line) => element("p", "", line)));
    document.querySelector(".titles").append(made);
    undo.push(() => made.remove());
  }

  // Drawn before the sheet is laid out: nothing here waits.
  function chart(graph) {
    if (!graph._fullLayout || !graph.layout) return;
    const { data, layout } = graph;
    const room = graph.closest(".card") ? WIDTH - SIDES : WIDTH;
    const isWide = layout.width > room; // cells of a fixed size: the whole is made smaller
    const copy = caption().inPrintColours({ data: data, layout: layout });
    const size = { width: isWide ? layout.width : room, height: graph._fullLayout.height };
    window.Plotly.react(graph, copy.data, { ...copy.layout, ...size, autosize: false });
    if (isWide) graph.style.zoom = room / layout.width;
    undo.push(() => {
      graph.style.zoom = "";
      window.Plotly.react(graph, data, layout);
    });
  }

  // A map is pixels of the screen: on caption, it is drawn anew.
  function map(frame) {
    const drawn = window.dash_clientside.map_export.of(frame.dataset.map);
    if (!drawn) return;
    const scale = Math.min((WIDTH - SIDES) / drawn.width, HIGHEST / drawn.height);
    const size = { width: drawn.width * scale, height: drawn.height * scale };
    const made = element("div", "print-map");
    frame.append(made);
    window.Plotly.newPlot(made, drawn.data, { ...drawn.layout, ...size }, { staticPlot: true });
    undo.push(() => {
      window.Plotly.purge(made);
      made.remove();
    });
  }

  function hexOf(colour) {
    const parts = (colour.match(/\d+/g) || []).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0"));
    return `#${parts.join("")}`.toUpperCase();
  }

  function swatch(mark) {
    const path = mark.querySelector("path");
    const colour = path ? path.getAttribute("fill") : mark.style.backgroundColor;
    const put = (value) => (path ? path.setAttribute("fill", value) : (mark.style.backgroundColor = value));
    put(caption().inPrintColours(path ? colour : hexOf(colour)));
    undo.push(() => put(colour));
  }

  function rowsOf(api) {
    const rows = [];
    const keep = (node) => node.data && rows.push(node);
    if (api.getGridOption("rowModelType") === "infinite") api.forEachNode(keep);
    else api.forEachNodeAfterFilterAndSort(keep);
    return rows;
  }

  function cell(api, column, node) {
    const definition = column.getColDef();
    const value = api.getCellValue({ colKey: column, rowNode: node, useFormatter: true }) ?? "";
    const isName = column.isPinned();
    const text = String(value);
    const cut = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
    const made = element(isName ? "th" : "td", definition.type === "rightAligned" ? "number" : "", cut);
    if (isName) {
      made.scope = "row";
      made.style.paddingLeft = `${4 + 12 * ((node.data.depth || 1) - 1)}px`;
    }
    if (typeof definition.cellStyle === "function") {
      const raw = api.getCellValue({ colKey: column, rowNode: node });
      Object.assign(made.style, definition.cellStyle({ value: raw, data: node.data, colDef: definition }));
    }
    return made;
  }

  function table(api, columns, rows) {
    const heads = columns.map((column) => {
      const made = element("th", column.getColDef().type === "rightAligned" ? "number" : "", column.getColDef().headerName || "");
      made.scope = "col";
      return made;
    });
    const lines = rows.map((node) => element("tr", "", ...columns.map((column) => cell(api, column, node))));
    return element("table", "", element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...lines));
  }

  // A grid holds in the page only the rows in sight: all of them are written on caption.
  function grid(frame) {
    const api = window.dash_ag_grid.getApi(frame.id);
    const rows = api ? rowsOf(api).slice(0, MOST_ROWS) : [];
    if (!rows.length) return;
    const columns = api.getAllDisplayedColumns().filter((column) => !PICTURES.includes(column.getColId()));
    const fixed = columns.filter((column) => column.isPinned());
    const others = columns.filter((column) => !column.isPinned());
    const parts = [];
    for (let at = 0; at < others.length; at += MOST_COLUMNS) {
      parts.push(table(api, [...fixed, ...others.slice(at, at + MOST_COLUMNS)], rows));
    }
    const left = api.getDisplayedRowCount() - rows.length;
    if (left > 0) parts.push(element("p", "hint", caption().counted("more", left)));
    const made = element("div", "print-table", ...parts);
    frame.after(made);
    undo.push(() => made.remove());
  }

  function prepare() {
    if (undo.length || !window.Plotly || !caption()) return;
    head();
    shown(".js-plotly-plot").forEach(chart);
    shown("[data-map]").forEach(map);
    if (document.documentElement.dataset.scheme === "dark") shown("[data-symbol]").forEach(swatch);
    if (window.dash_ag_grid) shown(".products-grid").forEach(grid);
  }

  const restore = () => undo.splice(0).forEach((each) => each());

  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
  window.matchMedia("print").addEventListener("change", ({ matches }) => (matches ? prepare : restore)());
})();
