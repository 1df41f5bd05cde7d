"""`papers.csv`: a line a paper, for spreadsheets; without abstracts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from generator.exports.citation import Citation, make_citation
from generator.models import ACL, ARXIV, DOI, OPENREVIEW, Catalogue, Entry

COLUMNS = (
    "key", "title", "authors", "authors_complete", "published", "venue", "arxiv", "doi",
    "acl", "openreview", "topics", "source_url", "page",
)  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell: https://owasp.org/www-community/attacks/CSV_Injection"""


def render_csv(catalogue: Catalogue) -> Iterator[str]:
    """Yield the lines of `papers.csv`, newest paper first, each with its CRLF."""
    yield _join(COLUMNS)
    for entry in catalogue.entries:
        row = _describe(entry, make_citation(entry))
        yield _join(tuple(make_safe(row[column]) for column in COLUMNS))


def _describe(entry: Entry, citation: Citation) -> Mapping[str, str]:
    return {
        "key": entry.key,
        "title": citation.title,
        "authors": "; ".join(citation.written),
        "authors_complete": str(
            bool(citation.written) and not citation.has_more_authors
        ).lower(),
        "published": str(citation.date or ""),
        "venue": citation.venue,
        "arxiv": citation.get_id(ARXIV),
        "doi": citation.get_id(DOI),
        "acl": citation.get_id(ACL),
        "openreview": citation.get_id(OPENREVIEW),
        "topics": "; ".join(match.topic.slug for match in entry.topics),
        "source_url": citation.url,
        "page": f"papers/{entry.slug}.html",
    }


def make_safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with a quotation mark before."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _join(cells: tuple[str, ...]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
