"""Print what rises and falls in a corpus, month by month, and what it took to find.

`python benchmarks/trends.py CORPUS [--shuffled 3]` prints the terms of each month, year
and topic that a site would show, to be read and judged. With `--shuffled`, dates are
dealt to papers at random so often, and it says how much is told then: all of it chance.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from build import ROOT

sys.path.insert(0, str(ROOT))

from generator import reading
from generator.exports.relating import relate_papers
from generator.exports.trending import Change, SiteTrends, find_trends
from generator.models import Catalogue
from generator.people.grouping import group_people
from generator.progress import QuietReporter

SHOWN = (7, 5)
"""Rising and falling terms of a period on its page."""


def main() -> int:
    """Read a corpus and print its trends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--shuffled", type=int, default=0)
    arguments = parser.parse_args()
    topics = ROOT / "corpus" / "topics.yml"
    corpus = arguments.corpus.resolve()
    read = reading.read_corpus(corpus, topics, QuietReporter())
    catalogue = read.catalogue
    reasons = relate_papers(catalogue, group_people(catalogue, read.config.aliases))
    began = time.process_time()
    trends = find_trends(catalogue, reasons)
    print(f"{time.process_time() - began:.1f} s of processor time")
    for name, change in list_changes(trends):
        print_change(name, change)
    for seed in range(arguments.shuffled):
        print_shuffled(seed, find_trends(shuffle(catalogue, seed), reasons))
    return 0


def shuffle(catalogue: Catalogue, seed: int) -> Catalogue:
    """Return a catalogue whose papers have each other's dates."""
    entries = catalogue.entries
    dealt = np.random.default_rng(seed).permutation(len(entries)).tolist()
    return replace(
        catalogue,
        entries=tuple(
            replace(
                entry,
                paper=replace(entry.paper, published=entries[at].paper.published),
            )
            for entry, at in zip(entries, dealt, strict=True)
        ),
    )


def list_changes(trends: SiteTrends) -> Iterator[tuple[str, Change]]:
    """Yield all that is compared, with its name."""
    yield from ((str(month), change) for month, change in trends.months.items())
    yield from ((str(year), change) for year, change in trends.years.items())
    yield f"last {trends.recent} months", trends.lately
    yield from trends.within.items()


def print_change(name: str, change: Change) -> None:
    """Print what is shown of a period."""
    if change.is_told:
        up, down = (
            ", ".join(f"{each.name} {each.count}/{each.before}" for each in told[:most])
            for told, most in zip(
                (change.terms.rising, change.terms.falling), SHOWN, strict=True
            )
        )
        print(f"{name} ({change.papers}/{change.before}): {up or '–'}; {down or '–'}")


def print_shuffled(seed: int, trends: SiteTrends) -> None:
    """Print how much is told of dates that mean nothing."""
    changes = [change for _, change in list_changes(trends) if change.is_comparable]
    terms, topics = (
        sum(len(part.rising) + len(part.falling) for part in parts)
        for parts in (
            [change.terms for change in changes],
            [change.topics for change in changes],
        )
    )
    print(
        f"shuffled {seed}: {len(changes)} comparisons, {terms} terms, {topics} topics"
    )


if __name__ == "__main__":
    sys.exit(main())
