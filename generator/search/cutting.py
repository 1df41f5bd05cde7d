"""Where a sorted list of terms is cut into files, and how the files are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from generator.search import frontcode

TARGET = 9_000
"""Bytes of a piece: where one ends hangs on its terms alone, see `_cut`."""
HEAVY = 4_500
"""A term of so many bytes has a piece of its own, so that others do not carry it."""
_LONGEST_SEPARATOR = 40
_SPREAD = 64


def cut_terms(terms: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms of about TARGET bytes.

    A new term must not move the borders of all pieces after it: a range ends before a
    term with a certain checksum once it has half the size.
    """
    first = size = 0
    for place, (term, own) in enumerate(zip(terms, sizes, strict=True)):
        full = size >= TARGET or (size >= TARGET // 2 and _is_border(term))
        if place > first and (full or own >= HEAVY) and _can_part(terms, place):
            yield first, place
            first, size = place, 0
        size += TARGET if own >= HEAVY else own + len(term)
    if first < len(terms):
        yield first, len(terms)


def _is_border(term: str) -> bool:
    return crc32(term.encode("utf-8", "replace")) % _SPREAD == 0


def _can_part(terms: Sequence[str], place: int) -> bool:
    """Tell whether what parts a term from the one before is short enough for a name."""
    separator = frontcode.cut_separator(terms[place - 1], terms[place])
    return len(separator) <= _LONGEST_SEPARATOR


def name_file(separator: str) -> str:
    """Return the end of the name of a piece's file: ASCII, the same on every disk."""
    units = separator.encode("utf-16-be", "surrogatepass")
    pairs = (units[at] << 8 | units[at + 1] for at in range(0, len(units), 2))
    return "".join(
        chr(unit) if chr(unit) in frontcode.DIGITS else f"_{unit:04x}" for unit in pairs
    )
