"""The page of the newest month, told as a digest."""

from __future__ import annotations

from generator.dates import label, month_name
from generator.exports.context import Context
from generator.exports.monthdigest import MonthDigest
from generator.exports.trending import FEWEST_COMPARED
from generator.models import OutputFile, PartialDate
from generator.pages.renderer import Renderer
from generator.pages.trends import YEAR_BEFORE, Row, format_share, tell_change
from generator.understanding.topicsfile import OTHER

_TOPICS_SHOWN, _LARGEST = 12, 3


def render_month(renderer: Renderer, context: Context) -> OutputFile:
    """Return the page `this-month.html`; it says so where no month has papers enough."""
    newest, catalogue = context.newest, context.catalogue
    through = catalogue.data_through
    titles = {topic.slug: topic.title for topic in catalogue.topics}
    described: dict[str, object] = {"newest": newest, "fewest": FEWEST_COMPARED}
    if newest:
        name, change = month_name(newest.month), newest.change
        told = tell_change(catalogue, change, f"in {name}", YEAR_BEFORE)
        described |= {
            "name": name,
            "told": told,
            "through": label(through) if through and _is_open(newest, through) else "",
            "topics": [
                (titles[slug], slug, count, format_share(count / change.papers))
                for slug, count in newest.topic_counts[:_TOPICS_SHOWN]
            ],
            "largest": [
                (titles[slug], slug, count, format_share(count / change.papers))
                for slug, count in newest.topic_counts
                if slug != OTHER.slug
            ][:_LARGEST],
            "marks": _mark(told.topics_rising, "rose from")
            | _mark(told.topics_falling, "fell from"),
        }
    return renderer.render_page(
        "this-month.md",
        "this-month.html",
        described,
        title="This month",
        description="The newest month: its topics, what rose and fell, and its papers.",
    )


def _is_open(newest: MonthDigest, through: PartialDate) -> bool:
    """Return whether a month may have more papers: the newest of all is of one day."""
    return bool(through.day) and not newest.begun


def _mark(rows: tuple[Row, ...], change: str) -> dict[str, str]:
    """Return what is said beside each topic that rose or fell, by its title."""
    return {row.name: f"{change} {row.share_before}" for row in rows}
