"""The default corpus as readers meet it: over http under a sub-path and from disk."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.browserkit import launch, serve, watch
from tests.projectkit import build, find_samples, make_project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the built site of the default corpus."""
    folder = tmp_path_factory.mktemp("digest")
    project = make_project(folder)
    build(project, find_samples())
    return project / "site"


@pytest.fixture(scope="module")
def browser():
    """Return one headless Chromium for all tests of the module."""
    with launch() as running:
        yield running


@contextmanager
def reach(site, way):
    """Give the address of the site, over http under a sub-path or from disk."""
    if way == "http":
        with serve(site, "/some/digest/") as base:
            yield base
    else:
        yield site.as_uri() + "/"


@pytest.fixture(params=["http", "file"])
def base(request, site):
    """Return the address of the site, in both ways."""
    with reach(site, request.param) as address:
        yield address


@pytest.fixture
def page(browser, base):
    """Return a page, closed before its server; what it did wrong fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    seen = watch(opened)
    yield opened
    context.close()
    assert (seen.errors, seen.dialogs, seen.requests) == ([], [], [])


def test_from_home_by_topic_to_a_paper(page, base):
    """Home → topic → paper, by clicks."""
    page.goto(base + "index.html")
    page.click("aside a:has-text('Mixture of experts')")
    page.wait_for_url("**/topics/mixture-of-experts.html")
    title = page.inner_text(".entry-title >> nth=0")
    page.click(".entry-title a >> nth=0")
    page.wait_for_url("**/papers/*.html")
    assert page.inner_text("h1") == title
    assert page.locator(".why a:has-text('Mixture of experts')").count() == 1


def test_from_home_by_date_to_a_paper(page, base):
    """Home → dates → month → paper → back to its month."""
    page.goto(base + "index.html")
    page.click("nav >> text=Dates")
    page.click("td a[aria-label^='November 2024']")
    page.wait_for_url("**/dates/2024-11.html")
    assert page.inner_text("h1") == "November 2024"
    page.click(".entry-title a >> nth=0")
    page.wait_for_url("**/papers/*.html")
    page.click(".entry-meta a:has(time)")
    page.wait_for_url("**/dates/2024-11.html")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mixture of experts", "Union of Experts"),
        ("quantization", "quantization"),
        (
            "Scaling LLM Test-Time Compute Optimally can be More Effective than Scaling"
            " Model Parameters",
            "Scaling LLM Test-Time Compute",
        ),
        ("TokenFormer: Rethinking Transformer Scaling", "TokenFormer"),
        ("arXiv:2410.12013", "MoE-Pruner"),
    ],
)
def test_a_search_from_the_header_finds_the_paper(page, base, query, found):
    """Typed into the box of a page, it leads to results with the paper among them."""
    page.goto(base + "about.html")
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector("#search-results .entry")
    assert found.lower() in page.inner_text("#search-results").lower()
    page.click("#search-results .entry-title a >> nth=0")
    page.wait_for_url("**/papers/*.html")


def test_the_search_box_of_the_home_page_leads_to_results(page, base):
    """The big box works as the small one does."""
    page.goto(base + "index.html")
    page.fill(".hero-search input", "model merging")
    page.press(".hero-search input", "Enter")
    page.wait_for_selector("#search-results .entry mark")


def test_the_colour_scheme_can_be_switched_and_is_kept(page, base):
    """The reader's choice holds on the next page."""
    page.goto(base + "index.html")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click(".theme-toggle")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto(base + "topics/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


@pytest.mark.parametrize(
    "path",
    ["index.html", "topics/index.html", "topics/language-models.html", "dates/index.html",
     "dates/2024.html", "dates/2024-11.html", "sources/index.html", "about.html",
     "search.html?q=quantization", "contributing/index.html",
     "contributing/decisions.html"],
)  # fmt: skip
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(page, site, path, width):
    """Readers scroll down, never sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.as_uri() + "/" + path)
    if "?" in path:
        page.wait_for_selector("#search-results .entry")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_formulas_are_shown_as_mathml(page, site):
    """A square root in an abstract is drawn by the browser, without a script."""
    page.goto(site.as_uri() + "/papers/arxiv-2411-17866.html")
    assert page.locator(".abstract math msqrt").count() == 1
