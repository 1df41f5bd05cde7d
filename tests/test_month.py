"""The newest month, told as a digest."""

from __future__ import annotations

import lxml.html
import pytest

from generator.exports.monthdigest import FEWEST_PAPERS
from generator.models import PartialDate
from generator.pages.renderer import Renderer
from generator.pages.thismonth import render_month
from tests.trendkit import make_catalogue, tell

HOSTILE = "<script>alert(1)</script> lantern"
MAY, JUNE = (2024, 5), (2024, 6)


def render(catalogue) -> str:
    """Return the page as it is written."""
    return render_month(Renderer(), tell(catalogue)).content.decode()


def read(page: str) -> str:
    """Return the text of a page."""
    return " ".join(str(lxml.html.document_fromstring(page).xpath("string()")).split())


def test_the_month_is_told_with_counts():
    """How many papers, on which topics, against how many before."""
    newest = tell(make_catalogue({MAY: (30, "old drums"), JUNE: (25, "tin kites")}))
    newest = newest.newest
    assert newest.month == PartialDate(*JUNE)
    assert (newest.change.papers, newest.change.before) == (25, 30)
    assert newest.months_before == 1
    assert newest.topic_counts == (("kites", 25),)
    assert newest.begun == ()


def test_a_month_that_may_go_on_says_through_which_day():
    """The newest paper tells, where its day is known."""
    page = render(make_catalogue({MAY: (30, "drums"), (2024, 6, 9): (25, "kites")}))
    assert "June 2024 has 25 papers so far, through 9 June 2024." in read(page)


def test_months_of_few_papers_are_passed_over():
    """The newest month that has papers enough is told; without one there is none."""
    few = FEWEST_PAPERS - 1
    newest = tell(
        make_catalogue({MAY: (FEWEST_PAPERS, "drums"), JUNE: (few, "kites")})
    ).newest
    assert newest.month == PartialDate(*MAY)
    assert newest.begun == ((PartialDate(*JUNE), few),)
    assert tell(make_catalogue({JUNE: (few, "kites")})).newest is None
    assert tell(make_catalogue({})).newest is None


def test_a_month_that_has_only_begun_is_not_yet_told():
    """Six papers are enough, but not where the months before had fifty."""
    catalogue = make_catalogue({MAY: (50, "old drums"), JUNE: (6, "tin kites")})
    assert tell(catalogue).newest.month == PartialDate(*MAY)
    assert "June 2024 has only 6 papers" in read(render(catalogue))


def test_later_months_of_few_papers_are_named_together():
    """A collection that has nearly ended still names what came after."""
    later = {(2024, month): (2, "tin kites") for month in range(7, 10)}
    page = render(make_catalogue({MAY: (30, "drums"), JUNE: (9, "drums"), **later}))
    assert "Later months have too few papers to be told of, 6 in all." in read(page)
    assert "need 15 papers each" in read(page)


def test_papers_without_a_month_are_of_none():
    """A year alone, or no date at all, says nothing of the newest month."""
    context = tell(make_catalogue({(2024,): (30, "old drums"), (): (25, "tin kites")}))
    assert context.newest is None


@pytest.mark.parametrize("text", ["tin kites", HOSTILE])
def test_the_page_says_counts_and_names_its_measure(text):
    """Terms lead to the search, and foreign text stays text."""
    page = render(make_catalogue({MAY: (30, "old drums"), JUNE: (25, text)}))
    assert "<script>" not in page
    assert "June 2024 has 25 papers." in read(page)
    assert "Monroe" in read(page)
    tree = lxml.html.document_fromstring(page)
    assert tree.xpath(
        "//section[@aria-labelledby='rising']//a[contains(@href,'search.html?q=')]"
    )


def test_the_page_reads_as_a_digest():
    """Sentences say what there is more of, and less of, with both counts."""
    text = read(
        render(make_catalogue({MAY: (30, "old drums"), JUNE: (25, "tin kites")}))
    )
    assert "more papers are on Kites (100 % of papers, before 0 %)" in text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "More is said of tin kites (25 papers, 0 in the 12 months before)" in text
    assert "less of old drums (0 papers, 30 before)" in text


def test_a_month_without_a_change_says_so():
    """Nothing is told where nothing differs, and no box stands empty."""
    page = render(make_catalogue({MAY: (30, "old drums"), JUNE: (25, "old drums")}))
    assert "Nothing in this month differs" in read(page)
    assert 'id="rising"' not in page


def test_the_page_of_a_small_collection_says_so():
    """Nothing is told of a handful of papers but where to look."""
    page = render(make_catalogue({}))
    assert "No month has papers enough" in page
    assert 'id="measure"' in page
