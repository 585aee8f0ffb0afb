/* The search box of the header: suggestions while one types, then all results as the selection.
 *
 * A combobox whose suggestions are a grid: up and down go through the products, left and right
 * through what can be done with one. The focus stays in the box. Products are data: they only ever
 * become text, or an encoded address. */
(function () {
  "use strict";

  const WAIT = 150; // milliseconds without a key, after which the server is asked
  const MOST_REMEMBERED = 50;
  const NARROW = window.matchMedia("(max-width: 61.99em)");

  const state = {
    build: null,
    language: document.documentElement.lang,
    selection: null, // the one on the page
    before: null, // the last one that was no search: clearing gives it back
    answers: new Map(),
    timer: 0,
    at: null, // the active cell of the suggestions, none while one types
  };
  const parts = {};

  const isSearch = (selection) => selection?.recipe?.kind === "search";

  function say(key, values = {}) {
    const words = JSON.parse(parts.box.dataset.words)[state.language];
    return Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      words[key],
    );
  }

  // What has no text of its own is called by its name.
  function ofSpace(key, space, values = {}) {
    const words = JSON.parse(parts.box.dataset.words)[state.language];
    return say(`${key}.${space}` in words ? `${key}.${space}` : `${key}.unnamed`, { space, ...values });
  }

  function counted(key, total) {
    const words = JSON.parse(parts.box.dataset.words)[state.language];
    const form = window.dash_clientside.plural.key(words, key, total, state.language);
    return say(form, { n: total.toLocaleString(state.language) });
  }

  function make(tag, name, attributes = {}, ...children) {
    const element = document.createElement(tag);
    element.className = name;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }

  // -- the server -----------------------------------------------------------------------------

  function prefix() {
    const config = document.getElementById("_dash-config");
    return config ? JSON.parse(config.textContent).requests_pathname_prefix : "/";
  }

  const pathOf = (...steps) => prefix() + steps.map(encodeURIComponent).join("/");

  function answer(query) {
    const address = `${pathOf("find", state.build)}?${new URLSearchParams({ q: query })}`;
    if (!state.answers.has(address)) {
      const asked = fetch(address).then((response) => {
        if (!response.ok) throw new Error(response.statusText);
        return response.json();
      });
      // What failed is asked for again.
      asked.catch(() => state.answers.delete(address));
      state.answers.set(address, asked);
      if (state.answers.size > MOST_REMEMBERED) state.answers.delete(state.answers.keys().next().value);
    }
    return state.answers.get(address);
  }

  // -- suggestions ----------------------------------------------------------------------------

  const query = () => parts.input.value.trim();
  const isOpen = () => !parts.popup.hidden;

  function activate(at) {
    state.at = at;
    const rows = Array.from(parts.hits.children);
    const active = at && rows[at.row].querySelectorAll("[role=gridcell]")[at.cell];
    parts.hits.querySelectorAll(".is-active").forEach((cell) => cell.classList.remove("is-active"));
    if (!active) {
      parts.input.removeAttribute("aria-activedescendant");
      return;
    }
    active.classList.add("is-active");
    active.scrollIntoView({ block: "nearest" });
    parts.input.setAttribute("aria-activedescendant", active.id);
  }

  function close() {
    window.clearTimeout(state.timer);
    parts.popup.hidden = true;
    parts.input.setAttribute("aria-expanded", "false");
    activate(null);
  }

  function cell(name, id, act, attributes, ...children) {
    const element = make("div", name, { role: "gridcell", id: id, ...attributes }, ...children);
    element.addEventListener("click", act);
    return element;
  }

  function photoOf(hit) {
    if (!hit.has_photo) return make("span", "search-photo");
    const source = `${pathOf("photo")}?${new URLSearchParams({ id: hit.id, build: state.build })}`;
    return make("img", "search-photo", { src: source, alt: "" });
  }

  function row(hit, at) {
    const id = `search-hit-${at}`;
    const name = make("span", "search-name");
    name.textContent = hit.name;
    const about = make("span", "search-about");
    about.textContent = hit.about;
    const open = () => {
      close();
      window.dash_clientside.product_drawer.open(hit.id);
    };
    const like = JSON.parse(parts.box.dataset.spaces || "[]").map((space, place) => {
      const ask = () => {
        leave();
        window.dash_clientside.products.moreLikeThis(hit.id, space);
      };
      const label = { "aria-label": ofSpace("like", space, { name: hit.name }) };
      return cell("search-like", `${id}-${place + 1}`, ask, label, ofSpace("by", space));
    });
    const hint = make("span", "search-hint", { "aria-hidden": "true" }, say("like"));
    const text = make("span", "search-text", { dir: "auto" }, name, about);
    const product = cell("search-product", `${id}-0`, open, {}, photoOf(hit), text);
    return make("div", "search-row", { role: "row" }, product, hint, ...like);
  }

  function draw(found) {
    const rows = found.hits.map(row);
    if (rows.length) {
      const all = cell("search-all", "search-all", showAll, {}, counted("all", found.total));
      rows.push(make("div", "search-row", { role: "row" }, all));
    }
    parts.hits.replaceChildren(...rows);
    parts.hits.hidden = !rows.length;
    parts.input.setAttribute("aria-expanded", String(rows.length > 0));
    tell(rows.length ? counted("found", found.total) : say("found.none"), !rows.length);
    parts.popup.hidden = false;
    activate(null);
  }

  function tell(sentence, isSeen) {
    parts.status.textContent = sentence;
    parts.none.textContent = isSeen ? sentence : "";
  }

  async function suggest() {
    const asked = query();
    if (asked === "" || !state.build) return;
    const found = await answer(asked).catch(() => null);
    if (asked !== query() || document.activeElement !== parts.input) return;
    if (found) {
      draw(found);
    } else {
      close();
      parts.hits.hidden = true;
      parts.popup.hidden = false;
      tell(say("failed"), true);
    }
  }

  // -- what one does --------------------------------------------------------------------------

  // Where the box lies over other things, it makes room for them once it has been used.
  function leave() {
    close();
    if (NARROW.matches) parts.input.blur();
  }

  async function showAll() {
    const asked = query();
    if (asked === "" || !state.build) return;
    const found = await answer(asked).catch(() => null);
    if (asked !== query()) return;
    if (!found || !found.total) {
      suggest();
      return;
    }
    leave();
    tell(counted("found", found.total), false);
    window.dash_clientside.url_state.select({ kind: "search", query: asked });
  }

  function clear() {
    parts.input.value = "";
    paint();
    close();
    tell("", false);
    if (!isSearch(state.selection)) return;
    const isHere = state.before?.build === state.build;
    window.dash_clientside.set_props("selection", { data: isHere ? state.before : null });
  }

  function paint() {
    parts.clear.hidden = parts.input.value === "";
    parts.key.hidden = parts.input.value !== "";
  }

  function typed() {
    paint();
    window.clearTimeout(state.timer);
    activate(null);
    if (parts.input.value === "") clear();
    else if (query() === "") close();
    else state.timer = window.setTimeout(suggest, WAIT);
  }

  function move(step) {
    const last = parts.hits.children.length - 1;
    const next = (state.at ? state.at.row : step > 0 ? -1 : last + 1) + step;
    activate(next < 0 || next > last ? null : { row: next, cell: 0 });
  }

  function moveWithin(step) {
    const cells = parts.hits.children[state.at.row].querySelectorAll("[role=gridcell]");
    const next = state.at.cell + step;
    if (next >= 0 && next < cells.length) activate({ row: state.at.row, cell: next });
  }

  function pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (isOpen()) move(key === "ArrowDown" ? 1 : -1);
      else suggest();
    } else if (state.at && (key === "ArrowLeft" || key === "ArrowRight")) {
      moveWithin(key === "ArrowRight" ? 1 : -1);
    } else if (key === "Enter") {
      const active = parts.hits.querySelector(".is-active");
      if (active) active.click();
      else showAll();
    } else if (key === "Escape") {
      if (isOpen()) close();
      else clear();
    } else {
      return;
    }
    event.preventDefault();
  }

  // -- the box --------------------------------------------------------------------------------

  function assemble(box) {
    parts.box = box;
    parts.input = make("input", "search-input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", maxlength: "200",
      "aria-expanded": "false", "aria-controls": "search-hits", "aria-haspopup": "grid",
      "aria-autocomplete": "list", "aria-keyshortcuts": "/",
    });
    parts.key = make("kbd", "search-key", { "aria-hidden": "true" }, "/");
    parts.clear = make("button", "search-clear", { type: "button" });
    parts.hits = make("div", "search-hits", { role: "grid", id: "search-hits" });
    parts.none = make("p", "search-none", { "aria-hidden": "true" });
    parts.popup = make("div", "search-popup", {}, parts.none, parts.hits);
    parts.status = make("p", "visually-hidden", { role: "status" });
    parts.popup.hidden = true;
    const frame = make("div", "search-frame", {}, parts.input, parts.key, parts.clear);
    box.replaceChildren(frame, parts.popup, parts.status);
    parts.input.addEventListener("input", typed);
    parts.input.addEventListener("keydown", pressed);
    parts.input.addEventListener("focus", suggest);
    parts.clear.addEventListener("click", () => {
      clear();
      parts.input.focus();
    });
    // What is pressed in the suggestions leaves the focus in the box.
    parts.popup.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("focusout", (event) => {
      if (!box.contains(event.relatedTarget)) close();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !parts.input) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], [aria-modal=true]")) return;
    event.preventDefault();
    parts.input.focus();
    parts.input.select();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    search: {
      clear: clear,
      // The box follows the selection of the page, whoever makes it.
      follow: function (selection, build, language) {
        const box = document.getElementById("search");
        if (parts.box !== box) assemble(box);
        const isNew = selection !== state.selection;
        const wasSearch = isSearch(state.selection);
        Object.assign(state, { selection: selection, build: build?.build, language: language });
        if (!isSearch(selection)) state.before = selection;
        if (isNew && isSearch(selection)) parts.input.value = selection.recipe.query;
        else if (isNew && wasSearch) parts.input.value = "";
        parts.input.setAttribute("aria-label", say("label"));
        parts.input.placeholder = say("placeholder");
        parts.clear.setAttribute("aria-label", say("clear"));
        parts.hits.setAttribute("aria-label", say("hits"));
        paint();
      },
    },
  });
})();
