/* The looks of the points by name, the commonest within the filter first where they are many. */
(function () {
  "use strict";

  const MOST = 24;

  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...children);
    return made;
  }

  // Products of the filter in each line, over the maps that the legend speaks of.
  function count(look, maps) {
    const { holds, state } = window.dash_clientside.maps;
    const counts = new Array(look.legend.names.length).fill(0);
    look.legend.spaces.forEach((space) => {
      const { codes } = maps.get(space);
      const { groups } = look.maps[space];
      for (let row = 0; row < look.n; row += 1) {
        if (codes[row] < groups.length && holds(state.visible, row)) counts[groups[codes[row]]] += 1;
      }
    });
    return counts;
  }

  function show(look, maps) {
    const { state, word, number } = window.dash_clientside.maps;
    const { legend } = look;
    if (!state.visible || look.build !== state.build) return;
    if (legend.spaces.some((space) => maps.get(space).look !== look)) return;
    const counts = legend.whole ? legend.names.map(() => 1) : count(look, maps);
    const present = counts
      .map((_, line) => line)
      .filter((line) => counts[line] > 0)
      .sort((one, other) => counts[other] - counts[one]);
    const lines = present.slice(0, MOST).sort((one, other) => one - other);
    const items = lines.map((line) => {
      const [colour, symbol] = legend.styles[line];
      const name = element("span", "legend-name", legend.names[line]);
      name.title = legend.names[line];
      const shown = legend.counts ? [element("span", "legend-count", number(counts[line]))] : [];
      return element("li", "", window.dash_clientside.raster.symbolElement(symbol, colour), name, ...shown);
    });
    if (present.length > lines.length) {
      items.push(element("li", "hint", counted("more", present.length - lines.length)));
    }
    const note = legend.note ? [element("p", "hint", legend.note)] : [];
    document.getElementById("legend").replaceChildren(element("ul", "legend-list", ...items), ...note);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { map_legend: { show: show } });
})();
