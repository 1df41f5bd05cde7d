"""Dates as listings write them: parse, label, and work out a year that is left out."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable

from generator.models import PartialDate

MONTHS: tuple[str, ...] = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS: tuple[str, ...] = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d\d:\d\d.*)?)?)?", re.ASCII
)
_ENGLISH = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?", re.ASCII)


def make_date(year: int, month: int = 0, day: int = 0) -> PartialDate:
    """Return a checked date.

    Raises:
        ValueError: there is no such day (30 February), or the year is not 1000–9999.
    """
    if not 1000 <= year <= 9999:
        raise ValueError(f"year {year} is not between 1000 and 9999")
    if day and not month:
        raise ValueError("a day without a month")
    if not 0 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if not 0 <= day <= (calendar.monthrange(year, month)[1] if month else 0):
        raise ValueError(f"{MONTHS[month - 1]} {year} has no day {day}")
    return PartialDate(year, month, day)


def parse_iso(text: str) -> PartialDate:
    """Parse `2024`, `2024-11`, `2024-11-27` or an ISO date-time (the time is dropped).

    Raises:
        ValueError: it is none of these, or there is no such day.
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise ValueError(
            f"{_cut(text)!r} is not a date like 2024-11-27, 2024-11 or 2024"
        )
    numbers = [int(part) for part in match.groups() if part]
    if 0 in numbers[1:]:
        raise ValueError(f"{_cut(text)!r}: months and days are counted from 1")
    return make_date(*numbers)


def parse_english(text: str) -> tuple[int | None, int, int]:
    """Parse `Oct 30, 2024` or `Nov 8` into (year or None, month, day).

    Raises:
        ValueError: it is neither, or there is no such day.
    """
    match = _ENGLISH.fullmatch(text.strip())
    month = _MONTH_NUMBER.get(match[1][:3].lower()) if match else None
    if (
        not match
        or not month
        or not MONTHS[month - 1].lower().startswith(match[1].lower())
    ):
        raise ValueError(
            f"{_cut(text)!r} is not a date like 'Oct 30, 2024' or 'Oct 30'"
        )
    year, day = int(match[3]) if match[3] else None, int(match[2])
    if year is not None:
        make_date(year, month, day)
    # Without a year, 29 February may be a day.
    if not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        raise ValueError(f"{MONTHS[month - 1]} has no day {day}")
    return year, month, day


def _cut(text: str) -> str:
    """Return as much of a text as a message needs."""
    return text.strip()[:40]


def infer_year(month: int, day: int, dated: Iterable[PartialDate]) -> int | None:
    """Return the earliest year in which a page saved on (month, day) can show `dated`.

    A Hugging Face page leaves the year out of the dates of its own year, so every
    date that carries a year is of an earlier one. None where no date carries a year,
    or where the year would have five digits.
    """
    latest = max((date.year for date in dated), default=None)
    if latest is None:
        return None
    year = latest + 1
    while (month, day) == (2, 29) and not calendar.isleap(year):
        year += 1
    return year if year <= 9999 else None


def month_name(date: PartialDate) -> str:
    """Return `November 2024`; the year alone where the month is unknown."""
    return f"{MONTHS[date.month - 1]} {date.year}" if date.month else str(date.year)


def label(date: PartialDate) -> str:
    """Return the date as readers see it: `27 November 2024`, `November 2024`, `2024`."""
    return f"{date.day} {month_name(date)}" if date.day else month_name(date)


def weekday_label(date: PartialDate) -> str:
    """Return `Wednesday, 27 November 2024` for a full date, `label` otherwise."""
    if not date.day:
        return label(date)
    weekday = datetime.date(date.year, date.month, date.day).weekday()
    return f"{WEEKDAYS[weekday]}, {label(date)}"
