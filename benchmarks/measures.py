"""How good a ranking is: measures of retrieval, and queries whose one answer is known.

A ranking is a sequence of document ids, best first. Judgements are grades by document
id: 0 is not relevant, and so is what was never judged.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

Judgements = Mapping[str, int]
Ranking = Sequence[str]

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*")
_STOP_WORDS = frozenset(
    ["and", "are", "beyond", "can", "does", "for", "from", "how", "into", "its", "not",
     "over", "that", "the", "their", "there", "through", "toward", "towards", "under",
     "using", "via", "what", "when", "where", "with", "without", "you", "your"]
)  # fmt: skip
_NAME = re.compile(r"([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*):\s")
# Before a capital that begins a word: Graph|Bench, MoE|Pruner, but not Auto|ML.
_SEAM = re.compile(r"(?<=[A-Za-z0-9])(?=[A-Z][a-z]{2})")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a reader remembers a paper by."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types, and how many papers are asked for at the most."""

    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What a search found for some queries, and what that took."""

    rankings: tuple[tuple[str, ...], ...]
    """In the order of the queries."""
    milliseconds: tuple[float, ...]
    """Of each query."""
    seconds: float
    """Of the processor, to make the index."""
    size: int
    """Bytes of the index as gzip -6 packs it, without what results show; 0: not weighed."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A query by somebody who has one paper in mind."""

    text: str
    wanted: str
    """The id of the paper."""


def ndcg(ranking: Ranking, judgements: Judgements, depth: int = 10) -> float:
    """Return the normalised discounted cumulated gain of the first documents.

    Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS
    20(4), 2002: the gain is the grade itself, not 2^grade - 1. The discount is that of
    today's tools, 1 / log2(rank + 1), which counts the second document less than the
    first already. The ideal ranking is of all judged documents.
    """
    best = _discount(sorted(judgements.values(), reverse=True)[:depth])
    gained = _discount([judgements.get(document, 0) for document in ranking[:depth]])
    return gained / best if best else 0.0


def _discount(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def average_precision(ranking: Ranking, judgements: Judgements) -> float:
    """Return the mean, over all relevant documents, of the precision at each one's rank.

    Manning, Raghavan & Schütze, "Introduction to Information Retrieval", 2008, section
    8.4. Any grade above 0 is relevant; a document that is not in the ranking adds 0.
    The mean over queries is MAP.
    """
    relevant = find_relevant(judgements)
    seen, total = 0, 0.0
    for rank, document in enumerate(ranking, 1):
        if document in relevant:
            seen += 1
            total += seen / rank
    return total / len(relevant) if relevant else 0.0


def recall(ranking: Ranking, judgements: Judgements, depth: int = 100) -> float:
    """Return the share of the relevant documents among the first ones (the same, 8.3)."""
    relevant = find_relevant(judgements)
    return len(relevant & {*ranking[:depth]}) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Ranking, wanted: str, depth: int = 10) -> float:
    """Return 1 / rank of the one document that is wanted, 0 below the depth.

    Voorhees, "The TREC-8 question answering track report", 1999. The mean is MRR.
    """
    first = ranking[:depth]
    return 1 / (first.index(wanted) + 1) if wanted in first else 0.0


def find_relevant(judgements: Judgements) -> set[str]:
    """Return the documents with a grade above 0."""
    return {document for document, grade in judgements.items() if grade > 0}


def keep_judged(ranking: Ranking, judgements: Judgements) -> list[str]:
    """Return a ranking without the documents that nobody judged."""
    return [document for document in ranking if document in judgements]


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean, 0 of nothing."""
    listed = list(values)
    return math.fsum(listed) / len(listed) if listed else 0.0


def percentile(values: Iterable[float], share: float) -> float:
    """Return the least value that such a share of the values does not exceed.

    The nearest-rank method: one of the values, none in between; 0 of nothing.
    """
    listed = sorted(values)
    return listed[max(math.ceil(share * len(listed)) - 1, 0)] if listed else 0.0


def read_run(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the ranking of each query of a TREC run, whose lines are in its order."""
    rankings: dict[str, list[str]] = {}
    for line in lines:
        query, _, document, *_ = line.split()
        rankings.setdefault(query, []).append(document)
    return rankings


def read_judgements(lines: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return the judgements of each query from a table `query, document, grade`.

    Columns are divided by tabs; the first line names them.
    """
    judgements: dict[str, dict[str, int]] = {}
    for line in list(lines)[1:]:
        query, document, grade = line.rstrip("\n").split("\t")
        judgements.setdefault(query, {})[document] = int(grade)
    return judgements


def choose_title_words(
    papers: Iterable[Paper], count: int, length: int = 3
) -> list[KnownItem]:
    """Return papers by some content words of their titles, in the order of the title.

    Papers and words are chosen by hash: the same ones on every run, whatever the order.
    Titles with formulas are left out, because nobody remembers those as words.
    """
    items = []
    for paper in sorted(papers, key=_shuffle):
        found = dict.fromkeys(_WORD.findall(paper.title.lower()))
        words = [word for word in found if len(word) > 2 and word not in _STOP_WORDS]
        if len(words) >= length and not re.search(r"[$\\]", paper.title):
            chosen = sorted(words, key=lambda word: _hash(f"{paper.id} {word}"))
            text = " ".join(sorted(chosen[:length], key=words.index))
            items.append(KnownItem(text, paper.id))
    return items[:count]


def choose_titles(papers: Iterable[Paper], count: int) -> list[KnownItem]:
    """Return papers by their whole titles, as pasted; by hash, as above."""
    return [
        KnownItem(paper.title, paper.id)
        for paper in sorted(papers, key=_shuffle)[:count]
    ]


def choose_names(papers: Iterable[Paper], count: int) -> list[KnownItem]:
    """Return papers by the name before the colon, split or joined in another way.

    `Graph-Bench` is looked for as `graphbench` or `graph bench`, `GraphBench` as `graph
    bench` or `graph-bench`; by hash, as above. A name that two papers have is left out.
    """
    named: defaultdict[str, list[KnownItem]] = defaultdict(list)
    for paper in sorted(papers, key=_shuffle):
        match = _NAME.match(paper.title)
        name = match[1] if match else ""
        written = "-" if "-" in name else ""
        parts = name.split("-") if written else _SEAM.split(name)
        if len(parts) < 2:
            continue
        joined = "".join(parts).lower()
        ways = [part.join(parts).lower() for part in ("", " ", "-") if part != written]
        text = min(ways, key=lambda way: _hash(f"{paper.id} {way}"))
        named[joined].append(KnownItem(text, paper.id))
    return [items[0] for items in named.values() if len(items) == 1][:count]


def _shuffle(paper: Paper) -> bytes:
    return _hash(paper.id)


def _hash(text: str) -> bytes:
    return blake2b(text.encode()).digest()
