"""English word stems, exactly as the browser's half of the search makes them.

The algorithm is M. F. Porter's, "An algorithm for suffix stripping", Program 14(3),
1980, pp. 130-137. What counts here is agreement with the stemmer of lunr.js 2.3.9, which
stems the reader's words: where it departs from the paper, so does this module, and each
departure is marked. (The stemmer of lunr.py differs from both on words like `delay`.)
A test compares the two word by word in a browser.
"""

from __future__ import annotations

import re

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
    # Departures, which Porter himself adopted later: not "abli" but all of "bli"; "logi".
    "bli": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "",
    "ness": "",
}  # fmt: skip
_STEP_4 = frozenset((
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent",
    "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
))  # fmt: skip
_LONGEST = 7
_SHORT = re.compile("c+vc")
_SHAPES = dict.fromkeys(range(128), "c") | str.maketrans("aeiouy", "vvvvvy")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PAIR = "\ud800\udc00"


def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    # JavaScript counts a character beyond U+FFFF as two, and the rules look at lengths.
    # Suffixes are ASCII, so none of these characters is ever taken off.
    if not word.isascii():
        astral = iter(_ASTRAL.findall(word))
        stemmed = _stem_units(_ASTRAL.sub(_PAIR, word))
        return re.sub(_PAIR, lambda _: next(astral), stemmed)
    return _stem_units(word)


def _stem_units(word: str) -> str:
    if len(word) < 3:
        return word
    for step in (_strip_plural, _strip_past, _turn_y):
        word = step(word)
    word = _replace(word, _STEP_2)
    word = _replace(word, _STEP_3)
    return _tidy_end(_strip_suffix(word))


def _shape(part: str) -> str:
    """Return a letter for each character: `v` for a vowel, `c` for anything else.

    `y` is a vowel after a consonant.
    """
    shape = _BEYOND_ASCII.sub("c", part).translate(_SHAPES)
    return shape if "y" not in shape else _settle_y(shape)


def _settle_y(shape: str) -> str:
    settled = ""
    for ch in shape:
        settled += ch if ch != "y" else "v" if settled.endswith("c") else "c"
    return settled


def _measure(part: str) -> int:
    """Return Porter's m: how many times consonants follow vowels."""
    return _shape(part).count("vc")


def _is_short(part: str) -> bool:
    """Tell whether the part is consonants, a vowel, and a consonant but w, x, y."""
    return part[-1:] not in "wxy" and _SHORT.fullmatch(_shape(part)) is not None


def _strip_plural(word: str) -> str:
    """Step 1a; a departure: something must stand before the suffix."""
    if len(word) > 4 and word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and word[-2] != "s":
        return word[:-1]
    return word


def _strip_past(word: str) -> str:
    """Step 1b."""
    if len(word) > 3 and word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for suffix in ("ed", "ing"):
        head = word.removesuffix(suffix)
        if head != word and "v" in _shape(head):
            return _mend(head)
    return word


def _mend(head: str) -> str:
    """Give back the `e` that step 1b took too much, or undouble a consonant."""
    if head.endswith(("at", "bl", "iz")):
        return head + "e"
    if len(head) > 1 and head[-1] == head[-2] and head[-1] not in "aeiouylsz":
        return head[:-1]
    return head + "e" if _is_short(head) else head


def _turn_y(word: str) -> str:
    """Step 1c; a departure: after a consonant that is not the first letter."""
    if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word


def _replace(word: str, table: dict[str, str]) -> str:
    """Steps 2 and 3: replace the longest suffix that is in the table."""
    for length in range(min(_LONGEST, len(word) - 1), 2, -1):
        suffix = word[-length:]
        if suffix in table:
            head = word[:-length]
            return head + table[suffix] if _measure(head) else word
    return word


def _strip_suffix(word: str) -> str:
    """Step 4: take off the longest suffix of the list."""
    for length in range(min(5, len(word) - 1), 1, -1):
        suffix = word[-length:]
        if suffix in _STEP_4:
            head = word[:-length]
            if suffix == "ion" and (len(head) < 2 or head[-1] not in "st"):
                return word
            return head if _measure(head) > 1 else word
    return word


def _tidy_end(word: str) -> str:
    """Step 5: a final `e`, a double `l`."""
    if word.endswith("e") and len(word) > 1:
        head = word[:-1]
        measure = _measure(head)
        if measure > 1 or (measure == 1 and not _is_short(head)):
            word = head
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
