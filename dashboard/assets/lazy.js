/* Parts of the page that React builds once they are first shown, and keeps from then on.
 *
 * Dash asks every component that React holds whether it changed, at each step of each callback:
 * those of pages that nobody has opened yet would slow every other down. Their properties are in
 * Dash's store from the start, so callbacks reach them all the same. A late part waits besides
 * until what stands above it has come: the library of charts takes a second to start. */
(function () {
  "use strict";

  const { createElement, useEffect, useState } = window.React;

  const LOOK = 50; // milliseconds between two looks at whether a late part's turn has come
  const PATIENCE = 10_000; // after which it is built all the same
  const PENDING = "[data-dash-is-loading=true], [data-map][aria-busy=true]";

  const isShown = (requests) => requests.includes(document.documentElement.dataset.view);

  const isTurn = (since) =>
    performance.now() - since > PATIENCE ||
    !Array.from(document.querySelectorAll(PENDING)).some((each) => each.checkVisibility());

  // Calls back when one of the views is shown; returns how to stop waiting for it.
  function onceShown(requests, late, build) {
    let timer = 0;
    const later = (act, delay) => {
      timer = window.setTimeout(act, delay);
    };
    // What has come is painted first.
    const wait = (since) =>
      later(() => {
        if (isTurn(since)) requestAnimationFrame(() => later(build, 0));
        else wait(since);
      }, LOOK);
    const look = () => {
      if (!isShown(requests)) return;
      document.removeEventListener("viewshown", look);
      if (late) wait(performance.now());
      else build();
    };
    document.addEventListener("viewshown", look);
    look();
    return () => {
      document.removeEventListener("viewshown", look);
      window.clearTimeout(timer);
    };
  }

  function Lazy({ id, className, hidden, shown_with, late, built, children, setProps }) {
    const [isShownAtOnce] = useState(() => !late && isShown(shown_with));
    const isBuilt = built || isShownAtOnce;
    useEffect(() => {
      // A property of the store, so that Dash makes the children anew, from what callbacks have
      // given them meanwhile. At once: the answer to what the view asks for may look for them.
      const build = () => window.ReactDOM.flushSync(() => setProps({ built: true }));
      if (!isBuilt) return onceShown(shown_with, late, build);
      document.dispatchEvent(new Event("viewbuilt"));
      return undefined;
    }, [isBuilt]);
    const named = { id: id, className: className, hidden: hidden };
    return createElement("div", { ...named, "aria-busy": late && !isBuilt ? "true" : undefined }, isBuilt ? children : null);
  }

  window.dashboard_lazy = { Lazy: Lazy };
})();
