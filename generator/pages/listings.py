"""The listings: what each one is, what was read from it, and the papers in its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.catalogue import group_by_listing
from generator.errors import Problem
from generator.models import Catalogue, OutputFile
from generator.pages.renderer import Crumb, ListPage, Renderer, Section
from generator.sources import SOURCES
from generator.text import make_slug

FORMAT_TITLES: Mapping[str, str] = {source.name: source.title for source in SOURCES}
_PROBLEMS_SHOWN = 100
_BRIEF_FROM = 3
"""Page of a listing from which on its papers stand with title, date and authors alone:
topics and dates show them in full, and a listing may hold all papers there are."""


def assign_listing_slugs(names: Sequence[str]) -> Mapping[str, str]:
    """Return an address for each listing, by name."""
    slugs: dict[str, str] = {}
    for name in sorted(names):
        wanted = make_slug(name) or "listing"
        slug, number = wanted, 2
        while slug in slugs.values() or slug == "index":
            slug, number = f"{wanted}-{number}", number + 1
        slugs[name] = slug
    return slugs


def render_listings(
    renderer: Renderer,
    catalogue: Catalogue,
    slugs: Mapping[str, str],
    problems: Sequence[Problem],
) -> Iterator[OutputFile]:
    """Yield the index of listings and the pages of each."""
    yield renderer.render_page(
        "sources/index.md",
        "listings.html",
        {
            "listings": catalogue.listings,
            "slugs": slugs,
            "formats": FORMAT_TITLES,
            "problems": _count_problems(problems),
        },
        title="Sources",
        description="The listings from which the papers of this collection were read.",
    )
    groups = group_by_listing(catalogue)
    for listing in catalogue.listings:
        own = tuple(p for p in problems if p.listing == listing.name)
        intro = renderer.render(
            "listing.html",
            {
                "listing": listing,
                "format": FORMAT_TITLES[listing.format],
                "problems": own[:_PROBLEMS_SHOWN],
                "more": len(own[_PROBLEMS_SHOWN:]),
            },
        )
        entries = groups.get(listing.name, ())
        slug = slugs[listing.name]
        heading = f"{len(entries):,} {'paper' if len(entries) == 1 else 'papers'}"
        sections = (
            (Section(f"{heading}, in the listing's order", "papers", entries),)
            if entries
            else ()
        )
        yield from renderer.render_list(
            ListPage(
                stem=f"sources/{slug}",
                title=listing.title,
                description=f"The {heading} that were read from {listing.name}.",
                crumbs=(Crumb("Sources", "index.html"), Crumb(listing.title)),
                sections=sections,
                intro=intro,
                papers=f"source:{slug}",
                feed=f"sources/{slug}" if entries else "",
                brief_from=_BRIEF_FROM,
            )
        )


def _count_problems(problems: Sequence[Problem]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for problem in problems:
        counts[problem.listing] += 1
    return counts
