/* Copies a card as plain text: the title of its section, what it says, the filter, the catalogue
 * and the day. */
(function () {
  "use strict";

  const LEFT_OUT = "button, img, summary, details:not([open]), .ruler, .cluster-photos, [aria-hidden=true]";
  const ONE_LINE = ".score-line, .card-head, .cluster-head";
  const SENTENCES = "h3, h4, p";

  const caption = () => window.dash_clientside.caption;

  // The words of an element on one line; two elements side by side are two words.
  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return "";
    return Array.from(node.childNodes, words).join(" ");
  }

  const written = (node) => words(node).replace(/\s+/g, " ").replace(/ ([,.)])/g, "$1").trim();

  function named(parts) {
    const [name, ...values] = parts.map(written).filter(Boolean);
    return values.length ? caption().say("setting", { name: name, value: values.join(" ") }) : name;
  }

  function lines(element) {
    if (element.matches(LEFT_OUT)) return [];
    if (element.matches("dl")) return Array.from(element.children, (fact) => named(Array.from(fact.children)));
    if (element.matches("li")) return [`- ${named(Array.from(element.children))}`];
    if (element.matches(ONE_LINE)) return [Array.from(element.children, written).filter(Boolean).join(" · ")];
    if (element.matches(SENTENCES) || !element.children.length) return [written(element)];
    return Array.from(element.children).flatMap(lines);
  }

  function textOf(card) {
    const title = card.closest("section")?.querySelector("h2")?.textContent.trim();
    const besides = caption().sentences(card.closest("[data-says]")?.dataset.says);
    const said = [title, besides, ...lines(card)].filter(Boolean);
    return [...said, "", caption().filter(), caption().source()].join("\n");
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy=card]");
    if (!button) return;
    const { copy, confirm } = window.dash_clientside.share;
    confirm((await copy(textOf(button.closest(".card")))) ? "card" : "card.failed");
  });
})();
