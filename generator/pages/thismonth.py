"""The page of the newest month, told as a digest, and what the home page says of it."""

from __future__ import annotations

from generator.dates import label, month_name
from generator.exports.context import Context
from generator.exports.trending import MonthTrends
from generator.models import OutputFile
from generator.pages.renderer import Renderer

_TOPICS_SHOWN = 12


def render_month(renderer: Renderer, context: Context) -> OutputFile:
    """Return the page `this-month.html`; it says so where no month has papers enough."""
    catalogue, trends = context.catalogue, context.trends
    through = catalogue.data_through
    titles = {topic.slug: topic.title for topic in catalogue.topics}
    described: dict[str, object] = {
        "trends": trends,
        "titles": titles,
        "name": month_name(trends.month) if trends else "",
        "through": label(through) if through else "",
        "topics": trends.topic_counts[:_TOPICS_SHOWN] if trends else (),
        "changes": _list_changes(trends),
    }
    return renderer.render_page(
        "this-month.md",
        "this-month.html",
        described,
        title="This month",
        description="The newest month: its topics, what rose and fell, and its papers.",
    )


def _list_changes(trends: MonthTrends | None) -> dict[str, str]:
    """Return what is said of each topic that rose or fell, by slug."""
    if not trends:
        return {}
    rose = {
        each.name: f"▲ from {each.share_before:.0%}" for each in trends.topics.rising
    }
    fell = {
        each.name: f"▼ from {each.share_before:.0%}" for each in trends.topics.falling
    }
    return rose | fell
