"""Order, addresses and views of the catalogue."""

from __future__ import annotations

import itertools

import pytest

from generator import catalogue as c
from generator.models import Judgement, Origin, PaperId, PartialDate
from tests.conftest import OTHER, make_paper


def build(*papers):
    """Return the catalogue of papers under no topic."""
    return c.build_catalogue([(paper, Judgement(())) for paper in papers], (OTHER,), ())


def at(listing: str, line: int = 1):
    """Return the origins of a paper of one record."""
    return (Origin(listing, line, "test"),)


def test_newest_first_then_by_heading_and_undated_last():
    """A month without a day comes after the days of that month."""
    dates = [None, PartialDate(2024, 11), PartialDate(2024, 11, 2), PartialDate(2025)]
    papers = [make_paper(title=f"P {date}", published=date) for date in dates]
    papers.append(make_paper(title="A", published=PartialDate(2024, 11, 2)))
    found = build(*papers)
    assert [entry.heading for entry in found.entries] == [
        "P 2025",
        "A",
        "P 2024-11-02",
        "P 2024-11",
        "P None",
    ]
    assert found.data_through == PartialDate(2025)


def test_counts_records_and_merged_papers():
    """A paper of two records is one merged group."""
    both = make_paper(title="B", origins=(*at("a"), *at("b")))
    found = build(both, make_paper(title="A"))
    assert (found.records, found.merged) == (3, 1)


def test_an_empty_corpus_gives_an_empty_catalogue():
    """Nothing to show is not an error."""
    found = build()
    assert found.entries == ()
    assert found.data_through is None


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"title": "Über α: A Study!"}, "uber-a-a-study"),
        (
            {"abstract": "Text.", "ids": (PaperId("arxiv", "2411.00001"),)},
            "arxiv-2411-00001",
        ),
        ({"abstract": "We prune trees. They grow."}, "we-prune-trees"),
        ({"title": "?!", "abstract": "…"}, "paper"),
        ({"title": "index"}, "index"),
    ],
)
def test_an_address_comes_from_title_id_or_text(facts, slug):
    """The best that a paper has names its page."""
    assert build(make_paper(**facts)).entries[0].slug == slug


def test_papers_that_would_share_an_address_all_get_a_suffix():
    """An id if there is one, else a hash of what they say; never the order of listings."""
    papers = [
        make_paper(
            title="Preface", ids=(PaperId("arxiv", "2411.00001"),), origins=at("a")
        ),
        make_paper(title="Preface", abstract="Of one.", origins=at("b")),
        make_paper(title="Preface", abstract="Of two.", origins=at("c")),
    ]
    by_order = {
        frozenset((e.paper.abstract, e.slug) for e in build(*order).entries)
        for order in itertools.permutations(papers)
    }
    assert len(by_order) == 1
    slugs = {entry.slug for entry in build(*papers).entries}
    assert len(slugs) == 3
    assert "preface-2411-00001" in slugs


def test_papers_that_say_the_very_same_are_numbered_by_origin():
    """Two prefaces without another fact still get a page each."""
    papers = [make_paper(title="Preface", origins=at(name)) for name in "cab"]
    slugs = {e.paper.origins[0].listing: e.slug for e in build(*papers).entries}
    assert slugs["b"] == f"{slugs['a']}-2"
    assert slugs["c"] == f"{slugs['a']}-3"


def test_a_number_never_takes_the_address_of_another_paper():
    """The next free number is used."""
    papers = [make_paper(title="Preface", origins=at(name)) for name in "ab"]
    slug = min(entry.slug for entry in build(*papers).entries)
    blocker = make_paper(title=f"{slug} 2", origins=at("z"))
    found = build(*papers, blocker)
    assert len({entry.slug for entry in found.entries}) == 3


@pytest.mark.parametrize(
    ("abstract", "heading"),
    [
        ("We prune trees. They grow.", "We prune trees"),
        ("Gains of 3.5 points. More.", "Gains of 3.5 points"),
        ("word " * 40, "word " * 20 + "word…"),
        ("", ""),
    ],
)
def test_an_address_without_title_and_id_is_how_the_text_starts(abstract, heading):
    """It does not change when headings are made in another way."""
    assert c.cut_start(abstract) == heading


def test_each_paper_has_the_digest_of_its_abstract():
    """It is made of plain text; without an abstract there is none."""
    told = build(make_paper(title="Kites", abstract=r"\emph{Kites} fly.")).entries[0]
    silent = build(make_paper(title="Kites")).entries[0]
    assert (told.digest, silent.digest) == ("Kites fly.", None)


def test_a_heading_is_made_from_the_abstract_and_the_address_is_not():
    """The address is that of the text's start, as it always was."""
    text = "Kites fall. We propose Kite-Lifter, a method that keeps kites in the air."
    entry = build(make_paper(abstract=text)).entries[0]
    assert entry.heading == "Kite-Lifter: A method that keeps kites in the air"
    assert entry.slug == "kites-fall"


def test_a_paper_without_title_and_text_is_untitled():
    """There is always something to click on."""
    entry = build(make_paper(comments="4 pages")).entries[0]
    assert (entry.heading, entry.heading_made) == ("Untitled", True)


def test_views_by_month_keep_papers_of_an_unknown_month_apart():
    """A paper of which only the year is known stands under the year."""
    dates = [PartialDate(2024, 11, 2), PartialDate(2024, 11), PartialDate(2024)]
    papers = [make_paper(title=str(date), published=date) for date in dates]
    months = c.group_by_month(build(*papers, make_paper(title="undated")))
    assert {key: len(entries) for key, entries in months.items()} == {
        PartialDate(2024, 11): 2,
        PartialDate(2024): 1,
    }


def test_a_listing_shows_its_papers_in_its_own_order_once_each():
    """A paper that a listing has twice stands where it comes first."""
    twice = make_paper(title="T", origins=(Origin("a", 2, "x"), Origin("a", 9, "x")))
    later = make_paper(title="L", origins=at("a", 5), published=PartialDate(2025))
    views = c.group_by_listing(build(twice, later))
    assert [entry.heading for entry in views["a"]] == ["T", "L"]


def test_undated_papers_are_found_by_heading():
    """They have a page of their own."""
    found = build(make_paper(title="b"), make_paper(title="A"))
    assert [entry.heading for entry in c.select_undated(found)] == ["A", "b"]
