/**
 * The last word on the first papers: of those that were found for the same stems, the ones
 * whose title has the words just as they were typed come first. Their documents are loaded
 * to be shown anyway. No page.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Papers that are looked at. */
  const FIRST = 10;
  /** What a score is multiplied with where the title has all the words as they are typed. */
  const BONUS = 1.2;

  /** @returns {Set<string>} the words of a text, and the parts of compounds, not stemmed */
  const listForms = (text) =>
    new Set(search.words.chunks(text).flatMap((chunk) => search.words.split(chunk).forms));

  /**
   * @param {{numbers: number[], scores: number[]}} ranking best first
   * @param {string[]} forms of the words that are looked for in the title, folded
   * @returns {Promise<{numbers: number[], scores: number[]}>}
   */
  const settle = async ({ numbers, scores }, forms) => {
    if (!forms.length || numbers.length < 2) return { numbers, scores };
    const papers = await search.store.documents(numbers.slice(0, FIRST));
    const first = papers.map(({ number, heading, heading_made: made }, place) => {
      const has = made ? new Set() : listForms(heading);
      const isThere = forms.every((form) => has.has(form));
      return { number, score: scores[place] * (isThere ? BONUS : 1) };
    });
    first.sort((a, b) => b.score - a.score);
    const rest = first.length;
    return {
      numbers: [...first.map(({ number }) => number), ...numbers.slice(rest)],
      scores: [...first.map(({ score }) => score), ...scores.slice(rest)],
    };
  };

  search.surface = { settle };
})();
