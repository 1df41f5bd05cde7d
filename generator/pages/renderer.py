"""What every page kind needs: templates, entries rendered once, lists cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.models import Entry, OutputFile
from generator.pages.markup import join_lines, make_environment, render_markdown
from generator.text import format_runs

PAGE_SIZE = 50
"""Entries on one page of a list."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the path to a page."""

    text: str
    href: str | None = None
    """None for the page itself."""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of a list under one heading."""

    heading: str
    anchor: str
    entries: tuple[Entry, ...]
    continued: bool = False
    """True where an earlier page holds the start of the section."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of papers, as long as it may be."""

    stem: str
    """Path without ending, one folder deep: `topics/nlp`."""
    title: str
    description: str
    """For the head of the page and for search engines; plain text."""
    crumbs: tuple[Crumb, ...]
    sections: tuple[Section, ...]
    lead: str = ""
    """A sentence under the heading, on the first page only."""
    intro: Markup = field(default_factory=Markup)
    """HTML between the lead and the list, on the first page only."""
    empty: str = "No paper here yet."
    """What is said in the place of a list without entries."""
    papers: str = ""
    """Which papers these are, as `docs/assets/js/lookup.js` reads it: `topic:nlp`,
    `date:2024-11`, `undated`, `source:SLUG`; empty where the list is not offered whole."""
    feed: str = ""
    """Address of its feeds below `feeds/`, without ending; empty where it has none."""
    follow: str = ""
    """What readers follow it as: `topic:nlp`; empty where there is nothing to follow."""
    brief_from: int | None = None
    """Page from which on entries are shown without excerpt and topics; None: never."""


class Renderer:
    """Renders templates; keeps the HTML of each entry, which several lists show."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        """Args: numbers: of the papers by their slugs, see `number_papers`."""
        self._numbers = numbers or {}
        self._environment = make_environment()
        self._item = self._environment.from_string(
            '{% from "macros.html" import item %}{{ item(entry, "../") }}'
        )
        self._brief = self._environment.from_string(
            '{% from "macros.html" import brief %}{{ brief(entry, "../") }}'
        )
        self._items: dict[str, Markup] = {}

    def render(self, template: str, context: Mapping[str, object]) -> Markup:
        """Return a template of `templates/` as HTML on one line.

        Raises:
            jinja2.UndefinedError: the context lacks a name.
        """
        text = self._environment.get_template(template).render(context)
        return Markup(join_lines(text))

    def render_item(self, entry: Entry) -> Markup:
        """Return an entry as lists one folder deep show it."""
        found = self._items.get(entry.slug)
        if found is None:
            text = join_lines(self._item.render(entry=entry))
            found = self._items[entry.slug] = Markup(text)
        return found

    def render_brief(self, entry: Entry) -> Markup:
        """Return an entry as the later pages of very long lists show it."""
        return Markup(join_lines(self._brief.render(entry=entry)))

    def list_numbers(self, entries: Sequence[Entry]) -> str:
        """Return the numbers of entries, by which scripts find what to add to them."""
        numbers = self._numbers
        return format_runs(numbers[e.slug] for e in entries if e.slug in numbers)

    def render_page(
        self,
        path: str,
        template: str,
        context: Mapping[str, object],
        *,
        title: str,
        description: str,
        feed: str = "",
    ) -> OutputFile:
        """Return a Markdown page of one template, with the address of its feed if any."""
        meta = {"title": title, "description": description}
        meta |= {"feed": feed} if feed else {}
        return OutputFile(path, render_markdown(meta, self.render(template, context)))

    def render_list(self, page: ListPage) -> Iterator[OutputFile]:
        """Yield the pages of a list, PAGE_SIZE entries each; at least one."""
        cut = list(cut_sections(page.sections, PAGE_SIZE)) or [()]
        total = sum(len(section.entries) for section in page.sections)
        for number, sections in enumerate(cut, 1):
            path = page_path(page.stem, number)
            is_brief = page.brief_from is not None and number >= page.brief_from
            title = page.title if number == 1 else f"{page.title}, page {number}"
            context = {
                "page": page,
                "sections": sections,
                "item": self.render_brief if is_brief else self.render_item,
                "numbers": self.list_numbers if is_brief else None,
                "number": number,
                "pages": _link_pages(page.stem, number, len(cut)),
                "previous": page_address(page.stem, number - 1),
                "following": (
                    page_address(page.stem, number + 1) if number < len(cut) else None
                ),
                "total": total,
                "first": (number - 1) * PAGE_SIZE + 1,
                "last": min(number * PAGE_SIZE, total),
            }
            yield self.render_page(
                path,
                "list.html",
                context,
                title=title,
                description=page.description,
                feed=page.feed,
            )


def page_path(stem: str, number: int) -> str:
    """Return the path of a page of a list; a slug holds no dot, so none can clash."""
    return f"{stem}.md" if number == 1 else f"{stem}.{number}.md"


def page_address(stem: str, number: int) -> str:
    """Return the address of a page of a list, as other pages of its folder give it."""
    return page_path(stem, number).rsplit("/", 1)[-1].removesuffix(".md") + ".html"


def _link_pages(stem: str, current: int, count: int) -> Sequence[Crumb]:
    """Return links to the first, the last and the nearest pages of a list."""
    if count == 1:
        return ()
    near = {1, 2, count - 1, count, *range(current - 2, current + 3)}
    links: list[Crumb] = []
    before = 0
    for number in sorted(n for n in near if 1 <= n <= count):
        if number != before + 1:
            links.append(Crumb("…"))
        href = None if number == current else page_address(stem, number)
        links.append(Crumb(str(number), href))
        before = number
    return tuple(links)


def cut_sections(
    sections: Sequence[Section], size: int
) -> Iterator[tuple[Section, ...]]:
    """Yield the sections of each page, at most `size` entries in all."""
    page: list[Section] = []
    room = size
    for section in sections:
        rest, continued = section.entries, False
        while rest:
            taken, rest = rest[:room], rest[room:]
            page.append(Section(section.heading, section.anchor, taken, continued))
            continued = True
            room -= len(taken)
            if room == 0:
                yield tuple(page)
                page, room = [], size
    if page:
        yield tuple(page)
