"""The words and the short phrases of all papers, counted.

A term is a word, or two or three words in a row, that two papers or more have. Case,
accents, hyphens and a plural s make no difference; no phrase runs across punctuation,
and none begins or ends with a word that says nothing alone. Texts become numbers once,
and all that is counted is counted by sorting these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from generator.understanding.wordstream import (
    HYPHENS,
    LEAST_PAPERS,
    WAYS,
    Ints,
    Stream,
    Vocabulary,
    join_ways,
    read_stream,
)

LONGEST = 3
"""Words of a phrase."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The words and phrases of all papers, as numbers."""

    shown: tuple[str, ...]
    """By term: as it is written most often, e.g. "flow matching", "LoRA"."""
    sizes: NDArray[np.int8]
    """By term: number of words, 1 to 3."""
    counts: csr_matrix
    """Papers × terms: occurrences in title and abstract; indices are sorted."""
    titles: csr_matrix
    """The same, in the title only."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The terms of one length and where they stand: a row for each term of a paper."""

    shown: tuple[str, ...]
    terms: Ints
    papers: NDArray[np.int32]
    counts: Ints
    titles: Ints


def count_terms(texts: Iterable[tuple[str, str]]) -> Terms:
    """Count the terms of papers.

    Args:
        texts: title, and abstract as plain text, of each paper in their order.
    """
    stream, span = read_stream(texts)
    vocabulary = join_ways(stream)
    stems = vocabulary.stems[stream.surfaces]
    found = [
        _find_terms(stream, stems, vocabulary, size) for size in range(1, LONGEST + 1)
    ]
    sizes = np.repeat(
        np.arange(1, LONGEST + 1, dtype=np.int8), [len(each.shown) for each in found]
    )
    return Terms(
        shown=tuple(text for each in found for text in each.shown),
        sizes=sizes,
        counts=_make_matrix(found, [each.counts for each in found], span),
        titles=_make_matrix(found, [each.titles for each in found], span),
    )


def _find_terms(
    stream: Stream, stems: Ints, vocabulary: Vocabulary, size: int
) -> _Found:
    """Return the terms of some length, sorted by their stems."""
    places = _find_places(stems, vocabulary.can_end, size)
    span = len(vocabulary.written)
    keys = stems[places]
    for step in range(1, size):
        keys *= span
        keys += stems[places + step]
    order = np.argsort(keys, kind="stable")  # within a term, papers stay in order
    places = places[order]
    new_term = _mark_changes(keys[order])
    del keys, order  # there are millions of them
    papers = stream.papers[places]
    rows = new_term | _mark_changes(papers)
    # Numbers of terms before the rare ones are left out.
    numbers = np.cumsum(new_term, dtype=np.int32) - 1
    frequent = np.bincount(numbers[rows], minlength=1) >= LEAST_PAPERS
    kept = frequent[numbers] if len(numbers) else np.zeros(0, dtype=np.bool_)
    renumbered = np.cumsum(frequent) - 1
    places, rows, papers = places[kept], rows[kept], papers[kept]
    terms = renumbered[numbers[kept]]
    del numbers, kept
    starts = np.flatnonzero(rows)
    titles = np.concatenate(([0], np.cumsum(stream.in_title[places])))
    ends = np.append(starts[1:], len(places))
    return _Found(
        shown=_show(terms, stream.surfaces, places, vocabulary, size),
        terms=terms[starts],
        papers=papers[starts],
        counts=ends - starts,
        titles=titles[ends] - titles[starts],
    )


def _find_places(
    stems: Ints, can_end: NDArray[np.bool_], size: int
) -> NDArray[np.int32]:
    """Return where phrases of some length may begin."""
    count = max(len(stems) - size + 1, 0)
    ends = can_end[stems]
    allowed = ends[:count] & ends[size - 1 : size - 1 + count]
    for step in range(1, size - 1):
        allowed &= stems[step : step + count] != 0
    return np.flatnonzero(allowed).astype(np.int32)


def _mark_changes(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Say of each value whether it is not the one before."""
    changed = np.ones(len(values), dtype=np.bool_)
    changed[1:] = values[1:] != values[:-1]
    return changed


def _show(
    terms: Ints,
    surfaces: NDArray[np.int32],
    places: NDArray[np.int32],
    vocabulary: Vocabulary,
    size: int,
) -> tuple[str, ...]:
    """Return each term as it is written most often, by the terms of all places."""
    keys = terms
    for step in range(size):
        keys = (keys << WAYS) | vocabulary.ways[surfaces[places + step]]
    keys, first, counts = np.unique(keys, return_index=True, return_counts=True)
    numbers = terms[first]
    # Of ways that are as frequent, the one of the more frequent words.
    order = np.lexsort((keys, -counts, numbers))
    best = order[_mark_changes(numbers[order])]
    stems = [
        vocabulary.stems[surfaces[places[first[best]] + step]].tolist()
        for step in range(size)
    ]
    return tuple(_write(keys[best].tolist(), stems, vocabulary, size))


def _write(
    keys: list[int], stems: list[list[int]], vocabulary: Vocabulary, size: int
) -> Iterator[str]:
    """Yield phrases by how their words are written, with the hyphens between them."""
    mask = (1 << WAYS) - 1
    for key, *numbers in zip(keys, *stems, strict=True):
        words = [
            vocabulary.written[stem][key >> WAYS * (size - 1 - step) & mask]
            for step, stem in enumerate(numbers)
        ]
        text = "".join(word if word[0] in HYPHENS else f" {word}" for word in words)
        yield text.lstrip(f" {HYPHENS}")


def _make_matrix(
    found: list[_Found], values: list[NDArray[np.int64]], span: int
) -> csr_matrix:
    """Return papers × terms, the terms of all lengths in a row."""
    firsts = np.cumsum([0, *(len(each.shown) for each in found)])
    columns = np.concatenate(
        [each.terms + first for each, first in zip(found, firsts, strict=False)]
    )
    papers = np.concatenate([each.papers for each in found])
    data = np.concatenate(values).astype(np.int32)
    kept = data > 0
    shape = (span, int(firsts[-1]))
    made = csr_matrix((data[kept], (papers[kept], columns[kept])), shape=shape)
    made.sort_indices()
    return made
