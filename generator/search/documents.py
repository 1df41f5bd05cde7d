"""What a result of the search shows, and the scripts that carry it to the browser.

Classic scripts, not JSON files, because a page opened from a disk may load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from generator.dates import label
from generator.latex import plain
from generator.models import Entry, OutputFile
from generator.summaries import make_byline, make_excerpt

FOLDER = "assets/search/data"
"""Below docs/; everything in it is generated."""
CHUNK = 32
"""Documents in a file."""
# JSON is ASCII here already; these three could end the script or begin an entity.
_ESCAPES = (("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026"))


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as a result shows it, in plain text. The names are those of load.js."""

    slug: str
    heading: str
    heading_made: bool
    abstract: str
    """Without its start where that is the heading; empty where there is none."""
    authors: str
    """On one line, not all of them; empty where no source names any."""
    date: str | None
    iso: str | None
    """The date at its own precision, e.g. `2024-11`."""
    venue: str
    code: bool
    """Whether a repository of code is known."""
    topics: tuple[str, ...]
    """Slugs, best first."""


def describe(entry: Entry, abstract: str) -> Document:
    """Return what a result shows of an entry.

    Args:
        entry: the entry.
        abstract: its abstract as plain text, which the caller has for the index too.
    """
    paper = entry.paper
    made = entry.heading_made
    return Document(
        slug=entry.slug,
        heading=entry.heading,
        heading_made=made,
        abstract=make_excerpt(entry, len(abstract) + 2) if made else abstract,
        authors=make_byline(paper),
        date=label(paper.published) if paper.published else None,
        iso=str(paper.published) if paper.published else None,
        venue=plain(paper.venue or ""),
        code=any(link.kind == "code" for link in paper.links),
        topics=tuple(match.topic.slug for match in entry.topics),
    )


def render_documents(number: int, documents: Sequence[Document]) -> OutputFile:
    """Return the file of one chunk of documents."""
    listed = [asdict(document) for document in documents]
    content = render_call("receiveDocuments", number, listed)
    return OutputFile(f"{FOLDER}/documents/{number}.js", content)


def render_call(function: str, *values: object) -> bytes:
    """Return a script that hands values to a function of `PaperDigest.search`."""
    return _render_script(function, ",".join(map(_dump, values)))


def render_text_call(function: str, value: object) -> bytes:
    """Return a script that hands over a value as JSON in a string.

    A browser reads a large string with JSON.parse more than ten times as fast as the
    same value written out as code.
    """
    text = _dump(value).replace("\\", "\\\\").replace("'", "\\'")
    return _render_script(function, f"'{text}'")


def _dump(value: object) -> str:
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def _render_script(function: str, arguments: str) -> bytes:
    return f"PaperDigest.search.{function}({arguments});\n".encode("ascii")
