/** A starred paper in the reading list: what it is, a note, and what can be done with it. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, lookup, shelf } = digest;
  const { button, make } = elements;

  /** Milliseconds after a key before a note is kept. */
  const TYPING_PAUSE = 400;
  const LONGEST_NOTE = 2000;

  /** @returns {string} what to call a paper of which only the key is known */
  const nameMark = ({ key, title }) => title || key.replace(/^(?:[tas]):.*/, "A paper without a title");

  /** @returns {HTMLParagraphElement} for a paper that the site no longer has */
  const explainGone = ({ key }) => {
    const text = make("p", "entry-gone", "Not in this collection any more.");
    const address = lookup.address(lookup.readKey(key), "", "");
    if (/^https:/.test(address) && /^\d|\/|^(?:doi|acl|openreview):/.test(key)) {
      const away = make("a", "", "Look for it where it was published");
      away.href = address;
      text.append(" ", away, ".");
    }
    return text;
  };

  /** @returns {{field: HTMLTextAreaElement, keep: () => void}} a field that keeps what is typed */
  const makeField = (mark, warn) => {
    const field = make("textarea", "note-field");
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      const now = shelf.get("star", mark.key);
      if (now && now.note !== field.value) warn(shelf.put("star", { ...now, note: field.value }));
      // Should the paper be taken out, it can be put back with it.
      mark.note = field.value;
    };
    field.value = (shelf.get("star", mark.key) || mark).note;
    field.rows = 2;
    field.maxLength = LONGEST_NOTE;
    field.setAttribute("aria-label", `Note on ${nameMark(mark)}`);
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, TYPING_PAUSE);
    });
    field.addEventListener("change", keep);
    return { field, keep };
  };

  /** The note as text, or as a field once the reader edits it. */
  const showNote = (place, opener, mark, warn) => {
    const now = shelf.get("star", mark.key) || mark;
    opener.textContent = now.note ? "Edit the note" : "Add a note";
    opener.hidden = false;
    place.replaceChildren(...(now.note ? [make("p", "entry-note", now.note)] : []));
    opener.onclick = () => {
      const { field, keep } = makeField(mark, warn);
      const close = () => {
        keep();
        showNote(place, opener, mark, warn);
        opener.focus();
      };
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      });
      place.replaceChildren(field, button("link-button", close, "Done"));
      opener.hidden = true;
      field.focus();
    };
  };

  const makeTool = (mark, action, text) => {
    const made = button("link-button", action, text);
    made.setAttribute("aria-describedby", titleId(mark));
    return made;
  };
  /** Keys hold characters that an id may not: spaces separate ids in a list of them. */
  const titleId = ({ key }) => `paper-${encodeURIComponent(key)}`;

  /**
   * @param {Mark} mark
   * @param {(problem: string) => void} warn is told what could not be kept
   * @returns {HTMLLIElement}
   */
  const makeRow = (mark, warn) => {
    const title = nameMark(mark);
    const row = elements.entry({ ...mark, title, iso: mark.date });
    const heading = row.querySelector(".entry-title");
    heading.id = titleId(mark);
    const isGone = mark.state === "gone" || !mark.slug;
    if (isGone) heading.replaceChildren(title);
    if (mark.state === "gone") row.append(explainGone(mark));
    const place = make("div", "entry-notes");
    const opener = makeTool(mark, () => {}, "");
    const read = makeTool(mark, () => {
      warn(shelf.setRead(mark, !shelf.isRead(mark.key)));
      showRead(row);
    }, "");
    read.classList.add("row-read");
    const remove = makeTool(mark, () => shelf.unstar(mark.key), "Remove");
    row.append(place, make("p", "row-tools", read, opener, remove));
    showNote(place, opener, mark, warn);
    showRead(row);
    return row;
  };

  /** Say whether it has been read. */
  const showRead = (row) => {
    const tool = row.querySelector(".row-read");
    if (!tool) return;
    const isRead = shelf.isRead(row.dataset.k);
    const word = row.querySelector(".is-read");
    tool.textContent = isRead ? "Mark as unread" : "Mark as read";
    row.classList.toggle("entry-read", isRead);
    if (isRead && !word) row.querySelector(".entry-meta").append(make("span", "is-read", "read"));
    if (!isRead && word) word.remove();
  };

  /** @returns {HTMLLIElement} in the place of a paper that was taken out */
  const makeRemoved = (mark, undo) => {
    const row = make("li", "entry-removed", `Removed: ${nameMark(mark)} · `, button("link-button", undo, "Undo"));
    row.dataset.removed = mark.key;
    return row;
  };

  digest.listrows = { makeRemoved, makeRow, nameMark, showRead };
})();
