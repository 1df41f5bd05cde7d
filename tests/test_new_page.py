"""What is new since the last visit, and what a reader follows, in a browser."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from generator import pipeline
from generator.progress import QuietReporter
from tests.browserkit import forget_files
from tests.newskit import NEWS, add_history
from tests.projectkit import make_project
from tests.searchkit import build_site, reach, write_papers

pytestmark = pytest.mark.browser

DAY = 24 * 60 * 60 * 1000
KITENET = "KiteNet: Learning to steer - a survey"


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Build the invented site once."""
    return build_site(tmp_path_factory.mktemp("new"))


@pytest.fixture(scope="module")
def site(plain, tmp_path_factory):
    """Give the site with an invented history of twelve builds."""
    copy = tmp_path_factory.mktemp("news") / "site"
    shutil.copytree(plain, copy)
    add_history(copy)
    return copy


def come_back(page, base, path="index.html", *, last=10, days=9, follows=()):
    """Open a page as somebody who was here some days ago and saw a certain build."""
    page.goto(f"{base}about.html")
    page.evaluate(
        """([last, pause, follows]) => {
          const at = Date.now() - pause;
          const { store } = PaperDigest;
          store.write("visit", { base: last, last, at, since: at });
          store.write("follows", follows.map(([id, name]) => ({ id, name })));
        }""",
        [last, days * DAY, list(map(list, follows))],
    )
    page.goto(base + path)
    return page


def kept(page, name="visit"):
    """Return what is kept on the device."""
    return page.evaluate("name => PaperDigest.store.read(name, null)", name)


def status(page):
    """Return what the page of what is new says."""
    return page.locator("#new-status")


def status_of_search(page):
    """Return what the search page says of its result."""
    return page.locator("#search-status")


def all_titles(page):
    """Return the links of the whole list of what is new."""
    return page.locator("#new-all .entry-title a")


def header_count(page):
    """Return the number beside the link to what is new."""
    return page.locator("[data-new-count] .new-count")


# Visits


def test_a_first_visit_has_nothing_new(page, http):
    """Who was never here has seen nothing, and is told when there will be something."""
    page.goto(f"{http}index.html")
    page.wait_for_function("() => PaperDigest.store.read('visit', null)")
    assert (kept(page)["base"], kept(page)["last"]) == (12, 12)
    expect(page.locator(".new-panel, .new-badge, .new-count")).to_have_count(0)
    page.goto(f"{http}new.html")
    expect(status(page)).to_contain_text("From your next visit on")


def test_a_new_visit_begins_after_four_hours(page, http):
    """Builds of an earlier visit are known; the build of now is what is compared with."""
    come_back(page, http, last=7, days=1)
    page.wait_for_function("() => PaperDigest.store.read('visit').last === 12")
    assert kept(page)["base"] == 7
    page.evaluate(
        """() => {
          const { store } = PaperDigest;
          store.write("visit", { ...store.read("visit"), at: Date.now() - 3.9 * 3600e3 });
        }"""
    )
    page.reload()
    expect(page.locator(".new-panel")).to_be_visible()
    assert kept(page)["base"] == 7
    page.evaluate(
        """() => {
          const { store } = PaperDigest;
          store.write("visit", { ...store.read("visit"), at: Date.now() - 4.1 * 3600e3 });
        }"""
    )
    page.reload()
    page.wait_for_function("() => PaperDigest.store.read('visit').base === 12")
    expect(page.locator(".new-panel, .new-count")).to_have_count(0)


def test_a_visit_ends_on_pages_that_tell_nothing_too(page, http):
    """The page of a paper counts as a page view, whether or not it knows the build."""
    come_back(page, http, "papers/arxiv-2201-00009.html", last=7, days=1)
    page.wait_for_function(
        "() => Date.now() - PaperDigest.store.read('visit').at < 60000"
    )
    page.goto(f"{http}index.html")
    expect(page.locator(".new-panel")).to_be_visible()


@pytest.mark.parametrize(
    "damaged", ["7", '"x"', '{"base":"a","last":null}', '{"base":99,"last":99,"at":1}']
)
def test_a_damaged_or_foreign_visit_does_no_harm(page, http, damaged):
    """What cannot be read, or comes from another history, counts as seeing this build."""
    page.goto(f"{http}about.html")
    page.evaluate("text => PaperDigest.store.write('visit', JSON.parse(text))", damaged)
    page.goto(f"{http}index.html")
    page.wait_for_function("() => PaperDigest.store.read('visit').last === 12")
    assert kept(page)["base"] == 12


# Where a reader passes


def test_the_home_page_tells_how_many_are_new(page, address):
    """A panel leads to the papers, and topics have their counts."""
    come_back(page, address, last=10)
    panel = page.locator(".new-panel")
    expect(panel).to_contain_text(
        re.compile(r"4 papers are new since your last visit \(")
    )
    expect(header_count(page)).to_have_text("4 new papers")
    kites = page.locator(".count-list li", has_text="Kites and wind")
    expect(kites.locator(".new-badge")).to_have_text("+3 new")
    panel.get_by_role("link").click()
    page.wait_for_url("**/new.html")
    expect(status(page)).to_contain_text("4 papers are new since your last visit")


def test_all_can_be_marked_as_read(page, http):
    """After that nothing is new, here and on later pages."""
    come_back(page, http, last=10)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".new-panel")).to_have_text("All marked as read.")
    expect(page.locator(".new-panel p")).to_be_focused()
    expect(header_count(page)).to_have_count(0)
    page.reload()
    page.wait_for_function("() => PaperDigest.news.visit")
    expect(page.locator(".new-panel, .new-count, .new-badge")).to_have_count(0)


def test_topics_have_counts_of_what_is_new(page, http):
    """Beside each topic stands how many of its papers came since the last visit."""
    come_back(page, http, "topics/index.html", last=9)
    card = page.locator(".topic-card", has_text="Grids")
    expect(card.locator(".new-badge")).to_have_text("+18 new")
    expect(page.locator(".new-badge")).to_have_count(3)


def test_lists_mark_what_is_new(page, address):
    """On the page of a topic the new papers have a sign, and a line says how many."""
    come_back(page, address, "topics/kites.html", last=10)
    expect(page.locator("p.new-line")).to_contain_text("3 papers are new here since")
    marked = page.locator(".entry", has=page.locator(".new-label"))
    expect(marked.locator(".entry-title")).to_contain_text(
        [KITENET, "MoE-Pruner", "We measure"]
    )
    expect(page.locator(".new-label")).to_have_count(3)


def test_lists_without_news_load_nothing(page, http):
    """A page of a topic in which nothing is new asks for no record of a paper."""
    come_back(page, http, last=11)
    expect(page.locator(".new-panel")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}topics/grids.html")
    page.wait_for_function("() => document.querySelector('.new-count')")
    page.wait_for_timeout(300)
    assert [url for url in asked if "/cite/" in url or "assets/search" in url] == []


def test_who_has_seen_all_loads_nothing(page, http):
    """Without news no page asks for more than the number of the build."""
    come_back(page, http, last=12, days=0)
    page.wait_for_timeout(300)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("index.html", "topics/kites.html", "papers/arxiv-2201-00009.html"):
        page.goto(http + path)
        page.wait_for_timeout(200)
    data = {url.split("?")[0] for url in asked if "assets/data/" in url}
    assert data <= {f"{http}assets/data/index.js"}
    assert not [url for url in asked if url.endswith("built/new.js")]


# The page of what is new


def test_the_new_papers_are_listed_newest_first(page, address):
    """They stand in the form of the site's lists, with marks."""
    come_back(page, address, "new.html", last=10)
    expect(all_titles(page)).to_have_count(4)
    expect(all_titles(page).first).to_have_text(KITENET)
    item = page.locator("#new-all > li").first
    expect(item).to_have_attribute("data-k", "2411.01234")
    expect(item.locator(".chip, .chips a")).to_have_text(["Kites and wind"])
    expect(item.locator(".mark-star")).to_be_visible()
    expect(item.locator("h3.entry-title a")).to_have_attribute(
        "href", re.compile(r"papers/kitenet-learning-to-steer-a-survey\.html$")
    )


def test_other_ranges_can_be_chosen(page, http):
    """The last builds, or all whose arrivals are known; 50 papers at a time."""
    come_back(page, http, "new.html", last=10)
    page.get_by_role("button", name="Last 7 builds").click()
    expect(status(page)).to_contain_text("26 papers came with the last builds")
    expect(all_titles(page)).to_have_count(26)
    page.get_by_role("button", name="All", exact=True).click()
    expect(status(page)).to_contain_text("58 papers came since the first build")
    expect(all_titles(page)).to_have_count(50)
    page.get_by_role("button", name="Show 8 more").click()
    expect(all_titles(page)).to_have_count(58)
    expect(all_titles(page).nth(50)).to_be_focused()
    expect(page.locator("#new-more")).to_be_hidden()
    page.get_by_role("button", name="Since last visit").click()
    expect(all_titles(page)).to_have_count(4)


def test_marking_as_read_can_be_taken_back(page, http):
    """The page says that it was done, and undoes it."""
    come_back(page, http, "new.html", last=10)
    page.get_by_role("button", name="Mark all as read").click()
    expect(status(page)).to_contain_text("All marked as read.")
    expect(all_titles(page)).to_have_count(0)
    expect(header_count(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(all_titles(page)).to_have_count(4)
    expect(header_count(page)).to_have_text("4 new papers")


def test_what_is_followed_stands_first(page, address):
    """An author, a topic and a search show up to five of their new papers each."""
    follows = [
        ("author:ada-okafor", "Ada Okafor"),
        ("topic:grids", "Grids"),
        ("search:?q=prunes+experts", "prunes experts"),
        ("search:?q=cold+moon&topic=grids", "cold moon · grids"),
        ('search:?q="cold+the+moon+is"', '"cold the moon is"'),
        ("search:?q=cold+moon", "cold moon"),
    ]
    come_back(page, address, "new.html", last=9, follows=follows)
    sections = page.locator("#new-followed section")
    expect(sections.locator("h2")).to_have_text(
        ["Ada Okafor author · 1 new", "Grids topic · 17 new", "prunes experts search · 1 new",
         '"cold the moon is" search · 1 new', "cold moon search · 1 new"]
    )  # fmt: skip
    expect(sections.nth(0).locator(".entry-title")).to_have_text([KITENET])
    expect(sections.nth(1).locator(".entry")).to_have_count(5)
    expect(sections.nth(1).locator(".more a")).to_have_text("12 more in Grids")
    expect(page.locator(".new-quiet")).to_contain_text(
        "Nothing new in cold moon · grids"
    )
    sections.nth(2).locator("h2 a").click()
    page.wait_for_url("**/search.html?q=prunes+experts")


def test_what_is_followed_can_be_removed(page, http):
    """What is followed is listed with a button each; the last one leaves a word of help."""
    follows = [("topic:grids", "Grids"), ("search:?q=moon", "moon"), ("x:y", "?")]
    come_back(page, http, "new.html", last=9, follows=follows)
    listed = page.locator("#new-follows li")
    expect(listed).to_have_count(2)
    page.get_by_role("button", name="Remove: Grids").click()
    expect(listed).to_have_count(1)
    expect(page.locator("#new-followed h2")).to_have_text(["moon search · 1 new"])
    page.get_by_role("button", name="Remove: moon").click()
    expect(page.locator("#new-follows")).to_contain_text("Nothing yet.")
    expect(page.locator("#new-follows h2")).to_be_focused()


def test_nothing_new_says_when_something_came_last(page, http):
    """An empty page tells why, and leaves the other ranges."""
    come_back(page, http, "new.html", last=12)
    expect(status(page)).to_contain_text("Nothing is new since your last visit")
    expect(status(page)).to_contain_text("12 March 2026")
    expect(page.locator("#new-list, #new-read")).to_have_count(2)
    expect(page.locator("#new-list")).to_be_hidden()
    expect(page.get_by_role("button", name="Last 7 builds")).to_be_visible()


def test_a_site_without_history_says_so(page, plain, tmp_path):
    """After the first build nothing can have been added yet."""
    copy = tmp_path / "site"
    shutil.copytree(plain, copy)
    add_history(copy, {**NEWS, "builds": []}, [])
    page.goto(f"{copy.as_uri()}/new.html")
    expect(status(page)).to_contain_text("Nothing has been added since")
    expect(page.locator("#new-ranges")).to_be_hidden()


def test_closed_storage_shows_the_last_builds(page, http):
    """Where nothing can be kept the page says so, and still shows what came last."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error(); } });"
    )
    page.goto(f"{http}new.html")
    expect(status(page)).to_contain_text("cannot tell what is new to you")
    expect(all_titles(page)).to_have_count(26)
    page.goto(f"{http}topics/grids.html")
    expect(page.locator("[data-follow]:visible")).to_have_count(0)


def test_a_file_that_does_not_load_can_be_tried_again(browser, http):
    """The page says which file, and a button tries again."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/assets/data/arrivals.js*", lambda route: route.abort())
    page.goto(f"{http}new.html")
    expect(status(page)).to_contain_text("assets/data/arrivals.js")
    page.unroute("**/assets/data/arrivals.js*")
    page.get_by_role("button", name="Try again").click()
    expect(all_titles(page)).to_have_count(26)
    context.close()


def test_without_scripts_the_page_says_so(browser, http):
    """The page leads to lists that need no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{http}new.html")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("main button:visible")).to_have_count(0)
    context.close()


# Following


def test_a_topic_can_be_followed(page, address):
    """The button of a topic's page keeps it, tells that it does, and lets it go."""
    page.goto(f"{address}topics/grids.html")
    if not page.locator("[data-follow]").count():
        make = """() => {
          const row = document.querySelector('h1');
          const made = document.createElement('button');
          Object.assign(made, { className: 'action follow', type: 'button', textContent: 'Follow' });
          Object.assign(made.dataset, { follow: 'topic:grids', name: 'Grids' });
          row.after(made);
        }"""
        page.evaluate(make)
    button = page.locator("[data-follow='topic:grids']")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert kept(page, "follows") == [{"id": "topic:grids", "name": "Grids"}]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert kept(page, "follows") == []


def test_a_search_can_be_saved(page, address):
    """The query and its filters are kept; the button follows the search that is shown."""
    page.goto(f"{address}search.html?q=kites&year=2024&sort=date")
    save = page.get_by_role("button", name="Save this search")
    save.click()
    expect(save).to_have_attribute("aria-pressed", "true")
    assert kept(page, "follows") == [
        {"id": "search:?q=kites&year=2024", "name": "kites · 2024"}
    ]
    page.locator("#search-input").fill("moon")
    page.locator("#search-input").press("Enter")
    expect(status_of_search(page)).to_contain_text("No paper matches")
    expect(save).to_have_attribute("aria-pressed", "false")
    page.go_back()
    expect(save).to_have_attribute("aria-pressed", "true")
    save.click()
    assert kept(page, "follows") == []
    page.locator("#search-input").fill("")
    expect(save).to_be_hidden()


# From build to build


def test_what_a_second_build_brings_is_new(page, tmp_path):
    """A reader of the first build is told of the papers of the second, and of no others."""
    corpus = write_papers(tmp_path / "corpus", grids=3)
    order = pipeline.Order(make_project(tmp_path), corpus, tmp_path / "site")
    pipeline.build(order, QuietReporter())
    with reach(order.site, "http") as base:
        page.goto(f"{base}index.html")
        page.wait_for_function("() => PaperDigest.store.read('visit', null)")
        page.evaluate(
            """() => {
              const { store } = PaperDigest;
              store.write("visit", { ...store.read("visit"), at: Date.now() - 864e5 });
            }"""
        )
        write_papers(corpus, grids=5)
        pipeline.build(order, QuietReporter())
        forget_files(page)
        page.reload()
        expect(page.locator(".new-panel")).to_contain_text("2 papers are new")
        page.goto(f"{base}topics/grids.html")
        expect(page.locator("p.new-line")).to_contain_text("2 papers are new here")
        expect(page.locator(".new-label")).to_have_count(2)
        page.goto(f"{base}new.html")
        expect(all_titles(page)).to_have_count(2)
