"""Citing in a browser: a paper, a list, what a search found; copied, saved, read back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import rispy
from playwright.sync_api import expect
from pybtex.database import parse_string

from tests.searchkit import GRIDS, HOSTILE, SPECIAL

pytestmark = pytest.mark.browser

PAPERS = GRIDS + len(SPECIAL) + 1
KITES = "papers/kitenet-learning-to-steer-a-survey.html"
COPIED = """() => {
  window.copied = [];
  document.addEventListener("copy", () => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    copied.push(value.slice(selectionStart, selectionEnd));
  });
}"""


@pytest.fixture
def failing(browser):
    """Open a page of which files do not load: the browser says so on its console."""
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def dialog(page):
    """Return the open dialog."""
    return page.locator("dialog.cite[open]")


def text(page):
    """Return the citations shown, once they are there."""
    area = dialog(page).locator("textarea")
    expect(area).to_be_visible()
    return area.input_value()


def press(page, name):
    """Press a button of the page or the dialog by its whole name."""
    page.get_by_role("button", name=name, exact=True).click()


def choose(page, name):
    """Choose a format."""
    dialog(page).get_by_label(name, exact=True).check()


def save(page) -> tuple[str, str]:
    """Return the name and the content of the file that Download saves."""
    with page.expect_download() as started:
        press(page, "Download")
    saved = started.value
    return saved.suggested_filename, Path(saved.path()).read_bytes().decode()


def drop_keywords(bibtex: str) -> str:
    """Return BibTeX without topics, which the browser does not write."""
    return re.sub(r",\n  keywords = \{.*\}", "", bibtex)


def test_a_paper_is_cited(page, address, site):
    """The button opens a dialog with the entry that papers.bib has, and others."""
    page.goto(address + KITES)
    button = page.get_by_role("button", name="Cite", exact=True)
    button.click()
    expect(dialog(page)).to_have_accessible_name(
        "Cite: KiteNet: Learning to steer - a survey"
    )
    entry = text(page)
    assert entry in drop_keywords((site / "papers.bib").read_text(encoding="utf-8"))
    assert "author = {Okafor, Ada and Østby, Łukasz and Wu, An and" in entry
    choose(page, "RIS")
    assert text(page).startswith("TY  - UNPB\nID  - okafor2024kitenet\n")
    choose(page, "CSL-JSON")
    assert json.loads(text(page))[0]["number"] == "arXiv:2411.01234"
    choose(page, "Markdown")
    assert text(page) == (
        "- [KiteNet: Learning to steer - a survey](<https://arxiv.org/abs/2411.01234>),"
        " Ada Okafor, Łukasz Østby, An Wu and 2 others, Wind 2024, 27 November 2024\n"
    )
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    expect(button).to_be_focused()


def test_the_format_is_remembered(page, address):
    """Whoever wants RIS wants it again; the keyboard begins at the formats."""
    page.goto(address + KITES)
    press(page, "Cite")
    text(page)
    expect(dialog(page).get_by_role("radio", name="BibTeX")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert text(page).startswith("TY  - ")
    page.reload()
    press(page, "Cite")
    assert text(page).startswith("TY  - ")


def test_a_citation_is_saved(page, address):
    """The file is named by the title and its format, and holds what was shown."""
    page.goto(address + KITES)
    press(page, "Cite")
    shown = text(page)
    name, content = save(page)
    assert name == "kitenet-learning-to-steer-a-survey.bib"
    assert content == shown
    expect(dialog(page).get_by_role("status")).to_have_text(f"Saved as {name}.")
    choose(page, "RIS")
    name, content = save(page)
    assert name.endswith(".ris")
    (record,) = rispy.loads(content)
    assert record["authors"][1] == "Østby, Łukasz"


def test_a_citation_is_copied(page, http):
    """The clipboard holds it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(http + KITES)
    press(page, "Cite")
    shown = text(page)
    press(page, "Copy")
    expect(dialog(page).get_by_role("status")).to_have_text("Copied as BibTeX.")
    assert page.evaluate("navigator.clipboard.readText()") == shown


def test_a_list_is_copied_where_there_is_no_clipboard(page, address):
    """Then it is selected and copied as of old: all of it, not only what is shown."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: null})")
    page.goto(f"{address}topics/grids.html")
    page.evaluate(COPIED)
    press(page, "Export")
    shown = text(page)
    press(page, "Copy")
    expect(dialog(page).get_by_role("status")).to_have_text("Copied as BibTeX.")
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_focused()
    (copied,) = page.evaluate("copied")
    assert len(parse_string(copied, "bibtex").entries) == GRIDS
    assert text(page) == shown


def test_it_is_said_when_copying_is_forbidden(page, address):
    """The text is selected, for the reader to copy."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: null});"
        "document.execCommand = () => false;"
    )
    page.goto(address + KITES)
    press(page, "Cite")
    shown = text(page)
    press(page, "Copy")
    expect(dialog(page).get_by_role("status")).to_contain_text("select the text")
    assert page.evaluate("String(getSelection())") in {shown, ""}
    expect(dialog(page).locator("textarea")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "papers", "name"),
    [
        ("topics/grids.html", GRIDS, "grids"),
        ("topics/grids.2.html", GRIDS, "grids"),
        ("dates/2024-11.html", 1, "november-2024"),
        ("dates/undated.html", 2, None),
        ("sources/lanterns-txt.html", 1, None),
        ("sources/papers-jsonl.html", PAPERS - 1, None),
    ],
)
def test_a_list_is_exported(page, http, path, papers, name):
    """All of its papers, on whatever page of it the reader is."""
    page.goto(http + path)
    press(page, "Export")
    text(page)
    saved, content = save(page)
    assert len(parse_string(content, "bibtex").entries) == papers
    if name:
        assert saved == f"{name}.bib"


def test_a_long_list_shows_its_start_and_saves_all(page, address, site):
    """What is saved is what papers.bib has, byte for byte, topics left out."""
    page.goto(f"{address}topics/index.html")
    page.evaluate(
        "PaperDigest.citing.open({ title: 'All: of ÉÈ//them', "
        "numbers: () => PaperDigest.lookup.numbers('all') })"
    )
    assert text(page).count("\n}\n") == 25
    expect(dialog(page).get_by_role("status")).to_have_text(
        f"{PAPERS} papers. Copy and Download take all of them, not only the 25 shown."
    )
    name, content = save(page)
    assert name == "all-of-ee-them.bib"
    whole = (site / "papers.bib").read_text(encoding="utf-8")
    assert content == drop_keywords(whole)
    choose(page, "CSL-JSON")
    assert len(json.loads(save(page)[1])) == PAPERS


def test_what_a_search_found_is_exported(page, address):
    """All that was found and filtered, best first, not only what is shown."""
    page.goto(f"{address}search.html?q=grid")
    press(page, "Export")
    text(page)
    name, content = save(page)
    assert name == "grid.bib"
    assert len(parse_string(content, "bibtex").entries) == GRIDS
    press(page, "Close")
    page.goto(f"{address}search.html?q=kitenet+steer")
    press(page, "Export")
    assert "{KiteNet}: Learning to steer" in text(page).split("\n}\n")[0]


def test_without_results_nothing_is_exported(page, address):
    """The button comes and goes with what is found."""
    page.goto(f"{address}search.html?q=grid")
    export = page.locator(".search-export")
    expect(export).to_be_visible()
    page.fill("#search-input", "xylophonists")
    expect(page.locator("#search-status")).to_contain_text("No paper")
    expect(export).to_be_hidden()
    page.fill("#search-input", "")
    expect(export).to_be_hidden()


def test_it_is_said_when_there_are_more(page, address):
    """A result too large to take out whole says so; an empty list says so too."""
    page.goto(f"{address}topics/index.html")
    page.evaluate(
        "PaperDigest.citing.open({ title: 'x', numbers: [0, 1], total: () => 12345 })"
    )
    text(page)
    expect(dialog(page).get_by_role("status")).to_have_text(
        "The first 2 papers of 12,345."
    )
    page.evaluate("PaperDigest.citing.open({ title: 'x', records: [] })")
    expect(dialog(page).get_by_role("status")).to_have_text("There are no papers here.")
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_disabled()
    choose(page, "RIS")
    expect(dialog(page).locator("textarea")).to_be_hidden()


def test_hostile_titles_are_text(page, address):
    """Nothing in a title is run or breaks an entry."""
    page.goto(f"{address}dates/undated.html")
    page.locator(".entry-title a", has_text="onerror").click()
    press(page, "Cite")
    (entry,) = parse_string(text(page), "bibtex").entries.values()
    assert entry.fields["title"].replace("{", "").replace("}", "") == HOSTILE
    choose(page, "Markdown")
    assert r"\<script\>" in text(page)


def test_without_its_data_a_paper_is_cited_from_its_head(failing, http):
    """What reference managers read in the page is enough for an entry."""
    failing.route("**/assets/data/**", lambda route: route.abort())
    failing.goto(http + KITES)
    press(failing, "Cite")
    entry = text(failing)
    assert "  title = {{KiteNet}: Learning to steer - a survey},\n" in entry
    assert "Okafor, Ada and Østby, Łukasz and Wu, An and Li, Bo and Ray, Cy" in entry
    assert "  year = {2024},\n  month = nov,\n  eprint = {2411.01234},\n" in entry


def test_a_list_without_its_data_can_be_tried_again(failing, http):
    """The dialog says what did not load."""
    failing.route("**/assets/data/cite/**", lambda route: route.abort())
    failing.goto(f"{http}topics/grids.html")
    press(failing, "Export")
    status = dialog(failing).get_by_role("status")
    expect(status).to_contain_text("The papers could not be loaded. assets/data/cite/0")
    failing.unroute("**/assets/data/cite/**")
    press(failing, "Try again")
    assert text(failing).count("\n}\n") == 25
    expect(failing.get_by_role("button", name="Try again")).to_be_hidden()


def test_it_is_said_when_citing_itself_does_not_load(failing, http):
    """The page goes on as it was."""
    failing.route("**/built/cite.js*", lambda route: route.abort())
    failing.goto(http + KITES)
    press(failing, "Cite")
    expect(failing.locator(".message")).to_contain_text("Citing could not be loaded.")
    expect(dialog(failing)).to_have_count(0)


def test_loading_can_be_cancelled(failing, http):
    """What arrives after that is shown nowhere; the next time it is."""
    held = []

    def hold(route):
        held.append(route)

    failing.route("**/assets/data/cite/**", hold)
    failing.goto(f"{http}topics/grids.html")
    press(failing, "Export")
    expect(dialog(failing).get_by_role("progressbar")).to_be_visible()
    expect(dialog(failing).get_by_role("status")).to_have_text("Loading …")
    press(failing, "Cancel")
    expect(dialog(failing)).to_have_count(0)
    for route in held:
        route.continue_()
    failing.unroute("**/assets/data/cite/**")
    failing.wait_for_function(
        "PaperDigest.lookup.records([0]).then((found) => found.length)"
    )
    assert failing.locator("dialog.cite textarea").input_value() == ""
    press(failing, "Export")
    assert text(failing).count("\n}\n") == 25


def read_coins(entry) -> list[tuple[str, str]]:
    """Return what the COinS of an entry say."""
    (title,) = entry.locator(".Z3988").evaluate_all(
        "spans => spans.map((span) => span.title)"
    )
    return parse_qsl(title, strict_parsing=True)


def test_lists_carry_what_zotero_picks_up(page, address):
    """Each entry has one COinS, made of what it shows."""
    page.goto(f"{address}dates/2024-11.html")
    coins = read_coins(page.locator(".entry"))
    assert coins == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "preprint"),
        ("rft.title", "KiteNet: Learning to steer - a survey"),
        ("rft.creator", "Ada Okafor"),
        ("rft.creator", "Łukasz Østby"),
        ("rft.creator", "An Wu"),
        ("rft.date", "2024-11-27"),
        ("rft.source", "Wind 2024"),
        ("rft_id", "info:doi/10.48550/arXiv.2411.01234"),
        ("rft.identifier", "https://arxiv.org/abs/2411.01234"),
    ]
    page.goto(f"{address}topics/grids.html")
    assert page.locator(".Z3988").count() == page.locator(".entry").count() == 50
    said = dict(read_coins(page.locator(".entry").first))
    assert said["rft.type"] == "document"
    assert "rft.creator" not in said
    assert ("rft.identifier" in said) == address.startswith("http")


def test_results_carry_it_too(page, address):
    """What a search finds is taken by Zotero like any list, each paper once."""
    page.goto(f"{address}search.html?q=grid")
    expect(page.locator("#search-results > li")).to_have_count(20)
    expect(page.locator("#search-results .Z3988")).to_have_count(20)
    page.locator("#search-more").click()
    expect(page.locator("#search-results .Z3988")).to_have_count(40)


def test_the_dialog_fits_a_narrow_screen(page, address):
    """At 360 pixels nothing is cut off, whatever the title."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address + KITES)
    press(page, "Cite")
    text(page)
    box = dialog(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "Close")
    page.goto(f"{address}topics/grids.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
