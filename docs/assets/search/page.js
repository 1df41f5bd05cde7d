/** The search page: what is typed, what is found, and the address that says both. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Papers that are shown on coming back, at most. */
  const MOST_RESTORED = 1000;
  /** Milliseconds: after a key, before counting, before saying that it takes long. */
  const TYPING_PAUSE = 120;
  const COUNTING_PAUSE = 200;
  const PATIENCE = 300;
  /** Papers that can be taken out at a time. */
  const MOST_EXPORTED = 2000;

  class SearchPage {
    constructor(app) {
      const part = (name) => app.querySelector(`#search-${name}`);
      for (const name of ["form", "input", "status", "time", "sort", "notes", "results"]) {
        this[name] = part(name);
      }
      this.empty = part("empty");
      this.more = part("more");
      this.panel = part("filters");
      this.app = app;
      this.list = new search.list.List(this.results, this.more);
      this.filters = new search.facets.Filters(this.panel, part("chips"), {
        change: (filters) => this.narrow({ filters }),
        leave: () => (this.results.querySelector("a") || this.input).focus(),
      });
      this.title = document.title;
      this.export = this.addExport();
      this.latest = 0;
      /** Whether the address holds what is being typed, not yet sent off. */
      this.typing = false;
    }

    /** @returns {HTMLButtonElement} on the line that says how many were found */
    addExport() {
      const made = search.entry.button("search-export", () => this.takeOut(), "Export");
      made.title = "The papers found as BibTeX, RIS, CSL-JSON or Markdown";
      made.setAttribute("aria-haspopup", "dialog");
      made.hidden = true;
      this.time.after(made);
      return made;
    }

    /** Hand all that was found to the dialog of citations, not only what is shown. */
    takeOut() {
      const { total } = this.found;
      const numbers = async () => (await this.find(MOST_EXPORTED)).found.numbers;
      window.PaperDigest.citing.open({
        title: this.wish.text, numbers, total: () => total, button: this.export,
      });
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
      this.sort.addEventListener("click", ({ target }) => {
        if (target.value && target.value !== this.wish.sort) this.narrow({ sort: target.value });
      });
      this.panel.addEventListener("toggle", () => this.count());
      this.app.addEventListener("click", (event) => this.followLink(event));
      this.app.addEventListener("keydown", (event) => search.keys.handle(event, this));
      search.steps.watch(() => this.follow());
      // What was typed before this script was there comes before the address.
      this.wish = search.address.read(location.search);
      const typed = this.input.value.trim();
      if (typed && typed !== this.wish.text) this.whileTyping();
      else this.follow();
    }

    /** Search what the address says: on arrival, and when going back or forward. */
    follow() {
      clearTimeout(this.timer);
      this.typing = false;
      this.wish = search.address.read(location.search);
      this.input.value = this.wish.text;
      const { shown = search.list.PAGE, scroll = 0 } = history.state || {};
      this.run({ shown: Math.min(shown, MOST_RESTORED), scroll });
    }

    /** Links to this page, like examples and corrections, search without loading it anew. */
    followLink(event) {
      const anchor = event.target.closest("a[href]");
      const modified = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
      if (!anchor || modified || event.defaultPrevented) return;
      if (anchor.closest("#search-results")) window.PaperDigest.recent.add(this.wish.text);
      if (!anchor.getAttribute("href").startsWith("?")) return;
      event.preventDefault();
      clearTimeout(this.timer);
      this.typing = false;
      search.steps.write("pushState", search.address.read(anchor.getAttribute("href")));
      this.follow();
      scrollTo(0, 0);
      // A finger that touched a link would not thank for the keyboard.
      if (!event.detail || matchMedia("(pointer: fine)").matches) this.input.focus();
    }

    /**
     * The address of the page follows what is typed, so that going back returns to it. The
     * first letter after a query that was sent off begins a step of its own.
     */
    whileTyping() {
      this.change({ text: this.input.value.trim(), exact: false });
      search.steps.write(this.typing ? "replaceState" : "pushState", this.wish);
      this.typing = true;
      this.run({ typing: true });
    }

    /** A query that is sent off becomes a step of its own in the history. */
    submit(text) {
      clearTimeout(this.timer);
      window.PaperDigest.recent.add(text);
      const changed = text !== this.wish.text;
      if (changed) this.change({ text, exact: false });
      if (this.typing) search.steps.write("replaceState", this.wish);
      else if (changed) search.steps.write("pushState", this.wish);
      this.typing = false;
      if (matchMedia("(pointer: coarse)").matches) this.input.blur();
      this.run();
    }

    /** Filters or another order: a step of the history too. */
    narrow(changes) {
      this.change({ ...changes, text: this.input.value.trim() });
      clearTimeout(this.timer);
      search.steps.write("pushState", this.wish);
      this.typing = false;
      this.run();
    }

    /** An emptied box ends the search, and its filters with it. */
    change(changes) {
      this.wish = { ...this.wish, ...changes };
      if (!this.wish.text) this.wish.filters = search.address.noFilters();
    }

    /** @returns {Promise<{found: Found, manifest: Manifest}>} */
    async find(limit) {
      await window.PaperDigest.load("search");
      const found = await search.find({ ...this.request, limit });
      return { found, manifest: await search.store.manifest() };
    }

    /** Search and show; only the latest search may show what it found. */
    async run({ typing = false, shown = search.list.PAGE, scroll } = {}) {
      const turn = ++this.latest;
      if (!this.wish.text) {
        this.reset();
        return;
      }
      // What is typed is searched with the space at its end, which ends a word.
      const text = typing ? this.input.value : this.wish.text;
      this.request = { ...this.wish, text, typing };
      this.empty.hidden = true;
      this.list.setBusy(true);
      const waiting = setTimeout(() => this.say("Searching …"), PATIENCE);
      try {
        const { found, manifest } = await this.find(shown);
        const numbers = found.numbers.slice(0, shown);
        const papers = await this.list.load(numbers);
        if (turn !== this.latest) return;
        clearTimeout(waiting);
        this.list.begin(found, manifest, papers);
        this.tell(found, manifest);
        const others = await this.list.load(numbers, { after: true });
        if (turn !== this.latest) return;
        this.list.finish(others);
        if (scroll !== undefined) scrollTo(0, scroll);
        clearTimeout(this.counting);
        this.counting = setTimeout(() => this.count(), typing ? COUNTING_PAUSE : 0);
      } catch (error) {
        if (turn === this.latest) this.fail(error);
      } finally {
        clearTimeout(waiting);
      }
    }

    reset() {
      this.found = null;
      clearTimeout(this.counting);
      this.say("");
      this.list.clear();
      this.notes.replaceChildren();
      this.filters.setChosen(this.wish.filters, {});
      this.sort.hidden = this.panel.hidden = this.export.hidden = true;
      this.empty.hidden = false;
      window.PaperDigest.recent.show();
      document.title = this.title;
    }

    /** Say what was found, beside the papers. */
    tell(found, manifest) {
      const { wish } = this;
      Object.assign(this, { found, manifest });
      const hasFilters = search.address.countFilters(wish.filters) > 0;
      document.title = `${wish.text} · ${this.title}`;
      this.notes.replaceChildren(...search.notes.explain(found, wish));
      this.sort.hidden = this.export.hidden = !found.total;
      this.panel.hidden = !found.total && !hasFilters;
      for (const button of this.sort.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === wish.sort));
      }
      this.filters.setChosen(wish.filters, manifest);
      if (found.total) {
        this.say(search.notes.summarize(found), search.notes.tellTime(found));
      } else {
        this.say(search.notes.tellNothing(wish));
        this.notes.append(search.notes.advise(wish));
      }
    }

    /** The counts need a file of their own: they come after the papers, beside them. */
    async count() {
      const { found, latest } = this;
      if (!found || !this.panel.open) return;
      try {
        const counts = await found.facets();
        if (latest === this.latest) this.filters.showCounts(counts, this.manifest);
      } catch (error) {
        if (!search.entry.isLoadError(error)) throw error;
        // The papers are there all the same; the next search tries again.
      }
    }

    async showMore() {
      const { latest, list } = this;
      const shown = list.length;
      try {
        const { found } = await this.find(shown + search.list.PAGE);
        const papers = await search.store.documents(found.numbers.slice(shown));
        if (latest !== this.latest || shown !== list.length) return;
        list.add(papers);
        search.steps.note({ shown: list.length });
      } catch (error) {
        if (!search.entry.isLoadError(error)) throw error;
        if (latest === this.latest) this.more.textContent = "This did not load. Try again";
      }
    }

    /** Say it to the eye and to a screen reader, once; the time to the eye alone. */
    say(text, time = "") {
      if (this.status.textContent !== text) this.status.textContent = text;
      this.time.textContent = time;
    }

    fail(error) {
      this.list.clear();
      this.export.hidden = true;
      if (!search.entry.isLoadError(error)) {
        this.say("This could not be searched.");
        throw error;
      }
      this.say(`The search could not be loaded. ${error.message}`);
      const retry = () => {
        this.input.focus();
        this.notes.replaceChildren();
        this.run();
      };
      this.notes.replaceChildren(...search.notes.explainFailure(retry));
    }
  }

  let page = null;

  /** Take over the search page, once. */
  SearchPage.open = () => {
    if (page) return;
    page = new SearchPage(document.getElementById("search-app"));
    page.start();
  };

  search.Page = SearchPage;
})();
