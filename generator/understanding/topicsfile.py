"""`corpus/topics.yml`: the topics as their owner wrote them, and how a rule is written."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generator.errors import ConfigError
from generator.models import Topic
from generator.text import fold
from generator.understanding.learned import load_learned
from generator.yamlfile import (
    Mapping,
    check_keys,
    get_mappings,
    get_text,
    get_texts,
    load_yaml,
)

OTHER = Topic("other", "Other", "None of the above.")
LETTERS = 3
"""A word with a star has at least so many letters, by which it is looked up."""

_DEFAULT_WEIGHTS = {"strong": 3.0, "phrases": 1.0, "in_title": 2.0, "categories": 2.0}
_PHRASES = ("strong", "phrases", "in_title")
_RULES = (*_PHRASES, "categories")
_KEYS = ("slug", "title", "description", "learned", *_RULES)
_SLUG = re.compile(r"[a-z0-9-]+")
_WORD = re.compile(r"[^\W_]+")
_RULE = re.compile(
    r"(?P<text>[^^@]*?)(?:\s*\^\s*(?P<weight>\d+(?:\.\d+)?))?(?P<title>\s*@title)?"
)
_CATEGORY = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase or category and what it weighs."""

    text: str
    weight: float = 1.0
    title_only: bool = False

    def __str__(self) -> str:
        """Return the form in which a `Topic` holds it: `phrase ^2 @title`."""
        return f"{self.text} ^{self.weight:g}" + (" @title" if self.title_only else "")


def parse_rule(text: str, weight: float = 1.0) -> Rule:
    """Read a rule, the inverse of `str(rule)`; weight and mark may be missing.

    Args:
        text: a phrase or category, such as `quantiz* ^2` or `survey ^4 @title`.
        weight: what it weighs where the text does not say.

    Raises:
        ValueError: there is no word in it, or a star where none may stand.
    """
    match = _RULE.fullmatch(text.strip())
    phrase = match["text"].strip() if match else ""
    words = _WORD.findall(phrase)
    if match is None or not words:
        raise ValueError("expected words, then perhaps their weight: 'words ^2'")
    if "*" in phrase:
        _check_star(phrase, words)
    given = match["weight"]
    return Rule(phrase, float(given) if given else weight, match["title"] is not None)


def load_topics(path: Path, name: str) -> tuple[Topic, ...]:
    """Load the topics in the order of the file, `other` last.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        ConfigError: it is not a list of topics with slugs, titles and rules as expected.
    """
    topics: list[Topic] = []
    seen: set[str] = set()
    for entry in get_mappings(load_yaml(path, name), name):
        topic = _make_topic(entry, seen)
        seen.add(topic.slug)
        topics.append(topic)
    other = next((topic for topic in topics if topic.slug == OTHER.slug), OTHER)
    return (*(topic for topic in topics if topic is not other), other)


def _check_star(phrase: str, words: list[str]) -> None:
    """Raise ValueError where the star of a phrase cannot be looked up."""
    if phrase.count("*") > 1 or not (phrase[0] == "*" or phrase[-1] == "*"):
        raise ValueError("expected one '*', at the beginning or at the end")
    if len(words[0] if phrase[0] == "*" else words[-1]) < LETTERS:
        raise ValueError(f"expected {LETTERS} letters or more beside '*'")


def _make_topic(entry: Mapping, seen: Collection[str]) -> Topic:
    """Return the topic of one entry of the file."""
    check_keys(entry, _KEYS)
    slug = _need(entry, "slug")
    if not _SLUG.fullmatch(slug):
        raise _error(entry, "slug", f"slug {slug!r}: expected only a-z, 0-9 and '-'")
    if slug == "index":
        raise _error(entry, "slug", "slug 'index': this address is the list of topics")
    if slug in seen:
        raise _error(entry, "slug", f"the topic {slug!r} stands here a second time")
    title = _need(entry, "title")
    rules = {key: _read_rules(entry, key) for key in _RULES}
    _check_twice(entry, rules)
    if slug == OTHER.slug and any(rules.values()):
        raise _error(entry, "slug", "'other' has no rules: it takes what is left over")
    return Topic(
        slug=slug,
        title=title,
        description=get_text(entry, "description") or "",
        phrases=tuple(chain.from_iterable(rules[key] for key in _PHRASES)),
        categories=rules["categories"],
        learned=_is_learned(entry, slug),
    )


def _is_learned(entry: Mapping, slug: str) -> bool:
    """Return whether what was learned of a topic counts; it must be one of ours."""
    text = get_text(entry, "learned")
    if text in {None, "false"}:
        return False
    known = load_learned().bases
    if text != "true" or slug not in known:
        expected = f"expected true, for one of the topics {', '.join(sorted(known))}"
        raise _error(entry, "learned", f"learned: {text!r} for {slug!r}: {expected}")
    return True


def _check_twice(entry: Mapping, rules: dict[str, tuple[str, ...]]) -> None:
    """Raise ConfigError where two rules that count alike have the same words."""
    seen: set[tuple[str, bool]] = set()
    for key in _PHRASES:
        for rule in map(parse_rule, rules[key]):
            words = " ".join(fold(rule.text).replace("-", " ").split())
            if (words, rule.title_only) in seen:
                raise _error(
                    entry, key, f"{key}: {rule.text!r} stands here a second time"
                )
            seen.add((words, rule.title_only))


def _read_rules(entry: Mapping, key: str) -> tuple[str, ...]:
    """Return the rules under a key, each with its weight written out."""
    found = []
    for text in get_texts(entry, key):
        try:
            rule = parse_rule(text, _DEFAULT_WEIGHTS[key])
        except ValueError as error:
            raise _error(entry, key, f"{key}: {text!r}: {error}") from error
        if key == "categories" and not _CATEGORY.fullmatch(rule.text):
            expected = "expected an arXiv category such as cs.CV or q-bio"
            raise _error(entry, key, f"{key}: {text!r}: {expected}")
        title_only = rule.title_only or key == "in_title"
        found.append(str(Rule(rule.text, rule.weight, title_only)))
    return tuple(found)


def _need(entry: Mapping, key: str) -> str:
    """Return the text under a key that every topic must have."""
    text = get_text(entry, key)
    if text is None:
        raise _error(entry, key, f"a topic without a {key}; expected '{key}: …'")
    return text


def _error(entry: Mapping, key: str, message: str) -> ConfigError:
    """Return the error at the line of a key, or of the entry where it lacks the key."""
    return ConfigError(f"{entry.file}:{entry.lines.get(key, entry.line)}: {message}")
