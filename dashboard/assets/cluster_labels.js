/* The names that are written on a map: those of its largest groups, none over another. */
(function () {
  "use strict";

  const MOST = 8;
  const SAMPLE = 1500; // products of a group that are looked at for its middle
  const GAP = 4;
  const MOVES = [0, 1, -1, 2, -2]; // lines by which a name may leave its group's middle
  const LONGEST = 22;

  const middleOf = (values) => values.sort()[values.length >> 1];

  // The product nearest to the median: a group in two parts has nothing in between.
  function middle(map, rows) {
    const step = Math.ceil(rows.length / SAMPLE);
    const some = rows.filter((_, at) => at % step === 0);
    const x = middleOf(Float32Array.from(some, (at) => map.x[at]));
    const y = middleOf(Float32Array.from(some, (at) => map.y[at]));
    const away = (at) => (map.x[at] - x) ** 2 + (map.y[at] - y) ** 2;
    return some.reduce((one, other) => (away(other) < away(one) ? other : one));
  }

  // Name and place of the largest groups among the points that are seen clearly.
  function find(map, names) {
    const groups = names.map(() => []);
    for (let at = 0; at < map.x.length; at += 1) {
      if (map.tiers[at] === 0 || Number.isNaN(map.x[at])) continue;
      const code = map.codes[map.rowAt(at)];
      if (code < groups.length) groups[code].push(at);
    }
    return groups
      .map((rows, code) => ({ code: code, rows: rows }))
      .filter(({ rows }) => rows.length)
      .sort((one, other) => other.rows.length - one.rows.length)
      .slice(0, MOST)
      .map(({ code, rows }) => {
        const at = middle(map, rows);
        return { name: names[code], x: map.x[at], y: map.y[at] };
      });
  }

  const short = (name) => (name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1).trimEnd()}…`);

  function write(layer, labels) {
    const elements = labels.map(({ name }) => {
      const element = document.createElement("span");
      element.className = "cluster-label";
      element.textContent = short(name);
      return element;
    });
    layer.replaceChildren(...elements);
    // Measured once: a name keeps its size when the map is moved under it.
    return elements.map((element) => ({ width: element.offsetWidth, height: element.offsetHeight }));
  }

  // Puts each name at its group, or a little beside, within the frame and beside the others.
  function place(layer, labels, sizes, frame, toPixels) {
    const taken = [];
    labels.forEach((label, index) => {
      const element = layer.children[index];
      const { width, height } = sizes[index];
      const [x, y] = toPixels(label.x, label.y);
      const isIn = x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
      const left = Math.min(Math.max(x - width / 2, 0), frame.width - width);
      const found = MOVES.map((move) => y - height / 2 + move * (height + GAP)).find(
        (top) =>
          top >= 0 &&
          top + height <= frame.height &&
          taken.every(
            (other) =>
              left + width + GAP <= other.left ||
              other.right + GAP <= left ||
              top + height <= other.top ||
              other.bottom <= top,
          ),
      );
      const isShown = isIn && found !== undefined;
      element.hidden = !isShown;
      if (!isShown) return;
      taken.push({ left: left, right: left + width, top: found, bottom: found + height });
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(found)}px)`;
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    cluster_labels: { find: find, write: write, place: place },
  });
})();
