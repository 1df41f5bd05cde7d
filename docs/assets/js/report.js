/**
 * What a paper's link to the form of corrections fills in beside the paper: its title and
 * page, where it was read, and in the list of facts, with a link for each, which fact is meant.
 */
(() => {
  "use strict";

  /** Labels of facts that the form calls otherwise. */
  const FIELDS = { links: "link", "number of authors": "authors" };
  const KNOWN = /^(title|authors|date|abstract|venue|identifier|link)$/;

  const fill = (link, values) => {
    const address = new URL(link.href);
    for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
    link.href = address;
  };

  /** @returns {HTMLAnchorElement} a copy of the page's link that says which fact is meant */
  const makeLink = (base, name, places) => {
    const field = FIELDS[name] || name;
    const link = base.cloneNode();
    link.textContent = name;
    fill(link, { field: KNOWN.test(field) ? field : "other", says: `${name}, from ${places}` });
    return link;
  };

  const addLinks = (base, list) => {
    for (const { children } of list.children) {
      const [names, places] = children;
      const links = names.textContent.split(", ").map((name) => makeLink(base, name, places.textContent));
      names.replaceChildren(...links.flatMap((link, at) => (at ? [", ", link] : [link])));
    }
    list.before("Choose the fact that is wrong.");
  };

  const base = document.querySelector("a.report");
  const list = document.querySelector(".provenance");
  if (!base) return;
  const places = Array.from(document.querySelectorAll(".origins li"), (item) => item.textContent.trim());
  if (list) list.parentElement.addEventListener("toggle", () => addLinks(base, list), { once: true });
  fill(base, {
    title: `Correction: ${document.querySelector("h1").textContent.slice(0, 200)}`,
    says: `From ${places.join("; ")}`,
  });
  if (location.protocol !== "file:") fill(base, { page: location.origin + location.pathname });
})();
