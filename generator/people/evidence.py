"""Whether two names that may be one share more co-authors than chance would give them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.people.mentions import Mentions
from generator.people.variants import Kind, Pair, contradict

LEAST_PAPERS = 20_000
"""Chance is reckoned as in a collection of so many papers at least: in a small one every
name is rare, and that says nothing of how many people bear it."""
CROWDING = 5.0
"""Two papers of one field share authors so many times more often than any two papers."""
MOST_CHANCE = 0.05
"""How likely chance may be to give as many shared co-authors."""
MOST_CHANCE_OF_ORDER = 0.01
FEWEST = {Kind.LETTERS: 1, Kind.MIDDLE: 1, Kind.INITIALS: 1, Kind.ORDER: 2}
"""Shared co-authors that are needed."""
FEWEST_OF_RIVALS = 2
"""The same, where another name fits as well, but shares no co-author."""


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """Two names that are taken for one, unless a stronger reason forbids it."""

    kind: Kind
    weakness: int
    """Less is stronger: the shared co-authors, negative."""
    keys: tuple[str, str]
    one: int
    other: int

    @property
    def shared(self) -> int:
        """How many co-authors they share."""
        return -self.weakness


def find_joins(mentions: Mentions, pairs: Sequence[Pair]) -> list[Join]:
    """Return the pairs that the co-authors bear out, the strongest first."""
    partners: dict[int, dict[int, Kind]] = defaultdict(dict)
    for one, other, kind in pairs:
        partners[one][other] = partners[other][one] = kind
    found = []
    for one, other, kind in pairs:
        rivals = _find_rivals(mentions, partners, one, other)
        if rivals and kind in {Kind.INITIALS, Kind.ORDER}:
            continue
        shared = _count_shared(mentions, one, other)
        if shared and _is_borne_out(mentions, (one, other, kind), shared, rivals):
            keys = sorted((mentions.keys[one], mentions.keys[other]))
            found.append(Join(kind, -shared, (keys[0], keys[1]), one, other))
    return sorted(found)


def _is_borne_out(
    mentions: Mentions, pair: Pair, shared: int, rivals: Iterable[tuple[int, int]]
) -> bool:
    one, other, kind = pair
    if any(_count_shared(mentions, *rival) for rival in rivals):
        return False
    fewest = FEWEST_OF_RIVALS if rivals else FEWEST[kind]
    most = MOST_CHANCE_OF_ORDER if kind is Kind.ORDER else MOST_CHANCE
    return shared >= fewest and _measure_chance(mentions, one, other, shared) < most


def _find_rivals(
    mentions: Mentions, partners: Mapping[int, Mapping[int, Kind]], one: int, other: int
) -> list[tuple[int, int]]:
    """Return pairs of one of two names with a third that fits as well, but not the other."""
    kind = partners[one][other]
    found = []
    for name, candidate in ((one, other), (other, one)):
        for third, its_kind in partners[name].items():
            if third == candidate or its_kind > kind or third in partners[candidate]:
                continue
            if contradict(mentions.names[third], mentions.names[candidate]):
                found.append((name, third))
                if kind in {Kind.INITIALS, Kind.ORDER}:
                    return found
    return found


def _count_shared(mentions: Mentions, one: int, other: int) -> int:
    """Return the number of shared co-authors; 0 where the two stand on one paper."""
    if not set(mentions.papers[one]).isdisjoint(mentions.papers[other]):
        return 0
    return len(mentions.list_coauthors(one) & mentions.list_coauthors(other))


def _measure_chance(mentions: Mentions, one: int, other: int, shared: int) -> float:
    """Return how likely two strangers are to share so many co-authors, at most.

    Each co-author of the one is on a paper of the other as often as his share of all
    papers has it; so few of so many follow a Poisson distribution.
    """
    papers = max(len(mentions.rows), LEAST_PAPERS)
    names = (one, other)
    expected = max(
        sum(len(mentions.papers[each]) for each in mentions.list_coauthors(name))
        * len(mentions.papers[stranger])
        / papers
        for name, stranger in (names, names[::-1])
    )
    mean = CROWDING * expected
    term = fewer = math.exp(-mean)
    for count in range(1, shared):
        term *= mean / count
        fewer += term
    return max(0.0, 1.0 - fewer)
