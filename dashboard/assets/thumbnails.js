/* A small photo that opens a product is shown larger, with its name, under the pointer or the focus.
 *
 * The photo and the name are those of the button: nobody is asked. */
(function () {
  "use strict";

  const LARGE = 90; // pixels: from there a photo can be read as it is
  const GAP = 12;

  let shown = null;

  const card = () => document.getElementById("hover");

  function place(button) {
    const at = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card();
    const isRoom = at.right + GAP + width <= window.innerWidth;
    const left = isRoom ? at.right + GAP : at.left - GAP - width;
    const top = Math.min(at.top, window.innerHeight - height - GAP);
    card().style.left = `${Math.max(GAP, left)}px`;
    card().style.top = `${Math.max(GAP, top)}px`;
  }

  function hide() {
    if (shown === null) return;
    // The browser's own tip would say the name again, over the card.
    shown.title = shown.dataset.title;
    delete shown.dataset.title;
    shown = null;
    card().hidden = true;
  }

  function show(target) {
    const button = target.closest?.("button[data-product]");
    if (button === shown) return;
    hide();
    const photo = button?.querySelector("img");
    if (!photo || photo.clientWidth >= LARGE) return;
    shown = button;
    button.dataset.title = button.title;
    button.removeAttribute("title");
    card().querySelector(".hover-name").textContent = button.dataset.title;
    card().querySelector(".hover-path").textContent = "";
    card().querySelector(".hover-photo").src = photo.src;
    card().classList.remove("hover-without-photo");
    card().hidden = false;
    place(button);
  }

  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event.target));
  document.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && show(event.target));
  document.addEventListener("focusout", hide);
  ["click", "scroll", "keydown"].forEach((name) => document.addEventListener(name, hide, true));
})();
