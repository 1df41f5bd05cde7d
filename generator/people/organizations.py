"""The organizations of a collection: as listings name them, upper and lower case aside."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Entry
from generator.people.models import Organization
from generator.people.slugs import assign_slugs
from generator.people.thresholds import allow_pages, choose_threshold
from generator.text import clean, fold


@dataclass(frozen=True, slots=True)
class Organizations:
    """Those with a page, and how many there are."""

    shown: tuple[Organization, ...]
    """By name."""
    pages_from: int
    names: int


def group_organizations(entries: Sequence[Entry], pages_from: int) -> Organizations:
    """Return the organizations of papers.

    Names are one where they differ in case and white space only: nothing else in a
    listing says that `Example` and `Example Inc.` are one.

    Args:
        entries: newest first.
        pages_from: papers from which an organization has a page; raised where that
            would be too many pages.
    """
    papers: dict[str, list[Entry]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        name = clean(entry.paper.organization or "")
        key = unicodedata.normalize("NFKC", name).casefold()
        if any(map(str.isalnum, key)):
            papers[key].append(entry)
            spellings[key][name] += 1
    least = choose_threshold(
        map(len, papers.values()), pages_from, allow_pages(len(entries))
    )
    keys = sorted(key for key, found in papers.items() if len(found) >= least)
    names = [
        min(ways, key=lambda name: (-ways[name], name))
        for key in keys
        for ways in [spellings[key]]
    ]
    slugs = assign_slugs(names, keys, "organization")
    shown = [
        Organization(slug, name, tuple(papers[key]))
        for slug, name, key in zip(slugs, names, keys, strict=True)
    ]
    shown.sort(key=lambda each: (fold(each.name), each.slug))
    return Organizations(tuple(shown), least, len(papers))
