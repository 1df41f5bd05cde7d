r"""LaTeX in titles and abstracts → pieces that a page template can show.

Nothing here escapes or writes markup, but for the MathML that `mathml` has checked.
What is not understood is kept: the source of a formula, the name of a private macro.
"""

from __future__ import annotations

from generator.latex.characters import read_quotes
from generator.latex.pieces import Piece, join_pieces, tidy_pieces
from generator.latex.tokens import Kind, tokenise
from generator.latex.writer import Writer
from generator.text import clean

__all__ = ["Piece", "parse_rich", "plain"]


def parse_rich(text: str) -> tuple[Piece, ...]:
    """Return a title or abstract as the pieces to show, in order; never fails."""
    text = read_quotes(clean(text))
    tokens = tokenise(text)
    if len(tokens) == 1 and tokens[0].kind is Kind.TEXT and tokens[0].value == text:
        return (Piece("text", tokens[0].value),)
    writer = Writer(text, tokens)
    writer.write_all()
    return tidy_pieces(writer.pieces)


def plain(text: str) -> str:
    """Return a title or abstract as bare text, formulas as one would type them."""
    return join_pieces(parse_rich(text))
