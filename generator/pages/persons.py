"""The page of one author or organization: papers, and with whom, on what, when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from markupsafe import Markup

from generator.exports.context import Context
from generator.models import Entry, OutputFile
from generator.pages.renderer import Crumb, Renderer, page_address, page_path
from generator.pages.shell import Page, Shell, fill_shell
from generator.people.models import SAME_WORDS, Author, Organization, Spelling
from generator.people.names import read_name
from generator.text import shorten

AUTHORS, ORGANIZATIONS = "authors", "organizations"
PAGE_SIZE = 200
"""Papers on one page."""
FULL = 50
"""Papers with digest and topics, at the head of the first page; the rest are rows."""
MOST_FULL = 10_000
"""Papers on all pages of people together; where there are more, all of them are rows:
a full one takes 0.5 kB, and a paper stands on the pages of all its authors."""
MOST_PEERS = 20
MOST_TOPICS = 10
_LONGEST_NAME = 100
_HEAD = Markup(
    '<meta property=og:title content="{}"><meta property=og:type content=website>'
)
_CANONICAL = Markup('<link rel=canonical href="{}">')
_FEED = Markup('<link rel=alternate type=application/{}+xml title="{}" href="{}">')


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that papers have in common, and how many do."""

    text: str
    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a page is about."""

    folder: str
    """AUTHORS or ORGANIZATIONS."""
    slug: str
    name: str
    entries: tuple[Entry, ...]
    spellings: tuple[Spelling, ...] = ()
    """Other names of the same author, with the reason."""

    @property
    def stem(self) -> str:
        """The path without ending."""
        return f"{self.folder}/{self.slug}"


def describe_author(author: Author) -> Subject:
    """Return an author as a page shows him."""
    others = [each for each in author.spellings[1:] if each.reason != SAME_WORDS]
    return Subject(AUTHORS, author.slug, author.name, author.entries, tuple(others))


def describe_organization(organization: Organization) -> Subject:
    """Return an organization as a page shows it."""
    name, entries = organization.name, organization.entries
    return Subject(ORGANIZATIONS, organization.slug, name, entries)


class PersonPages:
    """Stamps the pages of people."""

    def __init__(self, renderer: Renderer, context: Context, shell: Shell) -> None:
        self._renderer = renderer
        self._context = context
        self._shell = shell
        people = context.people
        shown = sum(len(author.entries) for author in people.authors)
        shown += sum(len(each.entries) for each in people.organizations)
        self._full = FULL if shown <= MOST_FULL else 0

    def render(self, subject: Subject) -> Iterator[OutputFile]:
        """Yield the pages of an author or organization; few have more than one."""
        pages = -(-len(subject.entries) // PAGE_SIZE)
        for number in range(1, pages + 1):
            title = subject.name if number == 1 else f"{subject.name}, page {number}"
            described = self._describe(subject, number, pages)
            page = Page(
                path=page_path(subject.stem, number).removesuffix(".md") + ".html",
                title=title,
                description=f"{subject.name}: {described['lead']}.",
                content=self._renderer.render("person.html", described),
                head=self._render_head(subject, number),
            )
            yield fill_shell(self._shell, page)

    def _describe(self, subject: Subject, number: int, pages: int) -> dict[str, object]:
        """Return what the template shows."""
        start = (number - 1) * PAGE_SIZE
        shown = subject.entries[start : start + PAGE_SIZE]
        is_author = subject.folder == AUTHORS
        first = number == 1
        years = count_years(subject.entries) if first else []
        peers = self._count_peers(subject) if first else []
        title = "Authors" if is_author else "Organizations"
        return {
            "steps": (Crumb(title, "index.html"), Crumb(subject.name)),
            "subject": subject,
            "lead": summarize(subject.entries),
            "number": number,
            "pages": pages,
            "address": lambda at: page_address(subject.stem, at),
            "is_author": is_author,
            "items": [self._render_entry(e, start + at) for at, e in enumerate(shown)],
            "papers": self._renderer.list_numbers(subject.entries),
            "numbers": self._renderer.list_numbers(shown),
            "is_brief": start + len(shown) > self._full,
            "report": make_report_link(subject, self._context),
            "peers": peers[:MOST_PEERS],
            "more_peers": max(0, len(peers) - MOST_PEERS),
            "topics": count_topics(subject.entries)[:MOST_TOPICS] if first else [],
            "years": years,
            "most": max((year.count for year in years), default=0),
        }

    def _render_entry(self, entry: Entry, at: int) -> Markup:
        renderer = self._renderer
        render = renderer.render_item if at < self._full else renderer.render_brief
        return render(entry)

    def _render_head(self, subject: Subject, number: int) -> Markup:
        head = _HEAD.format(subject.name)
        if self._context.site_url:
            path = page_path(subject.stem, number).removesuffix(".md")
            head += _CANONICAL.format(f"{self._context.site_url}{path}.html")
        if subject.folder == AUTHORS:
            feed = f"../feeds/{subject.stem}.xml"
            head += _FEED.format("atom", subject.name, feed)
        return head

    def _count_peers(self, subject: Subject) -> list[Tally]:
        """Return the other authors of the papers, those of most papers first."""
        counts: Counter[str] = Counter()
        known: dict[str, Tally] = {}
        for entry in subject.entries:
            peers = dict(self._list_authors(entry, subject.folder))
            for identity, peer in peers.items():
                known.setdefault(identity, peer)
            counts.update(peers.keys())
        if subject.folder == AUTHORS:
            del counts[subject.slug]
        tallies = [Tally(known[k].text, n, known[k].href) for k, n in counts.items()]
        return sorted(tallies, key=lambda each: (-each.count, each.text))

    def _list_authors(self, entry: Entry, folder: str) -> Iterator[tuple[str, Tally]]:
        """Yield the authors of a paper, with what tells them apart; no count yet."""
        root = "" if folder == AUTHORS else f"../{AUTHORS}/"
        names = entry.paper.authors
        found = self._context.people.by_paper.get(entry.slug, (None,) * len(names))
        for written, author in zip(names, found, strict=True):
            if author:
                yield author.slug, Tally(author.name, 0, f"{root}{author.slug}.html")
            elif read := read_name(written):
                # No address holds a space, and no key of two words lacks one.
                yield f" {read[1]}", Tally(read[0], 0, find_by_name(read[0]))


def find_by_name(name: str) -> str:
    """Return the address of a search for an author, from a page one folder deep."""
    typed = name.replace('"', "")
    return "../search.html?q=" + quote_plus(f'author:"{typed}"')


def summarize(entries: Sequence[Entry]) -> str:
    """Return how many papers these are, and of which years."""
    papers = f"{len(entries):,} {'paper' if len(entries) == 1 else 'papers'}"
    years = sorted({e.paper.published.year for e in entries if e.paper.published})
    if not years:
        return papers
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return f"{papers}, {span}"


def count_topics(entries: Iterable[Entry]) -> list[Tally]:
    """Return the topics of papers, those of most papers first."""
    topics = {match.topic.slug: match.topic for e in entries for match in e.topics}
    counts = Counter(match.topic.slug for e in entries for match in e.topics)
    tallies = [
        Tally(topics[slug].title, count, f"../topics/{slug}.html")
        for slug, count in counts.items()
    ]
    return sorted(tallies, key=lambda each: (-each.count, each.text))


def count_years(entries: Iterable[Entry]) -> list[Tally]:
    """Return the years of papers, newest first; the undated last."""
    dates = [entry.paper.published for entry in entries]
    years: Mapping[int, int] = Counter(date.year for date in dates if date)
    tallies = [
        Tally(str(year), years[year], f"../dates/{year}.html")
        for year in sorted(years, reverse=True)
    ]
    undated = dates.count(None)
    return tallies + [Tally("undated", undated, "../dates/undated.html")] * bool(
        undated
    )


def make_report_link(subject: Subject, context: Context) -> str | None:
    """Return the address of a new issue about a page; None without a repository."""
    if not context.site.repository:
        return None
    name = shorten(subject.name, _LONGEST_NAME)
    page = f"{context.site_url}{subject.stem}.html"
    body = f"Name: {name}\nPage: {page}\n\nWhose papers are wrong here, or missing?\n"
    title = quote_plus(f"Correction: {name}")
    return f"{context.site.repository}/issues/new?title={title}&body={quote_plus(body)}"
