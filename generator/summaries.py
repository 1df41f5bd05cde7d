"""What lists and search results show of a paper besides its title, as plain text."""

from __future__ import annotations

from generator.models import Entry, Paper
from generator.text import display_name, shorten
from generator.understanding.digest import LIMIT

_NAMES_SHOWN = 3


def make_byline(paper: Paper) -> str:
    """Return who wrote a paper, on one line; empty where no source says it."""
    names = ", ".join(display_name(name) for name in paper.authors[:_NAMES_SHOWN])
    more = len(paper.authors) - _NAMES_SHOWN
    if more > 0:
        return f"{names} and {more} other{'s' if more > 1 else ''}"
    if names:
        return names if paper.authors_complete else f"{names} and others"
    if paper.organization:
        return paper.organization
    count = paper.author_count
    return f"{count} author{'s' if count > 1 else ''}" if count else ""


def make_gist(entry: Entry, limit: int = LIMIT) -> str:
    """Return the digest for a list; empty where the heading says it already."""
    if not entry.digest or entry.heading == entry.digest.removesuffix("."):
        return ""
    return shorten(entry.digest, limit)
