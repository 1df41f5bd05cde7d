"""The company that words keep, by which a few phrases and a description make a topic.

`word-company.tsv` beside this file has a line for each of 3,667 words and
pairs of words: its inverse document frequency and the words nearest to it, nearest
first, in 65,000 abstracts of arXiv. `benchmarks/learn_company.py` made it.

A topic of an owner starts from the words of its phrases, title and description, each
with its idf. These lend weight to the words near them, and those once more to the words
near these (spreading activation; A. M. Collins and E. F. Loftus, "A spreading-activation
theory of semantic processing", Psychological Review 82, 1975). With s for the words to
start from and N for nearness, which goes from 0.6 to 0.24 along a line,

    weights = unit length of (s + N·s + ½·N·N·s), each times the word's idf
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from generator.models import Topic
from generator.understanding.lexicon import Lexicon
from generator.understanding.patterns import PatternTable
from generator.understanding.topicsfile import parse_rule

FILE = Path(__file__).with_name("word-company.tsv")
_NEAREST, _FARTHEST = 0.6, 0.24
_SECOND_STEP = 0.5


@dataclass(frozen=True)
class Company:
    """Words and the words near them."""

    idf: Mapping[str, float]
    lines: Mapping[str, tuple[str, ...]]
    """By word, the words nearest to it, nearest first."""

    @cached_property
    def near(self) -> Mapping[str, Mapping[str, float]]:
        """How near words are to each other, both ways."""
        near: dict[str, dict[str, float]] = {word: {} for word in self.lines}
        for word, others in self.lines.items():
            step = (_NEAREST - _FARTHEST) / max(1, len(others) - 1)
            for place, other in enumerate(others):
                found = _NEAREST - step * place
                near[word][other] = max(found, near[word].get(other, 0.0))
                near[other][word] = max(found, near[other].get(word, 0.0))
        return near

    def weigh_topic(self, topic: Topic) -> dict[str, float]:
        """Return what words say for a topic by the company they keep with its own."""
        start = {word: self.idf[word] for word in self._list_words(topic)}
        first = self._spread(start)
        second = self._spread(first)
        weights = {
            word: start.get(word, 0.0)
            + first.get(word, 0.0)
            + _SECOND_STEP * second.get(word, 0.0)
            for word in sorted({*start, *first, *second})
        }
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        return {word: w / length * self.idf[word] for word, w in weights.items()}

    def _spread(self, weights: Mapping[str, float]) -> dict[str, float]:
        lent: dict[str, float] = defaultdict(float)
        for word, weight in weights.items():
            for other, nearness in self.near[word].items():
                lent[other] += nearness * weight
        return lent

    def _list_words(self, topic: Topic) -> Iterator[str]:
        """Yield the words of a topic that are known, each once."""
        rules = [parse_rule(phrase) for phrase in topic.phrases]
        phrases = [rule.text.strip("*") for rule in rules if rule.weight]
        lexicon = Lexicon(PatternTable(()))
        found: dict[str, None] = {}
        for text in (topic.title, topic.description, *phrases):
            words = [word.feature for word in lexicon.read(text).words]
            pairs = [" ".join(pair) for pair in itertools.pairwise(words)]
            pairs = [pair for pair in pairs if pair in self.idf]
            singles = [word for word in words if word in self.idf]
            # The words of a phrase by themselves mean something else.
            found |= dict.fromkeys(pairs)
            if not (text in phrases and pairs):
                found |= dict.fromkeys(singles)
        return iter(found)


@cache
def load_company(path: Path = FILE) -> Company:
    """Load what is shipped: lines of word, idf and near words, with tabs between."""
    idf: dict[str, float] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, weight, near = line.split("\t")
            idf[word] = float(weight)
            lines[word] = tuple(filter(None, near.split(",")))
    return Company(idf, lines)
