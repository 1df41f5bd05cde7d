"""Collections that change from one build to the next, and what is written of them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalogue import build_catalogue
from generator.errors import Problem
from generator.exports.context import Context
from generator.history.compare import advance
from generator.history.models import History
from generator.models import (
    Catalogue,
    Judgement,
    ListingSummary,
    Origin,
    Paper,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.pages.listings import assign_listing_slugs
from generator.people.models import Author, People
from generator.sitefile import SiteNote
from tests.conftest import OTHER, make_paper

CATS = Topic("cats", "Cats & co", "Animals that purr.")
NOBODY = People((), (), 2, 0, {})
ADDRESS = "https://example.org/digest/"


def arxiv(number: int) -> tuple[PaperId, ...]:
    """Return an arXiv identifier."""
    return (PaperId("arxiv", f"2411.{number:05}"),)


def origin(line: int, listing: str = "list.txt") -> tuple[Origin, ...]:
    """Return the place of a paper of one record."""
    return (Origin(listing, line, "test"),)


def make_kites(count: int, first: int = 1) -> list[Paper]:
    """Return papers with an identifier each, on lines of their own."""
    return [
        make_paper(
            title=f"Kite number {number}",
            abstract=f"It flies {number} times.",
            ids=arxiv(number),
            published=PartialDate(2024, 11, 1 + number % 28),
            origins=origin(number),
        )
        for number in range(first, first + count)
    ]


def make_catalogue(
    papers: Iterable[Paper],
    listings: tuple[ListingSummary, ...] = (),
    topic: Topic = OTHER,
) -> Catalogue:
    """Return the catalogue of papers, all under one topic."""
    judged = [(paper, Judgement((TopicMatch(topic, 1.0, ()),))) for paper in papers]
    return build_catalogue(judged, (CATS, OTHER), listings)


def make_listing(name: str = "list.txt", **facts: object) -> ListingSummary:
    """Return the summary of a listing."""
    values = {"saved": None, "saved_note": None, "title": "A listing", "url": None}
    return ListingSummary(name, "arxiv", records=1, papers=1, **(values | facts))  # type: ignore[arg-type]


def run(*builds: Iterable[Paper], before: bytes | None = None) -> History:
    """Return what holds after builds of these papers, on one day after another."""
    history: History | None = None
    for day, papers in enumerate(builds):
        catalogue = make_catalogue(papers)
        date = PartialDate(2025, 1 + day // 28, 1 + day % 28)
        history = advance(before, catalogue, date)
        before = history.state
    assert history
    return history


def make_context(
    *builds: Iterable[Paper],
    site_url: str = ADDRESS,
    authors: tuple[Author, ...] = (),
    problems: tuple[Problem, ...] = (),
    listings: tuple[ListingSummary, ...] = (make_listing(),),
    topic: Topic = OTHER,
) -> Context:
    """Return the context of the last of some builds."""
    history = run(*builds)
    catalogue = make_catalogue(list(builds[-1]), listings, topic)
    return Context(
        catalogue=catalogue,
        people=People(authors, (), 2, len(authors), {}),
        history=history,
        problems=problems,
        listing_slugs=assign_listing_slugs([each.name for each in listings]),
        site=SiteNote(),
        site_name="Paper Digest",
        site_url=site_url,
    )
