/* The form of a text that a number takes in a language, by the plural rules that browsers carry. */
(function () {
  "use strict";

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    plural: {
      // The key of that form among words: `found.one`, `found.other`.
      key: function (words, key, n, language) {
        const form = `${key}.${new Intl.PluralRules(language).select(n)}`;
        return form in words ? form : `${key}.other`;
      },
    },
  });
})();
