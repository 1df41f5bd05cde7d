"""The search index of all papers: one Lunr index, built by lunr.py, queried by lunr.js.

How it is stored is known here and to `docs/assets/search/load.js`, to nobody else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lunr.builder import Builder
from lunr.stemmer import stemmer

from generator.latex import plain
from generator.models import Catalogue, Entry, OutputFile
from generator.search.documents import (
    CHUNK,
    FOLDER,
    describe,
    render_call,
    render_documents,
    render_text_call,
)
from generator.search.tokens import list_terms

BOOSTS: Mapping[str, float] = {
    "title": 2,
    "authors": 1,
    "abstract": 1,
    "topics": 0.3,
    "ids": 1,
}
"""Fields of the index and what a word in each counts.

Baked into the index, because lunr cancels a field's boost given with a query. The title
counts twice: over two collections with relevance judgements and 300 titles looked for by
three of their words, more was no better.
"""
_NO_STOP_WORDS: frozenset[str] = frozenset()


def build_search(
    catalogue: Catalogue,
    lunr_js: bytes,
    *,
    progress: Callable[[int], None] | None = None,
) -> Iterator[OutputFile]:
    """Yield the files that the search loads, all below `assets/search/data/`.

    Args:
        catalogue: the papers; the place of an entry is the number of its document.
        lunr_js: the library lunr.js 2.3.9.
        progress: is told how many papers are done, now and then.
    """
    contents = hashlib.sha256()
    yield OutputFile(f"{FOLDER}/lunr.js", lunr_js)
    for file in _build_data(catalogue, progress or (lambda done: None)):
        contents.update(file.content)
        yield file
    manifest = {
        "chunk": CHUNK,
        "documents": len(catalogue.entries),
        "fields": list(BOOSTS),
        "fingerprint": contents.hexdigest()[:16],
        "topics": {topic.slug: topic.title for topic in catalogue.topics},
    }
    script = render_call("receiveManifest", manifest)
    yield OutputFile(f"{FOLDER}/manifest.js", script)


def _build_data(
    catalogue: Catalogue, progress: Callable[[int], None]
) -> Iterator[OutputFile]:
    """Yield the documents in chunks, and then the index of all of them."""
    builder = _make_builder()
    entries = catalogue.entries
    for first in range(0, len(entries), CHUNK):
        documents = []
        for number, entry in enumerate(entries[first : first + CHUNK], first):
            abstract = plain(entry.paper.abstract or "")
            documents.append(describe(entry, abstract))
            builder.add_terms(number, _list_fields(entry, abstract))
        yield render_documents(first // CHUNK, documents)
        progress(first + len(documents))
    index = render_text_call("receiveIndex", _serialise(builder))
    yield OutputFile(f"{FOLDER}/index.js", index)


class _TermBuilder(Builder):  # type: ignore[misc]
    """lunr.py's builder for terms that are made already.

    Its own `add` wraps each term in a token and copies that twice, which is a third of
    the time that an index takes. A test holds the two to the same index.
    """

    def add_terms(self, number: int, fields: Mapping[str, list[str]]) -> None:
        """Add a document: the terms of each field, in the order of the fields."""
        document = str(number)
        self._documents[document] = {}
        self.document_count += 1
        for field, terms in fields.items():
            reference = f"{field}/{document}"
            counts = Counter(terms)
            self.field_term_frequencies[reference] = counts
            self.field_lengths[reference] = len(terms)
            for term in counts:
                if term not in self.inverted_index:
                    posting: dict[str, object] = {name: {} for name in BOOSTS}
                    posting["_index"] = self.term_index
                    self.inverted_index[term] = posting
                    self.term_index += 1
                self.inverted_index[term][field][document] = {}


def _make_builder() -> _TermBuilder:
    """Return an empty builder.

    The name of the stemmer goes into the index, for lunr.js to stem queries with its own.
    """
    builder = _TermBuilder()
    for field, boost in BOOSTS.items():
        builder.field(field, boost)
    builder.search_pipeline.add(stemmer)
    return builder


def _list_fields(entry: Entry, abstract: str) -> dict[str, list[str]]:
    """Return the terms of an entry by field; a heading made from the text is no title."""
    paper = entry.paper
    people = " ".join((*paper.authors, paper.organization or ""))
    topics = " ".join(match.topic.title for match in entry.topics)
    return {
        "title": list_terms(plain(paper.title or "")),
        "authors": list_terms(people, _NO_STOP_WORDS),
        "abstract": list_terms(abstract),
        "topics": list_terms(topics),
        "ids": [paper_id.value.lower() for paper_id in paper.ids],
    }


def _serialise(builder: _TermBuilder) -> dict[str, object]:
    """Return the index in the form that lunr.js loads."""
    if not builder.document_count:
        # lunr.py divides by the number of documents.
        return {
            "version": "2.3.9",
            "fields": list(BOOSTS),
            "fieldVectors": [],
            "invertedIndex": [],
            "pipeline": ["stemmer"],
        }
    index: dict[str, object] = builder.build().serialize()
    # lunr.py sorts by code point, lunr.js loads only what is sorted by UTF-16 unit.
    index["invertedIndex"] = sorted(
        index["invertedIndex"],  # type: ignore[call-overload]
        key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass"),
    )
    return index
