/**
 * Follows the papers that a reader marked through rebuilds of the site: another address, a
 * title that became known, an identifier that a later listing brought. What is not found
 * stays, and says so. Nothing is looked up twice in the same data.
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const { elements, shelf, store } = digest;

  /** An arXiv id is the best key there is: a paper that has one keeps it. */
  const SETTLED = /^(?:\d{4}\.\d{4,5}|[a-z-]+[/]\d{7})$/;

  /** @returns {Mark} of a paper of the site's data */
  const fromRecord = ({ key, slug, title, authors, others, iso }) => ({
    key, slug, title, date: iso, authors: elements.byline(authors, others), note: "", state: "",
  });

  /** @returns {Mark} what two marks of one paper say together */
  const join = (mark, other) => ({
    ...mark,
    added: Math.min(mark.added || Infinity, other.added || Infinity),
    note: Array.from(new Set([other.note, mark.note])).filter(Boolean).join("\n"),
  });

  const isSame = (one, other) => JSON.stringify(shelf.clean(one)) === JSON.stringify(other);

  /** Write what became of a paper, under its present key; never drop what was not kept. */
  const settle = (kind, mark, record) => {
    if (!record) {
      if (mark.state !== "gone") shelf.put(kind, { ...mark, state: "gone" });
      return;
    }
    const found = fromRecord(record);
    // Some listings say only how many authors there are: the entry that was starred knew it.
    let next = { ...found, authors: found.authors || mark.authors, added: mark.added, note: mark.note };
    const there = found.key === mark.key ? null : shelf.get(kind, found.key);
    if (there) next = join(next, there);
    if (!isSame(next, mark) && !shelf.put(kind, next) && next.key !== mark.key) {
      shelf.drop(kind, mark.key);
    }
  };

  /** @returns {Array<[string, Mark]>} all marks with their kinds */
  const listAll = () =>
    shelf.KINDS.flatMap((kind) => shelf.list(kind).map((mark) => [kind, mark]));

  /**
   * Look up what may have changed.
   *
   * @param {{most?: number}} [limits] most: leave all to the reading list where there are
   *   more papers than that to look up, and leave those alone whose key is settled
   * @returns {Promise<number>} how many papers were looked up
   * @throws {LoadError} the site's data could not be loaded
   */
  const follow = async ({ most } = {}) => {
    const { version } = await digest.fetchData("index");
    const seen = store.read("seen") || {};
    const isOld = seen.version !== version && (!most || seen.glanced !== version);
    // Of what was read or hidden, an identifier that is known leads nowhere else.
    const wanted = listAll().filter(([kind, { key, state }]) =>
      most || kind !== "star" ? isOld && !SETTLED.test(key) : isOld || state === "new",
    );
    const isWhole = !most || wanted.length <= most;
    if (wanted.length && isWhole) {
      const found = await digest.lookup.find(wanted.map(([, { key }]) => key));
      for (const [kind, mark] of wanted) {
        // It may have been changed in the meantime.
        const now = shelf.get(kind, mark.key);
        if (now) settle(kind, now, found.get(mark.key));
      }
    }
    const next = most ? { version: seen.version, glanced: version } : { version };
    store.write("seen", { ...next, at: Date.now() });
    return wanted.length;
  };

  digest.resolve = { follow, fromRecord };
})();
