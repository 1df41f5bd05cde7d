"""A page saved from AITopics, "Collaborating Authors": title, source, abstract.

```
Goto

Collaborating Authors

  Family, Given                  (an author of every paper on the page)


A Title

Name of the source

The abstract, whose last line may be cut off.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.errors import Problem
from generator.models import Origin, PartialDate, SourceRecord
from generator.sources.listing import (
    Line,
    Listing,
    Paragraph,
    describe_cut,
    quote,
    reads_as_abstract,
    split_paragraphs,
    warn,
)
from generator.text import clean

NAME = "aitopics"
_HEADING = "Collaborating Authors"
_NAME = re.compile(r"[^\s,:?!]+(?: [^\s,:?!]+)?,(?: [^\s,:?!]+){1,3}")
"""`Family, Given`, with two words before the comma and three after it at most."""


def detect(head: Sequence[str]) -> bool:
    """Tell whether the page's heading is among the first lines."""
    return any(line.strip() == _HEADING for line in head)


def parse(name: str, lines: Iterable[Line], saved: PartialDate | None) -> Listing:
    """Read the records; the author whose page it is is one of the authors of each."""
    lines = iter(lines)
    reading = _Reading(name, _read_header(name, lines))
    for paragraph in split_paragraphs(lines):
        if reads_as_abstract(paragraph.text):
            reading.add(paragraph)
        else:
            reading.short.append(paragraph)
    reading.add(None)
    return Listing(tuple(reading.records), tuple(reading.problems), saved)


def _read_header(name: str, lines: Iterator[Line]) -> list[Problem]:
    """Read up to the page's heading; report what has no known meaning there."""
    problems = []
    for number, raw in lines:
        text = clean(raw)
        if text == _HEADING:
            break
        if text not in {"", "Goto"}:
            message = f"a line of no known meaning: {quote(text)}"
            problems.append(warn(name, number, message))
    return problems


@dataclass
class _Reading:
    """The state of one pass over a page."""

    name: str
    problems: list[Problem]
    records: list[SourceRecord] = field(default_factory=list)
    short: list[Paragraph] = field(default_factory=list)
    """Author, titles and sources since the last abstract."""
    author: str | None = None

    def warn(self, line: int, message: str) -> None:
        self.problems.append(warn(self.name, line, message))

    def add(self, abstract: Paragraph | None) -> None:
        """Make a record of an abstract (None at the end) and of what stands before it."""
        if not self.records:
            self._take_author()
        own = len(self.short) - 2 if abstract else len(self.short)
        for start in range(0, own, 2):
            title, *source = self.short[start : min(start + 2, own)]
            self.warn(
                title.line,
                f"expected an abstract after the title {quote(title.text)}",
            )
            self._add_record(title, source, None)
        title_and_source = self.short[max(own, 0) :]
        self.short = []
        if abstract is None:
            return
        if not title_and_source:
            self.warn(abstract.line, "expected a title before this abstract")
            self._add_record(None, [], abstract)
            return
        title, *source = title_and_source
        if not source:
            self.warn(title.line, "expected the name of the source after this title")
        self._add_record(title, source, abstract)

    def _take_author(self) -> None:
        """Take the first line for the page's author, unless it must be a title."""
        if self.short and (len(self.short) > 2 or _NAME.fullmatch(self.short[0].text)):
            self.author = self.short.pop(0).text
        elif self.short:
            line = self.short[0].line
            self.warn(line, "expected the author of the page after its heading")

    def _add_record(
        self,
        title: Paragraph | None,
        source: Sequence[Paragraph],
        abstract: Paragraph | None,
    ) -> None:
        first = next(p for p in (title, abstract) if p is not None)
        text = abstract.text if abstract else None
        self.records.append(
            SourceRecord(
                origin=Origin(self.name, first.line, NAME),
                title=title.text if title else None,
                venue=source[0].text if source else None,
                abstract=text,
                authors=(self.author,) if self.author else (),
                authors_complete=False,
                notes=describe_cut(text),
            )
        )
