"""The terms of a text: what the index holds and what a query is turned into.

`docs/assets/search/words.js` does the same in the browser, rule for rule; a test runs
both over the same texts. The rules, in order:

- compatibility forms and accents go (NFKD without marks), but not yet capitals;
- a chunk is a run of letters and digits, over single hyphens, dots, slashes and
  apostrophes: `state-of-the-art`, `GPT-3.5`, `transformer's` (whose `'s` goes);
- a chunk gives its whole (`stateoftheart`), and where it is made of several, its parts
  too, also at capitals and digits (`MoEPruner`: `moepruner`, `moe`, `pruner`), so that
  it is found however it is written;
- lower case, letters without an accent form replaced (`ø`), stop words out, stems.
"""

from __future__ import annotations

import re
import unicodedata

from lunr.stop_word_filter import WORDS

STOP_WORDS: frozenset[str] = frozenset(WORDS)
"""The English stop words of Lunr, on both sides the same."""

_JOINERS = "-\u2010\u2011\u2013/.'\u2019"
_CHUNK = re.compile(rf"[^\W_]+(?:[{_JOINERS}][^\W_]+)*")
_POSSESSIVES = ("'s", "'S", "\u2019s", "\u2019S")
# A dot between digits belongs to a number; every other one separates.
_DOTS = ((re.compile(r"([^0-9])\."), r"\1-"), (re.compile(r"\.([^0-9])"), r"-\1"))
_TO_HYPHEN = str.maketrans("\u2010\u2011\u2013/'\u2019", "------")
_SEAMS = tuple(
    re.compile(pattern)
    for pattern in (
        "([a-z0-9])([A-Z][a-z])",  # Graph|Bench
        "([A-Z])([A-Z][a-z])",  # HTML|Parser
        "([a-z])([A-Z]{2}(?![a-z]))",  # My|GPT
        "([A-Za-z]{2})([0-9])",  # Llama|3
    )
)
_ANY_SEAM = re.compile(
    "[a-z0-9][A-Z][a-z]|[A-Z]{2}[a-z]|[a-z][A-Z]{2}|[A-Za-z]{2}[0-9]"
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d",
     "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)  # fmt: skip
_LONGEST_COMPOUND = 4
_SHORTEST_PIECE = 3


def find_chunks(text: str) -> list[str]:
    """Return the chunks of a text, without accents, with their capitals."""
    if not text.isascii():
        text = "".join(
            ch
            for ch in unicodedata.normalize("NFKD", text)
            if not unicodedata.category(ch).startswith("M")
        )
    return _CHUNK.findall(text)


def split_chunk(chunk: str) -> tuple[str, ...]:
    """Return the whole of a chunk and then its parts, folded but not yet stemmed."""
    if chunk.isascii() and chunk.isalpha() and (chunk.isupper() or chunk[1:].islower()):
        # Nearly all words: `model`, `Model`, `BERT` have no joiner and no seam.
        return (chunk.lower(),)
    if chunk.isalnum():
        return tuple(_split_element(chunk))
    if chunk.endswith(_POSSESSIVES):
        chunk = chunk[:-2]
    if "." in chunk:
        for pattern, replacement in _DOTS:
            chunk = pattern.sub(replacement, chunk)
    elements = chunk.translate(_TO_HYPHEN).split("-")
    forms = [form for element in elements for form in _split_element(element)]
    if 1 < len(elements) <= _LONGEST_COMPOUND:
        forms.insert(0, _fold("".join(elements)))
    return tuple(forms)


def _split_element(element: str) -> list[str]:
    """Return an element whole, and its pieces where it has seams."""
    if not _ANY_SEAM.search(element):
        return [_fold(element)]
    seamed = element
    for pattern in _SEAMS:
        seamed = pattern.sub(r"\1 \2", seamed)
    pieces = seamed.split(" ")
    kept = [
        piece
        for piece in pieces
        if len(piece) >= _SHORTEST_PIECE or piece[0] in "0123456789"
    ]
    return [_fold(form) for form in ([element, *kept] if len(pieces) > 1 else pieces)]


def _fold(form: str) -> str:
    return form.lower() if form.isascii() else form.lower().translate(_LETTERS)
