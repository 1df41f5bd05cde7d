"""The words and pairs of words of a paper, and how much each of them tells.

What stands in the title says most of what a paper is about; then come the sentences in
which authors speak of their own work; the rest is background, and mentions much that
the paper is not about.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from generator.understanding.lexicon import Field, Mark, PaperText

IN_TITLE, IN_CLAIM, ELSEWHERE = 2.0, 1.0, 0.5

_WORK = frozenset(
    [
        "paper",
        "work",
        "study",
        "article",
        "survey",
        "report",
        "thesi",
        "letter",
        "review",
    ]
)
"""What authors call their work, as `stem_word` leaves it."""
# Longer texts are no abstracts, and their beginning says what they are about.
_MOST_WORDS = 4_000


def list_features(text: PaperText) -> dict[str, float]:
    """Return the features of a paper, each with the weight of its best place.

    A feature is a word as `stem_word` leaves it, or two neighbours joined by a space.
    """
    said = [word.feature for word in text.abstract.words[:_MOST_WORDS]]
    claims: list[str] = []
    rest: list[str] = []
    for start, end, is_claim in _split_sentences(text.abstract):
        _add(said[start:end], claims if is_claim else rest)
    title: list[str] = []
    _add([word.feature for word in text.title.words[:_MOST_WORDS]], title)
    # What stands in several places counts by the best of them, which comes last.
    found = {
        **dict.fromkeys(rest, ELSEWHERE),
        **dict.fromkeys(claims, IN_CLAIM),
        **dict.fromkeys(title, IN_TITLE),
    }
    found.pop("", None)
    return found


def show_feature(feature: str, text: PaperText) -> str:
    """Return a feature as it stands where the paper has it first; as it is if nowhere."""
    wanted = feature.split(" ")
    for field in (text.title, text.abstract):
        said = [word.feature for word in field.words]
        for place in [n for n, each in enumerate(said) if each == wanted[0]]:
            behind = place + len(wanted)
            if said[place:behind] == wanted:
                return "".join(field.parts[2 * place + 1 : 2 * behind])
    return feature


def _add(said: Sequence[str], features: list[str]) -> None:
    """Add the words of a sentence and what neighbours make; stops are empty words."""
    features += said
    pairs = itertools.pairwise(said)
    features += [f"{first} {second}" for first, second in pairs if first and second]


def _split_sentences(field: Field) -> Iterator[tuple[int, int, bool]]:
    """Yield where sentences begin and end, and whether they speak of the work itself."""
    words = field.words[:_MOST_WORDS]
    start, is_claim = 0, False
    for place, mark in [(n, word.mark) for n, word in enumerate(words) if word.mark]:
        if mark == Mark.CLAIM:
            is_claim = True
        elif mark == Mark.THIS:
            following = words[place + 1 : place + 2]
            is_claim = is_claim or any(word.stem in _WORK for word in following)
        elif _ends_sentence(field.parts, place):
            yield start, place, is_claim
            start, is_claim = place + 1, False
    yield start, len(words), is_claim


def _ends_sentence(parts: Sequence[str], place: int) -> bool:
    """Say whether the stop at a place has a space and a capital behind it."""
    between, behind = parts[2 * place + 2], parts[2 * place + 3 : 2 * place + 4]
    return between[:1].isspace() and any("A" <= word[0] <= "Z" for word in behind)
