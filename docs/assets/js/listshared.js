/** A list that came with the address: shown, and added only where the reader says so. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, listfile, listpanels, resolve } = digest;
  const { count, make } = elements;

  const PAGE = 50;
  const part = (name) => document.getElementById(`shared-${name}`);

  class SharedList {
    constructor() {
      this.section = document.getElementById("shelf-shared");
      this.papers = [];
      part("add").addEventListener("click", () => this.add());
      part("close").addEventListener("click", () => this.close());
      part("more").addEventListener("click", () => this.showMore());
      // The link past the header has a fragment too.
      addEventListener("hashchange", () => listfile.readFragment(location.hash) && this.open());
    }

    /** Show the list of the address, where it has one. */
    async open() {
      const keys = listfile.readFragment(location.hash);
      this.section.hidden = !keys;
      if (!keys) return;
      part("title").textContent = keys.length
        ? `A list of ${count(keys.length, "paper")} was shared with you`
        : "This link holds no papers";
      this.asked = keys;
      this.show(new Map());
      if (!keys.length) return;
      part("status").textContent = "Looking for them …";
      try {
        const found = await digest.lookup.find(keys);
        if (this.asked === keys) this.show(found);
      } catch (error) {
        if (!(error instanceof digest.LoadError)) throw error;
        part("status").textContent = `They could not be looked up. ${error.message}`;
      }
    }

    /** @param {Map<string, ?Citable>} found by the keys asked for */
    show(found) {
      const records = this.asked.map((key) => found.get(key)).filter(Boolean);
      this.papers = Array.from(new Map(records.map((one) => [one.key, one])).values());
      part("entries").replaceChildren();
      this.showMore();
      const missing = found.size ? this.asked.filter((key) => !found.get(key)) : [];
      part("add").hidden = !this.papers.length;
      part("status").replaceChildren(...this.nameMissing(missing));
    }

    nameMissing(missing) {
      if (!missing.length) return [];
      const verb = missing.length === 1 ? "is" : "are";
      const names = missing.slice(0, PAGE).map((key) => make("code", "", key));
      return [
        `${elements.group(missing.length)} of them ${verb} not in this collection: `,
        ...names.flatMap((name) => [name, " "]),
        missing.length > names.length ? "and others" : "",
      ];
    }

    showMore() {
      const list = part("entries");
      const from = list.children.length;
      const made = this.papers.slice(from, from + PAGE).map((paper) => elements.entry(paper));
      list.append(...made);
      const left = this.papers.length - list.children.length;
      part("more").hidden = left <= 0;
      part("more").textContent = `Show ${Math.min(left, PAGE)} more`;
      elements.announce();
      if (from && made.length) made[0].querySelector("a").focus();
    }

    add() {
      const marks = this.papers.map(resolve.fromRecord).reverse();
      part("status").textContent = listpanels.tell(listpanels.merge("star", marks));
    }

    close() {
      history.replaceState(history.state, "", location.href.split("#")[0]);
      this.section.hidden = true;
      document.getElementById("main").focus();
    }
  }

  digest.SharedList = SharedList;
})();
