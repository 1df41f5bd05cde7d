"""The newest month, told as a digest."""

from __future__ import annotations

import lxml.html
import pytest

from generator.catalogue import build_catalogue
from generator.exports.relating import relate_papers
from generator.exports.trending import FEWEST_PAPERS, find_month_trends
from generator.models import Judgement, PartialDate, Topic, TopicMatch
from generator.pages.renderer import Renderer
from generator.pages.thismonth import render_month
from tests.conftest import OTHER, make_paper
from tests.contextkit import NOBODY, make_context
from tests.invented import make_abstract

KITES = Topic("kites", "Kites", "Things that fly.")
HOSTILE = "<script>alert(1)</script> lantern"


def make_catalogue(months: dict[tuple[int, int], tuple[int, str]]):
    """Return papers: by year and month how many, and what all of that month say."""
    papers = [
        make_paper(
            title=f"Of {text} number {year} {month} {number}",
            abstract=f"{make_abstract((year, month, number), 3)} It has {text}.",
            published=PartialDate(year, month, 1 + number % 28),
        )
        for (year, month), (count, text) in months.items()
        for number in range(count)
    ]
    judged = [
        (
            paper,
            Judgement(
                (TopicMatch(KITES if "kite" in str(paper.title) else OTHER, 1, ()),)
            ),
        )
        for paper in papers
    ]
    return build_catalogue(judged, (KITES, OTHER), ())


def find(catalogue):
    """Return what is told of the newest month."""
    return find_month_trends(catalogue, relate_papers(catalogue, NOBODY))


def test_what_many_papers_of_the_month_say_and_few_before_rises():
    """It is told with counts and shares; what is gone falls; topics likewise."""
    trends = find(
        make_catalogue({(2024, 5): (30, "old drums"), (2024, 6): (25, "tin kites")})
    )
    assert (trends.month, trends.papers, trends.before) == (
        PartialDate(2024, 6),
        25,
        30,
    )
    rising = {each.name: each for each in trends.terms.rising}
    assert rising["tin kites"].count == 25
    assert rising["tin kites"].before == 0
    assert [each.name for each in trends.topics.rising] == ["kites"]
    assert trends.topic_counts == (("kites", 25),)


def test_months_of_few_papers_are_passed_over():
    """The newest month that has papers enough is told; without one there is none."""
    few = FEWEST_PAPERS - 1
    trends = find(
        make_catalogue({(2024, 5): (FEWEST_PAPERS, "drums"), (2024, 6): (few, "kites")})
    )
    assert trends.month == PartialDate(2024, 5)
    assert find(make_catalogue({(2024, 6): (few, "kites")})) is None
    assert find(make_catalogue({})) is None


def test_a_first_month_has_nothing_to_rise_from():
    """No trend is told where no paper is older, and none from more than a year before."""
    trends = find(make_catalogue({(2022, 5): (40, "drums"), (2024, 6): (25, "kites")}))
    assert trends.before == 0
    assert not trends.terms.rising
    assert not trends.topics.falling


@pytest.mark.parametrize("text", ["tin kites", HOSTILE])
def test_the_page_says_counts_and_names_its_measure(text):
    """Terms lead to the search, and foreign text stays text."""
    catalogue = make_catalogue({(2024, 5): (30, "old drums"), (2024, 6): (25, text)})
    context = make_context(catalogue, trends=find(catalogue))
    page = render_month(Renderer(), context).content.decode()
    assert "<script>" not in page
    tree = lxml.html.document_fromstring(page)
    assert "June 2024" in str(tree.xpath("string()"))
    assert "Monroe" in str(tree.xpath("string()"))
    assert tree.xpath(
        "//section[@aria-labelledby='rising']//a[contains(@href,'search.html?q=%22')]"
    )


def test_the_page_of_a_small_collection_says_so():
    """Nothing is told of a handful of papers but where to look."""
    page = render_month(Renderer(), make_context(make_catalogue({}))).content.decode()
    assert "No month has papers enough" in page
