"""The phrases that an owner lists in `topics.yml`, found in the text of a paper.

Of phrases that overlap in a text only the longest counts, so that "vision-language
model" says nothing of language models. With every rule weighing what the file says, the
points of a topic are

    Σ phrases: weight · (3 if in the title + 1 + ½ + ¼ … for its other occurrences)
    + Σ categories: weight, halved where the category is not the paper's first

where an occurrence in the comments counts half.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat

from generator.models import Paper, Topic
from generator.text import fold
from generator.understanding.topicsfile import LETTERS, OTHER, Rule, parse_rule

_IN_TITLE, _IN_ABSTRACT, _IN_COMMENTS = 3.0, 1.0, 0.5
# A stop is a word of its own, so that no phrase runs across it.
TOKEN = re.compile(r"([^\W_]+|[.,;:!?()])")
# The words of an address name a repository, not what a paper is about.
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase to look for, and the topic that it speaks for."""

    text: str
    """Its words as `stem_word` leaves them, joined by a space."""
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
class Hit:
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
class Case:
    """Everything in a paper that speaks for one topic."""

    phrases: dict[str, Hit] = field(default_factory=dict)
    """By their words in normal form, in the order in which they stand."""
    categories: dict[str, float] = field(default_factory=dict)

    def score(self) -> float:
        """Return the sum of all points."""
        found = (hit.points for hit in self.phrases.values())
        return sum(chain(found, self.categories.values()))

    def list_evidence(self) -> Iterator[str]:
        """Yield the phrases, those that count most first, as the paper has them."""
        ranked = sorted(self.phrases.values(), key=lambda hit: -hit.points)
        yield from (hit.shown for hit in ranked)


def compile_rules(topics: Sequence[Topic]) -> TopicRules:
    """Make the rules of topics ready for `find_cases`.

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


def find_cases(paper: Paper, rules: TopicRules) -> dict[int, Case]:
    """Return what the rules find in a paper, by the number of the topic."""
    cases: dict[int, Case] = defaultdict(Case)
    _read(paper.title, _IN_TITLE, rules, cases)
    _read(paper.abstract, _IN_ABSTRACT, rules, cases)
    _read(paper.comments, _IN_COMMENTS, rules, cases)
    for place, category in enumerate(paper.categories):
        for number, weight in _get_category(category, rules):
            points = weight / 2 if place else weight
            cases[number].categories.setdefault(category, points)
    return cases


def stem_word(word: str) -> str:
    """Return a word folded and without the s of a plural."""
    word = fold(word)
    if len(word) < 4 or word[-1] != "s" or word[-2] == "s":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


# Texts repeat their words, and nearly all the time would go here.
@lru_cache(maxsize=1 << 16)
def _look_up(word: str, rules: TopicRules) -> _Word:
    """Return what the rules have for a word as it stands in a text."""
    stem = stem_word(word)
    starred = chain(
        rules.starred.get(stem[:LETTERS] + "*", ()),
        rules.starred.get("*" + stem[-LETTERS:], ()),
    )
    possible = (p for p in starred if p.length > 1 or p.matches(stem))
    return _Word(stem, rules.plain.after.get(stem), tuple(possible))


def _make_pattern(phrase: str, topic: int) -> _Pattern:
    """Return the pattern of a phrase for the topic of that number."""
    rule = parse_rule(phrase)
    words = [stem_word(word) for word in TOKEN.findall(rule.text)]
    return _Pattern(" ".join(words), len(words), topic, rule)


def _add_plain(pattern: _Pattern, root: _Node) -> None:
    """Add a phrase without a star to the nodes that its words lead to."""
    node = root
    for word in pattern.text.split(" "):
        node = node.after.setdefault(word, _Node())
    # A rule for titles stands first: of two for one phrase and topic, the first counts.
    node.ends.insert(0 if pattern.rule.title_only else len(node.ends), pattern)


def _read(
    text: str | None, place: float, rules: TopicRules, cases: dict[int, Case]
) -> None:
    """Add the phrases of one field of a paper to the cases of their topics."""
    if not text:
        return
    parts = TOKEN.split(ADDRESS.sub(" ", text) if "://" in text else text)
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
                phrases[key] = Hit(shown)
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
