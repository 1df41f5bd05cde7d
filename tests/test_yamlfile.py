"""YAML files of the owner: all text, and every complaint names its line."""

from __future__ import annotations

import re

import pytest

from generator.errors import ConfigError
from generator.yamlfile import (
    Mapping,
    check_keys,
    get_mappings,
    get_text,
    get_texts,
    load_yaml,
)


@pytest.fixture
def write(tmp_path):
    """Write a YAML file, and return a function that loads it as `own.yml`."""

    def load(content: str | bytes) -> object:
        path = tmp_path / "any.yml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_yaml(path, "own.yml")

    return load


def load_mapping(value: object) -> Mapping:
    """Return what was loaded, which must be a mapping."""
    assert isinstance(value, Mapping)
    return value


def test_scalars_stay_what_was_typed(write):
    """There are no dates, numbers, booleans or nulls: a message quotes what was typed."""
    value = write("a: 2024-11-27\nb: no\nc: 0x10\nd: ~\ne:\nf: 'x'\n")
    assert value == {
        "a": "2024-11-27",
        "b": "no",
        "c": "0x10",
        "d": "~",
        "e": "",
        "f": "x",
    }


def test_mappings_know_their_lines(write):
    """Comments, blank lines and folded text do not shift the count."""
    first, second = get_mappings(
        write("# c\n\n- a: >-\n    x\n    y\n  b: 1\n-\n  c:\n    d: 2\n"), "own.yml"
    )
    assert (first.line, first.lines) == (3, {"a": 3, "b": 6})
    assert (second.line, second.lines) == (8, {"c": 8})
    assert load_mapping(second["c"]).lines == {"d": 9}
    assert second.file == "own.yml"


@pytest.mark.parametrize("content", ["", "# only a comment\n", "\n\n", "''", "---\n"])
def test_an_empty_file_is_an_empty_list(write, content):
    """A file that says nothing asks for nothing."""
    assert get_mappings(write(content), "own.yml") == ()


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(write):
    """Editors on Windows write both."""
    assert write(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n") == {"a": "1", "b": ["x"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "own.yml:3: 'a' is given twice"),
        ("- a: 1\n  ? [x]\n  : 2\n", "own.yml:2: a key must be plain text"),
        (
            "a: 1\n\tb: 2\n",
            "own.yml:2: not YAML: while scanning for the next token,"
            " found character '\\t' that cannot start any token",
        ),
        (
            "a: [1\nb: 2\n",
            "own.yml:2: not YAML: while parsing a flow sequence,"
            " expected ',' or ']', but got ':'",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "own.yml:2: not YAML: expected a single document in the stream,"
            " but found another document",
        ),
        ("a: *b\n", "own.yml:1: not YAML: found undefined alias 'b'"),
        (
            "a: &a\n  b: *a\n",
            "own.yml:1: not YAML: found unconstructable recursive node",
        ),
        (b"a: 1\nb: caf\xe9\n", "own.yml:2: not UTF-8 text: invalid continuation byte"),
        (
            b"a: 1\n\nb: \x07\n",
            "own.yml:3: not YAML: a character that no text holds, U+0007",
        ),
        ("[" * 500, "own.yml: not YAML: nested too deeply"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line(write, content, message):
    """The message names the file, the line, and what was found there."""
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        write(content)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    """A missing file and a folder in its place are told apart."""
    with pytest.raises(ConfigError, match=r"^own\.yml: cannot be read: No such file"):
        load_yaml(tmp_path / "none.yml", "own.yml")
    with pytest.raises(ConfigError, match=r"^own\.yml: cannot be read: Is a directory"):
        load_yaml(tmp_path, "own.yml")


def test_an_unknown_key_is_told_with_the_known_ones(write):
    """A slip of the pen is seen at once."""
    mapping = load_mapping(write("title: x\nsavd: y\n"))
    check_keys(mapping, ("title", "savd"))
    with pytest.raises(
        ConfigError,
        match=r"^own\.yml:2: unknown key 'savd'; known keys are saved, title$",
    ):
        check_keys(mapping, ("title", "saved"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\n", "own.yml:1: expected a list of entries that begin with '- '"),
        ("word\n", "own.yml:1: expected a list of entries that begin with '- '"),
        ("- a: 1\n- b\n", "own.yml:2: expected 'key: value' entries, found 'b'"),
        ("- a: 1\n\n-\n", "own.yml:3: expected 'key: value' entries, found ''"),
        ("- - a\n", "own.yml:1: expected 'key: value' entries, found ['a']"),
        ("- !x {a: 1}\n", "own.yml:1: expected 'key: value' entries, found {'a': '1'}"),
    ],
)
def test_what_is_no_list_of_entries_is_refused(write, content, message):
    """The file must be a list, and each item of it a mapping."""
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        get_mappings(write(content), "own.yml")


def test_texts_are_stripped_and_may_be_missing(write):
    """An empty value says as much as a missing key; one text is a list of one."""
    mapping = load_mapping(
        write("a: '  x '\nempty:\nmany: [x, ' ', ' y ']\nnone: []\n")
    )
    assert [get_text(mapping, key) for key in ("a", "empty", "missing")] == [
        "x",
        None,
        None,
    ]
    assert {key: get_texts(mapping, key) for key in (*mapping, "missing")} == {
        "a": ("x",),
        "empty": (),
        "many": ("x", "y"),
        "none": (),
        "missing": (),
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x: 1\na: [b]\n", "own.yml:2: 'a' must be text, not a list"),
        ("x: 1\na:\n  b: c\n", "own.yml:2: 'a' must be text, not a mapping"),
    ],
)
def test_a_list_is_no_text(write, content, message):
    """The message says what stands there instead."""
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        get_text(load_mapping(write(content)), "a")


@pytest.mark.parametrize("content", ["x: 1\na: [b, {c: d}]\n", "x: 1\na: {b: c}\n"])
def test_a_list_of_texts_holds_nothing_else(write, content):
    """A mapping, or a list with a mapping in it, is not taken for texts."""
    message = "own.yml:2: 'a' must be a list of texts"
    with pytest.raises(ConfigError, match=f"^{re.escape(message)}$"):
        get_texts(load_mapping(write(content)), "a")
