"""The newest month as a digest tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.exports.periods import MONTHS_BEFORE, count_months
from generator.exports.trending import Change, SiteTrends
from generator.models import Catalogue, Entry, PartialDate
from generator.understanding.related import Reasons, count_cited

FEWEST_PAPERS = 5
"""A month with fewer says nothing of its own."""
CENTRAL = 5
"""Papers that are told at most."""
_LEAST_CITED = 2


@dataclass(frozen=True, slots=True)
class MonthDigest:
    """A month as a digest tells it."""

    month: PartialDate
    change: Change
    """Against the twelve months before."""
    months_before: int
    """How many of these have papers."""
    topic_counts: tuple[tuple[str, int], ...]
    """Slugs and papers, most first."""
    central: tuple[tuple[Entry, int], ...]
    """Papers of the month that most others are related to, and how many are."""


def find_month_digest(
    catalogue: Catalogue, reasons: Reasons, trends: SiteTrends
) -> MonthDigest | None:
    """Return the newest month with papers enough; None where there is none."""
    newest = max(
        (m for m, change in trends.months.items() if change.papers >= FEWEST_PAPERS),
        default=None,
    )
    if newest is None:
        return None
    chosen = [
        number
        for number, entry in enumerate(catalogue.entries)
        if _find_month(entry) == newest
    ]
    counts = Counter(
        match.topic.slug
        for number in chosen
        for match in catalogue.entries[number].topics
    )
    first = count_months(newest) - MONTHS_BEFORE
    earlier = [
        m for m in trends.months if first <= count_months(m) < count_months(newest)
    ]
    return MonthDigest(
        month=newest,
        change=trends.months[newest],
        months_before=len(earlier),
        topic_counts=tuple(
            (topic.slug, counts[topic.slug])
            for topic in sorted(catalogue.topics, key=lambda each: -counts[each.slug])
            if counts[topic.slug]
        ),
        central=_choose_central(
            catalogue.entries, chosen, count_cited(reasons.related)
        ),
    )


def _find_month(entry: Entry) -> PartialDate | None:
    date = entry.paper.published
    return PartialDate(date.year, date.month) if date else None


def _choose_central(
    entries: Sequence[Entry], chosen: Sequence[int], cited: NDArray[np.int64]
) -> tuple[tuple[Entry, int], ...]:
    best = sorted(chosen, key=lambda number: -cited[number])[:CENTRAL]
    return tuple(
        (entries[number], int(cited[number]))
        for number in best
        if cited[number] >= _LEAST_CITED
    )
