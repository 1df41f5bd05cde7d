"""axe-core finds nothing on any kind of page, wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.axekit import find_unreached, find_violations
from tests.browserkit import launch, serve, watch
from tests.conftest import ROOT
from tests.wholekit import build_whole_site

pytestmark = pytest.mark.browser

Prepare = Callable[[Page], object]
"""Brings an open page into the state that is judged."""


def leave(page: Page) -> None:
    """Judge the page as it opens."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page, or a state of one."""

    name: str
    path: str
    """In the site; a `*` stands for any name, `?…` and `#…` may follow."""
    prepare: Prepare = leave


# --- States ---------------------------------------------------------------------------


def show_results(page: Page) -> None:
    """Wait until a search has shown everything that it found."""
    expect(page.locator("#search-status")).not_to_be_empty()
    expect(page.locator("#search-results[aria-busy]")).to_have_count(0)


def open_filters(page: Page) -> None:
    """Open the filters, which are folded away on a narrow screen."""
    show_results(page)
    page.evaluate("document.querySelector('#search-filters').open = true")
    page.locator(".facet-values input").first.check()
    show_results(page)


def type_query(page: Page) -> None:
    """Type until suggestions are shown under the search box of the page."""
    box = page.locator("form[role=search] input").first
    box.click()
    box.press_sequentially("quantiz")
    expect(page.locator(".suggest [role=option]").first).to_be_visible()
    box.press("ArrowDown")


def mark_entries(page: Page) -> None:
    """Star the first paper of a list, read the second, hide the third."""
    for place, key in enumerate("srx"):
        page.locator(".entry .entry-title a").nth(place).focus()
        page.keyboard.press(key)
    expect(page.locator(".entry-hidden")).to_have_count(1)


def fill_list(page: Page) -> None:
    """Star some papers, then open the reading list."""
    address = page.url
    page.goto(address.replace("reading-list", "topics/model-compression"))
    mark_entries(page)
    for place in (3, 4):
        page.locator(".entry .mark-star").nth(place).click()
    page.goto(address)
    expect(page.locator("#shelf-entries .entry").first).to_be_visible()


def open_import(page: Page) -> None:
    """Open what adds papers to the reading list."""
    page.click("#shelf-import")
    page.fill("#import-text", "2401.00001, nothing that is known")
    page.click("#import-add")
    expect(page.locator("#import-status")).not_to_be_empty()


def open_share(page: Page) -> None:
    """Open what makes a link of a reading list."""
    fill_list(page)
    page.click("#shelf-share")
    expect(page.locator("#share-link")).to_be_visible()


def follow_share(page: Page) -> None:
    """Open a list that somebody shared."""
    open_share(page)
    # The link is of the address at which the site will be published.
    _, mark, fragment = page.input_value("#share-link").partition("#")
    page.goto(page.url + mark + fragment)
    page.reload()
    expect(page.locator("#shared-entries .entry").first).to_be_visible()


def show_all_new(page: Page) -> None:
    """Show every build that is known, not only those since the last visit."""
    page.click("#new-ranges [value=all]")


def open_help(page: Page) -> None:
    """Open the dialog of keys."""
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()


def open_citation(page: Page) -> None:
    """Open the dialog of citations."""
    page.get_by_role("button", name=re.compile("^(Cite|Export)$")).first.click()
    expect(page.locator("dialog[open] textarea, dialog[open] pre")).to_be_visible()


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.open = true })"
    )


# --- Kinds ----------------------------------------------------------------------------

KINDS: tuple[Kind, ...] = (
    Kind("home", "index.html"),
    Kind("home, suggestions", "index.html", type_query),
    Kind("about", "about.html"),
    Kind("about, suggestions", "about.html", type_query),
    Kind("about, help", "about.html", open_help),
    Kind("this month", "this-month.html", unfold),
    Kind("topics", "topics/index.html", unfold),
    Kind("topic", "topics/model-compression.html", unfold),
    Kind("topic, marked", "topics/model-compression.html", mark_entries),
    Kind("topic, second page", "topics/model-compression.2.html"),
    Kind("topic, citations", "topics/model-compression.html", open_citation),
    Kind("dates", "dates/index.html", unfold),
    Kind("year", "dates/2024.html", unfold),
    Kind("month", "dates/2024-11.html", unfold),
    Kind("year with trends", "dates/2020.html"),
    Kind("month with trends", "dates/2020-02.html"),
    Kind("undated", "dates/undated.html"),
    Kind("sources", "sources/index.html"),
    Kind("source", "sources/huggingface-daily-mar-11-txt.html", unfold),
    Kind("paper", "papers/kitenet-the-quantization*.html", unfold),
    Kind("paper, hostile", "papers/img-src-x-onerror*.html", unfold),
    Kind("paper without a title", "papers/local-x1.html", unfold),
    Kind("paper, citation", "papers/kitenet-the-quantization*.html", open_citation),
    Kind("paper, help", "papers/kitenet-the-quantization*.html", open_help),
    Kind("search", "search.html"),
    Kind("search, results", "search.html?q=quantization+winds", show_results),
    Kind("search, filters", "search.html?q=quantization", open_filters),
    Kind("search, nothing found", "search.html?q=xyzzyqq", show_results),
    Kind("authors", "authors/index.html", unfold),
    Kind("author", "authors/ada-okafor.html", unfold),
    Kind("author, citations", "authors/ada-okafor.html", open_citation),
    Kind("organizations", "organizations/index.html", unfold),
    Kind("organization", "organizations/*wind*.html", unfold),
    Kind("feeds", "feeds.html", unfold),
    Kind("changes", "changes.html", unfold),
    Kind("data", "data.html", unfold),
    Kind("new", "new.html"),
    Kind("new, all", "new.html", show_all_new),
    Kind("reading list, empty", "reading-list.html"),
    Kind("reading list", "reading-list.html", fill_list),
    Kind("reading list, import", "reading-list.html", open_import),
    Kind("reading list, share", "reading-list.html", open_share),
    Kind("reading list, shared", "reading-list.html", follow_share),
    Kind("no network", "offline.html"),
    Kind("not found", "404.html"),
    *(
        Kind(f"for owners, {path.stem}", f"contributing/{path.stem}.html")
        for path in sorted((ROOT / "docs" / "contributing").glob("*.md"))
    ),
)


# --- The site -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site that has everything."""
    return build_whole_site(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def address(site):
    """Serve the site."""
    with serve(site) as base:
        yield base


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture
def page(browser):
    """Open a page into which axe may be brought; nothing else may go wrong in it."""
    context = browser.new_context(
        bypass_csp=True, service_workers="block", reduced_motion="reduce"
    )
    context.set_default_timeout(5_000)
    opened = context.new_page()
    report = watch(opened)
    yield opened
    context.close()
    assert report.is_clean, report


def find_path(site: Path, pattern: str) -> str:
    """Return the path that a pattern stands for, with its query."""
    name, mark, query = pattern.partition("?")
    found = sorted(site.glob(name))
    assert found, f"the site has no {name}"
    return found[0].relative_to(site).as_posix() + mark + query


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_nothing(site, address, page, kind):
    """No violation, and nothing wider than the screen, in four ways of showing a page."""
    page.goto(address + find_path(site, kind.path))
    kind.prepare(page)
    violations = [*find_violations(page)]
    assert not violations, "\n".join(violations)


REACHED = (
    "home", "topic", "month", "paper", "search, results", "search, filters",
    "reading list", "new, all", "about", "feeds", "author",
)  # fmt: skip


@pytest.mark.parametrize("name", REACHED)
def test_tab_reaches_every_control(site, address, page, name):
    """Each link, button and box gets the focus in its turn, and is seen to have it."""
    (kind,) = (each for each in KINDS if each.name == name)
    page.goto(address + find_path(site, kind.path))
    kind.prepare(page)
    unreached = [*find_unreached(page)]
    assert not unreached, "\n".join(unreached)


@pytest.mark.parametrize("path", ["dates/2020.html", "dates/2020-02.html"])
def test_trends_are_judged(site, path):
    """Were nothing told on these pages, nothing of it would be judged."""
    page = (site / path).read_text(encoding="utf-8")
    assert "Tin whistles" in page.partition("</section>")[0]
    assert "Falling terms" in page


def test_every_template_of_a_page_is_judged():
    """A page that is added to docs/ by hand needs a kind above."""
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
    judged = {kind.path.partition(".html")[0] for kind in KINDS}
    assert pages <= judged
