"""Learn which words speak for or against the topics of this project.

`python benchmarks/learn_topics.py [--data ../shared/data]` reads the labels in
`labels/training.tsv` and the papers of `arxiv-65k`, and writes
`generator/understanding/learned-topics.tsv`. It takes some minutes, and gives the same
file each time. Two steps, so that some two thousand labels suffice:

1. for each topic a linear model of all papers, whose targets are what the owner's rules
   say: it learns the company that a topic's phrases keep
2. for each topic a logistic regression of the labelled papers on that model, the points
   of the rules, and 250 dimensions of latent semantic analysis of all papers
   (S. Deerwester et al., "Indexing by latent semantic analysis", JASIS 41, 1990)

All of it is linear in the words, so that it is written down as a weight a word; of each
topic the weights that matter most are kept. Papers that are kept for the score are used
in neither step.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from build import ROOT
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression, SGDClassifier

sys.path.insert(0, str(ROOT))

from generator.models import Origin, Paper, Topic
from generator.understanding.features import list_features
from generator.understanding.learned import FILE
from generator.understanding.phrases import (
    TopicRules,
    compile_rules,
    find_cases,
    read_paper,
)
from generator.understanding.topicsfile import OTHER, load_topics

LABELS = Path(__file__).with_name("labels")
DIMENSIONS = 250
KEPT = 600
"""Words of a topic."""
FEWEST_PAPERS, LARGEST_SHARE = 20, 0.25
"""Papers in which a word must stand, and may."""
THRESHOLD = -0.9
"""The logit from which a topic counts; chosen on the half of the labels for tuning."""
_SCALE = 4.0
_SHORTEST = 30
"""Features of a short text count as if it had so many; nearly no abstract is as short."""
_EVIDENCE = 3.0
"""What the dimensions count beside points and model, in the regularisation."""
_STRENGTH = 0.1
"""Of the regularisation, inverted (C of scikit-learn)."""
_SAMPLE, _RIDGE = 3, 0.01
"""Of so many papers one is taken to make up for words that are left out."""
_RULE = (4.0, 0.4, 6.0)
"""Points of the rules that make a target, as in `generator.understanding.topics`."""

Floats = NDArray[np.float64]
Labels = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Described:
    """Papers as numbers."""

    keys: Mapping[str, int]
    words: tuple[str, ...]
    weights: csr_matrix
    """Papers × words, as `generator.understanding.learned` weighs them, times idf."""
    idf: Floats
    points: Floats
    """Papers × topics: what the rules give, without categories."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What was learned without labels."""

    company: Floats
    """Words × topics, and bases."""
    axes: Floats
    """Dimensions × words."""


@dataclass(frozen=True, slots=True)
class Training:
    """All that is learned from."""

    topics: tuple[Topic, ...]
    labels: Labels
    papers: Mapping[str, Paper]
    """Those that have labels, by key."""
    described: Described
    """All papers."""
    texts: Texts


def read_labels(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the topics of papers by key: first and last part of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t") for line in lines]
    return {each[0]: tuple(each[-1].split(",")) for each in parts}


def read_papers(path: Path) -> dict[str, Paper]:
    """Return the papers of a file of JSON Lines, text alone, by key."""
    papers = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            papers[f"arxiv:{record['id']}"] = Paper(
                title=record["title"],
                abstract=record["abstract"],
                origins=(Origin(path.name, number, "jsonl"),),
                provenance=(),
            )
    return papers


def describe(papers: Mapping[str, Paper], rules: TopicRules) -> Described:
    """Return papers as numbers."""
    texts = (read_paper(paper, rules) for paper in papers.values())
    found = [list_features(text) for text in texts]
    counts = Counter(word for features in found for word in features)
    most = LARGEST_SHARE * len(papers)
    words = sorted(w for w, count in counts.items() if FEWEST_PAPERS <= count <= most)
    places = {word: place for place, word in enumerate(words)}
    idf = np.array([math.log(len(papers) / counts[word]) for word in words]) / _SCALE
    rows, columns, values = list[int](), list[int](), list[float]()
    for row, features in enumerate(found):
        scale = 1 / math.sqrt(max(_SHORTEST, len(features)))
        for word, weight in features.items():
            if (place := places.get(word)) is not None:
                rows.append(row)
                columns.append(place)
                values.append(weight * scale)
    shape = (len(papers), len(words))
    weights = csr_matrix((np.array(values), (rows, columns)), shape=shape)
    points = np.zeros((len(papers), len(rules.topics)))
    for row, paper in enumerate(papers.values()):
        text = read_paper(paper, rules)
        for number, case in find_cases(text, (), rules).items():
            points[row, number] = case.score()
    keys = {key: row for row, key in enumerate(papers)}
    return Described(keys, tuple(words), weights @ diags_array(idf), idf, points)


def make_targets(points: Floats) -> NDArray[np.bool_]:
    """Return what the rules alone would say."""
    best = points.max(axis=1)
    least, share, enough = _RULE
    need = np.minimum(np.maximum(least, share * best), enough)
    targets = points >= need[:, None]
    targets[np.arange(len(points)), points.argmax(axis=1)] = best >= 1
    return np.asarray(targets)


def learn_company(weights: csr_matrix, targets: NDArray[np.bool_]) -> Floats:
    """Return words × topics: a linear model of what the rules say; last row: bases."""

    def learn(target: NDArray[np.bool_]) -> Floats:
        model = SGDClassifier(
            loss="log_loss",
            alpha=3e-6,
            max_iter=6,
            tol=None,
            average=True,
            random_state=0,
        ).fit(weights, target)
        return np.append(model.coef_[0], model.intercept_[0])

    found = Parallel(n_jobs=2)(delayed(learn)(target) for target in targets.T)
    return np.array(found).T


def learn_texts(described: Described, labels: Iterable[str]) -> Texts:
    """Return what papers without a label tell: the company of phrases, and the axes."""
    held = {described.keys[key] for key in labels}
    free = np.array([row for row in described.keys.values() if row not in held])
    company = learn_company(
        described.weights[free], make_targets(described.points)[free]
    )
    analysis = TruncatedSVD(DIMENSIONS, random_state=0, n_iter=3)
    axes = analysis.fit(described.weights[free][::2]).components_
    return Texts(company, axes)


def learn_weights(training: Training, labels: Labels) -> tuple[Floats, Floats, Floats]:
    """Return words × topics, bases and what the logarithm of points counts."""
    described, slugs = training.described, [topic.slug for topic in training.topics]
    company, axes = training.texts.company, training.texts.axes
    rows = np.array([described.keys[key] for key in labels])
    inside = described.weights[rows] @ axes.T
    scale = _EVIDENCE * 0.15 / inside.std()
    logits = described.weights[rows] @ company[:-1] + company[-1]
    points = np.log1p(described.points[rows])
    weights, bases, rules = np.zeros((len(described.idf), len(slugs))), [], []
    for number, slug in enumerate(slugs):
        known = np.stack([points[:, number], logits[:, number]], axis=1)
        target = [slug in given for given in labels.values()]
        model = LogisticRegression(C=_STRENGTH, max_iter=800)
        model.fit(np.hstack([known, inside * scale]), target)
        by_points, by_logit = model.coef_[0, :2]
        by_axis = scale * model.coef_[0, 2:] @ axes
        weights[:, number] = by_logit * company[:-1, number] + by_axis
        bases.append(model.intercept_[0] + by_logit * company[-1, number])
        rules.append(by_points)
    return weights, np.array(bases), np.array(rules)


def write_learned(
    training: Training, learned: tuple[Floats, Floats, Floats], path: Path
) -> None:
    """Write the words that matter most of each topic: large weights of frequent words.

    What is left out is made up for by those that are kept: they get the weights with
    which they come nearest to the whole (least squares over papers).
    """
    described = training.described
    weights, bases, rules = learned
    spread = np.sqrt(np.asarray(described.weights.multiply(described.weights).mean(0)))
    some = described.weights[::_SAMPLE]
    lines = [
        "# Topic, word or pair of words, weight. Made by `python"
        " benchmarks/learn_topics.py` from benchmarks/labels/training.tsv."
    ]
    for number, topic in enumerate(training.topics):
        column = weights[:, number]
        ranked = np.argsort(-np.abs(column) * spread[0], kind="stable")
        kept = ranked[:KEPT]
        fitted, base = fit_kept(some[:, kept], some @ column)
        base += bases[number] - THRESHOLD
        lines += [
            f"{topic.slug}\t(base)\t{base:.3f}",
            f"{topic.slug}\t(rules)\t{rules[number]:.3f}",
        ]
        lines += sorted(
            f"{topic.slug}\t{described.words[place]}\t"
            f"{weight * described.idf[place]:.2f}"
            for place, weight in zip(kept, fitted, strict=True)
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_kept(kept: csr_matrix, target: Floats) -> tuple[Floats, float]:
    """Return weights and a base with which some words come nearest to a target."""
    count = kept.shape[0]
    means = np.asarray(kept.mean(0))[0]
    spread = (kept.T @ kept).toarray() / count - np.outer(means, means)
    ridge = _RIDGE * np.trace(spread) / len(means) * np.eye(len(means))
    shared = kept.T @ target / count - means * target.mean()
    weights = np.linalg.solve(spread + ridge, shared)
    return weights, float(target.mean() - means @ weights)


def read_training(data: Path) -> Training:
    """Return the labelled papers, and what all others tell; it takes some minutes."""
    topics = load_topics(ROOT / "corpus" / "topics.yml", "topics.yml")
    topics = tuple(topic for topic in topics if topic.slug != OTHER.slug)
    papers = read_papers(data / "arxiv-65k.jsonl.gz")
    for key in read_labels(LABELS / "judged.tsv"):
        papers.pop(key, None)
    labels = read_labels(LABELS / "training.tsv")
    described = describe(papers, compile_rules(topics))
    texts = learn_texts(described, labels)
    return Training(
        topics, labels, {key: papers[key] for key in labels}, described, texts
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Learn the weights and write them; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--to", type=Path, default=FILE)
    arguments = parser.parse_args(argv)
    training = read_training(arguments.data)
    learned = learn_weights(training, training.labels)
    write_learned(training, learned, arguments.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
