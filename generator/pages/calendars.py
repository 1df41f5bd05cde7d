"""Months as calendars: a week a row, how many papers each day has, and where they are."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.dates import WEEKDAYS, month_name
from generator.models import PartialDate
from generator.pages.renderer import PAGE_SIZE, ListPage, cut_sections, page_address

UNKNOWN = "month"
"""Anchor of the papers of which only the month is known."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar."""

    number: int
    count: int
    level: int
    """0 for none to 4 for the fullest days: how strong its colour is."""
    href: str
    """Where its papers begin; empty where there are none."""


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month as its calendar shows it."""

    name: str
    href: str
    weeks: tuple[tuple[Day | None, ...], ...]
    """From Monday to Sunday; None where the day is of another month."""
    unknown: Day | None
    """The papers of which only the month is known, as a day 0."""
    days: int
    """Days that have papers."""
    weekdays: Sequence[str] = WEEKDAYS


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the month or year before or after."""

    text: str
    href: str


def choose_level(count: int, most: int) -> int:
    """Return 0 for none and else 1 to 4: four equal parts of what the fullest has."""
    return 0 if count == 0 else 1 + min(3, 4 * count // (most + 1))


def name_anchor(date: PartialDate) -> str:
    """Return where on its month's pages a date's papers begin."""
    return f"d{date.day}" if date.day else UNKNOWN


def make_grid(month: PartialDate, page: ListPage) -> MonthGrid:
    """Return the calendar of a month from the sections of its list."""
    counts = {section.anchor: len(section.entries) for section in page.sections}
    places = _locate_sections(page)
    most = max((n for anchor, n in counts.items() if anchor != UNKNOWN), default=0)

    def make_day(number: int) -> Day:
        anchor = name_anchor(PartialDate(month.year, month.month, number))
        count = counts.get(anchor, 0)
        level = choose_level(count, most) if number else 0
        return Day(number, count, level, places.get(anchor, ""))

    rows = calendar.Calendar(calendar.MONDAY).monthdayscalendar(month.year, month.month)
    return MonthGrid(
        name=month_name(month),
        href=page_address(page.stem, 1),
        weeks=tuple(tuple(make_day(n) if n else None for n in row) for row in rows),
        unknown=make_day(0) if UNKNOWN in counts else None,
        days=len(counts) - (UNKNOWN in counts),
    )


def _locate_sections(page: ListPage) -> Mapping[str, str]:
    """Return the address of each section of a list: the page on which it begins."""
    return {
        section.anchor: f"{address}#{section.anchor}"
        for number, sections in enumerate(cut_sections(page.sections, PAGE_SIZE), 1)
        for address in [page_address(page.stem, number)]
        for section in sections
        if not section.continued
    }


def find_neighbours(
    month: PartialDate, ordered: Sequence[PartialDate]
) -> tuple[Step | None, Step | None]:
    """Return links to the dates before and after one, in a list with the newest first."""
    at = ordered.index(month)
    earlier = ordered[at + 1] if at + 1 < len(ordered) else None
    later = ordered[at - 1] if at else None
    return _link(earlier), _link(later)


def _link(date: PartialDate | None) -> Step | None:
    return Step(month_name(date), f"{date}.html") if date else None
