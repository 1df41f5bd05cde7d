"""Papers over time: which bars a chart has, what each is called, and where its axes stand."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.dates import MONTHS, month_name
from generator.models import Entry, PartialDate

_MOST_TICKS = 6
"""Years of four digits that stand side by side on a telephone."""


@dataclass(frozen=True, slots=True)
class DateCounts:
    """How many papers there are of each date, as far as it is known."""

    months: Mapping[PartialDate, int]
    years: Mapping[int, int]
    """Papers of which only the year is known."""
    undated: int
    since: PartialDate | None = None
    """The first month that was counted; None where all were."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one bar stands for."""

    noun: str
    months: int
    most: int
    """Bars of a chart; with more of them, the next unit is taken."""
    steps: tuple[int, ...]
    """Bars from one label to the next: the first of these that leaves few enough."""


MONTH = Unit("month", 1, 36, (1, 2, 3, 6, 12))
QUARTER = Unit("quarter", 3, 48, (4, 8, 12))
YEAR = Unit("year", 12, 10_000, (1, 2, 5, 10, 20, 50, 100, 200, 500, 2000))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that is not empty."""

    position: int
    """0 for the first place of the chart."""
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under a bar."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """A chart's bars in their order; a place without one has no papers."""

    unit: Unit
    length: int
    bars: tuple[Bar, ...]
    first: str
    last: str
    """Names of the first and the last place."""
    ticks: tuple[Tick, ...]
    left_out: int
    """Papers of which only the year is known, where bars are shorter than years."""
    is_partial: bool
    """True where the last bar's time was not over when the listings were saved."""


def count_dates(entries: Iterable[Entry]) -> DateCounts:
    """Count papers by month."""
    counts = Counter(entry.paper.published for entry in entries)
    months: Counter[PartialDate] = Counter()
    years: Counter[int] = Counter()
    for date, count in counts.items():
        if date and date.month:
            months[PartialDate(date.year, date.month)] += count
        elif date:
            years[date.year] += count
    return DateCounts(months, years, counts[None])


def choose_unit(counts: DateCounts) -> Unit:
    """Return months for a short time, else quarters, else years.

    Where most dates are years alone, only years show them.
    """
    if sum(counts.years.values()) > sum(counts.months.values()):
        return YEAR
    first, last = min(counts.months), max(counts.months)
    for unit in (MONTH, QUARTER):
        if find_place(last, unit) - find_place(first, unit) < unit.most:
            return unit
    return YEAR


def make_series(counts: DateCounts, through: PartialDate | None) -> Series | None:
    """Return the bars of a chart; None where there would be less than two.

    Args:
        counts: the papers.
        through: the day of the newest paper of all, to which the chart goes on.
    """
    if not (counts.months or counts.years):
        return None
    unit = choose_unit(counts)
    if len(count_places(counts, unit)) < 2:
        unit = YEAR
    places = count_places(counts, unit)
    if len(places) < 2:
        return None
    first, last = min(places), max(places)
    if through and (through.month or unit is YEAR):
        last = max(last, find_place(through, unit))
    return Series(
        unit=unit,
        length=last - first + 1,
        bars=tuple(
            Bar(place - first, name_place(place, unit), places[place])
            for place in sorted(places)
        ),
        first=_name_long(first, unit),
        last=_name_long(last, unit),
        ticks=_choose_ticks(first, last, unit),
        left_out=0 if unit is YEAR else sum(counts.years.values()),
        is_partial=_ends_within(last, unit, through),
    )


def count_places(counts: DateCounts, unit: Unit) -> Counter[int]:
    """Count papers by place; a year alone has a place only where bars are years."""
    places = Counter[int]()
    for month, count in counts.months.items():
        places[find_place(month, unit)] += count
    for year, count in counts.years.items() if unit is YEAR else ():
        places[find_place(PartialDate(year), unit)] += count
    return places


def keep_newest(
    counts: DateCounts, through: PartialDate | None, months: int
) -> DateCounts:
    """Return the counts of so many months up to a date, without the undated papers."""
    if not (through and through.month):
        return DateCounts({}, {}, 0)
    since = find_month(find_place(through, MONTH) - months + 1, MONTH)
    kept = {month: n for month, n in counts.months.items() if month >= since}
    return DateCounts(kept, {}, 0, since)


def find_place(date: PartialDate, unit: Unit) -> int:
    """Return the number of the month, quarter or year that a date is in, from year 0 on."""
    return (12 * date.year + max(date.month - 1, 0)) // unit.months


def find_month(place: int, unit: Unit) -> PartialDate:
    """Return the first month of a place."""
    year, month = divmod(place * unit.months, 12)
    return PartialDate(year, month + 1)


def name_place(place: int, unit: Unit) -> str:
    """Return `Mar 2024`, `Q1 2024` or `2024`."""
    month = find_month(place, unit)
    if unit is YEAR:
        return str(month.year)
    if unit is QUARTER:
        return f"Q{month.month // 3 + 1} {month.year}"
    return f"{MONTHS[month.month - 1][:3]} {month.year}"


def _name_long(place: int, unit: Unit) -> str:
    return (
        month_name(find_month(place, unit))
        if unit is MONTH
        else name_place(place, unit)
    )


def _choose_ticks(first: int, last: int, unit: Unit) -> tuple[Tick, ...]:
    """Return the labels: round years, or months where the chart is short."""
    places = range(first, last + 1)
    marked: Sequence[int] = ()
    for step in unit.steps:
        marked = [place for place in places if place % step == 0]
        if len(marked) <= _MOST_TICKS:
            break
    return tuple(Tick(place - first, _name_tick(place, unit)) for place in marked)


def _name_tick(place: int, unit: Unit) -> str:
    month = find_month(place, unit)
    return str(month.year) if month.month == 1 else MONTHS[month.month - 1][:3]


def _ends_within(place: int, unit: Unit, through: PartialDate | None) -> bool:
    """Tell whether a bar's time goes on after a date."""
    if not (through and through.month) or find_place(through, unit) != place:
        return False
    days = calendar.monthrange(through.year, through.month)[1]
    is_last_month = through.month % unit.months == 0
    return not is_last_month or 0 < through.day < days


def choose_grid(most: int) -> tuple[int, ...]:
    """Return one to three round numbers up to the largest count, for lines across."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * size
            if most < 4 * step:
                return tuple(range(step, most + 1, step))
        size *= 10
