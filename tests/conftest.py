"""Builders of values for tests, and what tests in a browser share; all of it invented."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from generator.keys import list_keys
from generator.latex import plain
from generator.models import Entry, Origin, Paper, SourceRecord, Topic, TopicMatch
from generator.understanding.digest import make_digest
from tests.browserkit import launch, watch
from tests.places import ROOT, SHARED
from tests.searchkit import build_site, reach

__all__ = ["ROOT", "SHARED", "make_entry", "make_paper", "make_record"]


# The same examples on every run: a build that fails here fails there.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")


def make_record(
    listing: str = "list.txt", line: int = 1, **facts: object
) -> SourceRecord:
    """Return a record of `listing` at `line` with the facts given."""
    return SourceRecord(origin=Origin(listing, line, "test"), **facts)  # type: ignore[arg-type]


def make_paper(**facts: object) -> Paper:
    """Return a paper with the facts given, of one invented origin if none is."""
    facts.setdefault("origins", (Origin("list.txt", 1, "test"),))
    facts.setdefault("provenance", ())
    return Paper(**facts)  # type: ignore[arg-type]


OTHER = Topic("other", "Other", "None of the above.")


def make_entry(
    slug: str = "a-paper", heading: str = "A paper", **facts: object
) -> Entry:
    """Return a catalogue entry under the topic Other."""
    facts.setdefault("title", heading)
    paper = make_paper(**facts)
    text = plain(paper.abstract or "")
    return Entry(
        slug=slug,
        paper=paper,
        heading=heading,
        heading_made=facts["title"] is None,
        text=text,
        topics=(TopicMatch(OTHER, 0.0, ()),),
        key=f"s:{slug}",
        keys=list_keys(paper),
        digest=make_digest(text),
    )


@pytest.fixture
def shared() -> Path:
    """Return ../shared; a test that needs it is skipped, saying so, where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Build the invented site once; nobody may change it."""
    return build_site(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(scope="module", params=["http", "file"])
def address(request, site):
    """Give the site's address, in both ways."""
    with reach(site, request.param) as base:
        yield base


@pytest.fixture(scope="module")
def http(site):
    """Give the site's address over http, for tests of what is requested."""
    with reach(site, "http") as base:
        yield base


@pytest.fixture
def page(browser):
    """Open a page in a context of its own; at the end nothing may have gone wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    report = watch(opened)
    yield opened
    context.close()
    assert report.is_clean, report
