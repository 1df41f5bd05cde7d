/** The page for when there is no network: the way back, and what is kept on the device. */
(() => {
  "use strict";

  const MOST_SHOWN = 50;

  const root = new URL(document.documentElement.dataset.base || "./", location.href);

  /** The address that was asked for leads back to it, if it is one of this site. */
  const showWanted = () => {
    const path = new URLSearchParams(location.search).get("page");
    const wanted = document.getElementById("offline-wanted");
    if (path === null) return;
    const address = new URL(`./${path}`, root);
    if (!address.href.startsWith(root.href)) return;
    wanted.querySelector("a").href = address.href;
    wanted.hidden = false;
  };

  const readTitle = async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const heading = page.querySelector("h1");
    return heading ? heading.textContent.trim() : page.title;
  };

  /** @returns {Promise<HTMLLIElement[]>} the pages of papers and lists that were seen last */
  const listKept = async () => {
    const cache = await caches.open(`paper-digest ${root.href} used`);
    const names = (await cache.keys()).reverse().filter(({ url }) => url.endsWith(".html"));
    const items = names.slice(0, MOST_SHOWN).map(async (name) => {
      const link = document.createElement("a");
      link.href = name.url;
      link.textContent = await readTitle(await cache.match(name));
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    return Promise.all(items);
  };

  const showKept = async () => {
    const kept = document.getElementById("offline-kept");
    const items = "caches" in window && root.protocol !== "file:" ? await listKept() : [];
    kept.querySelector("ul").append(...items);
    kept.hidden = !items.length;
  };

  showWanted();
  showKept().catch(() => {
    // Storage is closed to this page: nothing is kept.
  });
})();
