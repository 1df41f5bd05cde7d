"""Texts word by word; each word is looked at once, however often it is written.

What is said of a word holds for phrases (`patterns`) and for features (`features`).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.understanding.patterns import Node, Pattern, PatternTable
from generator.understanding.stems import ADDRESS, TOKEN, stem_word

_MOST_WORDS = 1 << 16
"""Words that are kept; with more, all are forgotten, so that memory has a bound."""
_COMMON_TEXT = """
a also an and approach are as at based be been being between both by can for
from had has have in into is it its more most new not novel of on or our paper
propose proposed result show such than that the their these they this those to
use used using via was we were which while with
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_CLAIMS = frozenset(["we", "our", "here", "novel", "propose", "proposed", "present"])


class Mark(IntEnum):
    """What a word is for the sentence that it stands in."""

    NONE = 0
    END = 1
    """A stop that may end a sentence."""
    CLAIM = 2
    """A word with which authors speak of their own work."""
    THIS = 3
    """The same, if the next word is that work: "this paper"."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word or stop as it is written in a text."""

    stem: str
    feature: str
    """The stem; empty where it tells nothing, as stops do."""
    mark: Mark
    plain: Node | None
    """Phrases without a star that begin with it."""
    starred: Sequence[Pattern]
    begins: bool
    """Whether a phrase may begin with it."""
    needs: Container[str] | None
    """Of which stems one has to follow for a phrase to begin; None if none has to."""


@dataclass(frozen=True, slots=True)
class Field:
    """A title or an abstract."""

    parts: Sequence[str]
    """What stands between words, and words, in turn."""
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class PaperText:
    """All of a paper that is read."""

    title: Field
    abstract: Field
    comments: Field


class Lexicon(dict[str, Word]):
    """The words of texts as they are written."""

    def __init__(self, patterns: PatternTable) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, written: str) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        stem = stem_word(written)
        plain, starred = self._patterns.look_up(stem)
        word = Word(
            stem,
            stem if _tells(stem) else "",
            _mark(written, stem),
            plain,
            starred,
            begins=bool(plain or starred),
            needs=None if starred or not plain or plain.ends else plain.after,
        )
        self[written] = word
        return word

    def read(self, text: str | None) -> Field:
        """Return a text word by word, without addresses."""
        text = text or ""
        parts = TOKEN.split(ADDRESS.sub(" ", text) if "://" in text else text)
        return Field(parts, list(map(self.__getitem__, parts[1::2])))


def _tells(stem: str) -> bool:
    return len(stem) > 1 and stem not in _COMMON and not stem.isdigit()


def _mark(written: str, stem: str) -> Mark:
    if written in {".", "!", "?"}:
        return Mark.END
    if stem in _CLAIMS or stem.startswith("introduc"):
        return Mark.CLAIM
    return Mark.THIS if written.lower() == "this" else Mark.NONE
