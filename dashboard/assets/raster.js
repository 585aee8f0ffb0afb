/* Points as pixels: each symbol is drawn once, then stamped where a product stands.
 *
 * Without a graphics processor, twenty thousand points cost WebGL half a second a map, and this
 * a few milliseconds: docs/adr/0010. */
(function () {
  "use strict";

  // On a square of 16, of which a circle takes 12.
  const SHAPES = {
    circle: "M8 2a6 6 0 1 0 .01 0z",
    square: "M2.5 2.5h11v11h-11z",
    diamond: "M8 1l7 7-7 7-7-7z",
    "triangle-up": "M8 1.5l7 12.5H1z",
    cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
    x: "M4.5 1L8 4.5 11.5 1 15 4.5 11.5 8l3.5 3.5-3.5 3.5L8 11.5 4.5 15 1 11.5 4.5 8 1 4.5z",
    pentagon: "M8 1l7 5.2-2.7 8.3H3.7L1 6.2z",
  };
  const stamps = new Map();

  // The pixels of a symbol around its middle, and how much of each it covers.
  function stampOf(symbol, size) {
    const key = `${symbol} ${size}`;
    if (stamps.has(key)) return stamps.get(key);
    const half = Math.ceil((size * 8) / 12);
    const side = 2 * half + 1;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.translate(side / 2, side / 2);
    context.scale(size / 12, size / 12);
    context.translate(-8, -8);
    context.fill(new Path2D(SHAPES[symbol]));
    const pixels = context.getImageData(0, 0, side, side).data;
    const across = [];
    const down = [];
    const cover = [];
    for (let at = 0; at < side * side; at += 1) {
      const alpha = pixels[4 * at + 3];
      if (alpha < 8) continue;
      across.push((at % side) - half);
      down.push(Math.floor(at / side) - half);
      cover.push(alpha / 255);
    }
    const stamp = {
      half: half,
      across: Int16Array.from(across),
      down: Int16Array.from(down),
      cover: Float32Array.from(cover),
    };
    stamps.set(key, stamp);
    return stamp;
  }

  function rgb(colour) {
    const value = Number.parseInt(colour.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }

  function mix(under, red, green, blue, part) {
    const r = under & 255;
    const g = (under >> 8) & 255;
    const b = (under >> 16) & 255;
    return (
      (255 << 24) |
      ((b + (blue - b) * part) << 16) |
      ((g + (green - g) * part) << 8) |
      (r + (red - r) * part)
    );
  }

  function press(pixels, width, height, stamp, x, y, colour, opacity) {
    const { half, across, down, cover } = stamp;
    const [red, green, blue] = colour;
    const isInside = x >= half && y >= half && x < width - half && y < height - half;
    for (let at = 0; at < cover.length; at += 1) {
      const column = x + across[at];
      const line = y + down[at];
      if (!isInside && (column < 0 || line < 0 || column >= width || line >= height)) continue;
      const place = line * width + column;
      pixels[place] = mix(pixels[place], red, green, blue, cover[at] * opacity);
    }
  }

  // Shades cells by how many products they hold, on a scale of ratios: one is seen, and so is a crowd.
  function shade(pixels, width, height, density, colour, placeAt) {
    const { counts, columns, lines, left, right, low, high } = density;
    const most = Math.log1p(counts.reduce((one, other) => Math.max(one, other), 1));
    const inside = (cell, cells) => (cell >= 0 && cell < cells ? cell : -1);
    const columnAt = Int32Array.from({ length: width }, (_, x) =>
      inside(Math.floor(((placeAt(x, 0)[0] - left) / (right - left)) * columns), columns));
    for (let y = 0; y < height; y += 1) {
      const line = inside(Math.floor(((placeAt(0, y)[1] - low) / (high - low)) * lines), lines);
      for (let x = 0; line >= 0 && x < width; x += 1) {
        const count = columnAt[x] < 0 ? 0 : counts[line * columns + columnAt[x]];
        if (!count) continue;
        const place = y * width + x;
        pixels[place] = mix(pixels[place], ...colour, 0.08 + (0.42 * Math.log1p(count)) / most);
      }
    }
  }

  /* Draws a scene: `x`, `y` in pixels of the canvas, NaN where there is no point; for each point its
   * `codes` among `styles`, the last of them for what has none, and its `tiers`: how clearly it is
   * seen, from 0, drawn in this order. */
  function paint(canvas, scene) {
    const { width, height } = canvas;
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const [red, green, blue] = rgb(scene.surface);
    pixels.fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
    if (scene.density) {
      shade(pixels, width, height, scene.density, rgb(scene.ink), scene.placeAt);
    }
    const looks = scene.styles.map(([colour, symbol]) => ({
      colour: rgb(colour),
      stamp: stampOf(symbol, scene.size),
    }));
    scene.opacities.forEach((opacity, tier) => {
      const only = scene.colours[tier] ? rgb(scene.colours[tier]) : null;
      for (let at = 0; at < scene.tiers.length; at += 1) {
        if (scene.tiers[at] !== tier) continue;
        const x = Math.round(scene.x[at]);
        const y = Math.round(scene.y[at]);
        if (!(x > -20 && y > -20 && x < width + 20 && y < height + 20)) continue;
        const look = looks[scene.codes[at]];
        press(pixels, width, height, look.stamp, x, y, only ?? look.colour, opacity);
      }
    });
    context.putImageData(image, 0, 0);
  }

  // The same symbol as an element, for legends and photos.
  function symbolElement(symbol, colour) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("viewBox", "0 0 16 16");
    picture.setAttribute("aria-hidden", "true");
    picture.classList.add("symbol");
    picture.dataset.symbol = symbol;
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", SHAPES[symbol]);
    path.setAttribute("fill", colour);
    picture.append(path);
    return picture;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    raster: { paint: paint, symbolElement: symbolElement },
  });
})();
