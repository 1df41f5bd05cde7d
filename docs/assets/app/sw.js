/*!
 * The site without a network. A page is always asked of the network first; what is kept on
 * the device is shown where there is none. Files whose address has a version never change:
 * they are taken from the device. generator/reader/app.py fills in the next line.
 */
"use strict";
(() => {
  /**
   * @typedef {Object} Build
   * @property {string} version changes with every file of `core`
   * @property {string[]} core what is kept of every site, paths from its root
   * @property {string} dataVersion changes with every file of `data`
   * @property {string[]} data what is kept of a small site besides: its search index
   * @property {string[]} versions of data that this build asks for
   */
  const BUILD = "XTOKBUILDX";

  const ROOT = self.registration.scope;
  // Other sites of the same origin have caches of their own.
  const PREFIX = `paper-digest ${ROOT} `;
  const CORE = `${PREFIX}core ${BUILD.version}`;
  const DATA = `${PREFIX}data ${BUILD.dataVersion}`;
  const USED = `${PREFIX}used`;

  /** Files that are kept because they were used; those kept longest go first. */
  const MOST_USED = 1500;
  const TRIM_EVERY = 25;
  /** Milliseconds until a page that is kept is shown in place of one that does not come. */
  const PATIENCE = 4000;
  /** The same for a while after that, and for how long. */
  const IMPATIENCE = 300;
  const SLOW = 30000;
  const AT_ONCE = 4;
  const LOADED = new Set(["script", "style", "image", "font", "manifest"]);
  const VERSIONED = /^\?[0-9a-f]{16}$/;
  const COMPLETE = "complete";
  /** Files that say which versions of others are to be loaded. */
  const HEADS = ["assets/data/index.js", "assets/search/data/manifest.js"];

  const locate = (path) => new URL(path, ROOT).href;

  /** @returns {string} by which a page is kept: its query is read by scripts alone */
  const namePage = ({ origin, pathname }) =>
    origin + pathname + (pathname.endsWith("/") ? "index.html" : "");

  // What is kept.

  /** @returns {Promise<?Response>} the copy of a file that was kept last */
  const find = async (name) => {
    for (const cache of [USED, CORE, DATA]) {
      const kept = await caches.match(name, { cacheName: cache });
      if (kept) return kept;
    }
    return null;
  };

  let puts = 0;

  const trim = async (cache) => {
    const names = await cache.keys();
    await Promise.all(names.slice(0, -MOST_USED).map((name) => cache.delete(name)));
  };

  const keep = async (name, response) => {
    try {
      const cache = await caches.open(USED);
      const copy = response.clone();
      await cache.put(name, response);
      // Kept anew, it stands last in the order in which they go.
      await cache.delete(name);
      await cache.put(name, copy);
      puts += 1;
      if (puts % TRIM_EVERY === 0) await trim(cache);
    } catch (error) {
      // There is no room: the site works all the same while there is a network.
    }
  };

  const drop = async (name) => (await caches.open(USED)).delete(name);

  const isHtml = (response) => (response.headers.get("content-type") || "").includes("text/html");

  /**
   * Ask the network; a copy of what comes is kept, or goes with a file that is gone. Of
   * pages only pages are kept: the same click may lead to a file of data, of any size.
   */
  const load = async (event, name) => {
    const isPage = event.request.mode === "navigate";
    // The browser's own cache is told to ask whether these still hold.
    const isHead = isPage || HEADS.some((path) => name === locate(path));
    const response = await fetch(event.request, isHead ? { cache: "no-cache" } : {});
    if (response.ok && response.type === "basic" && (!isPage || isHtml(response))) {
      event.waitUntil(keep(name, response.clone()));
    } else if (response.status === 404 || response.status === 410) {
      event.waitUntil(drop(name));
    }
    return response;
  };

  // Answers.

  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, null));

  /** Until then the network is known to be slow: nothing waits for it for long. */
  let slowUntil = 0;

  /** Tell a page that was shown from the device that the network has another one by now. */
  const tellFresh = async (event, shown, loading) => {
    const fresh = await loading.catch(() => null);
    if (!fresh || !fresh.ok || event.request.mode !== "navigate") return;
    const [before, after] = await Promise.all([shown.text(), fresh.clone().text()]);
    const client = before !== after && (await self.clients.get(event.resultingClientId));
    if (client) client.postMessage("fresh");
  };

  /** The network; what is kept where it fails, where its server does, or where it dawdles. */
  const loadOrKept = async (event, name) => {
    const loading = load(event, name);
    event.waitUntil(loading.catch(() => null));
    const kept = await find(name);
    if (!kept) return loading;
    // What says which build this is must be of that build, however long it takes.
    const isHasty = event.request.mode === "navigate" && Date.now() < slowUntil;
    const isSound = (response) => response.status < 500;
    const answer = await Promise.race([
      loading.then((response) => (isSound(response) ? response : kept)).catch(() => kept),
      wait(isHasty ? IMPATIENCE : PATIENCE),
    ]);
    if (answer) return answer;
    if (!isHasty) slowUntil = Date.now() + SLOW;
    event.waitUntil(tellFresh(event, kept.clone(), loading));
    return kept;
  };

  /** @returns {Response} that leads to the page for what is not here, and back from it */
  const leadAway = ({ href }, name) => {
    const page = locate("offline.html");
    if (name === page) return Response.error();
    return Response.redirect(`${page}?page=${encodeURIComponent(href.slice(ROOT.length))}`);
  };

  const showPage = (event, url) => {
    const name = namePage(url);
    return loadOrKept(event, name).catch(() => leadAway(url, name));
  };

  const takeKept = async (event, name) => (await find(name)) || load(event, name);

  const answer = (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || request.headers.has("range")) return;
    if (!url.href.startsWith(ROOT)) return;
    if (request.mode === "navigate") {
      event.respondWith(showPage(event, url));
    } else if (LOADED.has(request.destination)) {
      const isFixed = VERSIONED.test(url.search);
      event.respondWith(isFixed ? takeKept(event, url.href) : loadOrKept(event, url.href));
    }
  };

  // A build takes over.

  /** @returns {Promise<Response>} that a browser takes for a page even after a redirect */
  const fetchWhole = async (name) => {
    const response = await fetch(name, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    if (!response.redirected) return response;
    return new Response(await response.blob(), { headers: response.headers });
  };

  const install = async () => {
    const cache = await caches.open(CORE);
    const add = async (name) => cache.put(name, await fetchWhole(name));
    await Promise.all(BUILD.core.map(locate).map(add));
    await self.skipWaiting();
  };

  const isOld = ({ url }) => {
    const { search } = new URL(url);
    return VERSIONED.test(search) && !BUILD.versions.includes(search.slice(1));
  };

  /** Nothing is loaded anew: open pages stay as they are, and what they ask for comes fresh. */
  const activate = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && ![CORE, DATA, USED].includes(name));
    await Promise.all(old.map((name) => caches.delete(name)));
    const used = await caches.open(USED);
    const kept = await used.keys();
    const core = new Set(BUILD.core.map(locate));
    const gone = kept.filter((request) => isOld(request) || core.has(request.url));
    await Promise.all(gone.map((request) => used.delete(request)));
    await self.clients.claim();
  };

  // What a page asks for once it is shown.

  /** The page from which the site was first opened was loaded without this script. */
  const keepPage = async (address) => {
    const name = namePage(new URL(address));
    if (!address.startsWith(ROOT) || (await find(name))) return;
    const response = await fetchWhole(name);
    if (isHtml(response)) await keep(name, response);
  };

  const fillData = async () => {
    const cache = await caches.open(DATA);
    if (!BUILD.data.length || (await cache.match(locate(COMPLETE)))) return;
    const there = new Set((await cache.keys()).map(({ url }) => url));
    const missing = BUILD.data.map(locate).filter((name) => !there.has(name));
    const work = async () => {
      while (missing.length) await cache.add(missing.shift());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await cache.put(locate(COMPLETE), new Response(""));
  };

  let filling = null;

  const ignore = () => {
    // The next page asks again.
  };

  const fill = () => {
    const { connection } = self.navigator;
    if (connection && connection.saveData) return null;
    filling = filling || fillData().catch(ignore).finally(() => (filling = null));
    return filling;
  };

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("fetch", answer);
  self.addEventListener("message", (event) => {
    if (event.data !== "shown" || !event.source) return;
    event.waitUntil(Promise.all([keepPage(event.source.url).catch(ignore), fill()]));
  });
})();
