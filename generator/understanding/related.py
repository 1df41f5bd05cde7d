"""Which papers are like each paper, and by which terms.

Papers are vectors of their terms, and as alike as the cosine of these says. A term
counts as BM25 has it (Robertson et al., "Okapi at TREC-3", 1994), but for the square
root of idf: in the product of two papers idf then counts once. Candidates are found by a few telling
terms of each paper, none of which stands in many others, so that the work grows linearly
with the papers; these are then compared by all their terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, vstack
from sparse_dot_topn import sp_matmul_topn

from generator.understanding.incommon import Facts, InCommon, compare_facts, mark_topics
from generator.understanding.subjects import count_uses, find_subjects
from generator.understanding.terms import Terms, count_terms

MOST = 6
"""Related papers of a paper."""
FLOOR, HIGHEST_FLOOR = 1.33, 0.18
"""Likeness below which a neighbour is none: nothing is better than what is unrelated.
The first is divided by the logarithm of the number of papers: of fewer papers, rare
words are not known to be rare, and what all have in common makes them more alike."""
SAME, SAME_TERMS = 0.85, 25
"""Likeness from which two are one paper told twice, if both have so many terms: of
few terms, two short texts may well have all in common."""
FEATURES, CANDIDATES = 32, 14
"""Terms of a paper by which candidates are found, and how many of these."""
SAME_TOPIC = 0.75
"""Share of the floor that is enough for two papers with a topic in common."""
_SHARE, _MOST_PAPERS = 0.2, 400
"""Papers in which such a term may stand: of all, and at most."""
_K1, _B = 1.2, 0.75
"""Of BM25: how soon occurrences of a term are enough, and what long texts lose."""
_SIZES = np.array([0.0, 1.0, 0.7, 0.5])
"""Weight of a term by its number of words: these count again by themselves."""
_AUTHOR, _MOST_AUTHORS, _TOPIC = 0.15, 2, 0.08
"""Share by which authors in common, each and counted up to a number, and a topic in
common make two papers more alike, among the candidates only."""
SHARED = 8
"""Terms that two papers share, those that count most, from which reasons are chosen."""
_BLOCK = 2048

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """The papers that are like each paper."""

    papers: Ints
    """Papers × 6, best first; -1 where there are no more."""
    scores: Floats
    """Of the same shape; 0 where there is none."""
    authors: NDArray[np.int8]
    """Of the same shape: authors in common."""
    topics: NDArray[np.int8]
    """Of the same shape: a topic in common, by its place among those of the paper whose
    row it is; -1 for none."""


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """The papers that are like each paper, and what says so."""

    related: Related
    weights: csr_matrix
    """Papers × terms, see `weigh_terms`."""
    shown: tuple[str, ...]
    """By term."""
    sizes: NDArray[np.int8]
    """By term: number of words."""
    subjects: NDArray[np.bool_]
    """By term: whether it names one."""

    def find_shared(self, first: Ints, second: Ints) -> Shared:
        """Return the terms that count most in both papers of each pair."""
        return find_shared(self.weights, first, second, SHARED)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Terms that two papers share, pair after pair, of each the best first."""

    pairs: Ints
    """By term of a pair: the number of the pair."""
    terms: Ints
    values: Floats
    """What the term counts in the likeness of the two."""


def relate_texts(texts: Sequence[tuple[str, str]], facts: Facts) -> Reasons:
    """Find the related papers of all papers, by title and abstract of each."""
    terms = count_terms(texts)
    weights = weigh_terms(terms)
    titled = sum(bool(title) for title, _ in texts) / max(len(texts), 1)
    subjects = find_subjects(count_uses(terms, titled), mark_topics(facts.topics))
    related = find_related(weights, facts)
    return Reasons(related, weights, terms.shown, terms.sizes, subjects)


def weigh_terms(terms: Terms) -> csr_matrix:
    """Return papers × terms: what each term counts in a paper, rows of length 1."""
    papers = terms.counts.shape[0]
    in_papers = np.bincount(terms.counts.indices, minlength=len(terms.shown))
    idf = np.log((papers + 1) / (in_papers + 0.5))
    factors = (np.sqrt(idf) * _SIZES[terms.sizes]).astype(np.float32)
    weights = terms.counts.astype(np.float32)
    words = weights @ (terms.sizes == 1).astype(np.float32)
    norms = _K1 * (1 - _B + _B * words / max(words.sum() / max(papers, 1), 1))
    found = weights.data
    found /= found + np.repeat(norms.astype(np.float32), np.diff(weights.indptr))
    weights.data = found * factors[weights.indices]
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1).A1)
    scale = diags_array(1 / np.where(lengths, lengths, 1)).astype(np.float32)
    made = csr_matrix(scale @ weights)
    made.sort_indices()
    return made


def score_pairs(weights: csr_matrix, first: Ints, second: Ints) -> Floats:
    """Return the likeness of pairs of papers: 0 for nothing in common, 1 for the same."""
    scores = [
        weights[first[start : start + _BLOCK * 8]]
        .multiply(weights[second[start : start + _BLOCK * 8]])
        .sum(axis=1)
        .A1
        for start in range(0, len(first), _BLOCK * 8)
    ]
    return np.concatenate([np.zeros(0), *scores]).astype(np.float32)


def find_related(weights: csr_matrix, facts: Facts) -> Related:
    """Return up to six papers that are like each, never itself or told twice."""
    count = weights.shape[0]
    near = _find_candidates(weights)
    first = np.repeat(np.arange(count, dtype=np.int32), np.diff(near.indptr))
    second = near.indices.astype(np.int32)
    first, second = first[first != second], second[first != second]
    common = compare_facts(facts, first, second)
    likeness = _judge(weights, first, second, common)
    # Rounded, so that the last bit of a sum does not decide; then by number.
    order = np.lexsort((second, -likeness.round(5), first))
    rows = first[order]
    ranks = np.arange(len(rows)) - np.searchsorted(rows, np.arange(count))[rows]
    chosen = (ranks < MOST) & (likeness[order] > 0)
    order, place = order[chosen], (rows[chosen], ranks[chosen])
    related = Related(
        papers=np.full((count, MOST), -1, dtype=np.int32),
        scores=np.zeros((count, MOST), dtype=np.float32),
        authors=np.zeros((count, MOST), dtype=np.int8),
        topics=np.full((count, MOST), -1, dtype=np.int8),
    )
    related.papers[place] = second[order]
    related.scores[place] = likeness[order]
    related.authors[place] = common.authors[order]
    related.topics[place] = common.topics[order]
    return related


def _judge(weights: csr_matrix, first: Ints, second: Ints, common: InCommon) -> Floats:
    """Return how near the papers of each pair are; 0 where they are not related."""
    count, sizes = weights.shape[0], np.diff(weights.indptr)
    likeness = score_pairs(weights, first, second)
    floor = min(FLOOR / np.log(count + 2), HIGHEST_FLOOR)
    floors = np.where(common.topics >= 0, floor * SAME_TOPIC, floor)
    twice = np.minimum(sizes[first], sizes[second]) >= SAME_TERMS
    twice = (twice & (likeness >= SAME)) | common.titles
    authors = np.minimum(common.authors, _MOST_AUTHORS)
    factors = 1 + _AUTHOR * authors + _TOPIC * (common.topics >= 0)
    related = (likeness >= floors) & ~twice
    return np.where(related, likeness * factors, 0).astype(np.float32)


def count_cited(related: Related) -> NDArray[np.int64]:
    """Return how many papers each one is related to, as they see it."""
    listed = related.papers[related.papers >= 0]
    return np.bincount(listed, minlength=len(related.papers))


def _find_candidates(weights: csr_matrix) -> csr_matrix:
    """Return the papers that share the most telling terms with each, unsorted."""
    papers = weights.shape[0]
    in_papers = np.bincount(weights.indices, minlength=weights.shape[1])
    telling = in_papers <= max(2, min(_SHARE * papers, _MOST_PAPERS))
    blocks = [
        keep_best(select(block, telling[block.indices]), FEATURES)
        for block in (
            weights[start : start + _BLOCK] for start in range(0, papers, _BLOCK)
        )
    ]
    if not blocks:
        return csr_matrix((0, 0), dtype=np.float32)
    features = csr_matrix(vstack(blocks))
    # One more, because each is most like itself.
    return sp_matmul_topn(
        features, csr_matrix(features.T), top_n=CANDIDATES + 1, n_threads=1
    )


def find_shared(weights: csr_matrix, first: Ints, second: Ints, most: int) -> Shared:
    """Return the terms that count most in both papers of each pair."""
    both = csr_matrix(weights[first].multiply(weights[second]))
    rows, order = _rank(both)
    order = order[np.arange(len(order)) - both.indptr[rows] < most]
    return Shared(rows[order].astype(np.int32), both.indices[order], both.data[order])


def select(matrix: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """Return a matrix with some of its values."""
    before = np.concatenate(([0], np.cumsum(kept)))
    return csr_matrix(
        (matrix.data[kept], matrix.indices[kept], before[matrix.indptr]),
        shape=matrix.shape,
    )


def keep_best(matrix: csr_matrix, count: int) -> csr_matrix:
    """Return a matrix with the largest values of each row, the first of equal ones."""
    rows, order = _rank(matrix)
    ranks = np.arange(len(order)) - matrix.indptr[rows]
    kept = np.zeros(len(order), dtype=np.bool_)
    kept[order[ranks < count]] = True
    return select(matrix, kept)


def _rank(matrix: csr_matrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the row of each value, and the order of values: by row, the largest first."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    # Values are from 0 to 1, so one number sorts by row and value; columns stand in order.
    keys = rows + (1 - matrix.data.astype(np.float64)) / 2
    return rows, np.argsort(keys, kind="stable")
