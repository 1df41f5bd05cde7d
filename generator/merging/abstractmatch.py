"""How much of their text two abstracts share, and whether it is the same abstract.

The thresholds rest on measurements (word sequences aligned by their longest common
subsequence). Of 6,000 arXiv abstracts with one sentence added, dropped or replaced, 97 %
and more keep a ratio of 0.75 and three quarters of the shorter one in runs of eight
words or more. With one word in five exchanged, as in papers written from one template,
under 1 % keep such runs, and with one in ten, the limit on exchanged words tells.
Random abstracts of one category share at most 14 % in runs of three words or more
(25 % where one is 40 words long).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from generator.sources.listing import is_cut_off
from generator.text import words


class AbstractMatch(IntEnum):
    """How far two abstracts agree."""

    UNLIKE = 0
    """Next to nothing in common."""
    UNKNOWN = 1
    """One is missing or too short to tell."""
    SOME = 2
    """A fifth of the shorter one in common: enough for one title and shared authors."""
    HALF = 3
    """Half of the shorter one in common: enough for one title."""
    EDITION = 4
    """Nearly the same, but of another year (`the 2025 challenge`)."""
    TEMPLATE = 5
    """Nearly the same, but for the words that one fills into a template."""
    BRIEF = 6
    """Equal, but so short that other papers may have it too."""
    BEGINNING = 7
    """One is the other, cut off."""
    REVISED = 8
    """Sentences added, dropped or rewritten."""
    EQUAL = 9
    """The same words."""


MIN_WORDS = 40
"""An abstract of fewer words proves nothing by itself (`withdrawn by the authors …`)."""
TELLING_WORDS = 12
"""An abstract of fewer words says nothing at all (`No abstract available`)."""
_RATIO = 0.75
_IN_LONG_RUNS = 0.75
_LONG_RUN = 8
_RUN = 3
_WORDS_PER_SWAP = 40
_SWAP_WORDS = 4
_PREFIX = 0.97
_HALF = 0.5
_SOME = 0.2
_DIGITS = re.compile(r"\d+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\[\.\.\.\])$")


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What an alignment of two word sequences says."""

    ratio: float
    """Twice the words in common over the words of both."""
    in_runs: float
    """Share of the shorter one that stands in common runs of `_RUN` words or more."""
    in_long_runs: float
    swaps: tuple[tuple[str, str], ...]
    """A few words each that stand at the same place (joined), and are not alike."""


def match_abstracts(one: str | None, other: str | None) -> AbstractMatch:
    """Say how far two abstracts agree; the order of the two does not matter."""
    if not one or not other:
        return AbstractMatch.UNKNOWN
    short, long = sorted(
        (split_words(one), split_words(other)), key=lambda split: (len(split), split)
    )
    if len(short) < TELLING_WORDS:
        return AbstractMatch.UNKNOWN
    if "".join(short) == "".join(long):
        return AbstractMatch.EQUAL if len(short) >= MIN_WORDS else AbstractMatch.BRIEF
    return _match_words(short, long)


def is_truncated(abstract: str) -> bool:
    """Tell whether an abstract stops in the middle of a sentence."""
    return is_cut_off(abstract) or bool(_ELLIPSIS.search(abstract))


@lru_cache(maxsize=1024)
def split_words(abstract: str) -> tuple[str, ...]:
    """Return the folded words of an abstract."""
    return tuple(words(space_out(abstract)))


def space_out(text: str) -> str:
    """Return text with every character a word where the script does not part words."""
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)


def _match_words(short: tuple[str, ...], long: tuple[str, ...]) -> AbstractMatch:
    overlap = _align(short, long)
    if len(short) >= MIN_WORDS:
        if overlap.ratio >= _RATIO and overlap.in_long_runs >= _IN_LONG_RUNS:
            return _explain_swaps(overlap.swaps, len(short)) or AbstractMatch.REVISED
        if _is_beginning(short, long):
            return AbstractMatch.BEGINNING
    if overlap.in_runs >= _HALF:
        return AbstractMatch.HALF
    return AbstractMatch.SOME if overlap.in_runs >= _SOME else AbstractMatch.UNLIKE


def _align(short: tuple[str, ...], long: tuple[str, ...]) -> _Overlap:
    """Align two word sequences."""
    runs: list[int] = []
    swaps: list[tuple[str, str]] = []
    end = (0, 0)
    for block in LCSseq.opcodes(short, long).as_matching_blocks():
        gap = short[end[0] : block.a], long[end[1] : block.b]
        if all(0 < len(words_) <= _SWAP_WORDS for words_ in gap):
            swaps.append(("".join(gap[0]), "".join(gap[1])))
        runs.append(block.size)
        end = (block.a + block.size, block.b + block.size)
    return _Overlap(
        ratio=2 * sum(runs) / (len(short) + len(long)),
        in_runs=sum(run for run in runs if run >= _RUN) / len(short),
        in_long_runs=sum(run for run in runs if run >= _LONG_RUN) / len(short),
        swaps=tuple(swap for swap in swaps if not _are_alike(*swap)),
    )


def _are_alike(one: str, other: str) -> bool:
    """Tell a spelling from another word: `7times` and `7`, `pretraining`, one typo."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    if one in other or other in one:
        return True
    return LCSseq.normalized_similarity(one, other) >= 0.8


def _explain_swaps(
    swaps: tuple[tuple[str, str], ...], length: int
) -> AbstractMatch | None:
    """Tell a template from a revision by the words that are exchanged.

    A revision may correct a number or exchange a word now and then; a template names
    another year, has other numbers throughout, or the same exchange again and again.
    """
    numbers = [swap for swap in swaps if any(map(_DIGITS.search, swap))]
    if any(_YEAR.search(one) and _YEAR.search(other) for one, other in numbers):
        return AbstractMatch.EDITION
    repeated = len(set(swaps)) < len(swaps)
    many = len(swaps) > max(1, length // _WORDS_PER_SWAP)
    return AbstractMatch.TEMPLATE if many or repeated or len(numbers) > 1 else None


def _is_beginning(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a text is the beginning of another; its last word may be cut."""
    begin = short[:-1]
    overlap = _align(begin, long[: len(begin)])
    if overlap.ratio < _PREFIX:
        return False
    return _explain_swaps(overlap.swaps, len(begin)) is None
