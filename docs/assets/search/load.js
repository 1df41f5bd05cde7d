/**
 * What the search keeps on the server, loaded on demand by classic scripts, which work
 * from a disk as well: the lunr library, the manifest, the index, documents to show.
 * Nothing else knows how the index is stored.
 *
 * @typedef {Object} Manifest
 * @property {number} documents how many papers there are
 * @property {number} chunk documents in a file
 * @property {string[]} fields of the index
 * @property {string} fingerprint changes with the contents
 * @property {Object<string, string>} topics title by slug
 *
 * @typedef {Object} Paper what a result shows
 * @property {string} abstract
 * @property {string} authors
 * @property {?string} date as readers see it
 * @property {string} heading
 * @property {boolean} heading_made
 * @property {?string} iso
 * @property {string} slug
 * @property {string[]} topics slugs
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Longer words are compared letter by letter only: the rest takes too long. */
  const LONGEST_FUZZY = 40;
  const FOLDER = "assets/search/data/";

  /** A file of the search is not there, or is not what it should be. */
  class LoadError extends Error {}

  const received = new Map();
  const pending = new Map();

  search.receiveManifest = (manifest) => received.set("manifest.js", manifest);
  search.receiveIndex = (text) => received.set("index.js", text);
  search.receiveDocuments = (number, documents) =>
    received.set(`documents/${number}.js`, documents);

  /** @returns {string} the relative address of the site's root */
  const base = () => document.documentElement.dataset.base || "./";

  /**
   * @param {string} name below the data folder
   * @param {string} [version] so that no file of an earlier build is taken from a cache
   * @returns {Promise<void>}
   */
  const runScript = (name, version = "") =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base() + FOLDER + name + (version && `?${version}`);
      script.onload = () => {
        script.remove();
        resolve();
      };
      script.onerror = () => {
        script.remove();
        reject(new LoadError(`${FOLDER}${name} could not be loaded.`));
      };
      document.head.append(script);
    });

  /** @returns {Promise<*>} what the script handed over */
  const receive = async (name, version) => {
    await runScript(name, version);
    if (!received.has(name)) throw new LoadError(`${FOLDER}${name} is damaged.`);
    const value = received.get(name);
    received.delete(name);
    return value;
  };

  /** Do it once, unless it failed: then it is tried again the next time. */
  const once = (key, make) => {
    if (!pending.has(key)) {
      pending.set(
        key,
        make().catch((error) => {
          pending.delete(key);
          throw error;
        }),
      );
    }
    return pending.get(key);
  };

  /** @returns {Promise<Manifest>} */
  const manifest = () => once("manifest", () => receive("manifest.js"));

  const library = () =>
    once("lunr", async () => {
      await runScript("lunr.js");
      if (!window.lunr) throw new LoadError(`${FOLDER}lunr.js is damaged.`);
    });

  const isEmpty = (object) => {
    for (const key in object) return false;
    return true;
  };

  /** The terms of an index, to find out which of them a query means. */
  class Vocabulary {
    /** @param {lunr.Index} index */
    constructor(index) {
      this.index = index;
      this.terms = Object.keys(index.invertedIndex).sort();
      this.counts = new Map();
    }

    /** @returns {boolean} whether a paper has the term in one of the fields */
    has(term, fields) {
      const posting = this.index.invertedIndex[term];
      return Boolean(posting) && fields.some((field) => !isEmpty(posting[field]));
    }

    /** @returns {number} in how many fields of papers the term stands */
    count(term) {
      if (!this.counts.has(term)) {
        const posting = this.index.invertedIndex[term];
        const sizes = this.index.fields.map((field) => Object.keys(posting[field]).length);
        this.counts.set(term, sizes.reduce((sum, size) => sum + size, 0));
      }
      return this.counts.get(term);
    }

    /** @returns {string[]} at most `limit` terms, those in most papers first */
    mostCommon(terms, fields, limit) {
      return terms
        .filter((term) => this.has(term, fields))
        .sort((a, b) => this.count(b) - this.count(a))
        .slice(0, limit);
    }

    /** @returns {string[]} terms that begin with the prefix */
    startingWith(prefix, fields, limit) {
      let low = 0;
      let high = this.terms.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.terms[middle] < prefix) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (end < this.terms.length && this.terms[end].startsWith(prefix)) end += 1;
      return this.mostCommon(this.terms.slice(low, end), fields, limit);
    }

    /** @returns {string[]} terms that fit a pattern with at least one `*`, any text */
    matching(pattern, fields, limit) {
      const [head, ...rest] = pattern.split("*");
      const tail = rest.pop();
      const fits = (term) => {
        let at = head.length;
        for (const part of rest) {
          const found = term.indexOf(part, at);
          if (found < 0) return false;
          at = found + part.length;
        }
        return term.startsWith(head) && term.endsWith(tail) && term.length >= at + tail.length;
      };
      const fit = this.terms.filter(fits);
      return this.mostCommon(fit, fields, limit);
    }

    /** @returns {string[]} terms at most `distance` typing errors away */
    near(term, distance, fields, limit) {
      if (term.length > LONGEST_FUZZY) return this.has(term, fields) ? [term] : [];
      const close = lunr.TokenSet.fromFuzzyString(term, distance);
      return this.mostCommon(this.index.tokenSet.intersect(close).toArray(), fields, limit);
    }
  }

  /** @returns {Promise<{index: lunr.Index, vocabulary: Vocabulary}>} */
  const open = () =>
    once("index", async () => {
      const [{ fingerprint }] = await Promise.all([manifest(), library()]);
      const index = lunr.Index.load(JSON.parse(await receive("index.js", fingerprint)));
      return { index, vocabulary: new Vocabulary(index) };
    });

  /**
   * @param {number[]} numbers
   * @returns {Promise<Paper[]>} in the order asked for
   */
  const documents = async (numbers) => {
    const { chunk, fingerprint } = await manifest();
    const load = (number) => {
      const name = `documents/${Math.floor(number / chunk)}.js`;
      return once(name, () => receive(name, fingerprint));
    };
    const chunks = await Promise.all(numbers.map(load));
    return numbers.map((number, place) => chunks[place][number % chunk]);
  };

  search.LoadError = LoadError;
  search.base = base;
  search.store = { documents, manifest, open };
})();
