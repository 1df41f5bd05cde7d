/**
 * The site as an app: where it comes over http, a service worker keeps what was seen for
 * when there is no network. docs/assets/app/sw.js says how.
 */
(() => {
  "use strict";
  const base = document.documentElement.dataset.base || "./";

  /** A note at the end of the page. @returns {HTMLElement} */
  const show = (...children) => {
    const note = document.createElement("p");
    note.className = "app-note";
    note.setAttribute("role", "status");
    document.body.append(note);
    // A status that is inserted with its text is not read out.
    setTimeout(() => note.append(...children));
    return note;
  };

  let offline = null;

  const tellNetwork = () => {
    if (navigator.onLine === Boolean(offline)) {
      if (offline) offline.remove();
      offline = offline ? null : show("No network: this is the copy on your device.");
    }
  };

  const tellFresh = () => {
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Load it";
    link.addEventListener("click", () => location.reload());
    show("The network was slow, so you see the copy on your device. There is a newer one. ", link);
  };

  const register = async () => {
    const { serviceWorker } = navigator;
    const root = new URL(base, location.href);
    try {
      await serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
      (await serviceWorker.ready).active.postMessage("shown");
    } catch (error) {
      // Private windows and some settings refuse it: the site works as it did.
    }
  };

  /** @returns {boolean} whether this site has a worker, and this page knows where it is */
  const hasWorker = () => {
    if (!/^https?:$/.test(location.protocol) || !("serviceWorker" in navigator)) return false;
    // A page at any depth, as the one for what is missing, may not know where its site begins.
    if (base.startsWith("/")) return false;
    // Asking for a worker that is not there would be an error in the console.
    const isApp = document.querySelector('link[rel="manifest"]') !== null;
    return isApp || Boolean(navigator.serviceWorker.controller);
  };

  if (!hasWorker()) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data === "fresh") tellFresh();
  });
  navigator.serviceWorker.startMessages();
  addEventListener("online", tellNetwork);
  addEventListener("offline", tellNetwork);
  tellNetwork();
  // After all that the page itself needs.
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
})();
