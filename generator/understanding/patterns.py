"""Phrases to look for, by the words with which they begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from generator.understanding.stems import TOKEN, stem_word
from generator.understanding.topicsfile import LETTERS, Rule, parse_rule


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase to look for, and the topic that it speaks for."""

    text: str
    """Its words as `stem_word` leaves them, joined by a space."""
    length: int
    """Number of words."""
    topic: int
    rule: Rule

    @property
    def key(self) -> str:
        """Return the letters by which a phrase that has a star is looked up, or ""."""
        first = self.text.split(" ", 1)[0]
        if self.rule.text.startswith("*"):
            return "*" + first[-LETTERS:]
        return first[:LETTERS] + "*" if self.rule.text.endswith("*") else ""

    def matches(self, found: str) -> bool:
        """Say whether `length` words of a text are a phrase that has a star."""
        if self.rule.text.startswith("*"):
            return found.endswith(self.text)
        return found.startswith(self.text)


@dataclass(frozen=True, slots=True)
class Node:
    """What phrases without a star say after some of their words."""

    ends: list[Pattern] = field(default_factory=list)
    """The phrases that are complete here; what counts in titles first."""
    after: dict[str, Node] = field(default_factory=dict)
    """The nodes that further words lead to."""


class PatternTable:
    """All phrases, looked up by the word with which they begin."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._plain = Node()
        """The phrases without a star, before their first word."""
        self._starred: dict[str, list[Pattern]] = defaultdict(list)
        """The phrases with a star by their keys."""
        for pattern in patterns:
            if pattern.key:
                self._starred[pattern.key].append(pattern)
            else:
                _add_plain(pattern, self._plain)

    def look_up(self, stem: str) -> tuple[Node | None, tuple[Pattern, ...]]:
        """Return what phrases may begin with a word: without a star, and with one."""
        starred = chain(
            self._starred.get(stem[:LETTERS] + "*", ()),
            self._starred.get("*" + stem[-LETTERS:], ()),
        )
        possible = (p for p in starred if p.length > 1 or p.matches(stem))
        return self._plain.after.get(stem), tuple(possible)


def make_pattern(phrase: str, topic: int) -> Pattern:
    """Return the pattern of a phrase for the topic of that number.

    Raises:
        ValueError: the phrase cannot be read.
    """
    rule = parse_rule(phrase)
    words = [stem_word(word) for word in TOKEN.findall(rule.text)]
    return Pattern(" ".join(words), len(words), topic, rule)


def _add_plain(pattern: Pattern, root: Node) -> None:
    """Add a phrase without a star to the nodes that its words lead to."""
    node = root
    for word in pattern.text.split(" "):
        node = node.after.setdefault(word, Node())
    # A rule for titles stands first: of two for one phrase and topic, the first counts.
    node.ends.insert(0 if pattern.rule.title_only else len(node.ends), pattern)
