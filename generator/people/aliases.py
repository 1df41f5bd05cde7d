"""`corpus/authors.yml`: what the owner knows of names.

- name: Tianlong Chen              # how the name is shown
  also: [T. L. Chen]               # other spellings of it, wherever they stand
- name: Wei Li
  apart: [W. Li]                   # never taken for the same author
- name: Wei Wang (vision)          # one of several people of this name:
  papers: [2411.00001, doi:10.1234/x]    # these papers are this one's
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ConfigError
from generator.text import clean
from generator.yamlfile import (
    Mapping,
    check_keys,
    get_mappings,
    get_text,
    get_texts,
    load_yaml,
)

_WITH_REMARK = re.compile(r"(\S.*?)\s*\([^()]*[^()\s][^()]*\)")
_KEYS = ("name", "also", "apart", "papers")


@dataclass(frozen=True, slots=True)
class Alias:
    """What the owner says of one author."""

    file: str
    line: int
    """1-based, where the entry begins."""
    name: str
    """As pages show it."""
    also: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    """Keys of papers, or identifiers."""

    @property
    def written_name(self) -> str:
        """The name as listings write it: without the remark that tells namesakes apart."""
        match = _WITH_REMARK.fullmatch(self.name) if self.papers else None
        return match[1] if match else self.name


@dataclass(frozen=True, slots=True)
class Aliases:
    """What `authors.yml` says, in its order."""

    authors: tuple[Alias, ...] = ()


NO_ALIASES = Aliases()


def load_aliases(path: Path, name: str) -> Aliases:
    """Load `authors.yml`.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        ConfigError: it cannot be read or an entry does not say what it should.
    """
    authors: dict[str, Alias] = {}
    for entry in get_mappings(load_yaml(path, name), name):
        alias = _read_alias(entry)
        first = authors.setdefault(alias.name.casefold(), alias)
        if first is not alias:
            message = f"{alias.name!r} has an entry already, on line {first.line}"
            raise _error(entry, "name", message)
    return Aliases(tuple(authors.values()))


def _read_alias(entry: Mapping) -> Alias:
    check_keys(entry, _KEYS)
    name = clean(get_text(entry, "name") or "")
    if not name:
        raise _error(entry, "name", "expected 'name: NAME-OF-AN-AUTHOR' in this entry")
    also, apart, papers = (_read_texts(entry, key) for key in _KEYS[1:])
    if not (also or apart or papers):
        raise _error(entry, None, "expected 'also', 'apart' or 'papers' in this entry")
    alias = Alias(entry.file, entry.line, name, also, apart, papers)
    if papers and alias.written_name == name:
        expected = f"expected a remark in brackets, as in '{name} (vision)', because"
        raise _error(
            entry, "name", f"{expected} 'papers' tells namesakes apart: {name!r}"
        )
    for text in also:
        if text in apart or text == name:
            raise _error(entry, "also", f"{text!r} is given twice in this entry")
    return alias


def _read_texts(entry: Mapping, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(clean, get_texts(entry, key))))


def _error(mapping: Mapping, key: str | None, message: str) -> ConfigError:
    """Return an error at the line of a key, or of the entry where it has no such key."""
    line = mapping.lines.get(key or "", mapping.line)
    return ConfigError(f"{mapping.file}:{line}: {message}")
