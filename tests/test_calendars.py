"""Months as calendars, and the pages of dates that show them."""

from __future__ import annotations

import pytest

from generator.models import PartialDate
from generator.pages.calendars import choose_level, find_neighbours, make_grid
from generator.pages.dates import render_dates
from generator.pages.listings import render_listings
from generator.pages.renderer import ListPage, Renderer, Section
from generator.pages.topics import render_topics
from tests.conftest import make_entry
from tests.test_pages import make_catalogue, make_listing, pages_of

NOVEMBER = PartialDate(2024, 11)


def make_page(*sections):
    """Return the list of a month: `(anchor, papers)` each."""
    made = tuple(
        Section(
            anchor, anchor, tuple(make_entry(f"{anchor}-{n}") for n in range(count))
        )
        for anchor, count in sections
    )
    return ListPage("dates/2024-11", "November 2024", "", (), made)


def render(*dates):
    """Return the pages of dates by path, of a paper for each date."""
    entries = [
        make_entry(str(number), published=PartialDate(*date))
        for number, date in enumerate(sorted(dates, reverse=True))
    ]
    return pages_of(render_dates(Renderer(), make_catalogue(*entries)))


class TestGrid:
    """Days in weeks."""

    def test_weeks_go_from_monday_to_sunday(self):
        """November 2024 begins on a Friday and ends on a Saturday."""
        grid = make_grid(NOVEMBER, make_page(("d1", 1)))
        numbers = [[day and day.number for day in week] for week in grid.weeks]
        assert numbers[0] == [None, None, None, None, 1, 2, 3]
        assert numbers[-1] == [25, 26, 27, 28, 29, 30, None]
        assert grid.weekdays[0] == "Monday"

    def test_a_day_leads_to_the_page_on_which_it_begins(self):
        """Fifty papers a page: the third day begins on the second page."""
        page = make_page(("d30", 30), ("d29", 30), ("d28", 30))
        days = [day for week in make_grid(NOVEMBER, page).weeks for day in week if day]
        assert [(day.number, day.count, day.href) for day in days if day.count] == [
            (28, 30, "2024-11.2.html#d28"),
            (29, 30, "2024-11.html#d29"),
            (30, 30, "2024-11.html#d30"),
        ]
        assert not any(day.href for day in days if not day.count)

    def test_papers_without_a_day_stand_apart(self):
        """They do not make the days look empty beside them."""
        grid = make_grid(NOVEMBER, make_page(("d2", 2), ("month", 9)))
        assert grid.unknown is not None
        assert (grid.unknown.count, grid.unknown.href) == (9, "2024-11.html#month")
        assert grid.days == 1
        assert grid.weeks[0][5] is not None
        assert grid.weeks[0][5].level == choose_level(2, 2)
        assert make_grid(NOVEMBER, make_page(("month", 1))).days == 0

    @pytest.mark.parametrize("year", [1000, 9999])
    def test_any_year_that_a_listing_may_give_has_calendars(self, year):
        """December of the last year has no day after it."""
        grid = make_grid(PartialDate(year, 12), make_page(("d31", 1)))
        assert sum(day is not None for week in grid.weeks for day in week) == 31

    def test_levels_are_four_equal_parts(self):
        """No paper is none of them."""
        assert [choose_level(count, 40) for count in (0, 1, 10, 11, 21, 31, 40)] == [
            0, 1, 1, 2, 3, 4, 4,
        ]  # fmt: skip

    def test_neighbours_skip_what_has_no_papers(self):
        """The list is that of months with papers, the newest first."""
        months = [PartialDate(2025, 1), NOVEMBER, PartialDate(2022, 3)]
        before, after = find_neighbours(NOVEMBER, months)
        assert before is not None
        assert after is not None
        assert (before.text, before.href) == ("March 2022", "2022-03.html")
        assert (after.text, after.href) == ("January 2025", "2025-01.html")
        assert find_neighbours(months[0], months)[1] is None
        assert find_neighbours(months[2], months)[0] is None


class TestPages:
    """Where calendars stand."""

    def test_a_months_page_has_its_calendar(self):
        """A table with a caption, and a name that says day, month and count."""
        page = render((2024, 11, 27), (2024, 11, 27), (2024, 11, 3))["dates/2024-11.md"]
        (table,) = page.xpath("//table[@class='month']")
        assert table.findtext("caption") == "November 2024, papers a day"
        heads = table.xpath(".//th[@scope='col']/abbr")
        assert [(head.text, head.get("title")) for head in heads][:2] == [
            ("Mo", "Monday"),
            ("Tu", "Tuesday"),
        ]
        assert [link.text_content() for link in table.iterfind(".//a")] == [
            "3 November 2024: 1 paper",
            "27 November 2024: 2 papers",
        ]
        assert [link.get("href") for link in table.iterfind(".//a")] == [
            "2024-11.html#d3",
            "2024-11.html#d27",
        ]
        assert page.xpath("//*[@id='d27']")

    def test_a_calendar_of_one_day_is_left_out(self):
        """The heading under it says the same."""
        page = render((2024, 11, 27), (2024, 11))["dates/2024-11.md"]
        assert not page.xpath("//table")

    def test_papers_without_a_day_are_linked_under_the_calendar(self):
        """Its days are not all."""
        page = render((2024, 11, 27), (2024, 11, 3), (2024, 11))["dates/2024-11.md"]
        (link,) = page.xpath("//p[@class='month-unknown']/a")
        assert link.text == "1 paper, day not known"
        assert page.xpath(f"//*[@id='{link.get('href').partition('#')[2]}']")

    def test_only_the_first_page_of_a_month_has_the_calendar(self):
        """The others go on with the list."""
        days = [(2024, 11, day) for day in (1, 2) for _ in range(30)]
        pages = render(*days)
        assert pages["dates/2024-11.md"].xpath("//table")
        assert not pages["dates/2024-11.2.md"].xpath("//table")

    def test_months_and_years_lead_to_those_before_and_after(self):
        """Those that have papers, however far away."""
        pages = render((2025, 2, 1), (2024, 11, 1), (2019, 3, 1))
        assert pages["dates/2024-11.md"].xpath("//nav[@class='steps']/a/@href") == [
            "2019-03.html",
            "2025-02.html",
        ]
        assert pages["dates/2024.md"].xpath("//nav[@class='steps']/a/@href") == [
            "2019.html",
            "2025.html",
        ]
        assert pages["dates/2025.md"].xpath("//nav[@class='steps']/a/@class") == [
            "step-before"
        ]
        alone = render((2025, 2, 1))
        assert not alone["dates/2025-02.md"].xpath("//nav[@class='steps']")

    def test_the_index_shows_the_two_newest_months_and_leads_on(self):
        """Its calendars lead to the months' pages, a link to the month before."""
        index = render((2025, 2, 1), (2025, 1, 1), (2024, 11, 1))["dates/index.md"]
        tables = index.xpath("//table[@class='month']")
        assert [table.xpath("caption/a/@href") for table in tables] == [
            ["2025-02.html"],
            ["2025-01.html"],
        ]
        assert index.xpath("//nav[@class='steps']/a/@href") == ["2024-11.html"]
        assert index.xpath("//div[@class='chart']")
        assert not index.xpath("//div[@class='chart']//table"), (
            "the table below has the numbers"
        )

    @pytest.mark.parametrize("dates", [[(2024, 11), (2024, 10)], [(2024,), (2023,)]])
    def test_the_index_has_no_calendar_where_no_day_is_known(self, dates):
        """A list of proceedings has years alone."""
        index = render(*dates)["dates/index.md"]
        assert not index.xpath("//table[@class='month']")
        assert not index.xpath("//nav[@class='steps']")

    def test_a_years_bars_go_from_its_first_month_with_papers_to_the_last(self):
        """A month between without any is said to have none, and has no link."""
        page = render((2024, 2, 1), (2024, 4, 30))["dates/2024.md"]
        assert [
            " ".join(row.text_content().split())
            for row in page.xpath("//ol[@class='bars']/li")
        ] == ["February1 paper", "March0 papers", "April1 paper"]
        assert page.xpath("//ol[@class='bars']//a/@href") == [
            "2024-02.html",
            "2024-04.html",
        ]
        assert "through 30 April 2024" in page.text_content()

    def test_only_the_newest_year_says_through_which_day_it_goes(self):
        """Earlier years are over."""
        page = render((2024, 2, 1), (2023, 4, 30))["dates/2023.md"]
        assert "through" not in page.text_content()

    def test_lists_say_which_papers_they_hold(self):
        """So that they can be cited and followed as a whole."""
        pages = render((2024, 11, 27), (2023,))
        tools = "//p[@class='list-tools']/@data-papers"
        assert pages["dates/2024-11.md"].xpath(tools) == ["date:2024-11"]
        assert pages["dates/2023.md"].xpath(tools) == ["date:2023"]


class TestTopicPages:
    """What a topic's page offers beside its list."""

    def test_a_topic_has_a_chart_from_five_papers_on(self):
        """Fewer are seen at a glance in the list."""
        dates = [PartialDate(2024, month, 1) for month in range(1, 6)]
        entries = [make_entry(str(date), published=date) for date in dates]
        page = pages_of(render_topics(Renderer(), make_catalogue(*entries)))
        assert page["topics/other.md"].xpath("//div[@class='chart']//table")
        page = pages_of(render_topics(Renderer(), make_catalogue(*entries[1:])))
        assert not page["topics/other.md"].xpath("//figure")

    def test_a_topic_can_be_followed_and_has_feeds(self):
        """The button is shown by the script that can follow; an empty topic has neither."""
        pages = pages_of(render_topics(Renderer(), make_catalogue(make_entry())))
        (button,) = pages["topics/other.md"].xpath("//p[@class='list-tools']/button")
        assert dict(button.attrib) == {
            "class": "action follow", "type": "button", "hidden": "",
            "data-follow": "topic:other", "data-name": "Other",
        }  # fmt: skip
        assert pages["topics/other.md"].xpath("//p/@data-papers") == ["topic:other"]
        assert "../feeds/topics/other.xml" in pages["topics/other.md"].xpath(
            "//p/a/@href"
        )
        assert not pages["topics/cats.md"].xpath("//button")


class TestListingPages:
    """What long listings save."""

    def test_papers_stand_in_short_after_the_first_hundred(self):
        """Title, date and authors; the key stays, so that marks find them."""
        entries = [
            make_entry(f"p{n}", f"Paper {n}", abstract="Text.", authors=("A. Li",))
            for n in range(101)
        ]
        catalogue = make_catalogue(*entries, listings=(make_listing(),))
        slugs = {"list.txt": "list"}
        pages = pages_of(render_listings(Renderer(), catalogue, slugs, ()))
        assert pages["sources/list.2.md"].xpath("//p[@class='entry-text']")
        (entry,) = pages["sources/list.3.md"].xpath("//li[@class='entry brief']")
        assert entry.get("data-k") == "s:p100"
        assert entry.xpath(".//h3/a/@href") == ["../papers/p100.html"]
        assert entry.text_content() == "Paper 100undatedA. Li"
        assert pages["sources/list.3.md"].xpath("//p/@data-papers") == ["source:list"]
