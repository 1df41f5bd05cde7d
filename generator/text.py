"""Plain text: white space, Unicode, keys for comparison, slugs. No markup here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from slugify import slugify

# C0 and C1 controls, zero-width and bidirectional controls, surrogates, non-characters:
# they carry no meaning in a title or abstract and can hide or reorder text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_WORD = re.compile(r"\w+")
_TEX_COMMAND = re.compile(r"\\[a-zA-Z]+\s*|\\.|[${}~^_`']")


def clean(text: str) -> str:
    """Return text in NFC, on one line, without characters that cannot be seen."""
    if not (text.isascii() and text.isprintable()):  # most lines are, and it is quick
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return text in lower case without accents (NFKD, combining marks dropped)."""
    if text.isascii():
        return text.lower()
    # In this order: letters like ℝ have capitals only once they are decomposed.
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def words(text: str) -> list[str]:
    """Return the folded words of a text, LaTeX commands and punctuation left out."""
    return _WORD.findall(fold(_TEX_COMMAND.sub(" ", text)))


def title_key(title: str) -> str:
    """Return what two spellings of one title have in common: its folded words, joined."""
    return "".join(words(title))


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters, cut at a word, with an ellipsis where cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return cut.rstrip(" ,;:.–—-") + "…"


def make_slug(text: str, limit: int = 50) -> str:
    """Return `[a-z0-9-]` for an address, cut at a word; empty where nothing is left."""
    return slugify(text, max_length=limit, word_boundary=True, save_order=True)


def display_name(name: str) -> str:
    """Return a person's name in reading order: `Chen, Tianlong` is `Tianlong Chen`."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given else name


def format_runs(numbers: Iterable[int]) -> str:
    """Return numbers in ascending order as a short text: `3,7-12`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)
