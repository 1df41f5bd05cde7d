"""The periods that are compared: months, years, and what is lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.models import Entry, PartialDate

MONTHS_BEFORE = 12
"""A month is compared with so many before it, all together; and what is lately is not
longer."""
FEWEST_LATELY = 5
"""Papers of the last month that is lately."""


@dataclass(frozen=True, slots=True)
class Window:
    """Two sets of periods, by number: one that is told, and one before it."""

    here: tuple[int, ...]
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """The months of all papers, and the years of those without a month."""

    dates: tuple[PartialDate, ...]
    """Sorted; each has papers."""
    of_papers: NDArray[np.int64]
    """By paper: the number of its period; -1 where it has no date."""

    def list_months(self) -> dict[PartialDate, Window]:
        """Return each month with the twelve before it."""
        return {
            month: Window((number,), self._find(count_months(month), MONTHS_BEFORE))
            for number, month in enumerate(self.dates)
            if month.month
        }

    def list_years(self) -> dict[PartialDate, Window]:
        """Return each year with the year before it."""
        years: dict[int, list[int]] = {}
        for number, date in enumerate(self.dates):
            years.setdefault(date.year, []).append(number)
        return {
            PartialDate(year): Window(tuple(numbers), tuple(years.get(year - 1, ())))
            for year, numbers in years.items()
        }

    def find_lately(self) -> tuple[Window, int]:
        """Return the last months with as many before them, and how many these are.

        They are twelve, or half of all months where these are less than twice that.
        """
        months = [count_months(date) for date in self.dates if date.month]
        if not months:
            return Window((), ()), 0
        behind = self._find_last() + 1
        size = min((behind - months[0]) // 2, MONTHS_BEFORE)
        here, before = self._find(behind, size), self._find(behind - size, size)
        return Window(here, before), size

    def _find_last(self) -> int:
        """Return the last month with papers enough, else the last one.

        A single paper with a wrong date is not what happened lately.
        """
        sizes = np.bincount(
            self.of_papers[self.of_papers >= 0], minlength=len(self.dates)
        )
        months = [
            (count_months(date), int(size))
            for date, size in zip(self.dates, sizes, strict=True)
            if date.month
        ]
        enough = [month for month, size in months if size >= FEWEST_LATELY]
        return enough[-1] if enough else months[-1][0]

    def _find(self, behind: int, size: int) -> tuple[int, ...]:
        """Return the periods of so many months before one."""
        return tuple(
            number
            for number, date in enumerate(self.dates)
            if date.month and behind - size <= count_months(date) < behind
        )


def count_months(date: PartialDate) -> int:
    """Return the number of months to the start of a month, from the year 0."""
    return date.year * 12 + date.month - 1


def find_periods(entries: Sequence[Entry]) -> Periods:
    """Return the periods that papers have."""
    found = [entry.paper.published for entry in entries]
    cut = [PartialDate(date.year, date.month) if date else None for date in found]
    dates = sorted({date for date in cut if date})
    numbers: dict[PartialDate | None, int] = {
        date: number for number, date in enumerate(dates)
    }
    of_papers = np.array([numbers.get(date, -1) for date in cut], dtype=np.int64)
    return Periods(tuple(dates), of_papers)
