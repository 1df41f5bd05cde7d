/**
 * Names of authors, taken apart as reference managers want them, and keys to cite papers
 * by: the same as generator/exports/names.py and citation.py make.
 *
 * @typedef {{family: string, given: string, suffix: string}} Name an organization has a
 *   family name only
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});

  const list = (text) => new Set(text.split(" "));
  const PARTICLES = list(
    "af al av ben bin da das de del della den der des di do dos du el ibn la las le los op te" +
      " ten ter van vom von zu zum zur",
  );
  const CAPITALS = list("De Del Della Den Der Von");
  const ARTICLES = list("La Las Los");
  const MARKS = /[*†‡§¶, ]+$/;
  const LINKS = list("e i y");
  const SUFFIXES = list("jr sr ii iii iv");
  const DULL = list(
    "a an and are as at be by can do does for from how in is it of on or the this to toward" +
      " towards via we what when where why with",
  );
  const ORGANIZATION = new RegExp(
    "(?<![\\p{L}\\p{N}_])(?:association|cent(?:er|re)|collaboration|college|committee|community" +
      "|company|consortium|corporation|department|foundation|group|hospital|initiative" +
      "|institute|labs|laborator(?:y|ies)|network|project|research|society|team" +
      "|university)(?![\\p{L}\\p{N}_])",
    "iu",
  );
  const LETTERS = {
    ß: "ss", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D",
    ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i", "'": "", "’": "",
  };

  const isSuffix = (word) => SUFFIXES.has(word.replace(/\.+$/, "").toLowerCase());

  /** @returns {number} where the family name begins; the first word is a given name */
  const findFamily = (words) => {
    let start = words.length - 1;
    while (start > 1) {
      const before = words[start - 1];
      const isCompound =
        (before === "Van" && CAPITALS.has(words[start])) ||
        (ARTICLES.has(before) && /^[Dd]e$/.test(words[start - 2]));
      if (PARTICLES.has(before) || CAPITALS.has(before) || isCompound) start -= 1;
      else if (LINKS.has(before) && start > 2) start -= 2;
      else break;
    }
    return start;
  };

  /** @returns {Name} of a name that commas take apart; whole where it is not clear how */
  const parseParts = (parts, name) => {
    let suffix = "";
    for (const place of [1, 2]) {
      if (parts.length === 3 && isSuffix(parts[place])) [suffix] = parts.splice(place, 1);
    }
    if (parts.length !== 2 || !parts.every(Boolean)) return { family: name, given: "", suffix: "" };
    const [family, given] = parts;
    if (!isSuffix(given)) return { family, given, suffix };
    const person = parse(family);
    return { ...person, suffix: person.given ? given : "" };
  };

  /**
   * @param {string} written a name as it stands in a listing
   * @returns {Name}
   */
  const parse = (written) => {
    const name = written.replace(MARKS, "");
    const parts = name.split(",").map((part) => part.trim());
    if (parts.length > 1) return parseParts(parts, name);
    const words = name.split(/\s+/).filter(Boolean);
    const isWhole = words.length < 2 || words[words.length - 1].startsWith("(");
    if (isWhole || ORGANIZATION.test(name)) return { family: name, given: "", suffix: "" };
    const suffix = words.length > 2 && isSuffix(words[words.length - 1]) ? words.pop() : "";
    const start = findFamily(words);
    return { family: words.slice(start).join(" "), given: words.slice(0, start).join(" "), suffix };
  };

  /** @returns {string[]} the words of a text in lower-case ASCII */
  const listWords = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^ -&(-~]/g, (letter) => (Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : letter))
      .toLowerCase()
      .match(/[a-z0-9]+/g) || [];

  /** @returns {string} family name, year and first telling word: `okafor2024kitenet` */
  const makeKey = ({ authors, iso, title }) => {
    const family = authors.length ? listWords(parse(authors[0]).family).join("") : "";
    const words = listWords(title);
    const word = words.find((one) => !DULL.has(one)) || words[0] || "";
    return `${family}${iso.slice(0, 4)}${word}` || "paper";
  };

  /**
   * @param {Citable[]} records
   * @returns {string[]} a key for each that no other in the file has
   */
  const nameAll = (records) => {
    const keys = records.map(makeKey);
    const counts = new Map();
    for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
    const taken = new Map();
    return records.map(({ key }, place) => {
      let name = keys[place];
      if (counts.get(name) > 1) name += `-${key.replace(/^[^]*:/, "").replace(/[^A-Za-z0-9.-]/g, "")}`;
      const again = (taken.get(name.toLowerCase()) || 0) + 1;
      taken.set(name.toLowerCase(), again);
      return again === 1 ? name : `${name}-${again}`;
    });
  };

  const MORE_AUTHORS = "There are more authors than the listing names.";

  digest.formats = { MORE_AUTHORS, makeKey, nameAll, parse };
})();
