"""The topics: an index with counts, and the list of each."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.catalogue import group_by_topic
from generator.exports.trending import SiteTrends
from generator.models import Catalogue, Entry, OutputFile, Topic
from generator.pages.charts import render_timeline, render_topic_years
from generator.pages.renderer import Crumb, ListPage, Renderer, Section
from generator.pages.series import count_dates
from generator.pages.trends import TrendSections

_BRIEF_FROM = 6
"""The page of a topic from which on papers take one line: few go there, and a large
collection has hundreds of such pages."""
_CHART_FROM = 5
"""Papers from which a topic has a chart: fewer are seen at a glance in the list."""


def render_topics(
    renderer: Renderer, catalogue: Catalogue, trends: SiteTrends | None = None
) -> Iterator[OutputFile]:
    """Yield the index of topics and the pages of every topic, empty ones included."""
    groups = group_by_topic(catalogue)
    sections = TrendSections(renderer, catalogue, trends)
    counts = [(topic, len(groups.get(topic.slug, ()))) for topic in catalogue.topics]
    yield renderer.render_page(
        "topics/index.md",
        "topics.html",
        {
            "counts": counts,
            "most": max((count for _, count in counts), default=0),
            "heat": render_topic_years(renderer, catalogue),
            "lately": sections.tell_lately(),
        },
        title="Topics",
        description=f"The {len(counts)} topics of this collection and their papers.",
    )
    for topic in catalogue.topics:
        entries = groups.get(topic.slug, ())
        charted = count_dates(entries if len(entries) >= _CHART_FROM else ())
        chart = render_timeline(renderer, charted, catalogue.data_through)
        intro = chart + sections.render_topic(topic.slug)
        yield from renderer.render_list(_describe_topic(topic, entries, intro))


def _describe_topic(
    topic: Topic, entries: tuple[Entry, ...], intro: Markup
) -> ListPage:
    noun = "paper" if len(entries) == 1 else "papers"
    heading = f"{len(entries):,} {noun}, newest first"
    return ListPage(
        stem=f"topics/{topic.slug}",
        title=topic.title,
        description=f"{topic.title}: {topic.description}",
        crumbs=(Crumb("Topics", "index.html"), Crumb(topic.title)),
        sections=(Section(heading, "papers", entries),) if entries else (),
        lead=topic.description,
        intro=intro,
        papers=f"topic:{topic.slug}",
        feed=f"topics/{topic.slug}" if entries else "",
        follow=f"topic:{topic.slug}",
        brief_from=_BRIEF_FROM,
    )
