"""The dates: calendars, a table of months, and a page a year, a month, for the undated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.catalogue import group_by_month, select_undated
from generator.dates import MONTHS, label, month_name, weekday_label
from generator.exports.trending import SiteTrends
from generator.models import Catalogue, Entry, OutputFile, PartialDate
from generator.pages.calendars import (
    choose_level,
    find_neighbours,
    make_grid,
    name_anchor,
)
from generator.pages.charts import render_timeline
from generator.pages.renderer import Crumb, ListPage, Renderer, Section
from generator.pages.series import count_dates
from generator.pages.trends import TrendSections

_NEWEST = 2
"""Months whose calendars the index shows, where their days are known."""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month in the table of dates."""

    name: str
    href: str
    count: int
    level: int
    """0 for none to 4 for the fullest months: how dark the cell is."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in the table of dates."""

    year: int
    count: int
    months: tuple[MonthCell, ...]


def render_dates(
    renderer: Renderer, catalogue: Catalogue, trends: SiteTrends | None = None
) -> Iterator[OutputFile]:
    """Yield the index of dates, the years, the months and the undated papers."""
    groups = group_by_month(catalogue)
    rows = make_rows({month: len(entries) for month, entries in groups.items()})
    months = {
        month: _describe_month(month, entries)
        for month, entries in groups.items()
        if month.month
    }
    yield _render_index(renderer, catalogue, rows, months)
    years = [PartialDate(row.year) for row in rows]
    sections = TrendSections(renderer, catalogue, trends)
    for row in rows:
        page = _describe_year(row, groups.get(PartialDate(row.year), ()))
        intro = _render_year(renderer, catalogue, row, years)
        intro += sections.render_year(PartialDate(row.year))
        yield from renderer.render_list(replace(page, intro=intro))
    for month, page in months.items():
        before, after = find_neighbours(month, list(months))
        context = {"grid": make_grid(month, page), "before": before, "after": after}
        intro = renderer.render("month.html", context) + sections.render_month(month)
        yield from renderer.render_list(replace(page, intro=intro))
    yield from renderer.render_list(_describe_undated(select_undated(catalogue)))


def _render_index(
    renderer: Renderer,
    catalogue: Catalogue,
    rows: Sequence[YearRow],
    months: Mapping[PartialDate, ListPage],
) -> OutputFile:
    counts = count_dates(catalogue.entries)
    newest = [
        (month, make_grid(month, months[month])) for month in list(months)[:_NEWEST]
    ]
    shown = [(month, grid) for month, grid in newest if grid.days]
    before = find_neighbours(shown[-1][0], list(months))[0] if shown else None
    through = catalogue.data_through
    return renderer.render_page(
        "dates/index.md",
        "dates.html",
        {
            "rows": rows,
            "months": MONTHS,
            "undated": counts.undated,
            "grids": [grid for _, grid in shown],
            "before": before,
            "chart": render_timeline(renderer, counts, through, with_table=False),
        },
        title="Dates",
        description="The papers of this collection by year, month and day.",
    )


def make_rows(counts: Mapping[PartialDate, int]) -> tuple[YearRow, ...]:
    """Return the table of years, newest first, twelve months each."""
    most = max((count for month, count in counts.items() if month.month), default=1)
    totals: dict[int, int] = defaultdict(int)
    for month, count in counts.items():
        totals[month.year] += count
    return tuple(
        YearRow(
            year,
            totals[year],
            tuple(
                _make_cell(year, month, counts.get(PartialDate(year, month), 0), most)
                for month in range(1, 13)
            ),
        )
        for year in sorted(totals, reverse=True)
    )


def _make_cell(year: int, month: int, count: int, most: int) -> MonthCell:
    return MonthCell(
        MONTHS[month - 1], f"{year}-{month:02d}.html", count, choose_level(count, most)
    )


def _describe_year(row: YearRow, month_unknown: tuple[Entry, ...]) -> ListPage:
    """Return a year: the papers of which only the year is known."""
    noun = "paper" if row.count == 1 else "papers"
    unknown = Section("Month not known", "unknown", month_unknown)
    return ListPage(
        stem=f"dates/{row.year}",
        title=str(row.year),
        description=f"The {row.count:,} {noun} of {row.year}, by month.",
        crumbs=(Crumb("Dates", "index.html"), Crumb(str(row.year))),
        sections=(unknown,) if month_unknown else (),
        lead=f"{row.count:,} {noun}.",
        empty="",
        papers=f"date:{row.year}",
    )


def _render_year(
    renderer: Renderer,
    catalogue: Catalogue,
    row: YearRow,
    years: Sequence[PartialDate],
) -> Markup:
    """Return a year's months as bars, from the first that has papers to the last."""
    full = [number for number, cell in enumerate(row.months) if cell.count]
    shown = row.months[full[0] : full[-1] + 1] if full else ()
    before, after = find_neighbours(PartialDate(row.year), years)
    through = catalogue.data_through
    is_newest = through is not None and through.year == row.year
    context = {
        "shown": shown,
        "most": max((cell.count for cell in shown), default=1),
        "before": before,
        "after": after,
        "through": label(through) if through and is_newest else "",
    }
    return renderer.render("year.html", context)


def _describe_month(month: PartialDate, entries: Sequence[Entry]) -> ListPage:
    days: dict[PartialDate, list[Entry]] = defaultdict(list)
    for entry in entries:
        days[entry.paper.published or month].append(entry)
    sections = tuple(
        Section(_day_heading(day), name_anchor(day), tuple(found))
        for day, found in days.items()
    )
    name = month_name(month)
    return ListPage(
        stem=f"dates/{month}",
        title=name,
        description=f"The {len(entries):,} papers of {name}, by day.",
        crumbs=(
            Crumb("Dates", "index.html"),
            Crumb(str(month.year), f"{month.year}.html"),
            Crumb(MONTHS[month.month - 1]),
        ),
        sections=sections,
        lead=_month_lead(len(entries), sum(bool(day.day) for day in days)),
        papers=f"date:{month}",
    )


def _day_heading(day: PartialDate) -> str:
    return weekday_label(day) if day.day else f"{label(day)}, day not known"


def _month_lead(papers: int, days: int) -> str:
    noun = "paper" if papers == 1 else "papers"
    on_days = f" on {days} {'day' if days == 1 else 'days'}" if days else ""
    return f"{papers:,} {noun}{on_days}."


def _describe_undated(entries: tuple[Entry, ...]) -> ListPage:
    noun = "paper" if len(entries) == 1 else "papers"
    heading = f"{len(entries):,} {noun} without a date, by title"
    return ListPage(
        stem="dates/undated",
        title="Undated papers",
        description="Papers whose listings give no date.",
        crumbs=(Crumb("Dates", "index.html"), Crumb("Undated")),
        sections=(Section(heading, "papers", entries),) if entries else (),
        lead="The listings of these papers give no date, and no identifier that holds one.",
        empty="Every paper has a date.",
        papers="undated",
    )
