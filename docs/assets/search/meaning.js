/**
 * What the words of a query stand for in this index: the word itself and how else it is
 * written, two words as one, the words that an unfinished one may become, those that fit a
 * pattern. Meanings are what the engine ranks by. No page.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** What other terms count beside the word itself. */
  const BOOSTS = { parts: 0.5, completion: 0.3, joined: 0.75 };
  /** As one they are a name where papers that have the one are not much rarer than both. */
  /** Papers that have a word which may be a typing error. */
  const RARE = 2;
  const NAME_SHARE = 10;
  /** A word is no name where so many times more texts have it than names. */
  const HOME = 20;
  /** Two words are tried as one in queries of at most so many, and where one is unknown. */
  const MOST_TO_JOIN = 3;
  const LONGEST_JOINED = 30;
  /** Letters that an unfinished word has at least; one that was sent off, more. */
  const SHORTEST_BEGUN = 3;
  const SHORTEST_CUT = 4;
  /** Fields that a reader names otherwise than the index does, where it has not the name. */
  const OTHER_NAMES = { abstract: "text" };
  /** Fields of names, not of texts. */
  const NAMES = new Set(["authors", "venue", "organization"]);
  const IDS = "ids";
  const TITLE = "title";

  /**
   * @param {Word} word
   * @param {Manifest} manifest
   * @returns {string[]} the fields of the index to look in
   */
  const listFields = ({ field, presence, exact }, { fields, names }) => {
    if (field) return [names.includes(field) ? field : OTHER_NAMES[field] || field];
    // What only a paper's neighbours have is neither a reason to exclude it, nor a quotation.
    const isStrict = exact || presence === "not";
    return fields
      .filter(({ name, kind }) => name !== IDS && !(isStrict && kind === "level"))
      .map(({ name }) => name);
  };

  /** @returns {boolean} whether two words may be one that is written apart */
  const canJoin = (a, b) =>
    b.place === a.place + 1 &&
    a.field === b.field &&
    [a, b].every(
      ({ leaves, presence, pattern, distance, exact }) =>
        leaves.length === 1 && presence !== "not" && !pattern && !distance && !exact,
    ) &&
    /\p{L}/u.test(a.form) &&
    a.form.length + b.form.length <= LONGEST_JOINED;

  /** @returns {{words: Word[], term: string}[]} neighbours, and the term that they are as one */
  const listPairs = (words) =>
    words
      .slice(1)
      .map((word, place) => [words[place], word])
      .filter(([a, b]) => canJoin(a, b))
      .map(([a, b]) => ({ words: [a, b], term: search.words.stem(a.form + b.form) }));

  /** @returns {Meaning} of a word that stands for any one of the terms */
  const anyOf = (word, terms, fields) => ({
    word,
    presence: word.presence,
    ways: terms.length ? [[new Set(terms)]] : [],
    terms: terms.map((term) => ({ term, boost: word.boost, fields, same: true })),
  });

  /** @returns {Meaning} of a word as it is written, all of its ways */
  const asWritten = (word, fields, vocabulary) => {
    const ways = word.ways.filter((way) => way.some((term) => vocabulary.has(term, fields)));
    const terms = new Map();
    for (const way of ways) {
      const same = way.length === 1;
      const boost = word.boost * (same ? 1 : BOOSTS.parts);
      for (const term of way) {
        if (terms.has(term) || !vocabulary.has(term, fields)) continue;
        terms.set(term, { term, boost, fields, same });
      }
    }
    return {
      word,
      presence: word.presence,
      ways: ways.map((way) => way.map((term) => new Set([term]))),
      terms: [...terms.values()],
    };
  };

  /** Let any one of the terms stand for the word as well. */
  const addWay = (meaning, terms, { boost, fields, same }) => {
    const fresh = terms.filter((term) => !meaning.terms.some((known) => known.term === term));
    if (!fresh.length) return;
    meaning.ways.push([new Set(fresh)]);
    for (const term of fresh) {
      meaning.terms.push({ term, boost: meaning.word.boost * boost, fields, same });
    }
  };

  /**
   * A rare term weighs much, for lunr: among those that say the same, each shall weigh as
   * the most frequent does. "optimisation" is no rarer a thing than "optimization".
   */
  const even = ({ terms }, vocabulary) => {
    const same = terms.filter((each) => each.same);
    const weightOf = ({ term, fields }) => vocabulary.weigh(term, fields);
    const least = Math.min(...same.map(weightOf));
    for (const each of same) each.boost *= least / weightOf(each);
  };

  /** @returns {string} the part of a word that may be unfinished, if it is long enough */
  const findBegun = ({ leaves }, shortest) => {
    const form = leaves.length ? leaves[leaves.length - 1] : "";
    const isLatin = /^\p{ASCII}*$/u.test(form);
    return form.length < (isLatin ? shortest : 1) || /^\p{N}/u.test(form) ? "" : form;
  };

  /** Finds out what the words of one query stand for. */
  class Interpreter {
    constructor(manifest) {
      this.manifest = manifest;
      this.vocabulary = new search.Vocabulary(manifest);
      this.meanings = new Map();
    }

    fieldsOf(word) {
      return listFields(word, this.manifest);
    }

    /** A pattern, or a word with typing errors allowed. */
    async readOpen(word) {
      const fields = this.fieldsOf(word);
      const terms = word.pattern
        ? await this.vocabulary.match(word.pattern, fields)
        : await this.vocabulary.findNear(word.form, word.distance, fields);
      if (!terms.length && word.fallback.length) return;
      this.meanings.set(word, anyOf(word, terms, fields));
    }

    async readWritten(words) {
      await this.vocabulary.load(words.flatMap(({ ways }) => ways.flat()));
      for (const word of words) {
        this.meanings.set(word, asWritten(word, this.fieldsOf(word), this.vocabulary));
      }
    }

    /** @returns {string[]} those of the fields in which the term is at home */
    listHomes(term, fields) {
      const counts = new Map(fields.map((field) => [field, this.vocabulary.count(term, [field])]));
      const most = Math.max(...counts.values());
      return fields.filter((field) => !NAMES.has(field) || counts.get(field) * HOME >= most);
    }

    /** Words written apart also stand for the one that they make, where papers have it. */
    async join(pairs) {
      await this.vocabulary.load(pairs.map(({ term }) => term));
      for (const { words, term } of pairs) {
        const [[a], [b]] = words.map(({ ways }) => ways[0]);
        const all = this.fieldsOf(words[0]);
        const homes = [a, b].flatMap((one) => this.listHomes(one, all));
        const fields = all.filter((field) => homes.includes(field));
        if (!this.vocabulary.has(term, fields)) continue;
        const apart = this.vocabulary.countBoth(a, b);
        const share = Math.min(1, (NAME_SHARE * this.vocabulary.count(term, fields)) / apart || 1);
        const kind = { boost: BOOSTS.joined * share, fields, same: false };
        for (const word of words) addWay(this.meanings.get(word), [term], kind);
      }
    }

    /** @returns {boolean} whether the word stands for nothing yet */
    isLost(word) {
      const meaning = this.meanings.get(word);
      return Boolean(meaning) && !meaning.terms.length && word.presence !== "not";
    }

    /** Load what the completion of a word will need, while its terms are loaded. */
    async prepare(word) {
      const form = findBegun(word, SHORTEST_BEGUN);
      if (form && !word.field) await this.vocabulary.words(form);
    }

    async complete(word, shortest, boost) {
      const form = findBegun(word, shortest);
      if (!form) return;
      const fields = this.fieldsOf(word);
      const known = new Set(word.ways.flat());
      const terms = await this.vocabulary.complete(form, fields, known);
      addWay(this.meanings.get(word), terms, { boost, fields, same: true });
    }

    /** What no paper has may be half of a word, or one that was not finished. */
    async find(words) {
      const lost = words.filter((word) => this.isLost(word));
      const isOfLost = (pair) => pair.words.some((word) => lost.includes(word));
      await this.join(listPairs(words).filter(isOfLost));
      const cut = lost.filter((word) => this.isLost(word) && !word.exact && !word.distance);
      await Promise.all(
        cut.filter(({ pattern }) => !pattern).map((word) => this.complete(word, SHORTEST_CUT, 1)),
      );
    }
  }

  /** @returns {Word[]} of the query, in its order; where a pattern fits nothing, its words */
  const replaceUnfit = (words, meanings) =>
    words.flatMap((word) => (meanings.has(word) ? [word] : word.fallback));

  /**
   * @param {Word[]} words of the query and of its phrases
   * @param {Manifest} manifest
   * @param {{unfinished: ?Word}} state the word that is being typed
   * @returns {Promise<{words: Word[], meanings: Meaning[], vocabulary: Vocabulary}>}
   */
  const understand = async (words, manifest, { unfinished }) => {
    const reader = new Interpreter(manifest);
    const isOpen = ({ pattern, distance }) => Boolean(pattern) || distance > 0;
    const written = words.filter((word) => !isOpen(word));
    const pairs = words.length <= MOST_TO_JOIN ? listPairs(words) : [];
    await Promise.all([
      reader.readWritten(written),
      reader.vocabulary.load(pairs.map(({ term }) => term)),
      ...words.filter(isOpen).map((word) => reader.readOpen(word)),
      unfinished && reader.prepare(unfinished),
    ]);
    await reader.join(pairs);
    if (unfinished && reader.meanings.has(unfinished)) {
      await reader.complete(unfinished, SHORTEST_BEGUN, BOOSTS.completion);
    }
    const settled = replaceUnfit(words, reader.meanings);
    const late = settled.filter((word) => !reader.meanings.has(word));
    if (late.length) await reader.readWritten(late);
    await reader.find(settled);
    const meanings = settled.map((word) => reader.meanings.get(word));
    for (const meaning of meanings) even(meaning, reader.vocabulary);
    return { words: settled, meanings, vocabulary: reader.vocabulary };
  };

  /** @returns {{title: Set<string>, abstract: Set<string>}} the terms to mark, by field */
  const collectMarks = (meanings) => {
    const marks = { title: new Set(), abstract: new Set() };
    for (const { word, presence, terms } of meanings) {
      if (presence === "not" || !(word.field === null || word.field in { title: 1, abstract: 1 })) {
        continue;
      }
      for (const { term } of terms) {
        marks.title.add(term);
        if (word.field !== TITLE) marks.abstract.add(term);
      }
    }
    return marks;
  };

  search.meaning = { NAMES, RARE, collectMarks, listFields, understand };
})();
