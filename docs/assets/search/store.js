/**
 * What the search keeps on the server, loaded on demand: the lunr library, the manifest,
 * pieces of the index, documents. How they are stored is known here and in pieces.js and
 * bits.js, to nobody else.
 *
 * @typedef {Object} Manifest
 * @property {number} papers how many there are; their numbers are 0 to papers-1, the
 *   undated ones first, then the oldest
 * @property {number} span for the parameters of Rice's code
 * @property {number} chunk documents in a file
 * @property {string} fingerprint changes with the contents
 * @property {Field[]} fields as they are stored
 * @property {string[]} names the fields of the lunr index
 * @property {string[]} terms the first possible term of each piece
 * @property {string[]} words the same for the dictionary
 * @property {Object<string, string>} topics title by slug
 * @property {Object<string, string>} sources title by slug
 * @property {[number, number][]} years ascending, each with the number of its first paper
 *
 * @typedef {Object} Paper what a result shows
 * @property {number} number
 * @property {string} slug
 * @property {string} heading
 * @property {boolean} heading_made
 * @property {string} abstract
 * @property {string} authors
 * @property {string} date as readers see it, or empty
 * @property {string} iso
 * @property {string} venue
 * @property {boolean} code whether a repository of code is known
 * @property {string[]} topics slugs
 * @property {string} key by which a device remembers it
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const { Recent, makeDamaged, once, receive, runScript, trust } = search.files;
  const FACETS = [["facet", "flat"]];
  /** How much is kept of each, in bytes, about: what was not used for longest goes. */
  const ROOM = { pieces: 6e6, documents: 4e6, postings: 10e6 };

  const pieces = new Recent(ROOM.pieces);
  const chunks = new Recent(ROOM.documents);
  const decoded = new Recent(ROOM.postings);

  const unpackManifest = (packed) => {
    const { makeFields, listNames } = search.pieces;
    const { unpackStrings } = search.bits;
    const fields = makeFields(packed.fields, packed.levels, packed.codes);
    return {
      ...packed,
      fields,
      names: listNames(fields),
      terms: unpackStrings(packed.terms),
      words: unpackStrings(packed.words),
    };
  };

  /** @returns {Promise<Manifest>} */
  const manifest = () => once("manifest", () => receive("manifest", "", unpackManifest));

  /** Load lunr. Not by version: so it need not wait for the manifest, and it never changes. */
  const library = () =>
    once("lunr", async () => {
      if (!window.lunr) await runScript("lunr");
      if (!window.lunr) throw makeDamaged("lunr");
    });

  /** Load what few queries need: filters, phrases, typing errors. */
  const more = () =>
    once("more", async () => {
      const isThere = () => search.filters && search.phrase && search.repair;
      if (!isThere()) await runScript("more");
      if (!isThere()) throw makeDamaged("more");
    });

  /** @returns {number} the place of the piece that would hold the text; -1 if there is none */
  const locate = (separators, text) => {
    let low = 0;
    let high = separators.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (separators[middle] <= text) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /** @returns {string[]} the separators of the pieces in which texts may begin so */
  const listPieces = (separators, prefix) => {
    const first = Math.max(0, locate(separators, prefix));
    let end = first + 1;
    while (end < separators.length && separators[end].startsWith(prefix)) end += 1;
    return separators.slice(first, end);
  };

  /** @returns {string} what is a file name everywhere */
  const escape = (separator) =>
    separator.replace(
      /[^a-z0-9]/g,
      (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );

  /** A manifest from a cache must not decode what a later build has coded otherwise. */
  const unpackPiece = (terms, bits, coded, expected) => {
    if (coded !== expected) throw new RangeError("of another build");
    return new search.pieces.Piece(terms, bits);
  };

  /** @returns {Promise<Piece>} */
  const loadPiece = async (name) => {
    const { fingerprint, coding } = await manifest();
    return pieces.load(name, () =>
      receive(name, fingerprint, (terms, bits, coded) => {
        const value = unpackPiece(terms, bits, coded, coding);
        return { value, size: value.size };
      }),
    );
  };

  /** @returns {*} what `use` makes of a piece; one that is damaged is loaded anew next time */
  const usePiece = (name, use) => {
    try {
      return trust(name, use);
    } catch (error) {
      pieces.delete(name);
      throw error;
    }
  };

  /**
   * @param {Iterable<string>} list
   * @returns {Promise<Map<string, Postings>>} of those terms that the index has
   */
  const terms = async (list) => {
    const opened = await manifest();
    const found = new Map();
    const wanted = new Map();
    for (const term of new Set(list)) {
      const place = locate(opened.terms, term);
      const held = decoded.get(term);
      if (held) found.set(term, held);
      else if (wanted.has(place)) wanted.get(place).add(term);
      else if (place >= 0) wanted.set(place, new Set([term]));
    }
    const read = async ([place, here]) => {
      const name = `terms/t-${escape(opened.terms[place])}`;
      const piece = await loadPiece(name);
      for (const postings of usePiece(name, () => piece.read(here, opened))) {
        found.set(postings.term, postings);
        decoded.set(postings.term, postings, postings.size);
      }
    };
    await Promise.all(Array.from(wanted, read));
    return found;
  };

  /**
   * @param {string} prefix "" for all
   * @param {number} [limit] of pieces
   * @returns {Promise<?string[]>} the terms of the index that begin so, in their order;
   *   null where they are in more pieces than that
   */
  const termsWith = async (prefix, limit = Infinity) => {
    const names = listPieces((await manifest()).terms, prefix).map(
      (separator) => `terms/t-${escape(separator)}`,
    );
    if (names.length > limit) return null;
    const loaded = await Promise.all(names.map(loadPiece));
    return loaded
      .flatMap((piece, place) => usePiece(names[place], () => piece.list()))
      .filter((term) => term.startsWith(prefix));
  };

  /** @returns {{value: Object, size: number}} a piece of the dictionary */
  const unpackWords = (packed, digits) => {
    if (packed.split(" ").length - 1 !== digits.length) throw new RangeError("not a digit each");
    return { value: { packed, digits }, size: packed.length * 2 + digits.length };
  };

  /**
   * @param {string} prefix "" for all
   * @returns {Promise<{word: string, df: number}[]>} words of the dictionary that begin so,
   *   with about how many papers have them
   */
  const words = async (prefix) => {
    const opened = await manifest();
    const load = (separator) => {
      const name = `words/w-${escape(separator)}`;
      return pieces.load(name, () => receive(name, opened.fingerprint, unpackWords));
    };
    const loaded = await Promise.all(listPieces(opened.words, prefix).map(load));
    return loaded.flatMap(({ packed, digits }) =>
      search.bits
        .unpackStrings(packed)
        .map((word, place) => ({ word, df: Math.round(2 ** (parseInt(digits[place], 36) / 2)) }))
        .filter(({ word }) => word.startsWith(prefix)),
    );
  };

  /** @returns {Promise<Map<string, Int32Array>>} the papers of each facet's value */
  const facets = () =>
    once("facets", async () => {
      const { fingerprint, coding, papers, span } = await manifest();
      const shape = { fields: search.pieces.makeFields(FACETS), papers, span };
      return receive("facets", fingerprint, (packed, bits, coded) => {
        const values = unpackPiece(packed, bits, coded, coding).read(null, shape);
        return new Map(values.map(({ term, fields }) => [term, fields.facet.numbers]));
      });
    });

  /** @returns {Paper} */
  const readPaper = (number, values) => {
    const [slug, heading, made, abstract, authors, date, iso, venue, code, topics, key] = values;
    const heading_made = Boolean(made);
    return {
      number, slug, heading, heading_made, abstract, authors, date, iso, venue,
      code: Boolean(code), topics, key,
    };
  };

  /**
   * @param {Iterable<number>} numbers
   * @returns {Promise<Paper[]>} in the order asked for
   */
  const documents = async (numbers) => {
    const { chunk, fingerprint, papers } = await manifest();
    const load = async (number) => {
      const place = Math.floor(number / chunk);
      const name = `documents/${place}`;
      const loaded = await chunks.load(name, () =>
        receive(name, fingerprint, (value) => {
          const count = Math.min(chunk, papers - place * chunk);
          if (value.length !== count) throw new RangeError("not as many as there should be");
          return { value, size: JSON.stringify(value).length * 2 };
        }),
      );
      return readPaper(number, loaded[number % chunk]);
    };
    return Promise.all(Array.from(numbers, load));
  };

  search.store = { documents, facets, library, manifest, more, terms, termsWith, words };
})();
