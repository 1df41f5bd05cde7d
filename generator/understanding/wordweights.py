"""What the words of a paper say of each topic beside its phrases.

Of topics with `learned: true` it was learned from labels (`learned`); for the others it
is the company that words keep with the topic's own (`company`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.models import Topic
from generator.understanding.company import Company
from generator.understanding.learned import Learned

FEWEST = 70
"""Features of a short text count as if it had so many: one word in it says little."""
PER_COMPANY, FREE_COMPANY = 60.0, 1.5
"""Points for the company of a topic's words, and how many of them every text may have;
chosen on the labels for training."""
FEW_PHRASES = 5
"""So many phrases and fewer leave most to the company of words, which counts twice."""
_TELLING = 0.1
"""What a word has to say for a topic to be shown."""


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """Weights by feature and by topic."""

    rows: Mapping[str, int]
    """Rows of the table by feature."""
    table: NDArray[np.float64]
    """Features × topics."""
    learned: Learned

    def weigh(self, features: Mapping[str, float]) -> Said:
        """Return what the features of a paper say of each topic."""
        known = [feature for feature in features if feature in self.rows]
        values = np.array([features[feature] for feature in known])
        values /= math.sqrt(max(FEWEST, len(features)))
        rows = self.table[[self.rows[feature] for feature in known]]
        return Said(known, rows * values[:, None])


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What the features of a paper say of each topic."""

    features: Sequence[str]
    amounts: NDArray[np.float64]
    """Features × topics."""

    def add_up(self) -> list[float]:
        """Return the sum for each topic."""
        sums: list[float] = self.amounts.sum(axis=0).tolist()
        return sums

    def rank(self, topic: int, count: int) -> list[str]:
        """Return the features that say most for a topic, if they say enough, best first."""
        amounts = self.amounts[:, topic]
        order = np.argsort(-amounts, kind="stable")[:count]
        return [self.features[n] for n in order if amounts[n] >= _TELLING]


def weigh_words(
    topics: Sequence[Topic], learned: Learned, company: Company
) -> WordWeights:
    """Return what words say of topics; nothing of a topic without a phrase."""
    rows: dict[str, int] = {}
    found: list[Mapping[str, float]] = []
    for topic in topics:
        weights: Mapping[str, float] = {}
        if topic.learned:
            weights = learned.features[topic.slug]
        elif topic.phrases:
            points = PER_COMPANY * (1 + min(1.0, FEW_PHRASES / len(topic.phrases)))
            near = company.weigh_topic(topic)
            weights = {word: points * weight for word, weight in near.items()}
        found.append(weights)
        for feature in weights:
            rows.setdefault(feature, len(rows))
    table = np.zeros((len(rows), len(topics)))
    for number, weights in enumerate(found):
        for feature, weight in weights.items():
            table[rows[feature], number] = weight
    return WordWeights(rows, table, learned)


def count_company(total: float) -> float:
    """Return the points for words near those of a topic."""
    return max(0.0, total - FREE_COMPANY)
