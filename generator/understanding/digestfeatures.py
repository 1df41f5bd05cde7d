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
    # "We", and what authors do not say of all the world.
    r"\b(?:we\b(?! (?:also |still |often |now )?(?:can|could|cannot|have|need|know|must"
    r"|should|live|want|do|are|may|might|lack|expect|hope|believe|think|will|would|rely"
    r"|face)\b)"
    r"|this (?:[\w-]+ )?(?:paper|work|article|study|thesis|survey|review|letter|report)\b)",
    re.IGNORECASE,
)
_WORKS = frozenset(
    (
        "paper",
        "work",
        "article",
        "study",
        "thesis",
        "survey",
        "review",
        "letter",
        "report",
    )
)
_START = 5
"""Letters by which a word is known again in another form."""
_SHORT = 3
"""Letters of words that say nothing in a title."""


@dataclass(frozen=True, slots=True)
class Abstract:
    """The sentences of an abstract, and what features are made from."""

    sentences: tuple[str, ...]
    words: tuple[Sequence[str], ...]
    """By sentence: its words."""
    said: tuple[frozenset[str], ...]
    """By sentence: the same, each once."""
    claims: tuple[int | None, ...]
    """By sentence: where it says what "we" do, or "this paper"."""
    own: int | None
    """The first sentence that says so."""
    titled: frozenset[str]
    """The words of the abstract that the title has, be it in another form."""
    named: tuple[int, ...]
    """By sentence: the number of these words in it."""
    size: int
    """The number of longer words in the title."""

    def describe_start(self, number: int) -> Sequence[str]:
        """Return how the sentence of that number begins, and what it has of the title."""
        words = self.words[number]
        return (
            f"begins {' '.join(words[:1])}",
            f"begins {' '.join(words[:2])}",
            f"title behind {min(max(self.named) - self.named[number], 5)}",
        )

    def describe(
        self,
        number: int,
        form: str,
        kind: str,
        words: Sequence[str],
        said: frozenset[str],
    ) -> Sequence[str]:
        """Return what a form of the sentence of that number does not share with others.

        Args:
            number: the sentence.
            form: its form.
            kind: what was cut, see `condense`.
            words: the words of the form.
            said: the same, each once.
        """
        count = len(words)
        whole = "whole" if kind == "whole" else "cut"
        shape = (
            f"kind {kind}",
            f"{whole} length {min(count // 3, 14)}",
            f"words {min(count, 42)}",
            f"commas {min(form.count(','), 5)}",
            f"ends {words[-1] if words else '-'}",
        )
        if not self.size:
            return shape
        named = len(self.titled & said)
        lost = 0 if kind == "whole" else self.named[number] - named
        return (
            *shape,
            f"title {min(named, 8)}",
            f"title share {8 * named // self.size}",
            f"title of form {min(30 * named // (count or 1), 12)}",
            f"title {whole} lost {max(0, min(lost, 3))}",
        )

    def describe_roughly(self, number: int) -> Sequence[str]:
        """Return what can be told of a sentence before it is cleaned and cut."""
        length = f"whole length {min(len(self.words[number]) // 3, 14)}"
        if not self.size:
            return (length,)
        return (length, f"title {min(self.named[number], 8)}")


def read_abstract(text: str, title: str = "") -> Abstract:
    """Split an abstract into sentences and look at each."""
    sentences = split_sentences(text.replace("\0", " "))
    words = [part.split() for part in _blank_marks("\0".join(sentences)).split("\0")]
    said = [frozenset(listed) for listed in words]
    claims = [_find_claim(*pair) for pair in zip(sentences, said, strict=True)]
    own = next((i for i, start in enumerate(claims) if start is not None), None)
    starts = {word[:_START] for word in split_words(title) if len(word) > _SHORT}
    titled = _find_titled(said, starts)
    named = [len(titled & all_) for all_ in said]
    return Abstract(
        tuple(sentences),
        tuple(words),
        tuple(said),
        tuple(claims),
        own,
        titled,
        tuple(named),
        len(starts),
    )


def _find_titled(said: Sequence[frozenset[str]], starts: set[str]) -> frozenset[str]:
    if not starts:
        return frozenset()
    return frozenset(
        [word for words in said for word in words if word[:_START] in starts]
    )


def _find_claim(sentence: str, said: frozenset[str]) -> int | None:
    if "we" in said or ("this" in said and not said.isdisjoint(_WORKS)):
        claim = OWN.search(sentence)
        return claim.start() if claim else None
    return None


def split_words(text: str) -> list[str]:
    """Return the words of a text in small letters; quicker than an expression."""
    return _blank_marks(text).split()


def _blank_marks(text: str) -> str:
    return text.lower().translate(_MARKS)


def describe_place(number: int, count: int, own: int | None) -> Sequence[str]:
    """Return where a sentence stands among so many, and from the first own one."""
    far = "none" if own is None else str(max(-2, min(number - own, 3)))
    return (
        f"place {min(number, 8)}",
        f"place {min(number, 5)} of {min(count, 10)}",
        f"from end {min(count - 1 - number, 5)}",
        f"from first own {far}",
    )


def describe_opening(words: Sequence[str]) -> Sequence[str]:
    """Return the first two and three words of a cleaned sentence, as features."""
    return (
        f"cleaned begins {' '.join(words[:2])}",
        f"cleaned begins {' '.join(words[:3])}",
    )
