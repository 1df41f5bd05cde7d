/** The filters of the search page: groups of boxes with counts, and what is chosen. */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Values that a group shows before a reader asks for all; a few more are shown at once. */
  const SHOWN = 8;
  const SPARED = 2;
  const TITLES = { topic: "Topic", year: "Year", source: "Source", has: "Only papers" };
  const HAS = { code: "With code", date: "With a date" };

  /** @returns {string} the name of a facet's value for readers */
  const label = (facet, value, { topics = {}, sources = {} }) => {
    const titles = { topic: topics, source: sources, has: HAS }[facet] || {};
    if (Object.hasOwn(titles, value)) return titles[value];
    if (facet !== "year") return value;
    return value === "undated" ? "Undated" : value.replace("..", "–");
  };

  /** Years from the last, undated papers after them; all else by count, then by name. */
  const order = (facet, rows) =>
    rows.sort((a, b) =>
      facet === "year"
        ? /^\d/.test(b.value) - /^\d/.test(a.value) || (a.value < b.value ? 1 : -1)
        : b.count - a.count || a.name.localeCompare(b.name, "en"),
    );

  /** One facet: a fieldset that is changed in place, so that focus and pointer stay. */
  class Group {
    constructor(facet) {
      const { make, button } = search.entry;
      this.facet = facet;
      this.all = false;
      /** Values that were chosen: they stay where a reader took them back. */
      this.known = new Set();
      this.items = new Map();
      this.rows = [];
      this.list = make("ul", "facet-values");
      this.more = button("facet-more", () => {
        this.all = !this.all;
        this.draw();
      });
      this.element = make(
        "fieldset", `facet facet-${facet}`, make("legend", "", TITLES[facet]), this.list, this.more,
      );
    }

    /**
     * @param {[string, number][]} counts of values that have papers
     * @param {string[]} chosen values, shown even where they have no paper
     * @param {Manifest} manifest
     */
    show(counts, chosen, manifest) {
      const byValue = new Map(counts.map(([value, count]) => [String(value), count]));
      const focused = this.list.contains(document.activeElement) && document.activeElement.value;
      for (const value of chosen) this.known.add(value);
      for (const value of [...chosen, focused]) {
        if (value && !byValue.has(value)) byValue.set(value, 0);
      }
      const rows = Array.from(byValue, ([value, count]) => ({
        value,
        count,
        name: label(this.facet, value, manifest),
        checked: chosen.includes(value),
      }));
      this.rows = order(this.facet, rows);
      this.draw();
    }

    draw() {
      const { rows, list } = this;
      const most = Math.max(1, ...rows.map(({ count }) => count));
      const isLong = rows.length > SHOWN + SPARED;
      const isOpen = this.all || !isLong;
      const shown = rows.filter(
        ({ value }, place) => isOpen || place < SHOWN || this.known.has(value),
      );
      const focused = document.activeElement;
      const wanted = shown.map((row) => this.update(row, most));
      for (const item of Array.from(list.children)) if (!wanted.includes(item)) item.remove();
      wanted.forEach((item, place) => {
        if (list.children[place] !== item) list.insertBefore(item, list.children[place] || null);
      });
      // What is put elsewhere loses the focus.
      if (focused !== document.activeElement && list.contains(focused)) focused.focus();
      this.more.hidden = !isLong;
      this.more.textContent = this.all ? "Show fewer" : `Show all ${rows.length}`;
      this.more.setAttribute("aria-expanded", String(this.all));
      this.element.hidden = !rows.length;
    }

    /** @returns {HTMLLIElement} the item of a value, with its present count */
    update({ value, name, count, checked }, most) {
      if (!this.items.has(value)) this.items.set(value, this.make(value));
      const item = this.items.get(value);
      const [box, title, number] = item.firstChild.children;
      box.checked = checked;
      title.textContent = name;
      number.textContent = search.entry.group(count);
      item.style.setProperty("--share", `${(100 * count) / most}%`);
      return item;
    }

    make(value) {
      const { make } = search.entry;
      const box = make("input");
      Object.assign(box, { type: "checkbox", name: this.facet, value });
      const number = make("span", "facet-count");
      return make("li", "", make("label", "", box, make("span", "facet-name"), number));
    }
  }

  class Filters {
    /**
     * @param {HTMLDetailsElement} element
     * @param {HTMLElement} chips where the chosen values stand, above the results
     * @param {{change: function(Object<string, string[]>): void, leave: function(): void}}
     *   page is told what is chosen, and leads the keyboard elsewhere
     */
    constructor(element, chips, { change, leave }) {
      Object.assign(this, { element, chips, change, leave });
      this.filters = search.address.noFilters();
      this.groups = Object.keys(this.filters).map((facet) => new Group(facet));
      const { make, button } = search.entry;
      const skip = button("facet-skip", leave, "Skip the filters");
      element.append(skip, make("div", "facets", ...this.groups.map((group) => group.element)));
      element.addEventListener("change", ({ target }) => {
        this.choose(target.name, target.value, target.checked);
      });
      this.watchWidth();
    }

    /** Beside the results the filters are always open, above them a reader opens them. */
    watchWidth() {
      const wide = matchMedia("(min-width: 60rem)");
      const fit = () => (this.element.open = wide.matches);
      wide.addEventListener("change", fit);
      fit();
    }

    choose(facet, value, chosen) {
      const others = this.filters[facet].filter((one) => one !== value);
      const values = chosen ? [...others, value] : others;
      this.change({ ...this.filters, [facet]: values });
    }

    /** Say what is chosen: on the summary, and above the results, to be taken back. */
    setChosen(filters, manifest) {
      this.filters = filters;
      const count = search.address.countFilters(filters);
      this.element.firstElementChild.textContent = count ? `Filter (${count})` : "Filter";
      const chips = Object.entries(filters).flatMap(([facet, values]) =>
        values.map((value) => this.makeChip(facet, value, manifest)),
      );
      if (chips.length) chips.push(this.makeClear());
      const items = chips.map((chip) => search.entry.make("li", "", chip));
      const place = Array.from(this.chips.children).findIndex((item) =>
        item.contains(document.activeElement),
      );
      this.chips.replaceChildren(...items);
      this.chips.hidden = !items.length;
      // The chip with the focus is gone: the keyboard goes on with the next one.
      if (place >= 0 && chips.length) chips[Math.min(place, chips.length - 1)].focus();
      else if (place >= 0) this.leave();
    }

    makeChip(facet, value, manifest) {
      const { make, button } = search.entry;
      const name = label(facet, value, manifest);
      const cross = make("span", "chip-cross", "×");
      cross.setAttribute("aria-hidden", "true");
      const chip = button("chip", () => this.choose(facet, value, false), name, cross);
      chip.setAttribute("aria-label", `${name}, remove this filter`);
      return chip;
    }

    makeClear() {
      const clear = () => this.change(search.address.noFilters());
      return search.entry.button("chips-clear", clear, "Clear all");
    }

    /** @param {Object<string, [string, number][]>} counts by facet */
    showCounts(counts, manifest) {
      for (const group of this.groups) {
        group.show(counts[group.facet] || [], this.filters[group.facet], manifest);
      }
    }
  }

  search.facets = { Filters, label };
})();
