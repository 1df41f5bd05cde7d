"""From columns of words to postings: which term stands in which paper, how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.search.columns import Lists, Numbers

_BATCH = 4096
"""Papers counted at a time; more would only take more memory."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often terms stand in papers: sorted by term, then by paper."""

    starts: Numbers
    """By term, and one more: where its postings begin."""
    papers: NDArray[np.int32]
    times: NDArray[np.int32]
    """Shape (columns, postings)."""
    lengths: Numbers
    """Shape (columns, papers): terms of each paper, counted as often as they stand."""

    @property
    def terms(self) -> Numbers:
        """The term of each posting."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def count_terms(columns: Sequence[Lists], terms: Lists, vocabulary: int) -> Counts:
    """Count the terms of columns of words.

    Args:
        columns: the words of each paper; equally many papers each.
        terms: by word, the terms that it gives.
        vocabulary: how many terms there are.
    """
    batches = list(_count_batches(columns, terms, vocabulary))
    none = np.zeros((len(columns), 0), np.int32)
    by_term = np.concatenate([none[0], *(batch.terms for batch in batches)])
    papers = np.concatenate([none[0], *(batch.papers for batch in batches)])
    times = np.concatenate([none, *(batch.times for batch in batches)], axis=1)
    lengths = np.concatenate([none, *(batch.lengths for batch in batches)], axis=1)
    batches.clear()
    starts = np.concatenate(
        ([0], np.cumsum(np.bincount(by_term, minlength=vocabulary)))
    )
    order = np.argsort(by_term, kind="stable").astype(np.int32)
    return Counts(starts, papers[order], times[:, order], lengths.astype(np.int64))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Counts of some papers, sorted by paper, then by term."""

    terms: NDArray[np.int32]
    papers: NDArray[np.int32]
    times: NDArray[np.int32]
    lengths: Numbers


def _count_batches(
    columns: Sequence[Lists], terms: Lists, vocabulary: int
) -> Iterator[_Batch]:
    papers = len(columns[0].starts) - 1
    for first in range(0, papers, _BATCH):
        last = min(first + _BATCH, papers)
        lists = [column.cut(first, last).flatten(terms) for column in columns]
        yield _count(lists, first, vocabulary)


def _count(lists: Sequence[Lists], first: int, vocabulary: int) -> _Batch:
    """Count the terms of papers from number `first` on."""
    width = len(lists)
    size = len(lists[0].starts) - 1
    keys = np.concatenate(
        [
            (np.repeat(np.arange(size), each.sizes) * vocabulary + each.items) * width
            + place
            for place, each in enumerate(lists)
        ]
    )
    keys, times = np.unique(keys, return_counts=True)
    pairs, column = keys // width, keys % width
    heads = np.flatnonzero(np.diff(pairs, prepend=-1))
    posting = np.cumsum(np.diff(pairs, prepend=-1) != 0) - 1
    table = np.zeros((width, len(heads)), np.int32)
    table[column, posting] = times
    pairs = pairs[heads]
    return _Batch(
        (pairs % vocabulary).astype(np.int32),
        (pairs // vocabulary + first).astype(np.int32),
        table,
        np.stack([each.sizes for each in lists]),
    )
