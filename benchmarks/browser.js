/**
 * What browser.py adds to a page before anything else runs in it: an eye on when the
 * search was asked for, when ten titles were there, and when the page last changed.
 * Layout is forced at every change, so that its time is counted too. All times are
 * milliseconds since the page was opened, 0 for what has not happened.
 */
(() => {
  "use strict";
  /** Milliseconds without a change after which a page is taken to be complete. */
  const QUIET = 150;
  /** Milliseconds after which a page will not come to rest any more. */
  const PATIENCE = 60_000;
  const TEN = 10;

  const seen = { asked: 0, ten: 0, last: 0 };

  const isScript = ({ src }) => src && src.includes("/assets/search/data/");

  const isShown = ({ target }) => {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    return element && element.closest("#search-app");
  };

  /** Titles of the query before stay until those of this one take their place. */
  const isFound = ({ addedNodes, target }) =>
    target.id === "search-results" && addedNodes.length > 0;

  const countTitles = () => document.querySelectorAll("#search-results .entry-title").length;

  const look = (records) => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    if (!seen.asked && added.some(isScript)) seen.asked = performance.now();
    if (!records.some(isShown)) return;
    document.body.getBoundingClientRect();
    seen.last = performance.now();
    if (!seen.ten && records.some(isFound) && countTitles() >= TEN) seen.ten = seen.last;
  };

  new MutationObserver(look).observe(document, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const isBusy = () => {
    const results = document.getElementById("search-results");
    return !results || results.hasAttribute("aria-busy");
  };

  /** @returns {Promise<Object>} what was seen, once the page has come to rest */
  const settle = async () => {
    const began = performance.now();
    while (!seen.last || isBusy() || performance.now() - seen.last < QUIET) {
      await pause(25);
      if (performance.now() - began > PATIENCE) throw new Error("the page does not come to rest");
    }
    const links = document.querySelectorAll("#search-results .entry-title a");
    return { ...seen, results: Array.from(links, ({ pathname }) => pathname) };
  };

  /**
   * Begin to type a query into the search page, or send one off.
   * @param {string} text
   * @param {"input"|"submit"} way
   * @returns {Promise<Object>} as above, with `began`
   */
  const ask = async (text, way) => {
    const input = document.getElementById("search-input");
    Object.assign(seen, { ten: 0, last: 0 });
    const began = performance.now();
    input.value = text;
    if (way === "submit") input.form.requestSubmit();
    else input.dispatchEvent(new Event("input", { bubbles: true }));
    return { ...(await settle()), began };
  };

  window.benchmark = { ask, settle };
})();
