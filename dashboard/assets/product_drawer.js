/* One product in full, beside the page: photo, text and neighbours, each before and after.
 *
 * The server says it all in the page's language (`/product`), as html_fragment.js builds it: sellers' words
 * only ever become text.
 *
 * The product is in the address: going back takes the last step, from one product to another or
 * out of the drawer. Where the window is wide the page stays usable beside it. */
(function () {
  "use strict";

  const MOST_KEPT = 50;
  const NARROW = window.matchMedia("(max-width: 56em)");

  // The product that is shown, those before it, what had the focus, and what the server said.
  const state = { product: "", language: document.documentElement.lang, trail: [], opener: null, asked: "", answers: new Map() };

  const drawer = () => document.getElementById("drawer");
  const word = (key) => JSON.parse(drawer().dataset.words)[state.language][key];
  const tell = (product) => window.dash_clientside.set_props("drawer-product", { data: product });

  // -- building -------------------------------------------------------------------------------

  function make(tag, name, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function button(name, label, act) {
    const element = make("button", name);
    element.type = "button";
    element.setAttribute("aria-label", label);
    element.title = label;
    element.addEventListener("click", act);
    return element;
  }

  function head(name) {
    const title = make("h2", "drawer-title", name);
    title.id = "drawer-title";
    title.tabIndex = -1;
    title.dir = "auto";
    const back = state.trail.length
      ? button("drawer-button drawer-back", word("back"), () => tell(state.trail.at(-1)))
      : null;
    return make("div", "drawer-head", back, title, button("drawer-button drawer-close", word("close"), close));
  }

  function fill(mode, ...children) {
    drawer().dataset.state = mode;
    drawer().setAttribute("aria-busy", String(mode === "loading"));
    drawer().replaceChildren(...children);
  }

  function draw({ name, content }) {
    const body = make("div", "drawer-body");
    body.dataset.fragment = content; // built by html_fragment.js
    fill("ready", head(name), body);
  }

  function drawLoading() {
    const bones = ["photo", "line", "line", "block", "block"].map((each) => make("span", `bone bone-${each}`));
    const skeleton = make("div", "drawer-body", ...bones);
    skeleton.setAttribute("aria-hidden", "true");
    fill("loading", head(word("loading")), skeleton);
  }

  function drawFailed(isGone) {
    const retry = make("button", "quiet", word("retry"));
    retry.type = "button";
    retry.addEventListener("click", () => load(state.asked));
    fill("failed", head(word(isGone ? "gone" : "failed")), make("div", "drawer-body", isGone ? null : retry));
  }

  // -- asking ---------------------------------------------------------------------------------

  function answer(address) {
    if (!state.answers.has(address)) {
      const found = fetch(address).then((response) => {
        if (response.status !== 404 && !response.ok) throw new Error(response.statusText);
        return response.ok ? response.json() : null;
      });
      // What failed is asked for again.
      found.catch(() => state.answers.delete(address));
      state.answers.set(address, found);
      if (state.answers.size > MOST_KEPT) state.answers.delete(state.answers.keys().next().value);
    }
    return state.answers.get(address);
  }

  async function load(address) {
    state.asked = address;
    const isNew = drawer().dataset.state !== "ready" || drawer().dataset.product !== state.product;
    drawer().dataset.product = state.product;
    if (isNew) {
      drawLoading();
      drawer().scrollTop = 0;
      focus();
    }
    const said = await answer(address).catch(() => undefined);
    if (state.asked !== address) return;
    const isWithin = drawer().contains(document.activeElement);
    if (said) draw(said);
    else drawFailed(said === null);
    if (isWithin) focus();
  }

  function addressOf(build, level, language) {
    const config = JSON.parse(document.getElementById("_dash-config").textContent);
    const query = new URLSearchParams({ id: state.product, level: level, lang: language });
    return `${config.requests_pathname_prefix}product/${encodeURIComponent(build)}?${query}`;
  }

  // -- opening and closing --------------------------------------------------------------------

  // The title says where the keyboard is, now and when the product has come.
  function focus() {
    document.getElementById("drawer-title").focus({ preventScroll: true });
  }

  function unfold() {
    if (drawer().open) drawer().close();
    // A window that it fills has nothing beside it: the keyboard stays inside.
    if (NARROW.matches) drawer().showModal();
    else drawer().show();
  }

  function close() {
    tell("");
  }

  function fold() {
    state.asked = "";
    state.trail = [];
    drawer().close();
    fill("closed");
    const same = document.querySelectorAll(`[data-product="${CSS.escape(state.opener?.product ?? "")}"]`);
    // What opened it may have been drawn anew, or be gone.
    const isThere = (each) => each && each !== document.body && each.isConnected && each.checkVisibility();
    const found = [state.opener?.element, ...same].find(isThere);
    (found ?? document.getElementById("content")).focus({ preventScroll: true });
    state.opener = null;
  }

  document.addEventListener(
    "cancel",
    (event) => {
      if (event.target !== drawer()) return;
      event.preventDefault();
      close();
    },
    true,
  );

  NARROW.addEventListener("change", () => {
    if (!drawer()?.open) return;
    unfold();
    focus();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("button[data-product]");
    if (opener) tell(opener.dataset.product);
  });

  const productOf = (row) => row.getAttribute("row-id").slice("row ".length); // dashboard/pages/products.py

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    const row = event.key === "Enter" && event.target.matches?.("#products .ag-cell") && event.target.closest(".ag-row");
    if (row) tell(productOf(row));
    const isOpen = event.key === "Escape" && drawer()?.open;
    // A field or a list that is open has its own use for this key.
    if (!isOpen || event.target.closest?.("input, textarea, [role=listbox]")) return;
    event.preventDefault();
    close();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    product_drawer: {
      open: tell,
      show: function (product, build, level, language) {
        const wanted = product || "";
        const held = state.product;
        state.product = wanted;
        state.language = language;
        if (wanted === "") {
          if (held !== "") fold();
          return;
        }
        if (held === "") {
          state.opener = { element: document.activeElement, product: wanted };
          unfold();
        } else if (wanted === state.trail.at(-1)) {
          state.trail.pop();
        } else if (wanted !== held) {
          state.trail.push(held);
        }
        if (build?.build) load(addressOf(build.build, level, language));
        else drawLoading();
      },
    },
  });
})();
