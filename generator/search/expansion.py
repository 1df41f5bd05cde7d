"""Terms that a paper does not contain, but papers like it do.

A reader who asks for `quantization` is also served by a paper on `low-bit weights` whose
nearest neighbours all say quantization. Each paper gets the terms that its neighbours
have and it has not, at a low weight. After A. Singhal & F. Pereira, "Document expansion
for speech retrieval", SIGIR 1999. The work grows linearly with the papers: they are
compared by a few telling terms, none of which stands in many of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags_array, vstack
from sparse_dot_topn import sp_matmul_topn

from generator.search.columns import Numbers
from generator.search.counting import Counts

NEIGHBOURS = 10
TERMS = 12
"""New terms of a paper, at most."""
SUPPORT = 2
"""Neighbours that have a new term, at least: one may have it by chance."""
FEATURES, SOURCES = 30, 40
"""Terms by which papers are compared, and those that they give to others: in both
cases the ones that count most in the paper."""
_SHARE, _MOST = 0.05, 250
"""Papers in which a term to compare by may stand: of all, and at most."""
_SOURCE_SHARE = 0.2
"""The same of all, of a term that is given."""
_BLOCK = 4096

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expansion:
    """New terms of papers: sorted by term, then by paper."""

    starts: Numbers
    """By term, and one more: where its papers begin."""
    papers: NDArray[np.int32]
    weights: Floats
    """Without idf; on the scale of the text's."""


def expand(counts: Counts, weights: Floats, idf: Floats, span: int) -> Expansion:
    """Return the new terms of each paper.

    Args:
        counts: of the text.
        weights: of each posting, without idf.
        idf: by term.
        span: about how many papers there are.
    """
    shape = (counts.lengths.shape[1], len(idf))
    single = weights.astype(np.float32)
    text = csc_matrix((single, counts.papers, counts.starts), shape=shape).tocsr()
    in_papers = np.diff(counts.starts)
    telling = (in_papers >= 2) & (in_papers <= max(2, min(_SHARE * span, _MOST)))
    features = _choose(text, telling, idf, FEATURES)
    given = (in_papers >= 2) & (in_papers <= max(2, _SOURCE_SHARE * span))
    sources = _choose(text, given, idf, SOURCES)
    neighbours = _find_neighbours(features, idf)
    blocks = list(_expand_blocks(text, sources, neighbours, idf))
    papers, terms, values = (
        np.concatenate([np.zeros(0), *(block[part] for block in blocks)])
        for part in range(3)
    )
    order = np.argsort(terms, kind="stable")
    counted = np.bincount(terms.astype(np.int64), minlength=len(idf))
    starts = np.concatenate(([0], np.cumsum(counted)))
    return Expansion(starts, papers[order].astype(np.int32), values[order])


def _choose(
    text: csr_matrix, allowed: NDArray[np.bool_], idf: Floats, count: int
) -> csr_matrix:
    """Return the allowed terms that count most in each paper."""
    blocks = []
    for first in range(0, max(text.shape[0], 1), _BLOCK):
        block = text[first : first + _BLOCK]
        blocks.append(_keep_best(_select(block, allowed[block.indices]), idf, count))
    return csr_matrix(vstack(blocks))


def _find_neighbours(features: csr_matrix, idf: Floats) -> csr_matrix:
    """Return for each paper those most like it, with shares that add up to 1.

    The likeness is the product of the two papers' features, divided by the square root
    of the other one's length: not by the whole of it as in the cosine, so that papers
    with an abstract are asked rather than titles alone.
    """
    vectors = features.multiply(idf).tocsr().astype(np.float32)
    lengths = np.sqrt(vectors.multiply(vectors).sum(axis=1).A1)
    halved = diags_array(1 / np.sqrt(np.where(lengths, lengths, 1))).astype(np.float32)
    others = csr_matrix((halved @ vectors).T)
    near = sp_matmul_topn(vectors, others, top_n=NEIGHBOURS + 1, n_threads=1)
    rows = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
    near = _select(near, near.indices != rows)
    near = _keep_best(near, np.ones(near.shape[1]), NEIGHBOURS)
    sums = near.sum(axis=1).A1
    return csr_matrix(diags_array(1 / np.where(sums, sums, 1)) @ near)


def _expand_blocks(
    text: csr_matrix, sources: csr_matrix, neighbours: csr_matrix, idf: Floats
) -> Iterator[tuple[Numbers, Numbers, Floats]]:
    """Yield paper, term and weight of new terms."""
    pattern, near = _mark(sources), _mark(neighbours)
    for first in range(0, text.shape[0], _BLOCK):
        block = slice(first, first + _BLOCK)
        found = neighbours[block] @ sources
        # The same places in the same order: both factors have theirs in common.
        support = near[block] @ pattern
        found = _select(found, support.data >= SUPPORT)
        found = csr_matrix(found - found.multiply(_mark(text[block])))
        found = _keep_best(_select(found, found.data > 0), idf, TERMS)
        rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
        yield rows + first, found.indices, found.data


def _mark(matrix: csr_matrix) -> csr_matrix:
    """Return a matrix with 1 for each of its values."""
    ones = np.ones(len(matrix.data))
    return csr_matrix((ones, matrix.indices, matrix.indptr), shape=matrix.shape)


def _select(matrix: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """Return a matrix with some of its values."""
    before = np.concatenate(([0], np.cumsum(kept)))
    return csr_matrix(
        (matrix.data[kept], matrix.indices[kept], before[matrix.indptr]),
        shape=matrix.shape,
    )


def _keep_best(matrix: csr_matrix, factors: Floats, count: int) -> csr_matrix:
    """Return a matrix with the values of each row that are largest times a factor.

    Args:
        matrix: with sorted columns or not; of equal values the first column is kept.
        factors: by column.
        count: how many values a row keeps.
    """
    matrix.sort_indices()
    sizes = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    # One key to sort by: the row, then the value, whose bits as a positive number of 32
    # bits are in the order of the values.
    values = (matrix.data * factors[matrix.indices]).astype(np.float32)
    keys = (rows << 32) | (0xFFFFFFFF - values.view(np.uint32).astype(np.int64))
    order = np.argsort(keys, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(matrix.indptr[:-1], sizes)
    return _select(matrix, rank < count)
