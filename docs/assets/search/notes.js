/** What the search page says beside the papers: how many, corrections, hints, advice. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** @returns {string} how many papers were found, for the eye and for a screen reader */
  const summarize = ({ total, complete, words, atLeast }) => {
    const { count } = search.entry;
    const all = `${atLeast ? "at least " : ""}${count(total, "paper")}`;
    if (complete >= total) return all;
    if (!complete) return `No paper has all the words; ${all} ${total === 1 ? "has" : "have"} some`;
    const wanted = words === 1 ? "the word" : "all the words";
    return `${all}, ${search.entry.group(complete)} with ${wanted}`;
  };

  /** @returns {string} how long it took, to stand behind that */
  const tellTime = ({ total, complete, milliseconds }) =>
    `${complete < total ? "," : ""} in ${Math.max(1, Math.round(milliseconds))}\u00a0ms`;

  const tellNothing = ({ text, filters }) =>
    `No paper matches “${text}”${search.address.countFilters(filters) ? " with these filters" : ""}.`;

  /** @returns {HTMLAnchorElement} that searches for something else in the same way */
  const searchLink = (wish, changes) => {
    const anchor = search.entry.make("a", "", search.entry.make("strong", "", changes.text));
    anchor.href = search.address.write({ ...wish, ...changes });
    return anchor;
  };

  /** @returns {HTMLElement[]} what was read differently from how it was typed */
  const explain = (found, wish) => {
    const { make } = search.entry;
    const notes = [];
    if (found.correction) {
      const { from, to } = found.correction;
      notes.push(
        make(
          "p", "search-note", "Showing results for ", searchLink(wish, { text: to }),
          ". Search instead for ", searchLink(wish, { text: from, exact: true }), ".",
        ),
      );
    }
    if (found.suggestion) {
      const better = searchLink(wish, { text: found.suggestion.to, exact: false });
      notes.push(make("p", "search-note", "Did you mean ", better, "?"));
    }
    const hints = found.hints.map((hint) => make("p", "", hint));
    if (hints.length) notes.push(make("div", "search-hint", ...hints));
    return notes;
  };

  const browse = () => {
    const { link, make } = search.entry;
    return make(
      "li", "", "Browse the ", link("topics/index.html", "", "topics"),
      " or the ", link("dates/index.html", "", "dates"), ".",
    );
  };

  /** @returns {HTMLElement} what a reader can do who found nothing */
  const advise = ({ text, filters }) => {
    const { make } = search.entry;
    const advice = [];
    if (search.address.countFilters(filters)) advice.push("Clear the filters.");
    advice.push("Check the spelling, or put ~2 behind a word to allow two wrong letters.");
    if (/\s/.test(text.trim())) advice.push("Use fewer words.");
    if (/"|(^|\s)[+-]\S|\p{L}:\S/u.test(text)) {
      advice.push("Leave out +, -, quotation marks and field names.");
    }
    const lines = advice.map((line) => make("li", "", line));
    return make("ul", "search-advice", ...lines, browse());
  };

  /** @returns {HTMLElement[]} what to do where a file of the search does not load */
  const explainFailure = (retry) => {
    const { button, link, make } = search.entry;
    const text = make(
      "p",
      "search-hint",
      "Online, check the connection. From a disk, check that the folder assets/search " +
        "was unpacked with the pages. The ",
      link("topics/index.html", "", "topics"),
      " work without the search.",
    );
    return [text, button("action search-retry", retry, "Try again")];
  };

  search.notes = { advise, explain, explainFailure, summarize, tellNothing, tellTime };
})();
