/* What a figure, a card or a printed page takes along: the filter in force, the catalogue, the
 * day, and the light colours. Names of branches are data: they only ever become text. */
(function () {
  "use strict";

  const BETWEEN = " · ";
  // As `localisation` writes days: the English texts are British, a French first is an ordinal.
  const REGIONS = { en: "en-GB" };
  const FIRST_OF_MONTH = { fr: "1er" };

  const language = () => document.documentElement.lang;
  const holder = () => document.getElementById("export-words");
  const textOf = (id) => document.getElementById(id)?.textContent.trim() || "";

  function say(key, values = {}) {
    return Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      JSON.parse(holder().dataset.words)[language()][key],
    );
  }

  function counted(key, n) {
    const words = JSON.parse(holder().dataset.words)[language()];
    return say(window.dash_clientside.plural.key(words, key, n, language()), { n: n.toLocaleString(language()) });
  }

  function level() {
    const chosen = document.querySelector("#level input:checked")?.value || "1";
    return say("level", { level: chosen });
  }

  // Level, branches, selection and search, and how many products they leave.
  function filter() {
    const chips = Array.from(document.querySelectorAll("#chips .chip:not([data-chip=level]) .chip-name"), (chip) => chip.textContent);
    return [level(), ...chips, textOf("summary")].filter(Boolean).join(BETWEEN);
  }

  function day() {
    const written = new Intl.DateTimeFormat(REGIONS[language()] || language(), { dateStyle: "long" }).format(new Date());
    return written.replace(/^1\b/, FIRST_OF_MONTH[language()] || "1");
  }

  // Catalogue, number of products and day of the build, then today.
  const source = () => [textOf("facts"), say("day", { day: day() })].filter(Boolean).join(BETWEEN);

  // Whole words in plain letters, as many as fit.
  function slug(text, longest) {
    const words = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) || [];
    while (words.length > 1 && words.join("-").length > longest) words.pop();
    return words.join("-").slice(0, longest);
  }

  // The name of a file: what it shows, of which catalogue, at which level, on which day.
  function fileName(title, kind) {
    const catalogue = textOf("facts").split(BETWEEN).slice(0, -2).join(BETWEEN);
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
    const parts = [slug(title, 48), slug(catalogue, 32), slug(level(), 16), ...today];
    return `${parts.filter(Boolean).join("-")}.${kind}`;
  }

  // What the page says of a figure: the choice of a control, by its name, or a sentence.
  function sentenceOf(id) {
    const element = document.getElementById(id);
    if (!element) return "";
    const chosen = element.querySelector("input:checked");
    if (!chosen) return element.textContent.trim();
    const name = element.closest("[role=group]")?.getAttribute("aria-label") || "";
    const value = element.querySelector(`label[for="${CSS.escape(chosen.id)}"]`)?.textContent.trim() || "";
    return say("setting", { name: name, value: value });
  }

  const sentences = (ids) => JSON.parse(ids || "[]").map(sentenceOf).filter(Boolean).join(BETWEEN);

  // A copy of a figure, in the colours of the light theme.
  function inPrintColours(value) {
    const isDark = document.documentElement.dataset.scheme === "dark";
    const colours = isDark ? JSON.parse(holder().dataset.colours) : {};
    const copy = (each) => {
      if (typeof each === "string") return colours[each] ?? each;
      if (Array.isArray(each)) return each.map(copy);
      if (ArrayBuffer.isView(each)) return each.slice();
      if (each === null || typeof each !== "object") return each;
      return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, copy(inner)]));
    };
    return copy(value);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    caption: { say: say, counted: counted, filter: filter, source: source, fileName: fileName, sentences: sentences, inPrintColours: inPrintColours },
  });
})();
