"""A sentence by the places of its pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quotes import cut_quote
from generator.understanding.digest import make_digest

TEXT = (
    "Kites fall. To this end, we further propose KiteNet (a net for kites [3]), which "
    "holds them, and we test it. It holds."
)


def join(pieces, text):
    """Put a quote together again, as documents.js does."""
    if isinstance(pieces, str):
        return pieces
    if not pieces:
        return ""
    first = pieces[0] if pieces[0] >= 0 else -1 - pieces[0]
    places = (first, *pieces[1:])
    pairs = zip(places[::2], places[1::2], strict=False)
    made = "".join(text[start : start + length] for start, length in pairs)
    if pieces[0] < 0:
        made = made[0].upper() + made[1:]
    return made + "." if len(pieces) % 2 else made


@pytest.mark.parametrize(
    "quote",
    [
        "Kites fall.",
        "It holds.",
        "We further propose KiteNet, which holds them.",
        "We propose KiteNet (a net for kites [3]), which holds them, and we test it.",
        "We propose KiteNet.",
    ],
)
def test_a_quote_of_the_text_is_told_by_places(quote):
    """Be it shortened, capitalized or ended: no character of it is repeated."""
    pieces = cut_quote(quote, TEXT)
    assert not isinstance(pieces, str)
    assert join(pieces, TEXT) == quote


@pytest.mark.parametrize("quote", ["Nets fly.", "We propose strings.", "K", "."])
def test_what_is_not_of_the_text_stays(quote):
    """A sentence that was not cut from the text is kept as it is."""
    assert join(cut_quote(quote, TEXT), TEXT) == quote
    assert cut_quote("Nets fly.", TEXT) == "Nets fly."


def test_no_quote_is_no_piece():
    """A paper without an abstract has no digest."""
    assert cut_quote("", "") == cut_quote("", TEXT) == ()


@given(st.text(max_size=30), st.text(max_size=60))
def test_every_quote_comes_back(quote, text):
    """Whatever the quote and the text are."""
    pieces = cut_quote(quote, text)
    assert join(json.loads(json.dumps(pieces)), text) == quote


@pytest.mark.shared
def test_digests_take_few_bytes(shared):
    """Nearly all digests of real abstracts are told by places."""
    lines = (shared / "data/scitldr/dev.jsonl").read_text("utf-8").splitlines()
    texts = [" ".join(json.loads(line)["source"]) for line in lines]
    found = [(cut_quote(make_digest(text) or "", text), text) for text in texts]
    for pieces, text in found:
        assert join(pieces, text) == (make_digest(text) or "")
    assert sum(isinstance(pieces, str) for pieces, _ in found) < len(found) / 50


@pytest.mark.parametrize("text", ["kite " * 50_000, "x" * 100_000, "飞得高。" * 999])
def test_a_long_text_is_looked_at_from_its_start(text):
    """As far as a digest may come from; what stands behind is not looked for."""
    digest = make_digest(text) or ""
    assert join(cut_quote(digest, text), text) == digest
