/**
 * Files of data, loaded by classic scripts, which work from a disk as well: each is one
 * call of `receive`. What was loaded is kept as long as there is room for it.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const FOLDER = "assets/search/data/";

  /** A file of the search is not there, or is not what it should be. */
  class LoadError extends Error {}

  const makeDamaged = (name) => new LoadError(`${FOLDER}${name}.js is damaged.`);

  // On other pages than the search's, docs/assets/js/documents.js receives files as well.
  const received = (search.received = search.received || new Map());

  /** Called by every file of data. */
  search.receive = (name, ...values) => received.set(name, values);

  /** @returns {string} the relative address of the site's root */
  const base = () => document.documentElement.dataset.base || "./";

  /**
   * @param {string} name below the data folder
   * @param {string} [version] so that no file of an earlier build is taken from a cache
   * @returns {Promise<void>}
   */
  const runScript = (name, version = "") =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${base()}${FOLDER}${name}.js${version && `?${version}`}`;
      script.onload = () => {
        script.remove();
        resolve();
      };
      script.onerror = () => {
        script.remove();
        reject(new LoadError(`${FOLDER}${name}.js could not be loaded.`));
      };
      document.head.append(script);
    });

  /** Use what a file holds; that this fails means that the file is damaged. */
  const trust = (name, use) => {
    try {
      return use();
    } catch (error) {
      throw makeDamaged(name);
    }
  };

  /** @returns {Promise<*>} what `use` makes of the values that the script handed over */
  const receive = async (name, version, use) => {
    if (!received.has(name)) await runScript(name, version);
    const values = received.get(name);
    received.delete(name);
    if (!values) throw makeDamaged(name);
    return trust(name, () => use(...values));
  };

  const pending = new Map();

  /** Do it once, unless it failed: then it is tried again the next time. */
  const once = (key, make) => {
    if (!pending.has(key)) {
      pending.set(
        key,
        make().catch((error) => {
          pending.delete(key);
          throw error;
        }),
      );
    }
    return pending.get(key);
  };

  /** Keeps the values that were used last. */
  class Recent {
    /** @param {number} room in bytes, about; one value is kept even if it is larger */
    constructor(room) {
      this.room = room;
      this.used = 0;
      this.entries = new Map();
    }

    get(key) {
      const entry = this.entries.get(key);
      if (!entry) return undefined;
      this.entries.delete(key);
      this.entries.set(key, entry);
      return entry.value;
    }

    delete(key) {
      const entry = this.entries.get(key);
      if (!entry) return;
      this.used -= entry.size;
      this.entries.delete(key);
    }

    set(key, value, size) {
      this.delete(key);
      this.entries.set(key, { value, size });
      this.used += size;
      for (const oldest of this.entries.keys()) {
        if (this.used <= this.room || oldest === key) break;
        this.delete(oldest);
      }
    }

    /** @returns {Promise<*>} the value, made if it is not here; not twice at a time */
    async load(key, make) {
      const held = this.get(key);
      if (held !== undefined) return held;
      return once(key, async () => {
        const { value, size } = await make();
        this.set(key, value, size);
        pending.delete(key);
        return value;
      });
    }
  }

  search.LoadError = LoadError;
  search.base = base;
  search.files = { Recent, makeDamaged, once, receive, runScript, trust };
})();
