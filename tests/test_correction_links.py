"""Links to the form of corrections, and the form that they fill in."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from generator.identifiers import parse_id
from generator.merging.corrections import load_corrections
from generator.models import Origin, PaperId
from generator.pages.corrections import (
    TEMPLATE,
    make_report_link,
    name_paper,
)
from tests.browserkit import launch, watch
from tests.conftest import ROOT, make_entry

REPOSITORY = "https://github.com/owner/digest"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
SCRIPT = ROOT / "docs" / "assets" / "js" / "report.js"


def read(link):
    """Return what a link fills in, each once."""
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query).items()}


def load_form():
    """Return the fields of the form by id."""
    form = yaml.safe_load((FORMS / TEMPLATE).read_text(encoding="utf-8"))
    return {field["id"]: field for field in form["body"]}


class TestLink:
    """The one link of a paper's page."""

    def test_names_the_paper_and_the_form(self):
        """The rest is filled in by a script: the link stands in every page."""
        entry = make_entry(
            "cats", "Cats & Boxes", ids=(PaperId("arxiv", "2411.00001"),)
        )
        link = make_report_link(REPOSITORY, entry)
        assert link.startswith(f"{REPOSITORY}/issues/new?")
        assert read(link) == {"template": "correction.yml", "paper": "arxiv:2411.00001"}

    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"ids": (PaperId("doi", "10.1234/ab(c)"),)}, "doi:10.1234/ab(c)"),
            ({"ids": (PaperId("local", "17"),)}, "list.txt:41"),
            ({}, "list.txt:41"),
        ],
    )
    def test_a_paper_is_named_as_corrections_name_it(self, facts, name, tmp_path):
        """The owner copies the name into corrections.yml, and it is understood there."""
        entry = make_entry(origins=(Origin("list.txt", 41, "arxiv"),), **facts)
        assert name_paper(entry) == name
        assert read(make_report_link(REPOSITORY, entry))["paper"] == name
        path = tmp_path / "corrections.yml"
        path.write_text(f'- {{paper: "{name}", reason: r, set: {{title: T}}}}\n')
        assert load_corrections(path, "corrections.yml").papers

    def test_of_several_identifiers_the_key_decides(self):
        """It is the one that no other paper has."""
        entry = make_entry(
            ids=(PaperId("arxiv", "2411.00001"), PaperId("doi", "10.1/xyz"))
        )
        keyed = replace(entry, key="doi:10.1/xyz")
        assert name_paper(keyed) == "doi:10.1/xyz"
        assert name_paper(entry) == "arxiv:2411.00001"
        assert parse_id("arxiv:2411.00001")


class TestForm:
    """The form in the owner's repository."""

    def test_has_every_field_that_links_fill_in(self):
        """An id that the form does not know is lost without a word."""
        assert {"paper", "page", "field", "says"} <= set(load_form())
        asked = {
            name
            for name, field in load_form().items()
            if field.get("validations", {}).get("required")
        }
        assert asked == {"paper", "field", "right", "source"}

    def test_what_is_filled_in_is_text(self):
        """A link that fills in a drop-down list gets a blank issue."""
        kinds = {field["type"] for field in load_form().values()}
        assert kinds == {"input", "textarea"}

    def test_other_issues_can_still_be_written(self):
        """The form is not the only door."""
        config = yaml.safe_load((FORMS / "config.yml").read_text(encoding="utf-8"))
        assert config["blank_issues_enabled"] is True


PAGE = """<!doctype html><html lang=en><title>A paper</title><main>
<article class=paper><h1>Cats &amp; boxes</h1><ul class=origins><li>list.txt, <span>line 4</span>
<li>b.txt, <span>line 9</span></ul><details><summary>Fact by fact</summary><dl class=provenance>
<div><dt>title, date<dd>list.txt:4</div>
<div><dt>links, number of authors, upstream<dd>b.txt:9, c.txt:1 <small>why</small></div>
</dl></details>{link}</article></main><script src=report.js></script>"""
LINK = (
    '<a class=report rel=nofollow href="https://github.com/o/r/issues/new'
    '?template=correction.yml&amp;paper=x">Report</a>'
)


@pytest.fixture(scope="module")
def browser():
    """Run a browser for the tests of this file."""
    with launch() as launched:
        yield launched


@pytest.mark.browser
class TestScript:
    """Links for each fact, in a browser."""

    def open(self, browser, folder, link=LINK):
        """Return (page, report) of a paper's page whose facts are opened."""
        (folder / "report.js").write_bytes(SCRIPT.read_bytes())
        (folder / "page.html").write_text(PAGE.replace("{link}", link))
        page = browser.new_page()
        report = watch(page)
        page.goto((folder / "page.html").as_uri())
        page.click("summary")
        return page, report

    def test_each_fact_says_which_it_is_and_where_it_came_from(self, browser, tmp_path):
        """The form calls some facts by another name, and others `other`."""
        page, report = self.open(browser, tmp_path)
        page.wait_for_selector("dt a")
        links = page.locator("dt a")
        assert links.all_text_contents() == [
            "title", "date", "links", "number of authors", "upstream",
        ]  # fmt: skip
        filled = [read(link.get_attribute("href")) for link in links.all()]
        assert [each["field"] for each in filled] == [
            "title", "date", "link", "authors", "other",
        ]  # fmt: skip
        assert filled[0] == {
            "template": "correction.yml", "paper": "x", "title": "Correction: Cats & boxes",
            "field": "title", "says": "title, from list.txt:4",
        }  # fmt: skip
        assert filled[4]["says"] == "upstream, from b.txt:9, c.txt:1 why"
        assert page.locator("dt").first.text_content().strip() == "title, date"
        assert "Choose the fact" in page.locator("details").text_content()
        assert report.is_clean

    def test_the_papers_own_link_says_where_it_was_read(self, browser, tmp_path):
        """Which fact is meant is left to the reader."""
        page, _ = self.open(browser, tmp_path)
        filled = read(page.locator(".report").last.get_attribute("href"))
        assert (
            " ".join(filled["says"].split()) == "From list.txt, line 4; b.txt, line 9"
        )
        assert "field" not in filled

    def test_links_are_made_once(self, browser, tmp_path):
        """Closing and opening again adds nothing."""
        page, _ = self.open(browser, tmp_path)
        page.wait_for_selector("dt a")
        page.click("summary")
        page.click("summary")
        assert page.locator("dt a").count() == 5
        assert page.locator("details").text_content().count("Choose") == 1

    def test_a_site_without_a_repository_is_left_alone(self, browser, tmp_path):
        """There is nowhere to report to."""
        page, report = self.open(browser, tmp_path, link="")
        assert page.locator("dt a").count() == 0
        assert report.is_clean
