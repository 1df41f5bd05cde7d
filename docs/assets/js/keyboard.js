/**
 * The keyboard: single keys that lead to the search, through lists, and mark papers. They
 * can be switched off, for those who speak their input or hit keys by mistake.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});

  const TRAIL = "paper-digest.trail";
  /** Elements in which keys mean what they write. */
  const TYPING = "input, textarea, select, [contenteditable]";

  let wish = null;
  /** The entry that was gone to last: where the keys go on after a click beside it. */
  let last = null;

  /** @returns {boolean} whether single keys do something */
  const isOn = () => {
    if (wish === null) wish = digest.store.read("shortcuts", true) !== false;
    return wish;
  };

  const setOn = (value) => {
    wish = value;
    digest.store.write("shortcuts", value);
  };

  const isVisible = (element) => element.getClientRects().length > 0;

  /** @returns {HTMLElement[]} entries of the lists of this page, and what follows them */
  const listStops = () =>
    Array.from(document.querySelectorAll("main .entry, #search-more, #new-more")).filter(isVisible);

  const findTitle = (stop) => stop.querySelector(".entry-title a") || stop;

  /** @returns {?HTMLElement} the stop that has the focus, or had it last */
  const findCurrent = (stops) => {
    const focused = stops.find((stop) => stop.contains(document.activeElement));
    return focused || (last && stops.includes(last) ? last : null);
  };

  const goTo = (stop) => {
    last = stop;
    findTitle(stop).focus({ preventScroll: true });
    // Not further than needed: a list that jumps loses its reader.
    stop.scrollIntoView({ block: "nearest" });
  };

  /** @returns {number} of the first stop that is not above the screen */
  const findFirst = (stops) => {
    const place = stops.findIndex((stop) => stop.getBoundingClientRect().top >= 0);
    return Math.max(0, place);
  };

  const walk = (step) => {
    const stops = listStops();
    if (!stops.length) {
      followTrail(step);
      return;
    }
    const current = findCurrent(stops);
    const next = stops[current ? stops.indexOf(current) + step : findFirst(stops)];
    if (next) goTo(next);
  };

  // On the page of a paper the keys lead on through the list that it was opened from.

  const withoutHash = ({ href }) => href.split("#")[0];

  const keepTrail = (stops) => {
    const trail = stops.map(findTitle).filter((link) => link.href).map(withoutHash);
    try {
      sessionStorage.setItem(TRAIL, JSON.stringify(trail));
    } catch (error) {
      // The keys lead nowhere from the paper.
    }
  };

  const followTrail = (step) => {
    try {
      const trail = JSON.parse(sessionStorage.getItem(TRAIL)) || [];
      const place = trail.indexOf(withoutHash(location));
      const next = place < 0 ? undefined : trail[place + step];
      if (typeof next === "string" && next.includes("/papers/")) location.href = next;
    } catch (error) {
      // What is kept is not ours, or closed.
    }
  };

  const watchTrail = () =>
    document.addEventListener("click", ({ target }) => {
      const title = target instanceof Element && target.closest(".entry-title a");
      if (title) keepTrail(listStops());
    });

  const open = () => {
    const current = findCurrent(listStops());
    if (current) findTitle(current).click();
  };

  /** Mark the paper; where that takes it out of the list, go on to the next one. */
  const markEntry = (name) => {
    const stops = listStops();
    const entry = findCurrent(stops);
    const act = digest.marks && digest.marks[`toggle${name}`];
    if (!act || !entry || !entry.dataset.k) return;
    const place = stops.indexOf(entry);
    act(entry);
    const left = listStops();
    const next = left.includes(entry) ? entry : left[Math.min(place, left.length - 1)];
    if (next) goTo(next);
  };

  /** The page of a paper has a button for each mark; a list marks the current entry. */
  const mark = (name) => {
    const toggle = document.querySelector(`article.paper .toggle-${name.toLowerCase()}`);
    if (toggle) toggle.click();
    else markEntry(name);
  };

  const goToSearch = () => {
    const field = document.querySelector("#search-input, .hero-search input, .site-search input");
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  };

  const help = () =>
    digest
      .loadScript("help")
      .then(() => digest.help.open())
      .catch((error) => {
        if (!(error instanceof digest.LoadError)) throw error;
      });

  /** What each key does; false for nothing. */
  const KEYS = {
    "/": goToSearch,
    "?": help,
    j: () => walk(1),
    k: () => walk(-1),
    o: open,
    s: () => mark("Star"),
    r: () => mark("Read"),
    x: () => mark("Hidden"),
  };

  /** @returns {boolean} whether the key is not meant for something else */
  const isFree = (event) => {
    if (event.defaultPrevented || event.isComposing) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.repeat && event.key !== "j" && event.key !== "k") return false;
    if (document.querySelector("dialog[open]")) return false;
    return !(event.target instanceof Element && event.target.closest(TYPING));
  };

  const handle = (event) => {
    if (!Object.hasOwn(KEYS, event.key) || !isFree(event) || !isOn()) return;
    if (KEYS[event.key]() !== false) event.preventDefault();
  };

  document.addEventListener("keydown", handle);
  watchTrail();
  // Another tab may have switched them.
  digest.store.watch("shortcuts", () => {
    wish = null;
  });
  for (const button of document.querySelectorAll(".help-open")) {
    button.hidden = false;
    button.addEventListener("click", help);
  }

  digest.keyboard = { isOn, setOn };
})();
