"""The digest of a paper: the one sentence of its abstract that tells what it does.

Each sentence, and each shorter form of it (see `condense`), is described by features
that are there or not; a form's score is the sum of the weights of its features, and the
best form is the digest. `benchmarks/learn_digest.py` learned the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from generator.text import shorten
from generator.understanding.condense import clean_sentence, condense, is_balanced
from generator.understanding.digestfeatures import (
    OWN,
    Abstract,
    describe_opening,
    describe_place,
    read_abstract,
    split_words,
)

LIMIT = 240
"""Most characters of a digest."""
_READ = 12_000
"""Characters of an abstract that are looked at: no abstract of a paper has more."""
_READ_TITLE = 500
"""Characters of a title that are looked at."""
_CONDENSED = 2
"""Sentences, the best ones, of which shorter forms are tried."""
_BEHIND = 6
"""Sentences that are looked at from the first one about the authors' own work on …"""
_READ_ON = 12
"""… and sentences where there is none."""
_NEAR = 5_000
"""By how much a sentence may seem worse than the best one to be tried as well."""
_DANGLING = re.compile(
    r"(?:it|they|these|those|its|their|he|she|such|both|the former|the latter|doing so"
    r"|this(?! (?:present |current |short )?(?:paper|work|article|study|survey|thesis"
    r"|report|tutorial|review|letter|note|manuscript|chapter|dissertation|research"
    r"|contribution))"
    r"|the (?:resulting|proposed|same|corresponding)|but|and|or|nor|so|yet|which|who"
    r"|then|another|the other|(?:the |an? |our )?(?:code|data|implementation|source code"
    r"|project page)s? (?:is|are|will|can)|addressing (?:this|these)|based on (?:this"
    r"|these))\b",
    re.IGNORECASE,
)
_DANGLING_COST = 30_000
"""What a subject that stands in an earlier sentence takes from a score."""

_POINTING = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose)(?! (?:present |current |short )?(?:paper|work|article"
    r"|study|survey|thesis|report|tutorial|review|letter|note|manuscript|chapter"
    r"|dissertation|research|contribution|paradigm))\b"
)
_OWN_GAIN = 8_000
"""What a sentence gets that says "we" or "this paper" and what is done: in fields that the
weights were not learned from, it is seldom the wrong one."""
_BACKGROUND_COST = 6_000
"""What a sentence loses that stands before the first one about the authors' own work."""
_EVALUATES = re.compile(
    r"(?:[^,]{0,80}, )?we (?:\w+ly )?(?:evaluate|validate|verify|test|call|term)\b",
    re.IGNORECASE,
)
_EVALUATING_COST = 8_000
"""What is tried, or named, is told after what it is."""
_POINTING_COST = 20_000
"""What a word that points to an earlier sentence takes, wherever it stands."""


def make_digest(text: str, title: str = "") -> str | None:
    """Return the sentence of an abstract that tells what the paper does.

    It is at most LIMIT characters long; None where there is no text. What the title
    names is looked for in the sentences; without one the choice is less sure.
    """
    text = text[:_READ].replace("\0", " ").strip()
    if not text:
        return None
    abstract = read_abstract(text, title[:_READ_TITLE])
    behind = _READ_ON if abstract.own is None else abstract.own + _BEHIND
    numbers = range(min(len(abstract.sentences), behind))
    guesses = [_guess(abstract, number) for number in numbers]
    likely = sorted(numbers, key=lambda number: (-guesses[number], number))
    least = guesses[likely[0]] - _NEAR
    best, best_score = "", 0
    for place, number in enumerate(likely):
        if best and (place >= _CONDENSED or guesses[number] < least):
            break
        for form, score in _rate_forms(abstract, number):
            if not best or score > best_score:
                best, best_score = form, score
    whole = shorten(clean_sentence(abstract.sentences[likely[0]]), LIMIT)
    return best or whole or None


def list_forms(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a cleaned sentence that can be a digest, with what was cut."""
    for form, kind in condense(sentence):
        if len(form) <= LIMIT and is_balanced(form):
            yield form, kind


def _guess(abstract: Abstract, number: int) -> int:
    """Return about what the whole sentence would score, without cleaning it."""
    score = _weigh_place(abstract, number)
    score += _weigh(abstract.said[number], abstract.describe_roughly(number))
    return score + _judge(abstract.sentences[number][abstract.claims[number] or 0 :])


def _rate_forms(abstract: Abstract, number: int) -> Iterator[tuple[str, int]]:
    """Yield the forms of a sentence, with how well each tells what the paper does."""
    shared = _weigh_place(abstract, number)
    for form, kind in list_forms(clean_sentence(abstract.sentences[number])):
        score = shared + _weigh(*describe_form(abstract, number, form, kind))
        yield form, score + _judge(form)


def _weigh_place(abstract: Abstract, number: int) -> int:
    """Return what all forms of a sentence share of their score."""
    score = _weigh_number(number, len(abstract.sentences), abstract.own)
    return score + _weigh(abstract.describe_start(number))


@cache
def _weigh_number(number: int, count: int, own: int | None) -> int:
    """Return what it counts where a sentence stands."""
    score = _weigh(describe_place(number, count, own))
    return score - _BACKGROUND_COST if number < (own or 0) else score


def describe_form(
    abstract: Abstract, number: int, form: str, kind: str
) -> tuple[Iterable[str], ...]:
    """Return the features of a form that others of its sentence do not share.

    No feature is there twice.
    """
    words = split_words(form)
    said = frozenset(words)
    return (
        said,
        abstract.describe(number, form, kind, words, said),
        describe_opening(words),
    )


def _weigh(*features: Iterable[str]) -> int:
    return sum(map(load_weights().get, chain(*features), repeat(0)))


def _judge(form: str) -> int:
    """Return what is set by hand, for fields that the weights were not learned from."""
    score = 0
    if _EVALUATES.match(form):
        score -= _EVALUATING_COST
    if OWN.match(form):
        score += _OWN_GAIN
    if _DANGLING.match(form):
        return score - _DANGLING_COST
    points = "his " in form or "hese " in form or "hose " in form
    return score - _POINTING_COST if points and _POINTING.search(form) else score


@cache
def load_weights() -> dict[str, int]:
    """Return the weight of each feature that has any: what it adds to a score.

    They are whole numbers, so that a sum is the same in whatever order it is made.
    """
    path = Path(__file__).with_name("digest-weights.txt")
    weights: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            feature, _, weight = line.rpartition(" ")
            weights[feature] = int(weight)
    return weights
