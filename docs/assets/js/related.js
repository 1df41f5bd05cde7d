/** Draws the related papers of a paper, from what generator/reader/related.py wrote. */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { count, date, link, make } = digest.elements;

  /** Papers in a file, as in generator/reader/related.py. */
  const CHUNK = 256;

  /** @returns {{number: number, terms: string[], authors: number, topic: string}[]} best first */
  const unpack = (packed) => {
    const [words, listed] = packed.split(";");
    const terms = words.split("|");
    const topics = Array.from(document.querySelectorAll(".why a"), (link) => link.textContent);
    return listed.split(" ").map((part) => {
      const [number, why] = part.split(".");
      const [, held, authors, topic] = /^(\w)(\d*)([A-Z]?)$/.exec(why);
      const bits = parseInt(held, 32);
      return {
        number: parseInt(number, 36),
        terms: terms.filter((_, place) => (bits >> place) & 1),
        authors: Number(authors),
        topic: topic ? topics[topic.charCodeAt(0) - 65] : "",
      };
    });
  };

  const sayWhy = ({ terms, authors, topic }) =>
    [
      terms.length && `shares: ${terms.join(", ")}`,
      authors && `${count(authors, "author")} in common`,
      topic && `topic: ${topic}`,
    ].filter(Boolean).join(" · ");

  const makeItem = (reason, { slug, heading, iso, date: label, byline }) => {
    const meta = make("p", "entry-meta", date(iso, label));
    if (byline) meta.append(make("span", "", byline));
    const title = make("h3", "", link(`papers/${slug}.html`, "", heading));
    const item = make("li", "", title, meta);
    const why = sayWhy(reason);
    if (why) item.append(make("p", "related-why", why));
    return item;
  };

  /** Fill the section of a paper's page, and show it; all at once, so that nothing jumps. */
  const draw = async (section) => {
    const number = Number(section.dataset.n);
    const chunk = await digest.fetchData(`related/${Math.floor(number / CHUNK)}`);
    const reasons = unpack(chunk[number % CHUNK]);
    const papers = await Promise.all(reasons.map((each) => digest.documents.load(each.number)));
    const title = make("h2", "section-heading", "Related papers");
    title.id = "related-papers";
    section.setAttribute("aria-labelledby", title.id);
    section.append(title, make("ol", "related", ...papers.map((paper, place) => makeItem(reasons[place], paper))));
    section.hidden = false;
  };

  digest.related = { draw };
})();
