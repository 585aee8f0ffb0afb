/* A grid is as high as its rows, up to a limit (`data-fits`, in pixels), and its frame says when
 * columns are left to the right: a scrollbar that hides itself says nothing. */
(function () {
  "use strict";

  const SLACK = 2; // of the borders, in pixels
  const NARROW = 560; // a grid on a phone: names make room for what is said of them
  const NAMES = 144;

  function size(frame, grid, api) {
    const header = grid.querySelector(".ag-header");
    if (!header || header.offsetHeight === 0) return; // on a page that is not shown
    const view = grid.querySelector(".ag-center-cols-viewport");
    const bar = view.scrollWidth > view.clientWidth ? grid.querySelector(".ag-body-horizontal-scroll") : null;
    const rows = Math.max(api.getDisplayedRowCount(), 2);
    const whole = header.offsetHeight + rows * api.getGridOption("rowHeight") + (bar?.offsetHeight || 0) + SLACK;
    grid.style.height = `${Math.min(whole, Number(frame.dataset.fits))}px`;
  }

  function narrow(grid, api) {
    const names = api.getColumn("name");
    if (grid.clientWidth >= NARROW || !names || names.getActualWidth() <= NAMES) return;
    api.setColumnWidths([{ key: "name", newWidth: NAMES }]);
  }

  function mark(frame, grid) {
    const view = grid.querySelector(".ag-center-cols-viewport");
    const left = view.scrollWidth - view.clientWidth - view.scrollLeft;
    frame.classList.toggle("more-right", left > SLACK);
  }

  async function watch(frame) {
    const grid = frame.querySelector(".products-grid");
    if (!grid || !grid.id || frame.dataset.fitted) return;
    frame.dataset.fitted = "true";
    const api = await window.dash_ag_grid.getApiAsync(grid.id);
    let isDue = false;
    // Before the next frame: what the grid does once its size is another comes with the same one.
    const look = () => {
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        narrow(grid, api);
        size(frame, grid, api);
        mark(frame, grid);
      });
    };
    ["modelUpdated", "displayedColumnsChanged", "gridSizeChanged", "columnResized", "firstDataRendered"].forEach((event) =>
      api.addEventListener(event, look),
    );
    api.addEventListener("bodyScroll", () => mark(frame, grid));
    look();
  }

  // The grid itself comes a moment after its view.
  const awaited = new MutationObserver(() => {
    const frames = Array.from(document.querySelectorAll("[data-fits]"));
    if (window.dash_ag_grid) frames.forEach(watch);
    if (frames.every((each) => each.dataset.fitted)) awaited.disconnect();
  });
  document.addEventListener("viewbuilt", () => {
    awaited.observe(document.documentElement, { childList: true, subtree: true });
  });
})();
