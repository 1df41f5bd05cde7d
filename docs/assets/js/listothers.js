/** Papers that were read or hidden: listed in brief, each and all of them can be forgotten. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, listrows, shelf } = digest;
  const { button, count, link, make } = elements;

  const PAGE = 100;

  class Others {
    /**
     * @param {"read"|"hidden"} kind
     * @param {string} undo what takes a paper out
     * @param {string} undoAll
     */
    constructor(kind, undo, undoAll) {
      Object.assign(this, { kind, undo, undoAll, shown: PAGE });
      this.details = document.getElementById(`shelf-${kind}`);
      this.place = this.details.querySelector("div");
      this.details.addEventListener("toggle", () => this.render());
    }

    /** Bring the number up to date, and the list where it is open. */
    render() {
      const number = shelf.count(this.kind);
      this.details.hidden = !number && !this.details.contains(document.activeElement);
      this.details.querySelector("summary").textContent =
        count(number, `${this.kind === "read" ? "read" : "hidden"} paper`);
      if (!this.details.open) return;
      const marks = shelf.list(this.kind);
      const drawn = JSON.stringify([marks.map(({ key, title }) => [key, title]), this.shown]);
      // What has the focus stays, unless something is different.
      if (drawn === this.drawn) return;
      this.drawn = drawn;
      const list = make("ul", "shelf-lines", ...marks.slice(0, this.shown).map((mark) => this.makeLine(mark)));
      const tools = make("p", "shelf-buttons");
      if (marks.length > this.shown) {
        tools.append(button("action", () => this.showMore(), `Show ${Math.min(marks.length - this.shown, PAGE)} more`));
      }
      if (marks.length) tools.append(this.makeClear(marks.length));
      this.place.replaceChildren(list, tools);
    }

    makeLine(mark) {
      const title = listrows.nameMark(mark);
      const name = mark.slug && mark.state !== "gone" ? link(`papers/${mark.slug}.html`, "", title) : title;
      const forget = button("link-button", () => {
        shelf.drop(this.kind, mark.key);
        this.render();
        (this.place.querySelector("button") || this.details.querySelector("summary")).focus();
      }, this.undo);
      forget.setAttribute("aria-label", `${this.undo}: ${title}`);
      return make("li", "", make("span", "", name), " ", forget);
    }

    /** It cannot be undone: it asks. */
    makeClear(number) {
      const clear = button("action", () => {
        const sure = button("action primary", () => {
          for (const key of shelf.keys(this.kind)) shelf.drop(this.kind, key);
          this.render();
          document.getElementById("main").focus();
        }, `Yes, all ${elements.group(number)}`);
        const no = button("action", () => {
          this.drawn = "";
          this.render();
          this.details.querySelector("summary").focus();
        }, "No");
        clear.replaceWith(make("span", "sure", "Really? ", sure, " ", no));
        no.focus();
      }, this.undoAll);
      return clear;
    }

    showMore() {
      const from = this.shown;
      this.shown += PAGE;
      this.render();
      this.place.querySelectorAll("li")[from].querySelector("a, button").focus();
    }
  }

  digest.Others = Others;
})();
