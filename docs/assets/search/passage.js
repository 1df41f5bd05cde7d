/** The part of a text that answers a query, and the words in it that are marked. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const LENGTH = 260;
  /** Matches looked at; an abstract has fewer. */
  const MOST_MATCHES = 500;
  /** What stands before the first match, so that it is read in its context. */
  const LEAD = 60;

  /** @returns {{start: number, end: number, terms: string[]}[]} the words with a wanted term */
  const findMatches = (text, wanted) =>
    wanted.size
      ? search.words.spans(text).filter(({ terms }) => terms.some((term) => wanted.has(term)))
      : [];

  /** @returns {number} the place in `matches` from which most different terms are in reach */
  const findDensest = (matches, wanted) => {
    let best = 0;
    let most = -1;
    matches.forEach((first, place) => {
      const inside = matches.filter(
        ({ start, end }) => start >= first.start && end <= first.start + LENGTH - LEAD,
      );
      const terms = new Set(inside.flatMap((match) => match.terms.filter((t) => wanted.has(t))));
      const worth = terms.size + inside.length / 10;
      if (worth > most + 1e-9) {
        best = place;
        most = worth;
      }
    });
    return best;
  };

  /** @returns {[number, number]} where a passage from about `from` begins and ends, at words */
  const cut = (text, from) => {
    let start = Math.max(0, Math.min(from, text.length - LENGTH));
    if (start > 0) {
      const sentence = text.slice(start, from + LEAD).search(/[.?!] \p{Lu}/u);
      const gap = sentence >= 0 ? start + sentence + 1 : text.indexOf(" ", start);
      if (gap >= 0 && gap < from + LEAD) start = gap + 1;
    }
    let end = Math.min(text.length, start + LENGTH);
    if (end < text.length) {
      const gap = text.lastIndexOf(" ", end);
      if (gap > start) end = gap;
    }
    return [start, end];
  };

  /**
   * @param {string} text
   * @param {Set<string>} wanted terms
   * @param {number} [start]
   * @param {number} [end]
   * @returns {DocumentFragment} that part of the text, its matches in `<mark>`
   */
  const mark = (text, wanted, start = 0, end = text.length) => {
    const fragment = document.createDocumentFragment();
    let at = start;
    for (const match of findMatches(text, wanted)) {
      if (match.start < at || match.end > end) continue;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(match.start, match.end);
      fragment.append(text.slice(at, match.start), marked);
      at = match.end;
    }
    fragment.append(text.slice(at, end));
    return fragment;
  };

  /**
   * @param {string} text
   * @param {Set<string>} wanted terms
   * @returns {DocumentFragment} about 260 characters where the terms are densest, marked
   */
  const pick = (text, wanted) => {
    const matches = findMatches(text, wanted).slice(0, MOST_MATCHES);
    const first = matches.length ? matches[findDensest(matches, wanted)].start : 0;
    const [start, end] = cut(text, first - LEAD);
    const fragment = mark(text, wanted, start, end);
    if (start > 0) fragment.prepend("… ");
    if (end < text.length) fragment.append(" …");
    return fragment;
  };

  search.passage = { mark, pick };
})();
