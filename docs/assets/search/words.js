/**
 * The terms of a text: generator/search/tokens.py in the browser, rule for rule.
 * A test runs both over the same texts; change one and the other with it.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const JOINERS = "\\-\\u2010\\u2011\\u2013/.'\\u2019";
  const CHUNK = new RegExp(`[\\p{L}\\p{N}]+(?:[${JOINERS}][\\p{L}\\p{N}]+)*`, "gu");
  // The same over text that still has its accents.
  const SPAN = new RegExp(
    `[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*(?:[${JOINERS}][\\p{L}\\p{N}\\p{M}]+)*`,
    "gu",
  );
  const SPLIT = /[-\u2010\u2011\u2013/'\u2019]/;
  const SEAMS = [
    /([a-z0-9])([A-Z][a-z])/g,
    /([A-Z])([A-Z][a-z])/g,
    /([a-z])([A-Z]{2}(?![a-z]))/g,
    /([A-Za-z]{2})([0-9])/g,
  ];
  const LETTERS = {
    ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d",
    ł: "l", ħ: "h", ı: "i", þ: "th",
  };
  const LONGEST_COMPOUND = 4;
  const SHORTEST_PIECE = 3;

  /** @param {string} text @returns {string} the text without accents, with its capitals */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");

  /** @param {string} form @returns {string} the form in lower case, special letters replaced */
  const fold = (form) =>
    form.toLowerCase().replace(/[ßςæœøđðłħıþ]/g, (letter) => LETTERS[letter]);

  /** @param {string} text @returns {string[]} runs of letters and digits over single joiners */
  const chunks = (text) => plain(text).match(CHUNK) || [];

  /**
   * @param {string} element
   * @returns {{forms: string[], leaves: string[]}} `leaves` say together what the element says
   */
  const splitElement = (element) => {
    const pieces = SEAMS.reduce((text, seam) => text.replace(seam, "$1 $2"), element).split(" ");
    if (pieces.length === 1) return { forms: [fold(element)], leaves: [fold(element)] };
    const kept = pieces.filter((piece) => piece.length >= SHORTEST_PIECE || /^[0-9]/.test(piece));
    return {
      forms: [element, ...kept].map(fold),
      leaves: (kept.length === pieces.length ? kept : [element]).map(fold),
    };
  };

  /**
   * @param {string} chunk
   * @returns {{forms: string[], leaves: string[]}} the forms that are indexed, the whole
   *   first where there is one; and the smallest ones, which together say the same
   */
  const split = (chunk) => {
    const elements = chunk
      .replace(/['\u2019][sS]$/, "")
      .replace(/([^0-9])\./g, "$1-")
      .replace(/\.([^0-9])/g, "-$1")
      .split(SPLIT);
    const parts = elements.map(splitElement);
    const forms = parts.flatMap((part) => part.forms);
    if (elements.length > 1 && elements.length <= LONGEST_COMPOUND) {
      forms.unshift(fold(elements.join("")));
    }
    return { forms, leaves: parts.flatMap((part) => part.leaves) };
  };

  /** @param {string} form @returns {string} its stem */
  const stem = (form) => lunr.stemmer(new lunr.Token(form)).toString();

  /** @param {string} form @returns {boolean} whether the index leaves the word out */
  const isStopWord = (form) => lunr.stopWordFilter(new lunr.Token(form)) === undefined;

  /** @param {string} text @returns {string[]} the terms of a text, as list_terms gives them */
  const terms = (text) =>
    chunks(text)
      .flatMap((chunk) => split(chunk).forms)
      .filter((form) => !isStopWord(form))
      .map(stem);

  /**
   * @param {string} text
   * @returns {{start: number, end: number, terms: string[]}[]} where the chunks of a text
   *   stand in it, with the terms of each
   */
  const spans = (text) =>
    Array.from(text.matchAll(SPAN), (match) => ({
      start: match.index,
      end: match.index + match[0].length,
      terms: chunks(match[0]).flatMap((chunk) => split(chunk).forms).map(stem),
    }));

  search.words = { chunks, fold, isStopWord, plain, spans, split, stem, terms };
})();
