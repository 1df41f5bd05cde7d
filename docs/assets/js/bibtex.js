/** BibTeX, byte for byte as generator/exports/bibtex.py writes it; the why stands there. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { formats } = digest;

  const TYPES = {
    preprint: ["misc", "howpublished"],
    other: ["misc", "howpublished"],
    proceedings: ["inproceedings", "booktitle"],
    journal: ["article", "journal"],
  };
  const MONTHS = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const COMMANDS = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
  };
  const PUNCTUATION = `.,:;?!()[]"'`;
  const LONG_WORD = 4;

  const escape = (text) =>
    text.replace(/[\\{}~^#$%&_]/g, (special) => COMMANDS[special] || `\\${special}`);

  const keep = (text) => (/[\\{}]/.test(text) ? escape(text) : text);

  const stripEnd = (text) => {
    let end = text.length;
    while (end && PUNCTUATION.includes(text[end - 1])) end -= 1;
    return text.slice(0, end);
  };

  const strip = (text) => {
    let start = 0;
    while (start < text.length && PUNCTUATION.includes(text[start])) start += 1;
    return stripEnd(text.slice(start));
  };

  /** @returns {string[]} code points: a letter may be of two units */
  const letters = (text) => Array.from(text);
  const isUpper = (text) => /\p{Uppercase}/u.test(text);
  const isFirstUpper = (word) => /^\p{Uppercase}/u.test(word);
  const isFirstLower = (word) => /^\p{Lowercase}/u.test(word);

  const hasInnerCapital = (word) => {
    if (["A", "I"].includes(stripEnd(word))) return false;
    return word
      .split("-")
      .map((part) => letters(strip(part)))
      .some((part) => (part.length === 1 ? isUpper(part[0]) : part.slice(1).some(isUpper)));
  };

  const brace = (word) => {
    const bare = stripEnd(word) || word;
    return `{${escape(bare)}}${escape(word.slice(bare.length))}`;
  };

  const hasOwnCapital = (before, word) => /[^.:?!]$/u.test(before) && isFirstUpper(word);

  const protect = (title) => {
    const words = title.split(" ");
    const isTelling = (word) => letters(word).length >= LONG_WORD && !hasInnerCapital(word);
    const middle = words.slice(1).filter(isTelling);
    const isSentence = 2 * middle.filter(isFirstLower).length > middle.length;
    return words
      .map((word, place) => {
        const isOwn = isSentence && hasOwnCapital(words[place - 1] || "", word);
        return isOwn || hasInnerCapital(word) ? brace(word) : escape(word);
      })
      .join(" ");
  };

  const formatPart = (part) => {
    const isPlain = !part.includes(",") && !part.toLowerCase().split(/\s+/).includes("and");
    return isPlain ? escape(part) : `{${escape(part)}}`;
  };

  const formatName = ({ family, given, suffix }) => {
    const text = [family, suffix, given].filter(Boolean).map(formatPart).join(", ");
    return given ? text : `{${text}}`;
  };

  const joinAuthors = ({ authors, others }) =>
    [...authors.map((name) => formatName(formats.parse(name))), ...(others ? ["others"] : [])].join(" and ");

  const listFields = (record) => {
    const [year, month = 0] = record.iso.split("-");
    const { arxiv, doi = "" } = record.ids;
    return [
      ["title", protect(record.title)],
      ["author", joinAuthors(record)],
      ["year", year],
      ["month", MONTHS[Number(month)]],
      [TYPES[record.kind][1], escape(record.venue)],
      ["eprint", arxiv],
      ["archivePrefix", arxiv && "arXiv"],
      ["primaryClass", arxiv && record.category],
      ["doi", keep(doi)],
      ["url", keep(record.url)],
    ];
  };

  const enclose = (key, value) => (key === "month" ? value : `{${value}}`);

  /**
   * @param {Citable[]} records
   * @param {string[]} [names] to cite them by, as `nameAll` gives them
   * @returns {string} an entry for each, in their order
   */
  formats.bibtex = (records, names = formats.nameAll(records)) =>
    records
      .map((record, place) => {
        const fields = listFields(record)
          .filter(([, value]) => value)
          .map(([key, value]) => `,\n  ${key} = ${enclose(key, value)}`);
        return `@${TYPES[record.kind][0]}{${names[place]}${fields.join("")}\n}\n`;
      })
      .join("");
})();
