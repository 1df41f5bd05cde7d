"""Collections of papers with queries and judgements, and how well systems do on them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measures import (
    Answers,
    Query,
    average_precision,
    keep_judged,
    mean,
    ndcg,
    read_judgements,
    recall,
)
from systems import DEPTH, System, try_to_ask
from tables import print_table, read_objects

POOLED = frozenset({"csfcube"})
"""Collections in which only some documents were judged for each query."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A listing, and which of its papers are relevant to some queries."""

    name: str
    listing: Path
    texts: tuple[str, ...]
    """The queries. One that is a paper is asked by its title."""
    grades: tuple[Mapping[str, int], ...]
    """The judgements of each query."""


def read_collections(folder: Path) -> Iterator[Collection]:
    """Yield the collections below a folder, each a folder with its three files."""
    for place in sorted(folder.iterdir()):
        listing, asked, table = (
            place / name for name in ("docs.jsonl", "queries.jsonl", "qrels.tsv")
        )
        if not all(path.is_file() for path in (listing, asked, table)):
            continue
        judged = read_judgements(table.read_text(encoding="utf-8").splitlines())
        texts = {
            str(query["_id"]): str(query.get("title") or query["text"])
            for query in read_objects(asked)
            if str(query["_id"]) in judged
        }
        grades = tuple(judged[query] for query in texts)
        yield Collection(place.name, listing, tuple(texts.values()), grades)


def compare_relevance(
    collections: Sequence[Collection], systems: Mapping[str, System]
) -> None:
    """Print nDCG@10, MAP and Recall@100 of each system, by collection and on average."""
    rows = []
    for label, system in systems.items():
        figures = []
        for collection in collections:
            print(f"{label}: {collection.name} …", file=sys.stderr)
            queries = [Query(text, DEPTH) for text in collection.texts]
            answers = try_to_ask(label, system, collection.listing, queries)
            if answers is None:
                break
            figures.append(judge(collection, answers))
        else:
            means = tuple(map(mean, zip(*figures, strict=True)))
            rows.append((label, *map(_join, (*figures, means))))
    counts = [f"{each.name}, {len(each.texts)} queries" for each in collections]
    print("nDCG@10, MAP, Recall@100:\n")
    print_table(("", *counts, "mean"), rows)


def _join(figures: Iterable[float]) -> str:
    return " ".join(f"{figure:.3f}".removeprefix("0") for figure in figures)


def judge(collection: Collection, answers: Answers) -> tuple[float, float, float]:
    """Return the mean of each measure over the queries.

    Where documents were judged for each query from a pool of its own, the order within
    the pool is measured; recall is that of the whole ranking, because 100 documents
    are most of a pool.
    """
    rankings, grades = list(map(list, answers.rankings)), collection.grades
    within = rankings
    if collection.name in POOLED:
        within = list(map(keep_judged, rankings, grades))
    return (
        mean(map(ndcg, within, grades)),
        mean(map(average_precision, within, grades)),
        mean(map(recall, rankings, grades)),
    )
