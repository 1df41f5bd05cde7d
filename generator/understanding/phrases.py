"""The phrases that an owner lists in `topics.yml`, found in the text of a paper.

Of phrases that overlap in a text only the longest counts, so that "vision-language
model" says nothing of language models. With every rule weighing what the file says, the
points of a topic are

    Σ phrases: weight · (3 if in the title + 1 + ½ + ¼ … for its other occurrences)
    + Σ categories: weight, halved where the category is not the paper's first

where an occurrence in the comments counts half.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from generator.models import Paper, Topic
from generator.understanding.company import Company, load_company
from generator.understanding.learned import Learned, load_learned
from generator.understanding.lexicon import Field, Lexicon, PaperText, Word
from generator.understanding.patterns import Pattern, PatternTable, make_pattern
from generator.understanding.topicsfile import OTHER, parse_rule
from generator.understanding.wordweights import WordWeights, weigh_words

_IN_TITLE, _IN_ABSTRACT, _IN_COMMENTS = 3.0, 1.0, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class TopicRules:
    """The rules of all topics, ready to be looked up word by word."""

    topics: tuple[Topic, ...]
    other: Topic
    lexicon: Lexicon
    """Knows what phrases begin with a word."""
    categories: Mapping[str, Sequence[tuple[int, float]]]
    """Topic numbers and weights by category or archive."""
    words: WordWeights
    """What words say of the topics beside their phrases."""


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
            self.points += weight * place * 0.5**self.repeats
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


def compile_rules(
    topics: Sequence[Topic],
    learned: Learned | None = None,
    company: Company | None = None,
) -> TopicRules:
    """Make the rules of topics ready for `read_paper` and `find_cases`.

    Args:
        topics: the topics, in the order of the file.
        learned: what was learned of the topics of this project; None for what is shipped.
        company: the company that words keep; None for what is shipped.

    Raises:
        ValueError: a rule cannot be read.
    """
    patterns: list[Pattern] = []
    categories: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, topic in enumerate(topics):
        patterns += [make_pattern(phrase, number) for phrase in topic.phrases]
        for rule in map(parse_rule, topic.categories):
            categories[rule.text].append((number, rule.weight))
    other = next((topic for topic in topics if topic.slug == OTHER.slug), OTHER)
    words = weigh_words(topics, learned or load_learned(), company or load_company())
    lexicon = Lexicon(PatternTable(patterns))
    return TopicRules(tuple(topics), other, lexicon, categories, words)


def read_paper(paper: Paper, rules: TopicRules) -> PaperText:
    """Return the text of a paper word by word."""
    read = rules.lexicon.read
    return PaperText(read(paper.title), read(paper.abstract), read(paper.comments))


def find_cases(
    text: PaperText, categories: Sequence[str], rules: TopicRules
) -> dict[int, Case]:
    """Return what the rules find in a paper, by the number of the topic."""
    cases: dict[int, Case] = defaultdict(Case)
    _read(text.title, _IN_TITLE, cases)
    _read(text.abstract, _IN_ABSTRACT, cases)
    _read(text.comments, _IN_COMMENTS, cases)
    for place, category in enumerate(categories):
        for number, weight in _get_category(category, rules):
            points = weight / 2 if place else weight
            cases[number].categories.setdefault(category, points)
    return cases


def _read(field: Field, place: float, cases: dict[int, Case]) -> None:
    """Add the phrases of one field of a paper to the cases of their topics."""
    words, parts = field.words, field.parts
    for first, patterns in _find_patterns(words):
        behind = first + patterns[0].length
        key = words[first].stem
        if behind - first > 1:
            key = " ".join([word.stem for word in words[first:behind]])
        for pattern in patterns:
            rule = pattern.rule
            if not rule.weight or (rule.title_only and place != _IN_TITLE):
                continue
            phrases = cases[pattern.topic].phrases
            if key not in phrases:
                shown = "".join(parts[2 * first + 1 : 2 * behind])
                phrases[key] = Hit(sys.intern(shown))
            phrases[key].add(rule.weight, place)


def _find_patterns(words: Sequence[Word]) -> Iterator[tuple[int, Sequence[Pattern]]]:
    """Yield where phrases begin, from left to right: the longest, and no overlaps."""
    free, last = 0, len(words) - 1
    for place in [place for place, word in enumerate(words) if word.begins]:
        if place < free:
            continue
        after = words[place].needs
        # Most words are not followed by the second one of a phrase.
        if after is None or (place < last and words[place + 1].stem in after):
            patterns = _find_longest(words, place)
            if patterns:
                free = place + patterns[0].length
                yield place, patterns


def _find_longest(words: Sequence[Word], place: int) -> Sequence[Pattern]:
    """Return the longest patterns, all of one length, that stand at a place."""
    best: Sequence[Pattern] = ()
    node, behind = words[place].plain, place + 1
    while node:
        best = node.ends or best
        if not node.after or behind >= len(words):
            break
        node = node.after.get(words[behind].stem)
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
