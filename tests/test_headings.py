"""Headings of papers without a title."""

from __future__ import annotations

import pytest

from generator.understanding.headings import LIMIT, make_heading


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (
            "In this paper, we propose Kite-Lifter, a method that heats air.",
            "Kite-Lifter: A method that heats air",
        ),
        (
            "We present a method for kites called Lifter that heats the air.",
            "Lifter: A method for kites that heats the air",
        ),
        (
            "We propose a method for lifting kites, and show that it works.",
            "A method for lifting kites",
        ),
        ("We study how kites fly.", "How kites fly"),
        ("We show that kites fly.", "Kites fly"),
        ("Lifter is a family of kites.", "Lifter: A family of kites"),
        ("To fly higher in wind, we propose a kite.", "A kite"),
        ("We propose kites of silk.", "We propose kites of silk"),
        ("We introduce mmKite, a toy.", "mmKite: A toy"),
        ("Kites fly high.", "Kites fly high"),
        (
            "Kites fall. We present the Kite Lifting Engine (KLE), a stove for kites.",
            "KLE: A stove for kites",
        ),
        (
            "We introduce the Kite Lifting Engine (KLE) stove that heats air.",
            "KLE: The Kite Lifting Engine stove that heats air",
        ),
        (
            "We study how kites fly in winds. To this end, we build KiteNet, a net.",
            "KiteNet: A net",
        ),
        (
            "We ask why kites fall. We propose KiteNet, which holds kites of silk.",
            "KiteNet, which holds kites of silk",
        ),
        (
            "We propose a stove for Hot Air Balloons (HAB) that heats.",
            "A stove for Hot Air Balloons that heats",
        ),
        ("We show how Paris, the town, grew.", "We show how Paris, the town, grew"),
        ("kite", "Kite"),
        ("飞得高。", "飞得高。"),
        ("x + y = z", "x + y = z"),
        ("", ""),
    ],
)
def test_a_heading_names_what_the_paper_presents(text, heading):
    """The method's name where there is one, then what it is; else the digest."""
    assert make_heading(text) == heading


def test_a_long_heading_loses_its_last_clause():
    """What is left is whole."""
    start = "A method for lifting kites of silk and of paper in weak winds over hills"
    text = f"We propose {start}, which costs little and needs no more than a stove."
    assert make_heading(text) == start


@pytest.mark.parametrize(
    "text",
    [
        "kite " * 50_000,
        "(" * 9_000,
        "We propose " * 99,
        "We propose " + "A" * 12_000,
        "We propose " + "A " * 6_000,
        "e.g. A " * 50_000,
        "." * 50_000 + " Kites",
    ],
)
def test_a_heading_is_short_whatever_the_text(text):
    """It fits a line or two."""
    assert 0 < len(make_heading(text)) <= LIMIT
