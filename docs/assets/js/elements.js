/** Elements that scripts make: they hold text and nodes, never markup. */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});

  const MONTHS = (
    "January February March April May June July August September October November December"
  ).split(" ");
  /** Names on the line under a title, as generator/summaries.py has it. */
  const NAMES_SHOWN = 3;

  /** @returns {HTMLElement} with text or nodes in it */
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  /** @returns {string} an address of the site, given from its root, seen from this page */
  const locate = (address) => (document.documentElement.dataset.base || "./") + address;

  /** @returns {HTMLAnchorElement} to an address of the site, seen from its root */
  const link = (address, className, ...children) => {
    const element = make("a", className, ...children);
    element.href = locate(address);
    return element;
  };

  /** @returns {HTMLButtonElement} that does something here and sends nothing */
  const button = (className, action, ...children) => {
    const element = make("button", className, ...children);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  };

  /** @returns {string} with commas; the browser's own way takes 15 ms at its first use */
  const group = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  /** @returns {string} e.g. "1 paper", "1,204 papers" */
  const count = (number, noun) => `${group(number)} ${noun}${number === 1 ? "" : "s"}`;

  /** @returns {string} "27 November 2024", "November 2024" or "2024" */
  const sayDate = (iso) => {
    const [year, month, day] = iso.split("-");
    return [day && String(Number(day)), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  };

  /**
   * @param {string} iso as far as it is known; empty for an undated paper
   * @returns {HTMLElement}
   */
  const date = (iso, label = sayDate(iso)) => {
    if (!iso) return make("span", "undated", "undated");
    const time = make("time", "", label);
    time.dateTime = iso;
    return time;
  };

  /** @returns {string} a name in reading order: "Chen, Tianlong" is "Tianlong Chen" */
  const person = (name) => {
    const [family, given, more] = name.split(", ");
    return given && more === undefined ? `${given} ${family}` : name;
  };

  /**
   * @param {string[]} authors as listed
   * @param {boolean} [others] whether the listing names only some
   * @returns {string} on one line; empty without authors
   */
  const byline = (authors, others = false) => {
    const names = authors.slice(0, NAMES_SHOWN).map(person).join(", ");
    const more = authors.length - NAMES_SHOWN;
    if (more > 0) return `${names} and ${count(more, "other")}`;
    return names && others ? `${names} and others` : names;
  };

  /**
   * @param {{key: string, slug: string, title: string, iso: string,
   *   authors: string|string[], others: boolean, venue: string}} paper a record of `lookup`, or a mark
   * @param {string} heading the element of the title
   * @returns {HTMLLIElement} in the form of the site's lists
   */
  const entry = ({ key, slug, title, iso, authors, others, venue }, heading = "h3") => {
    const meta = make("p", "entry-meta", date(iso || ""));
    const who = Array.isArray(authors) ? byline(authors, others) : authors;
    if (who) meta.append(make("span", "", who));
    if (venue) meta.append(make("span", "venue", venue));
    const anchor = link(`papers/${slug}.html`, "", title);
    const item = make("li", "entry", make(heading, "entry-title", anchor), meta);
    item.dataset.k = key;
    return item;
  };

  /** Say that entries were put into the page, to those who add something to each. */
  const announce = () => document.dispatchEvent(new CustomEvent("paperdigest:entries"));

  digest.elements = {
    announce, button, byline, count, date, entry, group, link, locate, make, person, sayDate,
  };
})();
