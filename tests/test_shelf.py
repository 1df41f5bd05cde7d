"""Stars, read and hidden marks in a browser, over http below a sub-path and from a disk."""

from __future__ import annotations

import json
import shutil

import pytest
from playwright.sync_api import expect

from tests.browserkit import forget_files, watch
from tests.projectkit import write_corpus
from tests.searchkit import HOSTILE, build_site, reach

pytestmark = pytest.mark.browser

KITES = "topics/kites.html"
GRIDS = "topics/grids.html"
PAPER = "papers/kitenet-learning-to-steer-a-survey.html"
KITENET = "KiteNet: Learning to steer - a survey"
CLOSED = """\
Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('closed', 'SecurityError'); },
});
"""
FULL = """\
Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""


def entry(page, title):
    """Return the entry of a paper in a list."""
    return page.locator(".entry").filter(has_text=title)


def star(page, title):
    """Return the star of a paper in a list."""
    return page.get_by_role("button", name=f"Star: {title}")


def badge(page):
    """Return the number beside the link to the reading list."""
    return page.locator("[data-shelf-count] .nav-count")


def keep(page, *names_and_values):
    """Write into the site's part of the storage what nobody expects there."""
    page.evaluate(
        """(pairs) => {
          PaperDigest.store.write('probe', 1);
          const found = Object.keys(localStorage).find((name) => name.endsWith(':probe'));
          const start = found.slice(0, -'probe'.length);
          for (const [name, value] of pairs) localStorage.setItem(start + name, value);
        }""",
        names_and_values,
    )


# Stars


def test_a_star_is_kept_on_the_device(page, address):
    """A paper starred in a list is starred after a reload, elsewhere, and is counted."""
    page.goto(address + KITES)
    expect(badge(page)).to_have_count(0)
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "false")
    star(page, KITENET).click()
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "true")
    expect(badge(page)).to_have_text("1 starred")
    star(page, KITENET).click()
    expect(badge(page)).to_be_hidden()
    star(page, KITENET).click()
    page.reload()
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "true")
    page.goto(address + PAPER)
    button = page.get_by_role("button", name="Starred", exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(page.get_by_role("button", name="Star", exact=True)).to_be_visible()
    expect(badge(page)).to_be_hidden()
    page.goto(address + KITES)
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "false")


def test_papers_that_were_found_have_stars(page, address):
    """Results of a search, and those shown later, carry marks as lists do."""
    page.goto(f"{address}search.html?q=title:grid")
    expect(page.locator("#search-results .mark-star")).to_have_count(20)
    page.locator("#search-more").click()
    expect(page.locator("#search-results .mark-star")).to_have_count(40)
    last = page.locator("#search-results > li").last
    last.locator(".mark-star").click()
    title = last.locator(".entry-title").inner_text()
    page.goto(f"{address}reading-list.html")
    expect(entry(page, title)).to_have_count(1)


def test_the_arrows_pass_hidden_results(page, http):
    """A hidden paper keeps its place among the results, on one line."""
    page.goto(f"{http}search.html?q=title:grid")
    page.locator("#search-results > li").nth(1).hover()
    page.locator(".mark-hide").nth(1).click()
    page.locator(".entry-title a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".entry-title a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".entry-title a").nth(2)).to_be_focused()


def test_other_tabs_follow(page, address):
    """A star set in one tab shows in another at once."""
    page.goto(address + KITES)
    other = page.context.new_page()
    report = watch(other)
    other.goto(address + PAPER)
    other.get_by_role("button", name="Star", exact=True).click()
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "true")
    expect(badge(page)).to_have_text("1 starred")
    expect(entry(page, KITENET).locator(".is-read")).to_have_text("read")
    assert report.is_clean, report


def test_stars_do_not_change_an_entry(page, http):
    """The place of the buttons is kept before they are there."""
    page.goto(http + KITES)
    sizes = """() => Array.from(document.querySelectorAll('.entry'), (entry) => {
      const { width, height } = entry.getBoundingClientRect();
      return [width, height];
    })"""
    with_buttons = page.evaluate(sizes)
    page.evaluate("document.querySelectorAll('.mark').forEach((mark) => mark.remove())")
    assert page.evaluate(sizes) == with_buttons


def test_targets_are_large_enough(page, http):
    """Every button of an entry is at least 24 pixels wide and high."""
    page.goto(http + KITES)
    for mark in page.locator(".mark").all():
        box = mark.bounding_box()
        assert min(box["width"], box["height"]) >= 24


# Read


def test_an_opened_paper_is_read(page, address):
    """Lists say so in a word; it can be taken back on the paper's page."""
    page.goto(address + KITES)
    expect(page.locator(".is-read")).to_have_count(0)
    page.goto(address + PAPER)
    page.get_by_role("button", name="Mark as unread").wait_for()
    page.goto(address + KITES)
    expect(entry(page, KITENET).locator(".is-read")).to_have_text("read")
    page.goto(address + PAPER)
    page.get_by_role("button", name="Mark as unread").click()
    page.get_by_role("button", name="Mark as read").wait_for()
    page.go_back()
    expect(page.locator(".is-read")).to_have_count(0)


def test_a_paper_read_long_ago_makes_room(page, http):
    """Of read papers only the last few thousand are kept."""
    page.goto(http + KITES)
    left = page.evaluate(
        """() => {
          const { shelf } = PaperDigest;
          const key = (number) => `2001.${String(number).padStart(5, '0')}`;
          for (let number = 0; number < 5001; number += 1) shelf.setRead({ key: key(number) }, true);
          return [shelf.keys('read').length, shelf.isRead(key(0)), shelf.isRead(key(5000))];
        }"""
    )
    assert left == [4751, False, True]


# Hidden


def test_a_hidden_paper_takes_one_line(page, address):
    """It shows its title and a button that brings it back; the list says how many."""
    page.goto(address + KITES)
    item = entry(page, KITENET)
    tall = item.bounding_box()["height"]
    item.hover()
    page.get_by_role("button", name=f"Hide: {KITENET}").click()
    show = page.get_by_role("button", name=f"Show: {KITENET}")
    expect(show).to_be_focused()
    expect(item.locator(".entry-text")).to_be_hidden()
    assert item.bounding_box()["height"] < tall / 2
    assert item.inner_text().split("\n")[0].startswith("Hidden:")
    page.reload()
    expect(page.locator(".hidden-note")).to_have_text("1 hidden paper · Show it")
    page.get_by_role("button", name="Show it").click()
    expect(item.locator(".entry-text")).to_be_visible()
    expect(page.get_by_role("button", name=f"Keep shown: {KITENET}")).to_be_visible()
    page.get_by_role("button", name="Collapse again").click()
    expect(item.locator(".entry-text")).to_be_hidden()
    show.click()
    expect(item.locator(".entry-text")).to_be_visible()
    expect(page.locator(".hidden-note")).to_be_hidden()


def test_a_paper_is_hidden_from_its_own_page(page, http):
    """The page stays as it is; lists take the paper together."""
    page.goto(http + PAPER)
    page.get_by_role("button", name="Hide in lists").click()
    page.get_by_role("button", name="Show in lists again").wait_for()
    page.goto(http + KITES)
    expect(entry(page, KITENET).locator(".entry-text")).to_be_hidden()


def test_scripts_set_marks_by_entry(page, http):
    """What the keyboard uses: each call turns a mark and says what is now."""
    page.goto(http + KITES)
    turned = page.evaluate(
        """() => {
          const entry = document.querySelector('.entry');
          const { toggleStar, toggleRead, toggleHidden } = PaperDigest.marks;
          return [toggleStar, toggleRead, toggleHidden, toggleStar].map((turn) => turn(entry));
        }"""
    )
    assert turned == [True, True, True, False]


# What may be in the storage, and what it may do


@pytest.mark.parametrize(
    "value", ["{", "null", "7", '"text"', '{"slug": 1}', '[["../../x"], 2, "no"]']
)
def test_damaged_marks_break_no_page(page, http, value):
    """What cannot be read counts as a mark of its key, and is shown as far as it can be."""
    page.goto(http + KITES)
    keep(
        page,
        ["star/2411.01234", value],
        ["hidden/t:000000000000", value],
        ["seen", value],
    )
    keep(page, ["star/not a key", value], ["star/<b>", value], ["list-view", value])
    page.reload()
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "true")
    page.goto(f"{http}reading-list.html")
    expect(page.locator("#shelf-entries > li")).to_have_count(1)
    expect(page.locator("#shelf-entries .entry-title a")).to_have_text(KITENET)


def test_closed_storage_is_said(page, address):
    """Marks hold for the page, and the reader is told that they will not stay."""
    page.add_init_script(CLOSED)
    page.goto(address + KITES)
    star(page, KITENET).click()
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".message")).to_contain_text("until you leave the page")
    page.goto(f"{address}reading-list.html")
    expect(page.locator("#shelf-closed")).to_be_visible()
    expect(page.locator("#shelf-empty")).to_be_visible()


def test_full_storage_is_said(page, http):
    """What could not be kept is not shown as kept."""
    page.add_init_script(FULL)
    page.goto(http + KITES)
    star(page, KITENET).click()
    expect(page.locator(".message")).to_contain_text("no room left")
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "false")


def test_a_list_has_an_end(page, http):
    """Beyond 5,000 stars nothing is added, and nothing lost."""
    page.goto(http + KITES)
    page.evaluate(
        """() => {
          const key = (number) => `2001.${String(number).padStart(5, '0')}`;
          for (let number = 0; number < 5000; number += 1) {
            PaperDigest.shelf.star({ key: key(number), slug: 'x', title: 'An invented title' });
          }
        }"""
    )
    expect(badge(page)).to_have_text("5,000 starred")
    star(page, KITENET).click()
    expect(page.locator(".message")).to_contain_text("are 5,000 papers already")
    expect(star(page, KITENET)).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(badge(page)).to_have_text("5,000 starred")


def test_sites_of_one_origin_keep_their_own_lists(browser, site):
    """A site below another path has other marks."""
    context = browser.new_context()
    page = context.new_page()
    names = []
    with reach(site, "http") as base:
        page.goto(base + KITES)
        star(page, KITENET).click()
        names = page.evaluate("Object.keys(localStorage)")
    context.close()
    assert [name for name in names if ":star/" in name] == [
        "paper-digest:/digest/:star/2411.01234"
    ]


def test_titles_are_text(page, http):
    """Markup in a title is shown in names of buttons, never run."""
    page.goto(f"{http}search.html?q=hostility")
    page.get_by_role("button", name=f"Star: {HOSTILE}").click()
    page.goto(f"{http}reading-list.html")
    expect(page.locator("#shelf-entries .entry-title")).to_have_text(HOSTILE)


# Rebuilds

OLD = (
    {"id": "2402.00007", "title": "Old name of a kite", "abstract": "One kite.", "authors": ["Okafor, Ada"]},
    {"id": "x1", "title": "A kite that gets an identifier", "abstract": "Two kites."},
    {"id": "x2", "title": "A kite that leaves", "abstract": "Three kites."},
)  # fmt: skip
NEW = (
    {**OLD[0], "title": "New name of a kite"},
    {**OLD[1], "id": "2403.00008"},
    {"id": "x3", "title": "Another kite", "abstract": "Four kites."},
)


def build(folder, records):
    """Build a site of records."""
    corpus = write_corpus(folder / "corpus")
    lines = "\n".join(map(json.dumps, records))
    (corpus / "papers.jsonl").write_text(lines, encoding="utf-8")
    return build_site(folder, corpus)


@pytest.mark.parametrize("way", ["http", "file"])
def test_stars_follow_papers_through_a_rebuild(page, tmp_path, way):
    """A new title, a new identifier: the star stays; a paper that left is still named."""
    site = build(tmp_path / "old", OLD)
    later = build(tmp_path / "new", NEW)
    with reach(site, way) as base:
        page.goto(f"{base}dates/undated.html")
        for record in OLD[1:]:
            star(page, record["title"]).click()
        page.goto(f"{base}papers/old-name-of-a-kite.html")
        page.get_by_role("button", name="Star", exact=True).click()
        page.goto(f"{base}reading-list.html")
        expect(page.locator("#shelf-entries .entry")).to_have_count(3)
        shutil.rmtree(site)
        shutil.copytree(later, site)
        forget_files(page)
        page.reload()
        links = page.locator("#shelf-entries .entry-title a")
        expect(links).to_have_text(["New name of a kite", OLD[1]["title"]])
        assert links.first.get_attribute("href").endswith(
            "papers/new-name-of-a-kite.html"
        )
        gone = entry(page, OLD[2]["title"])
        expect(gone).to_contain_text("Not in this collection any more")
        page.goto(f"{base}dates/2024-03.html")
        expect(star(page, OLD[1]["title"])).to_have_attribute("aria-pressed", "true")
        expect(badge(page)).to_have_text("3 starred")


def test_marks_follow_without_a_visit_to_the_list(page, tmp_path):
    """A page looks up the few papers that may have got an identifier, after a while."""
    site = build(tmp_path / "old", OLD)
    later = build(tmp_path / "new", NEW)
    with reach(site, "http") as base:
        page.goto(f"{base}dates/undated.html")
        star(page, OLD[1]["title"]).click()
        shutil.rmtree(site)
        shutil.copytree(later, site)
        forget_files(page)
        page.goto(f"{base}dates/2024-03.html")
        keep(page, ["seen", "{}"])  # as if half a day had passed
        expect(star(page, OLD[1]["title"])).to_have_attribute("aria-pressed", "true")
