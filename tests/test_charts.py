"""Charts: which bars there are, what is drawn and said, and topics by year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from generator.models import Catalogue, PartialDate, Topic, TopicMatch
from generator.pages.charts import (
    make_table,
    render_home_chart,
    render_timeline,
    render_topic_years,
)
from generator.pages.heat import MOST_COLUMNS, MOST_ROWS, make_heat
from generator.pages.renderer import Renderer
from generator.pages.series import (
    MONTH,
    QUARTER,
    YEAR,
    DateCounts,
    choose_grid,
    count_dates,
    keep_newest,
    make_series,
)
from tests.conftest import OTHER, make_entry

CATS = Topic("cats", "Cats & co", "Animals that purr.")


def make_counts(*months, years=None, undated=0):
    """Return counts of `(year, month, papers)`."""
    found = {PartialDate(year, month): count for year, month, count in months}
    return DateCounts(found, years or {}, undated)


def make_catalogue(*dates, topics=None):
    """Return a catalogue with a paper for each date, all under the topics given."""
    given = topics or (CATS,)
    matches = tuple(TopicMatch(topic, 1.0, ()) for topic in given)
    entries = []
    for number, date in enumerate(dates):
        made = make_entry(f"p{number}", published=date and PartialDate(*date))
        entries.append(replace(made, topics=matches))
    through = max((PartialDate(*date) for date in dates if date), default=None)
    return Catalogue(tuple(entries), (*given, OTHER), (), through, len(entries), 0)


def parse(html: str) -> Any:
    """Return HTML as an lxml element."""
    return lxml.html.fromstring(html)


def draw(counts, through=None, **options):
    """Return a chart as an lxml element."""
    return parse(render_timeline(Renderer(), counts, through, **options))


class TestSeries:
    """Bars in time."""

    def test_dates_are_counted_as_far_as_they_are_known(self):
        """Days fall to their month; a year alone and no date stand apart."""
        dates = [
            PartialDate(2024, 11, 27),
            PartialDate(2024, 11),
            PartialDate(2023),
            None,
        ]
        counts = count_dates([make_entry(str(d), published=d) for d in dates])
        assert counts == make_counts((2024, 11, 2), years={2023: 1}, undated=1)

    def test_gaps_are_places_without_a_bar(self):
        """December has no paper: January is two places after November."""
        series = make_series(make_counts((2024, 11, 2), (2025, 1, 3)), None)
        assert series is not None
        assert [(bar.position, bar.name, bar.count) for bar in series.bars] == [
            (0, "Nov 2024", 2),
            (2, "Jan 2025", 3),
        ]
        assert (series.length, series.first, series.last) == (
            3,
            "November 2024",
            "January 2025",
        )

    @pytest.mark.parametrize(
        ("last", "unit"),
        [
            ((2021, 12), MONTH),
            ((2022, 1), QUARTER),
            ((2030, 12), QUARTER),
            ((2031, 1), YEAR),
        ],
    )
    def test_longer_times_have_longer_bars(self, last, unit):
        """Months up to three years, quarters up to twelve, then years."""
        series = make_series(make_counts((2019, 1, 1), (*last, 1)), None)
        assert series is not None
        assert series.unit is unit

    def test_bars_are_years_where_most_dates_are(self):
        """Of a list of proceedings only the years are known."""
        series = make_series(make_counts((2024, 1, 1), years={2023: 5}), None)
        assert series is not None
        assert [(bar.name, bar.count) for bar in series.bars] == [
            ("2023", 5),
            ("2024", 1),
        ]

    def test_one_month_and_another_year_are_two_years(self):
        """What bars of months would leave out, bars of years show."""
        series = make_series(make_counts((2024, 1, 5), years={2022: 1}), None)
        assert series is not None
        assert (series.unit, series.length, series.left_out) == (YEAR, 3, 0)

    def test_years_alone_are_left_out_of_months(self):
        """They are counted, so that it can be said."""
        counts = make_counts((2024, 1, 5), (2024, 2, 5), years={2024: 3})
        series = make_series(counts, None)
        assert series is not None
        assert series.left_out == 3

    @pytest.mark.parametrize(
        "counts",
        [make_counts(), make_counts((2024, 1, 9)), make_counts(years={2024: 2})],
    )
    def test_one_bar_is_none(self, counts):
        """It would show nothing that a sentence does not say."""
        assert make_series(counts, PartialDate(2025, 1, 1)) is None

    def test_a_chart_goes_on_to_the_newest_paper_of_all(self):
        """A topic of which nothing is new looks so."""
        counts = make_counts((2024, 1, 1), (2024, 2, 1))
        series = make_series(counts, PartialDate(2024, 6, 30))
        assert series is not None
        assert (series.last, series.length) == ("June 2024", 6)

    @pytest.mark.parametrize(
        ("through", "last", "is_partial"),
        [
            (PartialDate(2024, 6, 14), (2024, 6), True),
            (PartialDate(2024, 6, 30), (2024, 6), False),
            (PartialDate(2024, 6), (2024, 6), False),
            (PartialDate(2024), (2024, 6), False),
            (PartialDate(2024, 5, 31), (2020, 6), True),
            (PartialDate(2024, 6, 30), (2020, 6), False),
            (PartialDate(2024, 6, 30), (2000, 6), True),
            (PartialDate(2024, 12, 31), (2000, 6), False),
        ],
    )
    def test_a_bar_whose_time_is_not_over_is_partial(self, through, last, is_partial):
        """That of the month, quarter or year in which the newest paper is."""
        counts = make_counts((2024, 4, 1), (2024, 5, 1), (*last, 1))
        series = make_series(counts, through)
        assert series is not None
        assert series.is_partial is is_partial

    @pytest.mark.parametrize(
        ("first", "last", "ticks"),
        [
            ((2024, 2), (2024, 5), ["Feb", "Mar", "Apr", "May"]),
            ((2023, 11), (2024, 10), ["Nov", "2024", "Mar", "May", "Jul", "Sep"]),
            ((2022, 1), (2024, 12), ["2022", "Jul", "2023", "Jul", "2024", "Jul"]),
            ((2015, 1), (2026, 12), ["2016", "2018", "2020", "2022", "2024", "2026"]),
            ((1990, 1), (2026, 12), ["1990", "2000", "2010", "2020"]),
            ((1000, 1), (9999, 1), ["2000", "4000", "6000", "8000"]),
        ],
    )
    def test_labels_are_few_and_round(self, first, last, ticks):
        """No more than six stand side by side on a telephone."""
        series = make_series(make_counts((*first, 1), (*last, 1)), None)
        assert series is not None
        assert [tick.text for tick in series.ticks] == ticks

    def test_the_newest_months_can_be_taken_alone(self):
        """So many up to the newest paper; of a year without a month there are none."""
        counts = make_counts((2024, 1, 1), (2024, 2, 2), (2024, 3, 3), undated=4)
        kept = keep_newest(counts, PartialDate(2024, 3, 9), 2)
        assert kept.months == {PartialDate(2024, 2): 2, PartialDate(2024, 3): 3}
        assert kept.since == PartialDate(2024, 2)
        assert not keep_newest(counts, PartialDate(2024), 2).months

    @pytest.mark.parametrize(
        ("most", "lines"),
        [
            (1, (1,)),
            (3, (1, 2, 3)),
            (4, (2, 4)),
            (52, (20, 40)),
            (99, (50,)),
            (6448, (2000, 4000, 6000)),
        ],
    )
    def test_lines_across_are_one_to_three_round_numbers(self, most, lines):
        """1, 2 or 5 and noughts."""
        assert choose_grid(most) == lines


class TestTimeline:
    """The picture, and what is said beside it."""

    def test_the_fullest_bar_is_full_and_every_bar_can_be_seen(self):
        """One paper beside a thousand is still a line."""
        chart = draw(make_counts((2024, 1, 1), (2024, 2, 500), (2024, 3, 1000)))
        paths = [path.get("d") for path in chart.iterfind(".//path")]
        assert paths == ["M0 0V-1", "M1 0V-50", "M2 0V-100"]
        titles = [title.text for title in chart.iterfind(".//path/title")]
        assert titles == ["Jan 2024: 1", "Feb 2024: 500", "Mar 2024: 1,000"]

    def test_the_picture_has_a_name_and_a_description(self):
        """Who does not see it hears from when to when, and the most."""
        chart = draw(make_counts((2024, 1, 1), (2024, 3, 7)))
        (svg,) = chart.xpath("./figure/svg[@role='img']")
        title, desc = (
            svg.xpath(f"./*[@id='{name}']")[0].text
            for name in svg.get("aria-labelledby").split()
        )
        assert title == "Papers per month"
        assert desc == "From January 2024 to March 2024; the most are 7 in Mar 2024."

    def test_the_caption_says_what_the_bars_leave_out(self):
        """The undated, years alone, and the days that are still to come."""
        counts = make_counts((2024, 1, 1), (2024, 2, 1), years={2024: 1}, undated=2)
        text = draw(counts, PartialDate(2024, 2, 14)).findtext("figure/figcaption")
        assert text == (
            "Papers per month, January 2024 to February 2024. The last month is shown"
            " through 14 February 2024. Not shown: 1 paper of which only the year is"
            " known, 2 papers without a date."
        )
        text = draw(make_counts((2024, 1, 1), (2024, 2, 1), undated=1)).findtext(
            "figure/figcaption"
        )
        assert text.endswith("February 2024. Not shown: 1 paper without a date.")

    def test_only_the_last_bar_may_be_partial(self):
        """It is drawn otherwise where its time is not over."""
        counts = make_counts((2024, 1, 1), (2024, 2, 1))
        chart = draw(counts, PartialDate(2024, 2, 14))
        assert chart.xpath("//path/@class") == ["part"]
        assert chart.xpath("//path[2]/@class") == ["part"]
        assert not draw(counts, PartialDate(2024, 2, 29)).xpath("//path/@class")

    def test_no_style_attribute_and_no_script_is_needed(self):
        """The policy of the pages forbids both."""
        chart = draw(make_counts((2015, 1, 1), (2026, 7, 3)))
        assert not chart.xpath("//@style | //script | //@*[starts-with(name(), 'on')]")

    def test_labels_at_the_sides_stay_within_the_page(self):
        """The first begins with its bar, the last ends with it."""
        counts = make_counts(*((2024, month, 1) for month in range(1, 7)))
        anchors = draw(counts).xpath("//text[contains(@x, '%')]/@class")
        assert anchors == ["middle"] * 6
        counts = make_counts(
            (2015, 1, 1), (2026, 12, 1), years=dict.fromkeys(range(1990, 2021), 9)
        )
        anchors = draw(counts).xpath("//text[contains(@x, '%')]/@class")
        assert anchors[0] == "start"
        counts = make_counts((2022, 7, 1), (2025, 1, 1))
        assert draw(counts).xpath("//text[contains(@x, '%')][last()]/@class") == ["end"]

    def test_few_bars_are_not_as_wide_as_the_page(self):
        """Two years are no slabs."""
        assert draw(make_counts((2024, 1, 1), (2024, 2, 1))).xpath(
            "./figure/svg/@width"
        ) == ["144"]
        assert draw(make_counts((2023, 1, 1), (2024, 12, 1))).xpath(
            "./figure/svg/@width"
        ) == ["100%"]

    def test_a_table_has_the_same_numbers(self):
        """Years by month, with a caption and headers; it is left out on request."""
        counts = make_counts((2023, 12, 4), (2024, 2, 1000), years={2024: 2})
        chart = draw(counts, PartialDate(2024, 3, 5))
        assert chart.xpath("//caption/text()") == ["Papers by year and month"]
        assert len(chart.xpath("//th[@scope='col']")) == 15
        rows = [
            [cell.text_content() for cell in row] for row in chart.xpath("//tbody/tr")
        ]
        assert rows[0] == ["2024", "0", "1,000", "0", *[""] * 9, "2", "1,002"]
        assert rows[1] == ["2023", *["0"] * 11, "4", "0", "4"]
        assert chart.xpath("//div[@role='region']/@tabindex") == ["0"]
        assert not draw(counts, with_table=False).xpath("//table")

    def test_months_that_were_not_counted_are_empty(self):
        """Nobody takes them for months without papers."""
        counts = keep_newest(
            make_counts((2023, 1, 9), (2023, 6, 1), (2023, 7, 1)),
            PartialDate(2023, 7, 2),
            2,
        )
        (row,) = make_table(counts, PartialDate(2023, 7, 2))
        assert row.months == (*[None] * 5, 1, 1, *[None] * 5)
        assert row.total == 2

    @pytest.mark.parametrize(
        ("counts", "text"),
        [
            (make_counts((2024, 11, 9)), "All are of November 2024."),
            (
                make_counts((2024, 11, 9), undated=1),
                "All that have a date are of November 2024.",
            ),
            (make_counts(years={2024: 1}), "All are of 2024."),
            (make_counts((2024, 11, 9), years={2024: 1}), "All are of 2024."),
        ],
    )
    def test_papers_of_one_time_are_a_sentence(self, counts, text):
        """A single bar says nothing."""
        assert draw(counts).text_content() == text

    def test_undated_papers_have_no_chart(self):
        """There is nothing to say of their time."""
        assert render_timeline(Renderer(), make_counts(undated=3), None) == ""

    def test_a_long_chart_stays_small(self):
        """A topic's page has room for 3 kB of picture and 3 kB of table."""
        for months in (36, 144):
            counts = make_counts(
                *((2014 + n // 12, n % 12 + 1, 1000 + n) for n in range(months))
            )
            chart = render_timeline(Renderer(), counts, PartialDate(2025, 12, 14))
            picture, _, table = chart.partition("<details>")
            assert len(picture) < 4000
            assert len(table) < 3500


class TestHome:
    """The chart of the home page."""

    def test_shows_the_last_two_years_by_month(self):
        """What is older is left to the page of dates."""
        chart = render_home_chart(
            Renderer(), make_catalogue((2019, 1), (2024, 8), (2026, 7, 14), None)
        )
        text = parse(chart).findtext("figure/figcaption")
        assert "August 2024 to July 2026" in text
        assert "through 14 July 2026" in text
        assert "without a date" not in text

    @pytest.mark.parametrize("dates", [[], [None], [(2024,)], [(2020, 1), (2024, 1)]])
    def test_is_left_out_where_one_month_has_all(self, dates):
        """So it is where no month is known."""
        assert render_home_chart(Renderer(), make_catalogue(*dates)) == ""


class TestTopicYears:
    """Topics by year."""

    def test_columns_are_years_from_three_years_on(self):
        """Newest first, with a link to the year, and what is missing between."""
        heat = make_heat(make_catalogue((2024, 1), (2022,), None))
        assert heat is not None
        assert [(column.name, column.href) for column in heat.columns] == [
            ("2024", "2024.html"),
            ("2023", None),
            ("2022", "2022.html"),
        ]
        (row,) = heat.rows
        assert [cell.count for cell in row.cells] == [1, 0, 1]
        assert row.total == 3

    def test_columns_are_months_where_years_are_few(self):
        """Those before the last twelve share a column."""
        catalogue = make_catalogue((2024, 3), (2024, 2), (2023, 1), (2023, 2))
        heat = make_heat(catalogue)
        assert heat is not None
        assert heat.unit is MONTH
        assert len(heat.columns) == MOST_COLUMNS
        assert heat.columns[0].href == "2024-03.html"
        counts = [cell.count for cell in heat.rows[0].cells]
        assert counts == [1, 1, *[0] * 10]
        assert (heat.has_earlier, heat.rows[0].earlier) == (True, 2)
        table = parse(render_topic_years(Renderer(), catalogue))
        assert table.xpath("//th[@scope='col']/text()")[-2:] == ["Earlier", "All"]
        assert table.xpath("//tr/td[@class='total']/text()") == ["2", "4"]

    def test_years_alone_make_columns_of_years(self):
        """Though there are but two of them."""
        heat = make_heat(make_catalogue((2024,), (2023,)))
        assert heat is not None
        assert heat.unit is YEAR

    @pytest.mark.parametrize("dates", [[], [None], [(2024, 1, 1), (2024, 1, 2)]])
    def test_less_than_two_columns_are_no_table(self, dates):
        """The counts above say it already."""
        assert make_heat(make_catalogue(*dates)) is None
        assert render_topic_years(Renderer(), make_catalogue(*dates)) == ""

    def test_levels_grow_with_the_square_root(self):
        """A topic ten times as large as another leaves it some colour."""
        dates = [(2024, 1)] * 60 + [(2023, 1)] * 30 + [(2022, 1)] * 6 + [(2021, 1)]
        heat = make_heat(make_catalogue(*dates))
        assert heat is not None
        assert [cell.level for cell in heat.rows[0].cells] == [4, 3, 2, 1]

    def test_the_largest_topics_are_shown_and_that_is_said(self):
        """Papers without a date count only in the last column."""
        topics = tuple(Topic(f"t{n}", f"Topic {n}", "") for n in range(MOST_ROWS + 1))
        catalogue = make_catalogue((2024, 1), (2022, 1), None, topics=topics)
        table = parse(f"<div>{render_topic_years(Renderer(), catalogue)}</div>")
        assert len(table.xpath("//tbody/tr")) == MOST_ROWS
        note = table.xpath("//p")[0].text_content()
        assert "Shown are the 28 largest topics." in note
        assert "1 paper without a date counts only under “All”." in note
        assert table.xpath("//tbody/tr[1]/th/a/@href") == ["t0.html"]
        assert table.xpath("//thead//a/@href") == [
            "../dates/2024.html",
            "../dates/2022.html",
        ]
        assert table.xpath("//tbody/tr[1]/td/@class") == [
            "level-3", "level-0", "level-3", "total",
        ]  # fmt: skip
