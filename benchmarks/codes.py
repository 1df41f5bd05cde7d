"""Learn the codes of weights, which `generator/search/weights.py` has as constants.

`python benchmarks/codes.py [CORPUS]` counts the levels of all postings of a corpus and
prints for each field the lengths of the best code, a digit of base 36 a symbol.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from build import ROOT
from sites import make_scripts

from generator import pipeline
from generator.progress import QuietReporter
from generator.search.bits import choose_lengths
from generator.search.fields import Corpus, IndexField, make_compact_fields
from generator.search.frontcode import DIGITS
from generator.search.index import build_search


def main(argv: Sequence[str] | None = None) -> int:
    """Print the codes; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    corpus = ROOT.parent / "shared" / "data" / "arxiv-65k.jsonl.gz"
    parser.add_argument("corpus", type=Path, nargs="?", default=corpus)
    order = pipeline.Order(ROOT, parser.parse_args(argv).corpus.resolve(), ROOT)
    catalogue = pipeline.read_corpus(order, QuietReporter()).catalogue
    for _ in build_search(catalogue, make_scripts(), plan=learn):
        pass
    return 0


def learn(corpus: Corpus) -> Sequence[IndexField]:
    """Print the best code of each field that has one; return the fields as they are."""
    fields = make_compact_fields(corpus)
    for each in fields:
        symbols, code = each.field.symbols, each.field.code
        if symbols is not None and code is not None:
            counts = np.bincount(symbols, minlength=len(code.lengths))
            lengths = choose_lengths(counts.tolist())
            bits = counts @ np.array(lengths) / max(counts.sum(), 1)
            digits = "".join(DIGITS[length] for length in lengths)
            print(f"{each.field.name}: {digits} ({bits:.2f} bits a posting)")
    return fields


if __name__ == "__main__":
    sys.exit(main())
