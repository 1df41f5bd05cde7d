/**
 * A reading list in other forms: a backup as a file, a link to share, and whatever a reader
 * pastes. What comes from elsewhere is believed in nothing: only what has the form of a key,
 * a date, an address gets in.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { shelf } = digest;

  const FORMAT = "paper-digest-reading-list";
  const VERSION = 1;
  /** Papers in a link: servers never see it, but messengers cut long ones. */
  const MOST_SHARED = 2000;
  const MOST_READ = 5000;

  // A link: `reading-list.html#papers=2411.01234,doi:10.1234/x`.

  /** Keeps a link readable, and whole where a text is searched for links. */
  const encode = (key) =>
    encodeURIComponent(key)
      .replace(/%3A/g, ":")
      .replace(/%2F/g, "/")
      .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return "";
    }
  };

  const unique = (keys, most) => Array.from(new Set(keys)).slice(0, most);

  /** @returns {string} for behind the `#` */
  const writeFragment = (keys) => `papers=${keys.slice(0, MOST_SHARED).map(encode).join(",")}`;

  /** @returns {?string[]} keys of a fragment; null where it is another one */
  const readFragment = (fragment) => {
    const [, listed] = /^#?papers=(.*)$/.exec(fragment) || [];
    if (listed === undefined) return null;
    return unique(listed.split(",").map(decode).filter(shelf.isKey), MOST_SHARED);
  };

  // Identifiers as people write them; see generator/identifiers.py.

  const HOST = "^(?:https?://)?(?:www\\.|export\\.)?";
  const WRAPPERS = [
    new RegExp(`${HOST}(?:arxiv|alphaxiv)\\.org/(?:abs|pdf|html)/(.+?)(?:\\.pdf)?/?(?:[?#].*)?$`, "i"),
    new RegExp(`${HOST}(?:huggingface|hf)\\.co/papers/(.+?)/?(?:[?#].*)?$`, "i"),
    /^(?:https?:\/\/)?(?:www\.|dx\.)?doi\.org\/10\.48550\/arxiv\.(.+)$/i,
    /^(?:doi:)?10\.48550\/arxiv\.(.+)$/i,
    /^arxiv:(.+)$/i,
  ];
  const FORMS = [
    [/^(?:https?:\/\/)?(?:www\.|dx\.)?doi\.org\/(10\..+)$/i, (value) => `doi:${decode(value).toLowerCase()}`],
    [/^(?:doi:)?(10\.\d{4,9}\/.+)$/i, (value) => `doi:${value.toLowerCase()}`],
    [new RegExp(`${HOST}openreview\\.net/(?:forum|pdf)\\?id=([\\w-]+).*$`, "i"), (value) => `openreview:${value}`],
    [
      new RegExp(`${HOST}(?:aclanthology\\.org|aclweb\\.org/anthology)/([a-z0-9_.-]+?)(?:v\\d+)?(?:\\.pdf)?/?(?:[?#].*)?$`, "i"),
      (value) => `acl:${value.toLowerCase()}`,
    ],
    [/^(?:acl:)?(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+|[a-z]\d\d-\d{4})(?:v\d+)?$/i, (value) => `acl:${value.toLowerCase()}`],
  ];

  const readArxiv = (text) => {
    const [, bare] = WRAPPERS.map((form) => form.exec(text)).find(Boolean) || [null, text];
    const modern = /^(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?$/.exec(bare);
    if (modern) return modern[1];
    const old = /^([a-z-]+)(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?$/i.exec(bare);
    return old ? `${old[1].toLowerCase()}/${old[2]}` : "";
  };

  /** @returns {string} the key that one word of a text is; "" where it is none */
  const readKey = (word) => {
    const text = word.replace(/^[("'[]+/, "").replace(/[.,;:)"'\]]+$/, "");
    const arxiv = readArxiv(text);
    if (arxiv) return arxiv;
    for (const [form, make] of FORMS) {
      const match = form.exec(text);
      if (match && shelf.isKey(make(match[1]))) return make(match[1]);
    }
    // Our own keys, which name their kind.
    return text.includes(":") && shelf.isKey(text) ? text : "";
  };

  const readWord = (word) => {
    const [, shared] = /#(papers=.*)$/.exec(word) || [];
    if (shared) return readFragment(shared);
    const keys = word.split(/[,;]/).filter(Boolean).map(readKey);
    // A DOI may hold a comma itself.
    const whole = keys.every(Boolean) ? "" : readKey(word);
    return whole ? [whole] : keys;
  };

  /** @returns {string[]} keys of the papers that a text names: ids, DOIs, addresses, lists */
  const findKeys = (text) =>
    unique(text.split(/[\s<>{}|"`]+/u).flatMap(readWord).filter(Boolean), MOST_READ);

  // A backup.

  const NAMES = { star: "stars", read: "read", hidden: "hidden" };

  const toItem = ({ added, state, ...mark }) => {
    const item = { ...mark, added: new Date(added).toISOString() };
    for (const name of Object.keys(item)) if (!item[name]) delete item[name];
    return item;
  };

  const sayTime = (added) => (Number.isFinite(added) && added < 8.64e15 ? added : 0);

  /** @returns {string} everything that is kept of papers, as JSON */
  const writeBackup = () => {
    const lists = Object.entries(NAMES).map(([kind, name]) => [
      name,
      shelf.list(kind).map((mark) => toItem({ ...mark, added: sayTime(mark.added) })),
    ]);
    const about = { format: FORMAT, version: VERSION, saved: new Date().toISOString() };
    return `${JSON.stringify({ ...about, ...Object.fromEntries(lists) }, null, 1)}\n`;
  };

  const readItem = (item) =>
    item && shelf.isKey(item.key)
      ? [shelf.clean({ ...item, added: Date.parse(item.added), state: "new" })]
      : [];

  /** @returns {?Object<string, Mark[]>} by kind; null where the text is no backup */
  const readBackup = (text) => {
    let held;
    try {
      held = JSON.parse(text);
    } catch (error) {
      return null;
    }
    if (!held || held.format !== FORMAT) return null;
    return Object.fromEntries(
      Object.entries(NAMES).map(([kind, name]) => [
        kind,
        (Array.isArray(held[name]) ? held[name].slice(0, MOST_READ) : []).flatMap(readItem),
      ]),
    );
  };

  digest.listfile = {
    findKeys, MOST_SHARED, readBackup, readFragment, writeBackup, writeFragment,
  };
})();
