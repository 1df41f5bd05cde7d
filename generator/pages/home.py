"""The home page and the page about what was read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import group_by_month, group_by_topic
from generator.dates import month_name
from generator.errors import Severity
from generator.exports.context import Context
from generator.models import OutputFile
from generator.pages.charts import render_home_chart
from generator.pages.freshness import freshness_line, render_freshness
from generator.pages.renderer import Renderer
from generator.pages.trends import tell_latest

_NEWEST = 12
_RECENT_MONTHS = 6
_PROBLEMS_SHOWN = 200


def render_home(renderer: Renderer, context: Context) -> Iterator[OutputFile]:
    """Yield the home page and the about page."""
    catalogue = context.catalogue
    groups = group_by_topic(catalogue)
    counts = [(topic, len(groups.get(topic.slug, ()))) for topic in catalogue.topics]
    counts.sort(key=lambda pair: -pair[1])
    months = [
        (month_name(month), f"dates/{month}.html", len(entries))
        for month, entries in group_by_month(catalogue).items()
        if month.month
    ]
    total = len(catalogue.entries)
    yield renderer.render_page(
        "index.md",
        "home.html",
        {
            "catalogue": catalogue,
            "newest": catalogue.entries[:_NEWEST],
            "counts": [(topic, count) for topic, count in counts if count],
            "months": months[:_RECENT_MONTHS],
            "chart": render_home_chart(renderer, catalogue),
            "freshness": freshness_line(context),
            "told": tell_latest(renderer, context),
        },
        title="Home",
        description=f"{total:,} research papers by topic and date, with full-text search.",
        feed="all",
    )
    yield _render_about(renderer, context)


def _render_about(renderer: Renderer, context: Context) -> OutputFile:
    catalogue, problems = context.catalogue, context.problems
    described = {
        "catalogue": catalogue,
        "freshness": render_freshness(renderer, context),
        "problems": problems[:_PROBLEMS_SHOWN],
        "problem_count": len(problems),
        "errors": sum(p.severity is Severity.ERROR for p in problems),
        "warnings": sum(p.severity is Severity.WARNING for p in problems),
        "undated": sum(not entry.paper.published for entry in catalogue.entries),
        "untitled": sum(entry.heading_made for entry in catalogue.entries),
    }
    return renderer.render_page(
        "about.md",
        "about.html",
        described,
        title="About",
        description="What was read: listings, records, papers, merged groups, problems.",
    )
