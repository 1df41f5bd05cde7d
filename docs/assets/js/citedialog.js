/** The dialog that shows citations in a format of the reader's choice, to copy or to keep. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { formats } = digest;
  const { button, byline, count, group, make, sayDate } = digest.elements;

  /** Papers that are shown; the file and the clipboard get all. */
  const SHOWN = 25;
  /** Milliseconds before a browser may forget what it was to save. */
  const SAVING = 60_000;

  const escape = (text) => text.replace(/[\\`*_{}[\]<>#|~$&!]/g, "\\$&");

  const markdown = (records) =>
    records
      .map(({ title, url, authors, others, venue, iso }) => {
        const link = url ? `[${escape(title)}](<${url}>)` : escape(title);
        const rest = [byline(authors, others), venue, iso && sayDate(iso)].filter(Boolean).map(escape);
        return `- ${[link, ...rest].join(", ")}\n`;
      })
      .join("");

  const FORMATS = {
    bibtex: { title: "BibTeX", write: formats.bibtex, ending: "bib", type: "application/x-bibtex" },
    ris: { title: "RIS", write: formats.ris, ending: "ris", type: "application/x-research-info-systems" },
    csl: { title: "CSL-JSON", write: formats.csl, ending: "json", type: "application/json" },
    markdown: { title: "Markdown", write: markdown, ending: "md", type: "text/markdown" },
  };

  /** @returns {string} a name for a file, without its ending */
  const nameFile = (title) => {
    const words = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return words.replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-|-$/g, "") || "papers";
  };

  /** A reader closed the dialog or asked for something else. */
  class Cancelled extends Error {}

  class CiteDialog {
    constructor() {
      this.format = digest.store.read("cite-format", "bibtex");
      if (!Object.hasOwn(FORMATS, this.format)) this.format = "bibtex";
      this.turn = 0;
      this.records = [];
      this.build();
    }

    build() {
      this.heading = make("h2", "");
      this.heading.id = "cite-title";
      const legend = make("legend", "visually-hidden", "Format");
      this.choices = make("fieldset", "cite-formats", legend, ...Object.keys(FORMATS).map((name) => this.makeChoice(name)));
      this.choices.addEventListener("change", ({ target }) => this.choose(target.value));
      this.status = make("p", "cite-status");
      this.status.setAttribute("role", "status");
      this.progress = make("progress", "cite-progress");
      this.progress.setAttribute("aria-label", "Papers loaded");
      this.text = make("textarea", "cite-text");
      Object.assign(this.text, { readOnly: true, rows: 12, spellcheck: false, wrap: "soft" });
      this.copyButton = button("action", () => this.copy(), "Copy");
      this.saveButton = button("action", () => this.save(), "Download");
      this.retryButton = button("action", () => this.load(), "Try again");
      this.closeButton = button("action", () => this.element.close(), "Close");
      const buttons = make("p", "cite-buttons", this.copyButton, this.saveButton, this.retryButton, this.closeButton);
      this.element = make(
        "dialog", "cite", this.heading, this.choices, this.text, this.progress, this.status, buttons,
      );
      this.element.setAttribute("aria-labelledby", this.heading.id);
      this.element.addEventListener("close", () => this.cancel());
      document.body.append(this.element);
    }

    makeChoice(name) {
      const box = make("input", "");
      Object.assign(box, { type: "radio", name: "cite-format", value: name, checked: name === this.format });
      return make("label", "", box, make("span", "", FORMATS[name].title));
    }

    /** @param {Request} request */
    open(request) {
      this.request = request;
      this.heading.textContent = `${request.numbers ? "Export" : "Cite"}: ${request.title}`;
      if (!this.element.open) this.element.showModal();
      this.load();
    }

    /** Whatever is still loading must not show any more. */
    cancel() {
      this.turn += 1;
      this.records = [];
      this.text.value = "";
    }

    setState({ isLoading = false, isFailed = false }) {
      this.progress.hidden = !isLoading;
      this.progress.removeAttribute("value");
      this.retryButton.hidden = !isFailed;
      const hasNone = isLoading || isFailed || !this.records.length;
      this.copyButton.disabled = this.saveButton.disabled = hasNone;
      this.text.hidden = hasNone;
      this.closeButton.textContent = isLoading ? "Cancel" : "Close";
    }

    async load() {
      this.cancel();
      const { turn } = this;
      this.setState({ isLoading: true });
      this.say("Loading …");
      try {
        this.records = await this.fetch((done, all) => {
          if (turn !== this.turn) throw new Cancelled();
          Object.assign(this.progress, { max: all, value: done });
        }, turn);
        this.setState({});
        // Those of the file: of a part, they might be shorter.
        this.names = formats.nameAll(this.records);
        this.show();
        this.tell();
      } catch (error) {
        if (error instanceof Cancelled || turn !== this.turn) return;
        this.setState({ isFailed: true });
        this.say(`The papers could not be loaded. ${error.message}`);
        if (!this.isLoadError(error)) throw error;
      }
    }

    /** @returns {boolean} whether a file did not load, which is nobody's mistake */
    isLoadError(error) {
      const { LoadError, search } = digest;
      return error instanceof LoadError || Boolean(search && search.LoadError && error instanceof search.LoadError);
    }

    async fetch(progress, turn) {
      const { records, numbers } = this.request;
      const get = async (source) => (typeof source === "function" ? source(progress) : source);
      const found = records ? await get(records) : await digest.lookup.records(await get(numbers), progress);
      if (turn !== this.turn) throw new Cancelled();
      return found;
    }

    /** Say how many papers there are, and whether these are all. */
    tell() {
      const { length } = this.records;
      const total = this.request.total ? this.request.total() : length;
      const papers = total > length ? `The first ${count(length, "paper")} of ${group(total)}` : count(length, "paper");
      const shown = length > SHOWN ? ` Copy and Download take all of them, not only the ${SHOWN} shown.` : "";
      if (length === 1) this.say("");
      else this.say(length ? `${papers}.${shown}` : "There are no papers here.");
    }

    choose(format) {
      this.format = format;
      digest.store.write("cite-format", format);
      if (!this.records.length) return;
      this.show();
      this.tell();
    }

    show() {
      const { title, write } = FORMATS[this.format];
      this.text.value = write(this.records.slice(0, SHOWN), this.names);
      this.text.setAttribute("aria-label", `Citation in ${title}`);
    }

    /** @returns {string} all of it */
    write() {
      return FORMATS[this.format].write(this.records, this.names);
    }

    async copy() {
      const text = this.write();
      const isCopied = (await this.copyText(text)) || this.copySelection(text);
      this.say(isCopied ? `Copied as ${FORMATS[this.format].title}.` : "This browser does not let pages copy: select the text and copy it.");
    }

    async copyText(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch (error) {
        // Not over plain http, and not where a reader forbade it.
        return false;
      }
    }

    copySelection(text) {
      const shown = this.text.value;
      const focused = document.activeElement;
      this.text.value = text;
      this.text.select();
      const isCopied = document.execCommand("copy");
      this.text.value = shown;
      if (isCopied) focused.focus();
      else this.text.select();
      return isCopied;
    }

    save() {
      const { ending, type } = FORMATS[this.format];
      const name = `${nameFile(this.request.title)}.${ending}`;
      const anchor = make("a", "");
      anchor.href = URL.createObjectURL(new Blob([this.write()], { type: `${type};charset=utf-8` }));
      anchor.download = name;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), SAVING);
      this.say(`Saved as ${name}.`);
    }

    say(text) {
      this.status.textContent = text;
    }
  }

  let made = null;

  digest.citing.dialog = {
    open: (request) => {
      made = made || new CiteDialog();
      made.open(request);
    },
  };
  // Whoever leads readers' papers out in other ways writes them the same.
  formats.markdown = markdown;
})();
