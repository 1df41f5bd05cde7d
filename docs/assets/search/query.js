/**
 * From a query to the numbers of papers, best first. No page, no storage.
 *
 * @typedef {Object} Found
 * @property {number[]} numbers of papers, best first
 * @property {number} complete how many of them, the first ones, have all the words
 * @property {Object<string, Set<string>>} marks terms to mark in `title` and `abstract`
 * @property {string[]} hints what was read differently from how it was typed
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Papers with only some of the words, after those with all. */
  const MOST_PARTIAL = 100;
  const MOST_COMPLETIONS = 8;
  const MOST_CORRECTIONS = 4;
  const MOST_FITTING = 200;
  const COMPLETION_BOOST = 0.3;
  const PARTS_BOOST = 0.5;
  const TITLE_BONUS = 0.25;
  /** Ends of words, and all of their ends: a word half typed is found by finishing it. */
  const ENDINGS = [
    ...new Set(
      ["izations", "ization", "ements", "ement", "ness", "ities", "ity", "ically", "ings", "ing",
        "ances", "ance", "ences", "ence", "able", "ible", "ives", "ive", "ional", "isms", "ism",
        "ists", "ers", "er", "ors", "or", "ed", "es", "ful", "ously", "ates", "ate", "izes", "ize"]
        .flatMap((ending) => Array.from(ending, (letter, place) => ending.slice(place))),
    ),
  ];

  /** @returns {string[]} terms of words that begin so; their stems may be shorter than that */
  const complete = (form, word, vocabulary, limit) => {
    const begun = vocabulary.startingWith(form, word.fields, limit);
    if (form.length < 4) return begun;
    const finished = ["", ...ENDINGS]
      .map((ending) => search.words.stem(form + ending))
      .filter((term) => vocabulary.has(term, word.fields));
    return [...new Set([...begun, ...finished])];
  };

  /** @returns {string[]} terms that are a typing error away from a word that no paper has */
  const correct = (word, vocabulary) => {
    const [[term]] = word.ways;
    if (term.length < 4 || term.length > 30 || /^[\d.]+$/.test(term)) return [];
    return vocabulary.near(term, 1, word.fields, MOST_CORRECTIONS);
  };

  /**
   * @typedef {Object} Meaning what a word stands for in this index
   * @property {Word} word
   * @property {Set<string>[][]} ways each a list of sets: one term of every set must be there
   * @property {{term: string, boost: number}[]} terms to look up
   */

  /** @returns {Meaning} of a word that stands for any one of the terms */
  const anyOf = (word, terms, boost = 1) => ({
    word,
    ways: [[new Set(terms)]],
    terms: terms.map((term) => ({ term, boost })),
  });

  /** @returns {Meaning} of a word as it is typed, all of its ways */
  const asTyped = (word, vocabulary) => {
    const known = (term) => vocabulary.has(term, word.fields);
    return {
      word,
      ways: word.ways.map((way) => way.map((term) => new Set([term]))),
      terms: word.ways.flatMap((way, place) =>
        way.filter(known).map((term) => ({ term, boost: place ? PARTS_BOOST : 1 })),
      ),
    };
  };

  /**
   * @param {Word} word
   * @param {Vocabulary} vocabulary
   * @param {{last: boolean, typing: boolean}} state of the word
   * @param {string[]} hints
   * @returns {Meaning}
   */
  const understand = (word, vocabulary, { last, typing }, hints) => {
    if (word.pattern) {
      const form = word.pattern.slice(0, -1);
      const begins = word.pattern.endsWith("*") && !form.includes("*");
      const terms = begins
        ? complete(form, word, vocabulary, MOST_FITTING)
        : vocabulary.matching(word.pattern, word.fields, MOST_FITTING);
      return anyOf(word, terms);
    }
    if (word.distance) {
      const [[term]] = word.ways;
      return anyOf(word, vocabulary.near(term, word.distance, word.fields, MOST_FITTING));
    }
    // To exclude a compound is to exclude it as a whole, not each of its parts.
    if (word.presence === "not") return asTyped({ ...word, ways: word.ways.slice(0, 1) }, vocabulary);
    const meaning = asTyped(word, vocabulary);
    const mayGoOn = last && word.unfinished && word.unfinished.length > 1;
    if (mayGoOn && (typing || !meaning.terms.length)) {
      const terms = complete(word.unfinished, word, vocabulary, MOST_COMPLETIONS);
      const completions = anyOf(word, terms, COMPLETION_BOOST);
      meaning.ways.push(...completions.ways);
      meaning.terms.push(...completions.terms);
    }
    if (meaning.terms.length || (last && typing)) return meaning;
    const corrections = correct(word, vocabulary);
    if (corrections.length) {
      hints.push(`No paper has “${word.text}”; words spelt like it were searched instead.`);
    }
    return anyOf(word, corrections);
  };

  const isExcluded = ({ word }) => word.presence === "not";

  /** @returns {lunr.Index.Result[]} what lunr finds for the meanings */
  const ask = (index, meanings) => {
    const wanted = meanings.filter((meaning) => !isExcluded(meaning));
    // A query of exclusions alone means all other papers; unknown words mean none.
    if (!meanings.length || (wanted.length && wanted.every(({ terms }) => !terms.length))) return [];
    return index.query((query) => {
      for (const meaning of meanings) {
        const { PROHIBITED, OPTIONAL } = lunr.Query.presence;
        const presence = isExcluded(meaning) ? PROHIBITED : OPTIONAL;
        for (const { term, boost } of meaning.terms) {
          query.term(term, { boost, fields: meaning.word.fields, presence, usePipeline: false });
        }
      }
    });
  };

  /** @returns {number} how much of a word a paper has, 0 to 1 */
  const cover = ({ ways }, hasTerm) =>
    Math.max(
      0,
      ...ways.map(
        (way) => way.filter((terms) => Array.from(terms).some(hasTerm)).length / way.length,
      ),
    );

  /**
   * Papers with all the words first; then by lunr's score, more where the title has them.
   * @returns {{numbers: number[], complete: number}}
   */
  const rank = (results, meanings) => {
    const wanted = meanings.filter((meaning) => !isExcluded(meaning));
    const ranked = [];
    for (const { ref, score, matchData } of results) {
      const { metadata } = matchData;
      const shares = wanted.map((meaning) =>
        cover(meaning, (term) => {
          const where = metadata[term];
          return where !== undefined && meaning.word.fields.some((field) => field in where);
        }),
      );
      if (wanted.some(({ word }, place) => word.presence === "must" && shares[place] < 1)) continue;
      const inTitle = wanted.map((meaning) =>
        cover(meaning, (term) => metadata[term] !== undefined && "title" in metadata[term]),
      );
      const mean = (values) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
      const covered = wanted.length ? mean(shares) : 1;
      ranked.push({
        number: Number(ref),
        complete: covered === 1,
        score: score * Math.sqrt(covered) * (1 + TITLE_BONUS * mean(inTitle) ** 2),
      });
    }
    ranked.sort((a, b) => b.complete - a.complete || b.score - a.score || a.number - b.number);
    const complete = ranked.filter((result) => result.complete).length;
    const numbers = ranked.slice(0, complete + MOST_PARTIAL).map((result) => result.number);
    return { numbers, complete };
  };

  /** @returns {Object<string, Set<string>>} the terms to mark, by field */
  const collectMarks = (meanings) => {
    const marks = { title: new Set(), abstract: new Set() };
    for (const { word, terms } of meanings.filter((meaning) => !isExcluded(meaning))) {
      for (const field of word.fields.filter((name) => name in marks)) {
        for (const { term } of terms) marks[field].add(term);
      }
    }
    return marks;
  };

  /** @returns {number[]} papers that carry one of the identifiers */
  const lookUp = (index, ids) => {
    const known = ids.filter((id) => index.invertedIndex[id] !== undefined);
    if (!known.length) return [];
    return index
      .query((query) => query.term(known, { fields: ["ids"], usePipeline: false }))
      .map(({ ref }) => Number(ref))
      .sort((a, b) => a - b);
  };

  /**
   * @param {string} text as typed
   * @param {{index: lunr.Index, vocabulary: Vocabulary}} opened
   * @param {{typing?: boolean}} [state] whether the last word may be unfinished
   * @returns {Found}
   */
  const find = (text, { index, vocabulary }, { typing = false } = {}) => {
    const query = search.parse(text);
    const hints = query.hints;
    const named = [];
    for (const { candidates, words, piece } of query.ids) {
      const numbers = lookUp(index, candidates);
      named.push(...numbers);
      if (numbers.length) continue;
      hints.push(`No paper here has the identifier “${piece}”.`);
      query.words.push(...words);
    }
    const open = typing && /[\p{L}\p{N}]$/u.test(text);
    const meanings = query.words.map((word, place) =>
      understand(
        word, vocabulary, { last: place === query.words.length - 1, typing: open }, hints,
      ),
    );
    if (!meanings.length && !query.ids.length && search.words.chunks(text).length) {
      hints.push("Words that nearly every text has, like “the” and “of”, are not looked for.");
    }
    const { numbers, complete } = rank(ask(index, meanings), meanings);
    const first = new Set(named);
    const others = numbers.filter((number) => !first.has(number));
    const repeated = numbers.slice(0, complete).filter((number) => first.has(number)).length;
    return {
      numbers: [...first, ...others],
      complete: first.size + complete - repeated,
      marks: collectMarks(meanings),
      hints,
    };
  };

  search.find = find;
})();
