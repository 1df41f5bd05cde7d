/**
 * The later pages of long lists come without the sentence that says what each paper does,
 * to be small: it is added to the entries that come into view, from the files of results.
 */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { make } = digest.elements;

  /** How far below the window an entry is completed already, so that nothing jumps. */
  const AHEAD = "600px 0px";

  const addGist = async (entry, number) => {
    try {
      await digest.loadScript("documents");
      const { key, gist } = await digest.documents.load(number);
      // A page that was kept may be of a build before: numbers are of other papers then.
      if (gist && key === entry.dataset.k) entry.querySelector(".entry-meta").after(make("p", "entry-text", gist));
    } catch (error) {
      // The entry stays as it came.
    }
  };

  const follow = async (list) => {
    const numbers = await digest.lookup.numbers(`numbers:${list.dataset.n}`);
    const entries = Array.from(list.children);
    if (numbers.length !== entries.length) return;
    const watcher = new IntersectionObserver((seen) => {
      for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
        watcher.unobserve(target);
        addGist(target, numbers[entries.indexOf(target)]);
      }
    }, { rootMargin: AHEAD });
    entries.filter((entry) => entry.matches(".brief")).forEach((entry) => watcher.observe(entry));
  };

  document.querySelectorAll("ol.entries[data-n]").forEach(follow);
})();
