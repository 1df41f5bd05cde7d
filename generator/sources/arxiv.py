"""A list of abstracts, each closed by its arXiv id and date.

```
The abstract.

23 pages, 4 figures          (an optional comment)

arXiv:2411.00001
Created: 2024-11-27
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.dates import parse_iso
from generator.errors import Problem
from generator.identifiers import parse_arxiv, parse_doi
from generator.models import Origin, PaperId, PartialDate, SourceRecord
from generator.sources.listing import (
    Line,
    Listing,
    Paragraph,
    describe_cut,
    quote,
    reads_as_abstract,
    remark,
    split_paragraphs,
    warn,
)

NAME = "arxiv"
_ID = re.compile(r"arXiv:\s*(\S+)(?:\s+\[([\w.-]+)\])?", re.I)
"""`arXiv:2411.00001`, perhaps with its category: `arXiv:2411.00001 [cs.LG]`."""
_KEY = re.compile(r"([A-Za-z-]+):\s*(.*)")
_LONG_COMMENT = 50
"""Words that no comment has: of 65,525 papers of arXiv, 44 comments and all but 61
abstracts have more."""


def detect(head: Sequence[str]) -> bool:
    """Tell whether an `arXiv:` line is followed by a `Created:` line."""
    texts = [line.strip() for line in head]
    return any(
        _ID.fullmatch(first) and second.startswith("Created:")
        for first, second in pairwise(texts)
    )


@dataclass
class _Reading:
    """The state of one pass over a listing."""

    name: str
    open: list[Paragraph] = field(default_factory=list)
    """Paragraphs since the last footer."""
    records: list[SourceRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, line: int, message: str) -> None:
        self.problems.append(warn(self.name, line, message))


def parse(name: str, lines: Iterable[Line], saved: PartialDate | None) -> Listing:
    """Read the records; an abstract without a footer is a record and a warning."""
    reading = _Reading(name)
    for paragraph in split_paragraphs(lines):
        text, footer = _split_footer(paragraph)
        if text:
            reading.open.append(text)
        if footer:
            _close(reading, footer)
    _close(reading, None)
    return Listing(tuple(reading.records), tuple(reading.problems), saved)


def _split_footer(paragraph: Paragraph) -> tuple[Paragraph | None, Paragraph | None]:
    """Part a paragraph at its `arXiv:` line; most are all text or all footer."""
    ids = (i for i, text in enumerate(paragraph.lines) if _ID.fullmatch(text))
    start = next(ids, len(paragraph.lines))
    text = Paragraph(paragraph.line, paragraph.lines[:start])
    footer = Paragraph(paragraph.line + start, paragraph.lines[start:])
    return text if text.lines else None, footer if footer.lines else None


def _close(reading: _Reading, footer: Paragraph | None) -> None:
    """Make records of the open paragraphs; a footer is that of the last abstract."""
    strays, papers = _split_papers(reading.open)
    reading.open = []
    if footer and not papers:
        reading.warn(footer.line, f"no abstract before {quote(footer.lines[0])}")
        line = strays[0].line if strays else footer.line
        bare = _make_record(reading.name, line, None, strays)
        record = _read_footer(reading, footer, bare)
        if record != bare or strays:
            reading.records.append(record)
        return
    for paragraph in strays:
        reading.warn(paragraph.line, f"belongs to no record: {quote(paragraph.text)}")
    for number, (abstract, *comments) in enumerate(papers, 1):
        record = _make_record(reading.name, abstract.line, abstract.text, comments)
        for comment in filter(lambda p: reads_as_abstract(p.text), comments):
            message = f"read as a comment on the paper above: {quote(comment.text)}"
            reading.problems.append(remark(reading.name, comment.line, message))
        if footer and number == len(papers):
            record = _read_footer(reading, footer, record)
        else:
            expected = "'arXiv:…' and 'Created: …' after this abstract, found neither"
            reading.warn(abstract.line, f"expected {expected}")
        reading.records.append(record)


def _split_papers(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[list[Paragraph]]]:
    """Return what stands before any abstract, and each abstract with its comments."""
    strays: list[Paragraph] = []
    papers: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        is_long = len(paragraph.text.split()) > _LONG_COMMENT
        if is_long or (not papers and reads_as_abstract(paragraph.text)):
            papers.append([paragraph])
        elif papers:
            papers[-1].append(paragraph)
        else:
            strays.append(paragraph)
    return strays, papers


def _make_record(
    name: str, line: int, abstract: str | None, comments: Sequence[Paragraph]
) -> SourceRecord:
    return SourceRecord(
        origin=Origin(name, line, NAME),
        abstract=abstract,
        comments=" ".join(paragraph.text for paragraph in comments) or None,
        notes=describe_cut(abstract),
    )


def _read_footer(
    reading: _Reading, footer: Paragraph, record: SourceRecord
) -> SourceRecord:
    for line, text in enumerate(footer.lines, footer.line):
        for key, value in _list_facts(text):
            try:
                record = _set(record, key, value)
            except ValueError as error:
                reading.warn(line, f"{error}, found {quote(text)}")
    return record


def _list_facts(text: str) -> list[tuple[str, str]]:
    """Return the keys of a line of a footer, with their values."""
    if (match := _ID.fullmatch(text)) and match[2]:
        return [("arxiv", match[1]), ("categories", match[2])]
    if match := _KEY.fullmatch(text):
        return [(match[1].lower(), match[2])]
    return [("", text)]


def _parse_id(value: str) -> PaperId:
    found = parse_arxiv(value) or parse_doi(value)
    if found is None:
        raise ValueError("expected an identifier such as 'arXiv:2411.00001'")
    return found


def _split_authors(value: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r",\s*(?:and\s+)?|\s+and\s+", value)))


def _split_categories(value: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w.-]+", value))


# The keys of a footer: the field that they fill, and how their value is read.
_KEYS: dict[str, tuple[str, Callable[[str], object]]] = {
    "arxiv": ("ids", _parse_id),
    "created": ("published", parse_iso),
    "title": ("title", str),
    "authors": ("authors", _split_authors),
    "comments": ("comments", str),
    "categories": ("categories", _split_categories),
    "journal-ref": ("venue", str),
    "doi": ("ids", _parse_id),
}


def _set(record: SourceRecord, key: str, value: str) -> SourceRecord:
    """Return the record with one more fact; ValueError says what was expected."""
    if key not in _KEYS:
        raise ValueError(f"expected one of the keys {', '.join(_KEYS)}")
    name, parse_value = _KEYS[key]
    fact = parse_value(value)
    if isinstance(fact, PaperId):
        ids = tuple(dict.fromkeys((*record.ids, fact)))
        return replace(record, ids=ids)
    if getattr(record, name):
        raise ValueError(f"expected {key!r} once")
    return replace(record, **{name: fact or None})  # type: ignore[arg-type]
