/* A link to another part of its own page: the address keeps naming the page. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-shows]");
    const part = link && document.getElementById(link.dataset.shows);
    if (!part) return;
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  });
})();
