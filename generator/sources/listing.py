"""What a reader of a format gets and gives: numbered lines in, records and problems out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.errors import Problem, Severity
from generator.models import PartialDate, SourceRecord
from generator.text import clean


class Line(NamedTuple):
    """A line of a listing, without its line ending."""

    number: int
    """1-based."""
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that one listing says."""

    records: tuple[SourceRecord, ...]
    problems: tuple[Problem, ...] = ()
    saved: PartialDate | None = None
    """Day on which the page was saved, as far as it tells."""
    saved_note: str | None = None
    """How the year came about where the page leaves it out, or that it is not known."""


class Source(NamedTuple):
    """A format of listings: how to know it, how to read it."""

    name: str
    """Stands in `Origin.format`, in the merge's precedence table and in addresses."""
    title: str
    """What readers call it."""
    detect: Callable[[Sequence[str]], bool]
    """Tells from the first lines (a few hundred) whether this is the format."""
    parse: Callable[[str, Iterable[Line], PartialDate | None], Listing]
    """Reads (name of the listing, its lines, day it was saved if the owner says it)."""


class Paragraph(NamedTuple):
    """Lines without a blank one between them."""

    line: int
    """Number of the first line."""
    lines: tuple[str, ...]
    """Each cleaned, none empty."""

    @property
    def text(self) -> str:
        """The lines joined by spaces."""
        return " ".join(self.lines)


def split_paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a listing; blank lines part them."""
    start, block = 0, list[str]()
    for line in lines:
        if text := clean(line.text):
            start = start or line.number
            block.append(text)
        elif block:
            yield Paragraph(start, tuple(block))
            start, block = 0, []
    if block:
        yield Paragraph(start, tuple(block))


def reads_as_abstract(text: str) -> bool:
    """Tell running text from a heading: long, or a sentence of more than eight words.

    Of 65,525 papers of arXiv, 2 abstracts are taken for headings, 3 titles for abstracts.
    Length in characters is for scripts that write no spaces.
    """
    count = len(text.split())
    return count > 30 or len(text) > 240 or (count > 8 and text.endswith("."))


_ENDS_WELL = re.compile(r"""[.!?…:;%$。！？]["'”’)\]}]*$|\}$""")


def is_cut_off(text: str) -> bool:
    """Tell whether a text stops in the middle of a sentence; an address may end it."""
    last_word = text.rsplit(" ", 1)[-1]
    return "://" not in last_word and not _ENDS_WELL.search(last_word)


def describe_cut(text: str | None) -> tuple[tuple[str, str], ...]:
    """Return the note for an abstract that its listing cuts off, if it does."""
    if text and is_cut_off(text):
        return (("abstract", "perhaps cut off: it ends within a sentence"),)
    return ()


def warn(listing: str, line: int, message: str) -> Problem:
    """Return a warning about a line of a listing."""
    return Problem(listing, line, Severity.WARNING, message)


def remark(listing: str, line: int, message: str) -> Problem:
    """Return a remark on a line that was read in one of several ways."""
    return Problem(listing, line, Severity.INFO, message)


def quote(text: str, limit: int = 60) -> str:
    """Return text in quotation marks, shortened for a message."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
