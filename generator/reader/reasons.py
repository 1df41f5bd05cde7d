"""The terms that say most of what papers share with their related papers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.understanding.related import Ints, Reasons, Shared
from generator.understanding.wordstream import stem_surface

MOST_TERMS = 5
"""Terms of a paper to say what it has in common with others."""
_NO_SUBJECT = 0.6
"""What a term counts that names no subject: two papers may share "clearly", too."""
_SAID = 0.3
"""What is left of a term for two papers of which another one was chosen."""
_LONGEST = 40


def choose_terms(
    shared: Shared, owners: Ints, count: int, reasons: Reasons
) -> list[list[int]]:
    """Return for each of some papers the terms that say most of what it shares.

    One after the other, each time the one that counts most where least was said yet.
    No term is part of another one. All papers take their next term at once.

    Args:
        shared: what the pairs of a paper and a related one share.
        owners: by pair, the number of the paper, ascending.
        count: how many papers there are.
        reasons: what all papers are related by.
    """
    chosen: list[list[int]] = [[] for _ in range(count)]
    if not len(shared.terms):
        return chosen
    span = len(reasons.shown)
    keys = owners[shared.pairs].astype(np.int64) * span + shared.terms
    order = np.argsort(keys, kind="stable")
    pairs, values = shared.pairs[order], _weigh(shared, reasons)[order]
    # A group is a term of a paper; the groups of a paper stand in a row.
    groups, starts, sizes = np.unique(
        keys[order], return_index=True, return_counts=True
    )
    papers, terms = np.divmod(groups, span)
    left, open_ = np.ones(len(owners)), np.ones(len(groups), dtype=np.bool_)
    while open_.any():
        gains = np.where(open_, np.add.reduceat(values * left[pairs], starts), -1)
        best = _find_best(gains, papers)
        best = best[open_[best]]
        open_[best] = False
        taken = np.zeros(len(groups), dtype=np.bool_)
        for group in best.tolist():
            words, term = chosen[papers.item(group)], terms.item(group)
            if not _overlaps(term, words, reasons):
                words.append(term)
                taken[group] = True
        left[pairs[np.repeat(taken, sizes)]] *= _SAID
        open_ &= np.array([len(words) < MOST_TERMS for words in chosen])[papers]
    return chosen


def _weigh(shared: Shared, reasons: Reasons) -> NDArray[np.float64]:
    """Return what each term counts for each pair: phrases most, subjects more."""
    telling = np.where(reasons.subjects[shared.terms], 1.0, _NO_SUBJECT)
    weights: NDArray[np.float64] = telling * reasons.sizes[shared.terms] ** 2.0
    return weights * shared.values


def _find_best(gains: NDArray[np.float64], papers: Ints) -> NDArray[np.intp]:
    """Return where the largest number of each paper stands, the first of equal ones."""
    first = np.flatnonzero(np.diff(papers, prepend=-1))
    largest = np.repeat(
        np.maximum.reduceat(gains, first), np.diff(first, append=len(gains))
    )
    at = np.flatnonzero(gains == largest)
    return at[np.flatnonzero(np.diff(papers[at], prepend=-1))]


def _overlaps(term: int, chosen: Sequence[int], reasons: Reasons) -> bool:
    """Say whether a term is part of a chosen one, or one of these of it."""
    text = _fold(reasons.shown[term])
    if len(text) > _LONGEST:
        return True
    others = [_fold(reasons.shown[other]) for other in chosen]
    return any(text in other or other in text for other in others)


# Terms come back in paper after paper, and nearly all the time would go here.
@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    """Return the stems of a term, with a space around each."""
    return f" {' '.join(map(stem_surface, text.replace('-', ' ').split()))} "
