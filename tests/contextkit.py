"""The context of a build, for tests of what is made of it."""

from __future__ import annotations

from dataclasses import replace

from generator.exports.context import Context
from generator.history.models import History
from generator.models import Catalogue, PartialDate
from generator.pages.listings import assign_listing_slugs
from generator.people.models import People
from generator.sitefile import SiteNote

NOBODY = People(authors=(), organizations=(), pages_from=2, names=0, by_paper={})
FIRST = History(
    number=1, date=PartialDate(2025, 1, 2), builds=(), added={}, moved={}, state=b""
)


def make_context(catalogue: Catalogue, **parts: object) -> Context:
    """Return the context of a first build of a catalogue, with the parts given."""
    context = Context(
        catalogue=catalogue,
        people=NOBODY,
        history=FIRST,
        problems=(),
        listing_slugs=assign_listing_slugs([each.name for each in catalogue.listings]),
        site=SiteNote(),
        site_name="Paper Digest",
        site_url="",
    )
    return replace(context, **parts)  # type: ignore[arg-type]
