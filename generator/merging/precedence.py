"""Which source is believed: a table of formats for each field, strongest first."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import Origin, SourceRecord

OTHERS = "*"
"""Stands for every format that a table does not name."""

_BY_CARE = ("jsonl", OTHERS, "arxiv", "huggingface", "aitopics", "abstracts")

PRECEDENCE: dict[str, tuple[str, ...]] = {
    # A JSON Lines file is made from an archive's own data; the others are copied pages.
    "title": _BY_CARE,
    # Only the one by which the others are measured: the longest that agrees wins.
    "abstract": _BY_CARE,
    # The longest complete list wins; the table decides between lists of one length.
    "authors": _BY_CARE,
    # Where names are listed they are counted; a bare count may be of another version.
    "author_count": _BY_CARE,
    # Of the listings only Hugging Face gives one; what was exported may be curated.
    "organization": _BY_CARE,
    # arXiv gives the day of submission, Hugging Face that of its own listing.
    "published": _BY_CARE,
    # All are kept; the table decides whose come first in the provenance.
    "ids": _BY_CARE,
    # Exports name the venue as published; AITopics, the site that it was found on.
    "venue": _BY_CARE,
    # arXiv's comments are the authors' own, and exports quote them.
    "comments": _BY_CARE,
    # The first category is the primary one: a list that was exported keeps that order.
    "categories": _BY_CARE,
    # All are kept; the table decides their order.
    "links": _BY_CARE,
    # The greatest wins, whoever says it: discussions grow.
    "discussion": _BY_CARE,
    # What the strongest record names as its own source.
    "via": _BY_CARE,
}
"""Formats by field; of one format, the record that says more, then the first in order.

A correction stands above the table: see `merge`.
"""


def rank_records(field: str, records: Iterable[SourceRecord]) -> list[SourceRecord]:
    """Return the records, strongest for a field first."""
    given = list(records)
    if len(given) < 2:
        return given
    formats = PRECEDENCE[field]

    def rank(record: SourceRecord) -> tuple[int, int, Origin]:
        name = record.origin.format
        place = formats.index(name if name in formats else OTHERS)
        return place, -count_facts(record), record.origin

    return sorted(given, key=rank)


def count_facts(record: SourceRecord) -> int:
    """Return how many of the fields a record knows."""
    known = (
        record.title, record.abstract, record.authors, record.author_count,
        record.organization, record.published, record.ids, record.venue,
        record.comments, record.categories, record.links, record.discussion, record.via,
    )  # fmt: skip
    return sum(fact not in (None, ()) for fact in known)
