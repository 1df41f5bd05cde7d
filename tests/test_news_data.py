"""What the scripts read of what is new."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.people.models import Author, People
from generator.reader.data import make_token
from generator.reader.news import render_news
from generator.text import format_runs
from tests.historykit import CATS, make_context, make_kites


def read_news(context):
    """Return (news, arrivals) as scripts are handed them."""
    values = []
    for file, name in zip(render_news(context), ("news", "arrivals"), strict=True):
        assert file.path == f"assets/data/{name}.js"
        call = f'PaperDigest.receive("{name}",'
        text = file.content.decode()
        assert text.startswith(call)
        assert text.endswith(");\n")
        value, token = json.loads(f"[{text[len(call) : -3]}]")
        assert token == make_token(context)
        values.append(value)
    return values


def name_authors(context, slugs):
    """Return the context with the same authors, of these slugs, for every paper."""
    authors = [Author(slug, slug.title(), (), ()) for slug in slugs]
    by_paper = {e.slug: (*authors, None) for e in context.catalogue.entries}
    return replace(context, people=People(tuple(authors), (), 2, 9, by_paper))


def test_a_first_build_has_no_news():
    """The script learns its number, so that later ones count from there."""
    news, arrivals = read_news(make_context(make_kites(3)))
    assert news == {"build": 1, "date": "2025-01-01", "builds": []}
    assert arrivals == []


def test_each_build_tells_how_many_papers_it_brought():
    """In all, by topic and by author with a page, the newest build first."""
    context = make_context(make_kites(2), make_kites(3), make_kites(5), topic=CATS)
    news, arrivals = read_news(name_authors(context, ["bo-li", "an-wu", "bo-li"]))
    counts = {"an-wu": 2, "bo-li": 2}
    assert news["build"] == 3
    assert news["builds"] == [
        [3, "2025-01-03", 2, {"cats": 2}, counts],
        [2, "2025-01-02", 1, {"cats": 1}, {"an-wu": 1, "bo-li": 1}],
    ]
    assert arrivals == [[3, "3-4"], [2, "2"]]


def test_a_build_that_brought_nothing_is_left_out():
    """Neither corrections nor losses are news of papers."""
    kites = make_kites(3)
    context = make_context(kites[:2], kites, [replace(kites[0], venue="W"), *kites[1:]])
    news, arrivals = read_news(context)
    assert news["build"] == 3
    assert [build[0] for build in news["builds"]] == [2]
    assert [build for build, _ in arrivals] == [2]


def test_papers_without_known_authors_are_counted_by_topic_alone():
    """Their listings name nobody who has a page."""
    news, _ = read_news(make_context(make_kites(1), make_kites(2)))
    assert news["builds"] == [[2, "2025-01-02", 1, {"other": 1}, {}]]


def test_of_very_many_authors_those_with_most_papers_are_told():
    """The file stays small."""
    context = make_context(make_kites(1), make_kites(3))
    context = name_authors(context, [f"a-{n:03}" for n in range(400)])
    news, _ = read_news(context)
    told = news["builds"][0][4]
    assert list(told) == [f"a-{n:03}" for n in range(300)]
    assert set(told.values()) == {2}


@given(st.sets(st.integers(0, 60)))
def test_ranges_say_each_number_once(numbers):
    """In ascending order, neighbours joined."""
    found = []
    for part in filter(None, format_runs(numbers).split(",")):
        first, _, last = part.partition("-")
        found.append(range(int(first), int(last or first) + 1))
    assert [number for run in found for number in run] == sorted(numbers)
    assert all(one[-1] + 1 < two[0] for one, two in itertools.pairwise(found))
