"""A sentence told by where its pieces stand in the text that it was taken from.

The files of search results hold every abstract once; its digest, which leaves words out
but adds hardly any, takes a dozen bytes beside it. `docs/assets/js/documents.js` puts
the sentence together again.
"""

from __future__ import annotations

_BEGINNINGS, _NEXT = (24, 9, 3), 12
"""Characters by which the first piece and further ones are looked for: a remark may be
left out soon after the first word."""
_TRIES = 200
"""Places in a text that may be the first piece."""
_MOST_LEFT_OUT = 400
"""Characters between two pieces, and those that the next is looked for by."""

_READ = 12_000
"""Characters of a text that are looked at, as for a digest."""

Pieces = tuple[int, ...] | str


def cut_quote(quote: str, text: str) -> Pieces:
    """Return where the pieces of a quote stand in a text.

    Returns:
        start and length, in characters, of each piece in their order, and a last number
        0 where a full stop follows them. The first start is `-1 - start` where the first
        letter is to be a capital. `()` for an empty quote. What is not made of pieces of
        the text comes back as it is.
    """
    if not quote:
        return ()
    body, text = quote.removesuffix("."), text[:_READ]
    pieces = _find_pieces(body, text) if body else None
    if pieces is None:
        return quote
    start, length = pieces[-2:]
    if body != quote:
        if text[start + length : start + length + 1] == ".":
            pieces[-1] += 1
        else:
            pieces.append(0)
    if quote[0] != text[pieces[0]]:
        pieces[0] = -1 - pieces[0]
    return tuple(pieces)


def _find_pieces(body: str, text: str) -> list[int] | None:
    """Return start and length of each piece; None where there are none."""
    for size in _BEGINNINGS:
        start = -1
        for _ in range(_TRIES):
            start = text.find(body[1:size], start + 2) - 1
            if start < 0:
                break
            if pieces := _follow(body, text, start):
                return pieces
    return None


def _follow(body: str, text: str, start: int) -> list[int] | None:
    """Return the pieces of a quote that begins at a place; None if it does not."""
    if body[0] not in {text[start], text[start].upper()}:
        return None
    pieces = [start, 1]
    done = 1
    while True:
        place = pieces[-2] + pieces[-1]
        length = _count_equal(body, done, text, place)
        pieces[-1] += length
        done += length
        if done == len(body):
            return pieces
        place += length
        behind = text.find(body[done : done + _NEXT], place, place + _MOST_LEFT_OUT)
        if behind < 0:
            return None
        pieces += [behind, 0]


def _count_equal(body: str, done: int, text: str, place: int) -> int:
    """Return how many characters are the same from two places on."""
    most = min(len(body) - done, len(text) - place)
    count = 0
    while count < most and body[done + count] == text[place + count]:
        count += 1
    return count
