"""Which terms and topics rise and fall, by weighted log-odds on paper counts.

The measure is the log-odds ratio with an informative Dirichlet prior of B. L. Monroe,
M. P. Colaresi and K. M. Quinn, "Fightin' Words", Political Analysis 16(4), 2008,
doi:10.1093/pan/mpn018, of a period's papers against those before it. A paper counts
once per term, so a term's odds are of being in a paper or not, and the prior is that of
two outcomes. Its z-score takes a normal distribution for granted, which three papers
do not have; where the exact binomial test gives a smaller one, that one is taken.

Of thousands of terms some move by chance however rare that is. What is told is therefore
chosen by the step-up procedure of Y. Benjamini and Y. Hochberg, "Controlling the False
Discovery Rate", J. R. Statist. Soc. B 57(1), 1995: of all that is told, at most a
twentieth is expected to be chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix
from scipy.special import betainc, erfc, ndtri

Counts = NDArray[np.int64]

FALSE_SHARE = 0.05
"""Of what is told, the share that may be chance: the false discovery rate."""

FEWEST_RISING = 3
"""A rise is told of this many papers in the period or more."""

FEWEST_FALLING = 5
"""A fall is told of this many papers before the period or more."""

LEAST_RATIO = 1.25
"""The share of papers is so many times what it was, or less than one such part of it:
what is sure need not be large."""

PRIOR_PAPERS = 10.0
"""The prior weighs as much as this many papers of the corpus' average."""

_MOSTLY = 0.5
"""Share of the papers of one term that have another from which both are one subject."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How a term or topic changed: papers and shares of papers, and z-score."""

    name: str
    count: int
    before: int
    share: float
    share_before: float
    z: float


@dataclass(frozen=True, slots=True)
class Trends:
    """What rose and what fell in a period, the surest first."""

    rising: tuple[Trend, ...] = ()
    falling: tuple[Trend, ...] = ()


def count_by_period(
    present: csr_matrix, periods: NDArray[np.int64], size: int
) -> csr_matrix:
    """Return in how many papers of each period each term stands.

    Args:
        present: Papers × terms, 1 where a paper has a term.
        periods: The number of each paper's period; below 0 where it has none.
        size: How many periods there are.

    Returns:
        Periods × terms.
    """
    dated = np.flatnonzero(periods >= 0)
    cells = (np.ones(dated.size, dtype=present.dtype), (periods[dated], dated))
    member = csr_matrix(cells, shape=(size, present.shape[0]))
    return csr_matrix(member @ present)


def measure_change(
    counts: Counts, papers: int, before: Counts, papers_before: int
) -> NDArray[np.float64]:
    """Return the z-score of each term's change between two sets of papers.

    Args:
        counts: Papers of the period with each term, of shape (terms,).
        papers: All papers of the period, at least 1.
        before: Papers before the period with each term, of shape (terms,).
        papers_before: All papers before the period, at least 1.
    """
    share = (counts + before + 0.5) / (papers + papers_before + 1)
    prior, without = PRIOR_PAPERS * share, PRIOR_PAPERS * (1 - share)
    here, there = counts + prior, before + prior
    not_here = papers - counts + without
    not_there = papers_before - before + without
    delta = np.log(here / not_here) - np.log(there / not_there)
    spread = np.sqrt(1 / here + 1 / not_here + 1 / there + 1 / not_there)
    return np.asarray(delta / spread, dtype=np.float64)


def measure_exactly(
    counts: Counts, papers: int, before: Counts, papers_before: int
) -> NDArray[np.float64]:
    """Return the size of the z-score that is as rare as each change is by chance.

    Of all papers with a term, each is of the period by the chance papers / (papers +
    papers_before); the numbers of papers with it are binomial. See `measure_change`.
    """
    chance = papers / (papers + papers_before)
    # P(X ≥ k) of n with chance p is the incomplete beta function I_p(k, n - k + 1).
    as_many = np.where(
        counts > 0, betainc(np.maximum(counts, 1), before + 1, chance), 1
    )
    as_few = np.where(
        before > 0, betainc(np.maximum(before, 1), counts + 1, 1 - chance), 1
    )
    tail = np.minimum(2 * np.minimum(as_many, as_few), 1)
    return np.asarray(-ndtri(tail / 2), dtype=np.float64)


def find_least(z: NDArray[np.float64], tested: int) -> float:
    """Return the size of z from which changes are told; infinite for none.

    Args:
        z: The z-scores of changes.
        tested: How many terms could have changed, these among them.
    """
    sizes = np.sort(np.abs(z))[::-1]
    chances = erfc(sizes / np.sqrt(2))  # two-sided
    ranks = np.arange(1, sizes.size + 1)
    passed = np.flatnonzero(chances <= FALSE_SHARE * ranks / max(tested, 1))
    return float(sizes[passed[-1]]) if passed.size else np.inf


def compare_periods(
    names: Sequence[str],
    counts: Counts,
    papers: int,
    before: Counts,
    papers_before: int,
) -> Trends:
    """Return what rose and fell by more than chance moves it."""
    # Only what has papers enough can be told, so only that is tested: this looks at the
    # sum of both periods, which says nothing of a change.
    tested = np.flatnonzero(counts + before >= FEWEST_RISING)
    if papers < 1 or papers_before < 1 or not tested.size:
        return Trends()
    z = np.zeros(len(counts))
    compared = counts[tested], papers, before[tested], papers_before
    change, exact = measure_change(*compared), measure_exactly(*compared)
    # Rounded, so that the last bit of a logarithm does not decide.
    z[tested] = (np.sign(change) * np.minimum(np.abs(change), exact)).round(6)
    least = find_least(z[tested], tested.size)
    # Shares multiplied by all papers of both.
    share, share_before = counts * papers_before, before * papers

    def told(chosen: NDArray[np.bool_]) -> tuple[Trend, ...]:
        trends = (
            Trend(
                names[at],
                int(counts[at]),
                int(before[at]),
                int(counts[at]) / papers,
                int(before[at]) / papers_before,
                float(z[at]),
            )
            for at in np.flatnonzero(chosen).tolist()
        )
        return tuple(sorted(trends, key=lambda trend: (-abs(trend.z), trend.name)))

    return Trends(
        told(
            (z >= least)
            & (counts >= FEWEST_RISING)
            & (share >= LEAST_RATIO * share_before)
        ),
        told(
            (z <= -least)
            & (before >= FEWEST_FALLING)
            & (share_before >= LEAST_RATIO * share)
        ),
    )


def drop_repeats(
    trends: Sequence[Trend], columns: Sequence[int], present: csc_matrix
) -> tuple[Trend, ...]:
    """Return trends without terms that stand for the subject of another one.

    Of two of which one is part of the other, and mostly stands in it, the longer stays;
    of two others that mostly stand in the same papers, the first.

    Args:
        trends: The surest first.
        columns: Of each, its term.
        present: Papers × terms, 1 where a paper has a term.
    """
    chosen = csc_matrix(present[:, list(columns)], dtype=np.int64)
    both = np.asarray((chosen.T @ chosen).toarray(), dtype=np.float64)
    papers = np.maximum(both.diagonal(), 1)
    inner = both / papers[:, None] >= _MOSTLY  # of the first, so much has the second
    alike = both / (papers[:, None] + papers - both) >= _MOSTLY
    padded = [f" {trend.name.casefold().replace('-', ' ')} " for trend in trends]
    kept: list[int] = []
    for at, name in enumerate(padded):
        longer = (
            name in other and name != other and inner[at, there]
            for there, other in enumerate(padded)
        )
        if not any(longer) and not any(alike[at, there] for there in kept):
            kept.append(at)
    return tuple(trends[at] for at in kept)
