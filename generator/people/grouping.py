"""Which names are one person: only on evidence, or because the owner says so.

The names are read and counted (`mentions`), the owner's file is applied (`owner`), names
that differ in an accent, an initial or a middle name are joined where their co-authors
bear it out (`variants`, `evidence`, `joining`), and those with enough papers get a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.models import Catalogue, Entry
from generator.people.aliases import NO_ALIASES, Aliases
from generator.people.joining import Group, Joined, join_names
from generator.people.mentions import Mentions, collect_mentions, list_spellings
from generator.people.models import SAME_WORDS, Author, People, Spelling
from generator.people.organizations import group_organizations
from generator.people.owner import read_orders
from generator.people.slugs import assign_slugs
from generator.people.thresholds import allow_pages, choose_threshold

FEWEST_PAPERS = 2
"""A page about a single paper would say nothing that the paper's own does not."""


def group_people(
    catalogue: Catalogue,
    aliases: Aliases = NO_ALIASES,
    *,
    pages_from: int | None = None,
    organization_pages_from: int = 1,
) -> People:
    """Return who has written the papers of a catalogue.

    Args:
        catalogue: the papers.
        aliases: what the owner says of names.
        pages_from: papers from which an author has a page; None for the smallest number
            from FEWEST_PAPERS on with which there are not too many pages.
        organization_pages_from: the same of organizations, raised where that would be
            too many pages.
    """
    entries = catalogue.entries
    mentions = collect_mentions(entries)
    orders = read_orders(mentions, entries, aliases)
    joined = join_names(mentions, orders)
    sizes = (len(group.papers) for group in joined.groups)
    least = pages_from or choose_threshold(
        sizes, FEWEST_PAPERS, allow_pages(len(entries))
    )
    authors = _make_authors(mentions, joined, entries, least)
    organizations = group_organizations(entries, organization_pages_from)
    return People(
        authors=tuple(sorted(authors.values(), key=lambda a: (a.sort_name, a.slug))),
        organizations=organizations.shown,
        pages_from=least,
        names=len(joined.groups),
        by_paper=_list_by_paper(mentions, joined, authors, entries),
        organization_pages_from=organizations.pages_from,
        organization_names=organizations.names,
        problems=tuple(orders.problems),
    )


def _make_authors(
    mentions: Mentions, joined: Joined, entries: Sequence[Entry], least: int
) -> dict[int, Author]:
    """Return the authors with enough papers, by the number of their main name."""
    groups = [group for group in joined.groups if len(group.papers) >= least]
    mains = [group.names[0] for group in groups]
    slugs = assign_slugs(
        [mentions.names[main] for main in mains],
        [mentions.keys[main] for main in mains],
        "author",
    )
    return {
        main: Author(
            slug=slug,
            name=mentions.names[main],
            spellings=tuple(_list_spellings(mentions, group, joined.reasons)),
            entries=tuple(entries[paper] for paper in group.papers),
            sort_name=mentions.sort_name(main),
        )
        for main, slug, group in zip(mains, slugs, groups, strict=True)
    }


def _list_spellings(
    mentions: Mentions, group: Group, reasons: Mapping[int, str]
) -> list[Spelling]:
    main = group.names[0]
    found = []
    for number in group.names:
        reason = "" if number == main else reasons[number]
        names = list(list_spellings(mentions, number))
        found.append(Spelling(names[0], reason))
        found += [Spelling(name, SAME_WORDS) for name in names[1:]]
    return found


def _list_by_paper(
    mentions: Mentions,
    joined: Joined,
    authors: Mapping[int, Author],
    entries: Sequence[Entry],
) -> dict[str, tuple[Author | None, ...]]:
    pages = {
        number: authors[group.names[0]]
        for group in joined.groups
        if group.names[0] in authors
        for number in group.names
    }
    return {
        entry.slug: tuple(pages.get(number) for number in row)
        for entry, row in zip(entries, mentions.rows, strict=True)
    }
