/* What the page does around the maps: language and theme of the document, the filter panel,
 * and the parts of the product table that run in the browser. */
(function () {
  "use strict";

  function pageNames() {
    return Array.from(document.querySelectorAll(".page-link"), (link) => link.dataset.page);
  }

  let rowsAsked = null; // the state whose rows the product table holds

  // What was drawn while hidden has no size yet.
  function resizeOnceShown() {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => window.dispatchEvent(new Event("resize"))),
    );
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: {
      present: function (scheme, language, title) {
        document.documentElement.lang = language;
        document.documentElement.dataset.scheme = scheme;
        if (title && title.length) document.title = title[0];
        return scheme;
      },
      // The address names the page; one that names none leads to the first, an anchor to none.
      go: function (_hash, shown) {
        const pages = pageNames();
        const page = window.dash_clientside.address.page(shown);
        const none = window.dash_clientside.no_update;
        if (page === shown) return [none, ...pages.map(() => none), ...pages.map(() => none)];
        document.documentElement.dataset.page = page;
        window.scrollTo(0, 0);
        return [
          page,
          ...pages.map((each) => each !== page),
          ...pages.map((each) => (each === page ? "page" : undefined)),
        ];
      },
      // What a page, or a view within it, is asked to show, told to it once it is shown: the
      // others do no work.
      ask: function (page, productsView, tree, level, branches, language, scheme, build, ...held) {
        const none = window.dash_clientside.no_update;
        const shown = page === "products" ? productsView : page;
        if (document.documentElement.dataset.view !== shown) {
          document.documentElement.dataset.view = shown;
          resizeOnceShown();
        }
        const asked = {
          build: build && build.build,
          level: level,
          branches: branches || [],
          language: language,
          scheme: scheme,
        };
        return window.dash_clientside.callback_context.outputs_list.map(({ id }, at) => {
          if (!tree || !asked.build || id !== `view-${shown}`) return none;
          return JSON.stringify(asked) === JSON.stringify(held[at]) ? none : asked;
        });
      },
      togglePanel: function (_opens, _closes, navbar) {
        const triggered = window.dash_clientside.callback_context.triggered_id;
        const opened = triggered === undefined ? false : navbar.collapsed.mobile;
        return [
          Object.assign({}, navbar, { collapsed: { mobile: !opened } }),
          String(opened),
        ];
      },
    },
    products: {
      // Drops the pages that the grid holds: it asks for them again, with the state of now.
      askAgain: function (page, view, ...state) {
        // Hidden, it asks for nothing: coming back to it asks for what has changed.
        const isShown = page === "maps" || (page === "products" && view === "table");
        const key = JSON.stringify(state);
        if (!isShown || key === rowsAsked) return;
        rowsAsked = key;
        const grid = state[state.length - 1];
        window.dash_ag_grid.getApiAsync(grid).then((api) => {
          if (api.getDisplayedRowCount() > 0) api.ensureIndexVisible(0);
          api.purgeInfiniteCache();
        });
      },
    },
  });

  window.dashAgGridFunctions = Object.assign({}, window.dashAgGridFunctions, {
    // Looked up at each use, so that the grid's own words follow the language.
    gridWord: function (params) {
      const frame = document.querySelector(".products-frame[data-words]");
      if (!frame) return params.defaultValue;
      const words = JSON.parse(frame.dataset.words)[document.documentElement.lang] || {};
      return words[params.key] || params.defaultValue;
    },
  });

  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
    // Enter on the cell does what the button does: it is no stop of its own.
    ProductPhoto: function (props) {
      if (!props.data) return null;
      const { createElement } = window.React;
      const inside = props.value
        ? createElement("img", { src: props.value, alt: "", className: "photo" })
        : createElement("span", { className: "photo-none" }, props.none);
      const named = { "aria-label": `${props.open} ${props.data.name}`, title: props.data.name };
      const opens = { type: "button", tabIndex: -1, className: "photo-button", "data-product": props.data.product_id };
      return createElement("button", { ...opens, ...named }, inside);
    },
  });
})();
