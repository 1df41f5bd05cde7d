"""Topics by year: a table whose cells are the darker the more papers they stand for."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from generator.catalogue import group_by_topic
from generator.models import Catalogue, Topic
from generator.pages.series import (
    MONTH,
    YEAR,
    DateCounts,
    Unit,
    count_dates,
    count_places,
    find_month,
    name_place,
)

MOST_ROWS = 28
MOST_COLUMNS = 12
_YEARS_FROM = 3
"""Years from which columns are years; months before."""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A year or a month."""

    name: str
    href: str | None
    """None where no page of dates has it."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A topic's papers of one column."""

    count: int
    level: int
    """0 for none, else 1 to 4, growing with the square root of the count."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A topic; its cells are those of the columns."""

    topic: Topic
    cells: tuple[HeatCell, ...]
    earlier: int
    """Papers from before the first of the columns."""
    total: int
    """All its papers, the undated ones too."""


@dataclass(frozen=True, slots=True)
class Heat:
    """The table."""

    unit: Unit
    columns: tuple[HeatColumn, ...]
    """Newest first: a narrow screen shows the first of them."""
    rows: tuple[HeatRow, ...]
    has_earlier: bool
    """True where some papers are from before the first of the columns."""
    topics: int
    """Topics that have papers, whether they are among the rows or not."""


def make_heat(catalogue: Catalogue) -> Heat | None:
    """Return the table; None where there is no dated paper, or all are of one column."""
    groups = group_by_topic(catalogue)
    unit = _choose_unit(count_dates(catalogue.entries))
    topics = sorted(
        (topic for topic in catalogue.topics if topic.slug in groups),
        key=lambda topic: -len(groups[topic.slug]),
    )
    shown = topics[:MOST_ROWS]
    places = [count_places(count_dates(groups[topic.slug]), unit) for topic in shown]
    every = count_places(count_dates(catalogue.entries), unit)
    if len(every) < 2:
        return None
    columns = _name_columns(every, unit)
    start = max(every) - len(columns) + 1
    most = max(
        (row[place] for row in places for place in row if place >= start), default=0
    )
    return Heat(
        unit,
        columns,
        tuple(
            HeatRow(
                topic,
                tuple(_shade(row[p], most) for p in range(max(every), start - 1, -1)),
                sum(count for place, count in row.items() if place < start),
                len(groups[topic.slug]),
            )
            for topic, row in zip(shown, places, strict=True)
        ),
        min(every) < start,
        len(topics),
    )


def _choose_unit(counts: DateCounts) -> Unit:
    years = {month.year for month in counts.months} | set(counts.years)
    span = max(years, default=0) - min(years, default=0) + 1
    few_months = sum(counts.years.values()) > sum(counts.months.values())
    return YEAR if span >= _YEARS_FROM or few_months else MONTH


def _name_columns(every: Counter[int], unit: Unit) -> tuple[HeatColumn, ...]:
    last = max(every)
    columns = []
    for place in range(last, max(min(every), last - MOST_COLUMNS + 1) - 1, -1):
        month = find_month(place, unit)
        page = str(month.year) if unit is YEAR else str(month)
        href = f"{page}.html" if every[place] else None
        columns.append(HeatColumn(name_place(place, unit), href))
    return tuple(columns)


def _shade(count: int, most: int) -> HeatCell:
    """Return a cell; topics differ too much in size for equal steps."""
    level = 1 + min(3, int(4 * math.sqrt(count / (most + 1)))) if count else 0
    return HeatCell(count, level)
