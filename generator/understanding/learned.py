"""What was learned of the topics of this project: words that speak for or against them.

`learned-topics.tsv` beside this file holds it, one number a line, made by
`benchmarks/learn_topics.py`. A topic of `topics.yml` takes part with `learned: true`.
For a paper with features of weights v (`list_features`) and r points by the owner's
rules, the evidence for a topic is

    e = base + rules · log(1 + r) + Σ features: weight · v / √max(70, number of features)

the logit of a logistic regression (D. R. Cox, "The regression analysis of binary
sequences", J. R. Stat. Soc. B 20, 1958), shifted so that a topic counts where e ≥ 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("learned-topics.tsv")


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by topic and feature."""

    bases: Mapping[str, float]
    rules: Mapping[str, float]
    """By slug: what the logarithm of the points counts."""
    features: Mapping[str, Mapping[str, float]]
    """By slug and feature."""


@cache
def load_learned(path: Path = FILE) -> Learned:
    """Load the weights: lines of topic, feature and weight, with tabs between."""
    bases, rules = dict[str, float](), dict[str, float]()
    features: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        slug, feature, weight = line.split("\t")
        if feature == "(base)":
            bases[slug] = float(weight)
        elif feature == "(rules)":
            rules[slug] = float(weight)
        else:
            features.setdefault(slug, {})[feature] = float(weight)
    return Learned(bases, rules, features)
