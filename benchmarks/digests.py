"""How much of what people say of a paper its digest says.

    python benchmarks/digests.py ../shared/data/scitldr

prints ROUGE-1, -2 and -L F1 (Lin, 2004; stemmed, the best of a paper's summaries) of
the first sentence, a rule, the digest, and the best of the sentences; and, where
arxiv-65k.jsonl.gz lies beside that folder, what a digest costs.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rouge_score import rouge_scorer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.understanding.digest import make_digest

TIMED = 5_000
"""Papers of the large corpus whose digests are timed."""
MEASURES = ("rouge1", "rouge2", "rougeL")
_RULE = ("we propose", "we introduce", "we present", "in this paper", "this paper")


@dataclass(frozen=True, slots=True)
class Summarized:
    """An abstract and what people say it says."""

    sentences: tuple[str, ...]
    summaries: tuple[str, ...]
    title: str


def read(path: Path) -> list[Summarized]:
    """Read a file of SciTLDR."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Summarized(tuple(r["source"]), tuple(r["target"]), r["title"]) for r in records
    ]


def choose_by_rule(paper: Summarized) -> str:
    """Return the first sentence with the words of the rule, else the first."""
    for sentence in paper.sentences:
        if any(words in sentence.lower() for words in _RULE):
            return sentence
    return paper.sentences[0]


def choose_best(paper: Summarized) -> str:
    """Return the sentence that is nearest to a summary: no choice does better."""
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
    return max(
        paper.sentences,
        key=lambda text: scorer.score_multi(paper.summaries, text)["rouge1"].fmeasure,
    )


WAYS: tuple[tuple[str, Callable[[Summarized], str]], ...] = (
    ("first sentence", lambda paper: paper.sentences[0]),
    ("“we propose”, else the first", choose_by_rule),
    ("the digest", lambda p: make_digest(" ".join(p.sentences), p.title) or ""),
    ("the digest, title unknown", lambda p: make_digest(" ".join(p.sentences)) or ""),
    ("best single sentence", choose_best),
)


def rate(papers: Sequence[Summarized], texts: Sequence[str]) -> tuple[float, ...]:
    """Return ROUGE-1, -2 and -L F1 in per cent, means of the papers."""
    scorer = rouge_scorer.RougeScorer(list(MEASURES), use_stemmer=True)
    totals = dict.fromkeys(MEASURES, 0.0)
    for paper, text in zip(papers, texts, strict=True):
        scores = [scorer.score(summary, text) for summary in paper.summaries]
        for name in MEASURES:
            totals[name] += max(score[name].fmeasure for score in scores)
    return tuple(100 * totals[name] / len(papers) for name in MEASURES)


def measure(data: Path) -> list[tuple[str, str, tuple[float, ...]]]:
    """Return (papers, way, ROUGE-1, -2 and -L F1 in per cent).

    Args:
        data: the folder of SciTLDR, with train.jsonl and dev.jsonl.
    """
    rows = []
    for label, name in (("train (learned from)", "train"), ("dev", "dev")):
        papers = read(data / f"{name}.jsonl")
        for way, choose in WAYS:
            rows.append((label, way, rate(papers, [choose(p) for p in papers])))
    return rows


def main() -> None:
    """Print the table, and how long a digest takes."""
    data = Path(sys.argv[1])
    for label, way, scores in measure(data):
        print(f"{label:22}{way:32}" + "".join(f"{score:6.1f}" for score in scores))
    corpus = data.parent / "arxiv-65k.jsonl.gz"
    if corpus.exists():
        print(f"{time_digests(corpus):.2f} ms of CPU a paper, of {TIMED} papers")


def time_digests(corpus: Path) -> float:
    """Return the milliseconds of the processor that a digest takes, the better of three."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in islice(lines, 0, 13 * TIMED, 13)]
    spent = []
    for _ in range(3):
        start = time.process_time()
        for paper in papers:
            make_digest(paper["abstract"], paper["title"])
        spent.append(time.process_time() - start)
    return 1000 * min(spent) / len(papers)


if __name__ == "__main__":
    main()
