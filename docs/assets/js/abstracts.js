/**
 * The abstract of a paper in a list, a click away from its digest: a button on the line
 * below the title loads it and shows it as text.
 */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { button, make } = digest.elements;

  const ENTRY = ".entry[data-k]";

  /** @returns {Promise<string>} */
  const loadAbstract = async (key) => {
    await digest.loadScript("documents");
    const paper = (await digest.lookup.find([key])).get(key);
    return paper ? (await digest.documents.load(paper.number)).text : "";
  };

  const setOpen = (pressed, text, isOpen) => {
    pressed.setAttribute("aria-expanded", String(isOpen));
    text.hidden = !isOpen;
  };

  /** Show or hide the abstract of the entry of a button. */
  const toggle = async (pressed) => {
    const entry = pressed.closest(ENTRY);
    const shown = entry.querySelector(".entry-abstract");
    if (shown) {
      setOpen(pressed, shown, shown.hidden);
      return;
    }
    if (pressed.getAttribute("aria-busy")) return;
    pressed.setAttribute("aria-busy", "true");
    try {
      const text = make("p", "entry-abstract", (await loadAbstract(entry.dataset.k)) || "The listings give no abstract.");
      (entry.querySelector(".entry-text") || entry.querySelector(".entry-meta")).after(text);
      setOpen(pressed, text, true);
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      digest.marks.say("The abstract could not be loaded.");
    } finally {
      pressed.removeAttribute("aria-busy");
    }
  };

  const addButton = (entry) => {
    const meta = entry.querySelector(".entry-meta");
    const open = button("link-button abstract-open", () => toggle(open), "Abstract");
    open.setAttribute("aria-expanded", "false");
    open.setAttribute("aria-label", `Abstract: ${entry.querySelector(".entry-title").textContent}`);
    meta.append(open);
  };

  // Results of a search show of the abstract what was looked for; they come later.
  for (const entry of document.querySelectorAll(ENTRY)) {
    if (entry.matches(".brief") || entry.querySelector(".entry-text")) addButton(entry);
  }
})();
