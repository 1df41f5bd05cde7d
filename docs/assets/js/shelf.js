/**
 * The papers that a reader starred, has read, or does not want to see. Each is kept under
 * a name of its own: pages in other tabs change others at the same time, and one that is
 * damaged takes no other with it.
 *
 * @typedef {Object} Mark a paper, with what is needed to show it without the site's data
 * @property {string} key
 * @property {string} slug of its page; empty where it is not known
 * @property {string} title plain text; empty where it is not known
 * @property {string} date as far as it is known: "2024-11-27", "2024-11", "2024", ""
 * @property {string} authors on one line
 * @property {number} added milliseconds since 1970
 * @property {string} note of the reader, for a starred paper
 * @property {""|"new"|"gone"} state "new": not yet looked up in the site's data; "gone":
 *   looked up, and not there
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { store } = digest;

  const KINDS = ["star", "read", "hidden"];
  /** Of each kind; about 1.5 million characters of the 5 million that browsers grant. */
  const MOST = 5000;
  /** Marks of read papers that make room at a time. */
  const DROPPED = 250;
  const LONGEST = { title: 400, authors: 200, note: 2000 };

  /** See generator/keys.py and generator/identifiers.py. */
  const KEY = new RegExp(
    "^(?:\\d{4}\\.\\d{4,5}|[a-z-]{2,12}/\\d{7}|doi:10\\.\\d{4,9}/[^\\s\\p{Cc}\\p{Cs}]{1,250}" +
      "|acl:[a-z0-9_.-]{4,80}|openreview:[\\w-]{1,80}|[ta]:[0-9a-f]{12}|s:[a-z0-9-]{1,120})$",
    "u",
  );
  const SLUG = /^[a-z0-9-]{1,120}$/;
  const DATE = /^\d{4}(?:-\d\d){0,2}$/;

  /** @returns {boolean} whether a text has the form of a key */
  const isKey = (key) => typeof key === "string" && KEY.test(key);

  const fit = (text, limit) => (typeof text === "string" ? text.slice(0, limit) : "");
  const match = (text, form) => (typeof text === "string" && form.test(text) ? text : "");

  /** @returns {Mark} of whatever was found: what does not fit is left out */
  const clean = ({ key, slug, title, date, authors, added, note, state }) => ({
    key,
    slug: match(slug, SLUG),
    title: fit(title, LONGEST.title),
    date: match(date, DATE),
    authors: fit(authors, LONGEST.authors),
    added: Number.isFinite(added) && added > 0 ? Math.floor(added) : 0,
    note: fit(note, LONGEST.note),
    state: match(state, /^(?:new|gone)$/),
  });

  const unpack = (key, values) => {
    const [slug, title, date, authors, added, note, state] = Array.isArray(values) ? values : [];
    return clean({ key, slug, title, date, authors, added, note, state });
  };

  const pack = ({ slug, title, date, authors, added, note, state }) => {
    const values = [slug, title, date, authors, added, note, state];
    while (values.length && !values[values.length - 1]) values.pop();
    return values;
  };

  /** @returns {boolean} */
  const has = (kind, key) => store.has(`${kind}/${key}`);

  /** @returns {?Mark} */
  const get = (kind, key) => (has(kind, key) ? unpack(key, store.read(`${kind}/${key}`)) : null);

  /** @returns {string[]} in no order */
  const keys = (kind) =>
    store.names(`${kind}/`).map((name) => name.slice(kind.length + 1)).filter(isKey);

  /** Count by looking at every name, which takes a while where there are thousands. */
  const recount = (kind) => {
    const number = keys(kind).length;
    store.write(`count/${kind}`, number);
    return number;
  };

  /** @returns {number} as kept beside the marks; tabs that write at once may miss one */
  const count = (kind) => {
    const kept = store.read(`count/${kind}`);
    return Number.isInteger(kept) && kept >= 0 ? kept : recount(kind);
  };

  /** @returns {Mark[]} the one added last first */
  const list = (kind) =>
    keys(kind)
      .map((key) => get(kind, key))
      .sort((a, b) => b.added - a.added || (a.key < b.key ? -1 : 1));

  let latest = 0;
  /** @returns {number} now; no two marks get the same, so that they keep their order */
  const stamp = () => (latest = Math.max(Date.now(), latest + 1));

  /** A paper read long ago makes room; nothing else is ever taken away. */
  const makeRoom = (kind) => {
    if (kind !== "read" || count(kind) < MOST) return;
    for (const { key } of list(kind).slice(MOST - DROPPED)) store.write(`${kind}/${key}`, null);
    recount(kind);
  };

  /**
   * @param {string} kind
   * @param {Mark} mark only its key is needed
   * @returns {""|"limit"|"full"|"closed"} why it is not kept beyond this page
   */
  const put = (kind, mark) => {
    const isNew = !has(kind, mark.key);
    if (isNew) makeRoom(kind);
    const number = count(kind);
    if (isNew && kind !== "read" && number >= MOST) return "limit";
    const packed = pack(clean({ ...mark, added: mark.added || stamp() }));
    const isKept = store.write(`${kind}/${mark.key}`, packed);
    if (!isKept && store.isOpen()) return "full";
    if (isNew) store.write(`count/${kind}`, number + 1);
    return isKept ? "" : "closed";
  };

  const drop = (kind, key) => {
    if (!has(kind, key)) return;
    const number = count(kind);
    store.write(`${kind}/${key}`, null);
    store.write(`count/${kind}`, Math.max(0, number - 1));
  };

  /** Stars that were taken off on this page, by key: put on again, they have their notes. */
  const takenOff = new Map();

  /** @returns {string} why it is not kept beyond this page */
  const set = (kind, mark, isOn) => {
    if (!isOn) {
      if (kind === "star" && has(kind, mark.key)) takenOff.set(mark.key, get(kind, mark.key));
      drop(kind, mark.key);
    } else if (!has(kind, mark.key)) {
      const { note, added } = (kind === "star" && takenOff.get(mark.key)) || {};
      return put(kind, { state: "new", note, added, ...mark });
    }
    return "";
  };

  /**
   * @param {(kind: string, key: string) => void} callback is told of changes here and in
   *   other tabs; the key is empty where everything may have changed
   */
  const onChange = (callback) => {
    for (const kind of KINDS) {
      store.watch(`${kind}/`, (name) => callback(kind, name.slice(kind.length + 1)));
    }
  };

  /** @returns {string} for the reader */
  const explain = (problem) =>
    ({
      limit: `There are ${digest.elements.group(MOST)} papers already. Remove some, or save a backup and begin anew.`,
      full: "This could not be kept: your browser has no room left for this site.",
      closed: "Your browser keeps nothing for this site: this holds until you leave the page.",
    })[problem] || "";

  digest.shelf = {
    KINDS, clean, count, drop, explain, get, has, isKey, keys, list, onChange, put, recount, set,
    stars: () => list("star"),
    isStarred: (key) => has("star", key),
    star: (mark) => set("star", mark, true),
    unstar: (key) => drop("star", key),
    isRead: (key) => has("read", key),
    setRead: (mark, isRead) => set("read", mark, isRead),
    isHidden: (key) => has("hidden", key),
    setHidden: (mark, isHidden) => set("hidden", mark, isHidden),
  };
})();
