/** The part of a text that answers a query, and the words in it that are marked. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const LENGTH = 260;
  /** Matches looked at; an abstract has fewer. */
  const MOST_MATCHES = 500;
  /** The share of a passage that stands before its first match, which is read in its context. */
  const LEAD = 0.23;
  /** What stands between spaces, of which the words are kept: texts share most of it. */
  const MOST_PIECES = 20000;

  const known = new Map();

  const findSpans = (piece) => {
    let spans = known.get(piece);
    if (!spans) {
      spans = search.words.spans(piece);
      if (known.size >= MOST_PIECES) known.clear();
      known.set(piece, spans);
    }
    return spans;
  };

  /**
   * @typedef {{start: number, end: number, terms: string[]}} Match a word with wanted terms
   * @returns {Match[]}
   */
  const findMatches = (text, wanted) => {
    const matches = [];
    for (const piece of wanted.size ? text.matchAll(/\S+/gu) : []) {
      for (const { start, end, terms } of findSpans(piece[0])) {
        const found = terms.filter((term) => wanted.has(term));
        const at = piece.index;
        if (found.length) matches.push({ start: at + start, end: at + end, terms: found });
      }
    }
    return matches;
  };

  /**
   * @param {Match[]} matches in their order
   * @param {number} reach characters from the first match to the end of the last one
   * @returns {{first: Match, terms: Set<string>}} where most different terms stand, and then
   *   most matches; the first such place
   */
  const findDensest = (matches, reach) => {
    const counts = new Map();
    let best = { worth: -1 };
    let end = 0;
    matches.forEach((first, place) => {
      while (end < matches.length && matches[end].end <= first.start + reach) {
        for (const term of matches[end].terms) counts.set(term, (counts.get(term) || 0) + 1);
        end += 1;
      }
      const worth = counts.size + (end - place) / MOST_MATCHES;
      if (worth > best.worth) best = { worth, first, terms: new Set(counts.keys()) };
      // A match that alone is longer than the reach was never counted.
      const counted = place < end;
      end = Math.max(end, place + 1);
      for (const term of counted ? first.terms : []) {
        if (counts.get(term) > 1) counts.set(term, counts.get(term) - 1);
        else counts.delete(term);
      }
    });
    return best;
  };

  /** @returns {[number, number]} where a passage with a match begins and ends, at words */
  const cut = (text, match, length) => {
    const lead = length * LEAD;
    const from = match.start - lead;
    let start = Math.max(0, Math.min(from, text.length - length));
    if (start > 0) {
      const sentence = text.slice(start, match.start).search(/[.?!] \p{Lu}/u);
      const gap = sentence >= 0 ? start + sentence + 1 : text.indexOf(" ", start);
      start = gap >= 0 && gap < match.start ? gap + 1 : match.start;
    }
    let end = Math.min(text.length, start + length);
    if (end < text.length) {
      const gap = text.lastIndexOf(" ", end);
      if (gap > match.start) end = gap;
    }
    return [Math.floor(start), Math.floor(end)];
  };

  /** @returns {[number, number][]} one passage, or two where one cannot have all the words */
  const choose = (text, matches) => {
    if (!matches.length) return [cut(text, { start: 0 }, LENGTH)];
    const one = findDensest(matches, LENGTH * (1 - LEAD));
    const rest = matches.filter(({ terms }) => terms.some((term) => !one.terms.has(term)));
    const whole = [cut(text, one.first, LENGTH)];
    if (!rest.length) return whole;
    const half = LENGTH / 2;
    const reach = half * (1 - LEAD);
    const first = findDensest(matches, reach);
    const others = matches
      .map((match) => ({ ...match, terms: match.terms.filter((term) => !first.terms.has(term)) }))
      .filter(({ terms }) => terms.length);
    const second = findDensest(others, reach);
    if (first.terms.size + second.terms.size <= one.terms.size) return whole;
    const parts = [first, second].map(({ first: match }) => cut(text, match, half));
    parts.sort((a, b) => a[0] - b[0]);
    return parts[0][1] < parts[1][0] ? parts : [[parts[0][0], parts[1][1]]];
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
   * @returns {DocumentFragment} about 260 characters where the terms are, marked
   */
  const pick = (text, wanted) => {
    const fragment = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of choose(text, findMatches(text, wanted).slice(0, MOST_MATCHES))) {
      if (start > at) fragment.append(at ? " … " : "… ");
      fragment.append(mark(text, wanted, start, end));
      at = end;
    }
    if (at < text.length) fragment.append(" …");
    return fragment;
  };

  search.passage = { mark, pick };
})();
