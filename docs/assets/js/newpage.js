/** The page of what is new: what came since the last visit, first where the reader follows. */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { elements, news } = digest;
  const { button, count, link, make } = elements;
  const { KINDS, listArrivals, makeEntries, open, sayNew, saySince } = news;

  /** Papers of the whole list that are shown at first and with every "more". */
  const PAGE = 50;
  /** Papers that are shown of one thing that is followed. */
  const SHOWN = 5;
  const LAST_BUILDS = 7;

  class NewPage {
    constructor(app) {
      this.app = app;
      for (const part of ["status", "ranges", "read", "followed", "list", "all", "more", "follows"]) {
        this[part] = app.querySelector(`#new-${part}`);
      }
      this.latest = 0;
    }

    async start() {
      this.visit = await news.visit;
      this.range = this.visit && this.visit.since ? "visit" : "builds";
      this.ranges.addEventListener("click", ({ target }) => {
        if (!target.value) return;
        this.range = target.value;
        this.run();
      });
      this.more.addEventListener("click", () => this.showMore().catch((error) => this.fail(error)));
      this.read.addEventListener("click", () => this.markRead());
      digest.store.watch("follows", () => this.run());
      await this.run();
    }

    /** @returns {number} the build after which papers count as new */
    chooseBase(builds) {
      if (this.range === "visit" && this.visit) return this.visit.base;
      const numbers = builds.map(([number]) => number).sort((a, b) => b - a);
      return this.range === "builds" && numbers.length > LAST_BUILDS ? numbers[LAST_BUILDS] : 0;
    }

    /** Show what is new in the range; only the latest call may show what it found. */
    async run() {
      const turn = ++this.latest;
      try {
        const { builds } = await digest.fetchData("news");
        const numbers = await listArrivals(this.chooseBase(builds));
        if (turn !== this.latest) return;
        Object.assign(this, { builds, numbers });
        this.tell();
        this.showFollows();
        await Promise.all([this.showAll(turn), this.showFollowed(turn)]);
      } catch (error) {
        if (turn === this.latest) this.fail(error);
      }
    }

    tell() {
      const hasVisit = Boolean(this.visit);
      for (const one of this.ranges.querySelectorAll("button")) {
        one.hidden = one.value === "visit" && !hasVisit;
        one.setAttribute("aria-pressed", String(one.value === this.range));
      }
      this.ranges.hidden = !this.builds.length;
      this.read.hidden = this.range !== "visit" || !this.numbers.length;
      this.status.replaceChildren(this.describe());
    }

    /** @returns {string} how much there is, or why there is nothing */
    describe() {
      const { range, visit, builds, numbers } = this;
      if (!builds.length || !builds.some(([, , papers]) => papers)) {
        return "Nothing has been added since this collection was first built. What later builds bring is shown here.";
      }
      const papers = count(numbers.length, "paper");
      const last = elements.sayDate(builds.reduce((a, b) => (b[0] > a[0] ? b : a))[1]);
      if (range === "visit" && numbers.length) return `${sayNew(numbers.length)} ${saySince(visit)}.`;
      if (range === "visit") return `Nothing is new ${saySince(visit)}. The last papers came on ${last}.`;
      const added = range === "builds" ? `${papers} came with the last builds` : `${papers} came since the first build`;
      if (!visit) return `${added}. This browser keeps nothing for this page, so it cannot tell what is new to you.`;
      if (!visit.since) return `${added}. From your next visit on, this page shows what is new to you.`;
      return `${added}, the latest on ${last}.`;
    }

    async showAll(turn) {
      const entries = await makeEntries(this.numbers.slice(0, PAGE));
      if (turn !== this.latest) return;
      this.list.hidden = !entries.length;
      this.all.replaceChildren(...entries);
      this.offerMore();
      elements.announce();
    }

    async showMore() {
      const turn = this.latest;
      const shown = this.all.children.length;
      const entries = await makeEntries(this.numbers.slice(shown, shown + PAGE));
      if (turn !== this.latest || shown !== this.all.children.length) return;
      this.all.append(...entries);
      this.offerMore();
      elements.announce();
      if (entries.length) entries[0].querySelector("a").focus();
    }

    offerMore() {
      const left = this.numbers.length - this.all.children.length;
      this.more.hidden = left <= 0;
      this.more.textContent = `Show ${Math.min(left, PAGE)} more`;
    }

    /** Show each thing that is followed and has something new; the others on one line. */
    async showFollowed(turn) {
      const follows = news.follows().map(open).filter(Boolean);
      const arrived = new Set(this.numbers);
      const quiet = [];
      const sections = [];
      for (const follow of arrived.size ? follows : []) {
        const found = await KINDS[follow.kind].find(follow, follow.value);
        const hits = found.filter((number) => arrived.has(number)).sort((a, b) => b - a);
        if (turn !== this.latest) return;
        if (hits.length) sections.push(await this.makeSection(follow, hits));
        else quiet.push(follow);
      }
      if (turn !== this.latest) return;
      if (quiet.length) sections.push(this.makeQuiet(quiet));
      this.followed.replaceChildren(...sections);
      elements.announce();
    }

    async makeSection({ kind, name, address }, hits) {
      const entries = await makeEntries(hits.slice(0, SHOWN));
      const title = link(address, "", name);
      const heading = make("h2", "section-heading", title, make("small", "", ` ${KINDS[kind].noun} · ${elements.group(hits.length)} new`));
      const section = make("section", "", heading, make("ol", "entries", ...entries));
      const left = hits.length - entries.length;
      if (left > 0) section.append(make("p", "more", link(address, "", `${elements.group(left)} more in ${name}`)));
      return section;
    }

    makeQuiet(quiet) {
      const links = quiet.flatMap(({ name, address }, place) => [place ? ", " : "", link(address, "", name)]);
      return make("p", "new-quiet", "Nothing new in ", ...links, ".");
    }

    showFollows() {
      const follows = news.follows().map(open).filter(Boolean);
      const items = follows.map(({ id, kind, name, address }) => {
        const remove = button("new-remove", () => this.remove(id, name), "Remove");
        remove.setAttribute("aria-label", `Remove: ${name}`);
        return make("li", "", make("span", "", link(address, "", name), make("small", "", ` ${KINDS[kind].noun}`)), remove);
      });
      this.follows.hidden = false;
      this.follows.querySelector("ul").replaceChildren(...items);
      this.follows.querySelector("p").hidden = items.length > 0;
    }

    remove(id, name) {
      if (news.isFollowed(id)) news.toggle({ id, name });
      this.follows.querySelector("h2").focus();
    }

    markRead() {
      const undo = news.markRead();
      this.visit = { ...this.visit, ...news.read() };
      this.run().then(() => {
        const back = button("new-remove", () => {
          undo();
          this.visit = { ...this.visit, ...news.read() };
          this.run();
          this.status.focus();
        }, "Undo");
        this.status.replaceChildren("All marked as read. ", back);
      });
      this.status.focus();
    }

    fail(error) {
      if (!(error instanceof digest.LoadError) && !digest.search?.entry?.isLoadError(error)) throw error;
      const again = button("new-remove", () => this.run(), "Try again");
      this.status.replaceChildren(`This could not be loaded. ${error.message} `, again);
    }
  }

  const app = document.getElementById("new-app");
  if (app) new NewPage(app).start();
})();
