"""The newest month: what rose and fell in it against the year before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from generator.models import Catalogue, Entry, PartialDate
from generator.understanding.related import Reasons, count_cited
from generator.understanding.trends import (
    Trend,
    Trends,
    compare_periods,
    count_by_period,
    drop_nested,
)

FEWEST_PAPERS = 5
"""A month with fewer says nothing of its own."""
FEWEST_COMPARED = 20
"""Papers in the month and before it without which nothing rises or falls: shares of
fewer are chance."""
MONTHS_BEFORE = 12
RISING, FALLING, CENTRAL = 12, 6, 5
"""What is told at most: terms, terms, papers."""
_LARGEST_SHARE = 0.1
"""Of all papers before: a term that more of them have names no subject."""
_TELLING_TERM = 3.0
"""The z-score of a term: there are hundreds of thousands, and chance moves some."""
_LEAST_CITED = 2
_GENERIC = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:arxiv|paper|papers|work|code|results?|state|github|https?|"
    r"available|experiments?|show|shows|propose|proposed|introduce|present|model|"
    r"method|methods|approach|approaches|framework|work|study|yet|across|remains?|"
    r"under|without|rather|achiev\w+|improv\w+|evaluat\w+|demonstrat\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MonthTrends:
    """A month as a digest tells it."""

    month: PartialDate
    papers: int
    before: int
    """Papers of the months that it is compared with."""
    months_before: int
    """How many of these have papers."""
    terms: Trends
    topics: Trends
    topic_counts: tuple[tuple[str, int], ...]
    """Slugs and papers, most first."""
    central: tuple[tuple[Entry, int], ...]
    """Papers of the month that most others are related to, and how many are."""


def find_month_trends(
    catalogue: Catalogue, reasons: Reasons | None
) -> MonthTrends | None:
    """Return the newest month with papers enough; None where there is none.

    The counts are compared by `compare_periods`; the months before are the twelve
    before it, all together.
    """
    numbers = np.array([_number(entry) for entry in catalogue.entries], np.int64)
    sizes = Counter(int(number) for number in numbers if number >= 0)
    newest = max((n for n, size in sizes.items() if size >= FEWEST_PAPERS), default=-1)
    if newest < 0 or reasons is None:
        return None
    earlier = [n for n in sizes if newest - MONTHS_BEFORE <= n < newest]
    periods = np.where(numbers == newest, 0, -1)
    periods[np.isin(numbers, earlier)] = 1
    papers, before = sizes[newest], sum(sizes[n] for n in earlier)
    slugs = tuple(topic.slug for topic in catalogue.topics)
    topics = _mark_topics(catalogue, slugs)
    by_topic = count_by_period(topics, periods, 2)
    is_telling = min(papers, before) >= FEWEST_COMPARED
    counted = [(slugs[at], int(by_topic[0, at])) for at in np.argsort(-by_topic[0])]
    return MonthTrends(
        month=PartialDate(newest // 12, newest % 12 + 1),
        papers=papers,
        before=before,
        months_before=len(earlier),
        terms=_compare_terms(reasons, periods, papers, before)
        if is_telling
        else Trends(),
        topics=compare_periods(slugs, by_topic[0], papers, by_topic[1], before)
        if is_telling
        else Trends(),
        topic_counts=tuple((slug, count) for slug, count in counted if count),
        central=_choose_central(catalogue, reasons, numbers == newest),
    )


def _number(entry: Entry) -> int:
    """Return the number of a paper's month; -1 where it is not known."""
    date = entry.paper.published
    return date.year * 12 + date.month - 1 if date and date.month else -1


def _mark_topics(catalogue: Catalogue, slugs: tuple[str, ...]) -> csr_matrix:
    places = {slug: place for place, slug in enumerate(slugs)}
    cells = [
        (row, places[match.topic.slug])
        for row, entry in enumerate(catalogue.entries)
        for match in entry.topics
        if match.topic.slug in places
    ]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    shape = (len(catalogue.entries), len(slugs))
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=shape)


def _compare_terms(
    reasons: Reasons, periods: np.ndarray[tuple[int], np.dtype[np.int64]],
    papers: int, before: int,
) -> Trends:  # fmt: skip
    """Return the terms that rose and fell, without those that name no subject."""
    counts = count_by_period(reasons.weights, periods, 2)
    kept = np.flatnonzero(
        (counts[1] <= _LARGEST_SHARE * max(before, 1)) & (counts.sum(axis=0) > 2)
    )
    names = tuple(reasons.shown[at] for at in kept)
    found = compare_periods(names, counts[0, kept], papers, counts[1, kept], before)
    return Trends(
        _choose_terms(found.rising, RISING), _choose_terms(found.falling, FALLING)
    )


def _choose_terms(trends: tuple[Trend, ...], most: int) -> tuple[Trend, ...]:
    """Return the surest trends of terms that name a subject."""
    telling = tuple(
        each
        for each in trends
        if abs(each.z) >= _TELLING_TERM and not _GENERIC.search(each.name)
    )
    return drop_nested(telling[: 3 * most])[:most]


def _choose_central(
    catalogue: Catalogue,
    reasons: Reasons,
    chosen: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> tuple[tuple[Entry, int], ...]:
    cited = np.where(chosen, count_cited(reasons.related), 0)
    best = np.argsort(-cited, kind="stable")[:CENTRAL]
    return tuple(
        (catalogue.entries[at], int(cited[at]))
        for at in best
        if cited[at] >= _LEAST_CITED
    )
