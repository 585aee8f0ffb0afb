/* What the page does around the maps: language and theme of the document, the filter panel. */
(function () {
  "use strict";

  function pageNames() {
    return Array.from(document.querySelectorAll(".page-link"), (link) => link.dataset.page);
  }

  let last = null; // what the shown view was last asked to show: its name and what

  // What is folded within a view is asked for while it is open, and once it is opened.
  const unfolded = (view) =>
    Array.from(document.querySelectorAll(`details[open][data-within="${view}"]`), (each) => each.dataset.view);

  document.addEventListener("toggle", ({ target }) => {
    const { view, within } = target.dataset;
    if (!view || !target.open || last?.view !== within) return;
    window.dash_clientside.set_props(`view-${view}`, { data: last.asked });
  }, true);

  // What was drawn while hidden has no size yet.
  function resizeOnceShown() {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => window.dispatchEvent(new Event("resize"))),
    );
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: {
      present: function (scheme, language) {
        document.documentElement.lang = language;
        document.documentElement.dataset.scheme = scheme;
        document.title = JSON.parse(document.querySelector(".brand").dataset.words)[language].title;
        return scheme;
      },
      // The address names the page; one that names none leads to the first, an anchor to none.
      go: function (_hash, shown) {
        const pages = pageNames();
        const page = window.dash_clientside.url_state.page(shown);
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
          document.dispatchEvent(new Event("viewshown"));
          resizeOnceShown();
        }
        // Frames of maps and choices are those of the build that the page opened with.
        const spaces = JSON.parse(document.getElementById("search").dataset.spaces || "[]");
        if (build?.spaces?.length && build.spaces.join() !== spaces.join()) {
          window.location.reload();
          return window.dash_clientside.callback_context.outputs_list.map(() => none);
        }
        const asked = {
          build: build && build.build,
          level: level,
          branches: window.dash_clientside.url_state.cover(tree, branches),
          language: language,
          scheme: scheme,
        };
        const seen = new Set([shown, ...unfolded(shown)].map((view) => `view-${view}`));
        last = tree && asked.build ? { view: shown, asked: asked } : null;
        return window.dash_clientside.callback_context.outputs_list.map(({ id }, at) => {
          if (!last || !seen.has(id)) return none;
          return JSON.stringify(asked) === JSON.stringify(held[at]) ? none : asked;
        });
      },
      // The whole catalogue at its first level, nothing selected, nothing searched in the table.
      reset: () => [window.dash_clientside.url_state.firstLevel(), [], null, {}],
      togglePanel: function (_opens, _closes, navbar) {
        const triggered = window.dash_clientside.callback_context.triggered_id;
        const opened = triggered === undefined ? false : navbar.collapsed.mobile;
        return [
          Object.assign({}, navbar, { collapsed: { mobile: !opened } }),
          String(opened),
        ];
      },
    },
  });
})();
