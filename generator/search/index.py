"""The search index of all papers: a Lunr index, cut by term into pieces.

The browser fetches the pieces that hold the terms of a query, puts a small lunr.Index
together from their postings, and lets lunr.js answer. How the index is stored is known
here and to `docs/assets/search/store.js`; docs/contributing/search.md describes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.models import Catalogue, Entry, OutputFile
from generator.search import frontcode
from generator.search.columns import ColumnReader, make_lists, read_vocabulary
from generator.search.cutting import name_file
from generator.search.dictionary import make_word_pieces
from generator.search.documents import CHUNK, describe, render_data, render_documents
from generator.search.facets import list_years, make_facets, name_sources
from generator.search.fields import (
    COLUMNS,
    Corpus,
    IndexField,
    Plan,
    make_compact_fields,
    read_ids,
    read_texts,
)
from generator.search.pieces import Piece, make_pieces
from generator.search.scripts import render_scripts

VERSION = 1
"""Of the way in which the index is stored."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """What the search consists of besides data."""

    own: Mapping[str, str]
    """Sources by name, in their order."""
    lunr: str
    """The library lunr.js 2.3.9."""


@dataclass(slots=True)
class _Fingerprint:
    """Changes with the contents of any file."""

    contents: hashlib._Hash = field(default_factory=hashlib.sha256)

    def of(self, files: Iterable[OutputFile]) -> Iterator[OutputFile]:
        for file in files:
            self.contents.update(file.content)
            yield file

    def __str__(self) -> str:
        return self.contents.hexdigest()[:16]


def build_search(
    catalogue: Catalogue,
    scripts: Scripts,
    *,
    plan: Plan = make_compact_fields,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[OutputFile]:
    """Yield the files that the search loads, all below `assets/search/data/`.

    Args:
        catalogue: the papers. They are numbered from the oldest on, so that a new one
            leaves the numbers of the others as they are.
        scripts: what goes beside the data.
        plan: makes the fields of the index.
        progress: is told how many papers are read, now and then.
    """
    entries = catalogue.entries[::-1]
    seen = _Fingerprint()
    yield from seen.of(render_scripts(scripts.own, scripts.lunr))
    reader, ids = ColumnReader(COLUMNS), list[list[str]]()
    yield from seen.of(_read(entries, reader, ids, progress))
    corpus = _number(reader, ids)
    fields = plan(corpus)
    span = corpus.span
    codes = _describe_codes(fields, span)
    coding = hashlib.sha256(repr(codes).encode()).hexdigest()[:8]
    separators = list[str]()
    pieces = make_pieces(corpus.vocabulary.terms, [f.field for f in fields], span)
    yield from seen.of(_render_pieces(pieces, coding, separators))
    words = list(make_word_pieces(corpus.vocabulary, corpus.columns))
    yield from seen.of(
        render_data(f"words/w-{name_file(each.separator)}", each.words, each.counts)
        for each in words
    )
    facets = make_facets(entries, span)
    yield from seen.of([render_data("facets", facets.terms, facets.text, coding)])
    manifest = {
        **codes,
        "chunk": CHUNK,
        "coding": coding,
        "fingerprint": str(seen),
        "papers": corpus.papers,
        "sources": name_sources(entries),
        "terms": frontcode.encode(separators),
        "topics": {topic.slug: topic.title for topic in catalogue.topics},
        "words": frontcode.encode(each.separator for each in words),
        "years": list_years(entries),
    }
    yield render_data("manifest", manifest)


def _read(
    entries: Sequence[Entry],
    reader: ColumnReader,
    ids: list[list[str]],
    progress: Callable[[int], None],
) -> Iterator[OutputFile]:
    """Read entries for the index; yield what results show of them, in chunks."""
    for first in range(0, len(entries), CHUNK):
        documents = []
        for entry in entries[first : first + CHUNK]:
            documents.append(describe(entry))
            reader.add(read_texts(entry))
            ids.append(read_ids(entry))
        yield render_documents(first // CHUNK, documents)
        progress(len(ids))


def _number(reader: ColumnReader, ids: Sequence[Sequence[str]]) -> Corpus:
    """Return what was read as numbers."""
    words, columns = reader.finish()
    vocabulary = read_vocabulary(words, (each for listed in ids for each in listed))
    places = {term: place for place, term in enumerate(vocabulary.terms)}
    numbered = make_lists([[places[each] for each in listed] for listed in ids])
    return Corpus(columns, numbered, vocabulary)


def _render_pieces(
    pieces: Iterable[Piece], coding: str, separators: list[str]
) -> Iterator[OutputFile]:
    for piece in pieces:
        separators.append(piece.separator)
        name = f"terms/t-{name_file(piece.separator)}"
        yield render_data(name, piece.terms, piece.text, coding)


def _describe_codes(fields: Sequence[IndexField], span: int) -> dict[str, object]:
    """Return what pieces are decoded with.

    Its checksum goes into each of them: a browser that has kept an old manifest must not
    decode them in another way.
    """
    return {
        "codes": {
            each.field.name: "".join(
                frontcode.DIGITS[length] for length in each.field.code.lengths
            )
            for each in fields
            if each.field.code
        },
        "fields": [[each.field.name, each.kind] for each in fields],
        "levels": {
            each.field.name: list(each.levels) for each in fields if each.levels
        },
        "span": span,
        "version": VERSION,
    }
