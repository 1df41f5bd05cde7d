"""What a paper is in `papers.jsonl` and below `api/`, as a JSON Schema (2020-12)."""

from __future__ import annotations

from generator.exports.records import Json

VERSION = 1
"""Of all data files: it changes when a field is taken away or comes to mean something else."""
LICENCE = (
    "The facts were read from public listings, which report.json names. Titles and"
    " abstracts belong to their authors; what arXiv says of its papers is CC0. Paper"
    " Digest claims no right in any of it."
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}
_MAYBE_NUMBER: Json = {"type": ["integer", "null"]}
_DATE: Json = {
    "type": ["string", "null"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "description": "As far as it is known: 2024, 2024-11 or 2024-11-27.",
}
_ID: Json = {"type": "string", "pattern": "^(arxiv|doi|acl|openreview|local):."}


def _object(**properties: Json) -> dict[str, Json]:
    """Return an object that has all of these and nothing else."""
    required: list[Json] = list(properties)
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def describe_schema() -> Json:
    """Return the schema of a line of `papers.jsonl`."""
    link = _object(kind={"enum": ["code", "hub", "web"]}, url=_TEXT)
    origin = _object(
        listing=_TEXT, line={"type": "integer", "minimum": 1}, format=_TEXT
    )
    field = _object(origins=_TEXTS, note=_MAYBE_TEXT)
    paper = _object(
        key={**_describe("What no other paper has; it stays through rebuilds.")},
        slug={**_describe("The page is papers/SLUG.html."), "pattern": "^[a-z0-9-]+$"},
        heading=_describe("The title as plain text, or one made from the abstract."),
        title=_MAYBE_TEXT,
        abstract=_MAYBE_TEXT,
        authors={**_make_list(_TEXT), "description": "As written, in order."},
        authors_complete={"type": "boolean"},
        author_count=_MAYBE_NUMBER,
        organization=_MAYBE_TEXT,
        published=_DATE,
        ids=_make_list(_ID),
        venue=_MAYBE_TEXT,
        comments=_MAYBE_TEXT,
        categories=_TEXTS,
        links=_make_list(link),
        discussion=_MAYBE_NUMBER,
        via=_MAYBE_TEXT,
        topics=_TEXTS,
        topic_evidence={"type": "object", "additionalProperties": _TEXTS},
        digest=_MAYBE_TEXT,
        origins=_make_list(origin),
        provenance={"type": "object", "additionalProperties": field},
    )
    head: dict[str, Json] = {
        "$schema": _DIALECT,
        "title": "A paper, as a line of papers.jsonl has it",
        "description": f"Version {VERSION}.",
    }
    return {**head, **paper}


def _describe(text: str) -> dict[str, Json]:
    return {"type": "string", "minLength": 1, "description": text}


def _make_list(items: Json) -> dict[str, Json]:
    return {"type": "array", "items": items}
