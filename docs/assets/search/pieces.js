/**
 * A piece of the index: terms in their order, and for each the papers that have it.
 * No page, no network. What a field stores with a paper is said by its kind:
 *
 * - "marked": a level of weight, and whether the term is in the title;
 * - "level": a level of weight;
 * - "flat": nothing, all weights are the same;
 * - "exact": the weight in thousandths.
 *
 * Of "level" and "flat" fields, the idf is at most that of the first field, the text: what
 * only a paper's neighbours have is no rarer for it, and "deep" is a common word though
 * few people are called so.
 *
 * @typedef {Object} Field
 * @property {string} name
 * @property {"marked"|"level"|"flat"|"exact"} kind
 * @property {?Float64Array} levels weight of each level, to be multiplied by idf
 * @property {?Uint16Array} table to decode its symbols
 *
 * @typedef {Object} Listing the papers that have a term in a field
 * @property {number} df how many
 * @property {Int32Array} numbers ascending
 * @property {Float64Array} weights as lunr knows them
 *
 * @typedef {Object} Postings
 * @property {string} term
 * @property {Object<string, Listing>} fields those in which a paper has the term; `title`
 *   is made of the marks
 * @property {number} size in bytes
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const { BitReader, chooseParameter, makeTable, unpackBytes, unpackStrings } = search.bits;
  /** A field made of the marks in another one: a paper counts for being there only. */
  const TITLE = "title";
  /** Where an entry of a table has a symbol's lowest bit: of a marked field, the mark. */
  const MARK_BIT = 4;
  /** Kinds of fields whose weights are levels, as symbols of a Huffman code. */
  const LEVELLED = new Set(["marked", "level"]);

  /** @returns {number} lunr's weight of a term that `count` of all papers have */
  const idf = (papers, count) =>
    Math.log(1 + Math.abs((papers - count + 0.5) / (count + 0.5)));

  /**
   * @param {[string, string][]} fields names and kinds
   * @param {Object<string, number[]>} levels
   * @param {Object<string, string>} codes lengths of the codes of each field's symbols
   * @returns {Field[]}
   */
  const makeFields = (fields, levels, codes) =>
    fields.map(([name, kind]) => ({
      name,
      kind,
      levels: levels && levels[name] ? Float64Array.from(levels[name]) : null,
      table: LEVELLED.has(kind) ? makeTable(codes[name]) : null,
    }));

  /** @param {Field[]} fields @returns {string[]} the fields of the lunr index */
  const listNames = (fields) => {
    const names = fields.map(({ name }) => name);
    const hasMarks = fields.some(({ kind }) => kind === "marked");
    return hasMarks && !names.includes(TITLE) ? [...names, TITLE] : names;
  };

  const makeRoom = (papers) => ({
    numbers: new Int32Array(papers),
    entries: new Uint16Array(papers),
    thousandths: new Uint32Array(papers),
    marked: new Int32Array(papers),
  });

  /** Where a list is decoded to, before it is copied; one that is only passed stays there. */
  let room = makeRoom(0);

  /** @returns {number} the length of the next list of a term, which then is in `room` */
  const readList = (reader, { kind, table }, { papers, span }) => {
    const count = reader.gamma();
    if (count > papers) throw new RangeError("more papers than there are");
    if (room.numbers.length !== papers) room = makeRoom(papers);
    const { numbers, entries, thousandths } = room;
    const parameter = chooseParameter(span, count);
    const isExact = kind === "exact";
    if (table) reader.pairs(count, parameter, table, numbers, entries);
    else {
      let number = -1;
      for (let place = 0; place < count; place += 1) {
        number += reader.rice(parameter) + 1;
        numbers[place] = number;
        if (isExact) thousandths[place] = reader.gamma() - 1;
      }
    }
    reader.check();
    if (numbers[count - 1] >= papers) throw new RangeError("a paper that there is not");
    return count;
  };

  /** @returns {Listing} of the list in `room` */
  const copyList = (df, { kind, levels }, scale) => {
    const { entries, thousandths } = room;
    const numbers = room.numbers.slice(0, df);
    const weights = new Float64Array(df);
    if (kind === "exact") {
      for (let place = 0; place < df; place += 1) weights[place] = thousandths[place] / 1000;
    } else if (kind === "flat") weights.fill(scale);
    else {
      const scaled = levels.map((level) => scale * level);
      const shift = kind === "marked" ? MARK_BIT + 1 : MARK_BIT;
      for (let place = 0; place < df; place += 1) weights[place] = scaled[entries[place] >>> shift];
    }
    return { df, numbers, weights };
  };

  /** @returns {?Listing} of the papers in `room` that have the mark; null if none has it */
  const copyMarked = (count, papers) => {
    const { numbers, entries, marked } = room;
    let df = 0;
    for (let place = 0; place < count; place += 1) {
      if (!((entries[place] >>> MARK_BIT) & 1)) continue;
      marked[df] = numbers[place];
      df += 1;
    }
    if (!df) return null;
    return { df, numbers: marked.slice(0, df), weights: new Float64Array(df).fill(idf(papers, df)) };
  };

  const isOfFirst = ({ kind }) => kind === "level" || kind === "flat";

  /** @returns {Object<string, Listing>} of the next record; without any if it is passed */
  const readRecord = (reader, isWanted, { fields, papers, span }) => {
    const found = Object.create(null);
    const first = 1 << (fields.length - 1);
    const mask = reader.take(1) ? first : reader.take(fields.length);
    if (mask === 0) throw new RangeError("a term that no paper has");
    let inFirst = 0;
    fields.forEach((field, place) => {
      if (!(mask & (first >>> place))) return;
      const count = readList(reader, field, { papers, span });
      if (place === 0) inFirst = count;
      if (!isWanted) return;
      const df = isOfFirst(field) ? Math.max(inFirst, count) : count;
      found[field.name] = copyList(count, field, idf(papers, df));
      const marked = field.kind === "marked" ? copyMarked(count, papers) : null;
      if (marked) found[TITLE] = marked;
    });
    return found;
  };

  /** @returns {Postings} */
  const makePostings = (term, fields) => {
    const listings = Object.values(fields);
    const size = listings.reduce((sum, { df }) => sum + 12 * df, 200);
    return { term, fields, size };
  };

  /** Terms and postings, packed; unpacked is only what is asked for. */
  class Piece {
    /**
     * @param {string} terms
     * @param {string} bits in base64
     */
    constructor(terms, bits) {
      this.terms = terms;
      this.bytes = unpackBytes(bits);
    }

    /** @returns {number} in bytes */
    get size() {
      return this.terms.length * 2 + this.bytes.length;
    }

    /** @returns {string[]} */
    list() {
      return unpackStrings(this.terms);
    }

    /**
     * @param {?Set<string>} wanted null for all
     * @param {{fields: Field[], papers: number, span: number}} shape of the index
     * @returns {Postings[]} of those of the terms that are here
     */
    read(wanted, shape) {
      const reader = new BitReader(this.bytes);
      const terms = this.list();
      let last = terms.length - 1;
      if (wanted) while (last >= 0 && !wanted.has(terms[last])) last -= 1;
      const found = [];
      for (let place = 0; place <= last; place += 1) {
        const isWanted = !wanted || wanted.has(terms[place]);
        const fields = readRecord(reader, isWanted, shape);
        if (isWanted) found.push(makePostings(terms[place], fields));
      }
      return found;
    }
  }

  search.pieces = { Piece, listNames, makeFields };
})();
