/**
 * Papers by their keys and by their numbers, from files that generator/reader/shards.py
 * wrote; each is loaded once it is wanted.
 *
 * @typedef {Object} Citable what a paper is cited and listed by
 * @property {number} number the oldest is 0, undated papers come first
 * @property {string} key by which a device remembers it
 * @property {string} slug of its page
 * @property {string} title plain text
 * @property {string[]} authors as written, in order
 * @property {boolean} others whether there are more than those
 * @property {string} iso the date as far as it is known: "2024-11-27", "2024-11", "2024", ""
 * @property {string} venue
 * @property {{arxiv?: string, doi?: string, acl?: string, openreview?: string}} ids
 * @property {string} category of arXiv, the primary one
 * @property {"preprint"|"proceedings"|"journal"|"other"} kind
 * @property {string} url of the paper itself, else of its page here; "" where neither is known
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});

  /** Files that are loaded at a time: more would only wait for each other. */
  const AT_ONCE = 6;
  const SITES = [
    ["doi", "https://doi.org/"],
    ["acl", "https://aclanthology.org/"],
    ["arxiv", "https://arxiv.org/abs/"],
    ["openreview", "https://openreview.net/forum?id="],
  ];
  /** Of papers whose kind does not follow from their identifiers, as in shards.py. */
  const KINDS = ["", "proceedings", "journal", "preprint"];
  /** What `encodeURIComponent` escapes or leaves otherwise than Python's `quote` here. */
  const SPARED = /%(?:2F|3A|3B)/g;

  /** @returns {string} for an address; old ids of the ACL stand there in capitals */
  const quote = (kind, value) => {
    const isOld = kind === "acl" && /^[a-z]\d\d-\d{4}$/.test(value);
    return encodeURIComponent(isOld ? value.toUpperCase() : value)
      .replace(SPARED, decodeURIComponent)
      .replace(/[!'*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  };

  /** @returns {string} the root of the site as published; "" for a folder on a disk */
  const findRoot = (site) => {
    if (site || location.protocol === "file:") return site;
    return new URL(document.documentElement.dataset.base || "./", location.href).href;
  };

  /** @returns {string} where the paper is published, else its page here */
  const address = (ids, slug, site) => {
    const found = SITES.find(([kind]) => ids[kind]);
    if (found) return found[1] + quote(found[0], ids[found[0]]);
    const root = findRoot(site);
    return root && `${root}papers/${slug}.html`;
  };

  /** @returns {Object<string, string>} the identifier that a key is, by kind */
  const readKey = (key) => {
    const [, kind, value] = /^(?:([a-z]+):)?([^]*)$/.exec(key);
    if (!kind) return { arxiv: value };
    return SITES.some(([known]) => known === kind) ? { [kind]: value } : {};
  };

  /** @returns {Citable} */
  const unpack = (number, packed, { site = "" }) => {
    const [key, slug, title, authors = [], iso = "", venue = "", more, ...rest] = packed;
    const [category = "", flags = 0] = rest;
    const ids = { ...readKey(key), ...(more || {}) };
    const kind = KINDS[flags >> 1] || (ids.arxiv ? "preprint" : "other");
    const url = address(ids, slug, site);
    const others = flags % 2 === 1;
    return { number, key, slug, title, authors, others, iso, venue, ids, category, kind, url };
  };

  /** @returns {number} of the file that holds a key: FNV-1a, as in generator/keys.py */
  const chooseShard = (key, shards) => {
    let value = 0x811c9dc5;
    for (let place = 0; place < key.length; place += 1) {
      value = Math.imul(value ^ key.charCodeAt(place), 0x01000193) >>> 0;
    }
    return value % shards;
  };

  /** Group by something: Map of lists. */
  const group = (items, name) => {
    const groups = new Map();
    for (const item of items) {
      const key = name(item);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
    return groups;
  };

  /** Do it for each item, a few at a time, and count. */
  const forEach = async (items, act, progress) => {
    const waiting = [...items];
    let done = 0;
    const work = async () => {
      while (waiting.length) {
        await act(waiting.shift());
        done += 1;
        progress(done, items.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  };

  /**
   * @param {Iterable<number>} numbers
   * @param {(done: number, all: number) => void} [progress] is told of files; what it
   *   throws ends the loading
   * @returns {Promise<Citable[]>} in the order asked for
   */
  const records = async (numbers, progress = () => {}) => {
    const wanted = Array.from(numbers);
    const index = await digest.fetchData("index");
    const known = wanted.filter((number) => number >= 0 && number < index.papers);
    const found = new Map();
    const load = async ([place, here]) => {
      const chunk = await digest.fetchData(`cite/${place}`);
      for (const number of here) found.set(number, unpack(number, chunk[number % index.chunk], index));
    };
    const places = group(known, (number) => Math.floor(number / index.chunk));
    await forEach(Array.from(places), load, progress);
    return known.map((number) => found.get(number));
  };

  /**
   * @param {Iterable<string>} keys
   * @returns {Promise<Map<string, ?Citable>>} null where no paper has the key
   */
  const find = async (keys) => {
    const wanted = Array.from(new Set(keys));
    const index = await digest.fetchData("index");
    const numbers = new Map();
    const load = async ([shard, here]) => {
      const held = await digest.fetchData(`keys/${shard}`);
      for (const key of here) if (Object.hasOwn(held, key)) numbers.set(key, held[key]);
    };
    const shards = group(wanted, (key) => chooseShard(key, index.keys));
    await forEach(Array.from(shards), load, () => {});
    const found = await records(new Set(numbers.values()));
    const byNumber = new Map(found.map((record) => [record.number, record]));
    return new Map(wanted.map((key) => [key, byNumber.get(numbers.get(key)) || null]));
  };

  /** @returns {number[]} from a number to that before another, the last one first */
  const range = (first, end) =>
    Array.from({ length: Math.max(0, end - first) }, (_, place) => end - 1 - place);

  /** @returns {number[]} of a text like `3,7-12`, the last one first */
  const readNumbers = (text) =>
    text
      .split(",")
      .filter(Boolean)
      .flatMap((part) => {
        const [first, last = first] = part.split("-").map(Number);
        return range(first, last + 1);
      })
      .sort((a, b) => b - a);

  const findDated = (iso, { months, papers }) => {
    const isIn = ([month]) => month === iso || month.startsWith(`${iso}-`);
    const first = months.findIndex(isIn);
    if (first < 0) return [];
    const after = months.slice(first).find((month) => !isIn(month));
    return range(months[first][1], after ? after[1] : papers);
  };

  const findTopic = async (slug) => {
    await digest.load("search");
    const lists = await digest.search.store.facets();
    return Array.from(lists.get(`topic:${slug}`) || []).reverse();
  };

  const SETS = {
    all: (_, { papers }) => range(0, papers),
    undated: (_, { undated }) => range(0, undated),
    date: findDated,
    numbers: readNumbers,
    topic: findTopic,
    source: async (slug) => readNumbers(await digest.fetchData(`listings/${slug}`)),
  };

  /**
   * @param {string} set of papers, as pages of lists name it: "topic:SLUG", "date:2024-11",
   *   "undated", "source:SLUG", "numbers:3,7-12", "all"
   * @returns {Promise<number[]>} newest first
   */
  const numbers = async (set) => {
    const [kind, ...rest] = set.split(":");
    if (!Object.hasOwn(SETS, kind)) return [];
    return SETS[kind](rest.join(":"), await digest.fetchData("index"));
  };

  digest.lookup = { find, numbers, records, address, readKey };
})();
