"""Whether two titles are one title: typography and typos do not count, numbers do.

Read off the pairs of titles in 65,525 arXiv records that agree in their first or second
half: `3D`/`4D`, `2025`/`2026`, `9B`/`22B`, `v1.5` and `Rules`/`Principles` part papers,
a name put before the title or left out of it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from generator.text import words


class TitleMatch(IntEnum):
    """How far two titles agree."""

    DIFFERENT = 0
    PART = 1
    """One is the other without its subtitle, or without what stands before the colon."""
    NEAR = 2
    """A typo or a function word apart."""
    SAME = 3
    """The same words, however they are written."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, taken apart for comparison."""

    key: str
    """Its words, joined; empty where it has none."""
    words: tuple[str, ...]
    """Folded; articles and `and` left out."""
    digits: tuple[str, ...]
    """Its numbers as they are written, sorted."""
    numbers: tuple[str, ...]
    """What tells apart the papers of a series: digits, numerals, single letters."""
    parts: tuple[str, ...]
    """Keys of what stands before and after a colon or dash; empty where there is none."""

    @property
    def generic(self) -> bool:
        """Too short or too common to name one paper."""
        text = " ".join(self.words)
        if _GENERIC.match(text):
            return True
        if len(self.words) <= _ALONE_WORDS and _GENERIC_ALONE.match(text):
            return True
        if not self.key.isascii():  # without spaces a whole title can be one word
            return len(self.key) < _MIN_KEY // 2
        return len(self.words) < _MIN_WORDS or len(self.key) < _MIN_KEY


_ARTICLES = frozenset({"a", "an", "the", "and"})
_FUNCTION_WORDS = frozenset(
    {"of", "for", "in", "on", "to", "with", "by", "from", "via"}
)
_NUMERALS = {
    name: str(number)
    for number, names in enumerate(
        ("i one first", "ii two second", "iii three third", "iv four fourth",
         "v five fifth", "vi six sixth", "vii seven seventh", "viii eight eighth",
         "ix nine ninth", "x ten tenth", "xi eleven eleventh", "xii twelve twelfth"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SIGNS = re.compile(r"\w(\++)(?!\w)")  # as in C++
_DELIMITER = re.compile(r":\s|\s[-–—]+\s|--+|[–—]|\?\s|\.\s")
# Words that differ in no more than such a beginning are opposites, not a typo apart.
_OPPOSITE = re.compile(
    r"^(?:macro|micro|inter|intra|hyper|hypo|over|under|multi|anti|semi|mono|post|sub|super"
    r"|non|pre|pro|dis|mis|uni|bi|un|in|im|de|re|ex|a)(?=\w{3})"
)
# Titles that volumes, workshops and journals use again and again …
_GENERIC = re.compile(
    r"(?:front matter|back matter|preface|foreword|(?:guest )?editorial|proceedings of"
    r"|table of contents|introduction to "
    r"(?:special|theme|thematic|focus|issue|section|minitrack|volume|proceedings|workshop)"
    r"|special (?:issue|section)|message from|welcome (?:to|from)|report (?:on|from|of) (?:workshop|task|track|panel)"
    r"|(?:publisher |author )?(?:erratum|errata|corrigend\w+|corrections?|retraction) "
    r"(?:to|for|of|on|note)|addendum to|book reviews?|review of|in memoriam|call for"
    r"|(?:reply|response) to|comments? on|invited talk|organi[sz]ing committee"
    r"|program\w* committee|summary of (?:workshop|task|track|panel)"
    r"|(?:overview|findings|results|report) of .*"
    r"(?:task|challenge|lab|track|workshop|competition|campaign|conference)"
    r"|(?:\w+ ){0,4}workshop (?:on|for))\b"
)
# … and those that are common when nothing much follows.
_GENERIC_ALONE = re.compile(
    r"(?:proceedings|contents|index|author index|welcome|erratum|errata|corrigend\w+"
    r"|corrections?|retraction|addendum|reply|discussion|keynote|panel|tutorials?|abstracts?"
    r"|acknowledg\w+|news|supplement\w*|appendix|committees?|sponsors|withdrawn|untitled"
    r"|no title|technical report|conclusions?|overview|report)\b"
)
_ALONE_WORDS = 4
_MIN_KEY = 12
_MIN_WORDS = 3
_MIN_PART_WORDS = 4
_TYPO_WORDS = 4
_TYPO_KEY = 20
_SLIP_LETTERS = 5


@lru_cache(maxsize=4096)
def parse_title(text: str) -> Title:
    """Take a title apart."""
    pieces = [piece for piece in map(_content, _DELIMITER.split(text)) if piece]
    content = tuple(word for piece in pieces for word in piece)
    digits = tuple(sorted(n.replace(",", "") for n in _DIGITS.findall(text)))
    signs = tuple(sorted(_SIGNS.findall(text)))
    return Title(
        key="".join(content),
        words=content,
        digits=digits + signs,
        numbers=_numbers(digits + signs, content),
        parts=_parts(pieces),
    )


def match_titles(one: Title, other: Title) -> TitleMatch:
    """Say how far two titles agree; the order of the two does not matter."""
    if not one.key or not other.key or one.digits != other.digits:
        return TitleMatch.DIFFERENT
    if one.key == other.key:
        return TitleMatch.SAME
    if one.numbers != other.numbers:
        return TitleMatch.DIFFERENT
    if _is_typo_apart(one, other):
        return TitleMatch.NEAR
    if _is_part(one, other) or _is_part(other, one):
        return TitleMatch.PART
    return TitleMatch.DIFFERENT


def _content(text: str) -> tuple[str, ...]:
    """Return the words of a title without its articles."""
    return tuple(word for word in words(text) if word not in _ARTICLES)


def _numbers(digits: tuple[str, ...], content: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells a series apart, sorted; `II`, `two` and `2` are one number."""
    spelled = [_NUMERALS[word] for word in content if word in _NUMERALS]
    letters = [word for word in content if len(word) == 1 and word not in _NUMERALS]
    return tuple(sorted({*digits, *spelled, *letters}))


def _parts(pieces: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of what stands before and after the first and the last colon."""
    if len(pieces) < 2:
        return ()
    ends = (pieces[:1], pieces[1:], pieces[:-1], pieces[-1:])
    return tuple(sorted({"".join(map("".join, end)) for end in ends}))


def _is_part(whole: Title, part: Title) -> bool:
    """Tell whether one title is the other without its sub- or main title."""
    return len(part.words) >= _MIN_PART_WORDS and part.key in whole.parts


def _is_typo_apart(one: Title, other: Title) -> bool:
    """Tell whether few enough words differ, each by no more than a slip of the pen."""
    shortest = min(len(one.words), len(other.words))
    if shortest < _TYPO_WORDS or min(len(one.key), len(other.key)) < _TYPO_KEY:
        return False
    slips = 0
    for left, right in _differing(one.words, other.words):
        if "".join(left) == "".join(right):
            continue
        if not _is_slip(left, right):
            return False
        slips += 1
    return slips <= (2 if shortest >= 2 * _TYPO_WORDS else 1)


def _differing(
    one: tuple[str, ...], other: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the stretches of words in which two titles differ, side by side."""
    stretches: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    start = (0, 0)
    for block in Levenshtein.opcodes(one, other).as_matching_blocks():
        left, right = one[start[0] : block.a], other[start[1] : block.b]
        if left or right:
            stretches.append((left, right))
        start = (block.a + block.size, block.b + block.size)
    return stretches


def _is_slip(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell a typo, or a function word that was left out or exchanged."""
    if _FUNCTION_WORDS.issuperset(left + right):
        return len(left) <= 1 and len(right) <= 1
    one, other = "".join(left), "".join(right)
    if max(len(one), len(other)) < _SLIP_LETTERS or OSA.distance(one, other) > 1:
        return False
    return not _are_opposites(one, other)


def _are_opposites(one: str, other: str) -> bool:
    """Tell `microscopic` and `macroscopic`, `typical` and `atypical`."""
    stems = (_OPPOSITE.sub("", one, count=1), _OPPOSITE.sub("", other, count=1))
    begins = (one[: len(one) - len(stems[0])], other[: len(other) - len(stems[1])])
    return stems[0] == stems[1] and begins[0] != begins[1]
