"""The catalogue: papers in order, each with its address; after it nothing is decided."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.config import SourceNote
from generator.dates import label
from generator.keys import choose_keys, list_keys
from generator.latex import plain
from generator.listings import ReadListing
from generator.models import (
    ARXIV,
    Catalogue,
    Entry,
    Judgement,
    ListingSummary,
    Paper,
    PartialDate,
    Topic,
)
from generator.text import make_slug, shorten, words
from generator.understanding.digest import make_digest
from generator.understanding.headings import make_heading

_UNDATED = PartialDate(0)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"“‘(])")
_START_LIMIT = 110


def number_papers(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the number of each paper by its slug: the oldest is 0, the undated come first.

    Args:
        entries: of a catalogue, newest first.
    """
    last = len(entries) - 1
    return {entry.slug: last - place for place, entry in enumerate(entries)}


def build_catalogue(
    papers: Iterable[tuple[Paper, Judgement]],
    topics: Sequence[Topic],
    listings: Sequence[ListingSummary],
    progress: Callable[[int], None] | None = None,
) -> Catalogue:
    """Put papers in order, newest first, each with an address and a digest.

    Args:
        papers: each with its topics.
        topics: all topics, in the order of the file.
        listings: what was read.
        progress: is told how many papers are done.
    """
    judged = list(papers)
    merged = [paper for paper, _ in judged]
    slugs = _assign_slugs(merged)
    listed = [list_keys(paper) for paper in merged]
    keys = choose_keys(listed, slugs)
    entries = []
    for slug, key, each, (paper, judgement) in zip(
        slugs, keys, listed, judged, strict=True
    ):
        entries.append(_make_entry(slug, (key, each), paper, judgement))
        if progress:
            progress(len(entries))
    entries.sort(key=lambda entry: (entry.heading.casefold(), entry.slug))
    entries.sort(key=lambda entry: entry.paper.published or _UNDATED, reverse=True)
    dates = [entry.paper.published for entry in entries if entry.paper.published]
    return Catalogue(
        entries=tuple(entries),
        topics=tuple(topics),
        listings=tuple(listings),
        data_through=max(dates, default=None),
        records=sum(len(entry.paper.origins) for entry in entries),
        merged=sum(len(entry.paper.origins) > 1 for entry in entries),
    )


def _make_entry(
    slug: str,
    known_by: tuple[str, tuple[str, ...]],
    paper: Paper,
    judgement: Judgement,
) -> Entry:
    title, text = plain(paper.title or ""), plain(paper.abstract or "")
    made = not title
    heading = title or make_heading(text)
    return Entry(
        slug=slug,
        paper=paper,
        heading=heading or "Untitled",
        heading_made=made,
        text=text,
        topics=judgement.matches,
        near=judgement.near,
        key=known_by[0],
        keys=known_by[1],
        digest=make_digest(text, title),
    )


def cut_start(text: str) -> str:
    """Return what gives a paper without title and id its address: how its text starts.

    It is not the heading: a heading may be made in a better way, an address has to stay.
    """
    first = _SENTENCE_END.split(text, maxsplit=1)[0]
    return shorten(first.removesuffix("."), _START_LIMIT)


def _assign_slugs(papers: Sequence[Paper]) -> list[str]:
    """Return an address for each paper that does not hang on the order of listings.

    A title gives it; without one the first id, else the text. Papers that would
    share one all get a suffix: their id, else a short hash of what they say.
    """
    wanted = [_preferred_slug(paper) for paper in papers]
    counts = Counter(wanted)
    slugs = [
        slug if counts[slug] == 1 else f"{slug}-{_slug_suffix(paper)}"
        for slug, paper in zip(wanted, papers, strict=True)
    ]
    return _number_repeats(slugs, papers)


def _number_repeats(slugs: list[str], papers: Sequence[Paper]) -> list[str]:
    """Number addresses that are equal even with their suffix, in order of origin."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, slug in enumerate(slugs):
        places[slug].append(index)
    taken = set(places)
    for slug, indices in sorted(places.items()):
        indices.sort(key=lambda index: papers[index].origins)
        number = 2
        for index in indices[1:]:
            while f"{slug}-{number}" in taken:
                number += 1
            slugs[index] = f"{slug}-{number}"
            taken.add(slugs[index])
    return slugs


def _preferred_slug(paper: Paper) -> str:
    if paper.title and (slug := make_slug(plain(paper.title))):
        return slug
    for paper_id in paper.ids:
        if slug := make_slug(str(paper_id)):
            return slug
    return make_slug(cut_start(plain(paper.abstract or ""))) or "paper"


def _slug_suffix(paper: Paper) -> str:
    ids = sorted(paper.ids, key=lambda paper_id: (paper_id.kind != ARXIV, paper_id))
    if ids and (suffix := make_slug(ids[0].value)):
        return suffix
    said = " ".join(words(f"{paper.title} {paper.abstract} {paper.venue}"))
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def summarize_listing(
    read: ReadListing, note: SourceNote | None, papers: int
) -> ListingSummary:
    """Return what the pages say of a listing.

    Args:
        read: the listing.
        note: what `sources.yml` says of it.
        papers: number of papers that it has a record of.
    """
    listing = read.listing
    return ListingSummary(
        name=read.file.name,
        format=read.source.name,
        records=len(listing.records),
        papers=papers,
        saved=listing.saved,
        saved_note=listing.saved_note,
        title=(note.title if note else None) or _make_listing_title(read),
        url=note.url if note else None,
    )


def _make_listing_title(read: ReadListing) -> str:
    saved = read.listing.saved
    return f"{read.source.title}, {label(saved)}" if saved else read.source.title


def group_by_topic(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of each topic that has any, by slug, newest first."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in catalogue.entries:
        for match in entry.topics:
            groups[match.topic.slug].append(entry)
    return {slug: tuple(entries) for slug, entries in groups.items()}


def group_by_month(catalogue: Catalogue) -> Mapping[PartialDate, tuple[Entry, ...]]:
    """Return the dated entries by month, newest first.

    A paper of which only the year is known stands under `PartialDate(year)`.
    """
    groups: dict[PartialDate, list[Entry]] = defaultdict(list)
    for entry in catalogue.entries:
        if date := entry.paper.published:
            groups[PartialDate(date.year, date.month)].append(entry)
    return {month: tuple(entries) for month, entries in groups.items()}


def group_by_listing(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of each listing, in the listing's own order."""
    groups: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for entry in catalogue.entries:
        lines: dict[str, int] = {}
        for origin in entry.paper.origins:
            lines.setdefault(origin.listing, origin.line)
        for listing, line in lines.items():
            groups[listing].append((line, entry))
    return {
        listing: tuple(entry for _, entry in sorted(pairs, key=lambda pair: pair[0]))
        for listing, pairs in groups.items()
    }


def select_undated(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the entries without a date, by heading."""
    return tuple(entry for entry in catalogue.entries if not entry.paper.published)
