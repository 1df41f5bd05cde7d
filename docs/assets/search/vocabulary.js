/**
 * What is known of the words of an index while one query is read: the postings that were
 * loaded, and words to finish, fit or mend another one. Loads what it needs, not more.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** The field that nearly all words are in. */
  const TEXT = "text";
  const MOST_COMPLETIONS = 3;
  /** Words that a pattern, or typing errors, may stand for; and pieces that are read for it. */
  const MOST_FITTING = 40;
  const MOST_PIECES = 6;
  /** Ends of words that a stem lacks: a word half typed is found by finishing it. */
  const ENDINGS = (
    "izations alizations ization ements ement ness ities ity ically ings ances ances ences" +
    " ables ibles ives ionals isms ists ers ors ed es fulness fully ously ates ations ions" +
    " izes ized alizes alized ally"
  ).split(" ");

  /** @returns {function(string): boolean} whether a text fits a pattern with `*`, any text */
  const makeTest = (pattern) => {
    const [head, ...rest] = pattern.split("*");
    const tail = rest.pop();
    return (text) => {
      if (!text.startsWith(head)) return false;
      let at = head.length;
      for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
      }
      return text.endsWith(tail) && text.length >= at + tail.length;
    };
  };

  /** @returns {boolean} whether the term is a stem of a word that begins with the form */
  const isFinished = (term, form) => {
    if (term.startsWith(form)) return true;
    if (term.length < 3 || !form.startsWith(term.slice(0, -1))) return false;
    return ENDINGS.some((ending) =>
      [term, term.slice(0, -1)].some((stem) => {
        const word = stem + ending;
        return word.startsWith(form) && search.words.stem(word) === term;
      }),
    );
  };

  class Vocabulary {
    /** @param {Manifest} manifest */
    constructor(manifest) {
      this.manifest = manifest;
      this.dictionary = new Map();
      /** @type {Map<string, Postings>} of all terms that were asked for and are there */
      this.postings = new Map();
    }

    /** @returns {Promise<{word: string, df: number}[]>} words of the dictionary */
    words(prefix) {
      if (!this.dictionary.has(prefix)) {
        this.dictionary.set(prefix, search.store.words(prefix));
      }
      return this.dictionary.get(prefix);
    }

    /** Keep of the dictionary what the store keeps, no more. */
    forget() {
      this.dictionary.clear();
    }

    /** @param {Iterable<string>} terms */
    async load(terms) {
      const missing = [...new Set(terms)].filter((term) => !this.postings.has(term));
      if (!missing.length) return;
      for (const [term, postings] of await search.store.terms(missing)) {
        this.postings.set(term, postings);
      }
    }

    /** @returns {boolean} whether a paper has the term in one of the fields */
    has(term, fields) {
      return this.count(term, fields) > 0;
    }

    /** @returns {number} papers with the term, in that of the fields where there are most */
    count(term, fields) {
      const postings = this.postings.get(term);
      if (!postings) return 0;
      const listings = fields.map((field) => postings.fields[field]).filter(Boolean);
      return Math.max(0, ...listings.map(({ df }) => df));
    }

    /** @returns {number} papers that have both terms in their text */
    countBoth(a, b) {
      const lists = [a, b].map((term) => {
        const postings = this.postings.get(term);
        return postings && postings.fields[TEXT] ? postings.fields[TEXT].numbers : [];
      });
      const [few, many] = lists.sort((x, y) => x.length - y.length);
      let count = 0;
      let at = 0;
      for (const number of few) {
        while (at < many.length && many[at] < number) at += 1;
        if (many[at] === number) count += 1;
      }
      return count;
    }

    /** @returns {number} more for terms that fewer papers have, as lunr weighs them */
    weigh(term, fields) {
      const count = this.count(term, fields) || 1;
      return Math.log(1 + Math.abs((this.manifest.papers - count + 0.5) / (count + 0.5)));
    }

    /**
     * @param {Map<string, number>} worths by term, more is better
     * @returns {Promise<string[]>} the best terms that papers have in one of the fields
     */
    async select(worths, fields, limit) {
      const best = [...worths]
        .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([term]) => term);
      await this.load(best);
      return best.filter((term) => this.has(term, fields));
    }

    /** @returns {Promise<Map<string, number>>} by term, papers with words that fit */
    async countStems(prefix, fits) {
      const counts = new Map();
      for (const { word, df } of await this.words(prefix)) {
        if (!fits(word)) continue;
        const term = search.words.stem(word);
        counts.set(term, (counts.get(term) || 0) + df);
      }
      return counts;
    }

    /** @returns {Promise<Map<string, number>>} terms of the index, if they are in few pieces */
    async listTerms(prefix, fits) {
      const terms = await search.store.termsWith(prefix, MOST_PIECES);
      return new Map((terms || []).filter(fits).map((term) => [term, 1]));
    }

    /**
     * @param {string} form the beginning of a word
     * @param {string[]} fields
     * @param {Set<string>} [known] terms that need not be found again
     * @returns {Promise<string[]>} terms of the words it most likely becomes
     */
    async complete(form, fields, known = new Set()) {
      if (!fields.includes(TEXT)) return this.completeIn(form, fields, known);
      const begun = (word) => word.length > form.length;
      const counts = await this.countStems(form, begun);
      if (!counts.size && form.length >= 4) {
        const listed = await this.listTerms(form.slice(0, Math.max(3, form.length - 5)), (term) =>
          isFinished(term, form),
        );
        for (const [term, count] of listed) counts.set(term, count);
      }
      for (const term of known) counts.delete(term);
      return this.select(counts, fields, MOST_COMPLETIONS);
    }

    /** The dictionary does not know in which field a word is: the index does. */
    async completeIn(form, fields, known) {
      const terms = [...(await this.listTerms(form, (term) => !known.has(term))).keys()];
      await this.load(terms.slice(0, MOST_FITTING));
      const counts = new Map(terms.map((term) => [term, this.count(term, fields)]));
      return this.select(counts, fields, MOST_COMPLETIONS);
    }

    /** @returns {Promise<string[]>} terms of the words that fit a pattern with `*` */
    async match(pattern, fields) {
      const fits = makeTest(pattern);
      const head = pattern.slice(0, pattern.indexOf("*"));
      const counts = await this.countStems(head, fits);
      for (const [term, count] of await this.listTerms(head, fits)) {
        if (!counts.has(term)) counts.set(term, count);
      }
      const isPrefix = pattern.indexOf("*") === pattern.length - 1;
      if (!counts.size && isPrefix) return this.complete(head, fields);
      return this.select(counts, fields, MOST_FITTING);
    }

    /** @returns {Promise<string[]>} terms at most so many typing errors away */
    async findNear(form, most, fields) {
      if (form.length < 2) return [];
      await search.store.more();
      const { countErrors, listAllNear } = search.repair;
      const stem = search.words.stem(form);
      const counts = new Map([[stem, Infinity]]);
      const near = (term) => countErrors(stem, term, most) <= most;
      for (const [term, count] of await this.listTerms(form.slice(0, 2), near)) {
        counts.set(term, count);
      }
      for (const { word, df } of await listAllNear(this, form, most)) {
        const term = search.words.stem(word);
        counts.set(term, Math.max(df, counts.get(term) || 0));
      }
      return this.select(counts, fields, MOST_FITTING);
    }
  }

  search.Vocabulary = Vocabulary;
})();
