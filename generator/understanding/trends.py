"""Which terms and topics rise and fall, by weighted log-odds on paper counts.

The measure is the log-odds ratio with an informative Dirichlet prior of
Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16(4), 2008
(equations 16, 19 and 22), of a period's papers against those before it. A paper
counts once per term, so a term's odds are of being in a paper or not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Counts = NDArray[np.int64]

TELLING = 1.96
"""The z-score from which a change is told: 5 % two-sided."""

FEWEST_RISING = 3
"""A rise is told of this many papers in the period or more."""

FEWEST_FALLING = 5
"""A fall is told of this many papers before the period or more."""

PRIOR_PAPERS = 10.0
"""The prior weighs as much as this many papers of the corpus' average."""


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
    counts: csr_matrix, periods: NDArray[np.int64], size: int
) -> Counts:
    """Return in how many papers of each period each term stands.

    Args:
        counts: Papers × terms, occurrences, each cell stored at most once.
        periods: The number of each paper's period; below 0 where it has none.
        size: How many periods there are.

    Returns:
        An array of shape (size, terms).
    """
    dated = np.flatnonzero(periods >= 0)
    cells = (np.ones(dated.size, dtype=np.int64), (periods[dated], dated))
    member = csr_matrix(cells, shape=(size, counts.shape[0]))
    present = (counts > 0).astype(np.int64)
    return np.asarray((member @ present).toarray(), dtype=np.int64)


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


def compare_periods(
    names: tuple[str, ...],
    counts: Counts,
    papers: int,
    before: Counts,
    papers_before: int,
) -> Trends:
    """Return what rose and fell, where there are papers enough to tell."""
    if papers < 1 or papers_before < 1:
        return Trends()
    z = measure_change(counts, papers, before, papers_before)

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
            for at in np.flatnonzero(chosen)
        )
        return tuple(sorted(trends, key=lambda trend: (-abs(trend.z), trend.name)))

    return Trends(
        told((z >= TELLING) & (counts >= FEWEST_RISING)),
        told((z <= -TELLING) & (before >= FEWEST_FALLING)),
    )


def drop_nested(trends: tuple[Trend, ...]) -> tuple[Trend, ...]:
    """Return trends without the terms that are part of a longer one among them."""
    padded = [f" {trend.name.casefold()} " for trend in trends]
    return tuple(
        trend
        for trend, name in zip(trends, padded, strict=True)
        if not any(name in other and name != other for other in padded)
    )
