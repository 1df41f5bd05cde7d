"""What rose and fell: in each month and year, lately, and within each topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from generator.exports.periods import Periods, Window, find_periods
from generator.models import Catalogue, PartialDate
from generator.understanding.related import Reasons
from generator.understanding.topicsfile import OTHER
from generator.understanding.trends import (
    Trend,
    Trends,
    compare_periods,
    count_by_period,
    drop_repeats,
)

FEWEST_COMPARED = 15
"""Papers in a period and before it without which nothing rises or falls: shares of
fewer are chance."""
RISING, FALLING = 12, 8
"""Terms that are told at most."""
NOTHING = Trends()
_PHRASE = 1.3
"""What the z-score of a phrase counts more than that of a word when the surest are
chosen: "policy distillation" says more than "policy"."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Change:
    """What rose and fell in a period against a time before it."""

    papers: int
    before: int
    """Papers of the time before."""
    terms: Trends = NOTHING
    topics: Trends = NOTHING
    """By their slugs."""

    @property
    def is_comparable(self) -> bool:
        """Return whether both times have papers enough."""
        return min(self.papers, self.before) >= FEWEST_COMPARED

    @property
    def is_told(self) -> bool:
        """Return whether anything rose or fell."""
        parts = (self.terms, self.topics)
        return any(part.rising or part.falling for part in parts)


@dataclass(frozen=True, slots=True)
class SiteTrends:
    """What rose and fell at all; only what has something to tell is there."""

    months: Mapping[PartialDate, Change]
    """Against the twelve months before each."""
    years: Mapping[PartialDate, Change]
    """Against the year before each."""
    recent: int
    """How many months are lately, and as many before are compared with them."""
    lately: Change
    within: Mapping[str, Change]
    """Terms within the papers of a topic, lately, by its slug."""


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """Names of terms or topics, and which papers have them."""

    names: tuple[str, ...]
    present: csr_matrix
    """Papers × names, 1 where a paper has it."""
    by_name: csc_matrix
    """The same."""
    columns: Mapping[str, int]


def find_trends(catalogue: Catalogue, reasons: Reasons) -> SiteTrends:
    """Return what rose and fell, by `compare_periods`."""
    periods = find_periods(catalogue.entries)
    topics = _count_topics(catalogue)
    terms = _count_terms(reasons)
    recent, size = periods.find_lately()
    months, years = periods.list_months(), periods.list_years()
    windows = [recent, *months.values(), *years.values()]
    found = _compare_windows(periods, windows, terms, topics)
    lately = next(found)
    return SiteTrends(
        months={month: next(found) for month in months},
        years={year: next(found) for year in years},
        recent=size,
        lately=lately,
        within=dict(_compare_within(periods, recent, terms, topics)),
    )


def _count_topics(catalogue: Catalogue) -> _Counted:
    names = tuple(topic.slug for topic in catalogue.topics)
    places = {slug: place for place, slug in enumerate(names)}
    cells = [
        (row, places[match.topic.slug])
        for row, entry in enumerate(catalogue.entries)
        for match in entry.topics
        if match.topic.slug in places
    ]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    shape = (len(catalogue.entries), len(names))
    ones = np.ones(len(cells), dtype=np.int32)
    present = csr_matrix((ones, (rows, columns)), shape=shape)
    return _make_counted(names, csc_matrix(present))


def _count_terms(reasons: Reasons) -> _Counted:
    """Return the terms that name a subject."""
    weights = reasons.weights
    ones = np.ones(weights.nnz, dtype=np.int32)
    present = csr_matrix((ones, weights.indices, weights.indptr), shape=weights.shape)
    by_name = csc_matrix(present)[:, reasons.subjects]
    names = tuple(reasons.shown[at] for at in np.flatnonzero(reasons.subjects))
    return _make_counted(names, by_name)


def _make_counted(names: tuple[str, ...], by_name: csc_matrix) -> _Counted:
    columns = {name: place for place, name in enumerate(names)}
    return _Counted(names, csr_matrix(by_name), by_name, columns)


def _compare_windows(
    periods: Periods, windows: Sequence[Window], terms: _Counted, topics: _Counted
) -> Iterator[Change]:
    """Yield what rose and fell in each window."""
    size = len(periods.dates)
    papers = np.bincount(periods.of_papers[periods.of_papers >= 0], minlength=size)
    counted = [
        (each, count_by_period(each.present, periods.of_papers, size))
        for each in (terms, topics)
    ]
    for window in windows:
        here, before = list(window.here), list(window.before)
        change = Change(int(papers[here].sum()), int(papers[before].sum()))
        if not change.is_comparable:
            yield change
            continue
        told = [
            compare_periods(
                each.names,
                _sum_rows(counts, here),
                change.papers,
                _sum_rows(counts, before),
                change.before,
            )
            for each, counts in counted
        ]
        yield replace(
            change, terms=_choose(told[0], terms), topics=_leave_out_other(told[1])
        )


def _leave_out_other(topics: Trends) -> Trends:
    """Return trends of topics without that of the papers that have none."""
    rising, falling = (
        tuple(each for each in told if each.name != OTHER.slug)
        for told in (topics.rising, topics.falling)
    )
    return Trends(rising, falling)


def _compare_within(
    periods: Periods, recent: Window, terms: _Counted, topics: _Counted
) -> Iterator[tuple[str, Change]]:
    """Yield which terms rose and fell lately within the papers of each topic."""
    here, before = (
        np.isin(periods.of_papers, numbers) for numbers in (recent.here, recent.before)
    )
    papers, papers_before = (
        np.asarray(topics.present[rows].sum(axis=0)).ravel().tolist()
        for rows in (here, before)
    )
    counts, counts_before = (
        csr_matrix(topics.present[rows].T @ terms.present[rows])
        for rows in (here, before)
    )
    for number, slug in enumerate(topics.names):
        change = Change(papers[number], papers_before[number])
        if change.is_comparable:
            told = compare_periods(
                terms.names,
                _sum_rows(counts, [number]),
                change.papers,
                _sum_rows(counts_before, [number]),
                change.before,
            )
            yield slug, replace(change, terms=_choose(told, terms))


def _sum_rows(counts: csr_matrix, rows: Sequence[int]) -> Numbers:
    return np.asarray(counts[rows].sum(axis=0), dtype=np.int64).ravel()


def _choose(trends: Trends, terms: _Counted) -> Trends:
    """Return the surest terms, each subject once."""
    return Trends(
        _choose_terms(trends.rising, terms, RISING),
        _choose_terms(trends.falling, terms, FALLING),
    )


def _choose_terms(
    trends: tuple[Trend, ...], terms: _Counted, most: int
) -> tuple[Trend, ...]:
    telling = sorted(
        trends, key=lambda each: -abs(each.z) * (1 if each.name.isalnum() else _PHRASE)
    )[: 4 * most]
    columns = [terms.columns[each.name] for each in telling]
    return drop_repeats(telling, columns, terms.by_name)[:most]
