/** The page of the reading list. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, listpanels, listrows, resolve, shelf, store } = digest;
  const { count } = elements;

  const PAGE = 50;
  const part = (name) => document.getElementById(`shelf-${name}`);

  const { compare } = new Intl.Collator("en", { numeric: true });
  const ORDERS = {
    added: () => 0, // as the shelf lists them: the last one first
    date: (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0),
    title: (a, b) => compare(listrows.nameMark(a), listrows.nameMark(b)),
  };

  /** @returns {string} how many papers there are, and how many of them are unread */
  const sayCount = (all, unread) => {
    const some = unread ? `${elements.group(unread)} unread` : "all read";
    return all && unread < all ? `${count(all, "paper")}, ${some}` : count(all, "paper");
  };

  class ListPage {
    constructor() {
      const view = store.read("list-view") || {};
      this.order = Object.hasOwn(ORDERS, view.order) ? view.order : "added";
      this.isUnread = view.unread === true;
      this.shown = PAGE;
      /** Papers taken out since the list was last drawn anew; each can be put back. */
      this.removed = new Map();
      this.others = [
        new digest.Others("read", "Mark as unread", "Mark all as unread"),
        new digest.Others("hidden", "Show again", "Show all again"),
      ];
    }

    start() {
      part("body").hidden = false;
      part("closed").hidden = store.isOpen();
      part("local").hidden = location.protocol !== "file:";
      part("unread").checked = this.isUnread;
      part("unread").addEventListener("change", ({ target }) => this.arrange({ isUnread: target.checked }));
      part("sort").addEventListener("click", ({ target }) => target.value && this.arrange({ order: target.value }));
      part("more").addEventListener("click", () => this.showMore());
      part("cite").addEventListener("click", ({ currentTarget }) => this.cite(currentTarget));
      listpanels.setUpSharing(() => this.list().map(({ key }) => key));
      listpanels.setUpSaving();
      listpanels.setUpImport();
      shelf.onChange((kind, key) => this.follow(kind, key));
      shelf.KINDS.forEach(shelf.recount);
      this.render();
      new digest.SharedList().open();
      this.update();
    }

    /** Look whether papers moved since the list was last seen. */
    async update() {
      try {
        await resolve.follow();
      } catch (error) {
        // What was kept is shown; the next visit tries again.
        if (!(error instanceof digest.LoadError)) throw error;
      }
    }

    /** @returns {Mark[]} the list as it is arranged, in order */
    list(marks = shelf.stars()) {
      const chosen = this.isUnread ? marks.filter(({ key }) => !shelf.isRead(key)) : marks;
      return chosen.sort(ORDERS[this.order]);
    }

    arrange(changes) {
      Object.assign(this, changes);
      store.write("list-view", { order: this.order, unread: this.isUnread });
      this.removed.clear();
      this.shown = PAGE;
      this.render();
    }

    /** Draw the list; what has the focus keeps it. */
    render() {
      // A note that is being written stays under the reader's fingers.
      const note = document.activeElement.closest(".note-field");
      if (note) {
        if (!this.isWaiting) note.addEventListener("blur", () => setTimeout(() => this.render()), { once: true });
        this.isWaiting = true;
        return;
      }
      this.isWaiting = false;
      const focused = this.findFocus();
      const gone = Array.from(this.removed.values()).filter(({ key }) => !shelf.isStarred(key));
      this.marks = this.list([...shelf.stars(), ...gone].sort((a, b) => b.added - a.added));
      const rows = this.marks.slice(0, this.shown).map((mark) => this.makeRow(mark));
      part("entries").replaceChildren(...rows);
      elements.announce();
      this.tell();
      this.others.forEach((other) => other.render());
      const row = focused && this.findRow(focused.key);
      if (row) row.querySelectorAll("a, button")[focused.place].focus();
    }

    /** @returns {?{key: string, place: number}} the control of a row that has the focus */
    findFocus() {
      const row = document.activeElement.closest("#shelf-entries > [data-k]");
      const controls = row ? Array.from(row.querySelectorAll("a, button")) : [];
      const place = controls.indexOf(document.activeElement);
      return place < 0 ? null : { key: row.dataset.k, place };
    }

    /** Say how many there are, and offer what can be done with so many. */
    tell() {
      const keys = shelf.keys("star");
      const unread = keys.filter((key) => !shelf.isRead(key)).length;
      const isEmpty = !keys.length && !this.removed.size;
      part("empty").hidden = !isEmpty;
      part("bar").hidden = isEmpty;
      part("cite").hidden = !keys.length || !digest.citing;
      part("share").hidden = !keys.length;
      part("save").hidden = !shelf.KINDS.some((kind) => shelf.count(kind));
      part("count").textContent = sayCount(keys.length, unread);
      for (const button of part("sort").children) {
        button.setAttribute("aria-pressed", String(button.value === this.order));
      }
      const left = this.marks.length - this.shown;
      part("more").hidden = left <= 0;
      part("more").textContent = `Show ${Math.min(left, PAGE)} more`;
    }

    showMore() {
      const from = this.shown;
      this.shown += PAGE;
      const rows = this.marks.slice(from, this.shown).map((mark) => this.makeRow(mark));
      part("entries").append(...rows);
      elements.announce();
      this.tell();
      if (rows.length) rows[0].querySelector("a, button").focus();
    }

    /** @returns {HTMLLIElement} for a starred paper, or one that can be put back */
    makeRow(mark) {
      if (!shelf.isStarred(mark.key)) return listrows.makeRemoved(mark, () => this.putBack(mark));
      return listrows.makeRow(mark, (problem) => this.warn(problem));
    }

    warn(problem) {
      if (problem) digest.marks.say(shelf.explain(problem));
    }

    findRow(key) {
      const rows = Array.from(part("entries").children);
      return rows.find(({ dataset }) => (dataset.k || dataset.removed) === key);
    }

    /** Something changed, here or in another tab. */
    follow(kind, key) {
      const row = key && this.findRow(key);
      if (kind === "read" && row) listrows.showRead(row);
      if (kind === "star") {
        if (row && row.dataset.k && !shelf.isStarred(key)) this.takeOut(row);
        // A note that is being written is shown already.
        else if (!row || !row.contains(document.activeElement)) this.isStale = true;
      }
      cancelAnimationFrame(this.due);
      this.due = requestAnimationFrame(() => this.draw());
    }

    draw() {
      if (this.isStale) this.render();
      else {
        this.tell();
        this.others.forEach((other) => other.render());
      }
      this.isStale = false;
    }

    /** A paper was taken out: its place says so until the list is arranged anew. */
    takeOut(row) {
      const mark = this.marks.find(({ key }) => key === row.dataset.k);
      this.removed.set(mark.key, mark);
      this.swap(row, mark);
    }

    putBack(mark) {
      this.warn(shelf.put("star", mark));
      this.removed.delete(mark.key);
      this.swap(this.findRow(mark.key), mark);
      elements.announce();
    }

    /** Draw one row anew; the keyboard goes on from there. */
    swap(row, mark) {
      const hadFocus = row.contains(document.activeElement);
      const next = this.makeRow(mark);
      row.replaceWith(next);
      if (hadFocus) next.querySelector("a, button").focus();
    }

    /** Hand the papers that are shown to the dialog of citations. */
    cite(button) {
      digest.citing.open({
        title: "Reading list",
        records: async () => {
          const found = await digest.lookup.find(this.list().map(({ key }) => key));
          return Array.from(found.values()).filter(Boolean);
        },
        button,
      });
    }
  }

  // The same scripts are loaded elsewhere, to look up papers.
  if (document.getElementById("reading-list")) new ListPage().start();
})();
