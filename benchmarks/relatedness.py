"""How well the likeness of papers orders what people judged to be like a paper."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measures import average_precision, mean, ndcg, read_judgements
from numpy.typing import NDArray
from tables import print_table, read_objects

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.understanding.related import score_pairs, weigh_terms
from generator.understanding.terms import Terms, count_terms

COLLECTION = "ir/csfcube"
"""Queries are papers by title and abstract; each has a pool of judged papers, 0 to 3."""
DEPTH, RELEVANT = 20, 2
"""Of nDCG; and the grade from which a paper is relevant for MAP."""
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Pools:
    """What was asked, and what people said of it."""

    ids: tuple[str, ...]
    """Of all texts: documents, then queries."""
    texts: tuple[tuple[str, str], ...]
    grades: Mapping[str, Mapping[str, int]]
    """By query."""


def measure(data: Path) -> Mapping[str, tuple[float, float]]:
    """Return nDCG@20 and MAP, by system, of the order within each query's pool.

    MAP takes grades from 2 as relevant; nDCG takes the grades as they are.
    """
    pools = read_pools(data / COLLECTION)
    terms = count_terms(pools.texts)
    places = {name: place for place, name in enumerate(pools.ids)}
    weights, okapi = weigh_terms(terms), _Okapi(terms)
    figures: dict[str, list[tuple[float, float]]] = {"BM25": [], "related papers": []}
    for query, grades in pools.grades.items():
        listed = sorted(grades)
        others = np.array([places[name] for name in listed], dtype=np.int32)
        own = np.full(len(others), places[query], dtype=np.int32)
        scores: dict[str, NDArray[np.floating]] = {
            "BM25": okapi.score(places[query], others),
            "related papers": score_pairs(weights, own, others),
        }
        for system, found in scores.items():
            order = np.lexsort((others, -found))
            ranking = [listed[place] for place in order]
            relevant = {name: int(grade >= RELEVANT) for name, grade in grades.items()}
            gain = ndcg(ranking, grades, DEPTH)
            figures[system].append((gain, average_precision(ranking, relevant)))
    return {
        system: (mean(gain for gain, _ in each), mean(ap for _, ap in each))
        for system, each in figures.items()
    }


def read_pools(folder: Path) -> Pools:
    """Return the documents, the queries, and the judgements of each query."""
    found = read_judgements((folder / "qrels.tsv").read_text("utf-8").splitlines())
    documents = list(read_objects(folder / "docs.jsonl"))
    queries = [q for q in read_objects(folder / "queries.jsonl") if q["_id"] in found]
    texts = [(str(d.get("title") or ""), str(d.get("text") or "")) for d in documents]
    texts += [(str(q.get("title") or ""), str(q["text"])) for q in queries]
    ids = tuple(str(each["_id"]) for each in (*documents, *queries))
    grades = {str(query["_id"]): found[str(query["_id"])] for query in queries}
    return Pools(ids, tuple(texts), grades)


class _Okapi:
    """BM25 by single words, after Robertson et al., "Okapi at TREC-3", 1994."""

    def __init__(self, terms: Terms) -> None:
        counts = terms.counts[:, np.flatnonzero(terms.sizes == 1)].tocsr()
        count = counts.shape[0]
        in_papers = np.bincount(counts.indices, minlength=counts.shape[1])
        self._idf = np.log(1 + (count - in_papers + 0.5) / (in_papers + 0.5))
        self._counts = counts
        lengths = counts.sum(axis=1).A1
        self._norms = _K1 * (1 - _B + _B * lengths / lengths.mean())

    def score(self, query: int, others: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the score of each document for a query, by their places."""
        asked = self._counts[[query]].toarray()[0] * self._idf
        found = self._counts[others].toarray()
        scores: NDArray[np.float64] = (
            found * (_K1 + 1) / (found + self._norms[others][:, None])
        ) @ asked
        return scores


def main() -> None:
    """Print the figures of the data whose folder is named."""
    figures = measure(Path(sys.argv[1]))
    rows = [(system, *pair) for system, pair in figures.items()]
    print_table(("", f"nDCG@{DEPTH}", f"MAP (grade {RELEVANT} and more)"), rows)


if __name__ == "__main__":
    main()
