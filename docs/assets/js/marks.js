/**
 * What a reader's marks look like: buttons on every entry, a sign on what was read, one
 * line for what is hidden, and a count in the header. Entries that scripts insert later are
 * found through the event `paperdigest:entries`; a list with `data-unmarked` has its own.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, shelf } = digest;
  const { button, count, make } = elements;

  const ENTRY = ".entry[data-k]";
  /** Milliseconds for which a message stays. */
  const MESSAGE = 8000;

  const status = make("p", "message");
  status.setAttribute("role", "status");
  let fading = 0;

  /** Tell the reader something that has no place in the page. */
  const say = (text) => {
    // A status that is inserted with its text is not read out.
    if (!status.isConnected) document.body.append(status);
    clearTimeout(fading);
    setTimeout(() => (status.textContent = text));
    fading = setTimeout(() => (status.textContent = ""), MESSAGE);
  };

  /** Do it, and say what a reader must know: marks look kept even where they are not. */
  const change = (kind, mark, isOn) => {
    const problem = shelf.set(kind, mark, isOn);
    if (problem) say(shelf.explain(problem));
    return !problem;
  };

  /** @returns {Mark} as far as an entry of a list says it */
  const readEntry = (entry) => {
    const anchor = entry.querySelector(".entry-title a");
    const time = entry.querySelector("time");
    const who = entry.querySelector(".entry-meta > span:not([class])");
    return {
      key: entry.dataset.k,
      slug: anchor ? anchor.pathname.split("/").pop().replace(/\.html$/, "") : "",
      title: anchor ? anchor.textContent : "",
      date: time ? time.getAttribute("datetime") : "",
      authors: who ? who.textContent : "",
    };
  };

  const toggle = (kind) => (entry) => {
    const { k: key } = entry.dataset;
    const isOn = !shelf.has(kind, key);
    change(kind, readEntry(entry), isOn);
    return isOn;
  };

  const toggles = { star: toggle("star"), read: toggle("read"), hidden: toggle("hidden") };

  const makeMark = (name) => {
    const made = make("button", `mark mark-${name}`);
    made.type = "button";
    return made;
  };

  /** @returns {HTMLButtonElement} the star of an entry, which gets its buttons at first */
  const findStar = (entry) => {
    const found = entry.querySelector(".mark-star");
    const heading = entry.querySelector(".entry-title");
    if (found || !heading) return found;
    const star = makeMark("star");
    star.setAttribute("aria-label", `Star: ${heading.textContent}`);
    star.title = "Star: keep in the reading list";
    heading.after(star, makeMark("hide"));
    return star;
  };

  /** Hidden papers may be shown all the same, until the page is left. */
  const isRevealed = () => document.documentElement.classList.contains("shows-hidden");

  /** Show on an entry what is known of its paper. */
  const show = (entry) => {
    const { k: key } = entry.dataset;
    const star = findStar(entry);
    if (!star) return;
    star.setAttribute("aria-pressed", String(shelf.isStarred(key)));
    const isHidden = shelf.isHidden(key);
    const hide = star.nextElementSibling;
    const word = !isHidden ? "Hide" : isRevealed() ? "Keep shown" : "Show";
    hide.title = isHidden ? "Show this paper in lists again" : "Hide this paper in lists";
    hide.textContent = isHidden ? word : "";
    hide.setAttribute("aria-label", `${word}: ${entry.querySelector(".entry-title").textContent}`);
    setWord(entry, "hidden", isHidden, () => entry.prepend(make("span", "is-hidden", "Hidden: ")));
    setWord(entry, "read", shelf.isRead(key), () =>
      entry.querySelector(".entry-meta").append(make("span", "is-read", "read")),
    );
  };

  /** A class on the entry, and a word beside it: a colour alone would not say it. */
  const setWord = (entry, name, isOn, add) => {
    if (entry.classList.toggle(`entry-${name}`, isOn)) {
      if (!entry.querySelector(`.is-${name}`)) add();
    } else {
      const word = entry.querySelector(`.is-${name}`);
      if (word) word.remove();
    }
  };

  const isOurs = (entry) => !entry.closest("[data-unmarked]");
  const listEntries = () => Array.from(document.querySelectorAll(ENTRY)).filter(isOurs);

  // "3 hidden papers · Show them", above the first list.

  const note = make("p", "hidden-note");
  const words = make("span", "");
  const reveal = button("link-button", () => {
    document.documentElement.classList.toggle("shows-hidden");
    refresh();
  });
  note.append(words, " · ", reveal);

  const summarize = () => {
    const hidden = document.querySelectorAll(`.entry-hidden`);
    note.hidden = !hidden.length;
    if (!hidden.length) return;
    words.textContent = count(hidden.length, "hidden paper");
    reveal.textContent = isRevealed() ? "Collapse again" : `Show ${hidden.length === 1 ? "it" : "them"}`;
    const [first] = listEntries();
    const list = first && first.parentElement;
    if (list && list.previousSibling !== note) list.before(note);
  };

  // The header.

  const countStars = () => {
    const number = shelf.count("star");
    for (const link of document.querySelectorAll("[data-shelf-count]")) {
      let badge = link.querySelector(".nav-count");
      if (!badge && number) link.append((badge = make("span", "nav-count")));
      if (!badge) continue;
      badge.hidden = !number;
      badge.replaceChildren(elements.group(number), make("span", "visually-hidden", " starred"));
    }
  };

  /** Find entries that came into the page, and show what is known of all. */
  const refresh = () => {
    listEntries().forEach(show);
    summarize();
  };

  let due = 0;
  const refreshSoon = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => {
      refresh();
      countStars();
    });
  };

  document.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element && target.closest(".mark");
    const entry = pressed && pressed.closest(ENTRY);
    if (entry) toggles[pressed.classList.contains("mark-star") ? "star" : "hidden"](entry);
  });
  document.addEventListener("paperdigest:entries", refresh);
  // A page that the browser kept aside has not heard of what happened since.
  addEventListener("pageshow", ({ persisted }) => persisted && refreshSoon());
  shelf.onChange(refreshSoon);
  digest.store.watch("count/star", refreshSoon);

  digest.marks = {
    change, readEntry, refresh, say,
    toggleStar: toggles.star, toggleRead: toggles.read, toggleHidden: toggles.hidden,
  };
  refresh();
  countStars();
})();
