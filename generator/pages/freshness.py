"""How fresh the collection is: through which day, from what, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.catalogue import group_by_listing
from generator.dates import label
from generator.errors import Severity
from generator.exports.context import Context
from generator.models import ListingSummary, PartialDate
from generator.pages.renderer import Renderer

_NEVER = PartialDate(0)


@dataclass(frozen=True, slots=True)
class _Source:
    """What the panel shows of a listing."""

    listing: ListingSummary
    href: str
    newest: PartialDate | None
    """The day of its newest paper."""
    errors: int
    """Places that could not be read."""
    warnings: int


def render_freshness(renderer: Renderer, context: Context) -> Markup:
    """Return the panel, for a page at the root of the site."""
    return renderer.render(
        "freshness.html",
        {
            "through": context.catalogue.data_through,
            "changed": context.history.date,
            "papers": len(context.catalogue.entries),
            "sources": _list_sources(context),
            "failed": find_failed(context),
        },
    )


def freshness_line(context: Context) -> str:
    """Return on one line through which day the data are, and what failed; plain text."""
    through = context.catalogue.data_through
    parts = [f"Data through {label(through)}"] if through else []
    parts.append(f"last changed on {label(context.history.date)}")
    if failed := len(find_failed(context)):
        parts.append(
            f"{failed:,} {'file' if failed == 1 else 'files'} could not be read"
        )
    line = "; ".join(parts)
    return f"{line[0].upper()}{line[1:]}."


def find_failed(context: Context) -> Mapping[str, str]:
    """Return what is wrong with each file that could not be read, by its name."""
    read = {listing.name for listing in context.catalogue.listings}
    failed: dict[str, str] = {}
    for problem in context.problems:
        if problem.severity is Severity.ERROR and problem.listing not in read:
            failed.setdefault(problem.listing, problem.message)
    return dict(sorted(failed.items()))


def _list_sources(context: Context) -> list[_Source]:
    """Return the listings that were read, the one with the newest paper first."""
    sources = list(_describe_sources(context))
    sources.sort(key=lambda source: source.listing.name)
    sources.sort(key=lambda source: source.newest or _NEVER, reverse=True)
    return sources


def _describe_sources(context: Context) -> Iterator[_Source]:
    groups = group_by_listing(context.catalogue)
    found = Counter((problem.listing, problem.severity) for problem in context.problems)
    for listing in context.catalogue.listings:
        entries = groups.get(listing.name, ())
        dates = (entry.paper.published for entry in entries)
        yield _Source(
            listing=listing,
            href=f"sources/{context.listing_slugs[listing.name]}.html",
            newest=max(filter(None, dates), default=None),
            errors=found[listing.name, Severity.ERROR],
            warnings=found[listing.name, Severity.WARNING],
        )
