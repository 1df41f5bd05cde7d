"""A page saved from Hugging Face "Daily Papers": title, abstract, footer.

```
Daily Papers
                                 (the page's own lines, then the day it was saved)
Dec 8

A Title

The abstract.

  • 8 authors                    (or an organization's name, written twice)
·
Oct 30, 2024 5                   (date; its year is left out in the page's own year;
                                  then the number of comments, if there are any)
```

A variant of the page has no footers at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.dates import MONTHS, make_date, parse_english
from generator.errors import Problem
from generator.models import Origin, PartialDate, SourceRecord
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
from generator.sources.pagedates import (
    WrittenDate,
    YearlessDate,
    date_page,
    date_records,
)

NAME = "huggingface"
# The page's own lines, ignored on purpose.
_CHROME = frozenset(
    {
        "new",
        "get trending papers in your email inbox!",
        "subscribe",
        "daily papers",
        "trending papers",
        "byak and the research community",
        "by ak and the research community",
    }
)
_AUTHORS = re.compile(r"•?\s*([1-9][0-9]{0,4}) authors?")
# Real names of months: "Llama 3" is a title.
_MONTH = "|".join(f"{name[:3]}\\.?|{name}" for name in MONTHS)
_DATE = re.compile(rf"((?:{_MONTH}) [0-9]{{1,2}}(?:, [0-9]{{4}})?)(?: ([0-9]{{1,6}}))?")
_BULLET, _DOT = "•", "·"
_LONGEST_ABSTRACT = 10_000
"""Characters; an abstract to which this much was added is not added to."""


@dataclass
class _Reading:
    """The state of one pass over a page."""

    name: str
    records: list[SourceRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    title: Paragraph | None = None
    """A title that waits for its abstract."""
    footer: set[str] = field(default_factory=set)
    """What the footer of the last record has said; empty before a footer."""
    day: WrittenDate | None = None
    """Of the page itself."""
    yearless: list[YearlessDate] = field(default_factory=list)

    def warn(self, line: int, message: str) -> None:
        self.problems.append(warn(self.name, line, message))

    def add(self, line: int, title: str | None, abstract: str | None) -> None:
        origin, notes = Origin(self.name, line, NAME), describe_cut(abstract)
        record = SourceRecord(origin, notes, title=title, abstract=abstract)
        self.records.append(record)
        self.title = None
        self.footer.clear()

    def amend(self, **facts: object) -> None:
        """Change the last record."""
        self.records[-1] = replace(self.records[-1], **facts)  # type: ignore[arg-type]

    def is_open(self) -> bool:
        """Tell whether the last abstract may go on: nothing has closed it so far."""
        abstract = self.records[-1].abstract if self.records else None
        return bool(abstract and not self.footer and len(abstract) < _LONGEST_ABSTRACT)


def detect(head: Sequence[str]) -> bool:
    """Tell whether the page's own first lines are there, or a footer of its layout."""
    texts = [line.strip() for line in head]
    if any(text.endswith("AK and the research community") for text in texts):
        return True
    return any(
        second == _DOT and (_AUTHORS.fullmatch(first) or _DATE.fullmatch(third))
        for first, second, third in zip(texts, texts[1:], texts[2:], strict=False)
    )


def parse(name: str, lines: Iterable[Line], saved: PartialDate | None) -> Listing:
    """Read the records of a page.

    The year of dates that carry none is that of the page, see `pagedates`.
    """
    reading = _Reading(name)
    for paragraph in split_paragraphs(lines):
        _read_paragraph(reading, paragraph)
    _close_title(reading)
    records = reading.records
    page = date_page(saved, reading.day, records)
    reading.problems += date_records(name, records, reading.yearless, page)
    return Listing(tuple(records), tuple(reading.problems), page.saved, page.note)


def _read_paragraph(reading: _Reading, paragraph: Paragraph) -> None:
    text = paragraph.text
    if _read_header(reading, paragraph):
        return
    if _is_footer(paragraph):
        _read_footer(reading, paragraph)
    elif not reads_as_abstract(text):
        _close_title(reading)
        reading.title = paragraph
    elif reading.title:
        reading.add(reading.title.line, reading.title.text, text)
    elif reading.is_open():
        _continue_abstract(reading, paragraph)
    else:
        reading.warn(paragraph.line, "expected a title before this abstract")
        reading.add(paragraph.line, None, text)


def _read_header(reading: _Reading, paragraph: Paragraph) -> bool:
    """Read the page's own lines and its day; tell whether the paragraph is that."""
    if reading.records or reading.title:
        return False
    rest = [
        (line, text)
        for line, text in enumerate(paragraph.lines, paragraph.line)
        if text.lower() not in _CHROME
    ]
    if not rest:
        return True
    line, text = rest[0]
    match = _DATE.fullmatch(text)
    if len(rest) > 1 or not match or match[2] or reading.day:
        return False
    try:
        reading.day = parse_english(text)
    except ValueError as error:
        reading.warn(line, str(error))
    return True


def _continue_abstract(reading: _Reading, paragraph: Paragraph) -> None:
    """Take a paragraph as one more of the last abstract, and say so."""
    message = f"read as part of the abstract above: {quote(paragraph.text)}"
    reading.problems.append(remark(reading.name, paragraph.line, message))
    whole = f"{reading.records[-1].abstract} {paragraph.text}"
    reading.amend(abstract=whole, notes=describe_cut(whole))


def _close_title(reading: _Reading) -> None:
    """Make a record of a title that no abstract follows, if one waits."""
    if title := reading.title:
        reading.warn(
            title.line, f"expected an abstract after the title {quote(title.text)}"
        )
        reading.add(title.line, title.text, None)


def _is_footer(paragraph: Paragraph) -> bool:
    return _DOT in paragraph.lines or all(
        _AUTHORS.fullmatch(text) or _DATE.fullmatch(text) for text in paragraph.lines
    )


def _read_footer(reading: _Reading, paragraph: Paragraph) -> None:
    if reading.title and reading.is_open():
        # One footer for two papers is less likely than a short last paragraph.
        _continue_abstract(reading, reading.title)
        reading.title = None
    _close_title(reading)
    if not reading.records:
        message = f"a footer before any paper: {quote(paragraph.text)}"
        reading.warn(paragraph.line, message)
        return
    for line, text in enumerate(paragraph.lines, paragraph.line):
        if text != _DOT:
            _read_fact(reading, line, text)


def _read_fact(reading: _Reading, line: int, text: str) -> None:
    """Read a line of a footer; a name can only be the first thing that it says."""
    authors, date = _AUTHORS.fullmatch(text), _DATE.fullmatch(text)
    fact = "authors" if authors else "date" if date else "organization"
    is_name = not reading.footer and not text.startswith(_BULLET)
    if fact in reading.footer:
        reading.warn(line, f"belongs to no paper: {quote(text)}")
        return
    if fact == "organization" and not is_name:
        expected = "'• 8 authors' or a date like 'Oct 30, 2024'"
        reading.warn(line, f"expected {expected}, found {quote(text)}")
        return
    reading.footer.add(fact)
    if authors:
        reading.amend(author_count=int(authors[1]))
    elif date:
        _read_date(reading, line, date)
    else:
        reading.amend(organization=_undouble(text))


def _undouble(name: str) -> str:
    """Return an organization's name once: the page writes its logo's text before it."""
    half = name[: len(name) // 2]
    return half if name == f"{half} {half}" else name


def _read_date(reading: _Reading, line: int, match: re.Match[str]) -> None:
    if match[2]:
        reading.amend(discussion=int(match[2]))
    try:
        year, month, day = parse_english(match[1])
    except ValueError as error:
        reading.warn(line, str(error))
        return
    if year is None:
        index = len(reading.records) - 1
        reading.yearless.append(YearlessDate(index, line, month, day))
    else:
        reading.amend(published=make_date(year, month, day))
