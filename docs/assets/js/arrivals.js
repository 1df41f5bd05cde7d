/** Papers that came with the last builds: which they are, as entries, and in words. */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { elements, news } = digest;
  const { count, make } = elements;

  /** @returns {string} "3 March 2026", or "earlier today" */
  const sayTime = (milliseconds, now = new Date()) => {
    const day = new Date(milliseconds);
    if (day.toDateString() === now.toDateString()) return "earlier today";
    return elements.sayDate([day.getFullYear(), day.getMonth() + 1, day.getDate()].join("-"));
  };

  /** @returns {string} "12 papers are new" */
  const sayNew = (papers) => `${count(papers, "paper")} ${papers === 1 ? "is" : "are"} new`;

  /** @returns {string} "since your last visit (3 March 2026)" */
  const saySince = ({ since }) =>
    "since your last visit" + (since ? ` (${sayTime(since)})` : "");

  /** @returns {Promise<number[]>} papers of the builds after one, newest first */
  const listArrivals = async (base) => {
    const arrivals = await digest.fetchData("arrivals");
    const after = arrivals.filter(([build]) => build > base).map(([, numbers]) => numbers);
    return digest.lookup.numbers(`numbers:${after.join(",")}`);
  };

  const loadSearch = () => Promise.all([digest.load("search"), digest.load("page")]);

  /** @returns {HTMLLIElement} in the form of the lists, with abstract and topics */
  const makeEntry = (paper, topics) => {
    const none = { title: new Set(), abstract: new Set() };
    const item = digest.search.entry.item(paper, none, topics);
    const old = item.querySelector("h2");
    const heading = make("h3", old.className, ...old.childNodes);
    old.replaceWith(heading);
    return item;
  };

  /** @returns {Promise<HTMLLIElement[]>} */
  const makeEntries = async (numbers) => {
    if (!numbers.length) return [];
    await loadSearch();
    const { store } = digest.search;
    const [papers, { topics }] = await Promise.all([store.documents(numbers), store.manifest()]);
    return papers.map((paper) => makeEntry(paper, topics));
  };

  Object.assign(news, { listArrivals, loadSearch, makeEntries, sayNew, saySince });
})();
