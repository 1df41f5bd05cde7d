"""What rose and fell, as the pages of months, years and topics tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from markupsafe import Markup

from generator.dates import month_name
from generator.exports.context import Context
from generator.exports.periods import MONTHS_BEFORE
from generator.exports.trending import NOTHING, Change, SiteTrends
from generator.models import Catalogue, PartialDate
from generator.pages.renderer import Renderer
from generator.understanding.trends import Trend

_RISING, _FALLING, _TOPICS = 7, 5, 4
"""What a page shows at most: terms, terms, topics of each kind."""
YEAR_BEFORE = f"in the {MONTHS_BEFORE} months before"


@dataclass(frozen=True, slots=True)
class Row:
    """A term or topic that rose or fell, as it is shown."""

    name: str
    href: str
    """As from the top of the site."""
    count: int
    share: str
    before: int
    share_before: str


@dataclass(frozen=True, slots=True)
class Told:
    """What rose and fell, as it is shown; no rows where nothing is told."""

    change: Change
    here: str
    """The time that is told, as a phrase: "in March 2026"."""
    before: str
    """The time before it: "in the 12 months before"."""
    rising: tuple[Row, ...]
    falling: tuple[Row, ...]
    topics_rising: tuple[Row, ...] = ()
    topics_falling: tuple[Row, ...] = ()

    @property
    def is_full(self) -> bool:
        """Return whether something rose and something fell."""
        return bool(
            (self.rising or self.topics_rising)
            and (self.falling or self.topics_falling)
        )


def tell_change(catalogue: Catalogue, change: Change, here: str, before: str) -> Told:
    """Return a change as pages show it, its times as phrases."""
    titles = {topic.slug: topic.title for topic in catalogue.topics}

    def list_topics(trends: Sequence[Trend]) -> tuple[Row, ...]:
        return tuple(
            _make_row(each, titles[each.name], f"topics/{each.name}.html")
            for each in trends
        )

    return Told(
        change=change,
        here=here,
        before=before,
        rising=_list_terms(change.terms.rising),
        falling=_list_terms(change.terms.falling),
        topics_rising=list_topics(change.topics.rising),
        topics_falling=list_topics(change.topics.falling),
    )


def _list_terms(trends: Sequence[Trend], within: str = "") -> tuple[Row, ...]:
    return tuple(
        _make_row(each, each.name, _search(each.name, within)) for each in trends
    )


def _make_row(trend: Trend, name: str, href: str) -> Row:
    return Row(
        name,
        href,
        trend.count,
        format_share(trend.share),
        trend.before,
        format_share(trend.share_before),
    )


def _search(term: str, within: str) -> str:
    """Return the address of a search for a term, in a topic or everywhere."""
    query = term if term.isalnum() else f'"{term}"'
    return f"search.html?q={quote_plus(query + (f' topic:{within}' if within else ''))}"


def format_share(share: float) -> str:
    """Return a share in per cent, with two digits that say something."""
    percent = 100 * share
    if 0 < percent < 0.005:
        return "<0.01\N{NO-BREAK SPACE}%"
    if percent >= 9.95 or not share:
        return f"{percent:.0f}\N{NO-BREAK SPACE}%"
    digits = 1 if percent >= 0.095 else 2
    return f"{percent:.{digits}f}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class TrendSections:
    """Tells on the pages of months, years and topics what rose and fell.

    Each section is empty where nothing did, or where papers were too few to tell.
    """

    renderer: Renderer
    catalogue: Catalogue
    trends: SiteTrends | None

    def render_month(self, month: PartialDate) -> Markup:
        """Return the section of a month, below `dates/`."""
        return self._render_period(self.tell_month(month))

    def render_year(self, year: PartialDate) -> Markup:
        """Return the section of a year, below `dates/`."""
        change = self.trends.years.get(year) if self.trends else None
        return self._render_period(
            self._tell(change, f"in {year}", f"in {year.year - 1}")
        )

    def _render_period(self, told: Told | None) -> Markup:
        if not told:
            return Markup()
        return self._render_section(told, f"Rising and falling {told.here}")

    def tell_month(self, month: PartialDate) -> Told | None:
        """Return what rose and fell in a month; None where nothing did."""
        change = self.trends.months.get(month) if self.trends else None
        return self._tell(change, f"in {month_name(month)}", YEAR_BEFORE)

    def tell_lately(self) -> Told | None:
        """Return what rose and fell lately; None where nothing did."""
        return self._tell(
            self.trends.lately if self.trends else None, *self._name_recent()
        )

    def _tell(self, change: Change | None, here: str, before: str) -> Told | None:
        if not change or not change.is_told:
            return None
        return tell_change(self.catalogue, change, here, before)

    def _name_recent(self) -> tuple[str, str]:
        size = self.trends.recent if self.trends else 0
        months = "month" if size == 1 else f"{size} months"
        return f"in the last {months}", f"in the {months} before"

    def render_topic(self, slug: str) -> Markup:
        """Return what rose and fell in a topic, and whether it did itself."""
        change = self.trends.within.get(slug) if self.trends else None
        lately = self.tell_lately()
        page = f"topics/{slug}.html"
        rose, fell = (
            next((row for row in rows if row.href == page), None)
            for rows in (
                (lately.topics_rising, lately.topics_falling) if lately else ((), ())
            )
        )
        if not self.trends or not (rose or fell or (change and change.is_told)):
            return Markup()
        terms = change.terms if change else NOTHING
        told = Told(
            # A topic of too few papers for its terms to be compared may rise itself.
            change or self.trends.lately,
            *self._name_recent(),
            rising=_list_terms(terms.rising, slug),
            falling=_list_terms(terms.falling, slug),
        )
        return self._render_section(told, "Rising and falling lately", rose, fell)

    def _render_section(
        self, told: Told, heading: str, rose: Row | None = None, fell: Row | None = None
    ) -> Markup:
        context = {
            "told": told,
            "heading": heading,
            "rose": rose,
            "fell": fell,
            "most": (_RISING, _FALLING, _TOPICS),
        }
        return self.renderer.render("trend-section.html", context)


def tell_latest(renderer: Renderer, context: Context) -> Told | None:
    """Return what rose and fell in the newest month; None where nothing is told.

    Where the month has only one of both to tell, or nothing, what rose and fell lately
    is told, if that is more.
    """
    sections = TrendSections(renderer, context.catalogue, context.trends)
    newest = context.newest
    month = sections.tell_month(newest.month) if newest else None
    lately = sections.tell_lately()
    told = [each for each in (month, lately) if each]
    return max(told, key=lambda each: each.is_full, default=None)
