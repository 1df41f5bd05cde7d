"""The search page over an archive of 10,000 papers: filters, counts, addresses."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browserkit import launch, watch
from tests.searchkit import SPECIAL, build_site, list_data, reach, write_papers

pytestmark = pytest.mark.browser

GRIDS = 10_000 - len(SPECIAL)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a site of the invented papers and very many more."""
    folder = tmp_path_factory.mktemp("archive")
    return build_site(folder, write_papers(folder / "corpus", GRIDS))


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(params=["http", "file"])
def page(request, site, browser):
    """Open the search page in both ways; at the end nothing may have gone wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    report = watch(opened)
    with reach(site, request.param) as base:
        opened.goto(f"{base}search.html")
        yield opened
        context.close()
    assert report.is_clean, report


def test_an_archive_is_searched_narrowed_and_gone_back_in(page):
    """Counts, filters, order and history hold for thousands of papers."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    status, items = page.locator("#search-status"), page.locator("#search-results > li")
    page.fill("#search-input", "grid")
    page.press("#search-input", "Enter")
    expect(status).to_contain_text(f"{GRIDS:,}")
    expect(items).to_have_count(20)
    year = page.get_by_label(re.compile("^2005"))
    in_year = len([n for n in range(GRIDS) if n % 12 == 4])
    expect(page.locator("#search-filters")).to_contain_text(str(in_year))
    year.check()
    expect(status).to_contain_text(f"{in_year}")
    expect(page).to_have_url(re.compile(r"\?q=grid&year=2005$"))
    page.locator("button[value=date]").click()
    expect(page).to_have_url(re.compile(r"\?q=grid&year=2005&sort=date$"))
    expect(items.first.locator("time")).to_have_text(re.compile("2005"))
    page.locator("#search-more").click()
    expect(items).to_have_count(40)
    page.reload()
    expect(items).to_have_count(40)
    page.go_back()
    page.go_back()
    expect(status).to_contain_text(f"{GRIDS:,}")
    terms = [name for name in list_data(asked) if name.startswith("terms/")]
    assert 1 <= len(set(terms)) <= 3
