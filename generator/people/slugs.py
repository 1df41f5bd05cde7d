"""Addresses for the pages of people: told apart by what they say, not by their order."""

from __future__ import annotations

import hashlib
import string
from collections import defaultdict
from collections.abc import Sequence

from generator.text import make_slug

RESERVED = frozenset({"index", "other", *string.ascii_lowercase})
"""Pages of the index are called so."""
_DIGITS = 6


def assign_slugs(names: Sequence[str], keys: Sequence[str], empty: str) -> list[str]:
    """Return an address for each name; no two are the same.

    Of names that would share one, the name that is written in plain letters has it, and
    the others get a suffix made of what they say: so that no address hangs on the order.

    Args:
        names: as pages show them.
        keys: what tells the names apart; each is there once.
        empty: the address of a name of which no letter is left.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        wanted[make_slug(name) or empty].append(position)
    slugs = [""] * len(names)
    taken: set[str] = set(RESERVED)
    waiting: list[tuple[str, int]] = []
    for slug, positions in sorted(wanted.items()):
        owner = _find_owner(names, positions) if slug not in RESERVED else None
        if owner is not None:
            slugs[owner] = slug
            taken.add(slug)
        waiting += [(slug, position) for position in positions if position != owner]
    for slug, position in sorted(waiting, key=lambda pair: (pair[0], keys[pair[1]])):
        slugs[position] = _add_suffix(slug, keys[position], taken)
        taken.add(slugs[position])
    return slugs


def _find_owner(names: Sequence[str], positions: Sequence[int]) -> int | None:
    """Return who has an address to himself, or is the only one in plain letters."""
    plain = [at for at in positions if names[at].isascii()]
    alone = positions if len(positions) == 1 else plain
    return alone[0] if len(alone) == 1 else None


def _add_suffix(slug: str, key: str, taken: set[str]) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()
    length = _DIGITS
    while (found := f"{slug}-{digest[:length]}") in taken:
        length += 1
    return found
