"""What readers share: paragraphs, and what tells an abstract from a heading."""

from __future__ import annotations

import pytest

from generator.sources.listing import (
    Line,
    Paragraph,
    is_cut_off,
    quote,
    reads_as_abstract,
    split_paragraphs,
)


def test_blank_lines_part_paragraphs():
    """Lines that hold nothing that can be seen are blank, and numbers are kept."""
    texts = ["", " a\tb ", "c", "\u200b", "", "d", "\x00"]
    lines = [Line(number, text) for number, text in enumerate(texts, 7)]
    paragraphs = list(split_paragraphs(lines))
    assert paragraphs == [Paragraph(8, ("a b", "c")), Paragraph(12, ("d",))]
    assert paragraphs[0].text == "a b c"


@pytest.mark.parametrize(
    ("text", "is_abstract"),
    [
        ("Kites and How They Fly in the Wind of the North", False),
        ("Kites fly.", False),
        ("Kites fly in the wind, and then they land.", True),
        ("word " * 31, True),
        ("风筝" * 121, True),
        ("风筝在风中飞行", False),
    ],
)
def test_an_abstract_is_long_or_a_sentence(text, is_abstract):
    """More than thirty words, or a sentence of more than eight; in any script."""
    assert reads_as_abstract(text.strip()) is is_abstract


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("It ends.", False),
        ('It ends (like "this.")', False),
        ("Does it end?”", False),
        ("It may go on…", False),
        ("It ends in a formula, $x$", False),
        (r"It ends in a link: \url{https://example.org/x}", False),
        ("It ends in an address: https://example.org/x", False),
        ("它结束了。", False),
        ("It ends in the", True),
        ("It ends (in brackets)", True),
        ("The address https://example.org/x is not the end", True),
        ("It is hyphen-", True),
    ],
)
def test_a_text_that_stops_in_a_sentence_is_cut_off(text, is_cut):
    """A sign of punctuation ends a text, perhaps in quotation marks; so does a link."""
    assert is_cut_off(text) is is_cut


def test_a_hostile_ending_is_judged_quickly():
    """The time grows with the length of the text, not with its square."""
    assert is_cut_off("http://" * 200_000 + " and")
    assert is_cut_off("." + ")" * 1_000_000 + "x")


def test_a_quotation_is_short_and_shows_what_is_odd():
    """Messages stay on one line, and quotation marks tell where the text ends."""
    assert quote("a\nb") == r"'a\nb'"
    assert quote("x" * 61) == f"'{'x' * 59}…'"
    assert quote("\ud800") == r"'\ud800'"
