"""The words of the corpus as they are written, for completing and repairing a query."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.search import frontcode
from generator.search.columns import Lists, Vocabulary, sort_key
from generator.search.cutting import cut_terms
from generator.search.tokens import STOP_WORDS

_LONGEST = 40
"""Longer words are neither completed nor repaired."""


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A range of words."""

    separator: str
    words: str
    """Front-coded."""
    counts: str
    """A digit of base 36 a word: twice the binary logarithm of how often it stands."""


def make_word_pieces(
    vocabulary: Vocabulary, columns: Mapping[str, Lists]
) -> Iterator[WordPiece]:
    """Yield the words that stand more than once in the corpus, or in a title.

    Args:
        vocabulary: of the corpus.
        columns: by name, the words of each paper.
    """
    counts = np.zeros(len(vocabulary.forms), np.int64)
    in_title = np.zeros(len(vocabulary.forms), bool)
    for name, column in columns.items():
        written = np.bincount(column.items, minlength=len(vocabulary.word_forms.sizes))
        counts += _add_up(written, vocabulary.word_forms, len(counts))
        if name == "title":
            in_title = counts > 0
    kept = _choose(vocabulary.forms, (counts > 1) | in_title)
    before = ""
    listed = [vocabulary.forms[number] for number in kept]
    for first, last in cut_terms(listed, [0] * len(listed)):
        words = listed[first:last]
        yield WordPiece(
            frontcode.cut_separator(before, words[0]) if first else "",
            frontcode.encode(words),
            "".join(frontcode.DIGITS[_grade(int(counts[n]))] for n in kept[first:last]),
        )
        before = words[-1]


def _add_up(written: NDArray[np.int64], forms: Lists, size: int) -> NDArray[np.int64]:
    """Return how often each form stands, from how often each word does."""
    weights = np.repeat(written, forms.sizes)
    total = np.bincount(forms.items, weights=weights, minlength=size)
    return total.astype(np.int64)


def _choose(forms: Sequence[str], wanted: NDArray[np.bool_]) -> list[int]:
    numbers = [
        number
        for number in np.flatnonzero(wanted).tolist()
        if 1 < len(forms[number]) <= _LONGEST and forms[number] not in STOP_WORDS
    ]
    return sorted(numbers, key=lambda number: sort_key(forms[number]))


def _grade(count: int) -> int:
    return min(35, round(2 * math.log2(max(count, 1))))
