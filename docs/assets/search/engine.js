/**
 * From the meanings of a query's words to the papers that match, best first. No page, no
 * storage.
 *
 * All postings are scored in typed arrays, as lunr scores; that gives the number of papers
 * and the best of them. These alone go into a lunr index, and lunr answers from it.
 *
 * @typedef {Object} Meaning what a word stands for in this index
 * @property {Word} word
 * @property {"may"|"must"|"not"} presence
 * @property {Set<string>[][]} ways each a list of sets: one term of every set must be there
 * @property {{term: string, boost: number, fields: string[]}[]} terms to look up
 *
 * @typedef {Object} Ranking
 * @property {number[]} numbers of papers, best first
 * @property {number[]} scores of these
 * @property {number} total papers that match
 * @property {number} complete those of them that have all the words
 * @property {Int32Array} matched all papers that match, ascending
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const { EXPANSION, adjust, mostBonus, scoreAll, weights } = search.scoring;

  const isExcluded = ({ presence }) => presence === "not";
  /** @returns {boolean} whether a single term is all that a word stands for */
  const isOneTerm = ({ terms, ways }) =>
    terms.length === 1 && ways.length === 1 && ways[0].length === 1 && ways[0][0].size === 1;
  /** @returns {boolean} whether each of a word's terms is enough for the word */
  const isAnyTerm = ({ ways }) => ways.every((way) => way.length === 1);

  /**
   * @param {Meaning[]} meanings
   * @param {Map<string, Postings>} postings
   * @param {string[]} names the fields of the index
   * @returns {{term: string, boost: number, fields: string[], presence: number}[]} for lunr
   */
  const listClauses = (meanings, postings, names) => {
    const { OPTIONAL, REQUIRED, PROHIBITED } = lunr.Query.presence;
    const clauses = [];
    for (const meaning of meanings) {
      for (const { term, boost, fields } of meaning.terms) {
        if (!postings.has(term)) continue;
        const there = fields.filter((field) => names.includes(field));
        const own = there.filter((field) => field !== EXPANSION);
        const add = (presence, looked) => {
          if (looked.length) clauses.push({ term, boost, fields: looked, presence });
        };
        if (isExcluded(meaning)) {
          // Where only several terms together are excluded, lunr cannot say so; the papers
          // that it is asked about are without them already.
          if (isAnyTerm(meaning)) add(PROHIBITED, own);
        } else if (meaning.presence === "must" && isOneTerm(meaning)) {
          add(REQUIRED, own);
          add(OPTIONAL, there.filter((field) => field === EXPANSION));
        } else add(OPTIONAL, there);
      }
    }
    return clauses;
  };

  /** @returns {{matched: Int32Array, total: number, complete: number}} what a query wants */
  const selectMatches = (meanings, scored, allowed) => {
    const { matches, passes, complete } = scored;
    const wanted = meanings.filter((meaning) => !isExcluded(meaning));
    const musts = wanted.filter(({ presence }) => presence === "must").length;
    let total = 0;
    let full = 0;
    for (let number = 0; number < scored.papers; number += 1) {
      if (wanted.length && !matches[number]) continue;
      if (passes[number] !== musts) continue;
      if (allowed && !allowed[number]) continue;
      scored.matched[total] = number;
      total += 1;
      if (complete[number] === wanted.length) full += 1;
    }
    return { matched: scored.matched.slice(0, total), total, complete: full };
  };

  /** @returns {number[]} the `limit` numbers with the highest scores, best first */
  const selectBest = (matched, { score }, words, limit) => {
    const best = [];
    const scores = [];
    let least = limit > 0 ? -1 : Infinity;
    const bonus = mostBonus();
    for (let at = 0; at < matched.length; at += 1) {
      const number = matched[at];
      if (score[number] * bonus <= least) continue;
      const adjusted = adjust(score[number], number, words);
      // Numbers ascend: of equal ones, the first is there already.
      if (adjusted <= least) continue;
      let place = Math.min(best.length, limit - 1);
      while (place > 0 && scores[place - 1] < adjusted) {
        scores[place] = scores[place - 1];
        best[place] = best[place - 1];
        place -= 1;
      }
      scores[place] = adjusted;
      best[place] = number;
      if (best.length === limit) least = scores[limit - 1];
    }
    return best;
  };

  /** @returns {number[]} the newest, those with all the words before the others */
  const selectNewest = (matched, isComplete, limit) => {
    const newest = [];
    for (const wanted of [true, false]) {
      for (let place = matched.length - 1; place >= 0 && newest.length < limit; place -= 1) {
        if (isComplete(matched[place]) === wanted) newest.push(matched[place]);
      }
    }
    return newest;
  };

  /** @returns {Map<number, number>} lunr's score of each of the papers */
  const askLunr = (numbers, clauses, postings, names) => {
    const papers = Int32Array.from(numbers).sort();
    const asked = new Map(clauses.map(({ term }) => [term, postings.get(term)]));
    const results = search.assemble(asked, names, papers).query((query) => {
      for (const clause of clauses) query.term(clause.term, { ...clause, usePipeline: false });
    });
    return new Map(results.map(({ ref, score }) => [papers[ref], score]));
  };

  /**
   * @param {Object} request
   * @param {Meaning[]} request.meanings without any, all papers match
   * @param {Map<string, Postings>} request.postings of the terms that the index has
   * @param {Manifest} request.manifest
   * @param {?Uint8Array} [request.allowed] 1 for each paper that passes the filters
   * @param {number} request.limit
   * @param {"relevance"|"date"} [request.sort]
   * @returns {Ranking}
   */
  const rank = ({ meanings, postings, manifest, allowed = null, limit, sort = "relevance" }) => {
    const { names, papers } = manifest;
    const clauses = listClauses(meanings, postings, names);
    const scored = scoreAll(meanings, clauses, postings, papers);
    const { matched, total, complete } = selectMatches(meanings, scored, allowed);
    const words = meanings.filter((meaning) => !isExcluded(meaning)).length;
    const few = Math.min(limit, total);
    const candidates =
      sort === "date"
        ? selectNewest(matched, (number) => scored.complete[number] === words, few)
        : selectBest(matched, scored, words, few);
    const answered = few ? askLunr(candidates, clauses, postings, names) : new Map();
    const found = candidates.map((number) => ({
      number,
      score: adjust(answered.get(number), number, words),
    }));
    // The last bit of a score is lunr's.
    if (sort === "relevance") found.sort((a, b) => b.score - a.score || a.number - b.number);
    return {
      numbers: found.map(({ number }) => number),
      scores: found.map(({ score }) => score),
      total,
      complete,
      matched,
    };
  };

  search.engine = { assemble: search.assemble, queryExactly: search.queryExactly, rank, weights };
})();
