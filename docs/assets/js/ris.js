/** RIS, byte for byte as generator/exports/ris.py writes it; the why stands there. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { formats } = digest;

  const TYPES = { preprint: "UNPB", proceedings: "CPAPER", journal: "JOUR", other: "GEN" };

  const formatName = ({ family, given, suffix }) => [family, given, suffix].filter(Boolean).join(", ");

  const listFields = (record, name) => {
    const { arxiv, doi } = record.ids;
    const [year, month, day = ""] = record.iso.split("-");
    return [
      ["TY", TYPES[record.kind]],
      ["ID", name],
      ["TI", record.title],
      ...record.authors.map((author) => ["AU", formatName(formats.parse(author))]),
      ["PY", year],
      ["DA", month && `${year}/${month}/${day}`],
      ["T2", record.venue],
      ["PB", arxiv && record.kind === "preprint" && "arXiv"],
      ["AN", arxiv && `arXiv:${arxiv}`],
      ["DO", doi],
      ["UR", record.url],
      ["N1", record.others && formats.MORE_AUTHORS],
    ];
  };

  /**
   * @param {Citable[]} records
   * @param {string[]} [names] to cite them by, as `nameAll` gives them
   * @returns {string} a record for each, in their order
   */
  formats.ris = (records, names = formats.nameAll(records)) =>
    records
      .map((record, place) => {
        const lines = listFields(record, names[place])
          .filter(([, value]) => value)
          .map(([tag, value]) => `${tag}  - ${value}\r\n`);
        return `${lines.join("")}ER  - \r\n`;
      })
      .join("");
})();
