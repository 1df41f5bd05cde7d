/** Taking the reading list elsewhere and back: a link, a backup, an import. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, listfile, resolve, shelf } = digest;
  const { count, make } = elements;

  const part = (id) => document.getElementById(id);
  /** Bytes of a file; 5,000 papers with notes take a tenth. */
  const LARGEST = 20e6;
  const MOST_NAMED = 10;

  /** @returns {(isOpen?: boolean) => void} opens a panel, or closes it; one is open at a time */
  const setUpPanel = (opener, panel, onOpen) => {
    const set = (isOpen) => {
      panel.hidden = !isOpen;
      opener.setAttribute("aria-expanded", String(isOpen));
    };
    opener.addEventListener("click", () => {
      const isOpen = panel.hidden;
      for (const other of document.querySelectorAll("#shelf-tools [aria-expanded=true]")) {
        if (other !== opener) other.click();
      }
      set(isOpen);
      if (isOpen) onOpen();
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      set(false);
      opener.focus();
    });
  };

  // Share.

  /** @returns {string} of this page, as others reach it where the site says so */
  const findAddress = () => {
    const canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href).split("#")[0];
  };

  const copy = async (field) => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch (error) {
      // Pages that came without encryption may not use the clipboard; some take this.
      return document.execCommand("copy");
    }
  };

  /** @param {() => string[]} listKeys those that are shown, in their order */
  const setUpSharing = (listKeys) => {
    const field = part("share-link");
    const show = () => {
      const keys = listKeys();
      const shared = Math.min(keys.length, listfile.MOST_SHARED);
      const isLocal = findAddress().startsWith("file:");
      const some = shared < keys.length ? `the first ${count(shared, "paper")} of the list` : count(shared, "paper");
      part("share-about").textContent =
        `Whoever opens this link sees ${some} and can add them to a list of their own. The link ` +
        "itself holds the papers; notes and what you read stay here." +
        (isLocal ? " As this copy was opened from a folder, the link works on this device only." : "");
      field.value = `${findAddress()}#${listfile.writeFragment(keys)}`;
      part("share-status").textContent = "";
      field.focus();
      field.select();
    };
    setUpPanel(part("shelf-share"), part("share-panel"), show);
    part("share-copy").addEventListener("click", async () => {
      const isCopied = await copy(field);
      part("share-status").textContent = isCopied ? "Copied." : "Copy the marked text.";
    });
  };

  // Back up.

  const save = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const anchor = make("a", "");
    Object.assign(anchor, { href: address, download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const setUpSaving = () =>
    part("shelf-save").addEventListener("click", () => {
      const day = new Date().toISOString().slice(0, 10);
      save(`reading-list-${day}.json`, listfile.writeBackup());
    });

  // Import.

  /** Add marks that are not there yet; a note comes where there was none. */
  const merge = (kind, marks) => {
    const told = { added: 0, known: 0, problem: "" };
    for (const mark of marks) {
      const there = shelf.get(kind, mark.key);
      if (there && (there.note || !mark.note)) {
        told.known += 1;
        continue;
      }
      const problem = shelf.put(kind, there ? { ...there, note: mark.note } : mark);
      if (problem) told.problem = problem;
      if (problem === "limit" || problem === "full") break;
      told[there ? "known" : "added"] += 1;
    }
    return told;
  };

  const join = (parts) => parts.filter(Boolean).join(", ");
  const sayMany = (number, word) => number && `${elements.group(number)} ${word}`;

  /** @returns {string} what became of papers that were to be added */
  const tell = ({ added, known, problem }, others = []) => {
    const told = join([`${count(added, "paper")} added`, sayMany(known, "already in your list"), ...others]);
    return `${told}. ${shelf.explain(problem)}`.trim();
  };

  const importBackup = async (backup) => {
    const stars = merge("star", backup.star);
    const others = [["read", "marked as read"], ["hidden", "hidden"]].map(([kind, word]) =>
      sayMany(merge(kind, backup[kind]).added, word),
    );
    let later = "";
    try {
      await resolve.follow();
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      later = "to be looked up at your next visit";
    }
    const gone = backup.star.filter(({ key }) => (shelf.get("star", key) || {}).state === "gone");
    return tell(stars, [...others, sayMany(gone.length, "not in this collection"), later]);
  };

  const importKeys = async (keys) => {
    const found = await digest.lookup.find(keys);
    const known = new Map();
    for (const record of found.values()) if (record) known.set(record.key, record);
    // The first that was named comes first in the list, as it does where it came from.
    const marks = Array.from(known.values(), resolve.fromRecord).reverse();
    const missing = keys.filter((key) => !found.get(key));
    const named = missing.slice(0, MOST_NAMED).join(", ");
    const more = missing.length > MOST_NAMED ? " and others" : "";
    const text = tell(merge("star", marks), [sayMany(missing.length, "not in this collection")]);
    return missing.length ? `${text} Not found: ${named}${more}.` : text;
  };

  /** @returns {Promise<string>} what to say */
  const importText = async (text) => {
    try {
      const backup = listfile.readBackup(text);
      if (backup) return await importBackup(backup);
      const keys = listfile.findKeys(text);
      if (!keys.length) return "No arXiv id, DOI or address of a paper was found in it.";
      return await importKeys(keys);
    } catch (error) {
      if (!(error instanceof digest.LoadError)) throw error;
      return `The papers could not be looked up. ${error.message}`;
    }
  };

  const setUpImport = () => {
    const text = part("import-text");
    const file = part("import-file");
    const say = (words) => (part("import-status").textContent = words);
    const run = async (given) => {
      say("Looking …");
      say(await importText(given));
    };
    setUpPanel(part("shelf-import"), part("import-panel"), () => text.focus());
    part("import-add").addEventListener("click", () => {
      if (text.value.trim()) run(text.value);
      else say("Paste something first, or choose a file.");
    });
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (chosen && chosen.size > LARGEST) say("This file is too large for a reading list.");
      else if (chosen) run(await chosen.text());
      file.value = "";
    });
  };

  digest.listpanels = { merge, setUpImport, setUpSaving, setUpSharing, tell };
})();
