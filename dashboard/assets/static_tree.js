/* Elements that no callback reaches, built at once around the components that some do.
 *
 * A node is a text, {fr, en} where it follows the language, the number of one of the components that are the
 * children, or [tag, properties, nodes] (dashboard/components/static_tree.py). */
(function () {
  "use strict";

  const { createElement, Fragment, useSyncExternalStore } = window.React;

  const listen = (onChange) => {
    const watch = new MutationObserver(onChange);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    return () => watch.disconnect();
  };
  const languageOfPage = () => document.documentElement.lang;

  function build(node, components, language) {
    if (typeof node === "number") return components[node];
    if (typeof node === "string") return node;
    if (!Array.isArray(node)) return node[language];
    const [tag, properties, nodes] = node;
    const label = properties["aria-label"];
    const translated = typeof label === "object" ? { ...properties, "aria-label": label[language] } : properties;
    return createElement(tag, translated, ...nodes.map((each) => build(each, components, language)));
  }

  function StaticTree({ nodes, children }) {
    const language = useSyncExternalStore(listen, languageOfPage);
    // React hands over a single child alone.
    const components = Array.isArray(children) ? children : [children];
    return createElement(Fragment, null, ...nodes.map((node) => build(node, components, language)));
  }

  window.dashboard_static_tree = { StaticTree: StaticTree };
})();
