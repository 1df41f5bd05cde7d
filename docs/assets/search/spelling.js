/**
 * Other ways to write the same word: American and British, Greek letters and their names.
 * Used on queries only; what no paper has costs a look and nothing else.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  const NAMES =
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho" +
    " sigma tau upsilon phi chi psi omega";
  const LETTERS = Array.from("αβγδεζηθικλμνξοπρστυφχψω");
  const LETTER_OF = new Map(NAMES.split(" ").map((name, place) => [name, LETTERS[place]]));
  const NAME_OF = new Map(Array.from(LETTER_OF, ([name, letter]) => [letter, name]));

  const VERB = "(e|ed|er|es|ers|ing|able|ation|ations|ational)";
  /** Verbs in -ise and -ize that are written so on both sides. */
  const NO_VERB = new RegExp(
    "(?:^ar|[aou]|w|pr|prom|prem|dem|expert|treat|pract|parad|chand|ranch|[^i][cv]" +
      "|(?:re|down|over|up)s)is(?:e|ing)",
  );
  const COLOURS =
    "(arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb" +
    "|od|parl|rig|rum|sav|splend|tum|val|vap|vig)";
  const METRES = "((?:epi)?cent|fib|theat|calib|lust|spect|(?:centi|kilo|micro|milli|nano)met)";
  const CATALOGUES = "(anal|catal|dial|epil|homol|monol|prol)";
  /** American, British, and how each becomes the other. */
  const RULES = [
    [`^(.{3,})iz${VERB}$`, "$1iz$2", `^(.{3,})is${VERB}$`, "$1is$2"],
    [
      "^(anal|catal|dial|electrol|hydrol|paral)yz(e|ed|er|es|ers|ing)$", "$1yz$2",
      "^(anal|catal|dial|electrol|hydrol|paral)ys(e|ed|er|es|ers|ing)$", "$1ys$2",
    ],
    [`^((?:dis|mis|un)?)${COLOURS}or(?!ous|a[dr]|at)(.*)$`, "$1$2or$3",
      `^((?:dis|mis|un)?)${COLOURS}our(.*)$`, "$1$2our$3"],
    [`^${METRES}er(s?)$`, "$1er$2", `^${METRES}re(s?)$`, "$1re$2"],
    [`^${METRES}er(ed|ing)$`, "$1er$2", `^${METRES}r(ed|ing)$`, "$1r$2"],
    [`^${CATALOGUES}og(s?)$`, "$1og$2", `^${CATALOGUES}ogue(s?)$`, "$1ogue$2"],
  ].flatMap(([american, toAmerican, british, toBritish]) => [
    [new RegExp(american), toBritish],
    [new RegExp(british), toAmerican],
  ]);

  /** @returns {string} the word as the other side of the ocean writes it, or the word */
  const cross = (run) => {
    const word = run.toLowerCase();
    if (!/^[A-Z]?[a-z]+$/.test(run) || NO_VERB.test(word.replace(/iz(?=e|ing)/, "is"))) return run;
    const rule = RULES.find(([pattern]) => pattern.test(word));
    return rule ? word.replace(...rule) : run;
  };

  const toLetter = (run) => LETTER_OF.get(run.toLowerCase()) || run;

  const toName = (run) => NAME_OF.get(search.words.fold(run)) || run;

  /**
   * @param {string} chunk
   * @returns {string[]} the chunk, and how else it may be written
   */
  const readings = (chunk) => {
    const changed = [cross, toLetter, toName].map((change) => chunk.replace(/\p{L}+/gu, change));
    return [...new Set([chunk, ...changed])];
  };

  search.spelling = { readings };
})();
