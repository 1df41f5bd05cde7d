"""The topics: an index with counts, and the list of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalogue import group_by_topic
from generator.models import Catalogue, Entry, OutputFile, Topic
from generator.pages.renderer import Crumb, ListPage, Renderer, Section


def render_topics(renderer: Renderer, catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield the index of topics and the pages of every topic, empty ones included."""
    groups = group_by_topic(catalogue)
    counts = [(topic, len(groups.get(topic.slug, ()))) for topic in catalogue.topics]
    yield renderer.render_page(
        "topics/index.md",
        "topics.html",
        {"counts": counts, "most": max((count for _, count in counts), default=0)},
        title="Topics",
        description=f"The {len(counts)} topics of this collection and their papers.",
    )
    for topic in catalogue.topics:
        yield from renderer.render_list(_describe_topic(topic, groups))


def _describe_topic(topic: Topic, groups: Mapping[str, tuple[Entry, ...]]) -> ListPage:
    entries = groups.get(topic.slug, ())
    noun = "paper" if len(entries) == 1 else "papers"
    heading = f"{len(entries):,} {noun}, newest first"
    return ListPage(
        stem=f"topics/{topic.slug}",
        title=topic.title,
        description=f"{topic.title}: {topic.description}",
        crumbs=(Crumb("Topics", "index.html"), Crumb(topic.title)),
        sections=(Section(heading, "papers", entries),) if entries else (),
        lead=topic.description,
    )
