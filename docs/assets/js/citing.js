/**
 * Citing, as far as every page needs it: the buttons, and what lets Zotero take a whole
 * list. The dialog and the formats are loaded once a reader wants them.
 *
 * @typedef {Object} Request what is to be cited; `records` or `numbers` says which papers
 * @property {string} title for readers, and the name of the file
 * @property {(() => Promise<number[]>)|number[]} [numbers]
 * @property {((progress: function) => Promise<Citable[]>)|Citable[]} [records]
 * @property {() => number} [total] how many there would be, where these are cut
 * @property {HTMLElement} [button] that was pressed
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { button, make } = digest.elements;

  /** @param {Request} request */
  const open = async (request) => {
    try {
      await digest.loadScript("cite");
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      if (digest.marks) digest.marks.say(`Citing could not be loaded. ${error.message}`);
      return;
    }
    digest.citing.dialog.open(request);
  };

  // A paper's page

  /** @returns {Citable} what the head of the page says, where no data can be loaded */
  const readHead = (key) => {
    const list = (name) =>
      Array.from(document.querySelectorAll(`meta[name="citation_${name}"]`), (meta) => meta.content);
    const ids = digest.lookup.readKey(key);
    for (const [kind, name] of [["arxiv", "arxiv_id"], ["doi", "doi"]]) {
      if (!ids[kind] && list(name).length) [ids[kind]] = list(name);
    }
    const canonical = document.querySelector('link[rel="canonical"]');
    return {
      key,
      title: list("title")[0] || document.querySelector("h1").textContent,
      authors: list("author"),
      others: list("author").length > 0 && Boolean(document.querySelector(".authors > small")),
      iso: (list("publication_date")[0] || "").replaceAll("/", "-"),
      venue: "",
      ids,
      category: "",
      kind: ids.arxiv ? "preprint" : "other",
      url: canonical ? canonical.href : "",
    };
  };

  const findPaper = async (key) => {
    try {
      const found = (await digest.lookup.find([key])).get(key);
      return [found || readHead(key)];
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      return [readHead(key)];
    }
  };

  const setUpPaper = (article) => {
    const title = article.querySelector("h1").textContent;
    const cite = button("action", () => {
      open({ title, records: () => findPaper(article.dataset.k), button: cite });
    });
    cite.textContent = "Cite";
    cite.setAttribute("aria-haspopup", "dialog");
    article.querySelector(".marks").append(cite);
  };

  // A list's page

  /** @returns {string} the heading without the number of the page */
  const readHeading = () => {
    const heading = document.querySelector("h1").cloneNode(true);
    for (const small of heading.querySelectorAll("small")) small.remove();
    return heading.textContent.trim();
  };

  const setUpList = (tools) => {
    const numbers = () => digest.lookup.numbers(tools.dataset.papers);
    const take = button("action", () => open({ title: readHeading(), numbers, button: take }), "Export");
    take.setAttribute("aria-haspopup", "dialog");
    take.title = "The papers of this list as BibTeX, RIS, CSL-JSON or Markdown";
    tools.append(take);
  };

  // COinS: https://en.wikipedia.org/wiki/COinS. Entries hold what it says anyway, so that
  // it is made here; written into the pages, it would be 500 bytes for each entry.

  const OTHERS = /(?: and (?:[\d,]+ )?others?)$/;
  const COUNT = /^[\d,]+ authors?$/;
  const TYPES = { arxiv: "preprint", doi: "journalArticle", acl: "conferencePaper", openreview: "conferencePaper" };

  /** @returns {{names: string[], venue: string}} of the line under a title */
  const readMeta = (entry) => {
    const people = entry.querySelector(".entry-meta > span:not([class])");
    const who = people ? people.textContent : "";
    const venue = entry.querySelector(".entry-meta > .venue");
    const names = COUNT.test(who) ? [] : who.replace(OTHERS, "").split(", ").filter(Boolean);
    return { names, venue: venue ? venue.textContent : "" };
  };

  /** @returns {string} the page of a paper; a folder on a disk is an address for no one else */
  const findAddress = ({ protocol, href }) => (protocol === "file:" ? "" : href);

  /** @returns {[string, string][]} what an OpenURL says of a paper; Zotero reads Dublin Core */
  const describe = (entry, anchor) => {
    const ids = digest.lookup.readKey(entry.dataset.k);
    const [kind] = Object.keys(ids);
    const { names, venue } = readMeta(entry);
    const time = entry.querySelector("time");
    // arXiv registers a DOI for each of its papers.
    const doi = ids.doi || (ids.arxiv && `10.48550/arXiv.${ids.arxiv}`);
    return [
      ["ctx_ver", "Z39.88-2004"],
      ["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"],
      ["rft.type", TYPES[kind] || "document"],
      ["rft.title", anchor.textContent],
      ...names.map((name) => ["rft.creator", name]),
      ["rft.date", time && time.getAttribute("datetime")],
      ["rft.source", venue],
      ["rft_id", doi && `info:doi/${doi}`],
      ["rft.identifier", kind ? digest.lookup.address(ids, "", "") : findAddress(anchor)],
    ].filter(([, value]) => value);
  };

  const addCoins = () => {
    let isNew = false;
    for (const entry of document.querySelectorAll(".entry[data-k]")) {
      const anchor = entry.querySelector(".entry-title a");
      if (!anchor || entry.querySelector(".Z3988")) continue;
      const coins = make("span", "Z3988");
      coins.title = describe(entry, anchor)
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join("&");
      coins.hidden = true;
      anchor.after(coins);
      isNew = true;
    }
    // Zotero looks at the page again.
    if (isNew) document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
  };

  digest.citing = { open };
  document.querySelectorAll("article.paper[data-k]").forEach(setUpPaper);
  document.querySelectorAll(".list-tools[data-papers]").forEach(setUpList);
  document.addEventListener("paperdigest:entries", addCoins);
  addCoins();
})();
