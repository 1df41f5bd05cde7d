"""Pictures of how many papers there are when: drawn at build, without a script.

A chart is an SVG whose bars lie in an inner one that is stretched to the width of the
page; text lies outside of it, so that it keeps its size on every screen. What the
picture shows, a table beside it says in numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.models import Catalogue, PartialDate
from generator.pages.heat import make_heat
from generator.pages.renderer import Renderer
from generator.pages.series import (
    DateCounts,
    Series,
    choose_grid,
    count_dates,
    keep_newest,
    make_series,
)

HEIGHT = 100
"""Of the highest bar, in CSS pixels."""
_TOP = 6
"""Room above the highest bar, for half the height of the number beside it."""
_NARROW = 14
"""Bars up to which each has the same width; more of them share that of the page."""
_BAR_WIDTH, _GUTTER = 52, 40
"""CSS pixels; the gutter, at the left of the bars, has the numbers."""
_HOME_MONTHS = 24
_EDGE = 0.08
"""Share of the width at which a label would stand out at the side, were it centred."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line across at a round number."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class _Label:
    """A label under the bars."""

    x: str
    text: str
    anchor: str


def render_timeline(
    renderer: Renderer,
    counts: DateCounts,
    through: PartialDate | None,
    *,
    with_table: bool = True,
) -> Markup:
    """Return a chart of papers by month, quarter or year, as long as their time asks for.

    Papers of one month alone are a sentence, and undated ones nothing at all.

    Args:
        renderer: the templates.
        counts: the papers, see `count_dates`.
        through: the day of the newest paper of all, to which the chart goes on.
        with_table: False where the page has a table of the same numbers already.
    """
    series = make_series(counts, through)
    if series is None:
        return _render_sentence(renderer, counts)
    context = {
        **_draw(series),
        "series": series,
        "counts": counts,
        "through": through,
        "rows": make_table(counts, through) if with_table else (),
    }
    return renderer.render("timeline.html", context)


def render_home_chart(renderer: Renderer, catalogue: Catalogue) -> Markup:
    """Return the papers of the last two years by month; nothing where one month has all."""
    through = catalogue.data_through
    counts = keep_newest(count_dates(catalogue.entries), through, _HOME_MONTHS)
    if make_series(counts, through) is None:
        return Markup("")
    return render_timeline(renderer, counts, through)


def render_topic_years(renderer: Renderer, catalogue: Catalogue) -> Markup:
    """Return the table of topics by year, or by month where there are few years."""
    heat = make_heat(catalogue)
    if heat is None:
        return Markup("")
    undated = count_dates(catalogue.entries).undated
    return renderer.render("heat.html", {"heat": heat, "undated": undated})


@dataclass(frozen=True, slots=True)
class TableRow:
    """A year of the table beside a chart."""

    year: int
    months: tuple[int | None, ...]
    """None for a month that was not counted, or that has not come yet."""
    total: int
    unknown: int
    """Papers of which only the year is known."""


def make_table(counts: DateCounts, through: PartialDate | None) -> tuple[TableRow, ...]:
    """Return the numbers of a chart, newest year first; years without papers left out."""
    years = {month.year for month in counts.months} | set(counts.years)
    return tuple(
        _make_row(counts, year, through) for year in sorted(years, reverse=True)
    )


def _make_row(counts: DateCounts, year: int, through: PartialDate | None) -> TableRow:
    months = [PartialDate(year, number) for number in range(1, 13)]
    known = [
        None
        if (counts.since and month < counts.since) or (through and month > through)
        else counts.months.get(month, 0)
        for month in months
    ]
    unknown = counts.years.get(year, 0)
    return TableRow(year, tuple(known), sum(filter(None, known)) + unknown, unknown)


def _render_sentence(renderer: Renderer, counts: DateCounts) -> Markup:
    """Return what is said of papers that are all of one time."""
    times = [*counts.months, *map(PartialDate, counts.years)]
    if not times:
        return Markup("")
    time = times[0] if len(times) == 1 else PartialDate(times[0].year)
    return renderer.render("one-month.html", {"time": time, "counts": counts})


def _draw(series: Series) -> Mapping[str, object]:
    """Return where everything of a chart stands."""
    most = max(bar.count for bar in series.bars)
    return {
        "most": max(series.bars, key=lambda bar: bar.count),
        "width": f"{series.length * _BAR_WIDTH + _GUTTER}"
        if series.length <= _NARROW
        else "100%",
        "height": HEIGHT,
        "top": _TOP,
        "bars": [
            (bar, max(1, round(HEIGHT * bar.count / most))) for bar in series.bars
        ],
        "lines": [
            _Line(_TOP + HEIGHT - round(HEIGHT * at / most), _shorten(at))
            for at in choose_grid(most)
        ],
        "labels": [
            _place_label(tick.position, series.length, tick.text)
            for tick in series.ticks
        ],
    }


def _shorten(count: int) -> str:
    """Return a round number as the gutter has room for it."""
    return f"{count:,}" if count < 10_000 else f"{count // 1000:,}k"


def _place_label(position: int, length: int, text: str) -> _Label:
    """Return a label in the middle of its bar, or within the page at its sides."""
    middle = (position + 0.5) / length
    if middle < _EDGE:
        return _Label(f"{100 * position / length:.4g}%", text, "start")
    if middle > 1 - _EDGE:
        return _Label(f"{100 * (position + 1) / length:.4g}%", text, "end")
    return _Label(f"{100 * middle:.4g}%", text, "middle")
