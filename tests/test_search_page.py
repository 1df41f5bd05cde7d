"""The search page in a browser, over http below a sub-path and from a disk."""

from __future__ import annotations

import gzip
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.projectkit import build, find_samples, make_project, write_corpus
from tests.searchkit import DATA, GRIDS, HOSTILE, build_site, list_data

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def search(page, address):
    """Return a function that opens the search page, with or without a query."""

    def open_search(query: str = ""):
        page.goto(f"{address}search.html{query}")
        if "q=" in query:
            expect(status(page)).not_to_be_empty()
            expect(page.locator("#search-results[aria-busy]")).to_have_count(0)
        return page

    return open_search


def status(page):
    """Return what is said of the result."""
    return page.locator("#search-status")


def box(page):
    """Return the box in which is typed."""
    return page.locator("#search-input")


def items(page):
    """Return the papers that are shown."""
    return page.locator("#search-results > li")


def titles(page):
    """Return the links of the papers that are shown."""
    return page.locator(".entry-title a")


def facet(page, name):
    """Return the checkbox of a filter by its whole name."""
    label = page.locator(".facet-values label").filter(
        has=page.locator(".facet-name", has_text=re.compile(f"^{re.escape(name)}$"))
    )
    return label.locator("input")


def count_of(page, name):
    """Return the number beside a filter."""
    return facet(page, name).locator("..").locator(".facet-count")


def hold(page, pattern):
    """Return the requests that match from now on; they wait to be continued."""
    held = []

    def keep(route):
        held.append(route)

    page.route(pattern, keep)
    return held


def type_slowly(page, text):
    """Type so that every letter is searched, and wait for the last one."""
    box(page).press_sequentially(text, delay=140)


# Results


def test_results_look_like_the_lists(search):
    """A result has title, date, authors, venue, a passage and topics, as lists do."""
    page = search("?q=title:kitenet")
    item = items(page)
    expect(item).to_have_count(1)
    expect(item.locator("h2.entry-title a")).to_have_attribute(
        "href", "./papers/kitenet-learning-to-steer-a-survey.html"
    )
    time = item.locator("p.entry-meta time")
    expect(time).to_have_attribute("datetime", "2024-11-27")
    expect(time).to_have_text("27 November 2024")
    expect(item.locator("p.entry-meta span")).to_have_text(
        ["Ada Okafor, Łukasz Østby, An Wu and 2 others", "Wind 2024", "code"]
    )
    chip = item.locator("p.chips a.chip")
    expect(chip).to_have_text("Kites and wind")
    expect(status(page)).to_have_text("1 paper")
    expect(page.locator("#search-time")).to_have_text(re.compile(r"^ in [\d,]+\sms$"))
    expect(page).to_have_title(re.compile("^title:kitenet · Search"))
    chip.click()
    page.wait_for_url("**/topics/kites.html")


def test_papers_with_some_words_are_counted_apart(search):
    """The status says how many match and how many of them have all the words."""
    page = search("?q=kites+moon+harbour")
    expect(status(page)).to_have_text("No paper has all the words; 3 papers have some")
    page = search("?q=cold+moon+kites")
    expect(status(page)).to_have_text("3 papers, 1 with all the words")
    expect(page.locator("#search-time")).to_have_text(re.compile("^, in "))


def test_the_passage_is_where_the_words_are(search):
    """It is cut at words around the densest place, and the words found are marked."""
    page = search("?q=translating+gusts")
    text = page.locator(".entry-text").first
    expect(text.locator("mark").filter(has_text="translations")).to_have_count(1)
    expect(text.locator("mark").filter(has_text="gusts")).to_have_count(1)
    shown = text.inner_text()
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert 150 < len(shown) < 290


def test_two_passages_show_words_that_are_far_apart(search):
    """Where no one passage has all the words, a half each shows two places."""
    page = search("?q=Alexey+harbour")
    text = page.locator(".entry-text").first
    expect(text.locator("mark")).to_have_text(["Alexey's", "harbour"])
    assert text.inner_text().count("…") == 2
    assert 150 < len(text.inner_text()) < 290


def test_marks_stand_in_titles_too(search):
    """A word is marked in the field it was looked for in, by its stem."""
    page = search("?q=title:steering")
    expect(page.locator(".entry-title mark")).to_have_text("steer")
    expect(page.locator(".entry-text mark")).to_have_count(0)


def test_a_made_heading_is_said_to_be_made(search):
    """A paper without a title says so, and one without a date."""
    page = search("?q=moon")
    expect(page.locator(".no-title")).to_have_text("no title in the source")
    expect(page.locator(".undated")).to_have_text("undated")


def test_foreign_text_stays_text(search):
    """Markup in titles, queries, filters and recent searches is shown, never run."""
    hostile = "%3Cimg src%3Dx onerror%3Dalert(9)%3E"
    page = search(f"?q={hostile} hostility&topic=%3Cb%3E&source={hostile}&sort=%3Ci%3E")
    expect(page.locator("#search-chips .chip").first).to_contain_text("<b>")
    page.get_by_role("button", name="Clear all").click()
    expect(titles(page).first).to_have_text(HOSTILE)
    page.locator("#search-form button").click()
    page.goto(page.url.split("?")[0])
    expect(page.locator("#search-recent a")).to_have_text(
        "<img src=x onerror=alert(9)> hostility"
    )
    made = "#search-app :is(img, script, b, i)"
    expect(page.locator(made)).to_have_count(0)


def test_results_come_twenty_at_a_time(search):
    """The button adds twenty, leads the focus to the first of them, and then goes."""
    page = search("?q=title:grid")
    expect(items(page)).to_have_count(20)
    expect(status(page)).to_have_text(f"{GRIDS} papers")
    page.locator("#search-more").press("Enter")
    expect(items(page)).to_have_count(40)
    expect(titles(page).nth(20)).to_be_focused()
    expect(page.locator("#search-more")).to_have_text("Show 15 more")
    shown = titles(page).all_inner_texts()
    page.reload()
    expect(items(page)).to_have_count(40)
    assert titles(page).all_inner_texts() == shown
    page.locator("#search-more").click()
    expect(items(page)).to_have_count(GRIDS)
    expect(page.locator("#search-more")).to_be_hidden()
    assert len(set(titles(page).all_inner_texts())) == GRIDS


def test_nothing_found_tells_what_to_try(search):
    """The page names the query, and what else a reader can do."""
    page = search("?q=zzyzx+%2Bqqqq&topic=kites")
    expect(status(page)).to_have_text(
        "No paper matches “zzyzx +qqqq” with these filters."
    )
    advice = page.locator(".search-advice li")
    expect(advice).to_have_count(5)
    expect(advice.first).to_have_text("Clear the filters.")
    expect(advice.last.locator("a").first).to_have_attribute(
        "href", "./topics/index.html"
    )
    for part in ("#search-more", "#search-sort"):
        expect(page.locator(part)).to_be_hidden()


def test_a_typing_error_is_mended_and_can_be_kept(search):
    """What was searched is said, with links to both; the query as typed is not mended."""
    page = search("?q=leraning&has=date")
    note = page.locator(".search-note")
    expect(note).to_have_text(
        "Showing results for learning. Search instead for leraning."
    )
    expect(items(page)).to_have_count(1)
    expect(box(page)).to_have_value("leraning")
    note.locator("a").last.click()
    expect(status(page)).to_have_text("No paper matches “leraning” with these filters.")
    expect(page).to_have_url(re.compile(r"\?q=leraning&has=date&exact=1$"))
    page.go_back()
    page.locator(".search-note a").first.click()
    expect(box(page)).to_have_value("learning")
    expect(page.locator(".search-note")).to_have_count(0)


def test_a_word_that_was_perhaps_meant_is_offered(search):
    """Where a rare word is found, a frequent one like it is a link."""
    page = search("?q=grib&sort=date")
    expect(items(page)).to_have_count(1)
    note = page.locator(".search-note")
    expect(note).to_have_text("Did you mean grid?")
    note.locator("a").click()
    expect(status(page)).to_have_text(f"{GRIDS} papers")
    expect(page).to_have_url(re.compile(r"\?q=grid&sort=date$"))


def test_hints_say_what_was_read_differently(search):
    """They stand between the number of papers and the papers."""
    page = search("?q=kites+year:soon")
    expect(page.locator(".search-hint")).to_contain_text("“soon” is no year")


# Typing, and the address


def test_typing_searches_and_the_address_follows(search):
    """Results come while typing, the address keeps the query, the input keeps focus."""
    page = search()
    expect(box(page)).to_be_focused()
    type_slowly(page, "gust")
    expect(status(page)).to_have_text("1 paper")
    expect(page).to_have_url(re.compile(r"\?q=gust$"))
    expect(box(page)).to_be_focused()
    box(page).fill("")
    expect(page.locator("#search-empty")).to_be_visible()
    expect(status(page)).to_have_text("")
    assert page.url.endswith("search.html")
    page.go_back()
    expect(box(page)).to_have_value("")


def test_going_back_and_forward_restores_the_query(search):
    """Each query sent off is a step of the history; a paper's page is another."""
    page = search("?q=moon")
    box(page).fill("gusts")
    expect(titles(page)).to_contain_text(["KiteNet"])
    box(page).press("Enter")
    box(page).fill("experts")
    box(page).press("Enter")
    expect(titles(page)).to_contain_text(["MoE-Pruner"])
    titles(page).click()
    page.wait_for_url("**/papers/moe-pruner*.html")
    page.go_back()
    expect(box(page)).to_have_value("experts")
    page.go_back()
    expect(box(page)).to_have_value("gusts")
    page.go_back()
    expect(box(page)).to_have_value("moon")
    expect(titles(page)).to_contain_text(["We measure"])
    page.go_forward()
    expect(box(page)).to_have_value("gusts")
    expect(titles(page)).to_contain_text(["KiteNet"])


def test_the_address_alone_says_the_whole_search(search):
    """Query, filters and order come from the address, and going back restores them."""
    page = search("?q=grid&topic=grids&year=2003&year=2002&has=date&sort=date")
    expect(status(page)).to_have_text("10 papers")
    for name in ("Grids", "2003", "2002", "With a date"):
        expect(facet(page, name)).to_be_checked()
    expect(page.get_by_role("button", name="Date", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    facet(page, "2003").uncheck()
    expect(status(page)).to_have_text("5 papers")
    page.get_by_role("button", name="Relevance").click()
    expect(page).to_have_url(re.compile(r"\?q=grid&topic=grids&year=2002&has=date$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"year=2002&has=date&sort=date$"))
    page.go_back()
    expect(status(page)).to_have_text("10 papers")
    expect(facet(page, "2003")).to_be_checked()
    page.go_forward()
    expect(facet(page, "2003")).not_to_be_checked()


@pytest.mark.parametrize(
    "odd", ["year=soon", "has=luck", "sort=size", "topic=+", "x=1"]
)
def test_what_an_address_cannot_mean_is_left_out(search, odd):
    """A mistyped address still searches."""
    page = search(f"?q=moon&{odd}")
    expect(status(page)).to_have_text("1 paper")
    expect(page.locator("#search-chips")).to_be_hidden()


def test_coming_back_finds_the_place(search):
    """After a paper was read, as many papers are shown as before, at the same height."""
    page = search("?q=title:grid")
    page.locator("#search-more").click()
    expect(items(page)).to_have_count(40)
    titles(page).nth(30).scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    height = page.evaluate("scrollY")
    assert height > 1000
    titles(page).nth(30).click()
    page.wait_for_url("**/papers/*.html")
    page.go_back()
    expect(items(page)).to_have_count(40)
    page.wait_for_function("height => Math.abs(scrollY - height) < 3", arg=height)


def test_sorting_by_date_puts_the_newest_first(search):
    """The order is a button that is pressed, and part of the address."""
    page = search("?q=kites+grid+lanterns")
    page.get_by_role("button", name="Date", exact=True).click()
    expect(page).to_have_url(re.compile("sort=date$"))
    expect(items(page).first.locator("time")).to_have_text("27 November 2024")
    dates = (
        items(page)
        .locator("time")
        .evaluate_all("times => times.map((time) => time.dateTime)")
    )
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 20


# Filters


def test_filters_narrow_and_are_counted(search):
    """A filter's number is how many papers it leaves; others of its group stay."""
    page = search("?q=kites+grid")
    expect(count_of(page, "Grids")).to_have_text(str(GRIDS))
    expect(count_of(page, "Kites and wind")).to_have_text("3")
    facet(page, "Kites and wind").check()
    expect(status(page)).to_have_text(re.compile("^No paper has all .* 3 papers"))
    expect(page).to_have_url(re.compile(r"\?q=kites\+grid&topic=kites$"))
    expect(facet(page, "Kites and wind")).to_be_focused()
    expect(count_of(page, "Grids")).to_have_text(str(GRIDS))
    expect(count_of(page, "With code")).to_have_text("1")
    expect(facet(page, "2001")).to_have_count(0)
    facet(page, "Grids").check()
    expect(status(page)).to_have_text(re.compile(f"{GRIDS + 3} papers"))
    facet(page, "With code").check()
    expect(status(page)).to_have_text(re.compile("1 paper has some"))
    expect(count_of(page, "Grids")).to_have_text("0")


def test_chosen_filters_stand_above_the_results_and_are_taken_back(search):
    """Each is a button with its name; the keyboard goes on with the next one."""
    page = search("?q=kites&topic=kites&year=2023..2024&source=jsonl&has=code")
    chips = page.locator("#search-chips .chip")
    expect(chips).to_contain_text(["Kites and wind", "2023–2024", "", "With code"])
    expect(status(page)).to_have_text("1 paper")
    chip = page.get_by_role("button", name="Kites and wind, remove this filter")
    chip.press("Enter")
    expect(chips).to_have_count(3)
    expect(chips.first).to_be_focused()
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(page.locator("#search-chips")).to_be_hidden()
    expect(titles(page).first).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=kites$"))


def test_long_groups_show_eight_values_first(search):
    """A button shows the others, and hides them again; a chosen one always stays."""
    page = search("?q=grid")
    years = page.locator(".facet-year li")
    expect(years).to_have_count(8)
    expect(years.first).to_contain_text("2012")
    more = page.get_by_role("button", name="Show all 12")
    more.click()
    expect(years).to_have_count(12)
    facet(page, "2001").check()
    page.get_by_role("button", name="Show fewer").click()
    expect(years).to_have_count(9)


def test_an_emptied_box_ends_the_search_with_its_filters(search):
    """What is typed next starts afresh."""
    page = search("?q=kites&topic=kites")
    box(page).press("Escape")
    expect(page.locator("#search-filters")).to_be_hidden()
    assert page.url.endswith("search.html")
    type_slowly(page, "grid")
    expect(page).to_have_url(re.compile(r"\?q=grid$"))


def test_filters_of_small_screens_open_above_the_results(page, http):
    """They are closed at first, tell how many are chosen, and load when they are opened."""
    page.set_viewport_size(NARROW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}search.html?q=kites&year=2024")
    expect(status(page)).to_have_text("1 paper")
    summary = page.locator("#search-filters summary")
    expect(summary).to_have_text("Filter (1)")
    expect(page.locator(".facet").first).to_be_hidden()
    page.wait_for_timeout(300)
    assert "facets" not in list_data(asked)
    summary.press("Enter")
    expect(facet(page, "2024")).to_be_checked()
    assert "facets" in list_data(asked)
    facet(page, "2024").press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator(".facet").first).to_be_hidden()


def test_counts_come_after_the_results_and_move_nothing(page, http):
    """A slow file of counts delays no paper, and no paper moves when it comes."""
    held = hold(page, "**/facets.js*")
    page.goto(f"{http}search.html?q=grid", wait_until="domcontentloaded")
    expect(items(page)).to_have_count(20)
    places = "[...document.querySelectorAll('li.entry')].map((e) => e.offsetTop)"
    before = page.evaluate(places)
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(facet(page, "2012")).to_be_visible()
    assert page.evaluate(places) == before


# The keyboard


def test_arrows_walk_through_the_results(search):
    """From the box down to the button and up again; Enter opens, Escape goes back."""
    page = search("?q=title:grid")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    titles(page).last.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-more")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(titles(page).last).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*.html")


def test_escape_empties_the_box_and_the_slash_leads_to_it(search):
    """Both keys do what readers expect of a search."""
    page = search("?q=moon")
    titles(page).focus()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(items(page)).to_have_count(0)


def test_results_are_reached_by_tab(search):
    """From the box through the buttons; the filters can be passed by."""
    page = search("?q=title:kitenet")
    expect(facet(page, "With code")).to_be_visible()
    box(page).focus()
    page.keyboard.press("Tab")
    expect(page.locator("#search-form button")).to_be_focused()
    for name in ("Export", "Save this search", "Relevance", "Date"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip the filters")).to_be_focused()
    page.keyboard.press("Enter")
    expect(titles(page)).to_be_focused()


# Recent searches, examples


def test_recent_searches_stay_on_the_device(search):
    """What was sent off or led to a paper is listed, not what was only typed."""
    page = search()
    type_slowly(page, "gusts")
    expect(items(page)).to_have_count(1)
    box(page).press("Escape")
    expect(page.locator("#search-recent")).to_be_hidden()
    box(page).fill("moon")
    box(page).press("Enter")
    expect(status(page)).to_have_text("1 paper")
    box(page).fill("experts")
    expect(titles(page)).to_contain_text(["MoE-Pruner"])
    titles(page).click()
    page.wait_for_url("**/papers/*.html")
    search()
    recent = page.locator("#search-recent li")
    expect(recent).to_have_text(["experts", "moon"])
    recent.last.locator("a").click()
    expect(titles(page)).to_contain_text(["We measure"])
    search()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#search-recent")).to_be_hidden()
    page.reload()
    expect(page.locator("#search-recent")).to_be_hidden()


def test_at_most_ten_recent_searches_are_kept(search):
    """The last ones, each once."""
    page = search("?q=moon")
    for number in [*range(12), 5]:
        box(page).fill(f"grid {number}")
        box(page).press("Enter")
    search()
    expect(page.locator("#search-recent li")).to_have_text(
        [f"grid {number}" for number in (5, 11, 10, 9, 8, 7, 6, 4, 3, 2)]
    )


@pytest.mark.parametrize("kept", ["{", '{"a":1}', '[1,null,"",["x"]]', "null"])
def test_foreign_storage_does_no_harm(search, kept):
    """Whatever stands in the storage, the page comes up."""
    page = search()
    page.evaluate("kept => localStorage.setItem('paper-digest.recent', kept)", kept)
    page.reload()
    expect(page.locator("#search-recent")).to_be_hidden()
    box(page).fill("moon")
    box(page).press("Enter")
    expect(status(page)).to_have_text("1 paper")


def test_closed_storage_does_no_harm(page, http):
    """Searching works where the browser lets a page keep nothing."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error(); } });"
    )
    page.goto(f"{http}search.html")
    box(page).fill("moon")
    box(page).press("Enter")
    expect(status(page)).to_have_text("1 paper")


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_examples_search_at_once(search, way):
    """An example is a link with an address of its own, before and after scripts load."""
    page = search()
    example = page.locator("#search-empty a", has_text="title:pruning")
    expect(example).to_have_attribute("href", "?q=title%3Apruning")
    box(page).press("Shift")
    example.click() if way == "click" else example.press("Enter")
    expect(box(page)).to_have_value("title:pruning")
    expect(status(page)).not_to_be_empty()
    page.go_back()
    expect(page.locator("#search-empty")).to_be_visible()


def test_every_example_finds_something_in_the_samples(browser, tmp_path):
    """What teaches the syntax shows that it works."""
    samples = find_samples()
    project = make_project(tmp_path)
    build(project, samples)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(project / 'site').as_uri()}/search.html")
    links = page.locator("#search-empty td a").evaluate_all(
        "links => links.map((link) => link.href)"
    )
    assert len(links) >= 9
    for link in links:
        page.goto(link)
        expect(items(page).first).to_be_visible()
        expect(page.locator(".search-hint, .search-note")).to_have_count(0)
    context.close()


# What is loaded, and what if it is not there


@pytest.mark.parametrize(
    "path", ["index.html", "topics/grids.html", "papers/arxiv-2201-00009.html",
             "search.html", "404.html"]
)  # fmt: skip
def test_no_page_loads_the_search_on_its_own(page, http, path):
    """Before a reader goes to a search box, nothing of it is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(http + path)
    page.wait_for_timeout(200)
    assert [url for url in asked if "assets/search" in url] == []


@pytest.mark.parametrize(
    ("path", "name"), [("search.html", "page"), ("about.html", "box")]
)
def test_going_to_a_box_loads_one_small_script(page, http, site, path, name):
    """The first focus costs no more than 12 kB."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(http + path)
    page.locator("input[type=search]").click()
    page.wait_for_function("() => PaperDigest.search")
    page.wait_for_timeout(200)
    assert list_data(asked) == [name]
    content = (site / DATA / f"{name}.js").read_bytes()
    assert len(gzip.compress(content, mtime=0)) < 12_000


def test_a_query_loads_each_file_once(page, http):
    """What finds, the pieces that hold the words, and the papers shown; no more."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}search.html?q=gusts")
    expect(status(page)).to_have_text("1 paper")
    expect(facet(page, "With code")).to_be_visible()
    names = list_data(asked)
    assert len(set(names)) == len(names)
    single = {name for name in names if "/" not in name}
    assert single == {"facets", "lunr", "manifest", "more", "page", "search"}
    assert len([name for name in names if name.startswith("documents/")]) == 1
    box(page).fill("gusts delayed")
    box(page).press("Enter")
    expect(status(page)).to_have_text(re.compile("paper"))
    assert len(set(list_data(asked))) == len(list_data(asked))


def test_a_slow_search_says_so(page, http):
    """After a moment the page says that it searches, and that the list is busy."""
    held = hold(page, "**/documents/*.js*")
    with page.expect_request("**/documents/*.js*"):
        page.goto(f"{http}search.html?q=gusts", wait_until="domcontentloaded")
    expect(status(page)).to_have_text("Searching …")
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(status(page)).to_have_text("1 paper")
    expect(page.locator("#search-results[aria-busy]")).to_have_count(0)


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [("search.js", None), ("manifest.js", None), ("lunr.js", None), ("terms/*.js", None),
     ("documents/*.js", None), ("terms/*.js", "void 0;"), ("search.js", "void 0;")],
)  # fmt: skip
def test_a_file_that_does_not_load_can_be_tried_again(
    browser, site, tmp_path, pattern, damage
):
    """The page says which file, what to do, and a button tries again."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    broken = {path: path.read_bytes() for path in (copy / DATA).glob(pattern)}
    for path in broken:
        path.unlink()
        if damage:
            path.write_text(damage, encoding="utf-8")
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(f"{copy.as_uri()}/search.html?q=gusts")
    expect(status(page)).to_contain_text(f"{DATA}{pattern.split('*')[0]}")
    expect(page.locator(".search-hint")).to_contain_text("check the connection")
    for path, content in broken.items():
        path.write_bytes(content)
    page.locator(".search-retry").click()
    expect(status(page)).to_have_text("1 paper")
    expect(box(page)).to_be_focused()
    expect(page.locator(".search-retry")).to_have_count(0)
    context.close()


def test_without_the_page_script_the_page_says_so(browser, site, tmp_path):
    """What is missing is named; the page can be loaded anew."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / DATA / "page.js").rename(copy / "page.js")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{copy.as_uri()}/search.html?q=gusts")
    expect(status(page)).to_contain_text(f"{DATA}page.js could not be loaded.")
    (copy / "page.js").rename(copy / DATA / "page.js")
    status(page).get_by_role("link", name="Try again").click()
    expect(status(page)).to_have_text("1 paper")
    context.close()


def test_an_empty_site_finds_nothing(page, tmp_path):
    """Without papers the search works all the same."""
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "papers.jsonl").write_text('{"id": "x1"}\n', encoding="utf-8")
    site = build_site(tmp_path, corpus)
    page.goto(f"{site.as_uri()}/search.html?q=gusts")
    expect(status(page)).to_have_text("No paper matches “gusts”.")
    expect(page.locator("#search-filters")).to_be_hidden()


def test_the_link_past_the_header_leaves_the_results(search):
    """A fragment in the address is no other search."""
    page = search("?q=title:grid")
    page.locator("#search-more").click()
    expect(items(page)).to_have_count(40)
    page.locator(".skip").press("Enter")
    page.wait_for_timeout(200)
    expect(items(page)).to_have_count(40)


def test_the_first_papers_do_not_wait_for_the_others(page, http):
    """A screen full is shown while papers further down are still on their way."""
    held = hold(page, "**/documents/{15,16,17,18,19}.js*")
    page.goto(
        f"{http}search.html?q=title:grid&sort=date", wait_until="domcontentloaded"
    )
    expect(items(page)).to_have_count(10)
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    for route in held:
        route.continue_()
    expect(items(page)).to_have_count(20)
    expect(page.locator("#search-more")).to_be_visible()


def test_more_papers_that_do_not_load_can_be_tried_again(browser, http):
    """What is shown stays; the button says so and tries again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{http}search.html?q=title:grid")
    expect(items(page)).to_have_count(20)
    page.route("**/documents/*.js*", lambda route: route.abort())
    page.locator("#search-more").click()
    expect(page.locator("#search-more")).to_have_text("This did not load. Try again")
    expect(items(page)).to_have_count(20)
    page.unroute("**/documents/*.js*")
    page.locator("#search-more").click()
    expect(items(page)).to_have_count(40)
    context.close()


def test_only_the_latest_search_is_shown(page, http):
    """A slow answer to an earlier query does not replace that to a later one."""
    page.goto(f"{http}search.html")
    box(page).fill("grid")
    box(page).press("Enter")
    expect(items(page)).to_have_count(20)
    page.evaluate(
        """() => {
          const input = document.querySelector('#search-input');
          for (const text of ['moon', 'gusts', 'experts']) {
            input.value = text;
            input.form.requestSubmit();
          }
        }"""
    )
    expect(titles(page)).to_contain_text(["MoE-Pruner"])
    page.wait_for_timeout(200)
    expect(items(page)).to_have_count(1)
