/**
 * From postings to a lunr index of a few terms and papers, which then answers as lunr
 * does. No page, no storage.
 *
 * The index has what a query needs of one big index, and gives what that would give,
 * bit for bit: a score depends on the weights of the query's terms in the paper, and on
 * which of its terms are in the index at all. Terms are numbered in their order, because
 * lunr sums in the order of the numbers.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** @returns {number} the place of the number in an ascending array, -1 if it is not there */
  const locate = (numbers, number) => {
    let low = 0;
    let high = numbers.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < number) low = middle + 1;
      else if (numbers[middle] > number) high = middle - 1;
      else return middle;
    }
    return -1;
  };

  /**
   * @param {Map<string, Postings>} postings
   * @param {string[]} fields
   * @param {Int32Array} papers ascending: those that the index shall have
   * @returns {lunr.Index} the reference of a paper is its place in `papers`
   */
  const assemble = (postings, fields, papers) => {
    const terms = Array.from(postings.keys()).sort();
    const invertedIndex = Object.create(null);
    const fieldVectors = Object.create(null);
    // All of them, in lunr's order: a query of exclusions alone goes through the vectors.
    for (let paper = 0; paper < papers.length; paper += 1) {
      for (const field of fields) fieldVectors[`${field}/${paper}`] = new lunr.Vector();
    }
    terms.forEach((term, index) => {
      const posting = Object.create(null);
      posting._index = index;
      const listings = postings.get(term).fields;
      for (const field of fields) {
        const found = (posting[field] = Object.create(null));
        const listing = listings[field];
        for (let paper = 0; listing && paper < papers.length; paper += 1) {
          const place = locate(listing.numbers, papers[paper]);
          if (place < 0) continue;
          found[paper] = Object.create(null);
          fieldVectors[`${field}/${paper}`].elements.push(index, listing.weights[place]);
        }
      }
      invertedIndex[term] = posting;
    });
    const pipeline = new lunr.Pipeline();
    pipeline.add(lunr.stemmer);
    const tokenSet = lunr.TokenSet.fromArray(terms);
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline });
  };

  /** @returns {string[]} the terms that lunr would look up for a clause, if they are there */
  const listTerms = ({ term, fields, usePipeline }) => {
    if (!usePipeline) return [term];
    const pipeline = new lunr.Pipeline();
    pipeline.add(lunr.stemmer);
    return pipeline.runString(term, { fields });
  };

  /** @returns {Promise<string[]>} the terms of the index that a clause stands for */
  const expand = async (clause, store) => {
    const found = [];
    for (const term of listTerms(clause)) {
      const isFuzzy = "editDistance" in clause;
      if (!isFuzzy && !term.includes("*")) {
        found.push(term);
        continue;
      }
      const prefix = isFuzzy ? "" : term.slice(0, term.indexOf("*"));
      const tokens = lunr.TokenSet.fromArray(await store.termsWith(prefix));
      found.push(...tokens.intersect(lunr.TokenSet.fromClause({ ...clause, term })).toArray());
    }
    return found;
  };

  /**
   * Answer as one lunr index of all papers would. For a test of the search, not for
   * readers: all postings of all terms go into the index, however many they are.
   * @param {function(lunr.Query): void} build fills the query; is called twice
   * @param {Object} store `search.store`
   * @returns {Promise<lunr.Index.Result[]>} the references are the numbers of the papers
   */
  const queryExactly = async (build, store) => {
    const [{ names, papers }] = await Promise.all([store.manifest(), store.library()]);
    const query = new lunr.Query(names);
    build.call(query, query);
    const terms = await Promise.all(query.clauses.map((clause) => expand(clause, store)));
    const postings = await store.terms(terms.flat());
    const index = assemble(postings, names, Int32Array.from({ length: papers }, (_, i) => i));
    return index.query(build);
  };

  search.assemble = assemble;
  search.queryExactly = queryExactly;
})();
