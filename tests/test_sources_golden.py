"""Listings are read as expected: invented ones to the letter, real ones in their facts."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from generator.exports.records import describe_record
from generator.listings import ListingFile, find_listings, read_listing
from generator.models import SourceRecord
from tests.conftest import ROOT

CASES = ROOT / "tests" / "data" / "sources"
INPUTS = sorted(CASES.glob("*/*.txt"))


def describe_said(record: SourceRecord) -> Mapping[str, object]:
    """Return a record as JSON, without the fields on which the listing is silent."""
    silent = describe_record(SourceRecord(record.origin))
    said = describe_record(record)
    return {"origin": said["origin"]} | {
        key: value for key, value in said.items() if value != silent[key]
    }


def describe_reading(path) -> Mapping[str, object]:
    """Return what is read from a listing, as `*.expected.json` has it."""
    read, problems = read_listing(ListingFile(path, path.name))
    assert read is not None
    return {
        "format": read.source.name,
        "saved": str(read.listing.saved) if read.listing.saved else None,
        "saved_note": read.listing.saved_note,
        "records": [describe_said(record) for record in read.listing.records],
        "problems": [str(problem) for problem in problems],
    }


@pytest.mark.parametrize(
    "path", INPUTS, ids=[f"{path.parent.name}-{path.stem}" for path in INPUTS]
)
def test_a_listing_is_read_as_expected(path):
    """Records, problems and the day of the page are those of the expectation."""
    expected = path.with_suffix(".expected.json").read_text(encoding="utf-8")
    assert describe_reading(path) == json.loads(expected)


def test_every_expectation_has_its_listing():
    """No expectation is left behind by a listing that is gone."""
    expectations = {path.name for path in CASES.glob("*/*.expected.json")}
    assert expectations == {f"{path.stem}.expected.json" for path in INPUTS}


REAL = {
    "000_39830572af7e6240.txt": ("arxiv", 10),
    "001_8f8298dab5e016ea.txt": ("abstracts", 10),
    "002_48a1b423d80b1307.txt": ("huggingface", 57),
    "003_b107530a3c7abae5.txt": ("aitopics", 10),
    "004_14fba4fe8a8cf9e3.txt": ("huggingface", 51),
}


@pytest.fixture
def real(shared):
    """Return the readings of the listings in ../shared/corpus, by name."""
    readings = {}
    for file in find_listings(shared / "corpus"):
        read, problems = read_listing(file)
        assert read
        assert problems == ()
        readings[file.name] = read
    return readings


@pytest.mark.shared
def test_real_listings_are_read_without_a_problem(real):
    """The five listings give 138 records, each by the reader of its layout."""
    found = {
        name: (read.source.name, len(read.listing.records))
        for name, read in real.items()
    }
    assert found == REAL


@pytest.mark.shared
def test_real_arxiv_records_have_id_date_and_comment(real):
    """A comment between abstract and id is a comment, and the rest is as printed."""
    records = real["000_39830572af7e6240.txt"].listing.records
    assert [(str(r.ids[0]), str(r.published), r.comments) for r in records] == [
        ("arxiv:2411.18620", "2024-11-27", None),
        ("arxiv:2411.17866", "2024-11-26", "23 pages, 21 figures"),
        ("arxiv:2411.17472", "2024-11-25", None),
        ("arxiv:2411.14878", "2024-11-22", "25 pages"),
        ("arxiv:2411.09961", "2024-11-15", None),
        ("arxiv:2411.06159", "2024-11-09", None),
        ("arxiv:2411.03943", "2024-11-06", "22 pages, 9 figures, 2 tables"),
        ("arxiv:2411.00401", "2024-11-01", None),
        ("arxiv:2410.15526", "2024-10-20", "Accepted by NeurIPS 2024"),
        ("arxiv:2410.12013", "2024-10-15", None),
    ]
    assert all(r.abstract and r.title is None and r.notes == () for r in records)


@pytest.mark.shared
def test_real_abstracts_have_nothing_else(real):
    """A bare list of abstracts gives no title, no date and no id."""
    records = real["001_8f8298dab5e016ea.txt"].listing.records
    assert [record.origin.line for record in records] == list(range(1, 11))
    assert {(r.title, r.published, r.ids, r.authors) for r in records} == {
        (None, None, (), ())
    }


@pytest.mark.shared
def test_real_dated_page_says_who_and_when(real):
    """Counts, the organization, the paper without a footer, and the year left out."""
    listing = real["002_48a1b423d80b1307.txt"].listing
    assert str(listing.saved) == "2025-12-08"
    assert listing.saved_note == "year inferred from the dates in the listing"
    assert all(record.title and record.abstract for record in listing.records)
    by_line = {record.origin.line: record for record in listing.records}
    first = by_line[13]
    assert (first.author_count, str(first.published), first.discussion) == (
        8,
        "2024-10-30",
        5,
    )
    organized = [record for record in listing.records if record.organization]
    assert [
        (r.organization, r.author_count, str(r.published), r.discussion)
        for r in organized
    ] == [("WeiboAI", None, "2025-11-08", 11)]
    undated = [record for record in listing.records if not record.published]
    assert [(r.origin.line, r.author_count) for r in undated] == [(357, None)]
    assert sum(record.author_count or 0 for record in listing.records) == 370
    assert sum(dict(r.notes).keys() == {"published"} for r in listing.records) == 12
    assert sum(record.discussion or 0 for record in listing.records) == 39


@pytest.mark.shared
def test_real_author_page_names_one_author_of_each_paper(real):
    """The author of the page is one of several, and the cut abstract is marked."""
    records = real["003_b107530a3c7abae5.txt"].listing.records
    assert {(r.authors, r.authors_complete, r.venue) for r in records} == {
        (("Chen, Tianlong",), False, "arXiv.org Artificial Intelligence")
    }
    assert all(record.title and record.abstract for record in records)
    assert [r.origin.line for r in records if r.notes] == [36]


@pytest.mark.shared
def test_real_page_without_footers_has_no_dates(real):
    """Where no date carries a year, the year of the page is not known either."""
    listing = real["004_14fba4fe8a8cf9e3.txt"].listing
    assert (listing.saved, listing.saved_note) == (None, "11 March, year not known")
    assert all(record.title and record.abstract for record in listing.records)
    assert not any(r.published or r.author_count for r in listing.records)
