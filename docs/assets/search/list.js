/** The papers that are shown on the search page, and the button for more of them. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Papers that are shown at first and with every "more". */
  const PAGE = 20;
  /** Papers that were loaded to find them: the others are loaded when these are shown. */
  const FIRST = 10;

  class List {
    /**
     * @param {HTMLOListElement} element
     * @param {HTMLButtonElement} more
     */
    constructor(element, more) {
      Object.assign(this, { element, more });
    }

    get length() {
      return this.element.children.length;
    }

    setBusy(isBusy) {
      if (isBusy) this.element.setAttribute("aria-busy", "true");
      else this.element.removeAttribute("aria-busy");
    }

    clear() {
      this.setBusy(false);
      this.element.replaceChildren();
      this.more.hidden = true;
      window.PaperDigest.elements.announce();
    }

    /** @returns {Promise<Paper[]>} the papers of the first screens, or those after them */
    load(numbers, { after = false } = {}) {
      return search.store.documents(after ? numbers.slice(FIRST) : numbers.slice(0, FIRST));
    }

    /** Show the first papers in place of those of another search. */
    begin(found, manifest, papers) {
      this.source = { found, manifest };
      this.element.replaceChildren(...this.render(papers));
      this.more.hidden = true;
      window.PaperDigest.elements.announce();
    }

    /** Show the others. */
    finish(papers) {
      this.element.append(...this.render(papers));
      this.setBusy(false);
      this.offerMore();
      window.PaperDigest.elements.announce();
    }

    /** Append papers and lead the keyboard to the first of them. */
    add(papers) {
      const made = this.render(papers);
      this.element.append(...made);
      this.offerMore();
      window.PaperDigest.elements.announce();
      if (made.length) made[0].querySelector("a").focus();
    }

    render(papers) {
      const { found, manifest } = this.source;
      return papers.map((paper) => search.entry.item(paper, found.marks, manifest.topics));
    }

    offerMore() {
      const left = this.source.found.total - this.length;
      this.more.hidden = left <= 0 || !this.length;
      this.more.textContent = `Show ${Math.min(left, PAGE)} more`;
    }
  }

  search.list = { List, PAGE };
})();
