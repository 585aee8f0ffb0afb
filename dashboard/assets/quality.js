/* The load report: a line's product opens by pointer and by keyboard. */
(function () {
  "use strict";

  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
    // A row that was set aside is no product: its id is only said.
    ReportProduct: function (props) {
      const { createElement } = window.React;
      if (!props.data.is_product) return createElement("span", null, props.value);
      return createElement(
        "button",
        { type: "button", className: "report-product", "data-product": props.value, tabIndex: -1 },
        props.value,
      );
    },
  });

  document.addEventListener("keydown", (event) => {
    const cell = event.key === "Enter" && event.target.closest("#quality-lines .ag-cell");
    if (cell && event.target === cell) cell.querySelector(".report-product")?.click();
  });
})();
