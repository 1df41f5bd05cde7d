"""Words as they are compared: where they begin and end in a text, and without a plural s."""

from __future__ import annotations

import re

from generator.text import fold

# A stop is a word of its own, so that no phrase runs across it.
TOKEN = re.compile(r"([^\W_]+|[.,;:!?()])")
# The words of an address name a repository, not what a paper is about.
ADDRESS = re.compile(r"https?://\S+")


def stem_word(word: str) -> str:
    """Return a word folded and without the s of a plural."""
    return cut_plural(fold(word))


def cut_plural(word: str) -> str:
    """Return a folded word without the s of a plural."""
    if len(word) < 4 or word[-1] != "s" or word[-2] == "s":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
