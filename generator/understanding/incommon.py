"""What two papers have in common besides words: authors, topics, a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_COMMON = 0.25
"""A topic of a larger share of all papers says nothing of two that have it."""
_BLOCK = 1 << 16
_MOST_AUTHORS = 127


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What papers may have in common."""

    authors: tuple[frozenset[str], ...]
    """By paper: by what each author is known."""
    topics: tuple[tuple[str, ...], ...]
    """By paper: those that say something, the first one first; may be empty."""
    titles: tuple[str, ...]
    """By paper: what spellings of one title have in common; "" for none."""


@dataclass(frozen=True, slots=True, eq=False)
class InCommon:
    """What pairs of papers have in common, by pair."""

    authors: NDArray[np.int8]
    """How many."""
    topics: NDArray[np.int8]
    """The place of the rarest one among the topics of the first paper; -1 for none."""
    titles: NDArray[np.bool_]


def compare_facts(
    facts: Facts, first: NDArray[np.int32], second: NDArray[np.int32]
) -> InCommon:
    """Return what the papers of each pair have in common."""
    titles = _number(facts.titles)
    same_title = (titles[first] == titles[second]) & (titles[first] >= 0)
    return InCommon(
        _count_authors(facts.authors, first, second),
        _find_topics(facts.topics, first, second),
        same_title,
    )


def mark_topics(topics: Sequence[tuple[str, ...]]) -> csr_matrix:
    """Return papers × topics, 1 where a paper has a topic; topics by their names.

    Papers without any have a column of their own.
    """
    marked = [listed or ("",) for listed in topics]
    names = sorted({name for listed in marked for name in listed})
    places = {name: place for place, name in enumerate(names)}
    found = [places[name] for listed in marked for name in listed]
    ends = np.cumsum([0, *map(len, marked)])
    ones = np.ones(len(found), dtype=np.int32)
    return csr_matrix((ones, found, ends), shape=(len(topics), len(names)))


def _number(names: Iterable[str]) -> NDArray[np.int64]:
    """Return a number for each name, the same for the same; -1 for an empty one."""
    numbers: dict[str, int] = {"": -1}
    return np.array(
        [numbers.setdefault(name, len(numbers)) for name in names], np.int64
    )


def _count_authors(
    authors: Sequence[frozenset[str]],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
) -> NDArray[np.int8]:
    numbers: dict[str, int] = {}
    # In order, so that nothing depends on how a set happens to be walked.
    places = [
        numbers.setdefault(name, len(numbers))
        for each in authors
        for name in sorted(each)
    ]
    ends = np.cumsum([0, *map(len, authors)])
    ones = np.ones(len(places), dtype=np.int16)
    shape = (len(authors), max(len(numbers), 1))
    member = csr_matrix((ones, places, ends), shape=shape)
    counts = [
        member[first[start : start + _BLOCK]]
        .multiply(member[second[start : start + _BLOCK]])
        .sum(axis=1)
        .A1
        for start in range(0, len(first), _BLOCK)
    ]
    found = np.concatenate([np.zeros(0, dtype=np.int64), *counts])
    return np.asarray(np.minimum(found, _MOST_AUTHORS), dtype=np.int8)


def _find_topics(
    topics: Sequence[tuple[str, ...]],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
) -> NDArray[np.int8]:
    places: dict[str, NDArray[np.int8]] = {}
    for paper, names in enumerate(topics):
        for place, name in enumerate(names):
            if name not in places:
                places[name] = np.full(len(topics), -1, dtype=np.int8)
            places[name][paper] = place
    sizes = {name: int((held >= 0).sum()) for name, held in places.items()}
    telling = [name for name in places if sizes[name] <= _COMMON * len(topics)]
    found = np.full(len(first), -1, dtype=np.int8)
    # The rarest one comes last, and stays.
    for name in sorted(telling, key=lambda name: (-sizes[name], name)):
        held = places[name]
        common = (held[first] >= 0) & (held[second] >= 0)
        found[common] = held[first[common]]
    return found
