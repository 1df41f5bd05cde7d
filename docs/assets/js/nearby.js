/** Related papers under an abstract: loaded when the page itself is there and at rest. */
(() => {
  "use strict";
  const { loadScript } = window.PaperDigest;

  const section = document.getElementById("related");
  if (!section) return;

  const draw = async () => {
    try {
      await Promise.all(["documents", "related"].map(loadScript));
      await window.PaperDigest.related.draw(section);
    } catch (error) {
      // The section stays hidden: the page is whole without it.
    }
  };

  const wait = window.requestIdleCallback || setTimeout;
  if (document.readyState === "complete") wait(draw);
  else window.addEventListener("load", () => wait(draw), { once: true });
})();
