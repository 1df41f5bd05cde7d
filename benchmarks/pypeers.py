"""Build the index of another search library and run queries through it: SQLite, bm25s.

`python pypeers.py ENGINE DOCUMENTS.jsonl QUERIES.jsonl` reads and prints what
`peers.mjs` does. It runs in an environment of its own, which has the packages.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Document = dict[str, str]
Search = Callable[[str, int], list[str]]
"""Returns the ids of the best documents for a text, at most so many."""
FIELDS = ("title", "text", "authors")
TITLE_BOOST = 2
"""What a word in the title counts in SQLite; bm25s has no fields."""


def make_fts5(documents: Sequence[Document]) -> tuple[Search, int]:
    """Return SQLite's full-text search over stemmed words, and the bytes it stores.

    A query is any of its words that is no stop word of Lunr's, ranked by `bm25()`; all
    as SQLite's documentation of FTS5 has it, which has no stop words of its own.
    """
    stop_words = importlib.import_module("lunr.stop_word_filter").WORDS
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE paper USING fts5(id UNINDEXED, title, text, authors,"
        " tokenize = 'porter unicode61')"
    )
    rows = ([document["id"], *map(document.get, FIELDS)] for document in documents)
    database.executemany("INSERT INTO paper VALUES (?, ?, ?, ?)", rows)
    database.execute("INSERT INTO paper(paper) VALUES ('optimize')")
    order = (
        "SELECT id FROM paper WHERE paper MATCH ?"
        f" ORDER BY bm25(paper, 0, {TITLE_BOOST}, 1, 1) LIMIT ?"
    )

    def search(text: str, limit: int) -> list[str]:
        words = re.findall(r"[^\W_]+", text.lower())
        asked = " OR ".join(f'"{word}"' for word in words if word not in stop_words)
        if not asked:
            return []
        return [str(row[0]) for row in database.execute(order, (asked, limit))]

    stored = database.execute("SELECT block FROM paper_data").fetchall()
    return search, sum(pack(row[0]) for row in stored)


def make_bm25s(documents: Sequence[Document]) -> tuple[Search, int]:
    """Return bm25s with Lucene's formula, English stop words and Snowball's stemmer.

    It has no fields: title, text and authors are one text. What it stores is not weighed.
    """
    bm25s = importlib.import_module("bm25s")
    stemmer = importlib.import_module("Stemmer").Stemmer("english")
    texts = ["\n".join(document[field] for field in FIELDS) for document in documents]
    options = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    retriever = bm25s.BM25(method="lucene")
    retriever.index(bm25s.tokenize(texts, **options), show_progress=False)

    def search(text: str, limit: int) -> list[str]:
        words = bm25s.tokenize([text], return_ids=False, **options)
        most = min(limit, len(documents))
        found, scores = retriever.retrieve(words, k=most, show_progress=False)
        pairs = zip(found[0], scores[0], strict=True)
        return [documents[int(place)]["id"] for place, score in pairs if score > 0]

    return search, 0


ENGINES = {"fts5": make_fts5, "bm25s": make_bm25s}


def pack(content: bytes) -> int:
    """Return the size of a content as gzip -6 packs it."""
    return len(gzip.compress(content, 6, mtime=0))


def main(engine: str, documents: str, queries: str) -> None:
    """Index, search, print."""
    read = [
        [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line]
        for path in (documents, queries)
    ]
    began = time.process_time()
    search, size = ENGINES[engine](read[0])
    seconds = time.process_time() - began
    rankings, milliseconds = [], []
    for query in read[1]:
        asked = time.perf_counter()
        rankings.append(search(query["text"], query["depth"]))
        milliseconds.append((time.perf_counter() - asked) * 1000)
    figures = {"seconds": seconds, "bytes": size, "milliseconds": milliseconds}
    print(json.dumps(figures | {"rankings": rankings}))


if __name__ == "__main__":
    main(*sys.argv[1:])
