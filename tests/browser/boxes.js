/* Faults of a layout, by bounding boxes: a list of sentences, empty where there is none. */
() => {
  "use strict";

  const SLACK = 2; // pixels that a font or a rounding may take
  const TARGET = 24;
  const INTERACTIVE = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option], [role=treeitem], [role=switch]";
  const faults = [];

  function shown(element) {
    return (
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.getClientRects().length > 0
    );
  }

  function named(element) {
    const words = (element.textContent || "").trim().slice(0, 60);
    const box = element.getBoundingClientRect();
    const place = [box.left, box.top, box.width, box.height].map(Math.round).join(" ");
    const home = element.closest("[id]")?.id ?? "";
    const name = element.getAttribute("class") ?? "";
    return `${element.tagName.toLowerCase()}.${name} "${words}" in #${home} at ${place}`;
  }

  const closed = (style) => (value) => ["hidden", "clip"].includes(style[value]);

  // What is let through of a box, from `first` up; null where it is scrolled or cut out of sight.
  function seen(first, box) {
    let { left, top, right, bottom } = box;
    for (let up = first; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.display !== "inline" && style.display !== "contents" && (style.overflowX !== "visible" || style.overflowY !== "visible")) {
        const frame = up.getBoundingClientRect();
        left = Math.max(left, frame.left);
        top = Math.max(top, frame.top);
        right = Math.min(right, frame.right);
        bottom = Math.min(bottom, frame.bottom);
      }
      if (style.position === "fixed") break;
    }
    return right - left > SLACK && bottom - top > SLACK ? { left, top, right, bottom } : null;
  }

  // For a screen reader, or until it has the focus: clipped away on purpose, whatever its class.
  function isOnlyHeard(element) {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).clipPath === "inset(50%)") return true;
    }
    return false;
  }

  function explained(element) {
    return element.closest("[title], [aria-label]:not([role=group], section, nav, figure), .ag-cell, .ag-header-cell") !== null;
  }

  function isTurned(element) {
    return /rotate\((?!0[,)]|0\.0)/.test(element.getAttribute("transform") || "");
  }

  // -- 1. the page does not scroll sideways
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.querySelectorAll("body *")].filter(
      (each) => shown(each) && each.getBoundingClientRect().right > root.clientWidth + 1 && seen(each.parentElement, each.getBoundingClientRect())?.right > root.clientWidth + 1,
    );
    faults.push(`the page is ${root.scrollWidth} wide: ${wide.slice(-1).map(named)}`);
  }

  // -- 2. no text is cut
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || ["SCRIPT", "STYLE", "OPTION", "TITLE"].includes(element.tagName)) continue;
    if (!shown(element) || isOnlyHeard(element) || element.closest("[aria-hidden=true], .hover-card, .ag-aria-description-container")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) continue;
    texts.push({ element, boxes });
    if (explained(element)) continue;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    let across = true;
    let down = true;
    for (let up = element; up && up !== document.body && (across || down); up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.display === "inline" || style.display === "contents") continue;
      const frame = up.getBoundingClientRect();
      const isSvg = up instanceof SVGElement;
      if (isSvg && up.tagName !== "svg") continue;
      const hides = closed(style);
      // A line box is taller than its letters: a quarter of it may be outside.
      const lines = boxes[0].height / 4;
      if (across && hides("overflowX") && (left < frame.left - SLACK || right > frame.right + SLACK)) {
        faults.push(`cut sideways: ${named(element)} by ${named(up).slice(0, 60)}`);
        break;
      }
      if (down && hides("overflowY") && (top < frame.top - lines || bottom > frame.bottom + lines)) {
        faults.push(`cut in height: ${named(element)} by ${named(up).slice(0, 60)}`);
        break;
      }
      if (["auto", "scroll"].includes(style.overflowX)) across = false;
      if (["auto", "scroll"].includes(style.overflowY)) down = false;
      if (style.position === "fixed") break;
    }
  }

  // -- 3. nothing covers anything
  function overlap(one, other) {
    return (
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK
    );
  }

  const isKin = (one, other) => one === other || one.contains(other) || other.contains(one);

  function layer(element) {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const position = getComputedStyle(up).position;
      if (position === "fixed" || position === "sticky") return up;
    }
    return null;
  }

  function pairs(items, what) {
    items.sort((one, other) => one.box.top - other.box.top);
    items.forEach((one, index) => {
      for (let next = index + 1; next < items.length; next += 1) {
        const other = items[next];
        if (other.box.top >= one.box.bottom) break;
        if (one.layer !== other.layer || isKin(one.element, other.element)) continue;
        if (overlap(one.box, other.box)) {
          faults.push(`${what} cover each other: ${named(one.element)} and ${named(other.element)}`);
        }
      }
    });
  }

  const blocks = texts
    .filter(({ element }) => !isTurned(element) && !element.closest(".ag-measurement-container"))
    .flatMap(({ element, boxes }) =>
      boxes.map((box) => {
        const inset = box.height * 0.2;
        const core = { left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset };
        return { element, box: seen(element, core), layer: layer(element) };
      }),
    )
    .filter((each) => each.box);
  pairs(blocks, "texts");

  const targets = [...document.querySelectorAll(INTERACTIVE)]
    .map((element) => {
      // The field of a switch or of a choice is hidden: its label is what is hit.
      const own = element.getBoundingClientRect();
      const isTiny = own.width <= 2 || own.height <= 2 || getComputedStyle(element).opacity === "0";
      if (!isTiny || element.tagName !== "INPUT") return element;
      return element.closest("label") ?? element.labels?.[0] ?? element;
    })
    .filter((element, at, all) => all.indexOf(element) === at)
    .filter((element) => shown(element) && !element.closest("[aria-hidden=true], .skip-link"))
    .map((element) => ({
      element,
      box: seen(element.parentElement, element.getBoundingClientRect()),
      layer: layer(element),
    }))
    .filter((each) => each.box);
  pairs([...targets], "targets");

  // -- 4. a target can be hit
  targets.forEach(({ element }) => {
    const box = element.getBoundingClientRect();
    const isInSentence =
      element.matches("a") && getComputedStyle(element).display === "inline" && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (isInSentence || element.matches("[role=treeitem]")) return;
    if (box.width < TARGET - 0.5 || box.height < TARGET - 0.5) {
      faults.push(`too small: ${named(element)}`);
    }
  });

  return faults;
};
