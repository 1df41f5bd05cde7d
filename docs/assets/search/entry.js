/** A paper that was found, as elements: in the list of the page and under a search box. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  // Every page has them already: they are in assets/built/site.js.
  const { button, count, date, group, link, make } = window.PaperDigest.elements;

  /**
   * @param {Paper} paper
   * @param {{title: Set<string>, abstract: Set<string>}} marks terms to mark
   * @param {Object<string, string>} topics titles by slug
   * @returns {HTMLLIElement} in the form of the site's lists
   */
  const item = (paper, marks, topics) => {
    const heading = search.passage.mark(paper.heading, marks.title);
    const meta = make("p", "entry-meta", date(paper.iso, paper.date));
    if (paper.authors) meta.append(make("span", "", paper.authors));
    if (paper.venue) meta.append(make("span", "venue", paper.venue));
    if (paper.code) meta.append(make("span", "has-code", "code"));
    if (paper.heading_made) meta.append(make("span", "no-title", "no title in the source"));
    const entry = make(
      "li",
      "entry",
      make("h2", "entry-title", link(`papers/${paper.slug}.html`, "", heading)),
      meta,
    );
    entry.dataset.k = paper.key;
    if (paper.abstract) {
      entry.append(make("p", "entry-text", search.passage.pick(paper.abstract, marks.abstract)));
    }
    const chips = paper.topics.map((slug) =>
      link(`topics/${slug}.html`, "chip", Object.hasOwn(topics, slug) ? topics[slug] : slug),
    );
    entry.append(make("p", "chips", ...chips));
    return entry;
  };

  /** @returns {HTMLAnchorElement} a paper on two lines, as an option under a search box */
  const option = (paper, marks) => {
    const meta = make("span", "suggest-meta", date(paper.iso, paper.date));
    if (paper.authors) meta.append(make("span", "", paper.authors));
    const title = make("span", "suggest-title", search.passage.mark(paper.heading, marks.title));
    return link(`papers/${paper.slug}.html`, "", title, meta);
  };

  /** @returns {boolean} whether a file did not load, which is nobody's mistake */
  const isLoadError = (error) =>
    error instanceof window.PaperDigest.LoadError ||
    (search.LoadError && error instanceof search.LoadError);

  search.entry = { button, count, group, isLoadError, item, link, make, option };
})();
