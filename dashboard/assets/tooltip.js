/* The card beside the pointer: who a point is. Asked for once a product, and never in the way. */
(function () {
  "use strict";

  const state = { row: null };

  const maps = () => window.dash_clientside.maps;
  const answer = (row) => maps().ask(`card/${encodeURIComponent(maps().state.build)}/${row}`, "json");

  function place(element, event) {
    const gap = 16;
    const width = element.offsetWidth;
    const height = element.offsetHeight;
    const left = event.clientX + gap + width > window.innerWidth ? event.clientX - gap - width : event.clientX + gap;
    const top = Math.min(event.clientY + gap, window.innerHeight - height - 8);
    element.style.left = `${Math.max(8, left)}px`;
    element.style.top = `${Math.max(8, top)}px`;
  }

  function leave() {
    state.row = null;
    document.getElementById("hover").hidden = true;
  }

  async function over(row, event) {
    if (row === null) {
      if (state.row !== null) leave();
      return;
    }
    const element = document.getElementById("hover");
    if (state.row === row) {
      if (!element.hidden) place(element, event);
      return;
    }
    state.row = row;
    const product = await answer(row).catch(() => null);
    if (state.row !== row || product === null) return;
    // Product data is untrusted: it only ever becomes text, or an encoded address.
    element.querySelector(".hover-name").textContent = product.name;
    element.querySelector(".hover-path").textContent = product.path.join(" › ");
    const photo = element.querySelector(".hover-photo");
    element.classList.toggle("hover-without-photo", !product.has_photo);
    if (product.has_photo) photo.src = photoOf(product.id);
    else photo.removeAttribute("src");
    element.hidden = false;
    place(element, event);
  }

  // The product in full, beside the page.
  async function open(row) {
    const product = await answer(row).catch(() => null);
    if (product !== null) window.dash_clientside.product_drawer.open(product.id);
  }

  // By a query: of a path, a browser would take `..` as a step up.
  const photoOf = (id) => `${maps().prefix()}photo?${new URLSearchParams({ id: id, build: maps().state.build })}`;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    tooltip: { over: over, leave: leave, open: open, photoOf: photoOf },
  });
})();
