/* The doubtful listings: choosing one, deciding, and the keys for both.
 *
 * Decisions are kept in the browser, and the store of the page is told of them. They are read there
 * before each change: another tab may have decided in the meantime. Nothing but this script writes
 * them: a store that also did would be late when keys come fast, and take decisions back. */
(function () {
  "use strict";

  const STORE = "label-issues-decisions";
  const KEPT_AS = "listings-decisions"; // in browsers since the first version
  const KEYS = { a: "accept", r: "reject", t: "tree", u: "undo" };
  const MOVES = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  // The product chosen, whether decided listings are hidden, and decisions no browser will keep.
  const state = { chosen: null, only: false, unkept: {} };

  const list = () => document.getElementById("label-issues-list");
  const board = () => document.getElementById("label-issues-board");
  const rows = () => Array.from(list().querySelectorAll(".listing"));
  const shownRows = () => rows().filter((row) => !row.hidden);
  const chosenRow = () => rows().find((row) => row.dataset.product === state.chosen);
  const isOpen = (row) => !row.dataset.decision;

  function tell(id, data) {
    window.dash_clientside.set_props(id, { data: data });
  }

  function decisions() {
    try {
      return JSON.parse(window.localStorage.getItem(KEPT_AS)) || {};
    } catch {
      return state.unkept;
    }
  }

  function keep(made) {
    try {
      window.localStorage.setItem(KEPT_AS, JSON.stringify(made));
    } catch {
      state.unkept = made;
    }
    tell(STORE, made);
  }

  function bringIntoView(row) {
    const box = list();
    const above = row.offsetTop - box.scrollTop;
    const below = above + row.offsetHeight - box.clientHeight;
    if (above < 0) box.scrollTop += above;
    else if (below > 0) box.scrollTop += below;
  }

  function choose(row) {
    const product = row ? row.dataset.product : null;
    const isNew = product !== state.chosen;
    state.chosen = product;
    rows().forEach((each) => each.setAttribute("aria-selected", String(each === row)));
    if (row) list().setAttribute("aria-activedescendant", row.id);
    else list().removeAttribute("aria-activedescendant");
    document.querySelectorAll("[data-act]").forEach((button) => {
      if (button.dataset.act === "undo") return;
      const pressed = Boolean(row) && row.dataset.decision === button.dataset.act;
      button.setAttribute("aria-pressed", String(pressed));
    });
    if (isNew) tell("label-issues-chosen", product);
  }

  // The chosen one is read from its top, under the header.
  function backToTop() {
    const above = document.querySelector(".label-issues-chosen").getBoundingClientRect().top - 104;
    if (above < 0) window.scrollBy(0, above - 16);
  }

  function paint() {
    if (!list()) return;
    const made = decisions();
    const marks = JSON.parse(list().dataset.words)[document.documentElement.lang] || {};
    rows().forEach((row) => {
      const [choice] = made[row.dataset.key] || [""];
      row.dataset.decision = choice;
      row.hidden = state.only && choice !== "";
      const mark = row.querySelector(".listing-mark");
      // The same words again would still be a change, and call this function for ever.
      if (mark.textContent !== (marks[choice] || "")) mark.textContent = marks[choice] || "";
    });
    const all = rows();
    document.getElementById("label-issues-finished").hidden = !all.length || all.some(isOpen);
    const kept = chosenRow();
    choose(kept && !kept.hidden ? kept : all.find(isOpen) || shownRows()[0] || null);
  }

  function move(step) {
    const shown = shownRows();
    const at = shown.indexOf(chosenRow());
    const row = shown[Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (!row) return;
    choose(row);
    bringIntoView(row);
    backToTop();
  }

  function decide(choice) {
    const row = chosenRow();
    if (!row) return;
    const made = { ...decisions() };
    const all = rows();
    const at = all.indexOf(row);
    const isTakenBack = (made[row.dataset.key] || [])[0] === choice;
    if (isTakenBack) delete made[row.dataset.key];
    else made[row.dataset.key] = [choice, new Date().toISOString()];
    if (!isTakenBack) {
      // On to the next one that waits for a decision.
      const next = [...all.slice(at + 1), ...all.slice(0, at)].find(isOpen);
      if (next) {
        choose(next);
        bringIntoView(next);
        backToTop();
      }
    }
    keep(made);
    paint();
  }

  function undo() {
    const made = { ...decisions() };
    const decided = rows().filter((row) => row.dataset.key in made);
    if (!decided.length) return;
    const last = decided.reduce((a, b) => (made[b.dataset.key][1] >= made[a.dataset.key][1] ? b : a));
    delete made[last.dataset.key];
    keep(made);
    last.hidden = false;
    choose(last);
    bringIntoView(last);
    paint();
  }

  function act(name) {
    if (name === "undo") undo();
    else decide(name);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) act(button.dataset.act);
    const row = event.target.closest(".listing");
    if (row) choose(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !board()) return;
    const target = event.target;
    if (!board().contains(target) || target.closest("input, textarea, select, [contenteditable]")) {
      return;
    }
    const action = KEYS[event.key.toLowerCase()];
    if (action && !event.repeat) {
      event.preventDefault();
      act(action);
    } else if (event.key in MOVES && !target.closest(".listing-text")) {
      event.preventDefault();
      move(MOVES[event.key]);
    }
  });

  window.addEventListener("storage", (event) => {
    if (event.key === KEPT_AS) tell(STORE, decisions());
  });

  // The list is drawn a moment after its callback: paint what has arrived.
  let watched = null;
  function watch() {
    if (!list() || list() === watched) return;
    watched = list();
    if (Object.keys(decisions()).length) tell(STORE, decisions());
    new MutationObserver(paint).observe(watched, { childList: true, subtree: true, attributeFilter: ["data-key"] });
    paint();
  }

  document.addEventListener("content", (event) => {
    if (event.target !== list()) return;
    watch();
    paint();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    label_issues: {
      paint: function (_made, only) {
        state.only = Boolean(only);
        watch();
        paint();
      },
    },
  });
})();
