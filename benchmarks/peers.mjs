/**
 * Build the index of another search library in memory and run queries through it.
 *
 *     node peers.mjs ENGINE DOCUMENTS.jsonl QUERIES.jsonl
 *
 * peers.py copies this file to where the packages are installed and runs it there. A
 * document is `{"id", "title", "text", "authors"}`, all texts; a query `{"text", "depth"}`. What is
 * printed is one object: `rankings` with the ids that each query found, best first,
 * `seconds` of the processor that the index took, `bytes` of it as gzip -6 packs what the
 * library stores, and the `milliseconds` of each query. Each library is set up as its own
 * documentation advises for English text.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const FIELDS = ["title", "text", "authors"];
/** What a word in the title counts, where a library can be told so. */
const TITLE_BOOST = 2;

/**
 * @typedef {Object} Document
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {string} authors
 *
 * @typedef {Object} Peer
 * @property {function(string, number): (string[]|Promise<string[]>)} search the best ids
 * @property {number} [seconds] of the processor, where they are not those of this one
 * @property {function(): *} store the texts that a page would load, perhaps by and by
 */

const pack = (content) => gzipSync(content, { level: 6 }).length;

/** Lunr with its own pipeline and fields of equal weight; more for titles finds less. */
const makeLunr = async (documents, ask) => {
  const { default: lunr } = await import("lunr");
  const index = lunr(function build() {
    this.ref("id");
    for (const field of FIELDS) this.field(field);
    for (const document of documents) this.add(document);
  });
  return {
    search: (text, limit) =>
      ask(lunr, index, text).slice(0, limit).map(({ ref }) => ref),
    store: () => [JSON.stringify(index)],
  };
};

/** As typed, operators included; what Lunr cannot read is asked as plain words. */
const askAsTyped = (lunr, index, text) => {
  try {
    return index.search(text);
  } catch (error) {
    if (!(error instanceof lunr.QueryParseError)) throw error;
    return index.query((query) => query.term(lunr.tokenizer(text)));
  }
};

/** Plain words, their punctuation taken off as Lunr does it to what it indexes. */
const askTrimmed = (lunr, index, text) => {
  const words = lunr.tokenizer(text).map((token) => lunr.trimmer(token).toString());
  return index.query((query) => query.term(words.filter(Boolean)));
};

/** MiniSearch as its README has it, the title above the rest. */
const makeMiniSearch = async (documents, options, searchOptions) => {
  const { default: MiniSearch } = await import("minisearch");
  const index = new MiniSearch({
    ...options,
    fields: FIELDS,
    searchOptions: { boost: { title: TITLE_BOOST }, ...searchOptions },
  });
  index.addAll(documents);
  return {
    search: (text, limit) => index.search(text).slice(0, limit).map(({ id }) => id),
    store: () => [JSON.stringify(index)],
  };
};

/** MiniSearch with what it leaves to its users: a stemmer and stop words, those of Lunr. */
const makeMiniSearchWithStems = async (documents) => {
  const { default: lunr } = await import("lunr");
  const processTerm = (term) => {
    const token = lunr.stopWordFilter(new lunr.Token(term.toLowerCase()));
    return token ? lunr.stemmer(token).toString() : null;
  };
  return makeMiniSearch(documents, { processTerm });
};

/**
 * FlexSearch with its English encoder, and suggestions: papers without some of the words.
 * One text a paper, in which the title comes first: what stands early counts more there.
 * Its index of several fields finds less.
 */
const makeFlexSearch = async (documents) => {
  const { default: FlexSearch } = await import("flexsearch");
  const { default: english } = await import("flexsearch/lang/en");
  const encoder = new FlexSearch.Encoder(FlexSearch.Charset.Normalize, english);
  const index = new FlexSearch.Index({ encoder });
  for (const document of documents) {
    index.add(document.id, FIELDS.map((field) => document[field]).join("\n"));
  }
  return {
    search: (text, limit) => index.search(text, { limit, suggest: true }),
    async store() {
      const parts = [];
      await index.export((name, content) => content && parts.push(content));
      return parts;
    },
  };
};

/** Orama with its English stemmer and stop words. */
const makeOrama = async (documents) => {
  const orama = await import("@orama/orama");
  const { stopwords: stopWords } = await import("@orama/stopwords/english");
  const { stemmer } = await import("@orama/stemmers/english");
  const tokenizer = { language: "english", stemming: true, stemmer, stopWords };
  const database = orama.create({
    schema: Object.fromEntries(FIELDS.map((field) => [field, "string"])),
    components: { tokenizer },
  });
  await orama.insertMultiple(database, documents);
  const boost = { title: TITLE_BOOST };
  return {
    async search(term, limit) {
      const { hits } = await orama.search(database, { term, boost, limit });
      return hits.map(({ id }) => id);
    },
    store: () => [JSON.stringify(orama.save(database))],
  };
};

const escapeHtml = (text) =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page a paper: Pagefind weighs its heading by itself. */
const renderPage = ({ title, text, authors }) => {
  const rest = [text, authors].map((part) => `<p>${escapeHtml(part)}</p>`).join("");
  return `<html lang="en"><body><h1>${escapeHtml(title)}</h1>${rest}</body></html>`;
};

/** Write Pagefind's index of some pages, each named by its number. */
const writePagefind = async (pages, outputPath) => {
  const { close, createIndex } = await import("pagefind");
  const { index } = await createIndex();
  for (const [number, content] of pages.entries()) {
    const { errors } = await index.addHTMLFile({ url: `${number}.html`, content });
    if (errors.length) throw new Error(errors.join("\n"));
  }
  await index.writeFiles({ outputPath });
  await close();
};

/** Pagefind: what it does in a browser, with files from the disk in place of the web's. */
const makePagefind = async (documents) => {
  const folder = mkdtempSync(join(tmpdir(), "pagefind-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  await writePagefind(documents.map(renderPage), folder);
  const basePath = `${pathToFileURL(folder)}/`;
  globalThis.fetch = async (address) =>
    new Response(await readFile(fileURLToPath(String(address).split("?")[0])));
  const pagefind = await import(`${basePath}pagefind.js`);
  await pagefind.options({ basePath });
  await pagefind.init();
  const names = new Map();
  const name = async (result) => {
    if (!names.has(result.id)) {
      const { url } = await result.data();
      names.set(result.id, documents[/(\d+)\.html$/.exec(url)[1]].id);
    }
    return names.get(result.id);
  };
  return {
    // Another program makes the index, whose time is not known here.
    seconds: 0,
    async search(text, limit) {
      const { results } = await pagefind.search(text);
      return Promise.all(results.slice(0, limit).map(name));
    },
    // Packed already; fragments are what results show.
    store: () =>
      readdirSync(folder, { recursive: true })
        .filter((path) => /\.pf_(index|meta)$/.test(path))
        .map((path) => readFileSync(join(folder, path))),
  };
};

/** @type {Object<string, function(Document[]): Promise<Peer>>} */
const PEERS = {
  flexsearch: makeFlexSearch,
  lunr: (documents) => makeLunr(documents, askAsTyped),
  "lunr-trimmed": (documents) => makeLunr(documents, askTrimmed),
  minisearch: makeMiniSearch,
  "minisearch-fuzzy": (documents) => makeMiniSearch(documents, {}, { fuzzy: 0.2, prefix: true }),
  "minisearch-stems": makeMiniSearchWithStems,
  orama: makeOrama,
  pagefind: makePagefind,
};

const readObjects = (path) =>
  readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

const main = async () => {
  const [engine, documentsPath, queriesPath] = process.argv.slice(2);
  const documents = readObjects(documentsPath);
  const queries = readObjects(queriesPath);
  const before = process.cpuUsage();
  const peer = await PEERS[engine](documents);
  const used = process.cpuUsage(before);
  const seconds = peer.seconds ?? (used.user + used.system) / 1e6;
  const bytes = (await peer.store()).reduce((sum, part) => sum + pack(part), 0);
  const rankings = [];
  const milliseconds = [];
  for (const { text, depth } of queries) {
    const began = performance.now();
    rankings.push(await peer.search(text, depth));
    milliseconds.push(performance.now() - began);
  }
  process.stdout.write(JSON.stringify({ seconds, bytes, milliseconds, rankings }));
};

await main();
