"""Which names may be one: what differs between two spellings, and which pairs to look at.

That two names may be one is no reason to take them for one: see `joining`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import combinations

from generator.people.names import NameParts, find_block, fold_name, split_name

MOST_PAIRS = 50_000
"""Among the names of one family and first letter; names that are so many are too much
alike for any of them to be the only one that fits."""


class Kind(IntEnum):
    """What differs, the least first."""

    LETTERS = 0
    """Accents, hyphens, spaces: `Müller` and `Muller`, `Jae-Sung` and `Jaesung`."""
    MIDDLE = 1
    """A middle name, or `Jr.`, is left out or shortened."""
    INITIALS = 2
    """The first name is an initial in one."""
    ORDER = 3
    """Of two words, the family name comes first in one."""


Pair = tuple[int, int, Kind]
"""Positions of two names, the lower first."""


def relate(one: NameParts, other: NameParts) -> Kind | None:
    """Return what differs between two names of one family; None where they are two."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if "".join(one.parts) == "".join(other.parts):
        return Kind.LETTERS if one.suffix == other.suffix else Kind.MIDDLE
    if one.begins_with_initial or other.begins_with_initial:
        first, *middle = one.parts
        other_first, *other_middle = other.parts
        fits = _fit(first, other_first) and _fit_in_order(middle, other_middle)
        return Kind.INITIALS if fits else None
    if "".join(one.given[0]) != "".join(other.given[0]):
        return None
    middle = [part for name in one.given[1:] for part in name]
    other_middle = [part for name in other.given[1:] for part in name]
    return Kind.MIDDLE if _fit_in_order(middle, other_middle) else None


def _fit(one: str, other: str) -> bool:
    """Tell whether two parts are one, or one is the other's initial."""
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def _fit_in_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the parts of the shorter stand among those of the longer, in order."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(any(_fit(part, theirs) for theirs in rest) for part in shorter)


def find_pairs(names: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of names that may be one, each once.

    Args:
        names: in reading order; no two have the same key.
    """
    for positions in _group_by_family(names):
        yield from _find_pairs_of_family(names, positions)
    yield from _find_turned(names)


def _group_by_family(names: Sequence[str]) -> list[list[int]]:
    """Return the positions of names of one family and first letter, if two or more."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if block := find_block(name):
            groups[block].append(position)
    return [positions for positions in groups.values() if len(positions) > 1]


def _find_pairs_of_family(
    names: Sequence[str], positions: Sequence[int]
) -> Iterator[Pair]:
    split = {at: parts for at in positions if (parts := split_name(names[at]))}
    alike: dict[str, list[int]] = defaultdict(list)
    initials: list[int] = []
    for position, parts in split.items():
        if parts.begins_with_initial:
            initials.append(position)
        else:
            alike["".join(parts.given[0])].append(position)
        alike["=" + "".join(parts.parts)].append(position)
    found: set[tuple[int, int]] = set()
    for group in alike.values():
        if len(group) ** 2 <= MOST_PAIRS:
            found.update(combinations(group, 2))
    if len(initials) * len(split) <= MOST_PAIRS:
        found.update(
            (min(one, other), max(one, other))
            for one in initials
            for other in split
            if one != other
        )
    for one, other in sorted(found):
        kind = relate(split[one], split[other])
        if kind is not None:
            yield one, other, kind


def _find_turned(names: Sequence[str]) -> Iterator[Pair]:
    """Yield pairs of names of two words, each of which is the other turned around."""
    places: dict[tuple[str, str], int] = {}
    for position, name in enumerate(names):
        words = name.split()
        if len(words) != 2:
            continue
        first, last = map(fold_name, words)
        other = places.get((last, first), position)
        if other != position and min(len(first), len(last)) > 1 and split_name(name):
            yield other, position, Kind.ORDER
        places.setdefault((first, last), position)


def contradict(one: str, other: str) -> bool:
    """Tell whether two names of one family cannot be of one person, as far as names go."""
    parts, others = split_name(one), split_name(other)
    if parts is None or others is None or parts.family != others.family:
        return False
    return relate(parts, others) is None
