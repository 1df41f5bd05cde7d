"""Small invented collections of papers that name authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.models import Catalogue, Entry, PartialDate, Topic
from generator.people.grouping import group_people
from generator.people.models import Author, People
from tests.conftest import OTHER, make_entry


def make_catalogue(*entries: Entry, topics: Sequence[Topic] = (OTHER,)) -> Catalogue:
    """Return a catalogue of entries, in the order given."""
    dates = [e.paper.published for e in entries if e.paper.published]
    newest = max(dates, default=None)
    return Catalogue(entries, tuple(topics), (), newest, len(entries), 0)


def make_papers(*authors: Sequence[str], **facts: object) -> Catalogue:
    """Return a catalogue of papers `p0`, `p1` … by the authors given."""
    return make_catalogue(
        *(
            make_entry(f"p{at}", f"Paper {at}", authors=tuple(names), **facts)
            for at, names in enumerate(authors)
        )
    )


def make_dated(year: int, slug: str, *authors: str, **facts: object) -> Entry:
    """Return an entry of a year."""
    return make_entry(
        slug, slug.title(), authors=authors, published=PartialDate(year), **facts
    )


def group(*authors: Sequence[str]) -> People:
    """Return the people of papers by the authors given, each with a page."""
    return group_people(make_papers(*authors), pages_from=1)


def by_name(people: People) -> Mapping[str, Author]:
    """Return the authors by name."""
    return {author.name: author for author in people.authors}


def joined(people: People) -> dict[str, dict[str, str]]:
    """Return the other spellings of each author, with the reasons, where there are any."""
    return {
        author.name: {each.name: each.reason for each in author.spellings[1:]}
        for author in people.authors
        if len(author.spellings) > 1
    }
