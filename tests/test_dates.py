"""Dates at the precision of their source: read, printed, ordered, completed."""

from __future__ import annotations

import contextlib
import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import (
    infer_year,
    label,
    make_date,
    month_name,
    parse_english,
    parse_iso,
    weekday_label,
)
from generator.models import PartialDate


@pytest.mark.parametrize(
    ("text", "date", "printed", "shown", "shown_with_weekday"),
    [
        ("2024", PartialDate(2024), "2024", "2024", "2024"),
        (
            "2024-11",
            PartialDate(2024, 11),
            "2024-11",
            "November 2024",
            "November 2024",
        ),
        (
            " 2024-11-7 ",
            PartialDate(2024, 11, 7),
            "2024-11-07",
            "7 November 2024",
            "Thursday, 7 November 2024",
        ),
        (
            "2024-02-29T23:59:59Z",
            PartialDate(2024, 2, 29),
            "2024-02-29",
            "29 February 2024",
            "Thursday, 29 February 2024",
        ),
        (
            "1999-12-31 08:00",
            PartialDate(1999, 12, 31),
            "1999-12-31",
            "31 December 1999",
            "Friday, 31 December 1999",
        ),
    ],
)
def test_iso_dates_keep_their_precision(text, date, printed, shown, shown_with_weekday):
    """A date is read and shown with as much as it says, and no more."""
    assert parse_iso(text) == date
    assert (str(date), label(date)) == (printed, shown)
    assert weekday_label(date) == shown_with_weekday


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-30", "February 2024 has no day 30"),
        ("2023-02-29", "February 2023 has no day 29"),
        ("2024-13", "there is no month 13"),
        ("2024-00", "'2024-00': months and days are counted from 1"),
        ("2024-11-00", "'2024-11-00': months and days are counted from 1"),
        ("0999", "year 999 is not between 1000 and 9999"),
        ("", "'' is not a date like 2024-11-27, 2024-11 or 2024"),
        ("27.11.2024", "'27.11.2024' is not a date like 2024-11-27, 2024-11 or 2024"),
        (
            "2024-11-27 or so",
            "'2024-11-27 or so' is not a date like 2024-11-27, 2024-11 or 2024",
        ),
        ("２０２４", "'２０２４' is not a date like 2024-11-27, 2024-11 or 2024"),
        ("x" * 90, f"'{'x' * 40}' is not a date like 2024-11-27, 2024-11 or 2024"),
    ],
)
def test_an_impossible_iso_date_is_refused(text, message):
    """The message says what is wrong, in as many words as it takes."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_iso(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Oct 30, 2024", (2024, 10, 30)),
        ("October 30 2024", (2024, 10, 30)),
        ("Sept. 1", (None, 9, 1)),
        (" may 5 ", (None, 5, 5)),
        ("Feb 29", (None, 2, 29)),
    ],
)
def test_english_dates_may_leave_the_year_out(text, parts):
    """Months may be cut short, and a year that is not said is not made up."""
    assert parse_english(text) == parts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Feb 30", "February has no day 30"),
        ("Nov 0", "November has no day 0"),
        ("Feb 29, 2023", "February 2023 has no day 29"),
        ("Jan 1, 0000", "year 0 is not between 1000 and 9999"),
        ("Gemma 2", "'Gemma 2' is not a date like 'Oct 30, 2024' or 'Oct 30'"),
        ("Octopus 8", "'Octopus 8' is not a date like 'Oct 30, 2024' or 'Oct 30'"),
        ("30 Oct", "'30 Oct' is not a date like 'Oct 30, 2024' or 'Oct 30'"),
    ],
)
def test_an_impossible_english_date_is_refused(text, message):
    """Names that begin like a month are no month, and a month has so many days."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_english(text)


def test_a_day_needs_its_month():
    """There is no date with a year and a day alone, nor one before the first month."""
    with pytest.raises(ValueError, match="a day without a month"):
        make_date(2024, 0, 5)
    with pytest.raises(ValueError, match="there is no month -1"):
        make_date(2024, -1)


def test_dates_are_ordered_by_what_they_say():
    """A coarser date stands before the finer ones that it holds."""
    texts = ["2025", "2024-12", "2024-11-27", "2024-11-03", "2024-11", "2024", "1999"]
    ordered = sorted(map(parse_iso, texts))
    assert [str(date) for date in ordered] == texts[::-1]


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_is_printed_and_read_back(day):
    """Printing and reading are inverse, and agree with the calendar."""
    date = make_date(day.year, day.month, day.day)
    assert parse_iso(str(date)) == date
    assert str(date) == day.isoformat()


@given(st.text(max_size=30))
def test_reading_a_date_raises_nothing_but_value_errors(text):
    """Whatever stands where a date should, the message is a ValueError."""
    for parse in (parse_iso, parse_english):
        with contextlib.suppress(ValueError):
            parse(text)


@pytest.mark.parametrize(
    ("day", "dated", "year"),
    [
        ((12, 8), [], None),
        ((12, 8), ["2021-02-04", "2024-11-25", "2019-09-27"], 2025),
        ((3, 11), ["2024"], 2025),
        ((2, 29), ["2024-01-01"], 2028),
        ((2, 29), ["2023-01-01"], 2024),
        ((3, 11), ["9999-01-01"], None),
    ],
)
def test_the_year_of_a_page_follows_the_years_that_it_shows(day, dated, year):
    """A page leaves out its own year, so it is of the year after the last one shown."""
    assert infer_year(day[0], day[1], map(parse_iso, dated)) == year


def test_a_month_is_named_as_far_as_it_is_known():
    """A year alone has no month to name."""
    dates = (PartialDate(2024, 11, 27), PartialDate(2024))
    assert [month_name(date) for date in dates] == ["November 2024", "2024"]
