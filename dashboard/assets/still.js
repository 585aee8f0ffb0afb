/* Elements that no callback reaches, built at once around the components that some do.
 *
 * A node is a text, {fr, en} where it follows the language, the number of a place for one of the
 * children, or [tag, properties, nodes] (dashboard/components/still.py). */
(function () {
  "use strict";

  const { createElement, Fragment, useSyncExternalStore } = window.React;

  const listen = (heard) => {
    const watch = new MutationObserver(heard);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    return () => watch.disconnect();
  };
  const spoken = () => document.documentElement.lang;

  function build(node, places, language) {
    if (typeof node === "number") return places[node];
    if (typeof node === "string") return node;
    if (!Array.isArray(node)) return node[language];
    const [tag, properties, nodes] = node;
    const label = properties["aria-label"];
    const said = typeof label === "object" ? { ...properties, "aria-label": label[language] } : properties;
    return createElement(tag, said, ...nodes.map((each) => build(each, places, language)));
  }

  function Still({ nodes, children }) {
    const language = useSyncExternalStore(listen, spoken);
    // React hands over a single child alone.
    const places = Array.isArray(children) ? children : [children];
    return createElement(Fragment, null, ...nodes.map((node) => build(node, places, language)));
  }

  window.dashboard_still = { Still: Still };
})();
