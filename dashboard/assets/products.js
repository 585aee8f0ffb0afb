/* The product table: what of it runs in the browser, and "more like this". */
(function () {
  "use strict";

  let rowsAsked = null; // the state whose rows the table holds

  // Selects a product and its nearest neighbours in a space, the nearest first in the table.
  function moreLikeThis(product, space, besides) {
    window.dash_clientside.url_state.select({ kind: "like", space: space, product: product }, besides);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    products: {
      moreLikeThis: moreLikeThis,

      // Has the grid ask for its rows again, with the state of now.
      askAgain: function (page, view, ...state) {
        // Hidden, it asks for nothing: coming back to it asks for what has changed.
        const isShown = page === "maps" || (page === "products" && view === "table");
        const key = JSON.stringify(state);
        if (!isShown || key === rowsAsked) return;
        rowsAsked = key;
        const [build, , , selection, , grid] = state;
        const isLike = selection?.recipe?.kind === "like" && selection.build === build?.build;
        window.dash_ag_grid.getApiAsync(grid).then((api) => {
          // Each of these measures the grid anew: only where it changes something.
          if (api.getColumn("similarity")?.isVisible() !== isLike) api.setColumnsVisible(["similarity"], isLike);
          if (api.getFirstDisplayedRowIndex() > 0) api.ensureIndexVisible(0);
          // Rows that are there are filled anew, which costs less than making them; of many pages
          // that were scrolled to, only the first is asked for.
          if (Object.keys(api.getCacheBlockState()).length > 1) api.purgeInfiniteCache();
          else api.refreshInfiniteCache();
        });
      },
    },
  });

  // A button anywhere may ask for the products that are like one.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-like]");
    if (!button) return;
    // A drawer that fills the window would hide them.
    const besides = button.closest("dialog:modal") ? { product: "" } : {};
    moreLikeThis(button.dataset.of, button.dataset.like, besides);
  });

  // The keyboard does what the pointer does; the cell's own button comes before the row's action.
  document.addEventListener(
    "keydown",
    (event) => {
      const cell = event.key === "Enter" && event.target.matches?.("#products .ag-cell") && event.target;
      const button = cell && cell.querySelector("button[data-like]");
      if (!button) return;
      event.preventDefault();
      button.click();
    },
    true,
  );

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

    // The same, for the products that are like one.
    ProductCluster: function (props) {
      if (!props.data || !props.value) return null;
      const { createElement, Fragment } = window.React;
      const asks = { "data-like": props.space, "data-of": props.data.product_id };
      const named = { "aria-label": `${props.more} : ${props.data.name}`, title: props.more };
      return createElement(
        Fragment,
        null,
        createElement("button", { type: "button", tabIndex: -1, className: "like", ...asks, ...named }, "≈"),
        createElement("span", null, props.value),
      );
    },
  });
})();
