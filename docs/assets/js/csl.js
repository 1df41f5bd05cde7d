/** CSL-JSON, byte for byte as generator/exports/csl.py writes it. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { formats } = digest;

  const TYPES = {
    preprint: "article", proceedings: "paper-conference", journal: "article-journal", other: "article",
  };

  const describeName = ({ family, given, suffix }) => {
    if (!given) return { literal: family };
    return suffix ? { family, given, suffix } : { family, given };
  };

  const describe = (record, id) => {
    const { arxiv, doi } = record.ids;
    const isPreprint = record.kind === "preprint";
    const item = {
      id,
      type: TYPES[record.kind],
      genre: isPreprint && "preprint",
      title: record.title,
      author: record.authors.length && record.authors.map((name) => describeName(formats.parse(name))),
      issued: record.iso && { "date-parts": [record.iso.split("-").map(Number)] },
      "container-title": record.venue,
      publisher: isPreprint && arxiv && "arXiv",
      number: arxiv && `arXiv:${arxiv}`,
      DOI: doi,
      URL: record.url,
      note: record.others && formats.MORE_AUTHORS,
    };
    return Object.fromEntries(Object.entries(item).filter(([, value]) => value));
  };

  /**
   * @param {Citable[]} records
   * @param {string[]} [names] to cite them by, as `nameAll` gives them
   * @returns {string} a JSON array with an item for each, in their order
   */
  formats.csl = (records, names = formats.nameAll(records)) => {
    const items = records.map((record, place) => describe(record, names[place]));
    return `${JSON.stringify(items, null, 2)}\n`;
  };
})();
