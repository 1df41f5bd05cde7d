/**
 * What comes under the search box of any page while a reader types: the first papers, and
 * under an empty box the last searches. A combobox with a list box, as the ARIA Authoring
 * Practices describe it: the focus stays in the box, the arrows choose.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const MOST = 8;
  /** Milliseconds: after a key, before a screen reader is told, before saying it takes long. */
  const TYPING_PAUSE = 120;
  const TELLING_PAUSE = 800;
  const PATIENCE = 300;

  class Box {
    constructor(form) {
      const { make } = search.entry;
      this.form = form;
      this.input = form.elements.q;
      this.note = make("p", "suggest-note");
      this.list = make("div", "suggest-list");
      this.list.id = `${this.input.id}-list`;
      this.list.setAttribute("role", "listbox");
      this.panel = make("div", "suggest", this.note, this.list);
      this.panel.hidden = true;
      this.status = make("p", "visually-hidden");
      this.status.setAttribute("role", "status");
      this.latest = 0;
      this.active = -1;
    }

    start() {
      const { form, input, panel } = this;
      form.append(panel, this.status);
      this.set("role", "combobox");
      this.set("aria-autocomplete", "list");
      this.set("aria-haspopup", "listbox");
      this.set("aria-controls", this.list.id);
      this.set("aria-expanded", "false");
      input.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(), TYPING_PAUSE);
      });
      input.addEventListener("focus", () => this.look());
      input.addEventListener("click", () => panel.hidden && this.look());
      input.addEventListener("keydown", (event) => this.handleKey(event));
      form.addEventListener("submit", () => this.close());
      form.addEventListener("focusout", ({ relatedTarget }) => {
        if (!form.contains(relatedTarget)) this.close();
      });
      // Whoever comes back to the page finds it as it was before.
      addEventListener("pagehide", () => this.close());
      // The box keeps the focus, and with it the panel stays until the click has come.
      panel.addEventListener("mousedown", (event) => event.preventDefault());
      panel.addEventListener("click", ({ target }) => {
        const chosen = target.closest("[role=option]");
        if (chosen && chosen.pathname !== this.findAddress().pathname) this.remember();
      });
      if (document.activeElement === input) this.look();
    }

    set(name, value) {
      this.input.setAttribute(name, value);
    }

    remember() {
      window.PaperDigest.recent.add(this.input.value);
    }

    /** @returns {URL} of the search page, with a query */
    findAddress(query = "") {
      const address = new URL(this.form.getAttribute("action"), location.href);
      address.searchParams.set("q", query.slice(0, 2000));
      return address;
    }

    /** Show what belongs to the text in the box; only the latest answer may come. */
    async look() {
      clearTimeout(this.timer);
      const turn = ++this.latest;
      const text = this.input.value;
      if (!text.trim()) {
        this.showRecent();
        return;
      }
      const waiting = setTimeout(() => this.say("Searching …"), PATIENCE);
      try {
        await window.PaperDigest.load("search");
        const found = await search.find({ text, typing: true, limit: MOST });
        const papers = await search.store.documents(found.numbers.slice(0, MOST));
        if (turn === this.latest) this.showPapers(text, found, papers);
      } catch (error) {
        if (!search.entry.isLoadError(error)) throw error;
        if (turn === this.latest) this.say(`The search could not be loaded. ${error.message}`);
      } finally {
        clearTimeout(waiting);
      }
    }

    showRecent() {
      const { button, make } = search.entry;
      const queries = window.PaperDigest.recent.list();
      const options = queries.map((query) => {
        const option = make("a", "", query);
        option.href = this.findAddress(query);
        return option;
      });
      const clear = button("suggest-clear", () => {
        window.PaperDigest.recent.clear();
        this.input.focus();
        this.close();
      }, "Clear");
      this.show(options, queries.length ? ["Recent searches", clear] : [], "Recent searches");
      this.tell("");
    }

    showPapers(text, found, papers) {
      const { count, make, option } = search.entry;
      const options = papers.map((paper) => option(paper, found.marks));
      const total = `${found.atLeast ? "at least " : ""}${count(found.total, "result")}`;
      if (papers.length) {
        const all = make("a", "suggest-all", found.total > 1 ? `See all ${total}` : "See it on the search page");
        all.href = this.findAddress(text.trim());
        options.push(all);
      }
      const { correction } = found;
      const note = correction ? ["Showing results for ", make("strong", "", correction.to)] : [];
      this.show(options, papers.length ? note : [`No paper matches “${text.trim()}”.`], "Papers");
      this.tell(papers.length ? `${total}, ${papers.length} of them listed` : "No paper matches.");
    }

    /** @param {HTMLAnchorElement[]} options */
    show(options, note, name) {
      options.forEach((option, place) => {
        option.id = `${this.list.id}-${place}`;
        option.tabIndex = -1;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.list.replaceChildren(...options);
      this.list.hidden = !options.length;
      this.list.setAttribute("aria-label", name);
      this.note.replaceChildren(...note);
      this.note.hidden = !note.length;
      const isHere = this.form.contains(document.activeElement);
      this.panel.hidden = !isHere || !(options.length || note.length);
      this.set("aria-expanded", String(!this.panel.hidden && options.length > 0));
    }

    /** Say instead of papers. */
    say(text) {
      this.show([], [text], "");
    }

    /** Tell a screen reader, once the reader has stopped typing. */
    tell(text) {
      clearTimeout(this.telling);
      this.telling = setTimeout(() => (this.status.textContent = text), text ? TELLING_PAUSE : 0);
    }

    close() {
      this.latest += 1;
      clearTimeout(this.timer);
      this.show([], [], "");
      this.tell("");
    }

    /** @param {number} place of an option; -1 is the box itself */
    choose(place) {
      const options = this.list.children;
      if (this.active >= 0) options[this.active].setAttribute("aria-selected", "false");
      this.active = place;
      if (place < 0) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      options[place].setAttribute("aria-selected", "true");
      options[place].scrollIntoView({ block: "nearest" });
      this.set("aria-activedescendant", options[place].id);
    }

    /** The arrows go round, by way of the box; Enter opens what is chosen, or sends. */
    handleKey(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const stops = this.list.children.length + 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.panel.hidden) this.look();
        else {
          const step = event.key === "ArrowDown" ? 1 : -1;
          this.choose(((this.active + 1 + step + stops) % stops) - 1);
        }
      } else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this.list.children[this.active].click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (this.panel.hidden) this.input.value = "";
        else this.close();
      }
    }
  }

  const opened = new WeakSet();

  /** Take over a search box, once. */
  Box.open = (form) => {
    if (opened.has(form)) return;
    opened.add(form);
    new Box(form).start();
  };

  search.Box = Box;
})();
