"""Records and papers as JSON: the lines of `papers.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.models import Catalogue, Entry, Facts, FieldOrigin, Origin, SourceRecord

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def dump(value: Json) -> str:
    """Return one line of JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _describe_origin(origin: Origin) -> Json:
    return {"listing": origin.listing, "line": origin.line, "format": origin.format}


def _describe_facts(facts: Facts) -> dict[str, Json]:
    return {
        "title": facts.title,
        "abstract": facts.abstract,
        "authors": list(facts.authors),
        "authors_complete": bool(facts.authors) and not facts.has_more_authors,
        "author_count": facts.author_count,
        "organization": facts.organization,
        "published": str(facts.published) if facts.published else None,
        "ids": [str(paper_id) for paper_id in facts.ids],
        "venue": facts.venue,
        "comments": facts.comments,
        "categories": list(facts.categories),
        "links": [{"kind": link.kind, "url": link.url} for link in facts.links],
        "discussion": facts.discussion,
        "via": facts.via,
    }


def describe_record(record: SourceRecord) -> dict[str, Json]:
    """Return a record as JSON: every field, null or empty where the listing is silent."""
    return {
        "origin": _describe_origin(record.origin),
        **_describe_facts(record),
        "notes": dict(record.notes),
    }


def describe_entry(entry: Entry) -> dict[str, Json]:
    """Return a paper as a line of `papers.jsonl` has it; text as the source has it."""
    paper = entry.paper
    return {
        "key": entry.key,
        "slug": entry.slug,
        "heading": entry.heading,
        **_describe_facts(paper),
        "topics": [match.topic.slug for match in entry.topics],
        "topic_evidence": {
            match.topic.slug: list(match.evidence) for match in entry.topics
        },
        "digest": entry.digest,
        "origins": [_describe_origin(origin) for origin in paper.origins],
        "provenance": {
            field.field: _describe_field(field) for field in paper.provenance
        },
    }


def _describe_field(field: FieldOrigin) -> Json:
    origins: list[Json] = [str(origin) for origin in field.origins]
    return {"origins": origins, "note": field.note}


def render_papers(catalogue: Catalogue) -> Iterator[str]:
    """Yield the lines of `papers.jsonl`, newest paper first, each with its line ending."""
    for entry in catalogue.entries:
        yield dump(describe_entry(entry)) + "\n"
