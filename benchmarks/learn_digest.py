"""Learn the weights of the digest's ranker from abstracts with summaries by people.

    python benchmarks/learn_digest.py ../shared/data/scitldr

writes generator/understanding/digest-weights.txt. Each form of a sentence is to get the
ROUGE-1 F1 that it has against the summaries. Two linear models are learned and added
up: ridge regression of the F1, less the mean of its abstract; and the one that makes
the expected F1 largest where a form is chosen with the softmax of its score. What
is printed was learned from four fifths of the abstracts and tried on the other fifth.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rouge_score import rouge_scorer
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from digests import Summarized, read

from generator.understanding.condense import clean_sentence
from generator.understanding.digest import describe_form, list_forms
from generator.understanding.digestfeatures import describe_place, read_abstract

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "generator/understanding/digest-weights.txt"
FOLDS = 5
"""Parts of the abstracts, each of which is tried once."""
FEWEST = 40
"""Forms that have a feature, or it gets no weight."""
RIDGE, SOFTNESS, SHARE = 100.0, 1e-4, 0.5
"""Strength of both penalties, and what the regression counts for."""
SCALE = 10_000
"""Of a weight in the file; about ten thousand times the standard deviation of scores."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """The forms of the sentences of some abstracts."""

    features: tuple[tuple[str, ...], ...]
    values: Floats
    """By form: ROUGE-1 F1 against the best of the summaries."""
    abstracts: NDArray[np.int64]
    """By form: the number of its abstract, from 0, ascending."""


def make_examples(papers: Sequence[Summarized]) -> Examples:
    """Describe all forms of all sentences, and measure them."""
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
    features, values, abstracts = [], [], []
    for number, paper in enumerate(papers):
        abstract = read_abstract(" ".join(paper.sentences), paper.title)
        for place, sentence in enumerate(abstract.sentences):
            where = describe_place(place, len(abstract.sentences), abstract.own)
            shared = (*where, *abstract.describe_start(place))
            for form, kind in list_forms(clean_sentence(sentence)):
                best = scorer.score_multi(paper.summaries, form)["rouge1"].fmeasure
                parts = describe_form(abstract, place, form, kind)
                features.append(tuple(sorted(chain(shared, *parts))))
                values.append(best)
                abstracts.append(number)
    _, numbered = np.unique(abstracts, return_inverse=True)
    return Examples(tuple(features), np.array(values), numbered.astype(np.int64))


def learn(examples: Examples) -> dict[str, float]:
    """Return the weight of each feature, such that scores have a deviation of one."""
    counts = Counter(name for names in examples.features for name in names)
    vocabulary = sorted(name for name, count in counts.items() if count >= FEWEST)
    matrix = _make_matrix(examples, vocabulary)
    ridge = _learn_ridge(matrix, examples)
    soft = _learn_softmax(matrix, examples, 20 * ridge)
    total = SHARE * ridge / np.std(matrix @ ridge) + soft / np.std(matrix @ soft)
    return dict(zip(vocabulary, total.tolist(), strict=True))


def _make_matrix(examples: Examples, vocabulary: Sequence[str]) -> csr_matrix:
    columns = {name: column for column, name in enumerate(vocabulary)}
    rows = [[columns[n] for n in names if n in columns] for names in examples.features]
    ends = np.cumsum([0, *map(len, rows)])
    indices = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    shape = (len(rows), len(vocabulary))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)


def _learn_ridge(matrix: csr_matrix, examples: Examples) -> Floats:
    sizes = np.bincount(examples.abstracts)
    means = np.bincount(examples.abstracts, weights=examples.values) / sizes
    wanted = examples.values - means[examples.abstracts]
    model = Ridge(alpha=RIDGE, solver="sparse_cg").fit(matrix, wanted)
    return np.asarray(model.coef_)


def _learn_softmax(matrix: csr_matrix, examples: Examples, start: Floats) -> Floats:
    of, values = examples.abstracts, examples.values
    starts = np.searchsorted(of, np.arange(of[-1] + 1))

    def lose(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        exponentials = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        chances = exponentials / np.add.reduceat(exponentials, starts)[of]
        expected = np.add.reduceat(chances * values, starts)
        slope = matrix.T @ (chances * (values - expected[of])) / len(starts)
        loss = SOFTNESS * float(weights @ weights) - float(expected.mean())
        return loss, 2 * SOFTNESS * weights - slope

    found = minimize(lose, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x)


def rate(weights: dict[str, float], examples: Examples) -> float:
    """Return the mean ROUGE-1 F1 of the best form of each abstract."""
    scores = [sum(weights.get(n, 0) for n in names) for names in examples.features]
    order = np.lexsort((-np.array(scores), examples.abstracts))
    _, first = np.unique(examples.abstracts[order], return_index=True)
    return float(examples.values[order[first]].mean())


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights that are not zero, a feature a line."""
    lines = [
        "# What each feature of a sentence adds to its score as the digest of a paper.",
        "# Learned by: python benchmarks/learn_digest.py ../shared/data/scitldr",
    ]
    for name, weight in sorted(weights.items()):
        if whole := round(weight * SCALE):
            lines.append(f"{name} {whole}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from all, write it, and say how well four fifths of it do on the rest."""
    papers = read(Path(sys.argv[1]) / "train.jsonl")
    rates = []
    for part in range(FOLDS):
        held = [paper for number, paper in enumerate(papers) if number % FOLDS == part]
        rest = [paper for number, paper in enumerate(papers) if number % FOLDS != part]
        rates.append(rate(learn(make_examples(rest)), make_examples(held)))
    print(f"held out: {100 * sum(rates) / FOLDS:.1f} ROUGE-1 F1, mean of {FOLDS} parts")
    weights = learn(make_examples(papers))
    write(weights, WEIGHTS)
    print(f"{len(weights)} features")


if __name__ == "__main__":
    main()
