/**
 * Queries that are texts: a title or a passage that was pasted, a question asked in
 * sentences. What looks like syntax in them is none. No page, no index.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /**
   * So many words without other syntax are a text that was pasted: its - excludes nothing,
   * and what it quotes need not stand in a paper.
   */
  const PASTED = 8;
  /** What a reader says who asks in sentences; no papers are about it. */
  const ASKING = new Set([
    "article", "articles", "paper", "papers", "interested", "interest", "find", "anything",
  ]);
  const LEFT_AFTER_ASKING = 3;

  const QUOTED = /^"[^"]*"/;

  /** @returns {boolean} whether a quotation is followed by a letter, as only in a text */
  const hasQuotesInside = (pieces) =>
    pieces.some(([text, start], place) => {
      const next = pieces[place + 1];
      return QUOTED.test(text) && next && next[1] === start + text.length && /^\p{L}/u.test(next[0]);
    });

  /**
   * @param {[string, number][]} pieces of a query, with the places where they stand
   * @param {function([string, number]): boolean} isSyntax whether a piece has syntax other
   *   than - and quotation marks
   * @returns {boolean} whether it is a text that was pasted
   */
  const isPasted = (pieces, isSyntax) => {
    const words = pieces.filter(([text]) => /^[^"]*[\p{L}\p{N}]/u.test(text));
    const isProse = words.length >= PASTED || hasQuotesInside(pieces);
    return isProse && !words.some(isSyntax);
  };

  /** @returns {Word[]} without those by which papers are asked for, if enough others are left */
  const dropAsking = (words) => {
    const isAsking = ({ form, field, presence, boost, exact, distance }) =>
      ASKING.has(form) && !field && presence === "may" && boost === 1 && !exact && !distance;
    const kept = words.filter((word) => !isAsking(word));
    return kept.length >= LEFT_AFTER_ASKING ? kept : words;
  };

  search.prose = { dropAsking, isPasted };
})();
