"""Values of the state file: JSON that is checked as it is read, and columns that pack well."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

_BLANK = "."
"""Fills a place of a fixed width in which there is nothing; no hash holds it."""


class ShapeError(ValueError):
    """The file holds something else than what is expected at this place."""


def get_map(value: object) -> Mapping[str, object]:
    """Return an object of JSON.

    Raises:
        ShapeError: it is none.
    """
    if not isinstance(value, dict):
        raise ShapeError("found something else than an object")
    return value


def get_list(value: object, length: int | None = None) -> Sequence[object]:
    """Return an array of JSON.

    Raises:
        ShapeError: it is none, or not so long.
    """
    if not isinstance(value, list) or length not in {None, len(value)}:
        raise ShapeError("found something else than a list of the right length")
    return value


def get_text(value: object) -> str:
    """Return a string of JSON.

    Raises:
        ShapeError: it is none.
    """
    if not isinstance(value, str):
        raise ShapeError("found something else than text")
    return value


def get_number(value: object) -> int:
    """Return a whole number of JSON.

    Raises:
        ShapeError: it is none.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise ShapeError("found something else than a whole number")
    return value


def pack_runs(values: Iterable[int]) -> list[list[int]]:
    """Return numbers as runs: `[7, 7, 8]` is `[[7, 2], [8, 1]]`."""
    return [[value, len(list(run))] for value, run in itertools.groupby(values)]


def unpack_runs(value: object, count: int) -> list[int]:
    """Return the numbers of runs.

    Raises:
        ShapeError: they are not so many.
    """
    runs = [get_list(run, 2) for run in get_list(value)]
    pairs = [(get_number(number), get_number(length)) for number, length in runs]
    if sum(length for _, length in pairs) != count:
        raise ShapeError("found a column of another length")
    return [number for number, length in pairs for _ in range(length)]


def pack_steps(numbers: Iterable[int]) -> list[int]:
    """Return the steps from each number to the next; the first from 0."""
    return [after - before for before, after in itertools.pairwise((0, *numbers))]


def unpack_steps(value: object, count: int) -> list[int]:
    """Return the numbers that steps lead to.

    Raises:
        ShapeError: they are not so many.
    """
    return list(itertools.accumulate(map(get_number, get_list(value, count))))


def pack_fixed(values: Iterable[str], width: int) -> str:
    """Return texts of at most a width as one, each filled up to it."""
    return "".join(value.ljust(width, _BLANK) for value in values)


def unpack_fixed(value: object, width: int, count: int) -> list[str]:
    """Return the texts that have been joined.

    Raises:
        ShapeError: they are not so many.
    """
    text = get_text(value)
    if len(text) != width * count:
        raise ShapeError("found a column of another length")
    return [
        text[start : start + width].rstrip(_BLANK)
        for start in range(0, len(text), width)
    ]


def pack_lines(values: Iterable[str]) -> str:
    """Return texts as the lines of one."""
    return "\n".join(value.replace("\n", " ") for value in values)


def unpack_lines(value: object, count: int) -> list[str]:
    """Return the lines of a text.

    Raises:
        ShapeError: they are not so many.
    """
    lines = get_text(value).split("\n") if count else []
    if len(lines) != count:
        raise ShapeError("found a column of another length")
    return lines


def pack_rare(values: Iterable[str], usual: Iterable[str]) -> dict[str, str]:
    """Return by row the values that are not the usual ones."""
    pairs = enumerate(zip(values, usual, strict=True))
    return {str(row): value for row, (value, common) in pairs if value != common}


def unpack_rare(value: object, usual: Iterable[str]) -> Iterator[str]:
    """Yield the usual values, and in their rows the others.

    Raises:
        ShapeError: they are something else.
    """
    rare = get_map(value)
    for row, common in enumerate(usual):
        yield get_text(rare.get(str(row), common))
