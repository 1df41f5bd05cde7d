"""Learn the company that words keep, for topics that nobody labelled papers for.

`python benchmarks/learn_company.py [--data ../shared/data]` reads the abstracts of
`arxiv-65k`, without the papers of `labels/`, and writes
`generator/understanding/word-company.tsv`: the words and pairs of words that stand in 200
papers or more, each with the eight nearest to it by the cosine in 250 dimensions of
latent semantic analysis (see `learn_topics.py`), less those that hold a stop word. It
gives the same file each time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from build import ROOT
from learn_topics import (
    DIMENSIONS,
    LABELS,
    Described,
    describe,
    read_labels,
    read_papers,
)
from sklearn.decomposition import TruncatedSVD

sys.path.insert(0, str(ROOT))

from generator.understanding.company import FILE
from generator.understanding.phrases import compile_rules
from generator.understanding.stopwords import STOP_WORDS

FEWEST_PAPERS = 200
NEAREST = 8


def find_company(
    described: Described, fewest: int = FEWEST_PAPERS, dimensions: int = DIMENSIONS
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Return idf and nearest words of each word that stands in enough papers."""
    analysis = TruncatedSVD(dimensions, random_state=0, n_iter=3)
    half = described.weights[::2]
    axes = analysis.fit(half).components_
    sizes = np.linalg.norm(half @ axes.T, axis=0)
    papers = np.bincount(described.weights.indices, minlength=len(described.words))
    kept = np.flatnonzero(papers >= fewest)
    places = axes.T[kept] * sizes
    places /= np.maximum(np.linalg.norm(places, axis=1), 1e-12)[:, None]
    # Rounded, so that the last bits of a sum, which differ by machine, do not decide.
    likeness = np.round(places @ places.T, 6)
    np.fill_diagonal(likeness, -1.0)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEAREST]
    words = [described.words[place] for place in kept]
    return {
        word: (float(described.idf[place]), tuple(words[other] for other in others))
        for word, place, others in zip(words, kept, nearest, strict=True)
    }


def is_telling(words: str) -> bool:
    """Say of one or two words whether none is a stop word: "how it" is near to all."""
    return not any(word in STOP_WORDS for word in words.split(" "))


def main(argv: Sequence[str] | None = None) -> int:
    """Learn the company of words and write it; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--to", type=Path, default=FILE)
    arguments = parser.parse_args(argv)
    papers = read_papers(arguments.data / "arxiv-65k.jsonl.gz")
    for name in ("judged.tsv", "training.tsv"):
        for key in read_labels(LABELS / name):
            papers.pop(key, None)
    found = find_company(describe(papers, compile_rules(())))
    lines = ["# Word or pair, idf, nearest words. Made by benchmarks/learn_company.py."]
    lines += [
        f"{word}\t{idf:.2f}\t{','.join(filter(is_telling, near))}"
        for word, (idf, near) in found.items()
        if is_telling(word)
    ]
    arguments.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
