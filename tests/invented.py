"""Invented prose: as many different sentences as a test of merging needs."""

from __future__ import annotations

import random

_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se",
              "ti", "vo", "zu")  # fmt: skip


def make_words(seed: object, count: int) -> list[str]:
    """Return words that no language has; the same ones for the same seed."""
    chance = random.Random(str(seed))
    return [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))
        for _ in range(count)
    ]


def make_sentence(seed: object, count: int = 14) -> str:
    """Return a sentence of so many words."""
    return " ".join(make_words(seed, count)).capitalize() + "."


def make_sentences(seed: object, count: int = 7) -> list[str]:
    """Return so many sentences of 14 words."""
    return [make_sentence(f"{seed} {number}") for number in range(count)]


def make_abstract(seed: object, count: int = 7) -> str:
    """Return an abstract of so many sentences."""
    return " ".join(make_sentences(seed, count))
