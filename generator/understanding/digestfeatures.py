"""What the ranker of sentences knows of them: where they stand, what they say, how long.

Features of a few kinds are strings with a space, as `place 2` and `words 19`; that a
word stands in a sentence is the word itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.understanding.condense import clean_sentence
from generator.understanding.sentences import split_sentences

_MARKS = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”’", " "))
OWN = re.compile(
    r"(?:we|this (?:paper|work|article|study))\b.{0,40}?\b(?:propos|introduc|present"
    r"|develop|stud|show|investigat|describ|demonstrat|provid|prov|deriv|explor|design"
    r"|examin|evaluat|analy|conduct|assess|compar|report|argu|address|review|survey|build"
    r"|creat|releas|establish|formulat|characteri|formali|give an overview|outlin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Abstract:
    """The sentences of an abstract, and what features are made from."""

    sentences: tuple[str, ...]
    cleaned: tuple[str, ...]
    """The sentences without what ties them to others, see `condense`."""
    words: tuple[Sequence[str], ...]
    """By sentence: the words of its cleaned form."""
    settings: tuple[tuple[str, ...], ...]
    """By sentence: the features that all of its forms share."""
    often: Counter[str]
    """By word of four letters or more: the number of sentences that have it."""

    def describe(self, number: int, form: str) -> Sequence[str]:
        """Return the features of a form of the sentence of that number."""
        whole = len(form) == len(self.cleaned[number])
        words = self.words[number] if whole else split_words(form)
        kinds = dict.fromkeys(words)
        often = self.often
        counts = [often[word] for word in kinds if len(word) > 3]
        size = len(counts) or 1
        length = min(len(words) // 3, 14)
        cut = "whole" if whole else "cut"
        return (
            *self.settings[number],
            *kinds,
            cut,
            f"length {length}",
            f"{cut} length {length}",
            f"words {min(len(words), 42)}",
            f"central {min(4 * (sum(counts) - len(counts)) // size, 12)}",
            f"content {min(len(counts) // 2, 12)}",
            f"shared {min(len(counts) - counts.count(1), 12)}",
            f"commas {min(form.count(','), 5)}",
            f"ends {words[-1] if words else ''}",
        )


def read_abstract(text: str) -> Abstract:
    """Split an abstract into sentences and look at each."""
    sentences = split_sentences(text)
    cleaned = [clean_sentence(sentence) for sentence in sentences]
    words = [split_words(sentence) for sentence in cleaned]
    often = Counter(
        [word for listed in words for word in dict.fromkeys(listed) if len(word) > 3]
    )
    own = next((i for i, text in enumerate(cleaned) if OWN.match(text)), None)
    settings = [
        (
            *_describe_place(number, len(cleaned), own),
            *_describe_opening(sentence, words[number]),
        )
        for number, sentence in enumerate(sentences)
    ]
    return Abstract(
        tuple(sentences), tuple(cleaned), tuple(words), tuple(settings), often
    )


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


def _describe_opening(sentence: str, words: Sequence[str]) -> Sequence[str]:
    """Return how a sentence begins, as it stands and cleaned."""
    stands = split_words(sentence[:60])[:2]
    return (
        f"begins {' '.join(stands[:1])}",
        f"begins {' '.join(stands)}",
        f"cleaned begins {' '.join(words[:2])}",
        f"cleaned begins {' '.join(words[:3])}",
    )
