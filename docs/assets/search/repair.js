/**
 * Typing errors: what a word that no paper has was probably meant to be, and what a rare
 * one perhaps was. A query is mended as a text, so that a reader sees what was searched.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Words that are mended, and words of a query in which that is tried. */
  const MOST_REPAIRS = 3;
  const MOST_WORDS = 30;
  /** From so many letters on a word is mended, while it is typed, by two errors. */
  const SHORTEST = 4;
  const SHORTEST_TYPED = 5;
  const SHORTEST_TWO = 8;
  /** Of a word that was run together. */
  const SHORTEST_HALF = 3;
  const MOST_HALVES = 3;
  /** A rare word is only asked about if so many times more papers have another one. */
  const TIMES = 50;
  /** Longer words are not compared. */
  const LONGEST = 40;
  /** Of the dictionary, for one letter: more are not all loaded. */
  const MOST_PIECES = 6;
  /** Candidates that are looked up where a word is wanted in one field. */
  const MOST_CHECKED = 5;

  /**
   * @typedef {Object} Change
   * @property {Word} word
   * @property {string} from a part of the word, folded
   * @property {string} to
   */

  const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 3));

  /**
   * Typing errors between two words: letters put in, left out, changed, or two swapped
   * (optimal string alignment).
   * @param {string} a at most 40 letters
   * @param {string} b
   * @returns {number} how many; Infinity where more than `most`
   */
  const countErrors = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let [before, last, row] = rows;
    for (let j = 0; j <= b.length; j += 1) last[j] = j;
    for (let i = 1; i <= a.length; i += 1) {
      let least = (row[0] = i);
      for (let j = 1; j <= b.length; j += 1) {
        const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        let errors = Math.min(changed, last[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          errors = Math.min(errors, before[j - 2] + 1);
        }
        row[j] = errors;
        least = Math.min(least, errors);
      }
      if (least > most) return Infinity;
      [before, last, row] = [last, row, before];
    }
    return last[b.length] <= most ? last[b.length] : Infinity;
  };

  /** The word that was most likely meant comes first. */
  const compareNear = (a, b) =>
    a.errors - b.errors || b.df - a.df || (a.word < b.word ? -1 : 1);

  /** @returns {string[]} how words may begin that have an error in their second letter */
  const listStarts = ([first, second, third = "", fourth = ""]) => [
    first + third + second,
    first + third + fourth,
    ...Array.from("aeiou").flatMap((vowel) => [first + vowel + second, first + vowel + third]),
  ];

  /**
   * @param {Vocabulary} vocabulary
   * @param {string} form
   * @param {number} most typing errors
   * @param {string} prefix of the words to look at
   * @returns {Promise<{word: string, df: number, errors: number}[]>} words of the
   *   dictionary that may be meant, best first; the form itself is none of them
   */
  const listNear = async (vocabulary, form, most, prefix) => {
    const digits = form.replace(/\P{N}/gu, "");
    const near = [];
    if (form.length > LONGEST) return near;
    for (const { word, df } of await vocabulary.words(prefix)) {
      const errors = word === form ? Infinity : countErrors(form, word, most);
      // Another number is another thing.
      const isSameNumber = errors <= most && word.replace(/\P{N}/gu, "") === digits;
      if (isSameNumber) near.push({ word, df, errors });
    }
    return near.sort(compareNear);
  };

  /** @returns {Promise<{word: string, df: number, errors: number}[]>} as listNear, of all */
  const listAllNear = async (vocabulary, form, most) => {
    const look = async (prefixes) => {
      const different = [...new Set(prefixes)];
      const listOf = (prefix) => listNear(vocabulary, form, most, prefix);
      const lists = await Promise.all(different.map(listOf));
      return lists.flat().sort(compareNear);
    };
    // Nearly all errors come after the first two letters: so much less is loaded.
    const near = await look([form.slice(0, 2)]);
    if (near.length && near[0].errors === 1) return near;
    const pieces = vocabulary.manifest.words.filter((one) => one.startsWith(form[0]));
    const wider = await look(pieces.length > MOST_PIECES ? listStarts(form) : [form[0]]);
    const all = pieces.length > MOST_PIECES ? [...near, ...wider].sort(compareNear) : wider;
    return all.length ? all : look([form[1] + form[0], form.slice(1, 3)]);
  };

  /** @returns {boolean} whether other words are looked for in its place */
  const isOpenToRepair = ({ pattern, distance, presence }) =>
    !pattern && !distance && presence !== "not";

  /** @returns {string[]} the parts of a word that no paper has, in any field */
  const listUnknown = (word, meaning, vocabulary) => {
    const { stem } = search.words;
    // The word as a whole, or another one that it may become, is known.
    if (meaning.ways.some((way) => way.length === 1)) return [];
    return word.leaves.filter((leaf) => !vocabulary.postings.has(stem(leaf)));
  };

  /** @returns {Promise<?string>} two words that the form is when they are run together */
  const takeApart = async (form, vocabulary) => {
    const known = new Map();
    for (const { word, df } of await vocabulary.words(form.slice(0, 2))) known.set(word, df);
    const halves = [];
    for (let at = SHORTEST_HALF; at <= form.length - SHORTEST_HALF; at += 1) {
      const [left, right] = [form.slice(0, at), form.slice(at)];
      if (known.has(left)) halves.push({ left, right, df: known.get(left) });
    }
    halves.sort((a, b) => b.df - a.df);
    let best = { text: null, df: 0 };
    for (const { left, right, df } of halves.slice(0, MOST_HALVES)) {
      const words = await vocabulary.words(right);
      const other = words.find(({ word }) => word === right);
      const both = other ? Math.min(df, other.df) : 0;
      if (both > best.df) best = { text: `${left} ${right}`, df: both };
    }
    return best.text;
  };

  /** @returns {Promise<?string>} the first of the words that a paper has in the fields */
  const choose = async (near, fields, vocabulary) => {
    const { stem } = search.words;
    const words = near.slice(0, MOST_CHECKED).map(({ word }) => word);
    await vocabulary.load(words.map(stem));
    return words.find((word) => vocabulary.has(stem(word), fields)) || null;
  };

  /** @returns {Promise<?string>} what the form was probably meant to be */
  const mend = async (form, word, { manifest, vocabulary }) => {
    const fields = search.meaning.listFields(word, manifest);
    const most = form.length < SHORTEST_TWO ? 1 : 2;
    const near = await listAllNear(vocabulary, form, most);
    const closest = near.filter(({ errors }) => errors === 1);
    const isWhole = closest.length > 0 || word.field !== null || word.exact;
    const halves = isWhole ? null : await takeApart(form, vocabulary);
    return halves || choose(near, fields, vocabulary);
  };

  /**
   * @param {{words: Word[], meanings: Meaning[], vocabulary: Vocabulary}} understood
   * @param {Manifest} manifest
   * @param {?Word} unfinished the word that is being typed
   * @returns {Promise<Change[]>} words to replace, none if all are known
   */
  const findRepairs = async ({ words, meanings, vocabulary }, manifest, unfinished) => {
    if (words.length > MOST_WORDS) return [];
    const parts = words.flatMap((word, place) => {
      if (!isOpenToRepair(word)) return [];
      const shortest = word === unfinished ? SHORTEST_TYPED : SHORTEST;
      return listUnknown(word, meanings[place], vocabulary)
        .filter((form) => form.length >= shortest && !/^[\p{N}.]+$/u.test(form))
        .map((form) => ({ word, form }));
    });
    const mended = await Promise.all(
      parts.slice(0, MOST_REPAIRS).map(async ({ word, form }) => {
        const to = await mend(form, word, { manifest, vocabulary });
        return { word, from: form, to };
      }),
    );
    return mended.filter(({ to }) => to);
  };

  /**
   * @param {{words: Word[], meanings: Meaning[], vocabulary: Vocabulary}} understood
   * @param {Manifest} manifest
   * @returns {Promise<Change[]>} words to ask about: rare ones beside a frequent one
   */
  const findSuggestions = async ({ words, vocabulary }, manifest) => {
    const { stem } = search.words;
    const rare = words
      .filter((word) => isOpenToRepair(word) && word.leaves.length === 1)
      .map((word) => ({
        word,
        count: vocabulary.count(stem(word.form), search.meaning.listFields(word, manifest)),
      }))
      .filter(
        ({ word: { form }, count }) =>
          count > 0 && count <= search.meaning.RARE && form.length >= SHORTEST && /^\p{L}+$/u.test(form),
      );
    const asked = rare.slice(0, MOST_REPAIRS).map(async ({ word, count }) => {
      // A question is not worth more than a file or two.
      const near = await listNear(vocabulary, word.form, 1, word.form.slice(0, 3));
      const better = near.find(
        (other) => other.df >= TIMES * count && stem(other.word) !== stem(word.form),
      );
      return { word, from: word.form, to: better && better.word };
    });
    return (await Promise.all(asked)).filter(({ to }) => to);
  };

  /** @returns {string} the piece of a query with a part of one of its words replaced */
  const replacePart = (piece, { from, to }) => {
    const { fold, plain, spans } = search.words;
    for (const { start, end } of spans(piece)) {
      const text = piece.slice(start, end);
      const folded = fold(plain(text));
      const at = folded.indexOf(from);
      if (at < 0) continue;
      // Where letters were folded to more or fewer, the places do not agree.
      const fits = folded.length === text.length;
      const [first, last] = fits ? [start + at, start + at + from.length] : [start, end];
      return piece.slice(0, first) + to + piece.slice(last);
    }
    return piece;
  };

  /**
   * @param {string} text of a query
   * @param {Change[]} changes
   * @returns {string} the text with the words replaced
   */
  const apply = (text, changes) => {
    const pieces = new Map();
    for (const change of changes) {
      const { start, end } = change.word.piece;
      const { piece = text.slice(start, end) } = pieces.get(start) || {};
      pieces.set(start, { end, piece: replacePart(piece, change) });
    }
    let changed = text;
    for (const [start, { piece, end }] of [...pieces].sort(([a], [b]) => b - a)) {
      changed = changed.slice(0, start) + piece + changed.slice(end);
    }
    return changed;
  };

  search.repair = { apply, countErrors, findRepairs, findSuggestions, listAllNear };
})();
