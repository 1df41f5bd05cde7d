/** The steps of the search page in the browser's history, and the reader's place in each. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const SCROLL_PAUSE = 200;
  let timer;

  /** Keep something with the present step: how many papers are shown, how far down. */
  const note = (changes) => history.replaceState({ ...history.state, ...changes }, "");

  const notePlace = () => note({ scroll: Math.round(scrollY) });

  /**
   * The browser cannot find a place in a list that comes later, so the page does.
   * @param {() => void} follow does what the address says
   */
  const watch = (follow) => {
    history.scrollRestoration = "manual";
    addEventListener("pagehide", notePlace);
    addEventListener("popstate", () => {
      clearTimeout(timer);
      // A fragment comes of the link to the content, which searches nothing.
      if (!location.hash) follow();
    });
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(notePlace, SCROLL_PAUSE);
    };
    addEventListener("scroll", wait, { passive: true });
  };

  /**
   * @param {"pushState"|"replaceState"} method
   * @param {Wish} wish
   */
  const write = (method, wish) => {
    clearTimeout(timer);
    if (method === "pushState") notePlace();
    history[method](null, "", wish.text ? search.address.write(wish) : location.pathname);
  };

  search.steps = { note, watch, write };
})();
