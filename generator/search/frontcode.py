"""Sorted strings, each without the start that it shares with the one before it."""

from __future__ import annotations

from collections.abc import Iterable

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode(strings: Iterable[str]) -> str:
    """Return strings in one: of each, a digit of base 36, what follows, and a space.

    The digit says how many UTF-16 code units (at most 35) are those of the string before.
    Strings hold no space. `docs/assets/search/bits.js` reads it.
    """
    parts = []
    before = ""
    for string in strings:
        shared = count_shared(before, string)
        units = shared
        if not string.isascii():
            # A browser counts a character beyond U+FFFF as two.
            units += sum(ch > "\uffff" for ch in string[:shared])
        while units >= len(DIGITS):
            shared -= 1
            units -= 2 if string[shared] > "\uffff" else 1
        parts.append(f"{DIGITS[units]}{string[shared:]} ")
        before = string
    return "".join(parts)


def count_shared(first: str, second: str) -> int:
    """Return how many characters two strings have in common at their start."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


def cut_separator(before: str, first: str) -> str:
    """Return the shortest start of `first` that sorts after `before`."""
    return first[: count_shared(before, first) + 1]
