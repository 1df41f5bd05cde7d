/** The keyboard on the search page: arrows walk from the box through the results. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** @returns {HTMLElement[]} where the arrows stop, from the box down */
  const listStops = ({ input, results, more }) => [
    input,
    ...results.querySelectorAll(".entry-title a"),
    ...(more.hidden ? [] : [more]),
  ];

  /** @returns {number} the place of the stop that has the focus, or holds what has it */
  const findStop = (stops, target, { results }) => {
    const item = target.closest("#search-results > li");
    if (item) return 1 + Array.from(results.children).indexOf(item);
    return stops.indexOf(target);
  };

  const walk = (event, page) => {
    const stops = listStops(page);
    const place = findStop(stops, event.target, page);
    const next = stops[place + (event.key === "ArrowDown" ? 1 : -1)];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };

  /** Leave the results for the box, the filters for their name, or empty the box. */
  const escape = (event, page) => {
    const { input, panel } = page;
    if (event.target === input) {
      if (!input.value) return;
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (panel.contains(event.target) && !matchMedia("(min-width: 60rem)").matches) {
      panel.open = false;
      panel.firstElementChild.focus();
    } else {
      input.focus();
    }
    event.preventDefault();
  };

  /**
   * @param {KeyboardEvent} event
   * @param {SearchPage} page
   */
  const handle = (event, page) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // The keys of an input method are its own.
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event, page);
    if (event.key === "Escape") escape(event, page);
  };

  search.keys = { handle };
})();
