/* Saves a figure as an image, with what a reader needs once it has left the page: its title, what
 * was chosen, the filter, the catalogue and the day, and the legend where it stands outside.
 *
 * The image is drawn from a copy, light and a little higher than the figure. */
(function () {
  "use strict";

  const KINDS = ["png", "svg"];
  const NARROWEST = 640; // pixels: a title needs room
  const FINER = 2; // pixels of a PNG for one of the page
  const EDGE = 16;
  const TOP = 24;
  const TITLE = 15;
  const TEXT = 12;
  const LINE = 1.3 * TITLE; // plotly gives every line of a title the height of the first
  const ENTRY = { mark: 40, longest: 72, height: 20 };

  const caption = () => window.dash_clientside.caption;

  function fill(tools) {
    const { figure, title } = tools.dataset;
    const buttons = KINDS.map((kind) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "figure-save";
      button.id = `${figure}-${kind}`;
      button.dataset.save = kind;
      const verb = document.createElement("span");
      verb.className = "visually-hidden";
      verb.append(caption().say("save"));
      button.append(verb, " ", kind.toUpperCase());
      // "Download as PNG, Map of the texts"
      button.setAttribute("aria-labelledby", `${button.id} ${title}`);
      return button;
    });
    tools.replaceChildren(...buttons);
  }

  // The language of the document is set once the first view is built, and when it changes.
  const fillAll = () => document.querySelectorAll(".figure-tools").forEach(fill);
  new MutationObserver(fillAll).observe(document.documentElement, { attributeFilter: ["lang"] });
  document.addEventListener("viewbuilt", fillAll);

  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(text, size, family, weight = 400) {
    pen.font = `${weight} ${size}px ${family}`;
    return pen.measureText(text).width;
  }

  // Breaks a sentence into lines that fit.
  function broken(text, fits) {
    return text.split(/\s+/).reduce((lines, word) => {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && fits(longer)) return [...lines.slice(0, -1), longer];
      return [...lines, word];
    }, []);
  }

  // Plotly reads tags in a text: what comes from the page is only text.
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function heading(title, sentences, width, family) {
    const room = width - 2 * EDGE;
    const heads = broken(title, (line) => widthOf(line, TITLE, family, 600) <= room);
    const texts = sentences.flatMap((each) => broken(each, (line) => widthOf(line, TEXT, family) <= room));
    return [
      ...heads.map((line) => `<b>${plain(line)}</b>`),
      ...texts.map((line) => `<span style="font-size:${TEXT}px">${plain(line)}</span>`),
    ];
  }

  // A legend that the page draws itself: its entries and the sentences beside them.
  function legendOf(id) {
    const legend = id && document.getElementById(id);
    if (!legend) return { entries: [], notes: [] };
    const entries = Array.from(legend.querySelectorAll("li:has([data-symbol])"), (item) => {
      const mark = item.querySelector("[data-symbol]");
      const colour = mark.querySelector("path")?.getAttribute("fill") || hexOf(mark.style.backgroundColor);
      const text = Array.from(item.children, (part) => part.textContent.trim()).filter(Boolean).join("  ");
      const name = text.length > ENTRY.longest ? `${text.slice(0, ENTRY.longest - 1)}…` : text;
      return { name: name, symbol: mark.dataset.symbol, colour: colour };
    });
    return { entries: entries, notes: Array.from(legend.querySelectorAll(".hint"), (note) => note.textContent.trim()) };
  }

  const hexOf = (colour) =>
    `#${(colour.match(/\d+/g) || []).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`.toUpperCase();

  // Traces without a point: each is there for its line in the legend.
  const keyOf = ({ name, symbol, colour }) => ({
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    name: plain(name),
    showlegend: true,
    hoverinfo: "skip",
    marker: { symbol: symbol, color: colour, size: 9 },
  });

  // A light copy of what is drawn; a map keeps its proportions: what is near on it stays near.
  function sourceOf(tools) {
    const frame = tools.closest("figure")?.querySelector("[data-map]");
    if (frame) {
      const drawn = window.dash_clientside.map_export.of(frame.dataset.map);
      const scale = Math.max(1, NARROWEST / drawn.width);
      return { ...drawn, width: drawn.width * scale, height: drawn.height * scale, hasAxes: true };
    }
    const graph = document.getElementById(tools.dataset.figure).querySelector(".js-plotly-plot");
    const { width, height, _has } = graph._fullLayout;
    const copy = caption().inPrintColours({ data: graph.data, layout: graph.layout });
    return { ...copy, width: Math.max(width, NARROWEST), height: height, hasAxes: _has("cartesian") };
  }

  function compose({ data, layout, width, height, hasAxes }, title, sentences, legend) {
    const { entries } = caption().inPrintColours(legend);
    const family = getComputedStyle(document.body).fontFamily;
    const lines = heading(title, sentences, width, family);
    const head = Math.round(lines.length * LINE + TOP);
    let foot = 0;
    if (entries.length) {
      const entry = ENTRY.mark + Math.max(...entries.map(({ name }) => widthOf(name, TEXT, family)));
      const columns = Math.max(1, Math.floor((width - 2 * EDGE) / entry));
      foot = Math.ceil(entries.length / columns) * ENTRY.height + EDGE;
      layout.legend = {
        orientation: "h",
        x: EDGE / width,
        xref: "container",
        xanchor: "left",
        y: 0,
        yref: "container",
        yanchor: "bottom",
        entrywidth: entry - ENTRY.mark,
        itemsizing: "constant",
        font: { size: TEXT },
      };
      layout.showlegend = true;
      data.forEach((trace) => (trace.showlegend = false));
      // A figure without axes would get some with these traces.
      if (!hasAxes) Object.assign(layout, { xaxis: { visible: false }, yaxis: { visible: false } });
      data.push(...entries.map(keyOf));
    }
    const margin = layout.margin || {};
    const whole = Math.round(height + head + foot);
    Object.assign(layout, {
      title: {
        text: lines.join("<br>"),
        font: { family: family, size: TITLE },
        x: 0,
        xref: "container",
        xanchor: "left",
        y: 1 - TOP / whole,
        yref: "container",
        yanchor: "top",
        pad: { l: EDGE },
      },
      autosize: false,
      width: width,
      height: whole,
      margin: { ...margin, t: (margin.t ?? 0) + head, b: (margin.b ?? 0) + foot },
      paper_bgcolor: "#FFFFFF",
      plot_bgcolor: "#FFFFFF",
    });
    return { data: data, layout: layout, config: { staticPlot: true } };
  }

  function fileOf(address) {
    const [, type, isBase64, written] = /^data:([^;,]+)[^,]*?(;base64)?,(.*)$/s.exec(address);
    if (!isBase64) return new Blob([decodeURIComponent(written)], { type: type });
    return new Blob([Uint8Array.from(atob(written), (character) => character.charCodeAt(0))], { type: type });
  }

  function give(file, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function save(button) {
    const tools = button.closest(".figure-tools");
    const { title: titled, says, legend: legendId } = tools.dataset;
    const title = document.getElementById(titled).getAttribute("aria-label");
    const legend = legendOf(legendId);
    const sentences = [
      caption().sentences(says),
      ...legend.notes,
      caption().filter(),
      caption().source(),
    ];
    const kind = button.dataset.save;
    const name = caption().fileName(title, kind);
    try {
      const drawn = compose(sourceOf(tools), title, sentences.filter(Boolean), legend);
      const { width, height } = drawn.layout;
      const size = { format: kind, width: width, height: height, scale: kind === "png" ? FINER : 1 };
      give(fileOf(await window.Plotly.toImage(drawn, size)), name);
      window.dash_clientside.share.confirm("image", { name: name });
    } catch {
      window.dash_clientside.share.confirm("image.failed");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-save]");
    if (button) save(button);
  });
})();
