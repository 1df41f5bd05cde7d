"""The dates of a saved page that leaves its own year out, and which year that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.dates import MONTHS, infer_year, make_date
from generator.errors import Problem
from generator.models import PartialDate, SourceRecord
from generator.sources.listing import warn

WrittenDate = tuple[int | None, int, int]
"""(Year or None where it is left out, month, day)."""


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A date of the year in which the page was saved."""

    index: int
    """Of the record that it dates."""
    line: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class PageDay:
    """The day on which a page was saved."""

    saved: PartialDate | None = None
    note: str | None = None
    """How the year came about where nobody says it; the day alone where none is known."""


def date_page(
    saved: PartialDate | None,
    written: WrittenDate | None,
    records: Iterable[SourceRecord],
) -> PageDay:
    """Return the day of a page: what the owner says, else what the page says.

    Where the page gives no year, it is the earliest one that fits all its dates.
    """
    if saved or not written:
        return PageDay(saved)
    year, month, day = written
    if year:
        return PageDay(make_date(year, month, day))
    dated = [record.published for record in records if record.published]
    year = infer_year(month, day, dated)
    if year is None:
        return PageDay(note=f"{day} {MONTHS[month - 1]}, year not known")
    note = "year inferred from the dates in the listing"
    return PageDay(make_date(year, month, day), note)


def date_records(
    name: str,
    records: list[SourceRecord],
    yearless: Sequence[YearlessDate],
    page: PageDay,
) -> list[Problem]:
    """Give the dates without a year the year of the page, in place."""
    problems: list[Problem] = []
    for date in yearless:
        if page.saved is None:
            message = (
                "a date without a year, and the year of the page is not known: give"
                f" '{name}' a 'saved' date in sources.yml"
            )
            problems.append(warn(name, date.line, message))
            continue
        try:
            published = make_date(page.saved.year, date.month, date.day)
        except ValueError as error:
            problems.append(warn(name, date.line, str(error)))
            continue
        if page.saved.day and published > page.saved:
            message = f"{published} is after the page's own day, {page.saved}"
            problems.append(warn(name, date.line, message))
        record = records[date.index]
        notes = (*record.notes, ("published", page.note)) if page.note else record.notes
        records[date.index] = replace(record, published=published, notes=notes)
    return problems
