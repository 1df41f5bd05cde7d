/**
 * Identifiers in what a reader pastes: arXiv, DOI, ACL Anthology, OpenReview, in any dress.
 * generator/identifiers.py says what they look like.
 *
 * @typedef {Object} Named
 * @property {number[]} named papers with one of the identifiers
 * @property {number[]} dropped papers with one that is excluded
 * @property {Word[]} words of what is no identifier here
 * @property {string[]} hints
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const ARXIV_NEW = /(?:^|\D)(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?!\d)/i;
  const ARXIV_OLD = /(?:^|[^a-z-])([a-z][a-z-]{0,20})(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?(?!\d)/i;
  const DOI = /(10\.\d{4,9}\/\S+)/;
  const ACL_NEW = /(?:^|[/:])(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)/i;
  const ACL_OLD = /(?:^|[/:])([a-z]\d\d-\d{4})(?!\d)/i;
  const OPENREVIEW = /(?:openreview\.net\/(?:forum|pdf)\?id=|^openreview:)([\w-]+)/i;
  const LOCAL = /^local:(\S+)$/;
  /** Longer than any identifier and its address. */
  const LONGEST = 500;

  /** @param {string} text @returns {string} with %-escapes resolved where they are sound */
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  };

  /** @param {string} piece @returns {string[]} the identifiers that it may be, as indexed */
  const find = (piece) => {
    if (piece.length > LONGEST) return [];
    const found = [];
    const text = decode(piece);
    const look = (pattern, value) => {
      const match = pattern.exec(text);
      if (match) found.push(value(match));
    };
    look(DOI, (match) => match[1].replace(/[.,;:)\]}>"'\u201d]+$/, "").toLowerCase());
    look(ARXIV_NEW, (match) => match[1]);
    look(ARXIV_OLD, (match) => `${match[1].toLowerCase()}/${match[2]}`);
    look(ACL_NEW, (match) => match[1].toLowerCase());
    look(ACL_OLD, (match) => match[1].toLowerCase());
    look(OPENREVIEW, (match) => match[1].toLowerCase());
    look(LOCAL, (match) => match[1].toLowerCase());
    return found;
  };

  /** @returns {boolean} whether the piece can be nothing but an identifier: no word, that is */
  const isAddress = (piece) => /:\/\/|^(?:doi:)?10\./i.test(piece);

  /** @returns {Promise<Named>} what is here of the identifiers of a query */
  const lookUp = async (ids) => {
    const result = { named: [], dropped: [], words: [], hints: [] };
    if (!ids.length) return result;
    const postings = await search.store.terms(ids.flatMap(({ candidates }) => candidates));
    for (const { text, candidates, presence, fallback } of ids) {
      const numbers = candidates.flatMap((id) => {
        const listing = postings.has(id) && postings.get(id).fields.ids;
        return listing ? Array.from(listing.numbers) : [];
      });
      if (presence === "not") result.dropped.push(...numbers);
      else result.named.push(...numbers);
      if (numbers.length) continue;
      result.hints.push(`No paper here has the identifier ${search.hints.quote(text)}.`);
      result.words.push(...fallback);
    }
    return { ...result, named: [...new Set(result.named)] };
  };

  search.ids = { find, isAddress, lookUp };
})();
