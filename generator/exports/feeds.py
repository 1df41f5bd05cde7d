"""Atom and JSON feeds of everything, each topic, author and source; one OPML of them.

Whoever follows several finds a paper in each under one identity. No feed hangs on the
clock: the same papers give the same feeds on every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue import group_by_listing, group_by_topic
from generator.exports.context import Context
from generator.exports.feedforms import (
    Feed,
    FeedNote,
    Item,
    render_atom,
    render_json,
    render_opml,
)
from generator.exports.feeditems import (
    ItemMaker,
    describe_build,
    format_time,
    make_id,
)
from generator.models import OutputFile
from generator.people.models import Author

OPML = "feeds/feeds.opml"
EVERYTHING = FeedNote("feeds/all", "All papers", "The newest papers.", "index.html")
CHANGES = FeedNote(
    "feeds/changes",
    "Changes",
    "What each build brought, merged, corrected or lost.",
    "changes.html",
)
AUTHORS_LISTED = 500
"""Authors up to which their feeds are listed, in the OPML and on the page of feeds."""
_EVERYTHING, _PART, _AUTHOR, _BUILDS = 100, 50, 8, 20
"""Entries of a feed. Authors may be thousands: in both forms, 7 kB each is the most."""
_ABSTRACTS = 100
"""Sources up to which their feeds have abstracts: in both forms, 200 kB a source."""


@dataclass(frozen=True, slots=True)
class FeedLists:
    """The feeds of a site that are offered together, by kind."""

    topics: tuple[FeedNote, ...]
    sources: tuple[FeedNote, ...]
    authors: tuple[FeedNote, ...]
    """None where there are too many: each has it on his page."""


def list_feeds(context: Context) -> FeedLists:
    """Return the feeds beside EVERYTHING and CHANGES, to be listed."""
    catalogue, authors = context.catalogue, context.people.authors
    return FeedLists(
        topics=tuple(
            FeedNote(
                f"feeds/topics/{topic.slug}",
                topic.title,
                topic.description,
                f"topics/{topic.slug}.html",
            )
            for topic in catalogue.topics
        ),
        sources=tuple(
            FeedNote(
                f"feeds/sources/{context.listing_slugs[listing.name]}",
                listing.title,
                f"Papers read from {listing.name}.",
                f"sources/{context.listing_slugs[listing.name]}.html",
            )
            for listing in catalogue.listings
        ),
        authors=tuple(map(_note_author, authors))
        if len(authors) <= AUTHORS_LISTED
        else (),
    )


def _note_author(author: Author) -> FeedNote:
    slug = author.slug
    subtitle = f"Papers whose listings name {author.name}."
    return FeedNote(
        f"feeds/authors/{slug}", author.name, subtitle, f"authors/{slug}.html"
    )


def render_feeds(context: Context) -> Iterator[OutputFile]:
    """Yield the feeds, all below `feeds/`."""
    for feed in _make_feeds(context):
        path = feed.note.path
        yield OutputFile(f"{path}.xml", render_atom(feed, context.site_url))
        yield OutputFile(f"{path}.json", render_json(feed, context.site_url))
    lists = list_feeds(context)
    groups = {
        "": (EVERYTHING, CHANGES),
        "Topics": lists.topics,
        "Sources": lists.sources,
        "Authors": lists.authors,
    }
    listed = {heading: notes for heading, notes in groups.items() if notes}
    opml = render_opml(context.site_name, listed, context.site_url)
    yield OutputFile(OPML, opml)


def _make_feeds(context: Context) -> Iterator[Feed]:
    """Yield every feed with its entries."""
    catalogue, maker = context.catalogue, ItemMaker(context)
    lists, topics = list_feeds(context), group_by_topic(catalogue)
    newest = maker.choose_newest(catalogue.entries, _EVERYTHING)
    yield _make_feed(context, EVERYTHING, map(maker.make_full, newest))
    for topic, note in zip(catalogue.topics, lists.topics, strict=True):
        chosen = maker.choose_newest(topics.get(topic.slug, ()), _PART)
        yield _make_feed(context, note, map(maker.make_full, chosen))
    sources = group_by_listing(catalogue)
    few = len(catalogue.listings) <= _ABSTRACTS
    for listing, note in zip(catalogue.listings, lists.sources, strict=True):
        chosen = maker.choose_newest(sources.get(listing.name, ()), _PART)
        items = map(maker.make_full if few else maker.make_short, chosen)
        yield _make_feed(context, note, items)
    for author in context.people.authors:
        chosen = maker.choose_newest(author.entries, _AUTHOR)
        items = map(maker.make_brief, chosen)
        yield _make_feed(context, _note_author(author), items, author.name)
    identity, site_url = _identify(context), context.site_url
    builds = context.history.builds[:_BUILDS]
    told = (describe_build(build, identity, site_url) for build in builds)
    yield _make_feed(context, CHANGES, told)


def _make_feed(
    context: Context,
    note: FeedNote,
    items: Iterator[Item],
    author: str | None = None,
) -> Feed:
    made = tuple(items)
    began = format_time(context.history.date)
    return Feed(
        note=note,
        id=make_id(f"{_identify(context)} {note.path}"),
        title=f"{context.site_name}: {note.name}",
        updated=max((item.updated for item in made), default=began),
        author=author or context.site_name,
        items=made,
    )


def _identify(context: Context) -> str:
    """Return what tells this site from others."""
    return context.site_url or context.site_name
