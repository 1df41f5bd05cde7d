"""The indexes of authors and of organizations: all on one page, or a page a letter."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.models import OutputFile
from generator.pages.persons import AUTHORS, ORGANIZATIONS, find_by_name
from generator.pages.renderer import Crumb, Renderer
from generator.people.models import People
from generator.text import fold

MOST_ON_ONE_PAGE = 300
MOST_AT_TOP = 30
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """Someone with a page."""

    name: str
    slug: str
    count: int
    sort_name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Those whose names begin alike."""

    slug: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Everyone of one sort."""

    folder: str
    title: str
    noun: str
    rows: tuple[Row, ...]
    """In order."""
    names: int
    """Those without a page included."""
    pages_from: int
    letters: tuple[Letter, ...] = field(default=())


def index_authors(people: People) -> Index:
    """Return the authors in the order of their family names."""
    rows = tuple(
        Row(each.name, each.slug, len(each.entries), each.sort_name)
        for each in people.authors
    )
    letters = group_by_letter(rows)
    return Index(
        AUTHORS, "Authors", "author", rows, people.names, people.pages_from, letters
    )


def index_organizations(people: People) -> Index:
    """Return the organizations in order."""
    rows = tuple(
        Row(each.name, each.slug, len(each.entries), fold(each.name))
        for each in people.organizations
    )
    return Index(
        ORGANIZATIONS,
        "Organizations",
        "organization",
        rows,
        people.organization_names,
        people.organization_pages_from,
        group_by_letter(rows),
    )


def group_by_letter(rows: Sequence[Row]) -> tuple[Letter, ...]:
    """Return rows by their first letter; those of other alphabets and digits together."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        first = row.sort_name[:1]
        groups[first if first in set(string.ascii_lowercase) else _OTHER].append(row)
    letters = [
        Letter(slug, slug.upper(), tuple(groups[slug]))
        for slug in string.ascii_lowercase
        if slug in groups
    ]
    if _OTHER in groups:
        letters.append(Letter(_OTHER, "Other", tuple(groups[_OTHER])))
    return tuple(letters)


def render_index(
    renderer: Renderer, index: Index, people: People
) -> Iterator[OutputFile]:
    """Yield the index, and a page for each letter where it is long."""
    is_cut = len(index.rows) > MOST_ON_ONE_PAGE
    top = sorted(index.rows, key=lambda row: (-row.count, row.sort_name, row.slug))
    example = top[0].name if top else None
    context: dict[str, object] = {
        "index": index,
        "letters": index.letters,
        "is_cut": is_cut,
        "top": top[:MOST_AT_TOP] if is_cut else (),
        "example": example,
        "example_href": find_by_name(example) if example else None,
        "others": people.organization_names if index.folder == AUTHORS else 0,
    }
    yield renderer.render_page(
        f"{index.folder}/index.md",
        "people.html",
        context,
        title=index.title,
        description=f"The {index.noun}s of the papers in this collection.",
    )
    for letter in index.letters if is_cut else ():
        yield renderer.render_page(
            f"{index.folder}/{letter.slug}.md",
            "people-letter.html",
            {
                "steps": (Crumb(index.title, "index.html"), Crumb(letter.title)),
                "index": index,
                "letters": index.letters,
                "letter": letter,
            },
            title=f"{index.title}: {letter.title}",
            description=f"{index.title} whose names are filed under {letter.title}.",
        )
