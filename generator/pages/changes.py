"""The page of changes: what is new, merged, corrected or gone; and former addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.dates import label
from generator.exports.context import Context
from generator.exports.feeditems import summarize_build
from generator.history.models import GONE, KINDS, BuildLog, Change
from generator.models import OutputFile
from generator.pages.markup import render_markdown
from generator.pages.renderer import Renderer, page_address, page_path

_STEM = "changes"
_PAGE_SIZE = 300
"""Changes on one page; a build is told whole, so that it may go a little beyond."""
_TITLES: Mapping[str, str] = {
    "new": "New",
    "merged": "Merged",
    "corrected": "Corrected",
    "gone": "Gone",
}
# Nothing that the policy of docs/overrides/main.html does not grant; a test holds it.
POLICY = "default-src 'none';style-src 'self';base-uri 'none';form-action 'none'"
_MOVED = Markup(
    "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
    '<meta http-equiv=Content-Security-Policy content="{policy}">'
    '<meta http-equiv=refresh content="0; url={slug}.html">'
    '<meta name=viewport content="width=device-width,initial-scale=1">'
    "<meta name=robots content=noindex><title>{heading}</title>"
    '<link rel=canonical href="{address}">'
    '<link rel=stylesheet href="../assets/built/site.css"></head>'
    "<body><main><h1>This paper has a new address</h1>"
    '<p><a href="{slug}.html">{heading}</a></p></main></body></html>\n'
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A change, as the page shows it."""

    href: str | None
    """None where the paper is not there any more."""
    heading: str
    note: str


@dataclass(frozen=True, slots=True)
class _Group:
    """The changes of one kind in one build."""

    title: str
    count: int
    rows: tuple[_Row, ...]
    more: int
    """How many are not told."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One build, as the page shows it."""

    number: int
    day: str
    iso: str
    summary: str
    papers: int
    groups: tuple[_Group, ...]
    elsewhere: str | None = None
    """Address of the page that tells it, where another does."""


def render_changes(renderer: Renderer, context: Context) -> Iterator[OutputFile]:
    """Yield the Markdown page of changes; further pages where there are many.

    The first page names every build, so that a link to one always arrives.
    """
    slugs = {entry.key: entry.slug for entry in context.catalogue.entries}
    pages = cut_builds(context.history.builds, _PAGE_SIZE)
    for number, builds in enumerate(pages, 1):
        told = [_tell(build, slugs) for build in builds]
        if number == 1:
            told += _point_elsewhere(pages)
        values: dict[str, object] = {
            "builds": told,
            "number": number,
            "pages": len(pages),
            "previous": page_address(_STEM, number - 1),
            "following": page_address(_STEM, number + 1),
            "first_only": context.history.number == 1,
        }
        meta = {
            "title": "Changes" if number == 1 else f"Changes, page {number}",
            "description": "What each build of this collection brought, merged,"
            " corrected or lost.",
            "feed": "changes",
        }
        body = renderer.render("changes.html", values)
        yield OutputFile(page_path(_STEM, number), render_markdown(meta, body))


def cut_builds(builds: Sequence[BuildLog], size: int) -> Sequence[tuple[BuildLog, ...]]:
    """Return builds by page: as many as have `size` changes, or one that has more."""
    pages: list[tuple[BuildLog, ...]] = []
    page: list[BuildLog] = []
    for build in builds:
        filled = sum(len(each.changes) for each in page)
        if page and filled + len(build.changes) > size:
            pages.append(tuple(page))
            page = []
        page.append(build)
    return [*pages, tuple(page)]


def _point_elsewhere(pages: Sequence[tuple[BuildLog, ...]]) -> Iterator[_Told]:
    for number, builds in enumerate(pages[1:], 2):
        for build in builds:
            address = f"{page_address(_STEM, number)}#build-{build.number}"
            yield _tell_briefly(build, (), address)


def _tell(build: BuildLog, slugs: Mapping[str, str]) -> _Told:
    groups = []
    for kind in KINDS:
        changes = [change for change in build.changes if change.kind == kind]
        if changes:
            count = build.counts.get(kind, 0)
            rows = tuple(_show(change, slugs) for change in changes)
            groups.append(_Group(_TITLES[kind], count, rows, count - len(rows)))
    return _tell_briefly(build, tuple(groups))


def _tell_briefly(
    build: BuildLog, groups: tuple[_Group, ...], elsewhere: str | None = None
) -> _Told:
    return _Told(
        number=build.number,
        day=label(build.date),
        iso=str(build.date),
        summary=summarize_build(build),
        papers=build.papers,
        groups=groups,
        elsewhere=elsewhere,
    )


def _show(change: Change, slugs: Mapping[str, str]) -> _Row:
    slug = None if change.kind == GONE else slugs.get(change.key)
    return _Row(slug and f"papers/{slug}.html", change.heading, change.note)


def render_moved(context: Context) -> Iterator[OutputFile]:
    """Yield a small page at each former address, which leads to the present one."""
    headings = {entry.slug: entry.heading for entry in context.catalogue.entries}
    for old, slug in sorted(context.history.moved.items()):
        address = f"{context.site_url}papers/" if context.site_url else ""
        page = _MOVED.format(
            policy=Markup(POLICY),
            slug=slug,
            heading=headings[slug],
            address=f"{address}{slug}.html",
        )
        yield OutputFile(f"papers/{old}.html", page.encode())
