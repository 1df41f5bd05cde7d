/**
 * The words that put a paper under its topics, marked where they stand in its abstract;
 * those of one topic stand out while the pointer or the focus is on it.
 */
(() => {
  "use strict";
  const { make } = window.PaperDigest.elements;

  const abstract = document.querySelector(".abstract");
  const topics = [...document.querySelectorAll(".why li")];
  if (!abstract || !topics.length) return;

  const SEPARATOR = " · ";

  /** @returns {string} of a pattern: the words of a phrase, however joined or bent */
  const describe = (phrase) =>
    phrase
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map((word) => word.replace(/(.)s$/, "$1"))
      .join("s?[\\s\\-\u2010\u2011]+");

  /** Numbers of the topics that a phrase speaks for, by the phrase in lower case. */
  const found = new Map();
  topics.forEach((topic, number) => {
    const words = topic.querySelector("span");
    for (const phrase of words ? words.textContent.split(SEPARATOR) : []) {
      const key = describe(phrase.toLowerCase());
      if (key) found.set(key, [...(found.get(key) || []), number]);
    }
  });
  if (!found.size) return;

  const patterns = [...found.keys()].sort((one, other) => other.length - one.length);
  const any = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${patterns.map((each) => `(${each})`).join("|")})s?(?![\\p{L}\\p{N}])`,
    "giu",
  );

  /** Mark the phrases of a piece of text. */
  const mark = (node) => {
    const text = node.data;
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(any)) {
      const which = patterns[match.slice(1).findIndex((group) => group !== undefined)];
      const marked = make("mark", "evidence", match[0]);
      marked.dataset.topics = found.get(which).join(" ");
      pieces.push(text.slice(end, match.index), marked);
      end = match.index + match[0].length;
    }
    if (pieces.length) node.replaceWith(...pieces, text.slice(end));
  };

  const walker = document.createTreeWalker(abstract, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("math, a, code")) nodes.push(walker.currentNode);
  }
  nodes.forEach(mark);

  const show = (number, isOn) => {
    for (const each of abstract.querySelectorAll("mark.evidence")) {
      const isOwn = each.dataset.topics.split(" ").includes(String(number));
      each.classList.toggle("is-on", isOn && isOwn);
    }
  };
  topics.forEach((topic, number) => {
    for (const [event, isOn] of [
      ["pointerenter", true],
      ["pointerleave", false],
      ["focusin", true],
      ["focusout", false],
    ]) {
      topic.addEventListener(event, () => show(number, isOn));
    }
  });
})();
