"""Looking for one paper that one knows: how well systems find it, and what it takes."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from measures import (
    Answers,
    KnownItem,
    Paper,
    Query,
    choose_names,
    choose_title_words,
    choose_titles,
    mean,
    percentile,
    reciprocal_rank,
)
from systems import DEPTH, PAGE, System, try_to_ask
from tables import print_table, read_objects


def compare_known_items(listing: Path, systems: Mapping[str, System]) -> None:
    """Print how well each system finds one paper, and what it takes to do so."""
    papers = [
        Paper(str(each["id"]), str(each["title"])) for each in read_objects(listing)
    ]
    ways = (
        choose_title_words(papers, 300),
        choose_names(papers, 200),
        choose_titles(papers, 500),
    )
    queries = [
        Query(item.text, depth)
        for way, depth in zip(ways, (PAGE, DEPTH, PAGE), strict=True)
        for item in way
    ]
    rows = []
    for label, system in systems.items():
        print(f"{label}: {len(papers):,} papers …", file=sys.stderr)
        answers = try_to_ask(label, system, listing, queries)
        if answers is not None:
            found = find_known_items(ways, papers, answers)
            rows.append((label, *found, *weigh(answers, len(papers), len(ways[0]))))
    print_table(
        (
            f"known items in {len(papers):,} papers",
            f"three words of a title ({len(ways[0])}), MRR@10",
            f"name split or joined ({len(ways[1])}), MRR",
            f"pasted title ({len(ways[2])}) first",
            "index, gzip, a paper",
            "made, papers a second",
            "three words, ms, p50",
            "p95",
        ),
        rows,
    )


def find_known_items(
    ways: Sequence[Sequence[KnownItem]], papers: Sequence[Paper], answers: Answers
) -> tuple[float, float, int]:
    """Return MRR@10 by words, MRR by names, and how many titles find their paper first.

    Two papers may have one title; then either may be first.
    """
    words, names, titles = ways
    rankings = iter(answers.rankings)
    by_words, by_names = (
        mean(reciprocal_rank(next(rankings), item.wanted, depth) for item in way)
        for way, depth in ((words, 10), (names, DEPTH))
    )
    named = {paper.id: paper.title for paper in papers}
    first = sum(
        [named.get(found) for found in ranking[:1]] == [item.text]
        for item, ranking in zip(titles, rankings, strict=True)
    )
    return by_words, by_names, first


def weigh(answers: Answers, papers: int, asked: int) -> tuple[object, ...]:
    """Return bytes of the index a paper, papers a second, and milliseconds a query."""
    times = answers.milliseconds[:asked]
    return (
        round(answers.size / papers) if answers.size else "–",
        round(papers / answers.seconds) if answers.seconds else "–",
        f"{percentile(times, 0.5):.1f}",
        f"{percentile(times, 0.95):.1f}",
    )
