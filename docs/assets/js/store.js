/**
 * What is kept on the reader's device, by name, as JSON. Several sites may share an origin,
 * and all folders opened from a disk do: each has its own names. Where storage is closed,
 * everything holds for this page only.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});

  const root = document.documentElement;

  /** @returns {string} what tells this site from others of the same origin */
  const nameSite = () =>
    location.protocol === "file:"
      ? `file/${root.dataset.site || ""}`
      : new URL(root.dataset.base || "./", location.href).pathname;

  const PREFIX = `paper-digest:${nameSite()}:`;

  /** Stands in for storage that is closed. */
  const memory = new Map();
  const watchers = [];
  let open = null;

  /** @returns {boolean} whether something that is written stays */
  const isOpen = () => {
    if (open === null) {
      try {
        // Reading is enough: a storage that is full takes no probe, but is open.
        open = typeof window.localStorage.getItem(PREFIX) !== "undefined";
      } catch (error) {
        open = false;
      }
    }
    return open;
  };

  const readText = (name) =>
    isOpen() ? localStorage.getItem(PREFIX + name) : (memory.get(name) ?? null);

  /** @returns {boolean} */
  const has = (name) => readText(name) !== null;

  /** @returns {*} what was written; the fallback where there is nothing, or nothing of ours */
  const read = (name, fallback = null) => {
    try {
      return JSON.parse(readText(name)) ?? fallback;
    } catch (error) {
      return fallback;
    }
  };

  /** @returns {string[]} names that begin so and under which something is kept, unsorted */
  const names = (start = "") => {
    const all = isOpen() ? Object.keys(localStorage) : Array.from(memory.keys(), (name) => PREFIX + name);
    const from = PREFIX + start;
    return all.filter((name) => name.startsWith(from)).map((name) => name.slice(PREFIX.length));
  };

  const tell = (name) => {
    for (const { start, callback } of watchers) {
      if (name === start || (start.endsWith("/") && name.startsWith(start))) callback(name);
    }
  };

  const keep = (name, text) => {
    if (!isOpen()) {
      if (text === null) memory.delete(name);
      else memory.set(name, text);
    } else if (text === null) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, text);
    }
  };

  /**
   * @param {string} name
   * @param {*} value null or undefined for nothing
   * @returns {boolean} whether it is kept beyond this page; false too where there is no room
   */
  const write = (name, value) => {
    try {
      keep(name, value === null || value === undefined ? null : JSON.stringify(value));
    } catch (error) {
      return false;
    }
    tell(name);
    return isOpen();
  };

  /**
   * @param {string} start a name, or the start of names that ends in "/"
   * @param {(name: string) => void} callback is told of changes in this page and in others
   */
  const watch = (start, callback) => watchers.push({ start, callback });

  addEventListener("storage", ({ key }) => {
    if (key === null) for (const { start, callback } of watchers) callback(start);
    else if (key.startsWith(PREFIX)) tell(key.slice(PREFIX.length));
  });

  digest.store = { has, isOpen, names, read, watch, write };
})();
