"""What lists and search results show of a paper."""

from __future__ import annotations

import pytest

from generator.summaries import make_byline, make_excerpt
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
    ("heading", "made", "abstract", "excerpt"),
    [
        ("T", False, "One. Two.", "One. Two."),
        ("One", True, "One. Two.", "Two."),
        ("One very…", True, "One very long. Two.", "… long. Two."),
        ("T", False, None, ""),
    ],
)
def test_an_excerpt_goes_on_where_a_made_heading_ends(heading, made, abstract, excerpt):
    """A heading made from the text is not said twice."""
    entry = make_entry(
        heading=heading, title=None if made else heading, abstract=abstract
    )
    assert make_excerpt(entry) == excerpt
