/* The selections of this visit: one step back, one forward, by button or by Ctrl+Z.
 *
 * Going back in the browser moves through the same list, so that both agree on what is next. */
(function () {
  "use strict";

  const MOST = 20;
  const state = { made: [null], at: 0, isExpected: false };

  const keyOf = (selection) => (selection ? `${selection.build} ${selection.rows}` : "");

  function remember(selection) {
    const key = keyOf(selection);
    const isAt = (at) => at >= 0 && at < state.made.length && keyOf(state.made[at]) === key;
    const isExpected = state.isExpected;
    state.isExpected = false;
    if (isAt(state.at)) {
      state.made[state.at] = selection;
    } else if (isExpected && isAt(state.at - 1)) {
      state.at -= 1;
    } else if (isExpected && isAt(state.at + 1)) {
      state.at += 1;
    } else {
      state.made = [...state.made.slice(0, state.at + 1), selection].slice(-MOST);
      state.at = state.made.length - 1;
    }
  }

  function move(step) {
    const at = state.at + step;
    if (at < 0 || at >= state.made.length) return;
    state.at = at;
    window.dash_clientside.set_props("selection", { data: state.made[at] });
  }

  document.addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
    if (!isAsked || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    move(event.shiftKey ? 1 : -1);
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    undo: {
      // The next change comes from the address: it is no new step.
      expect: function () {
        state.isExpected = true;
      },
      remember: function (selection, build) {
        const isHere = (made) => made === null || !build || made.build === build.build;
        if (!state.made.every(isHere)) Object.assign(state, { made: [null], at: 0 });
        remember(selection && isHere(selection) ? selection : null);
        return [state.at === 0, state.at === state.made.length - 1];
      },
      back: () => move(-1),
      forward: () => move(1),
    },
  });
})();
