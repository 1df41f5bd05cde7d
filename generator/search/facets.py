"""What results are filtered and counted by: topics, sources, code.

They are postings as those of words, all in one file, so that the browser counts a
result of any size without a look at the papers themselves. Dates need no postings:
papers are numbered by date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from generator.models import Entry
from generator.search.columns import sort_key
from generator.search.pieces import Field, Piece, make_piece
from generator.sources import SOURCES
from generator.text import make_slug

HAS_CODE = "has:code"


def make_facets(entries: Sequence[Entry], span: int) -> Piece:
    """Return the facets of papers.

    Args:
        entries: in the order of their numbers.
        span: as for the terms.
    """
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for facet in _list_facets(entry):
            lists[facet].append(number)
    terms = sorted(lists, key=sort_key)
    counts = [len(lists[term]) for term in terms]
    papers = [number for term in terms for number in lists[term]]
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    field = Field("facets", starts, np.array(papers, np.int32))
    return make_piece(terms, field, span)


def _list_facets(entry: Entry) -> set[str]:
    facets = {f"topic:{match.topic.slug}" for match in entry.topics}
    facets |= {f"source:{make_slug(origin.format)}" for origin in entry.paper.origins}
    if any(link.kind == "code" for link in entry.paper.links):
        facets.add(HAS_CODE)
    return facets


def name_sources(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return the titles of the sources that papers come from, by slug."""
    formats = {origin.format for entry in entries for origin in entry.paper.origins}
    titles = {source.name: source.title for source in SOURCES}
    return {make_slug(name): titles.get(name, name) for name in sorted(formats)}


def list_years(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Return each year with the number of its first paper; papers are by date."""
    years: dict[int, int] = {}
    for number, entry in enumerate(entries):
        if date := entry.paper.published:
            years.setdefault(date.year, number)
    return sorted(years.items())
