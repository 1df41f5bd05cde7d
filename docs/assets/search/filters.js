/**
 * Filters: papers of a topic, a source, a year, with code or a date. Papers are numbered by
 * date, so that a year is a range of numbers; the others are lists, in a file of their own.
 *
 * @typedef {{key: string, lists: string[], ranges: [number, number][]}} Group
 *   papers that are in one of the lists or ranges; lists are named as in `store.facets()`
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const KEYS = ["topic", "year", "source", "has"];
  const UNDATED = "undated";
  const TITLES = { topic: "topics", source: "sources" };
  const YEARS = /^(\d{4})?(?:(?:\.\.|-|–)(\d{4})?)?$/;
  /** Names that a hint gives as examples. */
  const MOST_NAMED = 3;

  /** @returns {number} the first paper of the year or of a later one */
  const findFirst = (year, { years, papers }) => {
    const next = years.find(([one]) => one >= year);
    return next ? next[1] : papers;
  };

  /** @returns {number} the first paper with a date */
  const findDated = (manifest) => findFirst(-Infinity, manifest);

  /** @returns {?[number, number]} from the first paper to that after the last; null: no year */
  const readYears = (value, manifest) => {
    if (value === UNDATED) return [0, findDated(manifest)];
    const match = YEARS.exec(value);
    if (!match || !(match[1] || match[2])) return null;
    const isRange = value.length > 4;
    const first = match[1] ? Number(match[1]) : -Infinity;
    const last = isRange ? Number(match[2] || Infinity) : first;
    const [low, high] = first <= last ? [first, last] : [last, first];
    return [findFirst(low, manifest), findFirst(high + 1, manifest)];
  };

  /** @returns {string[]} slugs of the topics or sources that have all the words, or begin so */
  const findNamed = (value, titles) => {
    const { chunks, split, stem } = search.words;
    const wanted = chunks(value).flatMap((chunk) => split(chunk).leaves);
    if (!wanted.length) return [];
    const names = Object.entries(titles).map(([slug, title]) => ({
      slug,
      stems: new Set(chunks(`${slug} ${title}`).flatMap((chunk) => split(chunk).forms.map(stem))),
    }));
    const fit = (test) => names.filter((name) => wanted.every((form) => test(name, form)));
    const whole = fit(({ slug, stems }, form) => slug === value || stems.has(stem(form)));
    const begun = ({ stems }, form) => [...stems].some((one) => one.startsWith(form));
    return (whole.length ? whole : fit(begun)).map(({ slug }) => slug);
  };

  /** @returns {?Group} null where there is nothing of that name */
  const makeGroup = (key, value, manifest) => {
    const group = { key, lists: [], ranges: [] };
    if (key in TITLES) {
      const slugs = findNamed(value, manifest[TITLES[key]]);
      return slugs.length ? { ...group, lists: slugs.map((slug) => `${key}:${slug}`) } : null;
    }
    const folded = value.toLowerCase();
    if (key === "has" && folded === "code") return { ...group, lists: ["has:code"] };
    const range =
      key === "has" && folded === "date"
        ? [findDated(manifest), manifest.papers]
        : key === "year" && readYears(folded, manifest);
    return range ? { ...group, ranges: [range] } : null;
  };

  /** @returns {string} what there is instead of a value that there is not */
  const advise = (key, value, manifest) => {
    const quoted = search.hints.quote(value);
    if (key === "year") {
      return `${quoted} is no year; write year:2024, year:2023..2025 or year:undated.`;
    }
    if (key === "has") return `There is has:code and has:date; ${quoted} was searched as words.`;
    const titles = Object.values(manifest[TITLES[key]]);
    const named = titles.slice(0, MOST_NAMED).map((title) => `“${title}”`).join(", ");
    const others = titles.length - MOST_NAMED;
    const more = others > 0 ? ` and ${others} more` : "";
    const there = titles.length ? `; there are ${named}${more}` : "";
    return `There is no ${key} ${quoted}${there}. It was searched as words.`;
  };

  const merge = (groups) => ({
    key: groups[0].key,
    lists: groups.flatMap(({ lists }) => lists),
    ranges: groups.flatMap(({ ranges }) => ranges),
  });

  /** @returns {Group[]} of the values that a page set; those of one key are alternatives */
  const readChosen = (chosen, manifest) =>
    KEYS.map((key) => ({ key, values: chosen[key] || [] }))
      .filter(({ values }) => values.length)
      .map(({ key, values }) => {
        const groups = values.map((value) =>
          key in TITLES
            ? { key, lists: [`${key}:${value}`], ranges: [] }
            : makeGroup(key, value, manifest) || { key, lists: [], ranges: [] },
        );
        return merge(groups);
      });

  /**
   * @param {Filter[]} filters of a query
   * @param {Manifest} manifest
   * @returns {{wanted: Group[], excluded: Group[], words: Word[], hints: string[]}} values of
   *   one key are alternatives, unless a + is before them
   */
  const read = (filters, manifest) => {
    const result = { wanted: [], excluded: [], words: [], hints: [] };
    const alternatives = new Map(KEYS.map((key) => [key, []]));
    for (const { key, value, presence, fallback } of filters) {
      const group = makeGroup(key, value, manifest);
      if (!group) {
        result.hints.push(advise(key, value, manifest));
        result.words.push(...fallback);
      } else if (presence === "not") result.excluded.push(group);
      else if (presence === "must") result.wanted.push(group);
      else alternatives.get(key).push(group);
    }
    const given = [...alternatives.values()].filter((groups) => groups.length);
    result.wanted.push(...given.map(merge));
    return result;
  };

  /** Set a value for all papers of a group. */
  const fill = (mask, { lists, ranges }, facets, value) => {
    for (const [from, to] of ranges) mask.fill(value, from, to);
    for (const list of lists) for (const number of facets.get(list) || []) mask[number] = value;
  };

  /**
   * @param {Group[]} wanted a paper must be in all of them
   * @param {Group[]} excluded and in none of these
   * @param {Manifest} manifest
   * @returns {Promise<?Uint8Array>} 1 for each paper that passes; null if there is no filter
   */
  const apply = async (wanted, excluded, { papers }) => {
    if (!wanted.length && !excluded.length) return null;
    const needsLists = [...wanted, ...excluded].some(({ lists }) => lists.length);
    const facets = needsLists ? await search.store.facets() : new Map();
    const allowed = new Uint8Array(papers).fill(1);
    for (const group of wanted) {
      const mask = new Uint8Array(papers);
      fill(mask, group, facets, 1);
      for (let number = 0; number < papers; number += 1) allowed[number] &= mask[number];
    }
    for (const group of excluded) fill(allowed, group, facets, 0);
    return allowed;
  };

  /** @returns {[string, number][]} how many of the papers are of each year */
  const countYears = (mask, manifest) => {
    const { years, papers } = manifest;
    const starts = [[UNDATED, 0], ...years];
    return starts
      .map(([year, first], place) => {
        const end = place + 1 < starts.length ? starts[place + 1][1] : papers;
        let count = 0;
        for (let number = first; number < end; number += 1) count += mask[number];
        return [String(year), count];
      })
      .filter(([, count]) => count);
  };

  /**
   * @param {string} key
   * @param {Iterable<number>} numbers of papers
   * @param {Manifest} manifest
   * @returns {Promise<[string, number][]>} how many of the papers have each value of the
   *   key, most first; years from the last
   */
  const count = async (key, numbers, manifest) => {
    const mask = new Uint8Array(manifest.papers);
    for (const number of numbers) mask[number] = 1;
    if (key === "year") return countYears(mask, manifest).reverse();
    const counts = [];
    for (const [name, list] of await search.store.facets()) {
      if (!name.startsWith(`${key}:`)) continue;
      const found = list.reduce((sum, number) => sum + mask[number], 0);
      counts.push([name.slice(key.length + 1), found]);
    }
    if (key === "has") {
      const dated = findDated(manifest);
      counts.push(["date", mask.subarray(dated).reduce((sum, one) => sum + one, 0)]);
    }
    return counts.filter((pair) => pair[1]).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  };

  /**
   * Counts for each key. Values of one key are alternatives: those of a key with chosen
   * values are counted without these.
   * @param {Attempt} attempt at a query
   * @param {{matched: Int32Array}} found by it
   * @returns {Promise<Object<string, [string, number][]>>}
   */
  const countAll = async (attempt, found) => {
    const { chosen, checks, manifest } = attempt;
    const countOne = async (key) => {
      const others = chosen.filter((group) => group.key !== key);
      const isChosen = others.length < chosen.length;
      if (!isChosen || checks.length || attempt.isEmpty()) return count(key, found.matched, manifest);
      const allowed = await attempt.allow(others);
      const numbers = [...attempt.listNamed(allowed), ...attempt.ask(allowed, 0).matched];
      return count(key, numbers, manifest);
    };
    const counts = await Promise.all(KEYS.map(countOne));
    return Object.fromEntries(KEYS.map((key, place) => [key, counts[place]]));
  };

  search.filters = { KEYS, apply, count, countAll, read, readChosen };
})();
