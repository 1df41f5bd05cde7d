"""What a build remembers of a paper: enough to know it again, and to tell what changed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.models import Catalogue, Entry, Origin, Paper

DIGEST_LENGTH = 3
"""Characters of 6 bits: one change in 262,144 goes unnoticed."""
TEXT_KEYS = ("t:", "a:")
"""Keys that are made of what a paper says; all others are identifiers."""


def _join(parts: Sequence[str]) -> str:
    return "\n".join(parts)


def _say_authors(paper: Paper) -> str:
    """Return the authors as the listings name them, or how many there are."""
    if paper.authors:
        return _join((*paper.authors, "" if paper.authors_complete else "…"))
    return str(paper.author_count or "")


# What the sources say, not what pages make of it: that another version of the generator
# shows a formula in another way corrects no paper.
_FACTS: Mapping[str, Callable[[Paper], str]] = MappingProxyType({
    "title": lambda paper: paper.title or "",
    "abstract": lambda paper: paper.abstract or "",
    "authors": _say_authors,
    "organization": lambda paper: paper.organization or "",
    "date": lambda paper: str(paper.published or ""),
    "venue": lambda paper: paper.venue or "",
    "comment": lambda paper: paper.comments or "",
    "categories": lambda paper: _join(paper.categories),
})  # fmt: skip
FACTS = tuple(_FACTS)
"""As readers call them."""


@dataclass(frozen=True, slots=True)
class Known:
    """A paper as a build left it."""

    key: str
    """The main one."""
    keys: tuple[str, ...]
    """All, identifiers first."""
    slug: str
    heading: str
    place: Origin
    """Of its first record; the format is not remembered."""
    digests: tuple[str, ...]
    """Of each of FACTS; empty where it is not known."""
    build: int
    """Number of the build that brought it."""
    announced: str
    """The key that it came with."""

    @property
    def ids(self) -> frozenset[str]:
        """Return the keys that are identifiers."""
        return frozenset(key for key in self.keys if not key.startswith(TEXT_KEYS))


def remember(catalogue: Catalogue, build: int) -> list[Known]:
    """Return the papers of a catalogue, in its order, as if a build had brought them all."""
    return [_remember(entry, build) for entry in catalogue.entries]


def _remember(entry: Entry, build: int) -> Known:
    paper = entry.paper
    first = paper.origins[0]
    return Known(
        key=entry.key,
        keys=entry.keys,
        slug=entry.slug,
        heading=entry.heading,
        place=Origin(first.listing, first.line, ""),
        digests=tuple(_digest(say(paper)) for say in _FACTS.values()),
        build=build,
        announced=entry.key,
    )


def _digest(text: str) -> str:
    if not text:
        return ""
    hashed = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(hashed).decode()[:DIGEST_LENGTH]


def describe_difference(before: Known, after: Known) -> str:
    """Return which facts of a paper are not what they were, for readers; empty for none."""
    pairs = list(zip(FACTS, before.digests, after.digests, strict=True))
    parts = (
        ("added", [name for name, old, new in pairs if new and not old]),
        ("changed", [name for name, old, new in pairs if old and new and old != new]),
        ("removed", [name for name, old, new in pairs if old and not new]),
        ("added", ["identifier"] if after.ids - before.ids else []),
        ("removed", ["identifier"] if before.ids - after.ids else []),
    )
    said: dict[str, list[str]] = {}
    for verb, names in parts:
        said.setdefault(verb, []).extend(names)
    return "; ".join(
        f"{verb}: {', '.join(names)}" for verb, names in said.items() if names
    )
