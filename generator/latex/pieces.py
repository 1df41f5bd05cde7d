"""What a title or abstract is shown as: runs of text, formulas, links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from generator.latex.mathtext import lower_text, raise_text

GAP = "\x00"
"""Where something was left out; `text.clean` has taken any other of these."""
_SPACES = re.compile(r" {2,}")
_GAP = re.compile(rf" ?\({GAP}+\)|(?<=\.) ?{GAP}+\.| ?{GAP}+(?=[ .,;:)\]!?]|$)|{GAP}+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a title or abstract that is shown in one way."""

    kind: str
    """`text`, `math`, `tex` (LaTeX that stays source, shown as code) or `link`."""
    text: str
    """The characters to show; for `math`, the formula as one would type it."""
    style: str = ""
    """`em`, `strong`, `underline`, `code`, `sup`, `sub` or nothing."""
    markup: str = ""
    """A complete, checked `<math>…</math>` for `math`."""
    url: str = ""
    """A safe http(s) address for `link`."""


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Return pieces as bare text, raised and lowered parts in Unicode where it has them."""
    shown = ""
    for piece in pieces:
        if piece.style == "sup":
            shown = raise_text(shown, piece.text)
        elif piece.style == "sub":
            shown = lower_text(shown, piece.text)
        else:
            shown += piece.text
    return shown


def tidy_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join neighbouring text of one style; leave out empty pieces and doubled spaces."""
    return tuple(_space(_merge(pieces)))


def _merge(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbouring text of one style; close the gaps that left-out commands leave."""
    for (kind, style), group in groupby(pieces, lambda p: (p.kind, p.style)):
        if kind != "text":
            yield from group
            continue
        text = _SPACES.sub(" ", "".join(piece.text for piece in group))
        text = _SPACES.sub(" ", _GAP.sub("", text))
        yield Piece("text", unicodedata.normalize("NFC", text), style)


def _space(pieces: Iterable[Piece]) -> list[Piece]:
    """Leave out spaces at either end and doubled ones, and pieces with nothing to show."""
    spaced: list[Piece] = []
    for piece in pieces:
        at_space = not spaced or spaced[-1].text.endswith(" ")
        text = piece.text
        if piece.kind == "text" and at_space:
            text = text.removeprefix(" ")
        if text:
            spaced.append(piece if text == piece.text else replace(piece, text=text))
    if spaced and spaced[-1].kind == "text":
        last = spaced.pop()
        if text := last.text.removesuffix(" "):
            spaced.append(replace(last, text=text))
    return spaced
