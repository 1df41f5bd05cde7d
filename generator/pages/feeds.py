"""The page that offers the feeds."""

from __future__ import annotations

from generator.exports.context import Context
from generator.exports.feeds import CHANGES, EVERYTHING, OPML, list_feeds
from generator.models import OutputFile
from generator.pages.renderer import Renderer


def render_feeds_page(renderer: Renderer, context: Context) -> OutputFile:
    """Return the Markdown page of feeds."""
    lists = list_feeds(context)
    groups = [
        ("topics", "Topics", lists.topics),
        ("sources", "Sources", lists.sources),
        ("authors", "Authors", lists.authors),
    ]
    return renderer.render_page(
        "feeds.md",
        "feeds.html",
        {
            "whole": (EVERYTHING, CHANGES),
            "groups": [group for group in groups if group[2]],
            "authors": len(context.people.authors),
            "opml": OPML,
            "published": bool(context.site_url),
        },
        title="Feeds",
        description="Follow all papers, a topic, a source or an author in a feed reader.",
    )
