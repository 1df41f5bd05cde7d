/**
 * What is new to a reader: when he was here last, and what he follows. Both stay on the
 * device. What is shown of it comes in the bundle "new", where there is something to show.
 *
 * @typedef {Object} Visit
 * @property {number} base the build that was known before this visit
 * @property {number} last the build that this visit has seen
 * @property {number} at of the last page view, in milliseconds
 * @property {number} since of the last page view of the visit before, 0 if there was none
 * @property {[number, number, number]} [told] papers that came after `base` up to `last`
 *
 * @typedef {Object} Follow
 * @property {string} id `topic:SLUG`, `author:SLUG`, or `search:?q=…`, an address
 * @property {string} name for readers
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const root = document.documentElement;

  /** Milliseconds without a page view after which another visit begins. */
  const PAUSE = 4 * 60 * 60 * 1000;
  const MOST_FOLLOWED = 200;

  const { store } = digest;

  const isVisit = (kept) =>
    Boolean(kept) && ["base", "last", "at"].every((name) => Number.isFinite(kept[name]));

  /** @returns {Visit} what a page view makes of the visit before */
  const step = (kept, build, now) => {
    if (!isVisit(kept)) return { base: build, last: build, at: now, since: 0 };
    // A clock that was set back must not keep a visit open for ever.
    const isOver = Math.abs(now - kept.at) > PAUSE;
    const base = Math.min(isOver ? kept.last : kept.base, build);
    const since = isOver ? kept.at : kept.since || 0;
    return { ...kept, base, last: build, at: now, since };
  };

  const read = () => {
    const kept = store.read("visit", null);
    return isVisit(kept) ? kept : null;
  };

  /** Pages that tell what is new; the others do not ask for the number of the build. */
  const isTelling = () =>
    document.querySelector(".hero, .topic-cards, #new-app, [data-follow]") !== null;

  /** @returns {Promise<?number>} the present build; null where it is not known */
  const findBuild = async () => {
    if (!isTelling()) return null;
    try {
      return (await digest.fetchData("index")).build || null;
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      return null;
    }
  };

  /** @returns {Promise<?Visit>} null where nothing can be kept, or nothing is known yet */
  const begin = async () => {
    if (!store.isOpen()) return null;
    const build = await findBuild();
    const kept = read();
    if (!build && !kept) return null;
    const visit = step(kept, build || kept.last, Date.now());
    store.write("visit", visit);
    return visit;
  };

  /**
   * @param {Array} builds of the file `news`
   * @param {number} base
   * @returns {{papers: number, topics: Object<string, number>, authors: Object<string, number>}}
   *   of the builds after that
   */
  const tally = (builds, base) => {
    const sums = { papers: 0, topics: {}, authors: {} };
    const add = (sum, counts) => {
      for (const [slug, count] of Object.entries(counts || {})) sum[slug] = (sum[slug] || 0) + count;
    };
    for (const [number, , papers, topics, authors] of builds) {
      if (number <= base) continue;
      sums.papers += papers;
      add(sums.topics, topics);
      add(sums.authors, authors);
    }
    return sums;
  };

  /** @returns {Promise<number>} papers that are new; counted once for each build */
  const count = async (visit) => {
    const { base, last, told } = visit;
    if (base >= last) return 0;
    if (told && told[0] === base && told[1] === last) return told[2];
    const { builds } = await digest.fetchData("news");
    const { papers } = tally(builds, base);
    store.write("visit", { ...visit, told: [base, last, papers] });
    return papers;
  };

  const tellHeader = (papers) => {
    for (const host of document.querySelectorAll("[data-new-count]")) {
      for (const old of host.querySelectorAll(".new-count")) old.remove();
      if (!papers) continue;
      const { make } = digest.elements;
      const said = make("span", "visually-hidden", papers === 1 ? " new paper" : " new papers");
      host.append(" ", make("span", "new-count", papers > 999 ? "999+" : String(papers), said));
    }
  };

  /** Take all as known: nothing is new. @returns {() => void} that takes this back */
  const markRead = () => {
    const before = read();
    if (before) store.write("visit", { ...before, base: before.last });
    return () => store.write("visit", before);
  };

  // What is followed.

  const isFollow = (one) => Boolean(one) && typeof one.id === "string" && typeof one.name === "string";

  /** @returns {Follow[]} the last one first */
  const follows = () => {
    const kept = store.read("follows", []);
    return Array.isArray(kept) ? kept.filter(isFollow) : [];
  };

  const isFollowed = (id) => follows().some((one) => one.id === id);

  /** @param {Follow} follow @returns {boolean} whether it is followed now */
  const toggle = ({ id, name }) => {
    const others = follows().filter((one) => one.id !== id);
    const isOn = !isFollowed(id);
    store.write("follows", isOn ? [{ id, name }, ...others].slice(0, MOST_FOLLOWED) : others);
    return isFollowed(id);
  };

  const showFollowed = () => {
    for (const button of document.querySelectorAll("button[data-follow]")) {
      button.setAttribute("aria-pressed", String(isFollowed(button.dataset.follow)));
      button.hidden = false;
    }
  };

  const setUpFollowing = () => {
    if (!store.isOpen()) return;
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button[data-follow]");
      if (button) toggle({ id: button.dataset.follow, name: button.dataset.name });
    });
    store.watch("follows", showFollowed);
    showFollowed();
  };

  const ignore = () => {
    // The page is whole without it.
  };

  /** The page of what is new has nothing to show without its script. */
  const tellFailure = (error) => {
    const status = document.getElementById("new-status");
    if (status) status.textContent = `This could not be loaded. ${error.message}`;
  };

  /** Load what shows news, on pages that have a place for it. */
  const showMore = (isNew) => {
    const load = () => digest.loadScript("new").catch(tellFailure);
    const results = document.getElementById("search-results");
    if (results) {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        load();
      }).observe(results, { childList: true });
    }
    const places = isNew ? ".hero, .topic-cards, .entry[data-k], #new-app" : "#new-app";
    if (document.querySelector(places)) load();
  };

  const tell = async () => {
    const visit = await begin();
    const papers = visit ? await count(visit) : 0;
    tellHeader(papers);
    return visit && { ...visit, papers };
  };

  /** The visit with its number of new papers, once it is known; null where nothing is kept. */
  const visit = tell().catch((error) => {
    if (!(error instanceof digest.LoadError)) throw error;
    return null;
  });

  digest.news = { visit, read, markRead, tally, follows, isFollowed, toggle };
  setUpFollowing();
  visit.then((known) => showMore(Boolean(known && known.papers)));
  // Marked as read, here or in another tab.
  store.watch("visit", () => {
    const now = read();
    if (now) count(now).then(tellHeader, ignore);
  });
})();
