/* The category tree broken down by cluster: its rows fold in the browser. */
(function () {
  "use strict";

  const SEPARATOR = "\u001f";
  const opened = new Set();

  function parentOf(key) {
    const at = key.lastIndexOf(SEPARATOR);
    return at > 0 ? key.slice(0, at) : null; // each name has its separator before it
  }

  function isShown(key) {
    for (let parent = parentOf(key); parent !== null; parent = parentOf(parent)) {
      if (!opened.has(parent)) return false;
    }
    return true;
  }

  function redraw(api) {
    api.onFilterChanged();
    api.refreshCells({ columns: ["name"], force: true });
  }

  function toggle(api, key) {
    if (opened.has(key)) opened.delete(key);
    else opened.add(key);
    redraw(api);
  }

  function written(value, measure) {
    if (value === null || value === undefined) return "";
    const language = document.documentElement.lang;
    if (value === 0) return "";
    const percent = measure === "rows" || measure === "columns";
    return new Intl.NumberFormat(language, {
      style: percent ? "percent" : "decimal",
      maximumFractionDigits: measure === "lift" ? 1 : 0,
      minimumFractionDigits: measure === "lift" ? 1 : 0,
    }).format(value);
  }

  window.dashAgGridFunctions = Object.assign({}, window.dashAgGridFunctions, {
    breakdownShown: function (node) {
      return isShown(node.data.key);
    },
    breakdownText: function (params, measure) {
      return written(params.value, measure);
    },
    // The darker, the more; the figure is always written over it, slanted where few products stand behind.
    breakdownStyle: function (params, measure, largest, fewest) {
      const value = params.value || 0;
      const share = measure === "lift" ? Math.max(0, value - 1) / Math.max(largest - 1, 1) : value / (largest || 1);
      const part = Math.round(Math.min(1, Math.max(0, share)) * 45);
      const isFew = measure !== "counts" && params.data.counts[params.colDef.field] < fewest;
      return {
        backgroundColor: `color-mix(in srgb, var(--accent) ${part}%, transparent)`,
        fontStyle: isFew ? "italic" : "normal",
      };
    },
  });

  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
    BreakdownName: function (props) {
      const React = window.React;
      const row = props.data;
      const isOpen = opened.has(row.key);
      const indent = { paddingLeft: `${(row.depth - 1) * 20}px` };
      const name = React.createElement("span", { className: "breakdown-name" }, row.name);
      if (!row.has_children) {
        return React.createElement("span", { className: "breakdown-leaf", style: indent }, name);
      }
      return React.createElement(
        "span",
        { className: "breakdown-node", style: indent },
        React.createElement(
          "button",
          {
            type: "button",
            className: "breakdown-toggle",
            "aria-expanded": String(isOpen),
            "aria-label": `${isOpen ? props.close : props.open} ${row.name}`,
            onClick: () => toggle(props.api, row.key),
          },
          isOpen ? "−" : "+",
        ),
        name,
      );
    },
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    breakdown: {
      openAll: function (_clicks, grid) {
        window.dash_ag_grid.getApiAsync(grid).then((api) => {
          api.forEachNode((node) => node.data.has_children && opened.add(node.data.key));
          redraw(api);
        });
      },
      closeAll: function (_clicks, grid) {
        opened.clear();
        window.dash_ag_grid.getApiAsync(grid).then(redraw);
      },
    },
  });

  // The keyboard does what the pointer does: Enter unfolds a row or selects a cell's products.
  document.addEventListener("keydown", (event) => {
    const cell = event.key === "Enter" && event.target.closest("#breakdown .ag-cell");
    if (!cell || event.target !== cell) return;
    const button = cell.querySelector(".breakdown-toggle");
    (button || cell).click();
  });
})();
