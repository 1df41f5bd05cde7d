/**
 * The buttons of a paper's own page, and what follows from opening it: it has been read.
 * Also looks, now and then, whether the papers that a reader marked have other addresses.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, marks, shelf, store } = digest;

  /** Milliseconds between two looks at the site's data, outside the reading list. */
  const PAUSE = 12 * 3600 * 1000;
  /** Marks that are looked up without being asked; the reading list looks up all. */
  const MOST = 50;

  const readMeta = (name) =>
    Array.from(document.querySelectorAll(`meta[name="${name}"]`), ({ content }) => content);

  /** @returns {Mark} of the page's paper */
  const readPaper = (article) => {
    const [title] = readMeta("citation_title");
    const time = article.querySelector("time");
    const people = article.querySelector(".authors");
    const authors = readMeta("citation_author");
    return {
      key: article.dataset.k,
      slug: location.pathname.split("/").pop().replace(/\.html$/, ""),
      title: title || article.querySelector("h1").textContent,
      date: time ? time.getAttribute("datetime") : "",
      authors: authors.length ? elements.byline(authors) : people ? people.textContent.trim() : "",
      state: "",
    };
  };

  /** A button that says what it does, or for the star what is. */
  const makeToggle = (kind, paper, [off, on]) => {
    const made = elements.button(`action toggle toggle-${kind}`, () =>
      marks.change(kind, paper, !shelf.has(kind, paper.key)),
    );
    const show = () => {
      const isOn = shelf.has(kind, paper.key);
      made.textContent = isOn ? on : off;
      made.classList.toggle("is-on", isOn);
      if (kind === "star") made.setAttribute("aria-pressed", String(isOn));
    };
    show();
    return { made, show };
  };

  /** A page that is opened in the background is read when it is looked at. */
  const markRead = (paper) => {
    if (!document.hidden) {
      shelf.setRead(paper, true);
    } else {
      document.addEventListener("visibilitychange", () => markRead(paper), { once: true });
    }
  };

  const setUpPaper = (article) => {
    const row = article.querySelector(".marks");
    if (!row) return;
    const paper = readPaper(article);
    markRead(paper);
    const toggles = [
      makeToggle("star", paper, ["Star", "Starred"]),
      makeToggle("read", paper, ["Mark as read", "Mark as unread"]),
      makeToggle("hidden", paper, ["Hide in lists", "Show in lists again"]),
    ];
    const [star, ...others] = toggles.map(({ made }) => made);
    row.append(star);
    // Behind what other scripts of the page put into the row.
    document.addEventListener("DOMContentLoaded", () => row.append(...others));
    shelf.onChange(() => toggles.forEach(({ show }) => show()));
  };

  /** Papers that got another address or identifier since are found by what they had. */
  const followSoon = async () => {
    const seen = store.read("seen") || {};
    if (Math.abs(Date.now() - seen.at) < PAUSE || !shelf.KINDS.some((kind) => shelf.count(kind))) return;
    try {
      await digest.loadScript("list");
      await digest.resolve.follow({ most: MOST });
    } catch (error) {
      // Without its data the site shows what was kept; the reading list tries again.
      if (!(error instanceof digest.LoadError)) throw error;
    }
  };

  const article = document.querySelector("article.paper[data-k]");
  if (article) setUpPaper(article);
  // The reading list does so by itself, and shows it.
  if (!document.getElementById("reading-list")) {
    addEventListener("load", () => setTimeout(followSoon, 1500));
  }
})();
