/* Builds what the server wrote in the `data-fragment` of a frame: texts, and elements as
 * [tag, attributes, nodes]. Texts only ever become text, so that product data stays data.
 *
 * A change of the fragment keeps what the reader had opened, and where the keyboard was. What is
 * folded is built once it is opened: nobody sees a table's hundreds of cells before. */
(function () {
  "use strict";

  const FOCUSABLE = "a[href], button, summary, [tabindex]";
  const folded = new WeakMap(); // what is still to be built, after the summary

  function build(node) {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, attributes, nodes] = node;
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      // The policy of the page refuses styles written as text.
      if (name === "style") Object.assign(element.style, value);
      else element.setAttribute(name, value === true ? "" : String(value));
    });
    const isFolded = tag === "details" && !attributes.open;
    element.append(...(isFolded ? nodes.slice(0, 1) : nodes).map(build));
    if (isFolded) folded.set(element, nodes.slice(1));
    return element;
  }

  function unfold(details) {
    const nodes = folded.get(details);
    if (!nodes || !details.open) return;
    folded.delete(details);
    details.append(...nodes.map(build));
  }

  function fill(frame) {
    const opened = Array.from(frame.querySelectorAll("details"), (each) => each.open);
    const focused = Array.from(frame.querySelectorAll(FOCUSABLE)).indexOf(document.activeElement);
    frame.replaceChildren(...JSON.parse(frame.dataset.fragment || "[]").map(build));
    frame.querySelectorAll("details").forEach((each, at) => {
      each.open = Boolean(opened[at]);
      unfold(each);
    });
    if (focused >= 0) frame.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true });
    frame.dispatchEvent(new CustomEvent("content", { bubbles: true }));
  }

  document.addEventListener("toggle", ({ target }) => unfold(target), true);

  new MutationObserver((changes) => {
    const frames = new Set();
    changes.forEach((change) => {
      if (change.type === "attributes") frames.add(change.target);
      change.addedNodes.forEach((node) => {
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        if (node.matches("[data-fragment]")) frames.add(node);
        node.querySelectorAll("[data-fragment]").forEach((each) => frames.add(each));
      });
    });
    frames.forEach(fill);
  }).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-fragment"],
    childList: true,
    subtree: true,
  });

  document.addEventListener("click", (event) => {
    const source = event.target.closest("[data-dispatch]");
    if (!source) return;
    const value = JSON.parse(source.dataset.value);
    // Sent again, the same value is another click.
    window.dash_clientside.set_props(source.dataset.dispatch, { data: { value: value, at: event.timeStamp } });
  });
})();
