/**
 * From what a reader types to words, phrases, filters and identifiers. No page, no
 * storage, no index. Whatever is typed can be read: what is no syntax is words.
 *
 * `+word` must stand in a paper, `-word` must not; `title:word` looks in one field;
 * `wor*` is any ending, `word~1` allows a typing error, `word^2` counts twice; words in
 * quotation marks stand side by side; `year:2024` is a filter, and an identifier or its
 * address finds its paper.
 *
 * @typedef {Object} Word
 * @property {string} text as typed, without operators
 * @property {string} form the whole of it, folded, not stemmed
 * @property {string[]} leaves its smallest parts, folded, without stop words
 * @property {string[][]} ways each way is a list of terms which together say the word
 * @property {?string} field to look in; null for all that hold words
 * @property {"may"|"must"|"not"} presence
 * @property {number} boost
 * @property {number} distance typing errors allowed, 0 to 2
 * @property {?string} pattern with `*`
 * @property {boolean} exact whether it is of a phrase: no other word may stand for it
 * @property {number} place among the words as typed, stop words counted
 * @property {{start: number, end: number}} piece where it stands in the query
 * @property {Word[]} fallback the words of a pattern, if nothing fits it
 *
 * @typedef {Object} Phrase
 * @property {string} text without the quotation marks
 * @property {?string} field
 * @property {"must"|"not"} presence
 * @property {Word[]} words those that are indexed
 *
 * @typedef {Object} Filter
 * @property {string} key topic, source, year or has
 * @property {string} value as typed
 * @property {"may"|"must"|"not"} presence
 * @property {Word[]} fallback the words of the value, if there is no such one
 *
 * @typedef {Object} Query
 * @property {string} text as it was read, of the length that was read
 * @property {Word[]} words
 * @property {Phrase[]} phrases
 * @property {Filter[]} filters
 * @property {{text: string, candidates: string[], presence: string, fallback: Word[]}[]} ids
 * @property {string[]} hints what was read differently from how it was typed
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const LONGEST_QUERY = 4000;
  const MOST_WORDS = 100;
  const MOST_PATTERNS = 5;
  const MOST_BOOST = 100;
  const FIELDS = new Map([
    ["title", "title"], ["author", "authors"], ["authors", "authors"], ["abstract", "abstract"],
    ["text", "abstract"], ["venue", "venue"], ["organization", "organization"],
    ["organisation", "organization"], ["org", "organization"], ["id", "ids"], ["ids", "ids"],
  ]);
  const FILTERS = new Map([
    ["topic", "topic"], ["topics", "topic"], ["source", "source"], ["sources", "source"],
    ["year", "year"], ["years", "year"], ["has", "has"],
  ]);
  const FIELD_NAMES =
    "Fields: title, author, abstract, venue, org, topic, source, year, has and id.";
  /** A quotation mark without an end is none. */
  const PIECES = /[+-]?(?:\p{L}+:)?"[^"]*"(?:[~^][\d.]*)*|\S+/gu;
  // A sign or a field counts only right before a word.
  const PIECE = /^([+-]?)(?:(\p{L}+):(?=["\p{L}\p{N}*]|\.\.))?(?=["\p{L}\p{N}*]|\.\.)(.*)$/su;
  const QUOTED = /^"([^"]*)"/s;

  /** @param {string} text @returns {string} in lower case, only letters, digits, dots, `*` */
  const foldPattern = (text) => {
    const { fold, plain } = search.words;
    return fold(plain(text)).replace(/[^\p{L}\p{N}.*]/gu, "").replace(/\*+/g, "*");
  };

  const isPattern = (term) => /[\p{L}\p{N}].*\*|\*.*[\p{L}\p{N}]/su.test(term);

  /** Reads one query; what it finds is in its lists. */
  class Reader {
    /** @param {{literal: boolean, unquoted: boolean, pasted: boolean}} how */
    constructor({ literal, unquoted, pasted }) {
      this.literal = literal || pasted;
      this.unquoted = unquoted || pasted;
      this.pasted = pasted;
      this.place = 0;
      this.patterns = 0;
      this.query = { words: [], phrases: [], filters: [], ids: [], hints: [] };
    }

    hint(text) {
      this.query.hints.push(text);
    }

    /** @param {string} text the piece @param {number} start where it stands */
    read(text, start) {
      const [, sign = "", name = "", rest = text] = PIECE.exec(text) || [];
      const { term, boost, distance } = this.readModifiers(rest);
      const key = name.toLowerCase();
      const minus = this.literal && !FILTERS.has(key) ? "may" : "not";
      const scope = {
        field: FIELDS.get(key) || null,
        presence: { "+": "must", "-": minus, "": "may" }[sign],
        boost,
        distance,
        piece: { start, end: start + text.length },
      };
      if (FILTERS.has(key)) this.readFilter(FILTERS.get(key), term, scope);
      else if (scope.field === "ids") this.readId(text, term, scope);
      else if (scope.field) this.readWords(term, scope);
      else if (search.ids.find(text).length) this.readId(text, name ? text : term, scope);
      else this.readUnscoped(name, term, scope);
    }

    /** @returns {{term: string, boost: number, distance: number}} */
    readModifiers(rest) {
      const tail = /(?:[~^][\d.]*)*$/.exec(rest)[0];
      const read = { term: rest.slice(0, rest.length - tail.length), boost: 1, distance: 0 };
      if (!/[\p{L}\p{N}"*]/u.test(read.term)) return { ...read, term: rest };
      for (const [, sign, digits] of tail.matchAll(/([~^])([\d.]*)/g)) {
        const number = Number(digits || 1);
        if (sign === "~") read.distance = Math.min(Math.round(number) || 0, 2);
        else if (number > 0 && number <= MOST_BOOST) read.boost = number;
        else this.hint(`What follows ^ is a number up to ${MOST_BOOST}; it was left out.`);
      }
      return read;
    }

    readUnscoped(name, term, scope) {
      if (name && !this.pasted) {
        const quoted = search.hints.quote(name);
        this.hint(`There is no field ${quoted}, so it was searched as words. ${FIELD_NAMES}`);
      }
      // The two belong together: to exclude one of them was not meant.
      const presence = name && scope.presence === "not" ? "may" : scope.presence;
      if (name) this.query.words.push(...this.listWords(name, { ...scope, presence }));
      this.readWords(term, { ...scope, presence });
    }

    readWords(term, scope) {
      const quoted = QUOTED.exec(term);
      if (quoted && !(this.unquoted && scope.presence === "may")) this.readPhrase(quoted[1], scope);
      else if (isPattern(term)) this.readPattern(term, scope);
      else this.query.words.push(...this.listWords(term, scope));
    }

    readPhrase(text, scope) {
      const presence = scope.presence === "not" ? "not" : "must";
      const words = this.listWords(text, { ...scope, presence, distance: 0, exact: true });
      const parts = search.words.chunks(text).flatMap((chunk) => search.words.split(chunk).leaves);
      if (parts.length < 2) this.query.words.push(...words);
      else this.query.phrases.push({ text, field: scope.field, presence, words });
      // No word outside is joined to one inside.
      this.place += 1;
    }

    readPattern(term, scope) {
      const pattern = foldPattern(term);
      const letters = pattern.replace(/[^\p{L}\p{N}]/gu, "").length;
      const fallback = this.listWords(term, scope);
      this.place += 1;
      if (letters >= 2 && this.patterns < MOST_PATTERNS) {
        this.patterns += 1;
        const word = this.makeWord(term, { ...scope, distance: 0 });
        this.query.words.push({ ...word, form: pattern, pattern, fallback });
        return;
      }
      if (letters < 2) this.hint("A * needs at least two letters beside it.");
      else this.hint(`Only the first ${MOST_PATTERNS} words with a * were taken so.`);
      this.query.words.push(...fallback);
    }

    readFilter(key, term, { presence, ...scope }) {
      const quoted = QUOTED.exec(term);
      const value = quoted ? quoted[1] : term;
      const fallback = this.listWords(value, { ...scope, field: null, presence: "may" });
      this.query.filters.push({ key, value, presence, fallback });
    }

    /** What only looks like an identifier may be a word; an address is none. */
    readId(text, term, scope) {
      const value = term.replace(/^"|"$/g, "").trim();
      if (!value) return;
      const given = scope.field ? [value.toLowerCase()] : [];
      const candidates = [...new Set([...given, ...search.ids.find(value)])];
      const words = { ...scope, field: null };
      const fallback = search.ids.isAddress(text) ? [] : this.listWords(value, words);
      this.query.ids.push({ text: value, candidates, presence: scope.presence, fallback });
    }

    /** @returns {Word[]} the words of a term without operators */
    listWords(term, scope) {
      return search.words
        .chunks(term)
        .map((chunk) => this.readChunk(chunk, scope))
        .filter(Boolean);
    }

    makeWord(text, scope) {
      const { field, presence, boost, distance, piece, exact = false } = scope;
      const empty = { form: "", leaves: [], ways: [], pattern: null, fallback: [] };
      return { ...empty, text, field, presence, boost, distance, piece, exact, place: this.place };
    }

    /** @returns {?Word} null where the index leaves every form of the chunk out */
    readChunk(chunk, scope) {
      this.place += 1;
      const names = scope.field === "authors";
      const { isStopWord, split, stem } = search.words;
      const kept = (forms) => forms.filter((form) => names || !isStopWord(form));
      const word = this.makeWord(chunk, scope);
      const isPlain = names || word.exact || word.distance;
      for (const reading of isPlain ? [chunk] : search.spelling.readings(chunk)) {
        const { forms, leaves } = split(reading);
        const [whole, ...others] = kept(forms);
        const parts = kept(leaves);
        if (!whole || (forms.length > 1 && !parts.length)) continue;
        if (!word.form) Object.assign(word, { form: whole, leaves: parts });
        word.ways.push([stem(whole)]);
        // To exclude a compound is to exclude it as a whole, not each of its parts.
        const apart = others.length && parts.length && (word.exact || word.presence !== "not");
        if (apart) word.ways.push(parts.map(stem));
      }
      return word.form ? word : null;
    }
  }

  /** @returns {boolean} whether a piece has syntax other than - and quotation marks */
  const isSyntax = ([text]) => {
    const [, sign, name = ""] = PIECE.exec(text) || [];
    const key = name.toLowerCase();
    return sign === "+" || FIELDS.has(key) || FILTERS.has(key) || /\*|[~^]\d*$/.test(text);
  };

  /** @returns {Word[]} each once: what is repeated counts more */
  const mergeWords = (words) => {
    const merged = new Map();
    for (const word of words) {
      const { ways, field, presence, distance, pattern, exact } = word;
      const key = JSON.stringify([ways, field, presence, distance, pattern, exact]);
      const first = merged.get(key);
      if (first) first.boost = Math.min(first.boost + word.boost, MOST_BOOST);
      else merged.set(key, { ...word });
    }
    return [...merged.values()];
  };

  /**
   * @param {string} text as typed
   * @param {{literal?: boolean, unquoted?: boolean}} [options] whether a - before a word
   *   excludes nothing, and whether what is quoted is words like others
   * @returns {Query}
   */
  const parse = (text, { literal = false, unquoted = false } = {}) => {
    const typed = text.slice(0, LONGEST_QUERY).replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"');
    const pieces = Array.from(typed.matchAll(PIECES), (match) => [match[0], match.index]);
    const pasted = search.prose.isPasted(pieces, isSyntax);
    const reader = new Reader({ literal, unquoted, pasted });
    const { query } = reader;
    if (text.length > typed.length) {
      reader.hint(`Only the first ${LONGEST_QUERY.toLocaleString("en")} characters were searched.`);
    }
    for (const [place, [piece, start]] of pieces.entries()) {
      // arXiv writes 2411.01234 [cs.LG].
      const named = place > 0 && /^\[[\w.-]+\]$/.test(piece) && query.ids.length;
      if (!named) reader.read(piece, start);
    }
    const minus = pieces.find(([piece]) => /^-["\p{L}\p{N}*]/u.test(piece));
    if (pasted && !literal && minus) {
      const quoted = search.hints.quote(minus[0]);
      reader.hint(`${quoted} was searched as words; in a short query it leaves them out.`);
    }
    query.words = mergeWords(search.prose.dropAsking(query.words));
    if (query.words.length > MOST_WORDS) {
      reader.hint(`Only the first ${MOST_WORDS} words were searched.`);
      query.words = query.words.slice(0, MOST_WORDS);
    }
    return { ...query, text: typed };
  };

  search.parse = parse;
})();
