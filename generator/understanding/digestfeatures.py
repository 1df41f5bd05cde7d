"""What the ranker of sentences knows of them: where they stand, what they say, how long.

Features of a few kinds are strings with a space, as `place 2` and `words 19`; that a
word stands in a sentence is the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.understanding.sentences import split_sentences

_MARKS = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”’", " "))
OWN = re.compile(
    r"(?:we|this (?:paper|work|article|study))\b.{0,40}?\b(?:propos|introduc|present"
    r"|develop|stud|show|investigat|describ|demonstrat|provid|prov|deriv|explor|design"
    r"|examin|evaluat|analy|conduct|assess|compar|report|argu|address|review|survey|build"
    r"|creat|releas|establish|formulat|characteri|formali|give an overview|outlin)",
    re.IGNORECASE,
)
_STEM = 5
"""Letters by which a word is known again in another form."""


@dataclass(frozen=True, slots=True)
class Abstract:
    """The sentences of an abstract, and what features are made from."""

    sentences: tuple[str, ...]
    words: tuple[Sequence[str], ...]
    """By sentence: its words."""
    settings: tuple[tuple[str, ...], ...]
    """By sentence: the features that all of its forms share."""
    title: frozenset[str]
    """Starts of the longer words of the paper's title."""
    named: tuple[int, ...]
    """By sentence: the number of words of the title in it."""

    def describe(
        self, number: int, form: str, kind: str, words: Sequence[str]
    ) -> Sequence[str]:
        """Return what a form of the sentence of that number does not share with others.

        Args:
            number: the sentence.
            form: its form.
            kind: what was cut, see `condense`.
            words: the words of the form.
        """
        whole = "whole" if kind == "whole" else "cut"
        count = len(words)
        named = len(self.title & stem(words)) if self.title else 0
        length = min(count // 3, 14)
        return (
            kind,
            f"length {length}",
            f"{whole} length {length}",
            f"words {min(count, 42)}",
            f"commas {min(form.count(','), 5)}",
            f"ends {words[-1] if words else ''}",
            *self._describe_title(named, count, self.named[number] - named, whole),
        )

    def _describe_title(
        self, named: int, count: int, lost: int, whole: str
    ) -> Sequence[str]:
        if not self.title:
            return ("no title",)
        return (
            f"title {min(named, 8)}",
            f"title share {8 * named // len(self.title)}",
            f"title of form {min(30 * named // (count or 1), 12)}",
            f"title {whole} lost {max(0, min(lost, 3))}",
        )


def stem(words: Sequence[str]) -> set[str]:
    """Return the starts of the longer words."""
    return {word[:_STEM] for word in words if len(word) > 3}


def read_abstract(text: str, title: str = "") -> Abstract:
    """Split an abstract into sentences and look at each."""
    sentences = split_sentences(text)
    words = [split_words(sentence) for sentence in sentences]
    own = next((i for i, text in enumerate(sentences) if is_own(text)), None)
    stems = frozenset(stem(split_words(title)))
    named = [len(stems & stem(listed)) for listed in words]
    most = max(named, default=0)
    settings = [
        (
            *_describe_place(number, len(sentences), own),
            *describe_opening("begins", listed),
            f"title behind {min(most - named[number], 5)}",
        )
        for number, listed in enumerate(words)
    ]
    return Abstract(
        tuple(sentences), tuple(words), tuple(settings), stems, tuple(named)
    )


def is_own(sentence: str) -> bool:
    """Return whether a sentence says that "we", or "this paper", do something."""
    return bool(OWN.search(sentence))


def split_words(text: str) -> list[str]:
    """Return the words of a text in small letters; quicker than an expression."""
    return text.lower().translate(_MARKS).split()


def _describe_place(number: int, count: int, own: int | None) -> Sequence[str]:
    """Return where a sentence stands among so many, and from the first own one."""
    far = "none" if own is None else str(max(-2, min(number - own, 3)))
    return (
        f"place {min(number, 8)}",
        f"place {min(number, 5)} of {min(count, 10)}",
        f"from end {min(count - 1 - number, 5)}",
        f"from first own {far}",
    )


def describe_opening(how: str, words: Sequence[str]) -> Sequence[str]:
    """Return the first word, two and three words, as features."""
    return (
        f"{how} {' '.join(words[:1])}",
        f"{how} {' '.join(words[:2])}",
        f"{how} {' '.join(words[:3])}",
    )
