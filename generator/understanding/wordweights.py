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
from scipy.sparse import csr_matrix

from generator.models import Topic
from generator.understanding.company import Company
from generator.understanding.learned import Learned

Floats = NDArray[np.float64]

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
    table: Floats
    """Features × topics."""
    is_learned: NDArray[np.bool_]
    """By topic."""
    bases: Floats
    """By topic: the evidence for one that was learned, where nothing is said of it."""
    rules: Floats
    """By topic: what the logarithm of the points by rules adds to it."""

    def weigh(self, papers: Sequence[Mapping[str, float]]) -> Said:
        """Return what the features of some papers say of each topic."""
        rows = self.rows
        known = [[feature for feature in each if feature in rows] for each in papers]
        columns = [rows[feature] for each in known for feature in each]
        values = [
            each[feature] / math.sqrt(max(FEWEST, len(each)))
            for each, features in zip(papers, known, strict=True)
            for feature in features
        ]
        ends = np.cumsum([0, *map(len, known)])
        shape = (len(papers), len(rows))
        weights = csr_matrix((np.array(values), columns, ends), shape=shape)
        return Said(known, weights, self.table, weights @ self.table)

    def judge(self, points: Floats, said: Floats) -> Floats:
        """Return the evidence for the topics that were learned: enough from 0 on."""
        return self.bases + self.rules * np.log1p(points) + said


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What the features of some papers say of each topic."""

    features: Sequence[Sequence[str]]
    """By paper, those that have a weight."""
    weights: csr_matrix
    """Papers × all features, in the order of each paper's own."""
    table: Floats
    """All features × topics."""
    totals: Floats
    """Papers × topics."""

    def rank(self, paper: int, topic: int, count: int) -> list[str]:
        """Return the features that say most for a topic, if they say enough, best first."""
        start, end = self.weights.indptr[paper : paper + 2]
        columns = self.weights.indices[start:end]
        amounts = self.weights.data[start:end] * self.table[columns, topic]
        order = np.argsort(-amounts, kind="stable")[:count]
        features = self.features[paper]
        return [features[n] for n in order if amounts[n] >= _TELLING]


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
    slugs = [topic.slug if topic.learned else "" for topic in topics]
    return WordWeights(
        rows,
        table,
        is_learned=np.array([topic.learned for topic in topics], dtype=np.bool_),
        bases=np.array([learned.bases.get(slug, 0.0) for slug in slugs]),
        rules=np.array([learned.rules.get(slug, 0.0) for slug in slugs]),
    )


def count_company(totals: Floats) -> Floats:
    """Return the points for words near those of each topic."""
    points: Floats = np.maximum(0.0, totals - FREE_COMPANY)
    return points
