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

FEWEST_PAPERS, LEAST_SHARE = 5, 0.2
"""A month with fewer papers, or with less than this share of what the months of the
year before had on average, says nothing of its own: it has only begun."""
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
    begun: tuple[tuple[PartialDate, int], ...]
    """Later months and their papers, newest first: too few to tell of."""
    topic_counts: tuple[tuple[str, int], ...]
    """Slugs and papers, most first."""
    central: tuple[tuple[Entry, int], ...]
    """Papers of the month that most others are related to, and how many are."""


def find_month_digest(
    catalogue: Catalogue, reasons: Reasons, trends: SiteTrends
) -> MonthDigest | None:
    """Return the newest month with papers enough; None where there is none."""
    newest = _find_newest(trends)
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
    return MonthDigest(
        month=newest,
        change=trends.months[newest],
        months_before=_count_before(trends, newest),
        begun=tuple(
            (month, change.papers)
            for month, change in sorted(trends.months.items(), reverse=True)
            if month > newest
        ),
        topic_counts=tuple(
            (topic.slug, counts[topic.slug])
            for topic in sorted(catalogue.topics, key=lambda each: -counts[each.slug])
            if counts[topic.slug]
        ),
        central=_choose_central(
            catalogue.entries, chosen, count_cited(reasons.related)
        ),
    )


def _find_newest(trends: SiteTrends) -> PartialDate | None:
    """Return the newest month that has papers enough."""
    for month in sorted(trends.months, reverse=True):
        change = trends.months[month]
        average = change.before / max(_count_before(trends, month), 1)
        if change.papers >= max(FEWEST_PAPERS, LEAST_SHARE * average):
            return month
    return None


def _count_before(trends: SiteTrends, month: PartialDate) -> int:
    """Return how many of the twelve months before one have papers."""
    behind = count_months(month)
    first = behind - MONTHS_BEFORE
    return sum(first <= count_months(each) < behind for each in trends.months)


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
