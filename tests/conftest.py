"""Builders of values for tests, with defaults; everything in them is invented."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from generator.models import Entry, Origin, Paper, SourceRecord, Topic, TopicMatch

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


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
    return Entry(
        slug=slug,
        paper=make_paper(**facts),
        heading=heading,
        heading_made=facts["title"] is None,
        topics=(TopicMatch(OTHER, 0.0, ()),),
    )


@pytest.fixture
def shared() -> Path:
    """Return ../shared; a test that needs it is skipped, saying so, where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not beside this checkout")
    return SHARED
