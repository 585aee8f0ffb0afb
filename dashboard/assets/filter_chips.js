/* The filter of now as chips: each one is a button that takes its part away.
 *
 * Names of branches and what was searched for are data: they only ever become text. */
(function () {
  "use strict";

  const MOST_BRANCHES = 12;
  const state = { tree: [], checked: [], removedAt: null };

  const bar = () => document.getElementById("chips");

  function say(words, key, values) {
    return Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      words[key],
    );
  }

  function counted(words, key, n, language, values = {}) {
    const form = window.dash_clientside.plural.key(words, key, n, language);
    return say(words, form, { ...values, n: n.toLocaleString(language) });
  }

  function countOf(selection, visible) {
    if (!selection || !visible || selection.build !== visible.build) return null;
    const [rows, shown] = [atob(selection.rows), atob(visible.rows)];
    let count = 0;
    for (let at = 0; at < rows.length; at += 1) {
      let bits = rows.charCodeAt(at) & shown.charCodeAt(at);
      for (; bits; bits &= bits - 1) count += 1;
    }
    return count;
  }

  function chip({ kind, name, value }, words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.dataset.chip = kind;
    if (value !== undefined) button.dataset.value = value;
    button.setAttribute("aria-label", say(words, "remove", { name: name }));
    const text = document.createElement("span");
    text.className = "chip-name";
    text.textContent = name;
    button.title = name;
    const cross = document.createElement("span");
    cross.className = "chip-cross";
    cross.setAttribute("aria-hidden", "true");
    button.append(text, cross);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  function ofSelection(selection, n, language, words) {
    const { kind, query } = selection.recipe || {};
    if (kind === "search") return { kind: "search", name: say(words, "search", { query: query, n: n.toLocaleString(language) }) };
    if (kind === "like") {
      return { kind: "selection", name: counted(words, "like", n, language, { query: selection.name }) };
    }
    return { kind: "selection", name: counted(words, "selected", n, language) };
  }

  function parts(level, selection, visible, language, words) {
    const { cover, firstLevel, namesOf } = window.dash_clientside.url_state;
    const found = [];
    if (level && level !== firstLevel()) found.push({ kind: "level", name: say(words, "level", { level: level }) });
    const branches = cover(state.tree, state.checked);
    branches.slice(0, MOST_BRANCHES).forEach((value) => {
      found.push({ kind: "branch", name: namesOf(value).join(" › "), value: value });
    });
    if (branches.length > MOST_BRANCHES) {
      found.push({ kind: "branches", name: counted(words, "more", branches.length - MOST_BRANCHES, language) });
    }
    const count = countOf(selection, visible);
    if (count !== null) found.push(ofSelection(selection, count, language, words));
    return found;
  }

  function remove(button) {
    const set = window.dash_clientside.set_props;
    const { cover, firstLevel, leavesUnder } = window.dash_clientside.url_state;
    const { chip: kind, value } = button.dataset;
    if (kind === "level") set("level", { value: firstLevel() });
    if (kind === "selection") set("selection", { data: null });
    if (kind === "search") window.dash_clientside.search.clear();
    if (kind === "branch" || kind === "branches") {
      const gone = kind === "branch" ? [value] : cover(state.tree, state.checked).slice(MOST_BRANCHES);
      const leaves = new Set(leavesUnder(state.tree, gone));
      set("tree", { checked: state.checked.filter((leaf) => !leaves.has(leaf)) });
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-chip]");
    if (!button) return;
    state.removedAt = Array.from(bar().querySelectorAll(".chip")).indexOf(button);
    remove(button);
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    filter_chips: {
      // Gives whether there is nothing to reset, and what is read out.
      show: function (visible, selection, language, level, checked, tree) {
        const words = JSON.parse(bar().dataset.words)[language];
        state.tree = tree || [];
        state.checked = checked || [];
        const found = parts(level, selection, visible, language, words);
        const names = found.map((each) => each.name);
        if (names.join("\n") + language !== bar().dataset.shown) {
          bar().dataset.shown = names.join("\n") + language;
          bar().replaceChildren(...found.map((each) => chip(each, words)));
        }
        if (state.removedAt !== null) {
          // The button is gone: the keyboard goes on at the one that took its place.
          const left = bar().querySelectorAll(".chip");
          (left[Math.min(state.removedAt, left.length - 1)] || bar()).focus();
          state.removedAt = null;
        }
        const said = found.length ? say(words, "said", { names: names.join(", ") }) : words["said.none"];
        return [!found.length, said];
      },
    },
  });
})();
