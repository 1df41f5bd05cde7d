"""Digests of the entries of later pages, which come without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from generator.pages import topics
from tests.searchkit import build_site, reach

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Build a site whose topics have short entries from the first page on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(topics, "_BRIEF_FROM", 1)
        return build_site(tmp_path_factory.mktemp("short"))


@pytest.mark.parametrize("way", ["http", "file"])
def test_entries_that_come_into_view_get_their_digest(page, short, way):
    """Each its own, as text; those far below wait until they are near."""
    with reach(short, way) as base:
        page.goto(f"{base}topics/grids.html")
        entries = page.locator(".entry.brief")
        expect(entries).to_have_count(50)
        expect(entries.first.locator(".entry-text")).not_to_be_empty()
        expect(entries.last.locator(".entry-text")).to_have_count(0)
        entries.last.scroll_into_view_if_needed()
        expect(entries.last.locator(".entry-text")).not_to_be_empty()
        shown = entries.last.locator(".entry-text").inner_text()
        entries.last.locator(".entry-title a").click()
        abstract = page.locator(".abstract").inner_text()
        assert shown.rstrip(".")[1:] in re.sub(r"\s+", " ", abstract)


def test_markup_in_a_digest_is_text(page, short):
    """What an abstract holds is shown, never run."""
    with reach(short, "http") as base:
        page.goto(f"{base}topics/other.html")
        hostile = page.locator(".entry.brief").filter(has_text="onerror")
        expect(hostile.locator(".entry-text")).to_contain_text("<b>Bold</b> & brave")


def test_a_page_of_an_older_build_shows_no_digest_of_another_paper(page, short):
    """A number that is another paper's now leaves the entry as it came."""
    text = (short / "topics/kites.html").read_text("utf-8")
    (numbers,) = re.findall(r'data-n="([\d,-]+)"', text)
    old = text.replace(f'data-n="{numbers}"', 'data-n="1,10-11"')
    with reach(short, "http") as base:
        page.route("**/kites.html", lambda route: route.fulfill(body=old))
        with page.expect_response("**/documents/0.js*"):
            page.goto(f"{base}topics/kites.html")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".entry.brief")).to_have_count(3)
        expect(page.locator(".entry-text")).to_have_count(0)
