/**
 * Run queries through the search of a built site and print what it finds, best first.
 *
 *     node benchmarks/search.mjs SITE QUERIES.jsonl [--run NAME] [--limit 100] [--times FILE]
 *
 * QUERIES.jsonl has a query a line, `{"_id": "7", "text": "sparse training"}`. What is
 * printed is a TREC run, `query Q0 paper rank score run` a line: the paper by the
 * identifier that its listing gave it, or else by its slug. FILE gets the milliseconds of
 * each query, a line each: until ten papers are there to be shown, or until it failed,
 * pieces of the index read from the disk as they are needed.
 *
 * The scripts that answer are the very file that the site's pages load, in an empty page.
 * How they store what they search is their affair: asked is what the page asks them.
 * Exit code: 0 well, 1 a query failed, 2 cannot go on. Needs Node 18 or newer, no package.
 */
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import vm from "node:vm";
import { gunzipSync } from "node:zlib";

const USAGE =
  "usage: node benchmarks/search.mjs SITE QUERIES.jsonl [--run NAME] [--limit 100] [--times FILE]";
/** The site's own scripts of the search, all in one. */
const SCRIPTS = "assets/search/data/search.js";
/** Papers that a page shows at once, about. */
const SHOWN = 10;

class UsageError extends Error {}

/**
 * @typedef {Object} Query
 * @property {string} _id
 * @property {string} text as a reader would type it
 */

/** @returns {Generator<string>} the lines of a file that are not blank */
function* readLines(path) {
  // Not readline, which also ends a line at U+2028: JSON has that inside of texts.
  const packed = !existsSync(path) && existsSync(`${path}.gz`);
  const bytes = packed ? gunzipSync(readFileSync(`${path}.gz`)) : readFileSync(path);
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf("\n", start);
    if (end < 0) end = bytes.length;
    const line = bytes.toString("utf8", start, end);
    if (line.trim()) yield line;
  }
}

/** @returns {Query[]} */
const readQueries = (path) =>
  Array.from(readLines(path), (line, place) => {
    const wrong = new UsageError(`${path}: query ${place + 1} is not {"_id": …, "text": …}`);
    let query;
    try {
      query = JSON.parse(line);
    } catch {
      throw wrong;
    }
    if (typeof query?.text !== "string" || query._id === undefined) throw wrong;
    return query;
  });

/**
 * @typedef {Object} Paper
 * @property {string} slug
 * @property {string} name the identifier that the listing gave it, else the slug
 */

/** @returns {Paper[]} by number: the site lists the newest first, the search counts up to it */
const readPapers = (site) =>
  Array.from(readLines(join(site, "papers.jsonl")), (line) => {
    const { slug, ids } = JSON.parse(line);
    const id = ids.find((each) => each.startsWith("local:")) ?? ids[0];
    return { slug, name: id === undefined ? slug : id.slice(id.indexOf(":") + 1) };
  }).reverse();

/** @returns {string} a column of a run, in which a space or line end would begin the next */
const column = (value) =>
  String(value).replace(/[\s\p{Cc}]/gu, (character) => encodeURIComponent(character));

/** @returns {Object} an element that takes everything and shows nothing */
const makeElement = () => ({
  addEventListener() {},
  append() {},
  dataset: {},
  querySelector: () => null,
  querySelectorAll: () => [],
  remove() {},
  setAttribute() {},
});

/**
 * Load the site's scripts into a page without elements, opened from the disk: scripts that
 * they add to it are read from the site and run.
 * @param {string} site
 * @returns {Object} their `PaperDigest.search`
 */
const loadSearch = (site) => {
  const page = new URL("search.html", `${pathToFileURL(site)}/`);
  const folder = new URL(".", page).href;
  const run = (source) => {
    const address = new URL(source, page);
    if (!address.href.startsWith(folder)) throw new Error(`${source} is not of the site`);
    const path = fileURLToPath(address);
    vm.runInThisContext(readFileSync(path, "utf8"), { filename: path });
  };
  const append = (script) => {
    let told = "onload";
    try {
      run(script.src);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      told = "onerror";
    }
    queueMicrotask(() => script[told]?.());
  };
  const document = {
    ...makeElement(),
    body: makeElement(),
    createElement: makeElement,
    documentElement: makeElement(),
    getElementById: () => null,
    head: { ...makeElement(), append },
    readyState: "complete",
  };
  // Not in a context of their own: every name that is looked up there, such as Math, takes
  // a detour, and a query twice as long as in a browser.
  Object.assign(globalThis, { addEventListener() {}, document, location: page });
  globalThis.window = globalThis;
  run(SCRIPTS);
  if (!window.PaperDigest?.search?.find) throw new Error(`${SCRIPTS} brings no search`);
  return window.PaperDigest.search;
};

/**
 * @param {number} count
 * @param {number[]} [scores] of the search, for each result
 * @returns {number[]} these where each is below the one before, because tools that read a
 *   run put it in the order of the scores; or else one by rank
 */
const listScores = (count, scores) => {
  const falls = (score, place) => Number.isFinite(score) && !(score >= scores[place - 1]);
  const given = scores?.slice(0, count) ?? [];
  return given.length === count && given.every(falls)
    ? given
    : Array.from({ length: count }, (_, place) => 1 / (place + 1));
};

/** @returns {Promise<string>} the lines of a run for a query */
const answer = async (search, papers, query, { run, limit }) => {
  const found = await search.find({ text: query.text, limit });
  const numbers = Array.from(found.numbers).slice(0, limit);
  const shown = await search.store.documents(numbers.slice(0, SHOWN));
  // Only so many are asked for as a page shows: the other names come from papers.jsonl.
  if (shown.some(({ slug }, place) => slug !== papers[numbers[place]]?.slug)) {
    throw new Error("papers.jsonl is not that of the index");
  }
  const scores = listScores(numbers.length, found.scores && Array.from(found.scores));
  const lines = numbers.map((number, place) =>
    [query._id, "Q0", papers[number].name, place + 1, scores[place], run].map(column).join(" "),
  );
  return lines.map((line) => `${line}\n`).join("");
};

const readArguments = () => {
  try {
    const options = {
      run: { type: "string", default: "paper-digest" },
      limit: { type: "string", default: "100" },
      times: { type: "string" },
    };
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    const [site, queries, ...others] = positionals;
    if (!queries || others.length) throw new UsageError(USAGE);
    const limit = Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError("--limit must be 1 or more");
    return { site, queries, ...values, limit };
  } catch (error) {
    if (error.code?.startsWith("ERR_PARSE_ARGS")) throw new UsageError(USAGE);
    throw error;
  }
};

const main = async () => {
  const { site, queries, ...wanted } = readArguments();
  const asked = readQueries(queries);
  const papers = readPapers(site);
  const search = loadSearch(site);
  await Promise.all([search.store.manifest(), search.store.library()]);
  const times = [];
  for (const query of asked) {
    const began = performance.now();
    const note = () => times.push(performance.now() - began);
    try {
      const text = await answer(search, papers, query, wanted).finally(note);
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    } catch (error) {
      // The other queries are worth asking still; what fails is said and in the exit code.
      console.error(`query ${query._id}: ${error.stack ?? error}`);
      process.exitCode = 1;
    }
  }
  if (wanted.times) writeFileSync(wanted.times, times.map((each) => `${each}\n`).join(""));
};

process.stdout.on("error", (error) => {
  // Whoever reads the run has seen enough.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
main().catch((error) => {
  const expected = error instanceof UsageError || error.code === "ENOENT";
  console.error(`error: ${expected ? error.message : error.stack ?? error}`);
  process.exitCode = 2;
});
