/**
 * All papers scored at once, in typed arrays: lunr's score of each, and how many of the
 * query's words it has. No page, no storage.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** The field of terms that a paper has only by its neighbours: it does not hold them. */
  const EXPANSION = "x";
  const TITLE = "title";
  /** Fields of which the title is a part. */
  const TITLED = new Set(["text", TITLE]);
  /** Sets of terms that are looked for at a time, each a bit of a number. */
  const MOST_SETS = 8;
  /** Less than all the required words of a query can make up for. */
  const BARRED = -1e6;

  /** What changes a paper's score, beside lunr; see `adjust`. */
  const weights = {
    /** For having all the words in the title. */
    title: 0.25,
    /** For having all the words, of at most a few: such papers come before all others. */
    whole: 64,
    few: 3,
  };

  /** Arrays with a place for each paper, used by one query after the other. */
  class Room {
    constructor(papers) {
      this.papers = papers;
      /** lunr's score, and whether a paper matches at all. */
      this.score = new Float64Array(papers);
      this.matches = new Uint8Array(papers);
      /** How many of the words a paper has in its title, parts of them included. */
      this.titled = new Float64Array(papers);
      /** How many words it has as a whole; how many required ones, BARRED with excluded ones. */
      this.complete = new Uint16Array(papers);
      this.passes = new Int32Array(papers);
      // For some words at a time: which of their sets of terms a paper has, as bits.
      this.own = new Uint16Array(papers);
      this.inTitle = new Uint16Array(papers);
      this.matched = new Int32Array(papers);
    }

    /** Set every value of these arrays to 0. */
    clear(names) {
      for (const name of names) this[name].fill(0);
    }
  }

  let room = new Room(0);

  /** @returns {Map<string, Map<string, number>>} in each field, the boost of each term */
  const sumBoosts = (clauses) => {
    const vectors = new Map();
    for (const { term, boost, fields, presence } of clauses) {
      if (presence === lunr.Query.presence.PROHIBITED) continue;
      for (const field of fields) {
        if (!vectors.has(field)) vectors.set(field, new Map());
        const vector = vectors.get(field);
        vector.set(term, (vector.get(term) || 0) + boost);
      }
    }
    return vectors;
  };

  const measureNorm = (vector) => {
    let sum = 0;
    for (const boost of vector.values()) sum += boost * boost;
    return Math.sqrt(sum);
  };

  /**
   * Score all papers as lunr does: the sum over the fields of the product of query and
   * paper, divided by the query's norm. A term counts in that norm even where no paper
   * has it in that field.
   */
  const addScores = (clauses, postings) => {
    const { score, matches } = room;
    for (const [field, vector] of sumBoosts(clauses)) {
      const norm = measureNorm(vector);
      for (const [term, boost] of vector) {
        const listing = postings.get(term).fields[field];
        if (!listing) continue;
        const { numbers, weights: listed } = listing;
        const factor = boost / norm || 0;
        for (let place = 0; place < numbers.length; place += 1) {
          const number = numbers[place];
          score[number] += factor * listed[place];
          matches[number] = 1;
        }
      }
    }
  };

  /** @returns {function(string): Int32Array[]} the papers that have a term, by field */
  const makeLookUp = (terms, postings, choose) => {
    const lists = new Map();
    for (const { term, fields } of terms) {
      const found = postings.get(term);
      if (!found) continue;
      const listed = choose(fields).filter((field) => found.fields[field]);
      const here = listed.map((field) => found.fields[field].numbers);
      lists.set(term, [...(lists.get(term) || []), ...here]);
    }
    return (term) => lists.get(term) || [];
  };

  /** Set a bit of the papers that have one of the terms. */
  const mark = (bits, terms, lookUp, bit) => {
    for (const term of terms) {
      for (const numbers of lookUp(term)) {
        for (let place = 0; place < numbers.length; place += 1) bits[numbers[place]] |= bit;
      }
    }
  };

  const ownFields = (fields) => fields.filter((field) => field !== EXPANSION);
  const titleFields = (fields) => (fields.some((field) => TITLED.has(field)) ? [TITLE] : []);

  const countBits = (mask) => {
    let count = 0;
    for (let rest = mask; rest; rest &= rest - 1) count += 1;
    return count;
  };

  /**
   * @param {Meaning} meaning
   * @param {number} first bit to use
   * @returns {{meaning: Meaning, sets: [Set<string>, number][], masks: number[]}} a bit for
   *   each set of the ways, and a mask for each way; of very many sets, the first
   */
  const assignBits = (meaning, first) => {
    const sets = [];
    const masks = [];
    for (const way of meaning.ways) {
      let mask = 0;
      for (const set of way.slice(0, MOST_SETS - sets.length)) {
        const bit = 1 << (first + sets.length);
        sets.push([set, bit]);
        mask |= bit;
      }
      if (mask) masks.push(mask);
    }
    return { meaning, sets, masks };
  };

  /** @returns {{words: Object[], size: number}[]} words that have bits beside each other */
  const makeBatches = (meanings) => {
    const batches = [];
    for (const meaning of meanings) {
      const last = batches[batches.length - 1];
      let word = assignBits(meaning, last ? last.size : 0);
      if (last && last.size + word.sets.length <= MOST_SETS) {
        last.words.push(word);
        last.size += word.sets.length;
        continue;
      }
      if (last) word = assignBits(meaning, 0);
      batches.push({ words: [word], size: word.sets.length });
    }
    return batches;
  };

  /** @returns {number} how much of a word a paper with these bits has, 0 to 1 */
  const measureShare = ({ masks }, bits) => {
    let share = 0;
    for (const mask of masks) share = Math.max(share, countBits(bits & mask) / countBits(mask));
    return share;
  };

  /** @returns {Object} by the bits of a paper, what they add to its values */
  const makeTables = ({ words, size }) => {
    const length = 1 << size;
    const shares = new Float64Array(length);
    const complete = new Uint16Array(length);
    const passes = new Int32Array(length);
    for (let bits = 1; bits < length; bits += 1) {
      for (const word of words) {
        const share = measureShare(word, bits);
        const isWhole = share === 1 ? 1 : 0;
        if (word.meaning.presence === "not") passes[bits] += BARRED * isWhole;
        else {
          shares[bits] += share;
          complete[bits] += isWhole;
          if (word.meaning.presence === "must") passes[bits] += isWhole;
        }
      }
    }
    return { shares, complete, passes };
  };

  /** Set the bits of a word: of papers that have it, and of their titles. */
  const markWord = ({ meaning, sets }, postings) => {
    const inPapers = makeLookUp(meaning.terms, postings, ownFields);
    for (const [terms, bit] of sets) mark(room.own, terms, inPapers, bit);
    if (meaning.presence === "not") return;
    const inTitles = makeLookUp(meaning.terms, postings, titleFields);
    for (const [terms, bit] of sets) mark(room.inTitle, terms, inTitles, bit);
  };

  /** Add up, for each paper, what its bits say. */
  const addBits = (tables) => {
    const { papers, own, inTitle, titled, complete, passes } = room;
    for (let number = 0; number < papers; number += 1) {
      const bits = own[number];
      if (bits === 0) continue;
      complete[number] += tables.complete[bits];
      passes[number] += tables.passes[bits];
      if (inTitle[number] !== 0) titled[number] += tables.shares[inTitle[number]];
    }
  };

  /**
   * @param {Meaning[]} meanings
   * @param {{term: string, boost: number, fields: string[], presence: number}[]} clauses
   *   what lunr is asked; every term is in the postings
   * @param {Map<string, Postings>} postings
   * @param {number} papers
   * @returns {Room} the same one each time
   */
  const scoreAll = (meanings, clauses, postings, papers) => {
    if (room.papers !== papers) room = new Room(papers);
    room.clear(["score", "matches", "titled", "complete", "passes"]);
    addScores(clauses, postings);
    for (const batch of makeBatches(meanings)) {
      room.clear(["own", "inTitle"]);
      for (const word of batch.words) markWord(word, postings);
      addBits(makeTables(batch));
    }
    return room;
  };

  /** @returns {number} a paper's score, for a query of so many words that are looked for */
  const adjust = (score, number, words) => {
    if (!words) return score;
    const titled = room.titled[number] / words;
    const whole = words <= weights.few && room.complete[number] === words ? weights.whole : 1;
    return score * whole * (1 + weights.title * titled ** 4);
  };

  /** @returns {number} what `adjust` multiplies a score with at most */
  const mostBonus = () => weights.whole * (1 + weights.title);

  search.scoring = { EXPANSION, adjust, mostBonus, scoreAll, weights };
})();
