"""What lists and search results show of a paper."""

from __future__ import annotations

import pytest

from generator.summaries import make_byline, make_gist
from tests.conftest import make_entry, make_paper


@pytest.mark.parametrize(
    ("facts", "byline"),
    [
        ({"authors": ("Li, Bo", "A. Sch")}, "Bo Li, A. Sch"),
        ({"authors": ("A", "B", "C", "D")}, "A, B, C and 1 other"),
        ({"authors": ("A", "B", "C", "D", "E")}, "A, B, C and 2 others"),
        ({"authors": ("A",), "authors_complete": False}, "A and others"),
        ({"organization": "Org", "author_count": 3}, "Org"),
        ({"author_count": 1}, "1 author"),
        ({"author_count": 3}, "3 authors"),
        ({}, ""),
    ],
)
def test_a_byline_says_who_wrote_a_paper_on_one_line(facts, byline):
    """Three names and how many more; without names the organization or the number."""
    assert make_byline(make_paper(**facts)) == byline


@pytest.mark.parametrize(
    ("heading", "abstract", "gist"),
    [
        ("T", "One flies. We propose two kites.", "We propose two kites."),
        ("One flies", "One flies.", ""),
        ("T", None, ""),
    ],
)
def test_a_list_shows_the_digest_unless_the_heading_says_it(heading, abstract, gist):
    """A heading made from the text is not said twice."""
    assert make_gist(make_entry(heading=heading, abstract=abstract)) == gist


def test_a_digest_is_cut_at_a_word_where_there_is_less_room():
    """Rows of long lists are short."""
    assert make_gist(make_entry(abstract="Kites fly high."), 12) == "Kites fly…"
