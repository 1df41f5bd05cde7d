"""RIS: one line a field, CRLF, as EndNote, Mendeley and Zotero import it.

RIS has no type for a preprint. `UNPB` (unpublished work) is what most tools write that
know preprints; `GEN` would make a document of no kind, and `JOUR` would claim a journal. The archive is the publisher (`PB`), the
identifier the number in it (`AN`).
`docs/assets/js/ris.js` does the same in the browser, byte for byte: it makes what
readers take away, and this is what it is held to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.exports.citation import (
    JOURNAL,
    OTHER,
    PREPRINT,
    PROCEEDINGS,
    Citation,
    name_all,
)
from generator.exports.names import Name
from generator.models import ARXIV, DOI

_TYPES: Mapping[str, str] = MappingProxyType(
    {PREPRINT: "UNPB", PROCEEDINGS: "CPAPER", JOURNAL: "JOUR", OTHER: "GEN"}
)
MORE_AUTHORS = "There are more authors than the listing names."


def format_ris(citations: Sequence[Citation]) -> Iterator[str]:
    """Yield the record of each citation, with its line endings, in their order."""
    for citation, name in zip(citations, name_all(citations), strict=True):
        found = [pair for pair in _list_fields(citation, name) if pair[1]]
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in found)
        yield f"{lines}ER  - \r\n"


def _list_fields(citation: Citation, name: str) -> Iterator[tuple[str, str]]:
    """Yield every field that a record may have, empty where nothing is known."""
    arxiv = citation.get_id(ARXIV)
    yield "TY", _TYPES[citation.kind]
    yield "ID", name
    yield "TI", citation.title
    yield from (("AU", _format_name(author)) for author in citation.authors)
    yield from _list_dates(citation)
    yield "T2", citation.venue
    yield "PB", "arXiv" if arxiv and citation.kind == PREPRINT else ""
    yield "AN", arxiv and f"arXiv:{arxiv}"
    yield "DO", citation.get_id(DOI)
    yield "UR", citation.url
    yield from (("KW", keyword) for keyword in citation.keywords)
    yield "N1", MORE_AUTHORS if citation.has_more_authors else ""


def _list_dates(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield the year, and the date as far as it is known: `2024/11/27`, `2024/11/`."""
    if date := citation.date:
        yield "PY", str(date.year)
        if date.month:
            day = f"{date.day:02d}" if date.day else ""
            yield "DA", f"{date.year}/{date.month:02d}/{day}"


def _format_name(name: Name) -> str:
    """Return `Family, Given, Suffix`."""
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
