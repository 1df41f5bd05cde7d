/**
 * Words in quotation marks: whether they stand side by side is not in the index, but in
 * the text of the papers that have them all. These are looked through, the best first.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Papers that are loaded at once, at first and at most; and looked through in all. */
  const BATCH = 20;
  const LARGEST_BATCH = 80;
  const MOST_CHECKED = 200;
  const MOST_STEMS = 20000;
  /** Where the order of words can be checked: the text of these is in a paper's document. */
  const TEXTS = new Set([null, "title", "abstract"]);

  const stems = new Map();

  const stemOf = (form) => {
    let stem = stems.get(form);
    if (stem === undefined) {
      stem = search.words.stem(form);
      if (stems.size >= MOST_STEMS) stems.clear();
      stems.set(form, stem);
    }
    return stem;
  };

  /** @returns {{whole: ?string, leaves: string[]}[]} the chunks of a text, as stems */
  const listUnits = (text) =>
    search.words.chunks(text).map((chunk) => {
      const { forms, leaves } = search.words.split(chunk);
      const isWhole = leaves.length > 1 && forms[0] === leaves.join("");
      return { whole: isWhole ? stemOf(forms[0]) : null, leaves: leaves.map(stemOf) };
    });

  /** @returns {number[]} the places in a text after a unit that stands at one of the places */
  const step = (places, { whole, leaves }, { words, wholes }) => {
    const after = new Set();
    for (const place of places) {
      if (leaves.every((leaf, at) => words[place + at] === leaf)) after.add(place + leaves.length);
      // A compound may be written together, in the text or in the query.
      if (whole !== null && words[place] === whole) after.add(place + 1);
      const joined = wholes.get(place);
      if (joined && leaves.length === 1 && joined.whole === leaves[0]) {
        after.add(place + joined.length);
      }
    }
    return [...after];
  };

  /** @returns {boolean} whether a text has the units side by side */
  const hasUnits = (text, units) => {
    const words = [];
    const wholes = new Map();
    for (const { whole, leaves } of listUnits(text)) {
      if (whole !== null) wholes.set(words.length, { whole, length: leaves.length });
      words.push(...leaves);
    }
    return words.some((_, place) => {
      let places = [place];
      for (const unit of units) {
        places = step(places, unit, { words, wholes });
        if (!places.length) return false;
      }
      return true;
    });
  };

  /** @returns {boolean} whether a paper has the phrase, in its title or its abstract */
  const holds = ({ heading, heading_made: made, abstract }, { field, units }) => {
    // A heading that was made of the abstract is no title.
    if (made) return field !== "title" && hasUnits(abstract, units);
    return (
      (field !== "abstract" && hasUnits(heading, units)) ||
      (field !== "title" && hasUnits(abstract, units))
    );
  };

  /** @returns {boolean} whether the order of the phrase's words can be checked */
  const isCheckable = ({ field }) => TEXTS.has(field);

  /** @returns {Set<number>} papers that have all the words in the fields */
  const findWithAll = (meanings, fields, { postings }) => {
    const list = (term) => {
      const found = postings.get(term);
      const listings = found ? fields.map((field) => found.fields[field]).filter(Boolean) : [];
      return listings.flatMap(({ numbers }) => Array.from(numbers));
    };
    const counts = new Map();
    for (const { ways } of meanings) {
      const found = new Set();
      for (const way of ways) {
        const lists = way.map((terms) => new Set([...terms].flatMap(list)));
        const [first, ...others] = lists.sort((a, b) => a.size - b.size);
        for (const number of first) if (others.every((one) => one.has(number))) found.add(number);
      }
      for (const number of found) counts.set(number, (counts.get(number) || 0) + 1);
    }
    const isAll = ([, count]) => meanings.length > 0 && count === meanings.length;
    return new Set([...counts].filter(isAll).map(([number]) => number));
  };

  /** @returns {Meaning} of a phrase that is excluded and cannot be checked: all of its words */
  const excludeAll = (meanings) => ({
    word: meanings[0].word,
    presence: "not",
    ways: [meanings.map(({ terms }) => new Set(terms.map(({ term }) => term)))],
    terms: meanings.flatMap(({ terms }) => terms),
  });

  /**
   * @param {Phrase[]} phrases of a query
   * @param {{meanings: Meaning[]}} understood
   * @returns {{meanings: Meaning[], checks: Phrase[]}} what is ranked by; and the phrases to
   *   look for in the texts, each with the meanings of its words
   */
  const part = (phrases, understood) => {
    const meaningOf = new Map(understood.meanings.map((meaning) => [meaning.word, meaning]));
    const excluded = phrases.filter(({ presence }) => presence === "not");
    const quoted = new Set(excluded.flatMap(({ words }) => words));
    const meanings = understood.meanings.filter(({ word }) => !quoted.has(word));
    const checks = [];
    for (const phrase of phrases) {
      const own = phrase.words.map((word) => meaningOf.get(word)).filter(Boolean);
      const isMust = phrase.presence === "must";
      // If no paper has one of the words, none has the phrase.
      const isThere = own.length > 0 && own.every(({ terms }) => terms.length);
      if (isCheckable(phrase) && (isMust || isThere)) checks.push({ ...phrase, own, isMust });
      else if (!isMust && isThere) meanings.push(excludeAll(own));
    }
    return { meanings, checks };
  };

  /** @returns {Object} a phrase with the papers of which something is known without a look */
  const prepare = (phrase, vocabulary, manifest) => {
    const { listFields, NAMES } = search.meaning;
    const fields = listFields({ field: phrase.field, presence: "must", exact: true }, manifest);
    const names = fields.filter((field) => NAMES.has(field));
    const texts = fields.filter((field) => !NAMES.has(field));
    // Names stand in any order: Okafor, Ada.
    const sure = new Set(names.flatMap((one) => [...findWithAll(phrase.own, [one], vocabulary)]));
    const suspects = phrase.isMust ? null : findWithAll(phrase.own, texts, vocabulary);
    return { ...phrase, units: listUnits(phrase.text), sure, suspects };
  };

  /**
   * @param {Ranking} ranking
   * @param {Phrase[]} phrases as `part` gives them
   * @param {{vocabulary: Vocabulary, manifest: Manifest, wanted: number}} request how many
   *   papers are wanted that hold to the phrases
   * @returns {Promise<{numbers: number[], matched: Int32Array, checked: number,
   *   atLeast: boolean}>} those that do; and whether there may be more of them
   */
  const check = async ({ numbers, matched }, phrases, { vocabulary, manifest, wanted }) => {
    const tests = phrases.map((phrase) => prepare(phrase, vocabulary, manifest));
    const isDoubtful = (number) =>
      tests.some(
        ({ sure, suspects }) => !sure.has(number) && (suspects === null || suspects.has(number)),
      );
    const fits = (number, paper) =>
      tests.every((test) => {
        const isThere = test.sure.has(number) || (paper !== null && holds(paper, test));
        return isThere === test.isMust;
      });
    const kept = new Set();
    let checked = 0;
    let size = BATCH;
    for (let at = 0; at < numbers.length && size > 0 && kept.size < wanted; ) {
      const batch = numbers.slice(at, at + size);
      const doubtful = batch.filter(isDoubtful);
      const papers = await search.store.documents(doubtful);
      const paperOf = new Map(papers.map((paper) => [paper.number, paper]));
      for (const number of batch) if (fits(number, paperOf.get(number) || null)) kept.add(number);
      at += size;
      checked += doubtful.length;
      size = Math.min(2 * size, LARGEST_BATCH, MOST_CHECKED - checked);
    }
    return {
      numbers: [...kept],
      matched: matched.filter((one) => kept.has(one) || (!isDoubtful(one) && fits(one, null))),
      checked,
      atLeast: matched.filter(isDoubtful).length > checked,
    };
  };

  search.phrase = { MOST_CHECKED, check, part };
})();
