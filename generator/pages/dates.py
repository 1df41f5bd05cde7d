"""The dates: a table of years and months, a page a year, a month, and for the undated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.catalogue import group_by_month, select_undated
from generator.dates import MONTHS, label, month_name, weekday_label
from generator.models import Catalogue, Entry, OutputFile, PartialDate
from generator.pages.renderer import (
    PAGE_SIZE,
    Crumb,
    ListPage,
    Renderer,
    Section,
    cut_sections,
    page_address,
)


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


def render_dates(renderer: Renderer, catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield the index of dates, the years, the months and the undated papers."""
    months = group_by_month(catalogue)
    undated = select_undated(catalogue)
    rows = make_rows({month: len(entries) for month, entries in months.items()})
    yield renderer.render_page(
        "dates/index.md",
        "dates.html",
        {"rows": rows, "months": MONTHS, "undated": len(undated)},
        title="Dates",
        description="The papers of this collection by year and month.",
    )
    for row in rows:
        unknown = months.get(PartialDate(row.year), ())
        yield from renderer.render_list(_describe_year(renderer, row, unknown))
    for month, entries in months.items():
        if month.month:
            page = _describe_month(month, entries)
            page = replace(page, intro=_render_days(renderer, page))
            yield from renderer.render_list(page)
    yield from renderer.render_list(_describe_undated(undated))


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
    level = 0 if count == 0 else 1 + min(3, 4 * count // (most + 1))
    return MonthCell(MONTHS[month - 1], f"{year}-{month:02d}.html", count, level)


def _describe_year(
    renderer: Renderer, row: YearRow, month_unknown: tuple[Entry, ...]
) -> ListPage:
    """Return a year: its months, and the papers of which only the year is known."""
    shown = [cell for cell in row.months if cell.count]
    most = max((cell.count for cell in shown), default=1)
    noun = "paper" if row.count == 1 else "papers"
    unknown = Section("Month not known", "unknown", month_unknown)
    return ListPage(
        stem=f"dates/{row.year}",
        title=str(row.year),
        description=f"The {row.count:,} {noun} of {row.year}, by month.",
        crumbs=(Crumb("Dates", "index.html"), Crumb(str(row.year))),
        sections=(unknown,) if month_unknown else (),
        lead=f"{row.count:,} {noun}.",
        intro=renderer.render("year.html", {"shown": shown, "most": most}),
        empty="",
    )


def _render_days(renderer: Renderer, page: ListPage) -> Markup:
    """Return links to the days of a month, where it has more than one page."""
    cut = list(cut_sections(page.sections, PAGE_SIZE))
    if len(cut) < 2:
        return Markup("")
    counts = {section.anchor: len(section.entries) for section in page.sections}
    days = [
        (section.heading, counts[section.anchor], f"{address}#{section.anchor}")
        for number, sections in enumerate(cut, 1)
        for address in [page_address(page.stem, number)]
        for section in sections
        if not section.continued
    ]
    return renderer.render("days.html", {"days": days})


def _describe_month(month: PartialDate, entries: Sequence[Entry]) -> ListPage:
    days: dict[PartialDate, list[Entry]] = defaultdict(list)
    for entry in entries:
        days[entry.paper.published or month].append(entry)
    sections = tuple(
        Section(_day_heading(day), f"d{day.day}" if day.day else "month", tuple(found))
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
    )
