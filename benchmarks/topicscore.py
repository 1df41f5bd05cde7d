"""How well topics are given, against labels by hand in `labels/`.

`python benchmarks/topicscore.py [--data ../shared/data]` prints micro- and macro-F1 of
the site's topics, of the owner's phrases without learned words, and of a second
annotator, on the half of the labels that was kept for the score and on the other one;
then the time that it takes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from build import ROOT
from tables import print_table

sys.path.insert(0, str(ROOT))

from learn_topics import LABELS, Labels, read_labels, read_papers

from generator.models import Paper, Topic
from generator.progress import QuietReporter
from generator.reading import read_corpus
from generator.understanding.company import Company
from generator.understanding.phrases import TopicRules, compile_rules
from generator.understanding.topics import judge_papers
from generator.understanding.topicsfile import load_topics

TIMED = 5_000
"""Papers of arxiv-65k for which the time is taken."""
FEWEST = 5
"""Papers that a topic must have to count in the mean over topics."""


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement of given topics with labels."""

    precision: float
    recall: float
    micro: float
    macro: float


def score(labels: Labels, given: Labels, keys: Iterable[str]) -> Score:
    """Return precision, recall and F1 over all pairs of paper and topic, and by topic."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for key in keys:
        expected, found = set(labels[key]), set(given[key])
        right.update(expected & found)
        wrong.update(found - expected)
        missed.update(expected - found)
    by_topic = [
        2 * right[slug] / (2 * right[slug] + wrong[slug] + missed[slug])
        for slug in right | missed
        if right[slug] + missed[slug] >= FEWEST
    ]
    hits = right.total()
    return Score(
        hits / max(1, hits + wrong.total()),
        hits / max(1, hits + missed.total()),
        2 * hits / max(1, 2 * hits + wrong.total() + missed.total()),
        sum(by_topic) / max(1, len(by_topic)),
    )


def read_judged(data: Path, keys: Iterable[str]) -> dict[str, Paper]:
    """Return the papers that were labelled: of the shared corpus and of arxiv-65k."""
    default = ROOT / "corpus" / "topics.yml"
    reading = read_corpus(data.parent / "corpus", default, QuietReporter())
    papers = {entry.key: entry.paper for entry in reading.catalogue.entries}
    papers |= read_papers(data / "arxiv-65k.jsonl.gz")
    return {key: papers[key] for key in keys}


def compile_systems(topics: Sequence[Topic]) -> dict[str, TopicRules]:
    """Return the rules of the site, and those of an owner who has phrases alone."""
    own = [replace(topic, learned=False) for topic in topics]
    return {
        "phrases and learned words": compile_rules(topics),
        "phrases and their company": compile_rules(own),
        "phrases alone": compile_rules(own, company=Company({}, {})),
    }


def give(papers: Mapping[str, Paper], rules: TopicRules) -> Labels:
    """Return the topics of papers by slug, best first."""
    return {
        key: [match.topic.slug for match in judged.matches]
        for key, judged in zip(
            papers, judge_papers(papers.values(), rules), strict=True
        )
    }


def measure(data: Path) -> list[tuple[str, str, Score]]:
    """Return (half, what was compared, score) for both halves of the labels."""
    lines = (LABELS / "judged.tsv").read_text(encoding="utf-8").splitlines()
    halves = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    labels = read_labels(LABELS / "judged.tsv")
    second = read_labels(LABELS / "second.tsv")
    papers = read_judged(data, labels)
    topics = load_topics(ROOT / "corpus" / "topics.yml", "topics.yml")
    systems: dict[str, Labels] = {"a second annotator": second}
    for name, rules in compile_systems(topics).items():
        systems[name] = give(papers, rules)
    return [
        (half, name, score(labels, given, [k for k in labels if halves[k] == half]))
        for half in ("test", "tune")
        for name, given in systems.items()
    ]


def print_topics(data: Path) -> None:
    """Print the table of scores."""
    rows = [
        (
            half,
            name,
            f"{result.precision:.3f}",
            f"{result.recall:.3f}",
            f"{result.micro:.3f}",
            f"{result.macro:.3f}",
        )
        for half, name, result in measure(data)
    ]
    head = ("half", "topics by", "precision", "recall", "micro-F1", "macro-F1")
    print_table(head, rows)


def print_times(data: Path) -> None:
    """Print what it takes to give papers their topics, the best of three runs."""
    papers = dict(islice(read_papers(data / "arxiv-65k.jsonl.gz").items(), TIMED))
    topics = load_topics(ROOT / "corpus" / "topics.yml", "topics.yml")
    rows = []
    for name, rules in compile_systems(topics).items():
        seconds = []
        for _ in range(3):
            start = time.process_time()
            give(papers, rules)
            seconds.append(time.process_time() - start)
        rows.append((name, f"{1000 * min(seconds) / max(1, len(papers)):.3f}"))
    print_table(("topics by", "ms of the processor a paper"), rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data: Path = parser.parse_args(argv).data
    print_topics(data)
    print_times(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
