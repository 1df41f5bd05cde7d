"""CSL-JSON: what pandoc, Zotero and citeproc read.

A preprint is an `article` of genre `preprint`, as the CSL specification has it.
`docs/assets/js/csl.js` does the same in the browser, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
from generator.exports.records import Json
from generator.exports.ris import MORE_AUTHORS
from generator.models import ARXIV, DOI, PartialDate

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        PREPRINT: "article",
        PROCEEDINGS: "paper-conference",
        JOURNAL: "article-journal",
        OTHER: "article",
    }
)


def format_csl(citations: Sequence[Citation]) -> str:
    """Return a JSON array with an item for each citation, in their order."""
    items = [
        describe_item(citation, name)
        for citation, name in zip(citations, name_all(citations), strict=True)
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def describe_item(citation: Citation, name: str) -> dict[str, Json]:
    """Return a citation as CSL-JSON; what is not known is left out."""
    arxiv = citation.get_id(ARXIV)
    is_preprint = citation.kind == PREPRINT
    item: dict[str, Json] = {
        "id": name,
        "type": _TYPES[citation.kind],
        "genre": "preprint" if is_preprint else "",
        "title": citation.title,
        "author": [_describe_name(author) for author in citation.authors],
        "issued": _describe_date(citation.date) if citation.date else "",
        "container-title": citation.venue,
        "publisher": "arXiv" if is_preprint and arxiv else "",
        "number": f"arXiv:{arxiv}" if arxiv else "",
        "DOI": citation.get_id(DOI),
        "URL": citation.url,
        "keyword": ", ".join(citation.keywords),
        "note": MORE_AUTHORS if citation.has_more_authors else "",
    }
    return {key: value for key, value in item.items() if value}


def _describe_name(name: Name) -> dict[str, Json]:
    if name.is_whole:
        return {"literal": name.family}
    described: dict[str, Json] = {"family": name.family, "given": name.given}
    return described | ({"suffix": name.suffix} if name.suffix else {})


def _describe_date(date: PartialDate) -> dict[str, Json]:
    known: list[Json] = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [known]}
