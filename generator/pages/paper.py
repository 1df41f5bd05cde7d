"""A paper's own page, stamped: the theme renders one shell, papers are filled into it.

MkDocs takes milliseconds and 12 kB a page; joining strings takes microseconds, and the
shell is all that the pages share. The shell lies in the folder of the pages, so that
its relative links hold for them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from generator.errors import SiteError
from generator.identifiers import build_pdf_url, build_url
from generator.latex import plain
from generator.models import ARXIV, Catalogue, Entry, Link, OutputFile, Paper
from generator.pages.markup import render_markdown
from generator.pages.renderer import Renderer
from generator.text import shorten

SHELL_SOURCE = "papers/shell.md"
SHELL_PAGE = "papers/shell.html"
_TITLE, _DESCRIPTION, _ADDRESS, _CONTENT = (
    "XTOKTITLEX", "XTOKDESCX", SHELL_PAGE, "XTOKCONTENTX",
)  # fmt: skip
_TOKEN = re.compile(
    "|".join(map(re.escape, (_TITLE, _DESCRIPTION, _ADDRESS, _CONTENT)))
)
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


@dataclass(frozen=True, slots=True)
class Shell:
    """The page that the theme made, cut where a paper's own text goes."""

    parts: tuple[str, ...]
    tokens: tuple[str, ...]
    """The token between each part and the next."""


def render_shell() -> OutputFile:
    """Return the Markdown page from which the theme makes the shell."""
    meta = {"title": _TITLE, "description": _DESCRIPTION}
    return OutputFile(SHELL_SOURCE, render_markdown(meta, _CONTENT))


def cut_shell(page: str) -> Shell:
    """Cut the rendered shell at its tokens.

    Raises:
        SiteError: the theme lost a token that every page needs.
    """
    for token in (_TITLE, _DESCRIPTION, _CONTENT):
        if token not in page:
            raise SiteError(
                f"the theme's {SHELL_PAGE} has no {token}: main.html must print"
                " page.meta.title, page.meta.description and page.content"
            )
    return Shell(tuple(_TOKEN.split(page)), tuple(_TOKEN.findall(page)))


def render_papers(
    renderer: Renderer, catalogue: Catalogue, shell: Shell, slugs: Mapping[str, str]
) -> Iterator[OutputFile]:
    """Yield the page of every paper.

    Args:
        renderer: the templates.
        catalogue: the papers.
        shell: the theme's page, cut.
        slugs: addresses of the listings, by name.
    """
    for entry in catalogue.entries:
        path = f"papers/{entry.slug}.html"
        description = shorten(plain(entry.paper.abstract or entry.heading), 200)
        values = {
            _TITLE: html.escape(entry.heading),
            _DESCRIPTION: html.escape(description),
            _ADDRESS: path,
            _CONTENT: renderer.render("paper.html", _describe(entry, slugs)),
        }
        filled = [shell.parts[0]]
        for token, part in zip(shell.tokens, shell.parts[1:], strict=True):
            filled += (values[token], part)
        yield OutputFile(path, "".join(filled).encode())


def _describe(entry: Entry, slugs: Mapping[str, str]) -> Mapping[str, object]:
    """Return what the template shows of a paper."""
    paper = entry.paper
    arxiv = next((i for i in paper.ids if i.kind == ARXIV), None)
    pdf = next((url for i in paper.ids if (url := build_pdf_url(i))), None)
    return {
        "entry": entry,
        "paper": paper,
        "ids": [(_ID_LABELS[i.kind], i.value, build_url(i)) for i in paper.ids],
        "arxiv": build_url(arxiv) if arxiv else None,
        "pdf": pdf,
        "code": [link for link in paper.links if link.kind == "code"],
        "links": [link for link in paper.links if link.kind != "code"],
        "host": _name_host,
        "look_up": _list_searches(paper),
        "provenance": group_provenance(paper),
        "slugs": slugs,
    }


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
