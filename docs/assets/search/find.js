/**
 * From a query to the numbers of papers, best first: reads it, finds out what it means
 * here, mends it if need be, ranks. No page.
 *
 * @typedef {Object} Request
 * @property {string} text as typed
 * @property {boolean} [typing] whether the last word may be unfinished
 * @property {boolean} [exact] whether words that no paper has are left as they are
 * @property {Object<string, string[]>} [filters] values of topic, year, source and has:
 *   those of one key are alternatives
 * @property {"relevance"|"date"} [sort]
 * @property {number} [limit] of papers
 *
 * @typedef {Object} Found
 * @property {number[]} numbers of papers, best first
 * @property {number[]} scores of these
 * @property {number} total papers that match
 * @property {boolean} atLeast whether there may be more than `total`: not all papers were
 *   looked through for a phrase
 * @property {number} complete papers that have all the words
 * @property {number} words how many are looked for
 * @property {Int32Array} matched all papers that match, ascending
 * @property {{title: Set<string>, abstract: Set<string>}} marks terms to mark
 * @property {string[]} hints what was read differently from how it was typed
 * @property {?{from: string, to: string}} correction the query as typed and as searched
 * @property {?{from: string, to: string}} suggestion a query that was perhaps meant
 * @property {number} milliseconds
 * @property {() => Promise<Object<string, [string, number][]>>} facets counts by key
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const DEFAULTS = {
    text: "", typing: false, exact: false, literal: false, unquoted: false, filters: {},
    sort: "relevance", limit: 20,
  };

  /** @returns {?Word} the word at the end of the text, which may go on */
  const findUnfinished = ({ typing }, { text, words }) => {
    if (!typing || !/[\p{L}\p{N}]$/u.test(text)) return null;
    const last = words.filter(({ piece }) => piece.end === text.length).pop();
    return last && !last.pattern && !last.distance && !last.exact ? last : null;
  };

  /** One try to answer a request; another one follows where the query is mended. */
  class Attempt {
    constructor(request, manifest) {
      this.request = request;
      this.manifest = manifest;
      this.query = search.parse(request.text, request);
      this.hints = this.query.hints;
    }

    /** @returns {Promise<Found>} */
    async run() {
      await this.prepare();
      const corrected = await this.correct();
      if (corrected) return corrected;
      Object.assign(this, await this.part());
      const found = this.isEmpty() ? this.findNothing() : await this.rank();
      const other = found.total ? null : (await this.takeLiterally()) || (await this.takeApart());
      if (other) return other;
      this.explain(found);
      const suggestion = await this.suggest();
      this.understood.vocabulary.forget();
      return {
        ...found,
        words: this.wanted.length,
        marks: search.meaning.collectMarks(this.meanings),
        hints: [...new Set(this.hints)].slice(0, search.hints.MOST),
        correction: null,
        suggestion,
        facets: async () => {
          await search.store.more();
          return search.filters.countAll(this, found);
        },
      };
    }

    /** @returns {Promise<{meanings: Meaning[], checks: Phrase[]}>} what is ranked and checked */
    async part() {
      const { query, understood } = this;
      if (!query.phrases.length) return { meanings: understood.meanings, checks: [] };
      await search.store.more();
      return search.phrase.part(query.phrases, understood);
    }

    async readFilters() {
      const { query, manifest, request } = this;
      this.chosen = [];
      this.typed = { wanted: [], excluded: [], hints: [], words: [] };
      const isChosen = Object.values(request.filters).some((values) => values.length);
      if (!isChosen && !query.filters.length) return;
      await search.store.more();
      this.chosen = search.filters.readChosen(request.filters, manifest);
      this.typed = search.filters.read(query.filters, manifest);
    }

    /** Load what the query means: filters, identifiers, words. */
    async prepare() {
      const { query, manifest } = this;
      await this.readFilters();
      const [allowed, ids] = await Promise.all([
        this.allow(this.chosen),
        search.ids.lookUp(query.ids),
      ]);
      this.allowed = allowed;
      this.ids = ids;
      this.hints.push(...this.typed.hints, ...ids.hints);
      this.exclude(allowed);
      const words = [...query.words, ...this.typed.words, ...ids.words];
      this.unfinished = findUnfinished(this.request, { ...query, words });
      const quoted = query.phrases.flatMap((phrase) => phrase.words);
      this.understood = await search.meaning.understand([...words, ...quoted], manifest, {
        unfinished: this.unfinished,
      });
    }

    /** @returns {Promise<?Uint8Array>} the papers that pass the filters; null for all */
    async allow(chosen) {
      const { wanted, excluded } = this.typed;
      if (!chosen.length && !wanted.length && !excluded.length) return null;
      return search.filters.apply([...chosen, ...wanted], excluded, this.manifest);
    }

    /** Papers that the query excludes by their identifiers. */
    exclude() {
      const { dropped } = this.ids;
      if (!dropped.length) return;
      if (!this.allowed) this.allowed = new Uint8Array(this.manifest.papers).fill(1);
      for (const number of dropped) this.allowed[number] = 0;
    }

    /** @returns {boolean} whether a word is in no paper, or in very few */
    hasOddWord() {
      const { meanings, vocabulary } = this.understood;
      const isRare = ({ term, fields }) => vocabulary.count(term, fields) <= search.meaning.RARE;
      return meanings.some(
        ({ presence, ways, terms }) =>
          presence !== "not" && (!ways.some((way) => way.length === 1) || terms.some(isRare)),
      );
    }

    /** @returns {Promise<?Found>} of the query without its typing errors, if there are any */
    async correct() {
      const { request, manifest, understood, query } = this;
      if (request.exact || !this.hasOddWord()) return null;
      await search.store.more();
      const changes = await search.repair.findRepairs(understood, manifest, this.unfinished);
      if (!changes.length) return null;
      const to = search.repair.apply(query.text, changes);
      const found = await new Attempt({ ...request, text: to, exact: true }, manifest).run();
      if (!found.total) return null;
      return { ...found, correction: { from: request.text, to } };
    }

    /** @returns {Promise<?Found>} of the request read otherwise, with a word about it */
    async retry(changes, hint) {
      const found = await new Attempt({ ...this.request, ...changes }, this.manifest).run();
      return found.total ? { ...found, hints: [hint, ...found.hints] } : null;
    }

    /** @returns {Promise<?Found>} with - as a part of the words, where nothing is left else */
    async takeLiterally() {
      const { request, meanings, wanted, checks } = this;
      const known = meanings.filter(({ terms }) => terms.length);
      const isExcluding = known.length > wanted.length || checks.some(({ isMust }) => !isMust);
      const isKnown = wanted.every((one) => known.includes(one));
      if (request.literal || !isExcluding || !isKnown) return null;
      return this.retry({ literal: true }, search.hints.LITERAL);
    }

    /** @returns {Promise<?Found>} with the words of phrases, where no paper has these */
    async takeApart() {
      const { request, checks } = this;
      if (request.unquoted || !checks.some(({ isMust }) => isMust)) return null;
      return this.retry({ unquoted: true }, search.hints.UNQUOTED);
    }

    /** @returns {Promise<?{from: string, to: string}>} */
    async suggest() {
      const { request, manifest, understood, query } = this;
      if (request.exact || request.typing || !this.hasOddWord()) return null;
      await search.store.more();
      const changes = await search.repair.findSuggestions(understood, manifest);
      if (!changes.length) return null;
      return { from: request.text, to: search.repair.apply(query.text, changes) };
    }

    get wanted() {
      return this.meanings.filter(({ presence }) => presence !== "not");
    }

    /** @returns {boolean} whether nothing is asked for */
    isEmpty() {
      if (this.wanted.length) return false;
      const { phrases, ids, words } = this.query;
      const { wanted, excluded } = this.typed;
      const isExclusion = ({ presence }) => presence === "not";
      if (![...phrases, ...ids].every(isExclusion)) return true;
      return ![...this.chosen, ...wanted, ...excluded, ...phrases, ...ids, ...words].length;
    }

    findNothing() {
      const numbers = this.listNamed(this.allowed);
      const count = numbers.length;
      const matched = Int32Array.from(numbers).sort();
      const scores = numbers.map(() => 1);
      return { numbers, scores, total: count, complete: count, atLeast: false, matched };
    }

    listNamed(allowed) {
      return this.ids.named.filter((number) => !allowed || allowed[number]);
    }

    ask(allowed, limit) {
      const { meanings, manifest, request } = this;
      const { postings } = this.understood.vocabulary;
      // Without a word nothing is more relevant than another: the newest come first.
      const sort = this.wanted.length ? request.sort : "date";
      return search.engine.rank({ meanings, postings, manifest, allowed, limit, sort });
    }

    /** @returns {string[]} the words that a title may have just as they were typed */
    listForms() {
      const words = this.wanted.map(({ word }) => word);
      const isPlain = ({ pattern, distance, field }) =>
        !pattern && !distance && (field === null || field === "title");
      const isRanked = this.request.sort === "relevance" && words.every(isPlain);
      return isRanked ? words.map(({ form }) => form) : [];
    }

    /** @returns {Promise<Object>} papers by their identifiers, then by their words */
    async rank() {
      const { limit } = this.request;
      const checks = this.checks.length > 0;
      const ranking = this.ask(this.allowed, checks ? limit + search.phrase.MOST_CHECKED : limit);
      const named = this.listNamed(this.allowed);
      const scoreOf = new Map(ranking.numbers.map((n, place) => [n, ranking.scores[place] || 0]));
      const checked = checks ? await this.check(ranking) : { ...ranking, atLeast: false };
      const { matched, atLeast } = checked;
      const scores = checked.numbers.map((number) => scoreOf.get(number));
      const settled = await search.surface.settle({ ...checked, scores }, this.listForms());
      const { numbers } = settled;
      numbers.forEach((number, place) => scoreOf.set(number, settled.scores[place]));
      const first = new Set(named);
      const all = named.length
        ? Int32Array.from(new Set([...named, ...matched])).sort()
        : matched;
      const listed = [...named, ...numbers.filter((number) => !first.has(number))].slice(0, limit);
      const best = 1 + Math.max(0, ...ranking.scores.filter(Number.isFinite));
      return {
        numbers: listed,
        scores: listed.map((number) => (first.has(number) ? best : scoreOf.get(number))),
        total: all.length,
        complete: Math.min(all.length, ranking.complete + named.length),
        atLeast,
        matched: all,
      };
    }

    /** Look through the papers for the phrases. */
    async check(ranking) {
      const { request, manifest, understood, checks } = this;
      const { vocabulary } = understood;
      // One more than is shown says whether there are more.
      const wanted = request.limit + 1;
      const found = await search.phrase.check(ranking, checks, { vocabulary, manifest, wanted });
      if (found.atLeast && found.numbers.length <= request.limit) {
        this.hints.push(search.hints.tellChecked(found.checked));
      }
      return found;
    }

    explain({ total }) {
      const { query, understood, unfinished, allowed, wanted, hints } = this;
      const hidden = this.ids.named.length > this.listNamed(allowed).length;
      const isFiltered = allowed !== null;
      const state = { query, understood, unfinished, hidden, isFiltered, total, wanted };
      hints.push(...search.hints.explain(state, hints.length));
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Found>} a LoadError, where a file does not load, goes to the caller
   */
  const find = async (request) => {
    const started = performance.now();
    const asked = { ...DEFAULTS, ...request };
    const { store } = search;
    const [manifest] = await Promise.all([store.manifest(), store.library()]);
    const found = await new Attempt(asked, manifest).run();
    return { ...found, milliseconds: performance.now() - started };
  };

  search.find = find;
})();
