"""A paper's own page: what is known of it, from where, and where to go from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from generator.exports.context import Context
from generator.identifiers import build_pdf_url, build_url
from generator.latex import plain
from generator.models import Entry, Link, OutputFile, Paper
from generator.pages.corrections import make_report_link
from generator.pages.meta import render_head
from generator.pages.renderer import Renderer
from generator.pages.shell import Page, Shell, fill_shell
from generator.people.models import People
from generator.text import display_name, shorten

_ID_LABELS = {
    "arxiv": "arXiv", "doi": "DOI", "acl": "ACL Anthology", "openreview": "OpenReview",
    "local": "Id in the listing",
}  # fmt: skip
_SEARCHES = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
)
_FIELD_LABELS = {
    "title": "title", "abstract": "abstract", "authors": "authors",
    "author_count": "number of authors", "organization": "organization",
    "published": "date", "ids": "identifier", "venue": "venue", "comments": "comment",
    "categories": "categories", "links": "links", "discussion": "discussion",
    "via": "upstream",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provenance:
    """Facts of a paper that share where they came from."""

    fields: tuple[str, ...]
    places: tuple[str, ...]
    note: str | None


def render_papers(
    renderer: Renderer, context: Context, shell: Shell
) -> Iterator[OutputFile]:
    """Yield the page of every paper, stamped."""
    organizations = {
        entry.slug: organization.slug
        for organization in context.people.organizations
        for entry in organization.entries
    }
    for place, entry in enumerate(context.catalogue.entries):
        described = _describe(entry, context)
        described["organization"] = organizations.get(entry.slug)
        described["related"] = _find_number(place, context)
        page = Page(
            path=f"papers/{entry.slug}.html",
            title=entry.heading,
            description=shorten(entry.digest or entry.heading, 125),
            content=renderer.render("paper.html", described),
            head=render_head(entry, context.site_url),
        )
        yield fill_shell(shell, page)


def _find_number(place: int, context: Context) -> int | None:
    """Return the number of the paper at a place, None without related papers."""
    if context.related is None or context.related.related.papers[place, 0] < 0:
        return None
    return len(context.catalogue.entries) - 1 - place


def _describe(entry: Entry, context: Context) -> dict[str, object]:
    """Return what the template shows of a paper."""
    paper = entry.paper
    pdf = next((url for i in paper.ids if (url := build_pdf_url(i))), None)
    return {
        "entry": entry,
        "paper": paper,
        "authors": _list_authors(entry, context.people),
        "ids": [(_ID_LABELS[i.kind], i.value, build_url(i)) for i in paper.ids],
        "pdf": pdf,
        "code": [link for link in paper.links if link.kind == "code"],
        "links": [link for link in paper.links if link.kind != "code"],
        "host": _name_host,
        "look_up": _list_searches(paper),
        "provenance": group_provenance(paper),
        "report": _link_report(entry, context),
        "slugs": context.listing_slugs,
    }


def _link_report(entry: Entry, context: Context) -> str | None:
    repository = context.site.repository
    return make_report_link(repository, entry) if repository else None


def _list_authors(entry: Entry, people: People) -> Sequence[tuple[str, str | None]]:
    """Return the authors in reading order, each with the address of a page he has."""
    names = entry.paper.authors
    found = people.by_paper.get(entry.slug, (None,) * len(names))
    return [
        (display_name(name), author.slug if author else None)
        for name, author in zip(names, found, strict=True)
    ]


def _list_searches(paper: Paper) -> Sequence[tuple[str, str]]:
    """Return where to look for a paper to which no identifier and no link leads."""
    if not paper.title or paper.links or any(map(build_url, paper.ids)):
        return ()
    title = quote_plus(plain(paper.title))
    return [(name, address + title) for name, address in _SEARCHES]


def _name_host(link: Link) -> str:
    """Return an address without its scheme, short enough for a button."""
    return shorten(link.url.partition("://")[2].rstrip("/"), 48)


def group_provenance(paper: Paper) -> Sequence[Provenance]:
    """Return where the facts came from, facts of one origin together."""
    groups: dict[tuple[tuple[str, ...], str | None], list[str]] = {}
    for item in paper.provenance:
        places = tuple(str(origin) for origin in item.origins)
        groups.setdefault((places, item.note), []).append(_FIELD_LABELS[item.field])
    return [
        Provenance(tuple(fields), places, note)
        for (places, note), fields in groups.items()
    ]
