"""What a word counts in a paper: BM25F, rounded to 96 levels; and Lunr's own weights.

A weight is idf × level. The level comes from how often the word stands in the paper and
how long the paper is; idf, the same for all papers, is put to it in the browser, so that
a new paper changes only the postings of its own words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.search.bits import Huffman
from generator.search.columns import Numbers
from generator.search.counting import Counts

TITLE, BODY = 0, 1
"""Columns of the counts of the text."""
TITLE_WEIGHT = 3.0
"""A word of the title counts as so many of the abstract."""
SATURATION = 1.4
"""k1: how soon it stops to matter that a word is repeated."""
NORMALISATION = 0.55
"""b: how much longer texts count less, from 0 to 1."""
_STEP = 1.05
"""The mean length is rounded to a power of this; else each new paper changes each weight."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels, ascending."""

    levels: tuple[float, ...]

    def find_levels(self, weights: NDArray[np.float64]) -> Numbers:
        """Return the number of the nearest level of each weight."""
        levels = np.array(self.levels)
        found: Numbers = np.searchsorted((levels[1:] + levels[:-1]) / 2, weights)
        return found


# Most weights are large, and their differences decide what comes first: the levels lie
# closer the higher they are. Of 64, two-word queries would lose 3.5 % of their first ten.
TEXT_SCALE = Scale(
    tuple(round(0.3 + 2.01 * (level / 95) ** 0.5, 4) for level in range(96))
)
NEW_SCALE = Scale(tuple(round(0.15 * 6 ** (level / 7), 4) for level in range(8)))
"""Of the terms of the expansion."""
# Lengths of codes, a digit of base 36 a symbol: of levels without and with the title's
# mark, and of those of new terms. They come from the levels of 65,525 arXiv papers
# (`python benchmarks/codes.py`) and stay the same for all, because codes that
# follow the corpus would change every piece with every paper.
TEXT_CODE = Huffman.of_digits(
    "ccccccccccccac6c4c3c3c3c3c4c4c5c6c7c8c9cacac9c8c7c7c7c7c7c7c7c7c8c8c8c9c9b9a9a8a9a9a"
    "9a9999999999a9a9a8a8a8a8a8a8a8b8b8b8b8b9b9c9c9c9c9c9c9c9c9c9cacacacacacacbcbcbcbcbcc"
    "cccccccccccccccccccccccc"
)
NEW_CODE = Huffman.of_digits("63222456")


def weigh_text(counts: Counts) -> NDArray[np.float64]:
    """Return BM25F's weight of each posting, without idf.

    Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields",
    CIKM 2004: the fields' counts are added up, weighted, before they are saturated.
    Lunr's form of the saturation has (k1 + 1) in the numerator.
    """
    emphasis = np.array([TITLE_WEIGHT, 1.0])
    times = emphasis @ counts.times
    lengths = emphasis @ counts.lengths
    mean = _round_mean(float(lengths.mean())) if lengths.size else 1.0
    share = 1 - NORMALISATION + NORMALISATION * lengths / mean
    weights: NDArray[np.float64] = (
        (SATURATION + 1) * times / (SATURATION * share[counts.papers] + times)
    )
    return weights


def measure_idf(in_papers: Numbers, papers: int) -> NDArray[np.float64]:
    """Return lunr's inverse document frequency of terms; never negative."""
    idf: NDArray[np.float64] = np.log(
        1 + np.abs((papers - in_papers + 0.5) / (in_papers + 0.5))
    )
    return idf


def weigh_as_lunr(counts: Counts, in_papers: Numbers, papers: int) -> Numbers:
    """Return the weight of each posting as the builder of lunr.js 2.3.9 rounds it.

    Args:
        counts: of one field.
        in_papers: by term, the number of papers and fields that it stands in.
        papers: how many there are.

    Returns:
        Thousandths, with idf in them.
    """
    times, lengths = counts.times[0], counts.lengths[0]
    idf = measure_idf(in_papers, papers)
    k1, b = 1.2, 0.75
    mean = lengths.sum() / max(papers, 1) or 1.0
    share = 1 - b + b * (lengths / mean)
    scores = (
        idf[counts.terms] * ((k1 + 1) * times) / (k1 * share[counts.papers] + times)
    )
    rounded: Numbers = np.floor(scores * 1000 + 0.5).astype(np.int64)
    return rounded


def _round_mean(mean: float) -> float:
    """Return a length near the mean that a few papers more do not change."""
    return float(_STEP ** round(math.log(max(mean, 1)) / math.log(_STEP)))
