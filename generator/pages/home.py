"""The home page and the page about what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.catalogue import group_by_month, group_by_topic
from generator.dates import month_name
from generator.errors import Problem, Severity
from generator.models import Catalogue, OutputFile
from generator.pages.listings import FORMAT_TITLES
from generator.pages.renderer import Renderer

_NEWEST = 12
_RECENT_MONTHS = 6
_PROBLEMS_SHOWN = 200


def render_home(
    renderer: Renderer,
    catalogue: Catalogue,
    slugs: Mapping[str, str],
    problems: Sequence[Problem],
) -> Iterator[OutputFile]:
    """Yield the home page and the about page.

    Args:
        renderer: the templates.
        catalogue: what to show.
        slugs: addresses of the listings, by name.
        problems: all that was found while reading and merging.
    """
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
        },
        title="Home",
        description=f"{total:,} research papers by topic and date, with full-text search.",
    )
    yield renderer.render_page(
        "about.md",
        "about.html",
        {
            "catalogue": catalogue,
            "slugs": slugs,
            "formats": FORMAT_TITLES,
            "problems": problems[:_PROBLEMS_SHOWN],
            "problem_count": len(problems),
            "errors": sum(p.severity is Severity.ERROR for p in problems),
            "warnings": sum(p.severity is Severity.WARNING for p in problems),
            "undated": sum(not entry.paper.published for entry in catalogue.entries),
            "untitled": sum(entry.heading_made for entry in catalogue.entries),
        },
        title="About",
        description="What was read: listings, records, papers, merged groups, problems.",
    )
