"""JSON Lines: what counts as an object, and what a hostile line may not do."""

from __future__ import annotations

import json

import pytest

from generator.models import LOCAL, Link, PaperId
from generator.sources.jsonl import detect, parse
from generator.sources.listing import Line, Listing

DEEP = "[" * 100_000


def read(*lines: str) -> Listing:
    """Read lines as a listing."""
    return parse("list.jsonl", (Line(n, line) for n, line in enumerate(lines, 1)), None)


@pytest.mark.parametrize(
    ("head", "is_jsonl"),
    [
        (["", '{"title": "x"}'], True),
        (['  {"title": "x"}  '], True),
        (["# saved by hand", '{"title": ', '{"title": "x"}'], True),
        (["{", '  "title": "x"', "}"], False),
        (["[", '{"title": "x"},', "]"], False),
        (['["title"]', "5", '"x"', "null"], False),
        (["words"] * 10 + ['{"title": "x"}'], False),
        ([DEEP], False),
        ([f'{{"title": {DEEP}'], False),
        (["9" * 5000], False),
    ],
)
def test_a_listing_has_an_object_among_its_first_lines(head, is_jsonl):
    """The first line may be broken: the format is told from ten of them."""
    assert detect(head) is is_jsonl


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (DEEP, "not JSON: nested too deeply"),
        (f'{{"title": {DEEP}', "not JSON: nested too deeply"),
        ("9" * 5000, "not JSON: a number of too many digits"),
        ('{"title": "x"} {"title": "y"}', "not JSON: Extra data"),
        ('{"title": "tab\there"}', "not JSON: Invalid control character at"),
        ("7", "expected an object, found a number"),
        ("false", "expected an object, found true or false"),
    ],
)
def test_a_line_that_is_no_object_is_an_error(line, message):
    """It is told what was found, and the next line is read."""
    listing = read(line, '{"title": "Kites"}')
    assert [record.title for record in listing.records] == ["Kites"]
    assert [str(problem) for problem in listing.problems] == [
        f"list.jsonl:1: error: {message}"
    ]


def test_messages_stay_short():
    """A value of megabytes is not repeated in full, whatever field it is in."""
    huge = "x" * 1_000_000
    keys = ("doi", "url", "date", "author_count", "id", huge)
    listing = read(json.dumps(dict.fromkeys(keys, huge) | {"title": "Kites"}))
    assert len(listing.problems) == 5
    assert max(len(problem.message) for problem in listing.problems) < 300


def test_fields_may_be_nested_to_any_depth():
    """A value of the wrong kind is told by its kind, and is not walked through."""
    deep = "[" * 400 + "]" * 400
    listing = read(f'{{"title": "x", "abstract": {deep}, "summary": {deep}}}')
    assert [record.title for record in listing.records] == ["x"]
    assert [problem.message for problem in listing.problems] == [
        "'summary' is left out where 'abstract' is given too",
        "'abstract' must be text, found a list",
    ]


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        ({"id": "2411.00001v2"}, ["arxiv:2411.00001"]),
        ({"id": "kite-1"}, ["local:kite-1"]),
        ({"id": "local:kite-1"}, ["local:kite-1"]),
        ({"id": 17}, ["local:17"]),
        ({"url": "https://arxiv.org/abs/2411.00001"}, ["arxiv:2411.00001"]),
        ({"doi": "10.1234/KITE"}, ["doi:10.1234/kite"]),
        ({"doi": "10.48550/arXiv.2411.00001", "id": "2411.00001"}, ["arxiv:2411.00001"]),
        (
            {"id": "kite-1", "doi": "10.1234/k", "url": "https://openreview.net/forum?id=K"},
            ["doi:10.1234/k", "local:kite-1", "openreview:K"],
        ),
    ],
)  # fmt: skip
def test_identifiers_are_taken_from_three_fields(facts, ids):
    """Each is kept once, sorted; what is of no known kind is local."""
    (record,) = read(json.dumps({"title": "Kites"} | facts)).records
    assert [str(paper_id) for paper_id in record.ids] == ids


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://example.org/kites?x=1", (Link("web", "https://example.org/kites?x=1"),)),
        ("https://arxiv.org/pdf/2411.00001v2", ()),
        ("javascript:alert(1)", ()),
        ("//example.org/kites", ()),
        ("https://user@example.org/", ()),
        ("http://[::1", ()),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(url, links):
    """A page that an identifier leads to is no link, and nothing unsafe is."""
    listing = read(json.dumps({"title": "Kites", "url": url}))
    assert listing.records[0].links == links
    is_told = bool(listing.problems)
    assert is_told is (not links and "arxiv" not in url)


def test_an_id_of_no_kind_is_kept_as_written():
    """A local id is not folded or cut: it means something to its owner."""
    (record,) = read('{"id": " Case/7 (b) ", "abstract": "x"}').records
    assert record.ids == (PaperId(LOCAL, "Case/7 (b)"),)


def test_unseen_characters_and_halves_of_characters_are_cleaned_away():
    """JSON can spell out what no text may hold."""
    (record,) = read(
        r'{"title": "\ud800Ki\u0000tes\u202e", "authors": ["\udfff"]}'
    ).records
    assert (record.title, record.authors) == ("Kites", ())
