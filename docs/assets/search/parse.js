/**
 * From what a reader types to words and identifiers. No page, no storage, no index.
 *
 * A query is words. `+word` must stand in a paper, `-word` must not; `title:word` looks
 * in one field; `wor*` is any ending, `word~1` allows a typing error; words in quotation
 * marks must all be there. An identifier or its address finds its paper.
 *
 * @typedef {Object} Word
 * @property {string} text as typed, without operators
 * @property {string[][]} ways each way is a list of terms which together say the word
 * @property {string[]} fields to look in
 * @property {"may"|"must"|"not"} presence
 * @property {?string} pattern with `*`
 * @property {number} distance typing errors allowed, 0 to 2
 * @property {?string} unfinished the form that may still be continued
 *
 * @typedef {Object} Query
 * @property {Word[]} words
 * @property {{piece: string, candidates: string[], words: Word[]}[]} ids what may be an
 *   identifier, and the words that it is otherwise
 * @property {string[]} hints what was read differently from how it was typed
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const LONGEST_QUERY = 1000;
  const MOST_WORDS = 60;
  const TEXT_FIELDS = ["title", "authors", "abstract", "topics"];
  const FIELDS = new Map([
    ["title", "title"], ["author", "authors"], ["authors", "authors"],
    ["abstract", "abstract"], ["topic", "topics"], ["topics", "topics"],
  ]);
  const FIELD_NAMES = "title, author, topic and abstract";

  const ARXIV_NEW = /(?:^|[^\d])(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?!\d)/i;
  const ARXIV_OLD = /(?:^|[^a-z-])([a-z][a-z-]{0,20})(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?(?!\d)/i;
  const DOI = /(10\.\d{4,9}\/\S+)/;
  const ACL_NEW = /(?:^|[/:])(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)/i;
  const ACL_OLD = /(?:^|[/:])([a-z]\d\d-\d{4})(?!\d)/i;
  const OPENREVIEW = /(?:openreview\.net\/(?:forum|pdf)\?id=|^openreview:)([\w-]+)/i;
  const LOCAL = /^local:(\S+)$/;

  /** @param {string} text @returns {string} with %-escapes resolved where they are sound */
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  };

  /** @param {string} piece @returns {string[]} the identifiers that it may be, as indexed */
  const findIds = (piece) => {
    const found = [];
    const text = decode(piece);
    const look = (pattern, value) => {
      const match = pattern.exec(text);
      if (match) found.push(value(match));
    };
    look(DOI, (match) => match[1].replace(/[.,;:)\]}>"'\u201d]+$/, "").toLowerCase());
    look(ARXIV_NEW, (match) => match[1]);
    look(ARXIV_OLD, (match) => `${match[1].toLowerCase()}/${match[2]}`);
    look(ACL_NEW, (match) => match[1].toLowerCase());
    look(ACL_OLD, (match) => match[1].toLowerCase());
    look(OPENREVIEW, (match) => match[1].toLowerCase());
    look(LOCAL, (match) => match[1].toLowerCase());
    return found;
  };

  /** @param {string} text @returns {string} in lower case, only letters, digits, dots, `*` */
  const foldPattern = (text) => {
    const { fold, plain } = search.words;
    return fold(plain(text)).replace(/[^\p{L}\p{N}.*]/gu, "").replace(/\*+/g, "*");
  };

  /** @returns {?Word} null where the index leaves every form of the chunk out */
  const readChunk = (chunk, { fields, presence, distance }) => {
    const { isStopWord, split, stem } = search.words;
    const names = fields.length === 1 && fields[0] === "authors";
    const kept = (forms) => forms.filter((form) => names || !isStopWord(form));
    const { forms, leaves } = split(chunk);
    const [whole, ...others] = kept(forms);
    const parts = kept(leaves);
    if (!whole || (forms.length > 1 && !parts.length)) return null;
    const ways = [[stem(whole)]];
    if (others.length && parts.length) ways.push(parts.map(stem));
    const unfinished = parts[parts.length - 1];
    return { text: chunk, ways, fields, presence, distance, pattern: null, unfinished };
  };

  /** @returns {{term: string, scope: Object}} the piece without operators, and what they say */
  const readOperators = (piece, hints) => {
    const [, sign, name, rest] = /^([+-]?)(?:(\p{L}+):(?=["\p{L}\p{N}*]))?(.*)$/su.exec(piece);
    const field = name && FIELDS.get(name.toLowerCase());
    const [, term, typo, number] = /^(.*?)(~(\d*))?$/s.exec(rest);
    const scope = {
      fields: field ? [field] : TEXT_FIELDS,
      presence: { "+": "must", "-": "not", "": "may" }[sign],
      distance: typo ? Math.min(Number(number || 1), 2) : 0,
    };
    if (name && !field) {
      hints.push(`There is no field “${name}” (there are ${FIELD_NAMES}), so it was searched as a word.`);
      return { term: `${name} ${term}`, scope };
    }
    return { term, scope };
  };

  /** @returns {Word[]} the words of a piece: one with a `*`, or each of its chunks */
  const readPiece = (piece, hints) => {
    const { term, scope } = readOperators(piece, hints);
    if (/^".*"$/s.test(term) && scope.presence === "may") scope.presence = "must";
    const pattern = foldPattern(term);
    if (pattern.includes("*") && pattern.length > 1) {
      if (pattern.replace(/[^\p{L}\p{N}]/gu, "").length >= 2) {
        return [{ text: term, ways: [], ...scope, pattern, unfinished: null }];
      }
      hints.push("A * needs at least two letters beside it.");
    }
    return search.words
      .chunks(term)
      .map((chunk) => readChunk(chunk, scope))
      .filter(Boolean);
  };

  /**
   * @param {string} text as typed
   * @returns {Query}
   */
  const parse = (text) => {
    const hints = [];
    const ids = [];
    const words = [];
    const typed = text.slice(0, LONGEST_QUERY).replace(/[\u201c\u201d]/g, '"');
    // A sign counts only right before a word; a quotation mark without an end, not at all.
    const pieces = typed.match(/[+-]?(?:\p{L}+:)?"[^"]*"|\S+/gu) || [];
    for (const piece of pieces) {
      const candidates = findIds(piece);
      if (!candidates.length) {
        words.push(...readPiece(piece, hints));
        continue;
      }
      // What only looks like an identifier may be a word; an address is none.
      const isAddress = /:\/\/|^(doi:)?10\./i.test(piece);
      ids.push({ candidates, words: isAddress ? [] : readPiece(piece, []), piece });
    }
    if (/"[^"]+\s[^"]*"/.test(typed)) {
      hints.push("Words in quotation marks must all be there, in any order.");
    }
    return { words: words.slice(0, MOST_WORDS), ids, hints };
  };

  search.parse = parse;
})();
