"""Every name on every paper: which are one name, how they are written, who stands where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.models import Entry
from generator.people.names import (
    PARTICLES,
    find_family,
    make_sort_name,
    read_name,
    tidy_name,
)

NOBODY = -1
"""Stands where a listing has no name among the authors, or several in one."""


@dataclass(slots=True)
class Mentions:
    """Names by number, and the papers that carry them; numbers are in order of first use."""

    keys: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """In reading order, in the best spelling."""
    rows: list[list[int]] = field(default_factory=list)
    """For each paper, the number of each of its authors, or NOBODY."""
    papers: list[list[int]] = field(default_factory=list)
    """For each name, the papers that carry it, ascending, each once."""
    written: dict[str, Counter[str]] = field(default_factory=dict)
    """By key, how often a name is written how, where there is more than one way."""
    numbers: dict[str, int] = field(default_factory=dict)
    """By key."""
    families: dict[int, str] = field(default_factory=dict)
    """By number, what the listings say is the family name."""

    def add_name(self, key: str, name: str) -> int:
        """Return the number of a name; a new one where it has none yet."""
        number = self.numbers.setdefault(key, len(self.keys))
        if number == len(self.keys):
            self.keys.append(key)
            self.names.append(name)
            self.papers.append([])
        return number

    def list_papers(self) -> None:
        """Find the papers of each name anew from the rows."""
        self.papers = [[] for _ in self.keys]
        for paper, row in enumerate(self.rows):
            for number in dict.fromkeys(row):
                if number != NOBODY:
                    self.papers[number].append(paper)

    def list_coauthors(self, number: int) -> set[int]:
        """Return the names that stand on a paper with a name."""
        rows = (self.rows[paper] for paper in self.papers[number])
        return {other for row in rows for other in row} - {number, NOBODY}

    def sort_name(self, number: int) -> str:
        """Return what a name is ordered by."""
        return make_sort_name(self.names[number], self.families.get(number))


def collect_mentions(entries: Sequence[Entry]) -> Mentions:
    """Read the authors of papers."""
    mentions = Mentions()
    known: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for entry in entries:
        authors = entry.paper.authors
        counts.update(authors)
        for text in authors:
            if text not in known:
                known[text] = _read_name(mentions, text)
        mentions.rows.append([known[text] for text in authors])
    _note_spellings(mentions, known, counts)
    mentions.list_papers()
    return mentions


def _read_name(mentions: Mentions, text: str) -> int:
    found = read_name(text)
    if found is None:
        return NOBODY
    name, key = found
    number = mentions.add_name(key, name)
    if family := find_family(text):
        mentions.families.setdefault(number, family)
    return number


def _note_spellings(
    mentions: Mentions, known: dict[str, int], counts: Counter[str]
) -> None:
    """Keep in how many ways each name is written, and choose the best of them to show."""
    single: dict[int, str] = {}
    for text, number in known.items():
        if number == NOBODY:
            continue
        first = single.setdefault(number, text)
        if first != text:
            key = mentions.keys[number]
            ways = mentions.written.setdefault(key, Counter({first: counts[first]}))
            ways[text] += counts[text]
    for key, ways in mentions.written.items():
        number = mentions.numbers[key]
        mentions.names[number] = _choose_spelling(ways)
        families = sorted(family for text in ways if (family := find_family(text)))
        if families:
            mentions.families[number] = families[-1]


def _choose_spelling(ways: Counter[str]) -> str:
    """Return the spelling with capitals where they belong, the most frequent of these."""
    names: Counter[str] = Counter()
    for text, count in ways.items():
        names[tidy_name(text) or text] += count
    return min(names, key=lambda name: (_is_odd(name), -names[name], name))


def _is_odd(name: str) -> bool:
    """Tell whether a name is all capitals, or has a word without any that needs one."""
    if name.isupper():
        return True
    parts: Iterable[str] = re.split(r"[\s-]+", name)
    return any(part.islower() and part not in PARTICLES for part in parts)


def list_spellings(mentions: Mentions, number: int) -> Iterator[str]:
    """Yield how a name is written, the best spelling first, each once, in reading order."""
    best = mentions.names[number]
    yield best
    ways = mentions.written.get(mentions.keys[number], Counter())
    others = {tidy_name(text) or text for text in ways}
    yield from sorted(others - {best})
