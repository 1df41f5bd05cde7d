"""JSON Lines: one object a line, plain or gzip; the way to feed a corpus of any size.

Fields: `id`, `title`, `abstract`, `authors`, `author_count`, `organization`,
`categories`, `date`, `comment`, `venue`, `doi`, `url`, `source`; synonyms are in the
table below. An `id` of no known kind is kept as a local one.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from generator.dates import parse_iso
from generator.errors import Problem, Severity
from generator.identifiers import parse_doi, parse_id
from generator.links import safe_url
from generator.models import LOCAL, Link, Origin, PaperId, PartialDate, SourceRecord
from generator.sources.listing import Line, Listing, quote, warn
from generator.text import clean

NAME = "jsonl"
Complain = Callable[[str], None]
"""Is told what is wrong with a field; the record is read without it."""
_SYNONYMS = {
    "_id": "id", "text": "abstract", "summary": "abstract", "published": "date",
    "comments": "comment", "journal_ref": "venue",
}  # fmt: skip
_TEXTS = ("id", "title", "abstract", "organization", "date", "comment", "venue", "doi",
          "url", "source")  # fmt: skip
_LISTS = ("authors", "categories")
# `primary` repeats the first category and `id_month` the id; `keywords` are not ours.
_IGNORED = frozenset({"primary", "id_month", "keywords"})
_KNOWN = frozenset({*_TEXTS, *_LISTS, *_SYNONYMS, "author_count"})
_HEAD_LINES = 10
_KINDS: dict[type, str] = {
    dict: "an object", list: "a list", str: "a text", int: "a number",
    bool: "true or false", type(None): "null",
}  # fmt: skip
"""What messages call the values of JSON."""


def detect(head: Sequence[str]) -> bool:
    """Tell whether one of the first ten lines that are not blank is a JSON object."""
    lines = itertools.islice(filter(str.strip, head), _HEAD_LINES)
    return any(isinstance(_load_object(line), dict) for line in lines)


def parse(name: str, lines: Iterable[Line], saved: PartialDate | None) -> Listing:
    """Read one record a line; a line that is not a JSON object is an error."""
    reading = _Reading(name)
    for line in lines:
        if line.text.strip():
            _read_line(reading, line)
    return Listing(tuple(reading.records), tuple(reading.problems), saved)


@dataclass
class _Reading:
    """The state of one pass over a listing."""

    name: str
    records: list[SourceRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """What is said of a field once, not of every record that has it."""

    def add_error(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, Severity.ERROR, message))

    def warn_once(self, line: int, message: str) -> None:
        if message not in self.told:
            self.told.add(message)
            self.problems.append(warn(self.name, line, message))


def _load_object(text: str) -> dict[str, object] | str:
    """Return the JSON object of a line, or what is wrong with it.

    Numbers with a point stay as they are written: an id `2411.10010` keeps its zero.
    """
    try:
        value: object = json.loads(text, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg}"
    except ValueError:  # of int()
        return "not JSON: a number of too many digits"
    except RecursionError:
        return "not JSON: nested too deeply"
    if not isinstance(value, dict):
        return f"expected an object, found {_KINDS[type(value)]}"
    return cast("dict[str, object]", value)


def _read_line(reading: _Reading, line: Line) -> None:
    loaded = _load_object(line.text)
    if isinstance(loaded, str):
        reading.add_error(line.number, loaded)
        return
    for key in sorted(loaded.keys() - _KNOWN - _IGNORED):
        known = ", ".join(sorted(_KNOWN))
        message = f"unknown field {quote(key)}; known fields are {known}"
        reading.warn_once(line.number, message)
    record = _make_record(reading, line.number, _resolve_names(reading, line, loaded))
    if record.title or record.abstract:
        reading.records.append(record)
    else:
        message = "a record without a title and without an abstract"
        reading.add_error(line.number, message)


def _resolve_names(
    reading: _Reading, line: Line, facts: Mapping[str, object]
) -> dict[str, object]:
    """Return the facts under their own names; a synonym stands in where they have none."""
    named = {key: value for key, value in facts.items() if key not in _SYNONYMS}
    for key, name in _SYNONYMS.items():
        value = facts.get(key)
        if named.get(name) is None:
            named[name] = value
        elif value is not None and not _is_same_text(value, named[name]):
            message = f"{key!r} is left out where {name!r} is given too"
            reading.warn_once(line.number, message)
    return named


def _is_same_text(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and one == other


def _make_record(
    reading: _Reading, line: int, facts: Mapping[str, object]
) -> SourceRecord:
    def complain(message: str) -> None:
        reading.problems.append(warn(reading.name, line, message))

    text = {key: _read_text(facts.get(key), key, complain) for key in _TEXTS}
    ids = _read_ids(text["id"], text["doi"], text["url"], complain)
    return SourceRecord(
        origin=Origin(reading.name, line, NAME),
        title=text["title"],
        abstract=text["abstract"],
        authors=_read_list(facts.get("authors"), "authors", complain),
        author_count=_read_count(facts.get("author_count"), complain),
        organization=text["organization"],
        published=_read_date(text["date"], complain),
        ids=ids,
        venue=text["venue"],
        comments=text["comment"],
        categories=_read_list(facts.get("categories"), "categories", complain),
        links=_read_links(text["url"], ids, complain),
        via=text["source"],
    )


def _read_text(value: object, key: str, complain: Complain) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        complain(f"{key!r} must be text, found {_KINDS[type(value)]}")
        return None
    return clean(str(value)) or None


def _read_list(value: object, key: str, complain: Complain) -> tuple[str, ...]:
    if value is None:
        return ()
    values = value if isinstance(value, list) else [value]
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) < len(values):
        wrong = next(text for text in values if not isinstance(text, str))
        complain(f"{key!r} must be a list of texts, found {_KINDS[type(wrong)]}")
    return tuple(filter(None, map(clean, texts)))


def _read_count(value: object, complain: Complain) -> int | None:
    if value is None:
        return None
    if type(value) is not int or value < 1:
        is_short = type(value) in {str, int}
        found = quote(str(value)) if is_short else _KINDS[type(value)]
        complain(f"'author_count' must be a whole number from 1, found {found}")
        return None
    return value


def _read_date(text: str | None, complain: Complain) -> PartialDate | None:
    try:
        return parse_iso(text) if text else None
    except ValueError as error:
        complain(str(error))
        return None


def _read_ids(
    own: str | None, doi: str | None, url: str | None, complain: Complain
) -> tuple[PaperId, ...]:
    """Return the ids of the three fields that may hold one, each once, sorted."""
    found = {parse_id(url or ""), parse_doi(doi or "")}
    if doi and not parse_doi(doi):
        complain(f"'doi' must be like 10.1234/abc, found {quote(doi)}")
    if own:
        found.add(parse_id(own) or PaperId(LOCAL, own))
    return tuple(sorted(paper_id for paper_id in found if paper_id))


def _read_links(
    url: str | None, ids: tuple[PaperId, ...], complain: Complain
) -> tuple[Link, ...]:
    """Return the record's own page, unless an identifier already leads there."""
    if not url or parse_id(url) in ids:
        return ()
    safe = safe_url(url)
    if safe is None:
        complain(f"'url' must be a web address, found {quote(url)}")
        return ()
    return (Link("web", safe),)
