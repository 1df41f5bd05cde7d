"""Sentences of an abstract that is plain text."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?<![.!?])[.!?。！？](?:(?<=[。！？])\s*"
    r"|[.!?]*[\"”’')\]]*\s+(?=[\"“‘'(\[]*(?:[^\W_a-z]|\\[a-zA-Z])))"
)
_LAST_WORD = re.compile(r"[^\s(\[“\"‘]+$")
# No sentence ends with these …
_NEVER = re.compile(
    r"(?:e\.g|i\.e|eg|ie|cf|vs|resp|figs?|eqs?|sec|dr|prof|mrs?)$", re.IGNORECASE
)
# … and with these only where the next word is one that often begins a sentence.
_RARELY = re.compile(
    r"(?:al|etc|approx|nos?|st|jr|refs?|tab|thm|vol|w\.r\.t|a\.k\.a|inc"
    r"|(?:[^\W\d_]\.)*(?-i:[A-Z]))$",
    re.IGNORECASE,
)
_STARTER = re.compile(
    r"(?:we|our|this|these|that|those|in|the|to|it|its|for|with|while|here|however|by|as"
    r"|although|because|since|unlike|they|their|when|such|motivated|inspired|using"
    r"|experiments|results|code)\b",
    re.IGNORECASE,
)
_ABBREVIATED = 6
"""Letters of the longest abbreviation."""
_BRACKETED = 400
"""Characters after which a bracket that never closes counts for nothing."""


def split_sentences(text: str, limit: int = 40) -> list[str]:
    """Return the first sentences of a text, in order, none of them empty.

    A stop ends no sentence after an abbreviation or initial, within a number, within
    brackets, or before a small letter.
    """
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, start, match):
            continue
        if sentence := text[start : match.end()].strip():
            sentences.append(sentence)
        start = match.end()
        if len(sentences) == limit:
            return sentences
    if rest := text[start:].strip():
        sentences.append(rest)
    return sentences


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the stop that was found ends the sentence that began at `start`."""
    if text[match.start()] != ".":
        return True
    stop = match.start()
    last = text[max(text.rfind(" ", start, stop) + 1, start, stop - 20) : stop]
    if len(last) > _ABBREVIATED and last.isalpha() and text.find("(", start, stop) < 0:
        return True
    open_brackets = text.count("(", start, match.end()) - text.count(
        ")", start, match.end()
    )
    if open_brackets > 0 and stop - start < _BRACKETED:
        return False
    word = _LAST_WORD.search(text, max(start, stop - 20), stop)
    last = word[0] if word else ""
    if _NEVER.match(last):
        return False
    return not _RARELY.match(last) or bool(_STARTER.match(text, match.end()))
