"""`corpus/site.yml`: what the owner decides of the site as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator import yamlfile
from generator.errors import ConfigError
from generator.links import safe_url

_REPOSITORY = re.compile(r"https://[^/\s]+/[^/\s]+/[^/\s]+", re.ASCII)
BUDGETS: Mapping[str, int] = MappingProxyType(
    {"paper_page": 6_000, "list_page": 60_000, "site": 52_000_000, "paper": 11_400}
)
"""Bytes: of a paper's page, on average, as HTML; of each page of a list, compressed; of
the whole site, so much and so much more for each paper: 799 MB for 65,525, and room for
5,000, which have their data in plain files too."""


@dataclass(frozen=True, slots=True)
class SiteNote:
    """What `site.yml` says; each part may be left out."""

    repository: str | None = None
    """Where readers may report an error: `https://github.com/OWNER/NAME`."""
    author_pages_from: int | None = None
    """Papers from which an author has a page; None: the least, from 2 on, with which
    there are not too many pages."""
    organization_pages_from: int = 1
    budgets: Mapping[str, int] = field(default_factory=lambda: BUDGETS)


def load_site_note(path: Path, name: str) -> SiteNote:
    """Load `site.yml`.

    Raises:
        ConfigError: it is not what is expected; the message says where.
    """
    loaded = yamlfile.load_yaml(path, name)
    if loaded is None or loaded == "":
        return SiteNote()
    if not isinstance(loaded, yamlfile.Mapping):
        raise ConfigError(f"{name}:1: expected 'key: value' lines")
    known = ("repository", "author_pages_from", "organization_pages_from", "budgets")
    yamlfile.check_keys(loaded, known)
    return SiteNote(
        repository=_get_repository(loaded),
        author_pages_from=_get_number(loaded, "author_pages_from"),
        organization_pages_from=_get_number(loaded, "organization_pages_from") or 1,
        budgets=_get_budgets(loaded),
    )


def _get_repository(mapping: yamlfile.Mapping) -> str | None:
    url = yamlfile.get_text(mapping, "repository")
    if url is None:
        return None
    url = url.rstrip("/")
    if not _REPOSITORY.fullmatch(url) or safe_url(url) is None:
        raise ConfigError(
            f"{mapping.file}:{mapping.lines['repository']}: {url!r} is not the address of"
            " a repository, like https://github.com/OWNER/NAME"
        )
    return url


def _get_number(mapping: yamlfile.Mapping, key: str) -> int | None:
    text = yamlfile.get_text(mapping, key)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 10**12):
        raise ConfigError(
            f"{mapping.file}:{mapping.lines[key]}: {key!r} must be a number from 1 on,"
            f" not {text!r}"
        )
    return int(text)


def _get_budgets(mapping: yamlfile.Mapping) -> Mapping[str, int]:
    given = mapping.get("budgets", "")
    if given == "":
        return BUDGETS
    if not isinstance(given, yamlfile.Mapping):
        line = mapping.lines["budgets"]
        raise ConfigError(
            f"{mapping.file}:{line}: 'budgets' must hold 'key: value' lines"
        )
    yamlfile.check_keys(given, BUDGETS)
    numbers = {key: _get_number(given, key) for key in given}
    return {**BUDGETS, **{key: number for key, number in numbers.items() if number}}
