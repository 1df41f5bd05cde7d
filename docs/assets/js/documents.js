/**
 * What search results show of a paper, by its number: title, line of names, date, text.
 * The files are those of the search, see generator/search/documents.py, and are loaded one
 * by one. Works on pages with and without the scripts of the search.
 *
 * @typedef {Object} Shown
 * @property {number} number the oldest is 0, undated papers come first
 * @property {string} slug
 * @property {string} heading
 * @property {string} text the abstract
 * @property {string} gist the sentence of it that tells what the paper does
 * @property {string} byline
 * @property {string} date as readers see it, or empty
 * @property {string} iso
 * @property {string} key by which a device remembers it
 */
(() => {
  "use strict";
  const digest = (window.PaperDigest = window.PaperDigest || {});
  const search = (digest.search = digest.search || {});

  /** Papers in a file, as in generator/search/documents.py. */
  const CHUNK = 2;
  const FOLDER = "assets/search/data/documents/";

  // The scripts of the search receive by the same name, into the same map.
  const received = (search.received = search.received || new Map());
  search.receive = search.receive || ((name, ...values) => received.set(name, values));

  /** @returns {string} a sentence from where its pieces stand, see generator/quotes.py */
  const joinQuote = (pieces, text) => {
    if (typeof pieces === "string") return pieces;
    if (!pieces.length) return "";
    const [start, ...rest] = pieces;
    const places = [start < 0 ? -1 - start : start, ...rest];
    const letters = Array.from(text);
    let made = "";
    for (let at = 0; at + 1 < places.length; at += 2) {
      made += letters.slice(places[at], places[at] + places[at + 1]).join("");
    }
    const [first, ...others] = made;
    return (start < 0 ? first.toUpperCase() + others.join("") : made) + (places.length % 2 ? "." : "");
  };

  const unpack = (number, values) => {
    const [slug, heading, , text, byline, date, iso, , , , key, pieces = []] = values;
    return { number, slug, heading, text, byline, date, iso, key, gist: joinQuote(pieces, text) };
  };

  const loading = new Map();

  const loadFile = async (place) => {
    // Numbers of papers change with the version.
    const { version } = await digest.fetchData("index");
    await digest.addScript(`${place}.js?${version}`, FOLDER);
    const name = `documents/${place}`;
    const values = received.get(name);
    received.delete(name);
    if (!values) throw new digest.LoadError(`${FOLDER}${place}.js is damaged.`);
    return values[0];
  };

  /**
   * @param {number} number of a paper
   * @returns {Promise<Shown>} loaded once; what failed is tried again
   */
  const load = async (number) => {
    const place = Math.floor(number / CHUNK);
    if (!loading.has(place)) {
      const file = loadFile(place).catch((error) => {
        loading.delete(place);
        throw error;
      });
      loading.set(place, file);
    }
    return unpack(number, (await loading.get(place))[number % CHUNK]);
  };

  digest.documents = { load };
})();
