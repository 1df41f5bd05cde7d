"""What rose and fell in months, in years, lately, and within topics."""

from __future__ import annotations

import lxml.html
import pytest

from generator.exports.periods import find_periods
from generator.exports.trending import FEWEST_COMPARED
from generator.models import PartialDate
from generator.pages.dates import render_dates
from generator.pages.home import render_home
from generator.pages.renderer import Renderer
from generator.pages.topics import render_topics
from generator.pages.trends import TrendSections, format_share
from tests.trendkit import find, make_catalogue, tell

MAY, JUNE = (2024, 5), (2024, 6)
CHANGED = {MAY: (30, "old drums"), JUNE: (25, "tin kites")}


def name(trends):
    """Return what is told, in its order."""
    return [each.name for each in trends]


def read(files):
    """Return pages by their paths."""
    return {file.path: file.content.decode() for file in files}


def render_pages(catalogue):
    """Return the pages of home, topics and dates by their paths."""
    context, renderer = tell(catalogue), Renderer()
    return read(
        [
            *render_home(renderer, context),
            *render_topics(renderer, catalogue, context.trends),
            *render_dates(renderer, catalogue, context.trends),
        ]
    )


def list_links(page: str) -> list[str]:
    """Return the addresses of the links of a page."""
    tree = lxml.html.document_fromstring(page)
    return [link.get("href", "") for link in tree.iter("a")]


# --- What is compared -----------------------------------------------------------------


def test_a_month_is_compared_with_the_twelve_before():
    """Neither older months nor later ones count, nor papers of which a year is known."""
    trends = find(
        make_catalogue(
            {
                (2023, 5): (20, "old drums"),
                (2023, 6): (20, "old drums"),
                (2024,): (20, "old drums"),
                MAY: (30, "old drums"),
                JUNE: (25, "tin kites"),
                (2024, 7): (5, "tin kites"),
            }
        )
    )
    change = trends.months[PartialDate(*JUNE)]
    assert (change.papers, change.before) == (25, 50)
    assert "tin kites" in name(change.terms.rising)
    assert "old drums" in name(change.terms.falling)
    assert name(change.topics.rising) == ["kites"]
    told = {each.name: each for each in change.terms.rising}["tin kites"]
    assert (told.count, told.before, told.share) == (25, 0, 1.0)


def test_a_year_is_compared_with_the_year_before():
    """Papers of which only the year is known count; older years do not."""
    trends = find(
        make_catalogue(
            {
                (2021, 3): (40, "tin kites"),
                (2023, 8): (20, "old drums"),
                (2023,): (10, "old drums"),
                (2024,): (20, "tin kites"),
                (2024, 2): (5, "tin kites"),
            }
        )
    )
    change = trends.years[PartialDate(2024)]
    assert (change.papers, change.before) == (25, 30)
    assert "tin kites" in name(change.terms.rising)
    assert not trends.years[PartialDate(2023)].is_told


def test_lately_is_the_newer_half_of_a_short_time():
    """Of four months two are compared with two; of many, twelve with twelve."""
    months = {(2024, month): (1, "kites") for month in range(1, 5)}
    window, size = find_periods(make_catalogue(months).entries).find_lately()
    assert (size, window.here, window.before) == (2, (2, 3), (0, 1))
    years = {(year, 6): (1, "kites") for year in range(1980, 2025)}
    window, size = find_periods(make_catalogue(years).entries).find_lately()
    assert (size, window.here, window.before) == (12, (44,), (43,))


@pytest.mark.parametrize("dates", [{}, {(): (40, "kites")}, {(2024,): (40, "kites")}])
def test_nothing_is_lately_without_months(dates):
    """No paper, no date, or years alone: no time is the last."""
    trends = find(make_catalogue(dates))
    assert (trends.recent, trends.lately.is_told, trends.months) == (0, False, {})


def test_a_first_month_has_nothing_to_rise_from():
    """No trend is told where no paper is older, or only one of more than a year before."""
    trends = find(
        make_catalogue({(2022, 5): (40, "old drums"), JUNE: (25, "tin kites")})
    )
    assert not any(change.is_told for change in trends.months.values())
    alone = find(make_catalogue({JUNE: (60, "tin kites")}))
    assert not alone.months[PartialDate(*JUNE)].is_told
    assert not alone.lately.is_told


def test_few_papers_are_not_compared():
    """Shares of a handful are chance, however different they are."""
    few = FEWEST_COMPARED - 1
    trends = find(make_catalogue({MAY: (few, "old drums"), JUNE: (60, "tin kites")}))
    assert not trends.months[PartialDate(*JUNE)].is_told


def test_one_paper_is_told_nothing_of():
    """Nor does it stop a build."""
    trends = find(make_catalogue({JUNE: (1, "tin kites")}))
    assert trends.months[PartialDate(*JUNE)].papers == 1
    assert trends.within == {}


def test_terms_rise_within_a_topic():
    """Among papers on kites, tin is new; that kites are as frequent as ever is no news."""
    catalogue = make_catalogue(
        {(2024, 1): (40, "silk kites"), (2024, 2): (40, "tin kites")}
    )
    trends = find(catalogue)
    assert "tin kites" in name(trends.within["kites"].terms.rising)
    assert "silk kites" in name(trends.within["kites"].terms.falling)
    assert trends.lately.topics == trends.within["kites"].topics
    assert "kites" not in name(trends.within["kites"].terms.rising)


def test_papers_without_a_topic_are_no_topic():
    """That fewer papers have none is not told as a fall of "Other"."""
    trends = find(make_catalogue(CHANGED))
    assert name(trends.months[PartialDate(*JUNE)].topics.falling) == []


# --- What is shown --------------------------------------------------------------------


def test_months_years_and_topics_tell_what_rose_and_fell():
    """With counts, the times compared, and a link to how it is measured."""
    changed = {(2023, 5): (30, "old drums"), (2024, 4): (25, "tin kites")}
    pages = render_pages(make_catalogue(changed))
    for path, before in (
        ("dates/2024-04.md", "in the 12 months before"),
        ("dates/2024.md", "in 2023"),
    ):
        text = str(lxml.html.document_fromstring(pages[path]).xpath("string()"))
        assert f"30 {before}" in text
        assert "25 papers, 100\N{NO-BREAK SPACE}%; before 0" in text
        links = list_links(pages[path])
        assert "../search.html?q=%22tin+kites%22" in links
        assert "../topics/kites.html" in links
        assert "../this-month.html#measure" in links
    assert 'class="trends"' not in pages["dates/2023-05.md"]
    assert 'class="trends"' not in pages["dates/2023.md"]


def test_a_topic_tells_its_terms_and_whether_it_rises_itself():
    """Terms are searched for within the topic; the index names topics that rise."""
    pages = render_pages(
        make_catalogue(
            {
                (2024, 1): (60, "old drums"),
                (2024, 2): (20, "silk kites"),
                (2024, 3): (40, "tin kites"),
                (2024, 4): (40, "tin kites"),
            }
        )
    )
    page = pages["topics/kites.md"]
    assert "../search.html?q=%22tin+kites%22+topic%3Akites" in list_links(page)
    assert "The topic itself rises" in page
    assert "80 papers in the last 2 months, 20 in the 2 months before" in page
    assert "Rising topics" in pages["topics/index.md"]
    assert "80 papers, 100\N{NO-BREAK SPACE}%; before 20" in pages["topics/index.md"]


def test_the_home_page_tells_what_rises_and_falls():
    """With counts, of the newest month where anything did."""
    page = render_pages(make_catalogue(CHANGED))["index.md"]
    assert "Rising in June 2024" in page
    assert "Falling in June 2024" in page
    assert "search.html?q=%22tin+kites%22" in list_links(page)
    assert "0 papers, 0\N{NO-BREAK SPACE}%; before 30" in page


def test_nothing_is_shown_where_nothing_is_told():
    """No heading stands over nothing, and pages need no trends at all."""
    catalogue = make_catalogue({JUNE: (3, "tin kites")})
    pages = render_pages(catalogue)
    assert not any("Rising" in page or "rising" in page for page in pages.values())
    sections = TrendSections(Renderer(), catalogue, None)
    assert sections.render_month(PartialDate(*JUNE)) == ""
    assert sections.render_year(PartialDate(2024)) == ""
    assert sections.render_topic("kites") == ""
    assert sections.tell_lately() is None


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0 %"),
        (1, "100 %"),
        (0.123, "12 %"),
        (0.0123, "1.2 %"),
        (0.000123, "0.01 %"),
        (0.0000123, "<0.01 %"),
    ],
)
def test_shares_are_shown_with_two_digits(share, shown):
    """As many as say something."""
    assert format_share(share).replace("\N{NO-BREAK SPACE}", " ") == shown


@pytest.mark.parametrize(
    "text", ["\N{ZERO WIDTH JOINER}", "%22 OR 1=1", "a" * 5000, "漢字 漢字", "🪁 🪁"]
)
def test_odd_terms_do_no_harm(text):
    """Whatever papers say, links are well-formed and nothing stops the build."""
    pages = render_pages(make_catalogue({MAY: (30, "old drums"), JUNE: (25, text)}))
    for page in pages.values():
        assert all(" " not in link and '"' not in link for link in list_links(page))


def test_a_new_topic_tells_that_it_rises():
    """Though it has no papers before with which its terms could be compared."""
    months = {(2024, 1): (60, "old drums"), (2024, 2): (60, "old drums")}
    months |= {(2024, 3): (40, "tin kites"), (2024, 4): (40, "tin kites")}
    page = render_pages(make_catalogue(months))["topics/kites.md"]
    assert "The topic itself rises" in page


def test_a_paper_of_a_far_month_does_not_end_what_is_lately():
    """One wrong date tells nothing of now."""
    months = {(2024, month): (6, "kites") for month in range(1, 5)}
    months[2099, 1] = (1, "kites")
    window, size = find_periods(make_catalogue(months).entries).find_lately()
    assert (size, window.here, window.before) == (2, (2, 3), (0, 1))
