"""Hugging Face pages: whose day it is, and which lines are a header or a footer."""

from __future__ import annotations

import pytest

from generator.models import PartialDate
from generator.sources.huggingface import detect, parse
from generator.sources.listing import Line, Listing

PAPER = "Kites\n\nKites fly in the wind, and then they land again.\n\n"


def read(text: str, saved: PartialDate | None = None) -> Listing:
    """Read a text as a page."""
    lines = (Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return parse("page.txt", lines, saved)


@pytest.mark.parametrize(
    ("day", "saved", "expected"),
    [
        ("Dec 8", None, ("2025-12-08", "2025-11-08")),
        ("Dec 8, 2027", None, ("2027-12-08", "2027-11-08")),
        ("Dec 8", PartialDate(2026, 1), ("2026-01", "2026-11-08")),
        ("Dec 8, 2027", PartialDate(2026, 12, 24), ("2026-12-24", "2026-11-08")),
        ("Kite of the Day", PartialDate(2026), ("2026", "2026-11-08")),
        ("Kite of the Day", None, ("None", "None")),
    ],
)
def test_a_date_without_a_year_is_of_the_year_of_the_page(day, saved, expected):
    """The owner's word goes first, then the page's own, then what its dates allow."""
    listing = read(
        f"Daily Papers\n\n{day}\n\n{PAPER}• 2 authors\n·\nOct 3, 2024\n\n"
        f"{PAPER}• 2 authors\n·\nNov 8\n",
        saved,
    )
    assert (str(listing.saved), str(listing.records[-1].published)) == expected


def test_an_inferred_year_is_marked_where_it_is_used():
    """A date whose year the page or the owner says needs no remark."""
    text = f"Dec 8\n\n{PAPER}• 2 authors\n·\nOct 3, 2024\n\n{PAPER}·\nNov 8\n"
    note = "year inferred from the dates in the listing"
    inferred = read(text)
    assert inferred.saved_note == note
    assert [record.notes for record in inferred.records] == [(), (("published", note),)]
    given = read(text, PartialDate(2025, 12, 8))
    assert given.saved_note is None
    assert [record.notes for record in given.records] == [(), ()]


def test_a_day_whose_year_nobody_knows_is_not_lost():
    """The pages show the day and say that its year is not known."""
    listing = read(f"Dec 8\n\n{PAPER}")
    assert listing.saved is None
    assert listing.saved_note == "8 December, year not known"


def test_a_header_may_be_one_paragraph():
    """Where the blank lines were lost, the page's own lines are still no title."""
    header = (
        "new\nSubscribe\nDaily Papers\nbyAK and the research community\nDec 8, 2025\n\n"
    )
    listing = read(header + PAPER)
    assert (listing.problems, str(listing.saved)) == ((), "2025-12-08")
    assert [record.title for record in listing.records] == ["Kites"]


def test_the_lines_of_a_header_are_titles_further_down():
    """A paper may be called like a button of the page."""
    listing = read(PAPER + PAPER.replace("Kites\n", "Subscribe\n"))
    assert [record.title for record in listing.records] == ["Kites", "Subscribe"]


@pytest.mark.parametrize(
    ("name", "organization"),
    [
        ("AcmeLab AcmeLab", "AcmeLab"),
        ("Acme of the North Acme of the North", "Acme of the North"),
        ("Acme Acme Acme", "Acme Acme Acme"),
        ("ABA", "ABA"),
        ("Baden-Baden", "Baden-Baden"),
    ],
)
def test_an_organization_is_named_once(name, organization):
    """Only a name that is written twice, with a space between, is halved."""
    (record,) = read(f"{PAPER}{name}\n·\nNov 8, 2024\n").records
    assert record.organization == organization


def test_a_footer_may_fall_apart():
    """Blank lines between its lines do not matter."""
    (record,) = read(f"{PAPER}• 2 authors\n\n·\n\nNov 8, 2024 3\n").records
    assert (record.author_count, str(record.published), record.discussion) == (
        2,
        "2024-11-08",
        3,
    )


def test_an_abstract_does_not_go_on_for_ever():
    """Where all titles are missing, the abstracts do not become one."""
    text = "Kites\n\n" + "Kites fly in the wind, and then they land again.\n\n" * 1000
    records = read(text).records
    assert 2 < len(records) < 10
    assert sum(len(record.abstract or "") for record in records) > 40_000


@pytest.mark.parametrize("name", ["Gemma 2", "Octo 7", "Sum 1, 2024", "May the 4th"])
def test_a_title_that_looks_like_a_date_is_a_title(name):
    """Only names of months begin a date, first of all on the page or further down."""
    listing = read(PAPER.replace("Kites\n", f"{name}\n") * 2)
    assert [record.title for record in listing.records] == [name, name]
    assert listing.problems == ()


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (["  byAK and the research community "], True),
        (["• 8 authors", "·", "nonsense"], True),
        (["Acme", "·", "Nov 8 11"], True),
        (["Acme", "·", "Gemma 2"], False),
        (["The work of AK and the research community is cited."], False),
        (["·"], False),
    ],
)
def test_a_page_is_known_by_its_header_or_by_a_footer(head, is_page):
    """One of the two is enough, and a dot alone is neither."""
    assert detect(head) is is_page
