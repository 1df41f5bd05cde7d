"""The page of the reading list in a browser, over http below a sub-path and from a disk."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browserkit import watch
from tests.searchkit import HOSTILE

pytestmark = pytest.mark.browser

LIST = "reading-list.html"
KITENET = "KiteNet: Learning to steer - a survey"
PRUNER = "MoE-Pruner: state-of-the-art kites with GPT-3.5"
LANTERNS = "2201.00009"
KEYS = ("2411.01234", "2311.00002")
"""Of KiteNet and the pruner."""


def rows(page):
    """Return the papers of the list."""
    return page.locator("#shelf-entries > .entry")


def row(page, title):
    """Return a paper of the list."""
    return rows(page).filter(has_text=title)


def titles(page):
    """Return the titles of the list, in order."""
    return page.locator("#shelf-entries .entry-title")


def star(page, address, *papers):
    """Star papers from a list of them, then open the reading list."""
    page.goto(f"{address}topics/kites.html")
    for title in papers:
        page.get_by_role("button", name=f"Star: {title}").click()
    page.goto(address + LIST)
    expect(rows(page)).to_have_count(len(papers))


def paste(page, text):
    """Import a text, and return what is said then."""
    if not page.locator("#import-panel").is_visible():
        page.get_by_role("button", name="Import", exact=True).click()
    page.locator("#import-text").fill(text)
    page.get_by_role("button", name="Add", exact=True).click()
    return said(page)


def choose(page, name, text):
    """Import a file, and return what is said then."""
    if not page.locator("#import-panel").is_visible():
        page.get_by_role("button", name="Import", exact=True).click()
    content = text.encode() if isinstance(text, str) else text
    page.locator("#import-file").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )
    return said(page)


def said(page):
    """Return what is said of an import, once it is done."""
    status = page.locator("#import-status")
    expect(status).not_to_have_text("")
    expect(status).not_to_have_text("Looking …")
    return status.inner_text()


def save(page):
    """Save a backup and return its text."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a backup").click()
    assert download.value.suggested_filename.startswith("reading-list-")
    return download.value.path().read_text("utf-8")


# The list


def test_an_empty_list_says_how_to_star(page, address):
    """Nothing but the import is offered, and where to begin."""
    page.goto(address + LIST)
    expect(page.locator("#shelf-empty")).to_contain_text(
        "Press the star beside any paper"
    )
    expect(page.locator("#shelf-tools button:visible")).to_have_text(["Import"])
    page.locator("#shelf-empty").get_by_role("link", name="topics").click()
    page.wait_for_url("**/topics/index.html")


def test_without_scripts_the_page_says_so(browser, http):
    """What the page is for stands there, and why it is empty."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(http + LIST)
    expect(page.locator("main")).to_contain_text("Papers that you starred.")
    expect(page.locator("main noscript p")).to_contain_text("needs JavaScript")
    expect(page.locator("#shelf-body")).to_be_hidden()
    context.close()


def test_starred_papers_are_listed(page, address):
    """Each with title, date, authors and a link, the one starred last first."""
    star(page, address, KITENET, PRUNER)
    expect(titles(page)).to_have_text([PRUNER, KITENET])
    item = row(page, KITENET)
    expect(item.locator("time")).to_have_text("27 November 2024")
    expect(item.locator(".entry-meta")).to_contain_text(
        "Ada Okafor, Łukasz Østby, An Wu and 2 others"
    )
    expect(page.locator("#shelf-count")).to_have_text("2 papers")
    item.get_by_role("link", name=KITENET).click()
    expect(page.locator("h1")).to_have_text(KITENET)


def test_a_paper_is_taken_out_and_put_back(page, address):
    """Its place says so, and gives it back with its note."""
    star(page, address, KITENET, PRUNER)
    row(page, KITENET).get_by_role("button", name="Add a note").click()
    page.keyboard.type("Read again")
    row(page, KITENET).get_by_role("button", name="Done").click()
    row(page, KITENET).get_by_role("button", name="Remove").click()
    expect(page.locator(".entry-removed")).to_contain_text(f"Removed: {KITENET}")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator("#shelf-count")).to_have_text("1 paper")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, KITENET).locator(".entry-note")).to_have_text("Read again")
    row(page, KITENET).get_by_role("button", name="Remove").click()
    page.reload()
    expect(titles(page)).to_have_text([PRUNER])


def test_the_key_of_the_star_takes_out_too(page, http):
    """What the keyboard does with an entry holds for the list as well."""
    star(page, http, KITENET)
    page.evaluate("PaperDigest.marks.toggleStar(document.querySelector('.entry'))")
    expect(page.locator(".entry-removed")).to_have_count(1)


def test_a_note_is_kept(page, address):
    """It is kept while it is typed, and shown as it was typed."""
    star(page, address, KITENET)
    page.get_by_role("button", name="Add a note").click()
    field = page.get_by_role("textbox", name=f"Note on {KITENET}")
    expect(field).to_be_focused()
    field.press_sequentially("Compare\n<b>tables</b>")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".entry-note")).to_have_text("Compare\n<b>tables</b>")
    page.get_by_role("button", name="Edit the note").click()
    field.fill("")
    field.press("Escape")
    expect(page.locator(".entry-note")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a note")).to_be_focused()


def test_the_list_is_sorted(page, http):
    """By when they were added, by date and by title; the choice is kept."""
    star(page, http, KITENET, PRUNER)
    page.get_by_role("button", name="Date", exact=True).click()
    expect(titles(page)).to_have_text([KITENET, PRUNER])
    page.get_by_role("button", name="Title", exact=True).click()
    expect(titles(page)).to_have_text([KITENET, PRUNER])
    page.get_by_role("button", name="Added", exact=True).click()
    expect(titles(page)).to_have_text([PRUNER, KITENET])
    page.get_by_role("button", name="Date", exact=True).click()
    page.reload()
    expect(titles(page)).to_have_text([KITENET, PRUNER])
    expect(page.get_by_role("button", name="Date", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_read_papers_can_be_left_out(page, http):
    """The filter shows the unread; a paper marked meanwhile stays until the next time."""
    star(page, http, KITENET, PRUNER)
    row(page, KITENET).get_by_role("button", name="Mark as read").click()
    expect(row(page, KITENET).locator(".is-read")).to_have_text("read")
    expect(page.locator("#shelf-count")).to_have_text("2 papers, 1 unread")
    page.get_by_label("Unread only").check()
    expect(titles(page)).to_have_text([PRUNER])
    row(page, PRUNER).get_by_role("button", name="Mark as read").click()
    expect(titles(page)).to_have_text([PRUNER])
    expect(page.locator("#shelf-count")).to_have_text("2 papers, all read")
    page.get_by_label("Unread only").uncheck()
    expect(rows(page)).to_have_count(2)


def test_a_long_list_comes_in_parts(page, http):
    """Fifty papers, then fifty more."""
    page.goto(http + LIST)
    page.evaluate(
        """() => {
          for (let number = 0; number < 120; number += 1) {
            const key = `2001.${String(number).padStart(5, '0')}`;
            PaperDigest.shelf.star({ key, slug: `paper-${number}`, title: `Paper ${number}`, state: '' });
          }
        }"""
    )
    expect(rows(page)).to_have_count(50)
    page.get_by_role("button", name="Show 50 more").click()
    expect(rows(page)).to_have_count(100)
    expect(rows(page).nth(50).locator("a")).to_be_focused()
    page.get_by_role("button", name="Show 20 more").click()
    expect(rows(page)).to_have_count(120)


def test_another_tab_fills_the_list(page, http):
    """The list follows what is starred elsewhere."""
    star(page, http, KITENET)
    other = page.context.new_page()
    other.goto(f"{http}topics/kites.html")
    other.get_by_role("button", name=f"Star: {PRUNER}").click()
    page.bring_to_front()
    expect(titles(page)).to_have_text([PRUNER, KITENET])


def test_read_and_hidden_papers_are_listed_and_forgotten(page, http):
    """Each by itself, or all of them, after a question."""
    page.goto(f"{http}topics/kites.html")
    for number in (0, 1):
        page.locator(".entry").nth(number).hover()
        page.locator(".mark-hide").nth(number).click()
    page.goto(f"{http}papers/kitenet-learning-to-steer-a-survey.html")
    page.goto(http + LIST)
    hidden = page.locator("#shelf-hidden")
    hidden.locator("summary").click()
    expect(hidden.locator("li")).to_have_count(2)
    hidden.get_by_role("button", name=f"Show again: {PRUNER}").click()
    expect(hidden.locator("li a")).to_have_text([KITENET])
    read = page.locator("#shelf-read")
    expect(read.locator("summary")).to_have_text("1 read paper")
    read.locator("summary").click()
    read.get_by_role("button", name="Mark all as unread").click()
    read.get_by_role("button", name="No").click()
    read.get_by_role("button", name="Mark all as unread").click()
    read.get_by_role("button", name="Yes, all 1").click()
    expect(read).to_be_hidden()


def test_every_control_is_reached_by_tab(page, http):
    """Nothing of the list needs a mouse."""
    star(page, http, KITENET)
    page.get_by_role("button", name="Import", exact=True).click()
    page.locator("#main").focus()
    reached = []
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => {
                  const { id, textContent, labels } = document.activeElement;
                  const name = labels && labels.length ? labels[0].textContent : textContent;
                  return (name || id).trim().slice(0, 30);
                }"""
            )
        )
    wanted = ["Share", "Save a backup", "Import", "Add", "Choose a file", "Unread only", "Added",
              "Date", "Title", KITENET[:30], "Mark as read", "Add a note", "Remove"]  # fmt: skip
    assert [name for name in reached if name in wanted] == wanted


# Backups, and what is imported


def test_a_backup_restores_everything(page, browser, address):
    """Stars with notes, read and hidden papers come back on another device."""
    star(page, address, KITENET, PRUNER)
    row(page, PRUNER).get_by_role("button", name="Add a note").click()
    page.keyboard.type("Ask Bo")
    page.keyboard.press("Escape")
    row(page, PRUNER).get_by_role("button", name="Mark as read").click()
    page.evaluate(
        "PaperDigest.shelf.setHidden({key: 't:0123456789ab', title: 'Gone'}, true)"
    )
    text = save(page)
    held = json.loads(text)
    assert [item["key"] for item in held["stars"]] == list(reversed(KEYS))
    assert held["format"] == "paper-digest-reading-list"
    context = browser.new_context()
    other = context.new_page()
    report = watch(other)
    other.goto(address + LIST)
    assert (
        choose(other, "list.json", text)
        == "2 papers added, 1 marked as read, 1 hidden."
    )
    expect(titles(other)).to_have_text([PRUNER, KITENET])
    expect(row(other, PRUNER).locator(".entry-note")).to_have_text("Ask Bo")
    expect(row(other, PRUNER).locator(".is-read")).to_have_count(1)
    again = json.loads(save(other))
    assert {**again, "saved": ""} == {**held, "saved": ""}
    assert choose(other, "list.json", text) == "0 papers added, 2 already in your list."
    context.close()
    assert report.is_clean, report


def test_ids_and_addresses_are_imported(page, address):
    """Whatever form they have; what is known and what is not found is said."""
    page.goto(address + LIST)
    text = (
        "arXiv:2411.01234v2, https://arxiv.org/pdf/2311.00002.pdf and (2411.01234);\n"
        "doi = {10.48550/arXiv.2201.00009}, https://doi.org/10.1234/Unknown.1, pages 12-34"
    )
    assert paste(page, text) == (
        "3 papers added, 1 not in this collection. Not found: doi:10.1234/unknown.1."
    )
    expect(rows(page)).to_have_count(3)
    expect(titles(page).first).to_have_text(KITENET)
    assert paste(page, "2311.00002") == "0 papers added, 1 already in your list."
    assert paste(page, "nothing at all") == (
        "No arXiv id, DOI or address of a paper was found in it."
    )


def test_an_import_replaces_nothing(page, http):
    """A note that is there stays; one comes where there was none."""
    star(page, http, KITENET, PRUNER)
    row(page, KITENET).get_by_role("button", name="Add a note").click()
    page.keyboard.type("Mine")
    page.keyboard.press("Escape")
    stars = [{"key": key, "title": "Other", "note": "Theirs"} for key in KEYS]
    backup = json.dumps({"format": "paper-digest-reading-list", "stars": stars})
    assert (
        choose(page, "list.json", backup) == "0 papers added, 2 already in your list."
    )
    page.reload()
    expect(row(page, KITENET).locator(".entry-note")).to_have_text("Mine")
    expect(row(page, PRUNER).locator(".entry-note")).to_have_text("Theirs")


def test_papers_of_another_collection_are_kept(page, http):
    """A backup made elsewhere loses nothing: what is not here says so."""
    page.goto(http + LIST)
    stars = [
        {"key": "2001.00001", "slug": "far", "title": "A far paper", "date": "2020-01"},
        {"key": "t:0123456789ab", "title": "Without a number"},
    ]
    backup = json.dumps({"format": "paper-digest-reading-list", "stars": stars})
    assert choose(page, "l.json", backup) == "2 papers added, 2 not in this collection."
    far = row(page, "A far paper")
    expect(far).to_contain_text("Not in this collection any more.")
    expect(far.get_by_role("link")).to_have_attribute(
        "href", "https://arxiv.org/abs/2001.00001"
    )
    expect(row(page, "Without a number").get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "paper-digest-reading-list", "stars": 7, "read": [null, 1, {}]}',
        '{"format": "paper-digest-reading-list", "stars": [{"key": "../../x"}, "2411.01234"]}',
        '{"__proto__": {"key": 1}, "format": "else"}',
        "[[[[",
        b"\x00\xff\xfe binary",
        '<script>alert(1)</script>',
    ],
)  # fmt: skip
def test_foreign_files_do_no_harm(page, http, text):
    """Whatever a file holds, nothing is added that is no paper."""
    page.goto(http + LIST)
    answer = choose(page, "list.json", text)
    assert answer.startswith(("0 papers added", "No arXiv id"))
    expect(page.locator("#shelf-empty")).to_be_visible()


def test_hostile_values_of_a_backup_are_text(page, http):
    """Markup is shown; addresses and dates that are none are left out."""
    page.goto(http + LIST)
    item = {
        "key": "2001.00001", "slug": "../../../etc", "title": HOSTILE, "date": "<b>",
        "authors": {"a": 1}, "added": "never", "note": HOSTILE,
    }  # fmt: skip
    backup = json.dumps({"format": "paper-digest-reading-list", "stars": [item]})
    assert choose(page, "list.json", backup).startswith("1 paper added")
    expect(titles(page)).to_have_text(HOSTILE)
    expect(page.locator(".entry-note")).to_have_text(HOSTILE)
    expect(page.locator("#shelf-entries .undated")).to_have_count(1)
    held = json.loads(save(page))["stars"]
    assert held[0]["title"] == HOSTILE
    assert "slug" not in held[0]


def test_an_import_without_the_data_says_so(browser, http):
    """Where the site's data does not load, nothing is lost and it can be tried again."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/data/**", lambda route: route.abort())
    page.goto(http + LIST)
    assert paste(page, KEYS[0]).startswith("The papers could not be looked up.")
    page.unroute("**/assets/data/**")
    assert paste(page, KEYS[0]) == "1 paper added."
    context.close()


# Sharing


def test_a_list_is_shared_as_a_link(page, browser, address):
    """The link holds the papers; who opens it sees them, and adds them if he wants."""
    star(page, address, KITENET, PRUNER)
    page.get_by_role("button", name="Share").click()
    link = page.locator("#share-link").input_value()
    assert link.endswith(f"#papers={KEYS[1]},{KEYS[0]}")
    context = browser.new_context()
    other = context.new_page()
    report = watch(other)
    fragment = link.split("#")[1]
    other.goto(f"{address}{LIST}#{fragment},2001.00001")
    expect(other.locator("#shared-title")).to_have_text(
        "A list of 3 papers was shared with you"
    )
    shared = other.locator("#shared-entries .entry-title")
    expect(shared).to_have_text([PRUNER, KITENET])
    expect(other.locator("#shared-status")).to_have_text(
        "1 of them is not in this collection: 2001.00001"
    )
    expect(rows(other)).to_have_count(0)
    other.get_by_role("button", name="Add all to my list").click()
    expect(titles(other)).to_have_text([PRUNER, KITENET])
    expect(other.locator("#shared-status")).to_have_text("2 papers added.")
    other.get_by_role("button", name="Close").click()
    expect(other.locator("#shelf-shared")).to_be_hidden()
    assert "#" not in other.url
    context.close()
    assert report.is_clean, report


def test_a_link_is_copied(browser, http):
    """The button copies it, and says so."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    star(page, http, KITENET)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#share-status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#share-link").input_value()
    context.close()


def test_a_link_is_read_strictly(page, http):
    """What is no key is left out, repeats are one, and no more than 2,000 are taken."""
    page.goto(f"{http}topics/kites.html")
    page.goto(
        f"{http}{LIST}#papers=2411.01234,2411.01234,%3Cimg%3E,javascript:alert(1),../x,%E0%A4%A"
    )
    expect(page.locator("#shared-title")).to_have_text(
        "A list of 1 paper was shared with you"
    )
    page.evaluate(
        """() => {
          const keys = Array.from({ length: 3000 }, (_, n) => `2001.${String(n).padStart(5, '0')}`);
          location.hash = `papers=${keys.join(',')}`;
        }"""
    )
    expect(page.locator("#shared-title")).to_have_text(
        "A list of 2,000 papers was shared with you"
    )
    expect(page.locator("#shared-status")).to_contain_text(
        "2,000 of them are not in this collection"
    )
    page.evaluate("location.hash = 'papers='")
    expect(page.locator("#shared-title")).to_have_text("This link holds no papers")
    page.evaluate("location.hash = 'main'")
    expect(page.locator("#shelf-shared")).to_be_visible()


def test_keys_with_signs_survive_a_link(page, http):
    """A DOI with commas, brackets and per cent signs comes back as it was."""
    page.goto(http + LIST)
    keys = [
        "doi:10.1234/a,b(c)'d!%2c<e>",
        "cs/9901001",
        "t:0123456789ab",
        "acl:p19-1001",
    ]
    back, fragment = page.evaluate(
        """(keys) => {
          const { readFragment, writeFragment } = PaperDigest.listfile;
          return [readFragment(`#${writeFragment(keys)}`), writeFragment(keys)];
        }""",
        keys,
    )
    assert back == keys
    assert quote("doi:10.1234/a,b", safe=":/") in fragment
    assert not set(fragment) & set("()'!<> ")


def test_the_list_is_handed_to_the_citations(page, http):
    """The papers that are shown, in their order, as the site's data knows them."""
    star(page, http, KITENET, PRUNER)
    page.evaluate("PaperDigest.citing = { open: (wish) => (window.asked = wish) }")
    page.evaluate("document.getElementById('shelf-cite').hidden = false")
    page.get_by_role("button", name="Cite", exact=True).click()
    assert page.evaluate("window.asked.title") == "Reading list"
    keys = page.evaluate(
        "window.asked.records().then((all) => all.map(({ key }) => key))"
    )
    assert keys == list(reversed(KEYS))


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(page, http, width):
    """Long keys and titles break; nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{http}{LIST}#papers=doi:10.1234/{'x' * 200},2411.01234")
    page.get_by_role("button", name="Add all to my list").click()
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
