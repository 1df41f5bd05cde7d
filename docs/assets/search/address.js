/**
 * What is searched for, as an address says it: `?q=…&topic=…&year=…&has=code&sort=date`.
 *
 * @typedef {Object} Wish
 * @property {string} text as typed
 * @property {Object<string, string[]>} filters values by facet: topic, year, source, has
 * @property {"relevance"|"date"} sort
 * @property {boolean} exact whether a word that no paper has is left as it is
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Facets in the order of the page, and which values an address may give them. */
  const FACETS = {
    topic: /^[^\s\p{Cc}]+$/u,
    year: /^(?:\d{4}(?:\.\.\d{4})?|undated)$/,
    source: /^[^\s\p{Cc}]+$/u,
    has: /^(?:code|date)$/,
  };
  const MOST_VALUES = 50;
  const LONGEST_VALUE = 200;
  /** Servers refuse addresses that are much longer; the box may hold more. */
  const LONGEST_TEXT = 2000;

  const noFilters = () => Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, []]));

  /** @returns {number} how many filters are set */
  const countFilters = (filters) =>
    Object.values(filters).reduce((sum, values) => sum + values.length, 0);

  /**
   * @param {string} query the part of an address from its question mark
   * @returns {Wish} what cannot be read in it is left out
   */
  const read = (query) => {
    const given = new URLSearchParams(query);
    const filters = noFilters();
    for (const [facet, form] of Object.entries(FACETS)) {
      const fits = (value) => value.length <= LONGEST_VALUE && form.test(value);
      filters[facet] = [...new Set(given.getAll(facet).filter(fits))].slice(0, MOST_VALUES);
    }
    return {
      text: (given.get("q") || "").trim(),
      filters,
      sort: given.get("sort") === "date" ? "date" : "relevance",
      exact: given.has("exact"),
    };
  };

  /** @param {Wish} wish @returns {string} its address on the search page, from the `?` */
  const write = ({ text, filters = {}, sort, exact }) => {
    const given = new URLSearchParams({ q: text.slice(0, LONGEST_TEXT) });
    for (const facet of Object.keys(FACETS)) {
      for (const value of filters[facet] || []) given.append(facet, value);
    }
    if (sort === "date") given.set("sort", sort);
    if (exact) given.set("exact", "1");
    return `?${given}`;
  };

  search.address = { countFilters, noFilters, read, write };
})();
