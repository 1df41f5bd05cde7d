"""All texts in a row as numbers: which word stands where, and how it is written.

Texts repeat what stands between two spaces, so each such chunk is taken apart once only.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.text import fold
from generator.understanding.stems import cut_plural
from generator.understanding.stopwords import STOP_WORDS

WAYS = 10
"""Bits for the way in which a word is written."""
HYPHENS = "-‐‑"
LEAST_PAPERS = 2
"""Papers that have a term."""

Ints = NDArray[np.int64]

# A hyphen before a word is part of how the word is written. All else is a break, which
# is a word of its own, so that no phrase runs across it.
_TOKEN = re.compile(r"[-‐‑]?[^\W_]+(?:['’][^\W_]+)*|[^\w‐‑-]|[‐‑-]{2,}|^[‐‑-]$")
_BREAK = 0
_LONGEST_WORD = 40
"""Letters; what is longer is no word of a language that is written with spaces."""


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """All texts in a row, a number for each word or break."""

    surfaces: NDArray[np.int32]
    """By place: the word as it is written."""
    papers: NDArray[np.int32]
    """By place."""
    in_title: NDArray[np.bool_]
    """By place."""
    words: tuple[str, ...]
    """By surface, hyphen and all; the break is 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What words are the same but for how they are written."""

    stems: Ints
    """By surface; 0 for a break and for a word that stands in one paper only."""
    ways: Ints
    """By surface: 0 for the most frequent one of its stem, then 1, …"""
    can_end: NDArray[np.bool_]
    """By stem: whether a phrase may begin or end with it."""
    written: tuple[tuple[str, ...], ...]
    """By stem, the surfaces by their `ways`."""


class _Chunks(dict[str, int]):
    """What stands between spaces, numbered as it comes, and the words of each."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {"": _BREAK}
        self.surfaces = array("i")
        """Of all chunks in a row."""
        self.lengths = array("i")
        """By chunk: number of its words and breaks."""

    def __missing__(self, chunk: str) -> int:
        # An address says where code lies, not what a paper is about.
        tokens = [""] if "://" in chunk else _TOKEN.findall(chunk)
        for token in tokens:
            is_word = token[-1:].isalnum() and len(token) <= _LONGEST_WORD
            found = self.words.setdefault(token, len(self.words)) if is_word else _BREAK
            self.surfaces.append(found)
        self.lengths.append(len(tokens))
        number = self[chunk] = len(self)
        return number


def read_stream(texts: Iterable[tuple[str, str]]) -> tuple[Stream, int]:
    """Return the words of all papers, and how many papers there are."""
    known = _Chunks()
    end = known["."]
    chunks, lengths = array("i"), array("i")
    for text in itertools.chain.from_iterable(texts):
        before = len(chunks)
        chunks.extend(map(known.__getitem__, text.split()))
        chunks.append(end)
        lengths.append(len(chunks) - before)
    numbers = np.array(chunks, dtype=np.int32)
    fields = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    sizes = np.array(known.lengths, dtype=np.int32)
    fields = np.repeat(fields, sizes[numbers])
    surfaces = _expand(numbers, np.array(known.surfaces, dtype=np.int32), sizes)
    stream = Stream(surfaces, fields >> 1, fields % 2 == 0, tuple(known.words))
    return stream, len(lengths) // 2


def _expand(
    numbers: NDArray[np.int32], values: NDArray[np.int32], sizes: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the values of each chunk in a row, by the chunks' numbers."""
    starts = np.cumsum(sizes, dtype=np.int32) - sizes
    taken = sizes[numbers]
    # Where a chunk's values begin among all, less where they begin in what is made.
    ends = np.cumsum(taken, dtype=np.int32)
    shift = np.repeat(starts[numbers] - (ends - taken), taken)
    made: NDArray[np.int32] = values[shift + np.arange(len(shift), dtype=np.int32)]
    return made


def stem_surface(word: str) -> str:
    """Return what `stem_word` does, without the hyphen before a word or an apostrophe."""
    word = fold(word.lstrip(HYPHENS))
    return cut_plural(word.replace("’", "'").removesuffix("'s").replace("'", ""))


def join_ways(stream: Stream) -> Vocabulary:
    """Return which words are the same but for how they are written."""
    numbers: dict[str, int] = {"": 0}
    stems = np.array(
        [numbers.setdefault(stem_surface(word), len(numbers)) for word in stream.words],
        dtype=np.int64,
    )
    places = stems[stream.surfaces]
    # Papers stand in their order: a word's last one is written last.
    first, last = np.zeros((2, len(numbers)), dtype=np.int32)
    first[places[::-1]] = stream.papers[::-1]
    last[places] = stream.papers
    kept = first != last
    kept[0] = False
    renumbered = np.where(kept, np.cumsum(kept), 0)
    stems = renumbered[stems]
    texts = ["", *(text for text, keep in zip(numbers, kept, strict=True) if keep)]
    can_end = np.array([_can_end(text) for text in texts])
    ways, written = _rank_ways(stream, stems, len(texts))
    return Vocabulary(stems, ways, can_end, written)


def _can_end(stem: str) -> bool:
    return len(stem) > 1 and not stem.isnumeric() and stem not in STOP_WORDS


def _rank_ways(
    stream: Stream, stems: Ints, count: int
) -> tuple[Ints, tuple[tuple[str, ...], ...]]:
    """Return the rank of each surface among those of its stem, and these by rank."""
    frequency = np.bincount(stream.surfaces, minlength=len(stream.words))
    order = np.lexsort((np.arange(len(stems)), -frequency, stems))
    starts = np.searchsorted(stems[order], np.arange(count + 1))
    ranks = np.arange(len(order)) - starts[stems[order]]
    ways = np.zeros(len(stems), dtype=np.int64)
    ways[order] = np.minimum(ranks, (1 << WAYS) - 1)
    listed = [stream.words[number] for number in order]
    written = tuple(
        tuple(listed[first:behind]) for first, behind in itertools.pairwise(starts)
    )
    return ways, written
