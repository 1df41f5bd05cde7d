"""YAML files that an owner edits: every scalar is text, and every mapping knows its line.

Implicit types are switched off (`2024-11-27` and `no` stay what was typed), so that a
wrong value can be named as `file:line`, as it stands in the file.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import yaml

from generator.errors import ConfigError


class Mapping(dict[str, object]):
    """A YAML mapping that knows its place; values are str, Items or Mapping."""

    file: str
    line: int
    lines: dict[str, int]
    """1-based line of each key."""


class Items(list[object]):
    """A YAML list that knows its place."""

    lines: tuple[int, ...]
    """1-based line of each item."""


class _Loader(yaml.BaseLoader):
    """BaseLoader (all scalars are text) that refuses a key given twice."""

    file: str = ""

    def construct_located(self, node: yaml.MappingNode) -> Mapping:
        """Return the mapping with the lines of its keys."""
        found = Mapping()
        found.file, found.line, found.lines = self.file, node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise ConfigError(f"{self.file}:{line}: a key must be plain text")
            key = str(key_node.value)
            if key in found:
                raise ConfigError(f"{self.file}:{line}: {key!r} is given twice")
            found[key] = self.construct_object(value_node, deep=True)
            found.lines[key] = line
        return found

    def construct_items(self, node: yaml.SequenceNode) -> Items:
        """Return the list with the lines of its items."""
        found = Items(self.construct_sequence(node, deep=True))
        found.lines = tuple(item.start_mark.line + 1 for item in node.value)
        return found


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_located)
_Loader.add_constructor("tag:yaml.org,2002:seq", _Loader.construct_items)


def load_yaml(path: Path, name: str) -> object:
    """Load a YAML file: str, Items or Mapping; None where the file is empty.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        ConfigError: it cannot be read, is not UTF-8, or is not YAML.
    """
    try:
        raw = path.read_bytes()
        return _parse(raw.decode("utf-8-sig"), name)
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name}:{line}: not UTF-8 text: {error.reason}") from error
    except yaml.reader.ReaderError as error:
        line = raw.decode("utf-8-sig").count("\n", 0, error.position) + 1
        raise ConfigError(
            f"{name}:{line}: not YAML: a character that no text holds,"
            f" U+{error.character:04X}"
        ) from error
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line = where.line + 1 if where else 1
        found = ", ".join(filter(None, (error.context, error.problem)))
        raise ConfigError(f"{name}:{line}: not YAML: {found}") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: not YAML: nested too deeply") from error


def _parse(text: str, name: str) -> object:
    loader = _Loader(text)
    loader.file = name
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def check_keys(mapping: Mapping, known: Collection[str]) -> None:
    """Raise ConfigError, naming the known keys, where a mapping has another one."""
    for key, line in mapping.lines.items():
        if key not in known:
            raise ConfigError(
                f"{mapping.file}:{line}: unknown key {key!r};"
                f" known keys are {', '.join(sorted(known))}"
            )


def get_mappings(value: object, name: str) -> tuple[Mapping, ...]:
    """Return a list of mappings; an empty file counts as an empty list.

    Raises:
        ConfigError: it is something else.
    """
    if value is None or value == "":
        return ()
    if not isinstance(value, Items):
        raise ConfigError(f"{name}:1: expected a list of entries that begin with '- '")
    for item, line in zip(value, value.lines, strict=True):
        if not isinstance(item, Mapping):
            raise ConfigError(
                f"{name}:{line}: expected 'key: value' entries, found {item!r}"
            )
    return tuple(item for item in value if isinstance(item, Mapping))


def get_text(mapping: Mapping, key: str) -> str | None:
    """Return the text under a key, stripped; None where the key is missing or empty.

    Raises:
        ConfigError: it is a list or a mapping.
    """
    value = mapping.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConfigError(
            f"{mapping.file}:{mapping.lines[key]}: {key!r} must be text,"
            f" not {'a list' if isinstance(value, list) else 'a mapping'}"
        )
    return value.strip() or None


def get_texts(mapping: Mapping, key: str) -> tuple[str, ...]:
    """Return the texts under a key; one text counts as a list of one.

    Raises:
        ConfigError: it is a mapping, or a list that holds anything but text.
    """
    value = mapping.get(key, "")
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ConfigError(
            f"{mapping.file}:{mapping.lines[key]}: {key!r} must be a list of texts"
        )
    return tuple(text.strip() for text in texts if text.strip())
