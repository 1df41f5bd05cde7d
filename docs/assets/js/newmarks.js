/**
 * What is new, shown where a reader passes: a panel on the home page, counts beside topics,
 * a sign on entries; and the button that keeps a search.
 */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { elements, news } = digest;
  const { button, link, make } = elements;
  const { listArrivals, sayNew, saySince } = news;

  /** Papers that are looked up to mark those that a page shows, at most: five files. */
  const MOST_LOOKED_UP = 600;

  // The home page.

  const showPanel = (visit) => {
    const hero = document.querySelector(".hero");
    if (!hero) return;
    const said = make(
      "p", "", link("new.html", "", sayNew(visit.papers)), ` ${saySince(visit)}.`,
    );
    said.setAttribute("role", "status");
    said.tabIndex = -1;
    const read = button("action", () => {
      news.markRead();
      said.textContent = "All marked as read.";
      read.remove();
      said.focus();
    }, "Mark all as read");
    hero.after(make("div", "new-panel", said, read));
  };

  // Topics, on their index and on the home page.

  const TOPIC = /(?:^|\/)([^/]+)\.html$/;

  const showBadges = ({ topics }) => {
    // An author's page counts his own papers of a topic: those of all would mislead there.
    const lists = document.querySelector(".hero") ? ".count-list a[href^='topics/']" : ".topic-card h2 a";
    for (const anchor of document.querySelectorAll(lists)) {
      const [, slug = ""] = TOPIC.exec(anchor.getAttribute("href")) || [];
      if (!Object.hasOwn(topics, slug)) continue;
      const word = make("span", "visually-hidden", " new");
      const badge = make("span", "new-badge", `+${elements.group(topics[slug])}`, word);
      const card = anchor.closest(".topic-card");
      const place = card && card.querySelector(".topic-count");
      if (place) place.append(" ", badge);
      else anchor.after(badge);
    }
  };

  // Lists.

  /** @returns {Set<string>} the months and years of the entries that a page shows */
  const listMonths = (entries) =>
    new Set(
      entries.map((entry) => {
        const time = entry.querySelector("time");
        return time ? time.getAttribute("datetime").slice(0, 7) : "";
      }),
    );

  /** @returns {number[]} those of the numbers that papers of these months have */
  const keepMonths = (numbers, months, { months: known, undated, papers }) => {
    const ranges = known.map(([iso, first], place) => {
      const end = place + 1 < known.length ? known[place + 1][1] : papers;
      return months.has(iso) ? [first, end] : [0, 0];
    });
    if (months.has("")) ranges.push([0, undated]);
    return numbers.filter((number) => ranges.some(([first, end]) => number >= first && number < end));
  };

  const showLabels = async (visit) => {
    const entries = Array.from(document.querySelectorAll("main .entry[data-k]"));
    if (!entries.length) return;
    const index = await digest.fetchData("index");
    const numbers = keepMonths(await listArrivals(visit.base), listMonths(entries), index);
    if (!numbers.length || numbers.length > MOST_LOOKED_UP) return;
    const records = await digest.lookup.records(numbers);
    const keys = new Set(records.map(({ key }) => key));
    for (const entry of entries) {
      const meta = keys.has(entry.dataset.k) && entry.querySelector(".entry-meta");
      if (meta) meta.prepend(make("span", "new-label", "new"));
    }
  };

  /** On the page of a topic or an author: how many are new, before the list. */
  const showLine = ({ topics, authors }, visit) => {
    const tools = document.querySelector(".list-tools[data-papers^='topic:']");
    const follow = document.querySelector("[data-follow^='author:']");
    const [counts, name] = follow ? [authors, follow.dataset.follow] : [topics, tools ? tools.dataset.papers : ""];
    const slug = name.slice(name.indexOf(":") + 1);
    if (!name || !Object.hasOwn(counts, slug)) return null;
    const line = make("p", "new-line", link("new.html", "", sayNew(counts[slug])), ` here ${saySince(visit)}.`);
    const place = document.querySelector("main .lead") || document.querySelector("main h1");
    if (place) place.after(line);
    return line;
  };

  const isStatic = () => !document.querySelector("#new-app, #search-app");

  const show = async () => {
    const visit = await news.visit;
    if (!visit || !visit.papers || !isStatic()) return;
    showPanel(visit);
    const { builds } = await digest.fetchData("news");
    const sums = news.tally(builds, visit.base);
    showBadges(sums);
    showLine(sums, visit);
    // An index or a page of other lists has no papers that could be marked.
    await showLabels(visit);
  };

  // The search page.

  /** @returns {?Follow} the search that the page shows */
  const readSearch = () => {
    const { address } = digest.search;
    const wish = address.read(location.search);
    if (!wish.text) return null;
    const name = [wish.text, ...Object.values(wish.filters).flat()].join(" · ");
    // The order of what is found is nothing to follow.
    return { id: `search:${address.write({ ...wish, sort: "relevance" })}`, name };
  };

  const showSaving = () => {
    const status = document.getElementById("search-status");
    if (!status || !digest.store.isOpen()) return;
    const save = button("new-save", () => news.toggle(readSearch()), "Save this search");
    save.title = "What is new in it then stands on the page New";
    const update = () => {
      const shown = readSearch();
      save.hidden = !shown;
      if (shown) save.setAttribute("aria-pressed", String(news.isFollowed(shown.id)));
    };
    status.parentElement.append(" ", save);
    // Every search says what it found, also one that finds nothing yet.
    const observer = new MutationObserver(update);
    for (const part of [status, document.getElementById("search-sort")]) {
      observer.observe(part, { attributes: true, childList: true, characterData: true, subtree: true });
    }
    digest.store.watch("follows", update);
    update();
  };

  const ignore = (error) => {
    // The page is whole without it.
    if (!(error instanceof digest.LoadError)) throw error;
  };

  showSaving();
  show().catch(ignore);
})();
