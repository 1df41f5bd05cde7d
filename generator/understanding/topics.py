"""Which topics a paper belongs to, and the words of the paper that say so.

The rules are phrases and arXiv categories that an owner lists in `topics.yml`. Of
phrases that overlap in a text only the longest counts, so that "vision-language
model" says nothing of language models. With every rule weighing what the file says,
the score of a topic is

    Σ phrases: weight · (3 if in the title + 1 + ½ + ¼ … for its other occurrences)
    + Σ categories: weight, halved where the category is not the paper's first

where an occurrence in the comments counts half. Weights and bounds were set by hand on
some two hundred abstracts. This is a first honest assignment; `assign_topics` is the one
step to replace for a better one.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat

from generator.models import Paper, Topic, TopicMatch
from generator.text import fold
from generator.understanding.topicsfile import LETTERS, OTHER, Rule, parse_rule

MOST_TOPICS = 4
MOST_EVIDENCE = 6
LEAST = 1.0
"""Points without which the best topic is too weak, and the paper belongs to Other."""
SHARE, LEAST_MORE, ENOUGH = 0.4, 4.0, 6.0
"""Another topic needs this share of the best one's points, between these bounds."""

_IN_TITLE, _IN_ABSTRACT, _IN_COMMENTS = 3.0, 1.0, 0.5
# A stop is a word of its own, so that no phrase runs across it.
_TOKEN = re.compile(r"([^\W_]+|[.,;:!?()])")
# The words of an address name a repository, not what a paper is about.
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase to look for, and the topic that it speaks for."""

    text: str
    """Its words as `_stem` leaves them, joined by a space."""
    length: int
    """Number of words."""
    topic: int
    rule: Rule

    @property
    def key(self) -> str:
        """Return the letters by which a phrase that has a star is looked up, or ""."""
        first = self.text.split(" ", 1)[0]
        if self.rule.text.startswith("*"):
            return "*" + first[-LETTERS:]
        return first[:LETTERS] + "*" if self.rule.text.endswith("*") else ""

    def matches(self, found: str) -> bool:
        """Say whether `length` words of a text are a phrase that has a star."""
        if self.rule.text.startswith("*"):
            return found.endswith(self.text)
        return found.startswith(self.text)


@dataclass(frozen=True, slots=True)
class _Node:
    """What phrases without a star say after some of their words."""

    ends: list[_Pattern] = field(default_factory=list)
    """The phrases that are complete here; what counts in titles first."""
    after: dict[str, _Node] = field(default_factory=dict)
    """The nodes that further words lead to."""


@dataclass(frozen=True, slots=True, eq=False)
class TopicRules:
    """The rules of all topics, ready to be looked up word by word."""

    topics: tuple[Topic, ...]
    other: Topic
    plain: _Node
    """The phrases without a star, before their first word."""
    starred: Mapping[str, Sequence[_Pattern]]
    """The phrases with a star by their keys."""
    categories: Mapping[str, Sequence[tuple[int, float]]]
    """Topic numbers and weights by category or archive."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, and what may begin with it."""

    stem: str
    plain: _Node | None
    starred: Sequence[_Pattern]


@dataclass(slots=True)
class _Hit:
    """A phrase found in a paper for a topic."""

    shown: str
    points: float = 0.0
    in_title: bool = False
    repeats: int = 0
    """Occurrences outside the title."""

    def add(self, weight: float, place: float) -> None:
        """Count one more occurrence in a field that is worth `place`."""
        if place != _IN_TITLE:
            self.points += weight * place / 2**self.repeats
            self.repeats += 1
        elif not self.in_title:
            self.points += weight * place
            self.in_title = True


@dataclass(slots=True)
class _Case:
    """Everything in a paper that speaks for one topic."""

    phrases: dict[str, _Hit] = field(default_factory=dict)
    """By their words in normal form, in the order in which they stand."""
    categories: dict[str, float] = field(default_factory=dict)

    def score(self) -> float:
        """Return the sum of all points."""
        found = (hit.points for hit in self.phrases.values())
        return sum(chain(found, self.categories.values()))

    def evidence(self) -> tuple[str, ...]:
        """Return the phrases that count most, as the paper has them, then categories."""
        ranked = sorted(self.phrases.values(), key=lambda hit: -hit.points)
        return (*(hit.shown for hit in ranked), *self.categories)[:MOST_EVIDENCE]


def compile_rules(topics: Sequence[Topic]) -> TopicRules:
    """Make the rules of topics ready for `assign_topics`.

    Raises:
        ValueError: a rule cannot be read.
    """
    plain = _Node()
    starred: dict[str, list[_Pattern]] = defaultdict(list)
    categories: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, topic in enumerate(topics):
        for pattern in (_make_pattern(phrase, number) for phrase in topic.phrases):
            if pattern.key:
                starred[pattern.key].append(pattern)
            else:
                _add_plain(pattern, plain)
        for rule in map(parse_rule, topic.categories):
            categories[rule.text].append((number, rule.weight))
    other = next((topic for topic in topics if topic.slug == OTHER.slug), OTHER)
    return TopicRules(tuple(topics), other, plain, starred, categories)


def assign_topics(paper: Paper, rules: TopicRules) -> tuple[TopicMatch, ...]:
    """Return one to four topics of a paper, the one it is most about first."""
    cases: dict[int, _Case] = defaultdict(_Case)
    _read(paper.title, _IN_TITLE, rules, cases)
    _read(paper.abstract, _IN_ABSTRACT, rules, cases)
    _read(paper.comments, _IN_COMMENTS, rules, cases)
    for place, category in enumerate(paper.categories):
        for number, weight in _get_category(category, rules):
            points = weight / 2 if place else weight
            cases[number].categories.setdefault(category, points)
    scores = {number: case.score() for number, case in cases.items()}
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    if not ranked or scores[ranked[0]] < LEAST:
        return (TopicMatch(rules.other, 0.0, ()),)
    least = min(max(LEAST_MORE, SHARE * scores[ranked[0]]), ENOUGH)
    more = [number for number in ranked[1:MOST_TOPICS] if scores[number] >= least]
    return tuple(
        TopicMatch(rules.topics[n], round(scores[n], 2), cases[n].evidence())
        for n in (ranked[0], *more)
    )


def _stem(word: str) -> str:
    """Return a word folded and without the s of a plural."""
    word = fold(word)
    if len(word) < 4 or word[-1] != "s" or word[-2] == "s":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


# Texts repeat their words, and nearly all the time would go here.
@lru_cache(maxsize=1 << 16)
def _look_up(word: str, rules: TopicRules) -> _Word:
    """Return what the rules have for a word as it stands in a text."""
    stem = _stem(word)
    starred = chain(
        rules.starred.get(stem[:LETTERS] + "*", ()),
        rules.starred.get("*" + stem[-LETTERS:], ()),
    )
    possible = (p for p in starred if p.length > 1 or p.matches(stem))
    return _Word(stem, rules.plain.after.get(stem), tuple(possible))


def _make_pattern(phrase: str, topic: int) -> _Pattern:
    """Return the pattern of a phrase for the topic of that number."""
    rule = parse_rule(phrase)
    words = [_stem(word) for word in _TOKEN.findall(rule.text)]
    return _Pattern(" ".join(words), len(words), topic, rule)


def _add_plain(pattern: _Pattern, root: _Node) -> None:
    """Add a phrase without a star to the nodes that its words lead to."""
    node = root
    for word in pattern.text.split(" "):
        node = node.after.setdefault(word, _Node())
    # A rule for titles stands first: of two for one phrase and topic, the first counts.
    node.ends.insert(0 if pattern.rule.title_only else len(node.ends), pattern)


def _read(
    text: str | None, place: float, rules: TopicRules, cases: dict[int, _Case]
) -> None:
    """Add the phrases of one field of a paper to the cases of their topics."""
    if not text:
        return
    parts = _TOKEN.split(_ADDRESS.sub(" ", text) if "://" in text else text)
    words = list(map(_look_up, parts[1::2], repeat(rules)))
    for first, patterns in _find(words):
        behind = first + patterns[0].length
        key = " ".join([word.stem for word in words[first:behind]])
        shown = sys.intern("".join(parts[2 * first + 1 : 2 * behind]))
        for pattern in patterns:
            rule = pattern.rule
            if not rule.weight or (rule.title_only and place != _IN_TITLE):
                continue
            phrases = cases[pattern.topic].phrases
            if key not in phrases:
                phrases[key] = _Hit(shown)
            phrases[key].add(rule.weight, place)


def _find(words: Sequence[_Word]) -> Iterator[tuple[int, Sequence[_Pattern]]]:
    """Yield where phrases begin, from left to right: the longest, and no overlaps."""
    free = 0
    for place, word in enumerate(words):
        if place >= free and (word.plain or word.starred):
            patterns = _find_longest(words, place)
            if patterns:
                free = place + patterns[0].length
                yield place, patterns


def _find_longest(words: Sequence[_Word], place: int) -> Sequence[_Pattern]:
    """Return the longest patterns, all of one length, that stand at a place."""
    best: Sequence[_Pattern] = ()
    node, behind = words[place].plain, place + 1
    while node:
        best = node.ends or best
        node = node.after.get(words[behind].stem) if behind < len(words) else None
        behind += 1
    for pattern in words[place].starred:
        text = " ".join([word.stem for word in words[place : place + pattern.length]])
        longer = not best or pattern.length > best[0].length
        if longer and pattern.matches(text):
            best = (pattern,)
    return best


def _get_category(category: str, rules: TopicRules) -> Sequence[tuple[int, float]]:
    """Return the rules of a category, or else of its archive (`astro-ph.GA`)."""
    archive = category.split(".", 1)[0]
    return rules.categories.get(category) or rules.categories.get(archive, ())
