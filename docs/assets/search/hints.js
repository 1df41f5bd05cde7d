/** What is said to a reader whose query was read otherwise than typed, or found nothing. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Words that no paper has, of which that is said one by one. */
  const MOST_NAMED = 3;
  /** Lines that are worth reading. */
  const MOST = 5;
  /** In a longer query a word more or less is not worth a line. */
  const MOST_WORDS = 12;
  const LONGEST_QUOTED = 60;
  const PLACES = { title: " in its title", authors: " among its authors", venue: " as its venue" };
  const LITERAL = "Without the words after a - nothing is left, so they were searched as words.";
  const UNQUOTED =
    "No paper has the words in quotation marks side by side, so they were searched apart.";
  const STOP_WORDS =
    "Words that nearly every text has, like “the” and “of”, are not looked for.";
  const NOTHING_TYPED = "Type a word, a name or an identifier.";
  const NOTHING_LEFT = "No paper has all of this. Leave something out.";
  const NOTHING_PASSES = "No paper passes these filters. Take one away.";

  /** @returns {string} what was typed, in quotation marks, if need be cut */
  const quote = (text) => {
    const isLong = text.length > LONGEST_QUOTED;
    return `“${text.slice(0, LONGEST_QUOTED)}${isLong ? "…" : ""}”`;
  };

  /** @returns {string} for a phrase that is in fewer of the papers than were wanted */
  const tellChecked = (count) =>
    `Only the best ${count} papers with these words were looked through for what is in ` +
    "quotation marks. Add a word to narrow it.";

  /** @returns {string[]} what no paper has */
  const listLost = ({ query, understood, unfinished }) => {
    if (understood.words.length > MOST_WORDS) return [];
    const typed = new Set([...query.words, ...query.phrases.flatMap(({ words }) => words)]);
    const lost = understood.meanings
      .filter(({ presence, terms }) => presence !== "not" && !terms.length)
      .map(({ word }) => word)
      .filter((word) => typed.has(word) && word !== unfinished);
    const hints = lost
      .slice(0, MOST_NAMED)
      .map(({ text, field }) => `No paper has ${quote(text)}${PLACES[field] || ""}.`);
    const others = lost.length - MOST_NAMED;
    if (others > 0) hints.push(`Nor ${others} other ${others === 1 ? "word" : "words"}.`);
    return hints;
  };

  /** @returns {string} why there is no paper at all */
  const explainNothing = ({ query, wanted, isFiltered }) => {
    if (wanted.length) return NOTHING_LEFT;
    if (isFiltered) return NOTHING_PASSES;
    const isStopped = search.words.chunks(query.text).length && !query.words.length;
    return isStopped ? STOP_WORDS : NOTHING_TYPED;
  };

  /**
   * @param {Object} state of the search
   * @param {Query} state.query
   * @param {{words: Word[], meanings: Meaning[]}} state.understood
   * @param {?Word} state.unfinished the word that is being typed
   * @param {boolean} state.hidden whether the filters keep back a paper that was named
   * @param {boolean} state.isFiltered
   * @param {number} state.total papers found
   * @param {Meaning[]} state.wanted
   * @param {number} said how many hints there are already
   * @returns {string[]} further ones
   */
  const explain = (state, said) => {
    const { query, understood, unfinished, hidden, total } = state;
    const hints = listLost(state);
    if (hidden) hints.push("The paper with this identifier does not pass the filters.");
    for (const word of query.words) {
      if (!word.pattern || understood.words.includes(word)) continue;
      hints.push(`No word fits ${quote(word.text)}, so it was searched without the *.`);
    }
    if (!total && !said && !hints.length && !unfinished) hints.push(explainNothing(state));
    return hints;
  };

  search.hints = { LITERAL, UNQUOTED, MOST, explain, quote, tellChecked };
})();
