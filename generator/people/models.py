"""The people of a collection, as its listings name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Problem
from generator.models import Entry

SAME_WORDS = "the same words"
"""Reason of a spelling that differs in order, case or punctuation only."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way in which listings write a name."""

    name: str
    """In reading order."""
    reason: str
    """Why it is taken for the same person, for readers; empty for the main spelling."""


@dataclass(frozen=True, slots=True)
class Author:
    """Papers by one name; perhaps of several people, and perhaps not all of his papers."""

    slug: str
    name: str
    """In reading order."""
    spellings: tuple[Spelling, ...]
    """The main one first."""
    entries: tuple[Entry, ...]
    """Newest first."""
    sort_name: str = ""
    """What the name is ordered by: its family name, in lower case, without accents."""


@dataclass(frozen=True, slots=True)
class Organization:
    """Papers of one organization."""

    slug: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who has a page, and how papers name them."""

    authors: tuple[Author, ...]
    """Those with a page, by family name."""
    organizations: tuple[Organization, ...]
    """Those with a page, by name."""
    pages_from: int
    """Papers from which an author has a page."""
    names: int
    """How many different authors there are, those without a page included."""
    by_paper: Mapping[str, tuple[Author | None, ...]]
    """By slug of the paper: for each of its authors in order, who has a page."""
    organization_pages_from: int = 1
    """Papers from which an organization has a page."""
    organization_names: int = 0
    """How many organizations there are, those without a page included."""
    problems: tuple[Problem, ...] = ()
    """What in `authors.yml` matches nothing."""
