"""The search box of every page: a combobox with the first papers under it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.searchkit import GRIDS, HOSTILE, reach

pytestmark = pytest.mark.browser

KEY = "paper-digest.recent"


@pytest.fixture
def topic(page, address):
    """Open the page of a topic."""
    page.goto(f"{address}topics/grids.html")
    return page


def box(page):
    """Return the search box."""
    return page.locator("input[type=search]")


def options(page):
    """Return what can be chosen under the box."""
    return page.get_by_role("option")


def panel(page):
    """Return what comes under the box."""
    return page.locator(".suggest")


def keep(page, *queries):
    """Put queries into the device's storage."""
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)",
                  [KEY, json.dumps(queries)])  # fmt: skip


def test_papers_come_while_typing(topic):
    """Title with marks, date and authors; the last row leads to all of them."""
    box(topic).press_sequentially("kiten", delay=20)
    expect(options(topic)).to_have_count(2)
    first = options(topic).first
    expect(first.locator(".suggest-title")).to_have_text(
        "KiteNet: Learning to steer - a survey"
    )
    expect(first.locator("mark")).to_have_text("KiteNet")
    expect(first.locator("time")).to_have_text("27 November 2024")
    expect(first).to_contain_text("Ada Okafor")
    expect(options(topic).last).to_have_text("See it on the search page")
    expect(topic).to_have_url(re.compile("topics/grids.html$"))


def test_at_most_eight_papers_are_shown(topic):
    """The last row says how many there are and leads to all of them."""
    box(topic).press_sequentially("grid")
    expect(options(topic)).to_have_count(9)
    all_of_them = options(topic).last
    expect(all_of_them).to_have_text(f"See all {GRIDS} results")
    all_of_them.click()
    topic.wait_for_url("**/search.html?q=grid")
    expect(topic.locator("#search-status")).to_have_text(f"{GRIDS} papers")


def test_arrows_choose_and_enter_opens(topic):
    """The focus stays in the box; what is chosen is named to a screen reader."""
    field = box(topic)
    field.press_sequentially("kites")
    expect(field).to_have_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    name = field.get_attribute("aria-controls")
    expect(topic.locator(f"#{name}")).to_have_role("listbox")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = options(topic).nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", chosen.get_attribute("id") or ""
    )
    expect(field).to_be_focused()
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowUp")
    expect(options(topic).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    name = options(topic).nth(2).get_attribute("href")
    field.press("Enter")
    topic.wait_for_url(f"**{name.removeprefix('..')}")


def test_enter_without_a_choice_searches(topic):
    """The search page shows all, and the query is among the recent ones."""
    topic.keyboard.press("/")
    expect(box(topic)).to_be_focused()
    topic.keyboard.type('moon & "cold" +kites é')
    topic.keyboard.press("Enter")
    topic.wait_for_url("**/search.html?q=*")
    expect(topic.locator("#search-input")).to_have_value('moon & "cold" +kites é')
    assert json.loads(topic.evaluate(f"localStorage['{KEY}']")) == [
        'moon & "cold" +kites é'
    ]


def test_escape_closes_and_then_empties(topic):
    """The arrows open it again in between."""
    field = box(topic)
    field.press_sequentially("kites")
    expect(panel(topic)).to_be_visible()
    field.press("Escape")
    expect(panel(topic)).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("kites")
    field.press("ArrowDown")
    expect(panel(topic)).to_be_visible()
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")


def test_going_elsewhere_closes(topic):
    """A click beside it, or the tabulator."""
    field = box(topic)
    field.press_sequentially("kites")
    expect(panel(topic)).to_be_visible()
    topic.mouse.click(10, 700)
    expect(panel(topic)).to_be_hidden()
    field.click()
    expect(panel(topic)).to_be_visible()
    field.press("Tab")
    expect(panel(topic)).to_be_hidden()


def test_an_empty_box_shows_recent_searches(topic):
    """They can be chosen like papers, and cleared."""
    keep(topic, "moon", HOSTILE)
    field = box(topic)
    field.click()
    expect(options(topic)).to_have_text(["moon", HOSTILE])
    expect(panel(topic).locator("img, script")).to_have_count(0)
    field.press("Tab")
    clear = topic.get_by_role("button", name="Clear")
    expect(clear).to_be_focused()
    expect(panel(topic)).to_be_visible()
    topic.keyboard.press("Enter")
    expect(panel(topic)).to_be_hidden()
    expect(field).to_be_focused()
    assert topic.evaluate(f"localStorage['{KEY}']") is None
    keep(topic, "moon")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    topic.wait_for_url("**/search.html?q=moon")


def test_a_paper_that_was_opened_leaves_its_query(topic):
    """What led to a paper is worth to be found again."""
    box(topic).press_sequentially("kitenet")
    options(topic).first.click()
    topic.wait_for_url("**/papers/kitenet*.html")
    assert json.loads(topic.evaluate(f"localStorage['{KEY}']")) == ["kitenet"]


def test_foreign_text_stays_text(topic):
    """Titles and queries are shown as they are, never run."""
    box(topic).press_sequentially("onerror")
    expect(options(topic).first.locator(".suggest-title")).to_have_text(HOSTILE)
    expect(panel(topic).locator("img, script, b")).to_have_count(0)
    box(topic).fill("<zzyzx>")
    expect(panel(topic)).to_have_text("No paper matches “<zzyzx>”.")
    expect(box(topic)).to_have_attribute("aria-expanded", "false")


def test_a_typing_error_is_mended(topic):
    """The box says what it shows."""
    box(topic).fill("leraning ")
    expect(panel(topic)).to_contain_text("Showing results for learning")
    expect(options(topic)).to_have_count(2)


def test_a_screen_reader_is_told_the_number(topic):
    """Once, when the typing has come to rest."""
    told = topic.locator("form [role=status]")
    box(topic).press_sequentially("grid")
    expect(options(topic)).to_have_count(9)
    expect(told).to_have_text(f"{GRIDS} results, 8 of them listed")
    box(topic).press("Escape")
    expect(told).to_have_text("")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["topics/grids.html", "index.html"])
def test_the_panel_lies_under_the_box_inside_the_screen(page, address, path, width):
    """It covers neither the box nor the header, and fills a small screen's width."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + path)
    box(page).press_sequentially("grid")
    expect(options(page)).to_have_count(9)
    over, under = box(page).bounding_box(), panel(page).bounding_box()
    assert under["y"] >= over["y"] + over["height"]
    assert under["x"] >= 0
    assert under["x"] + under["width"] <= width
    if width == 360:
        assert under["width"] >= 300
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    options(page).first.click()
    page.wait_for_url("**/papers/*.html")


def test_the_box_of_a_missing_page_works_too(page, site):
    """Whatever address a reader mistyped."""
    with reach(site, "http") as base:
        page.goto(f"{base}404.html")
        assert page.evaluate("document.documentElement.dataset.base") == "/digest/"
        box(page).press_sequentially("kitenet")
        options(page).first.click()
        page.wait_for_url("**/papers/kitenet*.html")


def test_a_search_that_does_not_load_says_so(browser, site, tmp_path):
    """The page goes on working, and the next letter tries again."""
    context = browser.new_context()
    page = context.new_page()
    with reach(site, "http") as base:
        page.route("**/search.js", lambda route: route.abort())
        page.goto(f"{base}about.html")
        box(page).press_sequentially("kitenet")
        expect(panel(page)).to_contain_text("search.js could not be loaded.")
        page.unroute("**/search.js")
        box(page).press_sequentially(" ")
        expect(options(page)).to_have_count(2)
    context.close()
