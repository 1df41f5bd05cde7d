"""How each fact of a paper is chosen from its records."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.merging.abstractmatch import (
    AbstractMatch,
    is_truncated,
    match_abstracts,
    split_words,
)
from generator.merging.precedence import rank_records
from generator.models import FieldOrigin, Link, PaperId, PartialDate, SourceRecord
from generator.text import fold, title_key, words

T = TypeVar("T")
Said = tuple[SourceRecord, T]
"""A record and what it says."""

MAX_DAYS = 31
"""Dates further apart are a disagreement; nearer ones are of versions or listings."""
_DISAGREEING = frozenset({AbstractMatch.UNLIKE, AbstractMatch.SOME})


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A fact of a paper and where it comes from."""

    value: T | None = None
    """None where no record knows it."""
    source: FieldOrigin | None = None
    """The records that say it, the one that was believed first."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One field of a record, and how records are asked about it."""

    field: str
    get: Callable[[SourceRecord], T | None]
    """Returns what a record says; None where it says nothing."""
    take: Callable[[Sequence[Said[T]]], T]
    """Returns the value from what is said, the strongest record first."""
    key: Callable[[T], Hashable]
    """Returns what two spellings of one value have in common."""


def choose(fact: Fact[T], records: Sequence[SourceRecord]) -> Choice[T]:
    """Choose a fact from the records of a paper."""
    said = ask(fact, rank_records(fact.field, records))
    if not said:
        return Choice()
    value = fact.take(said) if len(said) > 1 else said[0][1]
    agreeing = agree(fact, said, value)
    # The one that was believed: it says just this, not merely the same.
    believed = next((r for r, theirs in said if theirs == value), agreeing[0])
    origins = dict.fromkeys(record.origin for record in (believed, *agreeing))
    note = get_note(fact.field, believed)
    return Choice(value, FieldOrigin(fact.field, tuple(origins), note))


def ask(fact: Fact[T], records: Iterable[SourceRecord]) -> list[Said[T]]:
    """Return what the records say of a fact; those that say nothing are left out."""
    return [(r, value) for r in records if (value := fact.get(r)) is not None]


def agree(fact: Fact[T], said: Sequence[Said[T]], value: T) -> list[SourceRecord]:
    """Return the records that say a value, in whatever spelling."""
    if len(said) == 1 and said[0][1] == value:
        return [said[0][0]]
    key = fact.key(value)
    return [record for record, theirs in said if fact.key(theirs) == key]


def get_note(field: str, record: SourceRecord) -> str | None:
    """Return what a record remarks on one of its fields."""
    return dict(record.notes).get(field) or None


def count_authors(record: SourceRecord) -> int | None:
    """Return the number of authors: as given, else of a complete list."""
    if record.author_count is not None:
        return record.author_count
    return len(record.authors) if record.authors and record.authors_complete else None


def lists_all_authors(record: SourceRecord) -> bool:
    """Tell whether a record names every author; not if it counts more than it names."""
    return record.authors_complete and (record.author_count or 0) <= len(record.authors)


def days_between(one: PartialDate, other: PartialDate) -> int:
    """Return the days between two dates at least; 0 where one may be the other."""
    (begin, end), (begin_other, end_other) = _span(one), _span(other)
    return max((begin - end_other).days, (begin_other - end).days, 0)


def _span(date: PartialDate) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a date may mean."""
    begin = datetime.date(date.year, date.month or 1, date.day or 1)
    if date.day:
        return begin, begin
    month = date.month or 12
    return begin, begin.replace(
        month=month, day=calendar.monthrange(date.year, month)[1]
    )


def _take_first(said: Sequence[Said[T]]) -> T:
    return said[0][1]


def _take_abstract(said: Sequence[Said[str]]) -> str:
    """Take the longest that agrees with the strongest; a whole one where there is one."""
    strongest = said[0][1]
    agreeing = [
        abstract
        for _, abstract in said
        if abstract == strongest
        or match_abstracts(strongest, abstract) not in _DISAGREEING
    ]
    return max(agreeing, key=lambda a: (not is_truncated(a), len(split_words(a))))


def _take_authors(said: Sequence[Said[tuple[str, ...]]]) -> tuple[str, ...]:
    """Take the longest complete list, else the longest."""
    return max(said, key=lambda s: (lists_all_authors(s[0]), len(s[1])))[1]


def _take_date(said: Sequence[Said[PartialDate]]) -> PartialDate:
    """Take the strongest that is no guess, or a more precise one that agrees with it."""
    stated = [s for s in said if get_note("published", s[0]) is None] or said
    strongest = stated[0][1]
    near = [date for _, date in stated if days_between(date, strongest) <= MAX_DAYS]
    return strongest if strongest.day else max(near, key=_precision)


def _precision(date: PartialDate) -> int:
    return bool(date.month) + bool(date.day)


def _take_union(said: Sequence[Said[tuple[T, ...]]]) -> tuple[T, ...]:
    """Take what any says, in the order of the strongest, then of the others."""
    return tuple(dict.fromkeys(value for _, values in said for value in values))


def _take_greatest(said: Sequence[Said[int]]) -> int:
    return max(value for _, value in said)


def _fold_names(authors: tuple[str, ...]) -> Hashable:
    """Return what `Chen, Tianlong` and `Tianlong Chen` have in common."""
    return tuple(tuple(sorted(words(name))) for name in authors)


def _any(_values: tuple[T, ...]) -> None:
    """Everyone who says something of a list has a share in it."""


def _itself(value: T) -> T:
    return value


TITLE: Fact[str] = Fact("title", lambda r: r.title or None, _take_first, title_key)
ABSTRACT: Fact[str] = Fact(
    "abstract", lambda r: r.abstract or None, _take_abstract, split_words
)
AUTHORS: Fact[tuple[str, ...]] = Fact(
    "authors", lambda r: r.authors or None, _take_authors, _fold_names
)
AUTHOR_COUNT: Fact[int] = Fact("author_count", count_authors, _take_first, _itself)
ORGANIZATION: Fact[str] = Fact(
    "organization", lambda r: r.organization or None, _take_first, fold
)
PUBLISHED: Fact[PartialDate] = Fact(
    "published", lambda r: r.published, _take_date, _itself
)
IDS: Fact[tuple[PaperId, ...]] = Fact("ids", lambda r: r.ids or None, _take_union, _any)
VENUE: Fact[str] = Fact("venue", lambda r: r.venue or None, _take_first, fold)
COMMENTS: Fact[str] = Fact("comments", lambda r: r.comments or None, _take_first, fold)
CATEGORIES: Fact[tuple[str, ...]] = Fact(
    "categories", lambda r: r.categories or None, _take_union, _any
)
LINKS: Fact[tuple[Link, ...]] = Fact(
    "links", lambda r: r.links or None, _take_union, _any
)
DISCUSSION: Fact[int] = Fact(
    "discussion", lambda r: r.discussion, _take_greatest, _itself
)
VIA: Fact[str] = Fact("via", lambda r: r.via or None, _take_first, fold)
