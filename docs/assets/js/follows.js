/** What a reader can follow, how it is looked up among the papers, and where it stands. */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { news } = digest;

  /** Papers with all the words of a search that are compared with what is new. */
  const MOST_FOUND = 5000;
  /** The same of a search with a phrase, for which papers must be looked through. */
  const MOST_CHECKED = 200;

  const find = async (text, filters = {}) => {
    await news.loadSearch();
    const hasPhrase = text.includes('"');
    const limit = hasPhrase ? MOST_CHECKED : MOST_FOUND;
    const sort = hasPhrase ? "date" : "relevance";
    const { numbers, complete } = await digest.search.find({ text, filters, limit, sort, exact: true });
    // Papers that have only some of the words are no news of this search.
    return hasPhrase ? numbers : numbers.slice(0, complete);
  };

  /** How each kind of thing is looked up, and where it stands in the site. */
  const KINDS = {
    author: {
      noun: "author",
      find: ({ name }) => find(`author:"${name.replace(/"/g, "")}"`),
      address: (slug) => `authors/${slug}.html`,
    },
    topic: {
      noun: "topic",
      find: (_, slug) => digest.lookup.numbers(`topic:${slug}`),
      address: (slug) => `topics/${slug}.html`,
    },
    search: {
      noun: "search",
      find: async (_, query) => {
        await news.loadSearch();
        const { text, filters } = digest.search.address.read(query);
        return find(text, filters);
      },
      address: (query) => `search.html${query}`,
    },
  };

  /** @returns {?Object} what is followed, with its kind; null for what is not known here */
  const open = (follow) => {
    const [name, ...rest] = follow.id.split(":");
    const value = rest.join(":");
    const isAddress = name === "search" ? value.startsWith("?") : /^[a-z0-9-]+$/.test(value);
    if (!Object.hasOwn(KINDS, name) || !isAddress) return null;
    return { ...follow, kind: name, value, address: KINDS[name].address(value) };
  };

  Object.assign(news, { KINDS, open });
})();
