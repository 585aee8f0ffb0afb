/* What the keyboard lacks in the parts that others drew.
 *
 * A grid is one stop of Tab, as lists and trees are: arrows lead around in it. By itself, Tab goes
 * through every cell of every row, and nobody gets past a thousand products. */
(function () {
  "use strict";

  const CELLS = ".ag-cell, .ag-row, .ag-header-cell, .ag-header-row";

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
      const cell = event.target.closest?.(CELLS);
      if (!cell) return;
      event.stopImmediatePropagation();
      // The browser looks for the next stop now, and finds none in what is inert.
      const grid = cell.closest(".ag-root-wrapper");
      grid.inert = true;
      setTimeout(() => (grid.inert = false));
    },
    true,
  );
})();
