"""How well topics are given to papers of arXiv that nothing was learned from.

`python benchmarks/topicfolds.py [--data ../shared/data]` learns the words five times,
each time from four fifths of `labels/training.tsv`, and scores the topics of the last
fifth. It takes some minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build import ROOT
from learn_topics import Labels, Training, learn_weights, read_training, write_learned
from tables import print_table
from topicscore import compile_systems, give, score

sys.path.insert(0, str(ROOT))

from generator.understanding.learned import load_learned
from generator.understanding.phrases import compile_rules

FOLDS = 5


def split(keys: Sequence[str], folds: int = FOLDS) -> list[list[str]]:
    """Return papers in so many parts of about one size, by a hash of their keys."""
    ranked = sorted(keys, key=lambda key: hashlib.sha256(key.encode()).digest())
    return [ranked[first::folds] for first in range(folds)]


def give_by_folds(training: Training, folds: int = FOLDS) -> Labels:
    """Return the topics of each labelled paper, learned from those of other folds."""
    given: dict[str, Sequence[str]] = {}
    for fold in split(list(training.labels), folds):
        kept = {k: v for k, v in training.labels.items() if k not in set(fold)}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "learned.tsv")
            write_learned(training, learn_weights(training, kept), path)
            rules = compile_rules(training.topics, load_learned(path))
        given |= give({key: training.papers[key] for key in fold}, rules)
    return given


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    training = read_training(parser.parse_args(argv).data)
    systems = {
        name: give(training.papers, rules)
        for name, rules in compile_systems(training.topics).items()
        if "learned" not in name
    }
    systems["phrases and learned words, by folds"] = give_by_folds(training)
    rows = []
    for name, given in systems.items():
        result = score(training.labels, given, training.labels)
        figures = (result.precision, result.recall, result.micro, result.macro)
        rows.append((name, *(f"{figure:.3f}" for figure in figures)))
    print_table(("topics by", "precision", "recall", "micro-F1", "macro-F1"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
