"""Single keys: through lists, to the search, for marks; and the dialog that explains them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIST = "topics/grids.html"


@pytest.fixture
def visit(page, address):
    """Return a function that opens a page of the site."""

    def open_page(path: str):
        page.goto(address + path)
        return page

    return open_page


def titles(page):
    """Return the links of the papers of the page's lists."""
    return page.locator("main .entry .entry-title a")


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def help_dialog(page):
    """Return the dialog that lists the keys."""
    return page.get_by_role("dialog", name="Keyboard")


def single_keys(page):
    """Return the switch of the dialog."""
    return page.get_by_role("switch", name="Single-key shortcuts")


def is_in_view(locator):
    """Tell whether an element is on the screen."""
    return locator.evaluate(
        "e => { const b = e.getBoundingClientRect();"
        " return b.top >= 0 && b.bottom <= innerHeight; }"
    )


# Lists


def test_j_and_k_walk_through_a_list(visit):
    """The keys lead the focus to the next and the previous title, and no further."""
    page = visit(LIST)
    press(page, "j")
    expect(titles(page).nth(0)).to_be_focused()
    press(page, "k")
    expect(titles(page).nth(0)).to_be_focused()
    press(page, *"jjjjjjk")
    expect(titles(page).nth(5)).to_be_focused()
    assert is_in_view(titles(page).nth(5))


def test_the_walk_begins_on_the_screen(visit):
    """Somebody who has scrolled down is not thrown back to the top."""
    page = visit(LIST)
    titles(page).nth(20).evaluate("e => e.scrollIntoView({ block: 'start' })")
    press(page, "j")
    place = page.evaluate(
        "() => Array.from(document.querySelectorAll('.entry-title a'))"
        ".indexOf(document.activeElement)"
    )
    assert place in {20, 21}


def test_the_walk_goes_on_after_a_click_beside_the_list(visit):
    """The last entry is remembered when the focus leaves the list."""
    page = visit(LIST)
    press(page, "j", "j")
    page.locator("h1").click()
    press(page, "j")
    expect(titles(page).nth(2)).to_be_focused()


@pytest.mark.parametrize("key", ["o", "Enter"])
def test_a_key_opens_the_entry(visit, key):
    """Both o and Enter open the current paper."""
    page = visit(LIST)
    press(page, "j", "j")
    href = titles(page).nth(1).evaluate("link => link.href")
    press(page, key)
    page.wait_for_url(href)


def test_o_without_an_entry_does_nothing(visit):
    """Before anything was chosen there is nothing to open."""
    page = visit(LIST)
    before = page.url
    press(page, "o")
    page.wait_for_timeout(100)
    assert page.url == before


def test_from_a_paper_the_keys_lead_on_through_its_list(visit):
    """On a paper's page j and k are the neighbours in the list that it was opened from."""
    page = visit(LIST)
    hrefs = titles(page).evaluate_all("links => links.map((link) => link.href)")
    titles(page).nth(1).click()
    page.wait_for_url(hrefs[1])
    press(page, "j")
    page.wait_for_url(hrefs[2])
    press(page, "k")
    page.wait_for_url(hrefs[1])
    press(page, "k")
    page.wait_for_url(hrefs[0])
    press(page, "k")
    page.wait_for_timeout(100)
    assert page.url == hrefs[0]


@pytest.mark.parametrize("kept", ["{", "[1,2]", '{"a":1}', '["javascript:alert(1)"]'])
def test_a_damaged_trail_does_no_harm(visit, kept):
    """Whatever stands in the storage of the tab, the keys of a paper lead nowhere else."""
    page = visit("papers/arxiv-2201-00009.html")
    before = page.url
    page.evaluate("kept => sessionStorage.setItem('paper-digest.trail', kept)", kept)
    press(page, "j", "k")
    page.wait_for_timeout(100)
    assert page.url == before


def test_search_results_are_walked_through_too(visit):
    """The keys go through what was found and end at the button for more."""
    page = visit("search.html?q=title:grid")
    expect(titles(page)).to_have_count(20)
    page.locator("h1").click()
    press(page, *["j"] * 20)
    expect(titles(page).nth(19)).to_be_focused()
    press(page, "j")
    expect(page.locator("#search-more")).to_be_focused()
    press(page, "k", "ArrowUp")
    expect(titles(page).nth(18)).to_be_focused()


# Marks


def test_s_stars_the_entry(visit):
    """The key presses the star of the current entry, and takes it off again."""
    page = visit(LIST)
    press(page, "s")
    press(page, "j", "s")
    star = page.locator(".entry").nth(0).locator(".mark-star")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".mark-star[aria-pressed=true]")).to_have_count(1)
    press(page, "s")
    expect(star).to_have_attribute("aria-pressed", "false")


def test_x_and_r_mark_the_entry(visit):
    """The keys hide a paper, and say that it was read."""
    page = visit(LIST)
    press(page, "j", "j", "x", "k", "r")
    expect(page.locator(".entry").nth(1)).to_have_class(re.compile("entry-hidden"))
    expect(page.locator(".entry").nth(0)).to_have_class(re.compile("entry-read"))
    expect(page.locator(".entry-hidden")).to_have_count(1)


def test_a_paper_is_marked_on_its_own_page(visit):
    """The page's paper needs no choosing."""
    page = visit("papers/arxiv-2201-00009.html")
    star = page.locator(".toggle-star")
    expect(star).to_have_attribute("aria-pressed", "false")
    press(page, "s")
    expect(star).to_have_attribute("aria-pressed", "true")


# When keys mean what they write


def test_slash_leads_to_the_search_box(visit):
    """The key of the search is not itself typed."""
    page = visit(LIST)
    press(page, "/")
    box = page.locator(".site-search input")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_typing_is_typing(visit):
    """In a box each key is a letter."""
    page = visit(LIST)
    box = page.locator(".site-search input")
    box.click()
    page.keyboard.type("/jkosxr?")
    expect(box).to_have_value("/jkosxr?")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".mark[aria-pressed=true], .entry-hidden")).to_have_count(0)


@pytest.mark.parametrize("chord", ["Control+j", "Alt+j", "Meta+j", "Shift+J"])
def test_with_a_modifier_a_key_is_the_browsers(visit, chord):
    """Shortcuts of the browser and of the system stay what they are."""
    page = visit(LIST)
    press(page, chord)
    expect(page.locator(".entry-title a:focus")).to_have_count(0)


# Help


def test_the_keys_are_listed(visit):
    """The key ? opens a dialog, Esc closes it, and the focus is back where it was."""
    page = visit(LIST)
    press(page, "j", "?")
    dialog = help_dialog(page)
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt")).to_contain_text(
        ["/", "j k", "o Enter", "s", "r", "x", "?"]
    )
    press(page, "j", "x", "?")
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect(titles(page).nth(0)).to_be_focused()
    expect(page.locator(".entry-hidden")).to_have_count(0)


def test_the_footer_opens_the_help(visit):
    """Those who know no key find the keys at the end of the page, and a button closes them."""
    page = visit("about.html")
    opener = page.get_by_role("button", name="Keyboard")
    opener.click()
    expect(help_dialog(page)).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()
    opener.click()
    page.mouse.click(5, 5)
    expect(help_dialog(page)).to_be_hidden()


def test_single_keys_can_be_switched_off(visit):
    """What was switched off stays so on the device, in every tab, until it is put on."""
    page = visit(LIST)
    other = page.context.new_page()
    other.goto(page.url)
    press(page, "?")
    single_keys(page).click()
    press(page, "Escape", "j", "/", "?")
    expect(titles(page).first).not_to_be_focused()
    expect(help_dialog(page)).to_be_hidden()
    press(other, "j")
    expect(titles(other).first).not_to_be_focused()
    page.reload()
    press(page, "j")
    expect(titles(page).first).not_to_be_focused()
    page.get_by_role("button", name="Keyboard").click()
    expect(single_keys(page)).not_to_be_checked()
    single_keys(page).press("Space")
    press(page, "Escape", "j")
    expect(page.locator(".entry-title a:focus")).to_have_count(1)


def test_closed_storage_does_no_harm(page, address):
    """The keys work, and the switch holds for the page, where nothing can be kept."""
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw Error(); } });"
    )
    page.goto(address + LIST)
    press(page, "j")
    expect(titles(page).nth(0)).to_be_focused()
    press(page, "?")
    single_keys(page).click()
    press(page, "Escape", "j")
    expect(titles(page).nth(0)).to_be_focused()
    titles(page).nth(0).click()
    page.wait_for_url("**/papers/*.html")


def test_without_its_script_the_help_does_no_harm(page, address):
    """The page stays as it is; the browser alone tells what did not load."""
    page.goto(address + LIST)
    page.evaluate(
        """() => {
          PaperDigest.loadScript = () => Promise.reject(new PaperDigest.LoadError());
        }"""
    )
    press(page, "?")
    expect(page.locator("dialog[open]")).to_have_count(0)
