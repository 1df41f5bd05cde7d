"""What the owner says in `corpus/*.yml`, validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from generator import yamlfile
from generator.dates import parse_iso
from generator.errors import ConfigError, Problem, Severity
from generator.links import safe_url
from generator.merging.corrections import NONE, Corrections, load_corrections
from generator.models import PartialDate, Topic
from generator.people.aliases import NO_ALIASES, Aliases, load_aliases
from generator.sitefile import SiteNote, load_site_note
from generator.understanding.topicsfile import OTHER, load_topics

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What `sources.yml` says of one listing."""

    title: str | None
    saved: PartialDate | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Config:
    """The owner's files, read."""

    topics: tuple[Topic, ...]
    corrections: Corrections
    sources: Mapping[str, SourceNote]
    """By name of the listing."""
    site: SiteNote
    aliases: Aliases
    problems: tuple[Problem, ...]
    """What was wrong with them; a file with a fault counts as empty."""


def load_config(corpus: Path, default_topics: Path) -> Config:
    """Load what a corpus has of `{sources,corrections,topics,site,authors}.yml`.

    Args:
        corpus: the folder of listings, or one listing (the files beside it count then).
        default_topics: the topics for a corpus that has no `topics.yml` of its own.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    problems: list[Problem] = []

    def load(path: Path, read: Callable[[Path, str], T], empty: T) -> T:
        name = path.name
        if not path.exists():
            return empty
        try:
            return read(path, name)
        except ConfigError as error:
            problems.append(_to_problem(error, name))
            return empty

    own_topics = folder / "topics.yml"
    topics_path = own_topics if own_topics.exists() else default_topics
    sources: Mapping[str, SourceNote] = MappingProxyType({})
    return Config(
        topics=load(topics_path, load_topics, (OTHER,)),
        corrections=load(folder / "corrections.yml", load_corrections, NONE),
        sources=load(folder / "sources.yml", load_sources, sources),
        site=load(folder / "site.yml", load_site_note, SiteNote()),
        aliases=load(folder / "authors.yml", load_aliases, NO_ALIASES),
        problems=tuple(problems),
    )


def _to_problem(error: ConfigError, name: str) -> Problem:
    where, _, message = str(error).partition(": ")
    line = where.removeprefix(name).removeprefix(":")
    return Problem(name, int(line) if line.isdigit() else 0, Severity.ERROR, message)


def load_sources(path: Path, name: str) -> Mapping[str, SourceNote]:
    """Load `sources.yml`: a list of `listing`, and any of `title`, `saved`, `url`.

    Raises:
        ConfigError: it is not that; the message says where.
    """
    notes: dict[str, SourceNote] = {}
    for item in yamlfile.get_mappings(yamlfile.load_yaml(path, name), name):
        yamlfile.check_keys(item, ("listing", "title", "saved", "url"))
        listing = yamlfile.get_text(item, "listing")
        if listing is None:
            raise ConfigError(
                f"{name}:{item.line}: expected 'listing: NAME-OF-A-FILE' in this entry"
            )
        if listing in notes:
            raise ConfigError(f"{name}:{item.line}: {listing!r} is described twice")
        saved = yamlfile.get_text(item, "saved")
        try:
            date = parse_iso(saved) if saved else None
        except ValueError as error:
            raise ConfigError(f"{name}:{item.lines['saved']}: {error}") from error
        notes[listing] = SourceNote(
            title=yamlfile.get_text(item, "title"),
            saved=date,
            url=_get_url(item),
        )
    return notes


def _get_url(item: yamlfile.Mapping) -> str | None:
    url = yamlfile.get_text(item, "url")
    if url is None:
        return None
    safe = safe_url(url)
    if safe is None:
        raise ConfigError(
            f"{item.file}:{item.lines['url']}: {url!r} is not an address like"
            " https://example.org/papers"
        )
    return safe
