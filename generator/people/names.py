"""Names as listings write them: put in reading order, compared, taken apart.

A name as written is not yet a person: nothing here decides who is who. Two spellings
with one key are one name (`Chen, Tianlong`, `Tianlong Chen`, `TIANLONG CHEN`); whether
two names are one author is for `variants` and `joining` to find out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.latex import plain
from generator.text import clean, fold

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset(
    {"af", "al", "av", "bin", "ben", "da", "das", "de", "del", "della", "den", "der",
     "di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y",
     "zu", "zum", "zur"}
)  # fmt: skip
"""In lower case they belong to the family name that follows."""
_COLLECTIVES = frozenset(
    {"authors", "collaboration", "collective", "consortium", "group", "initiative",
     "lab", "labs", "network", "organizers", "project", "society", "team"}
)  # fmt: skip
"""The last word of what is no person."""
_NOBODY = frozenset(
    {"anonymous", "anonymous author", "anonymous authors", "author", "authors", "et al",
     "others", "and others", "none", "null", "n a", "tba", "tbd", "unknown"}
)  # fmt: skip
_MOST_LETTERS = 100
_MOST_WORDS = 8
_MARKUP = re.compile(r"[\\{}$]")
_SEVERAL = re.compile(r";|&|\s(?:and|et|und)\s", re.IGNORECASE)
_AND_OTHERS = re.compile(r"[\s,]+(?:et\.? al\b\.?|and others)$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[*†‡§¶#∗⁎✉☆★¹²³⁰⁴-⁹]+")
_APOSTROPHE = re.compile(r"['’‘`´ʼʻ]")
_ASCII_WORD = re.compile("[a-z0-9]+")
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
_BETWEEN = re.compile(r"[\W_]+")
_SPLIT_INITIALS = re.compile(r"(?<=\w\.)\s+(?=-\w)")
_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_NO_PERSON = re.compile(r"[\d(]")
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart into a letter and an accent."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name of a person, folded: lower case, no accents."""

    given: tuple[tuple[str, ...], ...]
    """Each given name, in the parts that hyphens join; an initial is one letter."""
    family: str
    """With its particles, all as one word."""
    suffix: str
    """`jr`, `iii`; empty for most."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The given names without regard to hyphens."""
        return tuple(part for name in self.given for part in name)

    @property
    def begins_with_initial(self) -> bool:
        """Tell whether the first given name is no more than initials."""
        return all(len(part) == 1 for part in self.given[0])


def tidy_name(text: str) -> str | None:
    """Return a name in reading order, without footnote marks; None where it is no name.

    Several names in one text are none: they cannot be told apart with certainty.
    """
    found = read_name(text)
    return found[0] if found else None


def read_name(text: str) -> tuple[str, str] | None:
    """Return a name as `tidy_name` does, and its key."""
    text = plain(text) if _MARKUP.search(text) else clean(text)
    text = _FOOTNOTE.sub("", _AND_OTHERS.sub("", text)).strip(" ,;:-–—/|")
    text = _FULL_STOP.sub("", text).lstrip(" .")
    if len(text) > _MOST_LETTERS or _SEVERAL.search(text):
        return None
    name = _SPLIT_INITIALS.sub("", order_name(text))
    key = make_key(name)
    too_long = key.count(" ") >= _MOST_WORDS
    return None if too_long or key in _NOBODY or not _is_name(key) else (name, key)


def _is_name(key: str) -> bool:
    """Tell whether a key holds a word of two letters or more, or one of Chinese writing."""
    words = key.split()
    if any(len(word) > 1 and word.isalpha() for word in words):
        return True
    return any(_CJK.search(word) or sum(map(str.isalpha, word)) > 1 for word in words)


def order_name(text: str) -> str:
    """Return `Family, Given, Jr.` in reading order; what has no comma stays as it is."""
    if "," not in text:
        return text
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    suffixes = [piece for piece in pieces[1:] if make_key(piece) in SUFFIXES]
    names = [piece for piece in pieces if piece not in suffixes]
    if len(names) == 2:
        family, given = names
        if is_cjk(make_key(text)):
            return family + given
        names = [given, family]
    return " ".join(names + suffixes)


def find_family(text: str) -> str | None:
    """Return the family name of a name written `Family, Given`; None of any other."""
    family, comma, given = clean(text).partition(",")
    is_given = comma and make_key(given) and make_key(given) not in SUFFIXES
    return family if is_given else None


def make_key(name: str) -> str:
    """Return the words of a name in lower case, accents kept, without punctuation."""
    text = _APOSTROPHE.sub("", name).casefold()
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text))
    text = unicodedata.normalize("NFKC", text).casefold()
    letters = (char if _is_letter(char) else " " for char in text)
    key = " ".join("".join(letters).split())
    return key.replace(" ", "") if is_cjk(key) else key


def _is_letter(char: str) -> bool:
    # Vowel signs of Indian scripts are marks, without which the words are others.
    return char.isalnum() or unicodedata.category(char).startswith("M")


def is_cjk(key: str) -> bool:
    """Tell whether all of a key is Chinese, Japanese or Korean writing."""
    return bool(key) and all(_CJK.match(char) for char in key if char != " ")


def fold_name(text: str) -> str:
    """Return only the letters of a text, in lower case and without accents."""
    if text.isascii() and text.isalpha():  # most words are, and it is quick
        return text.lower()
    return "".join(filter(str.isalnum, fold(text).translate(_LATIN)))


def split_name(name: str) -> NameParts | None:
    """Take a name in reading order apart; None where it has no given and family name.

    The last word, with the particles before it, counts as the family name, wherever the
    name comes from: only names of one family are compared, and nothing is shown of it.
    """
    words, suffix = _split_words(name)
    if not words:
        return None
    start = _find_family_start(words)
    shouted = name.isupper()
    given = tuple(_split_given(word, shouted=shouted) for word in words[:start])
    return NameParts(given, fold_name("".join(words[start:])), suffix)


def find_block(name: str) -> str | None:
    """Return the family name and the first letter: names that differ in it are two.

    None where `split_name` gives None.
    """
    words, _ = _split_words(name)
    if not words:
        return None
    family = fold_name("".join(words[_find_family_start(words) :]))
    return f"{family} {fold_name(words[0])[0]}"


def _split_words(name: str) -> tuple[list[str], str]:
    """Return the words of a person's name without its suffix, and that; () for others."""
    words = [word for word in name.split() if fold_name(word)]
    suffix = ""
    if len(words) > 2 and (last := fold_name(words[-1])) in SUFFIXES:
        words, suffix = words[:-1], last
    is_person = len(words) > 1 and not _NO_PERSON.search(name)
    if not is_person or fold_name(words[-1]) in _COLLECTIVES:
        return [], ""
    return words, suffix


def _find_family_start(words: list[str]) -> int:
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return start


def _split_given(word: str, *, shouted: bool) -> tuple[str, ...]:
    """Return the parts of a given name; `JD` in a name not in capitals is two initials."""
    pieces = _BETWEEN.split(_APOSTROPHE.sub("", word)) if not word.isalpha() else [word]
    parts = tuple(folded for piece in pieces if (folded := fold_name(piece)))
    is_initials = word.isalpha() and word.isupper() and len(word) <= 3 and not shouted
    if is_initials and parts:
        return tuple(parts[0])
    return parts or (fold_name(word),)


def make_sort_name(name: str, family: str | None = None) -> str:
    """Return what a name is ordered by: the family name, folded, then the rest.

    Args:
        name: in reading order.
        family: the family name, where a listing says it; particles count in it only
            when they are capitals (`De Luca` under D, `van der Meer` under M).
    """
    words = name.split()
    while len(words) > 2 and fold_name(words[-1]) in SUFFIXES:
        words.pop()
    own = family.split() if family else words[_find_family_start(words) :]
    main = [word for word in own if word not in PARTICLES] or own
    rest = words[: len(words) - len(own)]
    return f"{fold_name(''.join(main))} {' '.join(map(fold_name, rest))}".strip()
