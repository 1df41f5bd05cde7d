"""Papers and builds as entries of feeds: with an identity and a date that do not change."""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.dates import label
from generator.exports.context import Context
from generator.exports.feedforms import Item
from generator.history.models import GONE, KINDS, BuildLog, Change
from generator.identifiers import build_url
from generator.latex import plain
from generator.models import Entry, Paper, PartialDate
from generator.summaries import make_byline
from generator.text import display_name

# Never to be changed: readers would be shown every paper as new.
_NAMESPACE = uuid.UUID("6b1f7c52-0a43-5d0e-9a3c-4f6f0c6f7a11")
_AUTHORS = 20
"""Names that an entry carries; the summary says how many there are."""
_TOLD = 20
"""Changes of each kind that an entry about a build tells."""


def make_id(name: str) -> str:
    """Return a URN, the same for the same name (RFC 4122, version 5)."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def format_time(date: PartialDate) -> str:
    """Return a date as RFC 3339 has it: its first moment, in UTC."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


class ItemMaker:
    """Makes the entries of feeds, those with an abstract once for all feeds."""

    def __init__(self, context: Context) -> None:
        self._history = context.history
        self._made: dict[str, Item] = {}
        order = enumerate(context.catalogue.entries)
        self._places = {entry.key: place for place, entry in order}

    def choose_newest(self, entries: Iterable[Entry], limit: int) -> Sequence[Entry]:
        """Return the entries that came last, newest first within a build."""
        brought = self._history.brought

        def rank(entry: Entry) -> tuple[int, int]:
            return (-brought.get(entry.key, 0), self._places[entry.key])

        return sorted(entries, key=rank)[:limit]

    def make_full(self, entry: Entry) -> Item:
        """Return an entry with its abstract."""
        made = self._made.get(entry.key)
        if made is None:
            made = self._made[entry.key] = replace(
                self.make_short(entry),
                tags=tuple((m.topic.slug, m.topic.title) for m in entry.topics),
                summary=_summarize(entry),
            )
        return made

    def make_short(self, entry: Entry) -> Item:
        """Return an entry without its abstract."""
        return replace(self.make_brief(entry), authors=_name_authors(entry.paper))

    def make_brief(self, entry: Entry) -> Item:
        """Return an entry of little more than its title; the feed says by whom it is."""
        history = self._history
        date = entry.paper.published or history.added.get(entry.key, history.date)
        return Item(
            id=make_id(history.announced.get(entry.key, entry.key)),
            title=entry.heading,
            page=f"papers/{entry.slug}.html",
            updated=format_time(date),
            source=next(filter(None, map(build_url, entry.paper.ids)), None),
            text=make_byline(entry.paper),
        )


def _name_authors(paper: Paper) -> tuple[str, ...]:
    """Return who is said to have written a paper; nobody where nobody is named."""
    names = tuple(map(display_name, paper.authors[:_AUTHORS]))
    return names or ((paper.organization,) if paper.organization else ())


def _summarize(entry: Entry) -> str:
    """Return a paper as HTML; a date that is less than a day says so."""
    paper = entry.paper
    date = label(paper.published) if paper.published else "date not known"
    about = (make_byline(paper), date, plain(paper.venue or ""))
    lines = (" · ".join(filter(None, about)), entry.text)
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def describe_build(build: BuildLog, identity: str, site_url: str) -> Item:
    """Return an entry about one build.

    Args:
        build: the build.
        identity: tells this site from others.
        site_url: its address; papers are linked where it is known.
    """
    return Item(
        id=make_id(f"{identity} build {build.number} {build.date}"),
        title=summarize_build(build),
        page=f"changes.html#build-{build.number}",
        updated=format_time(build.date),
        summary=_tell_changes(build, site_url),
    )


def summarize_build(build: BuildLog) -> str:
    """Return what a build changed, in numbers: `12 new, 1 corrected`."""
    if build.number == 1:
        return f"First build: {count_papers(build.papers)}"
    told = (
        f"{build.counts[kind]:,} {kind}" for kind in KINDS if build.counts.get(kind)
    )
    return ", ".join(told)


def count_papers(number: int) -> str:
    """Return `1 paper`, `2 papers`."""
    return f"{number:,} {'paper' if number == 1 else 'papers'}"


def _tell_changes(build: BuildLog, site_url: str) -> str:
    parts = [f"<p>{count_papers(build.papers)} on {label(build.date)}.</p>"]
    for kind in KINDS:
        told = [change for change in build.changes if change.kind == kind][:_TOLD]
        if not told:
            continue
        lines = [f"<li>{_tell(change, site_url)}</li>" for change in told]
        if more := build.counts.get(kind, 0) - len(told):
            lines.append(f"<li>and {more:,} more</li>")
        parts.append(f"<p>{kind.capitalize()}:</p><ul>{''.join(lines)}</ul>")
    return "".join(parts)


def _tell(change: Change, site_url: str) -> str:
    text = html.escape(change.heading, quote=False)
    if site_url and change.kind != GONE:
        address = html.escape(f"{site_url}papers/{change.slug}.html")
        text = f'<a href="{address}">{text}</a>'
    return f"{text} ({html.escape(change.note, quote=False)})" if change.note else text
