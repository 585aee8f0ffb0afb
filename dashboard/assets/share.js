/* What the header offers beside the filter: the link to this view, and the hints of a first visit. */
(function () {
  "use strict";

  const SEEN = "hints-seen";
  const STAYS = 4000;

  // A page that is not served over https has no clipboard: an old way is left.
  function copyTheOldWay(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return isCopied;
  }

  async function copy(text) {
    try {
      await window.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyTheOldWay(text);
    }
  }

  let timer = 0;

  // Said beside the tools of the header, in sight and aloud.
  function confirm(key, values = {}, stays = STAYS) {
    const element = document.getElementById("copied");
    const words = JSON.parse(element.dataset.words)[document.documentElement.lang];
    element.textContent = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      words[key],
    );
    element.hidden = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      element.hidden = true;
      element.textContent = "";
    }, stays);
  }

  function areSeen() {
    try {
      return window.localStorage.getItem(SEEN) !== null;
    } catch {
      return false;
    }
  }

  function keepSeen() {
    try {
      window.localStorage.setItem(SEEN, "yes");
    } catch {
      // A browser that keeps nothing shows them again.
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const hints = document.getElementById("hints");
    // A field, a list or a drawer that is open has its own use for this key.
    const isElsewhere = event.target.closest?.("input, textarea, [role=dialog], [role=listbox]");
    if (!hints || hints.hidden || (isElsewhere && !hints.contains(event.target))) return;
    document.getElementById("hints-close").click();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    share: {
      copyLink: async function (clicks) {
        if (!clicks) return;
        const isCopied = await copy(window.location.href);
        confirm(isCopied ? "done" : "failed");
      },
      copy: copy,
      confirm: confirm,
      hints: function (_opens, _closes, isHidden) {
        const by = window.dash_clientside.callback_context.triggered_id;
        if (by === undefined) return areSeen();
        const isOpening = by === "help" && isHidden;
        if (!isOpening) keepSeen();
        requestAnimationFrame(() => document.getElementById(isOpening ? "hints" : "help").focus());
        return !isOpening;
      },
    },
  });
})();
