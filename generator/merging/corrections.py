"""What the owner knows better than the listings: `corpus/corrections.yml`.

    - paper: arxiv:2411.00001       # an identifier, "listing.txt:41" (a record), or
      reason: the title on arXiv    # "title: …" (the exact title, in quotation marks)
      set: {title: A Title, published: 2024-11-27, authors: [A. Author, B. Author]}
    - join: [one.txt:13, two.txt:8] # these are one paper, whatever else is said
      reason: one paper under two titles
    - split: [one.txt:3, two.txt:9] # these are not one paper
      reason: two reports of one series

Every entry needs a reason, which readers see beside the fact. What `set` gives
overrides what the listings say, and an empty value (`venue: ""`) clears the field, with
two exceptions: `authors` sets `author_count` too, and `ids` replaces only identifiers
of the kinds it gives (a DOI is added to an arXiv id, and replaces another DOI). Of two
corrections of one field, the later in the file wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dates import parse_iso
from generator.errors import ConfigError
from generator.identifiers import parse_id
from generator.links import safe_url
from generator.merging.linkkinds import make_link
from generator.models import Link, Origin, PaperId, PartialDate, SourceRecord
from generator.text import clean
from generator.yamlfile import (
    Mapping,
    check_keys,
    get_mappings,
    get_text,
    get_texts,
    load_yaml,
)

FORMAT = "correction"
"""Stands in `Origin.format` of what a correction says."""


@dataclass(frozen=True, slots=True)
class Place:
    """The record that begins at a line of a listing."""

    listing: str
    line: int

    def __str__(self) -> str:
        """Return `listing:line`."""
        return f"{self.listing}:{self.line}"


@dataclass(frozen=True, slots=True)
class Heading:
    """The records with a title."""

    title: str

    def __str__(self) -> str:
        """Return it as it stands in the file."""
        return f"title: {self.title}"


Reference = PaperId | Place | Heading
"""What a correction is about."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Facts of one paper."""

    paper: Reference
    reason: str
    says: SourceRecord
    """The facts, as one more record."""
    fields: tuple[str, ...]
    """Which facts it sets; one that `says` leaves empty is cleared."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Records that are, or are not, one paper."""

    origin: Origin
    records: tuple[Reference, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that the file says, in its order."""

    papers: tuple[Correction, ...] = ()
    joins: tuple[Tie, ...] = ()
    splits: tuple[Tie, ...] = ()


NONE = Corrections()
SETTABLE = (
    "title", "abstract", "authors", "author_count", "organization", "published", "ids",
    "venue", "comments", "categories", "links",
)  # fmt: skip
"""The fields that `set` may give."""
_KINDS = ("paper", "join", "split")
_PLACE = re.compile(r"(\S.*):([1-9]\d*)")


def load_corrections(path: Path, name: str) -> Corrections:
    """Load a corrections file.

    Args:
        path: the file.
        name: what messages and provenance call it.

    Raises:
        ConfigError: it cannot be read or an entry does not say what it should.
    """
    papers: list[Correction] = []
    ties: dict[str, list[Tie]] = {"join": [], "split": []}
    for entry in get_mappings(load_yaml(path, name), name):
        kinds = [kind for kind in _KINDS if kind in entry]
        if len(kinds) != 1:
            raise _error(entry, None, "expected one of 'paper', 'join' and 'split'")
        if kinds[0] == "paper":
            papers.append(_read_correction(entry))
        else:
            ties[kinds[0]].append(_read_tie(entry, kinds[0]))
    return Corrections(tuple(papers), tuple(ties["join"]), tuple(ties["split"]))


def _read_correction(entry: Mapping) -> Correction:
    check_keys(entry, ("paper", "reason", "set"))
    facts = entry.get("set")
    if not isinstance(facts, Mapping) or not facts:
        raise _error(entry, "set", "expected 'set: {field: value, …}'")
    check_keys(facts, SETTABLE)
    reference = _read_reference(entry, "paper", get_text(entry, "paper") or "")
    says = _read_facts(facts, Origin(entry.file, entry.line, FORMAT))
    fields = set(facts)
    if says.authors and "author_count" not in fields:
        fields.add("author_count")
        says = replace(says, author_count=len(says.authors))
    return Correction(reference, _read_reason(entry), says, tuple(sorted(fields)))


def _read_tie(entry: Mapping, kind: str) -> Tie:
    check_keys(entry, (kind, "reason"))
    references = tuple(
        _read_reference(entry, kind, text) for text in get_texts(entry, kind)
    )
    if len(set(references)) < 2:
        raise _error(entry, kind, f"{kind!r} needs two records or more")
    origin = Origin(entry.file, entry.line, FORMAT)
    return Tie(origin, references, _read_reason(entry))


def _read_reason(entry: Mapping) -> str:
    reason = get_text(entry, "reason")
    if not reason:
        raise _error(entry, "reason", "a correction needs a 'reason'")
    return clean(reason)


def _read_reference(entry: Mapping, key: str, text: str) -> Reference:
    if text.startswith("title:") and clean(text[6:]):
        return Heading(clean(text[6:]))
    if paper_id := parse_id(text):
        return paper_id
    if match := _PLACE.fullmatch(text):
        return Place(match[1], int(match[2]))
    raise _error(
        entry,
        key,
        f"{text!r} is neither an identifier (arxiv:…, doi:…), nor a record"
        " (listing.txt:41), nor 'title: …'",
    )


def _read_facts(facts: Mapping, origin: Origin) -> SourceRecord:
    """Read every field; one that is missing or empty says nothing."""
    return SourceRecord(
        origin=origin,
        title=_read_line(facts, "title"),
        abstract=_read_line(facts, "abstract"),
        authors=tuple(map(clean, get_texts(facts, "authors"))),
        author_count=_read_count(facts),
        organization=_read_line(facts, "organization"),
        published=_read_date(facts),
        ids=_read_ids(facts),
        venue=_read_line(facts, "venue"),
        comments=_read_line(facts, "comments"),
        categories=get_texts(facts, "categories"),
        links=_read_links(facts),
    )


def _read_line(facts: Mapping, key: str) -> str | None:
    return clean(get_text(facts, key) or "") or None


def _read_count(facts: Mapping) -> int | None:
    text = get_text(facts, "author_count")
    if text is not None and not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise _error(facts, "author_count", f"{text!r} is not a number of authors")
    return int(text) if text else None


def _read_date(facts: Mapping) -> PartialDate | None:
    text = get_text(facts, "published")
    try:
        return parse_iso(text) if text else None
    except ValueError as error:
        raise _error(facts, "published", str(error)) from error


def _read_ids(facts: Mapping) -> tuple[PaperId, ...]:
    found = []
    for text in get_texts(facts, "ids"):
        paper_id = parse_id(text)
        if not paper_id:
            expected = "an arXiv id, DOI, ACL Anthology id or OpenReview id"
            raise _error(facts, "ids", f"{text!r} is not {expected}")
        found.append(paper_id)
    return tuple(found)


def _read_links(facts: Mapping) -> tuple[Link, ...]:
    found = []
    for text in get_texts(facts, "links"):
        url = safe_url(text)
        if not url:
            raise _error(facts, "links", f"{text!r} is not a safe http(s) address")
        found.append(make_link(url))
    return tuple(found)


def _error(mapping: Mapping, key: str | None, message: str) -> ConfigError:
    """Return an error at the line of a key, or of the mapping where it has no such key."""
    line = mapping.lines.get(key or "", mapping.line)
    return ConfigError(f"{mapping.file}:{line}: {message}")
