/* What the filter leaves: counted here, where a change is seen at once and asks nobody. */
(function () {
  "use strict";

  const KINDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };
  const state = { tree_nodes: null, nodes: null };

  // The node of each product; they are read once.
  function nodesOf(encoded) {
    if (state.tree_nodes !== encoded) {
      state.tree_nodes = encoded;
      state.nodes = new KINDS[encoded.bytes](window.dash_clientside.maps.decode(encoded.nodes).buffer);
    }
    return state.nodes;
  }

  // The tree's component remembers what it worked out under the text of the whole tree, which it writes
  // for each node in sight at each change, and keeps: megabytes a change where there are hundreds of
  // branches. One build has one tree: its name says as much as what lies under the top.
  function shorten(tree, build) {
    tree.forEach(({ children }) => {
      if (children && !children.toJSON) Object.defineProperty(children, "toJSON", { value: () => build });
    });
  }

  // Of each node, parents before their children: whether all under it is ticked. A product on an
  // inner node is kept where this is so.
  function ticked(tree, checked) {
    const leaves = new Set(checked);
    const whole = [];
    let isAny = false;
    const walk = (node) => {
      const at = whole.push(false) - 1;
      if (node.children) whole[at] = node.children.map(walk).every(Boolean);
      else whole[at] = leaves.has(node.value);
      isAny ||= whole[at];
      return whole[at];
    };
    const isAll = tree.map(walk).every(Boolean);
    return isAll || !isAny ? null : whole; // nothing ticked keeps all, as everything does
  }

  // The rows that are left, a bit each, and how many they are.
  function left(encoded, tree, checked) {
    const nodes = nodesOf(encoded);
    const whole = ticked(tree, checked);
    const bits = new Uint8Array(Math.ceil(nodes.length / 8));
    let count = 0;
    for (let row = 0; row < nodes.length; row += 1) {
      if (whole === null || whole[nodes[row]]) {
        bits[row >> 3] |= 1 << (row & 7);
        count += 1;
      }
    }
    return { rows: window.dash_clientside.maps.encode(bits), count, n: nodes.length };
  }

  function sentence(count, n, language) {
    const words = JSON.parse(document.getElementById("summary").dataset.words)[language];
    const write = (value) => value.toLocaleString(language);
    const key = window.dash_clientside.plural.key(words, count === n ? "all" : "some", count, language);
    return words[key]
      .replace("{shown}", () => write(count))
      .replace("{n}", () => write(n));
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    filter: {
      left: left,

      // Has the maps show it; gives the sentence, whether there is nothing to reset, and what is read out.
      follow: function (encoded, level, checked, selection, language, tree) {
        const { no_update, filter_chips, maps } = window.dash_clientside;
        if (!encoded) return [no_update, ...filter_chips.show(null, selection, language, level, checked, tree)];
        shorten(tree || [], encoded.build);
        const { rows, count, n } = left(encoded, tree || [], checked || []);
        const visible = { build: encoded.build, rows };
        maps.mark(visible, selection);
        return [sentence(count, n, language), ...filter_chips.show(visible, selection, language, level, checked, tree)];
      },
    },
  });
})();
