"""Authors and organizations: an index of each, and a page for those with enough papers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports.context import Context
from generator.models import OutputFile
from generator.pages.peopleindex import (
    index_authors,
    index_organizations,
    render_index,
)
from generator.pages.persons import (
    PersonPages,
    describe_author,
    describe_organization,
)
from generator.pages.renderer import Renderer
from generator.pages.shell import Shell


def render_people_index(renderer: Renderer, context: Context) -> Iterator[OutputFile]:
    """Yield the Markdown pages that list authors and organizations."""
    people = context.people
    yield from render_index(renderer, index_authors(people), people)
    yield from render_index(renderer, index_organizations(people), people)


def render_people_pages(
    renderer: Renderer, context: Context, shell: Shell
) -> Iterator[OutputFile]:
    """Yield the page of each author and organization, stamped."""
    pages = PersonPages(renderer, context, shell)
    for author in context.people.authors:
        yield from pages.render(describe_author(author))
    for organization in context.people.organizations:
        yield from pages.render(describe_organization(organization))
