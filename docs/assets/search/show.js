/** The search page: what is typed, what is found, and the address that says both. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const PAGE = 20;
  const TYPING_PAUSE = 150;
  /** Milliseconds after which it is worth saying that something is being loaded. */
  const PATIENCE = 300;

  /** @returns {HTMLElement} with text or nodes in it, never markup */
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const link = (address, className, ...children) => {
    const element = make("a", className, ...children);
    element.href = search.base() + address;
    return element;
  };

  const count = (number, noun) =>
    `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  /** @returns {string} how many papers were found */
  const summarize = ({ numbers, complete }) => {
    const partial = numbers.length - complete;
    if (!partial) return count(complete, "paper");
    if (!complete) return `No paper has all the words. The nearest ${partial} with some of them:`;
    return `${count(complete, "paper")} with all the words, then the nearest ${partial} with some of them`;
  };

  /** @returns {HTMLLIElement} one paper, in the form of the site's lists */
  const renderPaper = (paper, marks, topics) => {
    const heading = search.passage.mark(paper.heading, marks.title);
    const meta = make("p", "entry-meta");
    if (paper.iso) {
      const date = make("time", "", paper.date);
      date.dateTime = paper.iso;
      meta.append(date);
    } else {
      meta.append(make("span", "undated", "undated"));
    }
    if (paper.authors) meta.append(make("span", "", paper.authors));
    if (paper.venue) meta.append(make("span", "", paper.venue));
    if (paper.code) meta.append(make("span", "has-code", "code"));
    if (paper.heading_made) meta.append(make("span", "no-title", "no title in the source"));
    const chips = paper.topics.map((slug) =>
      link(`topics/${slug}.html`, "chip", topics[slug] || slug),
    );
    const item = make(
      "li",
      "entry",
      make("h2", "entry-title", link(`papers/${paper.slug}.html`, "", heading)),
      meta,
    );
    if (paper.abstract) {
      item.append(make("p", "entry-text", search.passage.pick(paper.abstract, marks.abstract)));
    }
    item.append(make("p", "chips", ...chips));
    return item;
  };

  /** @returns {HTMLElement} what a reader can do who found nothing */
  const renderAdvice = (text) => {
    const advice = ["Check the spelling, or put ~2 behind a word to allow two wrong letters."];
    if (/\s/.test(text.trim())) advice.push("Use fewer words.");
    if (/(^|\s)[+-]\S|\p{L}:\S/u.test(text)) advice.push("Leave out +, - and field names.");
    const browse = make(
      "li", "", "Browse the ", link("topics/index.html", "", "topics"),
      " or the ", link("dates/index.html", "", "dates"), ".",
    );
    return make("ul", "search-advice", ...advice.map((line) => make("li", "", line)), browse);
  };

  class SearchPage {
    constructor(app) {
      const part = (name) => app.querySelector(`#search-${name}`);
      this.form = part("form");
      this.input = part("input");
      this.status = part("status");
      this.results = part("results");
      this.empty = part("empty");
      this.more = part("more");
      this.extra = make("div", "search-extra");
      this.status.after(this.extra);
      this.title = document.title;
      this.latest = 0;
      this.found = null;
      this.committed = this.readAddress();
      /** Whether the address holds what is being typed, not yet sent off. */
      this.typing = false;
    }

    start() {
      this.input.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.whileTyping(), TYPING_PAUSE);
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit(this.input.value.trim());
      });
      this.more.addEventListener("click", () => this.showMore());
      window.addEventListener("popstate", () => this.follow());
      this.setUpExamples();
      this.follow();
    }

    /** Examples are written as `<a data-query="…">` and become links that search. */
    setUpExamples() {
      for (const example of this.empty.querySelectorAll("a[data-query]")) {
        example.href = `?q=${encodeURIComponent(example.dataset.query)}`;
      }
      this.empty.addEventListener("click", (event) => {
        const example = event.target.closest("a[data-query]");
        if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.input.value = example.dataset.query;
        this.input.focus();
        this.submit(example.dataset.query);
      });
    }

    readAddress() {
      return (new URLSearchParams(location.search).get("q") || "").trim();
    }

    /** @param {"pushState"|"replaceState"} method */
    writeAddress(method, text, state = null) {
      const address = text ? `?q=${encodeURIComponent(text)}` : location.pathname;
      history[method](state, "", address);
    }

    /** Search what the address says: on arrival, and when going back or forward. */
    follow() {
      clearTimeout(this.timer);
      this.typing = false;
      this.committed = this.readAddress();
      this.input.value = this.committed;
      this.run(this.committed, { shown: (history.state && history.state.shown) || PAGE });
    }

    /**
     * The address of the page follows what is typed, so that going back returns to it. The
     * first letter after a query that was sent off begins a step of its own.
     */
    whileTyping() {
      const text = this.input.value.trim();
      this.writeAddress(this.typing ? "replaceState" : "pushState", text);
      this.typing = true;
      this.run(this.input.value, { typing: true });
    }

    /** A query that is sent off becomes a step of its own in the history. */
    submit(text) {
      clearTimeout(this.timer);
      if (this.typing) this.writeAddress("replaceState", text);
      else if (text !== this.committed) this.writeAddress("pushState", text);
      this.typing = false;
      this.committed = text;
      this.run(text);
    }

    /** Search and show; only the latest search may show what it found. */
    async run(text, { typing = false, shown = PAGE } = {}) {
      const turn = ++this.latest;
      if (!text.trim()) {
        this.reset();
        return;
      }
      this.empty.hidden = true;
      const waiting = setTimeout(() => this.say("Loading the index …"), PATIENCE);
      try {
        const opened = await search.store.open();
        if (turn !== this.latest) return;
        const found = search.find(text, opened, { typing });
        const papers = await search.store.documents(found.numbers.slice(0, shown));
        const { topics } = await search.store.manifest();
        if (turn !== this.latest) return;
        clearTimeout(waiting);
        this.show(text, found, papers, topics);
      } catch (error) {
        if (!(error instanceof search.LoadError)) throw error;
        if (turn === this.latest) this.fail(error, text);
      } finally {
        clearTimeout(waiting);
      }
    }

    reset() {
      this.found = null;
      this.say("");
      this.extra.replaceChildren();
      this.results.replaceChildren();
      this.more.hidden = true;
      this.empty.hidden = false;
      document.title = this.title;
    }

    show(text, found, papers, topics) {
      this.found = found;
      document.title = `${text.trim()} · ${this.title}`;
      this.extra.replaceChildren(...found.hints.map((hint) => make("p", "search-hint", hint)));
      this.results.replaceChildren(
        ...papers.map((paper) => renderPaper(paper, found.marks, topics)),
      );
      this.offerMore();
      if (found.numbers.length) {
        this.say(summarize(found));
      } else {
        this.say(`No paper matches “${text.trim()}”.`);
        this.extra.append(renderAdvice(text));
      }
    }

    /** Append the next papers and lead the keyboard to the first of them. */
    async showMore() {
      const { found, latest } = this;
      const shown = this.results.children.length;
      try {
        const papers = await search.store.documents(found.numbers.slice(shown, shown + PAGE));
        const { topics } = await search.store.manifest();
        if (latest !== this.latest || shown !== this.results.children.length) return;
        this.results.append(...papers.map((paper) => renderPaper(paper, found.marks, topics)));
        this.offerMore();
        this.results.children[shown].querySelector("a").focus();
        this.writeAddress("replaceState", this.readAddress(), {
          shown: this.results.children.length,
        });
      } catch (error) {
        if (!(error instanceof search.LoadError)) throw error;
        this.fail(error, this.input.value);
      }
    }

    offerMore() {
      const left = this.found.numbers.length - this.results.children.length;
      this.more.hidden = left <= 0;
      this.more.textContent = `Show ${Math.min(left, PAGE)} more`;
    }

    /** Say it to the eye and to a screen reader, once. */
    say(text) {
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    fail(error, text) {
      this.more.hidden = true;
      this.results.replaceChildren();
      this.say(`The search could not be loaded. ${error.message}`);
      const retry = make("button", "action search-retry", "Try again");
      retry.type = "button";
      retry.addEventListener("click", () => {
        this.input.focus();
        this.extra.replaceChildren();
        this.run(text);
      });
      this.extra.replaceChildren(
        make(
          "p",
          "search-hint",
          "Online, check the connection. From a disk, check that the folder assets/search " +
            "was unpacked with the pages. The ",
          link("topics/index.html", "", "topics"),
          " work without the search.",
        ),
        retry,
      );
    }
  }

  const app = document.getElementById("search-app");
  if (app) new SearchPage(app).start();
})();
