"""What understanding papers costs a build: processor time and memory of each step.

`python benchmarks/cost.py CORPUS [--papers N]` reads a corpus (a folder, a listing, or a
.jsonl.gz, of which `--papers` takes the first lines) and then does each step once more.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from build import ROOT, cut_corpus
from tables import print_table

sys.path.insert(0, str(ROOT))

from generator.exports.relating import relate_papers
from generator.exports.trending import find_trends
from generator.people.grouping import group_people
from generator.pipeline import Order, read_corpus
from generator.progress import QuietReporter
from generator.reader.related import CHUNK, pack_chunk
from generator.understanding.digest import make_digest
from generator.understanding.phrases import compile_rules
from generator.understanding.topics import judge_papers

T = TypeVar("T")


class Meter:
    """Does steps, and keeps what each took."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, float]] = []
        """Step, seconds of the processor, peak memory of all until then in MB."""

    def measure(self, name: str, act: Callable[[], T]) -> T:
        """Do a step and return what comes of it."""
        began = time.process_time()
        result = act()
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.rows.append((name, spent, peak))
        return result


def main(argv: Sequence[str] | None = None) -> int:
    """Print a row for each step; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int)
    given = parser.parse_args(argv)
    meter = Meter()
    with tempfile.TemporaryDirectory() as name:
        corpus = cut_corpus(given.corpus.resolve(), given.papers, Path(name))
        papers = run(Order(ROOT, corpus, Path(name) / "site"), meter)
    head = (f"{papers:,} papers", "seconds", "ms a paper", "peak memory until then, MB")
    rows = [
        (step, f"{spent:.1f}", f"{1000 * spent / max(papers, 1):.3f}", f"{peak:,.0f}")
        for step, spent, peak in meter.rows
    ]
    print_table(head, rows)
    return 0


def run(order: Order, meter: Meter) -> int:
    """Measure the steps that understand papers; return how many papers there are."""
    quiet = QuietReporter()
    reading = meter.measure("reading; of it:", lambda: read_corpus(order, quiet))
    entries = reading.catalogue.entries
    rules = compile_rules(reading.config.topics)
    papers = [entry.paper for entry in entries]
    meter.measure("topics", lambda: list(judge_papers(papers, rules)))
    meter.measure("digests", lambda: [make_digest(e.text, e.heading) for e in entries])
    people = group_people(reading.catalogue, reading.config.aliases)
    reasons = meter.measure(
        "related papers", lambda: relate_papers(reading.catalogue, people)
    )
    meter.measure("trends", lambda: find_trends(reading.catalogue, reasons))
    count = len(entries)
    starts = range(0, count, CHUNK)
    chunks = [range(start, min(start + CHUNK, count)) for start in starts]
    meter.measure(
        "reasons of related papers",
        lambda: [list(pack_chunk(reasons, chunk, count)) for chunk in chunks],
    )
    return count


if __name__ == "__main__":
    sys.exit(main())
