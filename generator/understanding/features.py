"""The words and pairs of words of a paper, and how much each of them tells.

What stands in the title says most of what a paper is about; then come the sentences in
which authors speak of their own work; the rest is background, and mentions much that
the paper is not about.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.understanding.phrases import ADDRESS, TOKEN, stem_word

IN_TITLE, IN_CLAIM, ELSEWHERE = 2.0, 1.0, 0.5

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_CLAIM = re.compile(
    r"\b(?:we|our|here|novel|propose[ds]?|presents?|introduc\w+|"
    r"this (?:paper|work|study|article|survey|report|thesis|letter|review))\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "approach",
        "are",
        "as",
        "at",
        "based",
        "be",
        "been",
        "being",
        "between",
        "both",
        "by",
        "can",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "most",
        "new",
        "not",
        "novel",
        "of",
        "on",
        "or",
        "our",
        "paper",
        "propose",
        "proposed",
        "result",
        "show",
        "such",
        "than",
        "that",
        "the",
        "their",
        "these",
        "they",
        "this",
        "those",
        "to",
        "used",
        "use",
        "using",
        "via",
        "was",
        "we",
        "were",
        "which",
        "while",
        "with",
        "also",
    ]
)
# Longer texts are no abstracts, and their beginning says what they are about.
_LONGEST = 20_000


def list_features(title: str | None, abstract: str | None) -> dict[str, float]:
    """Return the features of a paper, each with the weight of its best place.

    A feature is a word as `stem_word` leaves it, or two neighbours joined by a space.
    """
    found: dict[str, float] = {}
    for sentence in _SENTENCE_END.split((abstract or "")[:_LONGEST]):
        weight = IN_CLAIM if _CLAIM.search(sentence) else ELSEWHERE
        _add(sentence, weight, found)
    _add((title or "")[:_LONGEST], IN_TITLE, found)
    return found


def _add(text: str, weight: float, found: dict[str, float]) -> None:
    """Add the features of a text where they do not weigh as much already."""
    if "://" in text:
        text = ADDRESS.sub(" ", text)
    before = ""
    for word in map(_prepare, TOKEN.findall(text)):
        if word:
            pair = f"{before} {word}" if before else word
            for feature in (word, pair):
                if found.get(feature, 0.0) < weight:
                    found[feature] = weight
        before = word


@lru_cache(maxsize=1 << 16)
def _prepare(word: str) -> str:
    """Return a word as a feature; empty where it tells nothing, as stops do."""
    stem = stem_word(word)
    tells = len(stem) > 1 and stem not in _COMMON and not stem.isdigit()
    return stem if tells else ""
