"""How good a topic is of which an owner tells a few phrases and a description.

`python benchmarks/owntopics.py [--data ../shared/data]` takes one topic of the site at a
time, as if an owner had just written it: title, description and five phrases, nothing
learned. The phrases are not chosen by hand: they are those under `strong` that most
papers of `arxiv-65k` have, or the first five in the file. Scored on a third of the
labels for training and those for tuning, with and without the company of words.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from build import ROOT
from learn_topics import LABELS, Labels, read_labels, read_papers
from tables import print_table
from topicscore import FEWEST, give, read_judged

sys.path.insert(0, str(ROOT))

from generator.models import Paper, Topic
from generator.understanding.company import Company, load_company
from generator.understanding.phrases import compile_rules, find_cases, read_paper
from generator.understanding.topicsfile import OTHER, load_topics, parse_rule

PHRASES = 5
STRONG, WEAK = 3.0, 1.0
_LABELLED = 3
"""Of so many papers with labels for training one is judged, to have it done in minutes."""
_EVERY = 10
"""Of so many papers one is looked at for how frequent phrases are."""
Figures = tuple[float, float, float]
"""Precision, recall and F1."""


def list_strong(topic: Topic) -> list[str]:
    """Return the phrases of a topic that say most by the file, without what they weigh.

    Those that an owner gave a weight of 2 or more are taken, in the file's order.
    """
    rules = [parse_rule(phrase) for phrase in topic.phrases]
    return [rule.text for rule in rules if rule.weight >= 2 and not rule.title_only]


def count_phrases(phrases: Sequence[str], papers: Sequence[Paper]) -> Counter[str]:
    """Return in how many papers each phrase stands; of overlapping ones the longest."""
    topics = [Topic(str(n), "", "", (phrase,)) for n, phrase in enumerate(phrases)]
    rules = compile_rules(topics, company=Company({}, {}))
    found: Counter[str] = Counter()
    for paper in papers:
        for number in find_cases(read_paper(paper, rules), (), rules):
            found[phrases[number]] += 1
    return found


def make_own(topic: Topic, phrases: Sequence[str], weight: float) -> Topic:
    """Return a topic as an owner would write it who has only these phrases."""
    rules = tuple(f"{phrase} ^{weight:g}" for phrase in phrases)
    return replace(topic, learned=False, categories=(), phrases=rules)


def score_topic(
    topics: Sequence[Topic],
    own: Topic,
    company: Company,
    labelled: tuple[Mapping[str, Paper], Labels],
) -> Figures:
    """Return how well a topic is given among the others, which stay as they are."""
    chosen = [own if topic.slug == own.slug else topic for topic in topics]
    papers, labels = labelled
    given = give(papers, compile_rules(chosen, company=company))
    found = {key for key, slugs in given.items() if own.slug in slugs}
    expected = {key for key in papers if own.slug in labels[key]}
    hits = len(found & expected)
    return (
        hits / max(1, len(found)),
        hits / max(1, len(expected)),
        2 * hits / max(1, len(found) + len(expected)),
    )


def read_labelled(data: Path) -> tuple[dict[str, Paper], dict[str, Sequence[str]]]:
    """Return papers and labels of training and of the half that is for tuning."""
    lines = (LABELS / "judged.tsv").read_text(encoding="utf-8").splitlines()
    tune = {line.split("\t")[0] for line in lines if line.split("\t")[1] == "tune"}
    training = sorted(read_labels(LABELS / "training.tsv").items())
    labels: dict[str, Sequence[str]] = dict(training[::_LABELLED])
    judged = read_labels(LABELS / "judged.tsv")
    labels |= {key: slugs for key, slugs in judged.items() if key in tune}
    return read_judged(data, labels), labels


def measure(data: Path) -> dict[tuple[str, str], dict[str, tuple[Figures, Figures]]]:
    """Return by (choice, key of the file) the figures of each topic, without and with."""
    topics = load_topics(ROOT / "corpus" / "topics.yml", "topics.yml")
    labelled = read_labelled(data)
    sizes = Counter(slug for slugs in labelled[1].values() for slug in slugs)
    some = islice(read_papers(data / "arxiv-65k.jsonl.gz").values(), 0, None, _EVERY)
    counts = count_phrases([p for t in topics for p in list_strong(t)], list(some))
    companies = Company({}, {}), load_company()
    figures: dict[tuple[str, str], dict[str, tuple[Figures, Figures]]] = {}
    for topic in topics:
        if topic.slug == OTHER.slug or sizes[topic.slug] < FEWEST:
            continue
        first = list_strong(topic)
        frequent = sorted(first, key=lambda phrase: -counts[phrase])
        for choice, phrases in (("frequent", frequent), ("first", first)):
            for key, weight in (("strong", STRONG), ("phrases", WEAK)):
                own = make_own(topic, phrases[:PHRASES], weight)
                without, with_ = (
                    score_topic(topics, own, company, labelled) for company in companies
                )
                figures.setdefault((choice, key), {})[topic.slug] = without, with_
    return figures


def print_own(data: Path) -> None:
    """Print means over topics, without and with the company of words."""
    rows = []
    for (choice, key), found in measure(data).items():
        for number, name in enumerate(("phrases alone", "and their company")):
            each = [pair[number] for pair in found.values()]
            means = [sum(column) / len(each) for column in zip(*each, strict=True)]
            rows.append((choice, key, name, *(f"{mean:.3f}" for mean in means)))
    head = ("five phrases", "under", "topics by", "precision", "recall", "F1")
    print_table(head, rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    print_own(parser.parse_args(argv).data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
