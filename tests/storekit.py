"""Small indexes of made-up terms, and a page with the scripts that read them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import mkdocs
import numpy as np

from generator.models import OutputFile
from generator.search import frontcode
from generator.search.bits import Huffman, choose_lengths
from generator.search.columns import sort_key
from generator.search.cutting import name_file
from generator.search.documents import render_data
from generator.search.pieces import Field, make_piece, make_pieces
from tests.conftest import ROOT

DATA = "assets/search/data"
SPARE = 300
"""By how much the span of an index is larger than the number of its papers."""
LUNR = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
SCRIPTS = (
    "words", "bits", "pieces", "files", "store", "assemble", "scoring", "engine",
)  # fmt: skip
_TAGS = "".join(
    f'<script src="assets/search/{name}.js" defer></script>' for name in SCRIPTS
)
PAGE = (
    '<!doctype html><html lang="en" data-base="./"><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
    " script-src 'self'; img-src data:\"><title>Search</title>"
    f'<link rel="icon" href="data:,">{_TAGS}'
)

Postings = Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]
"""By term and field, papers with the symbol of each; 0 in a flat field."""


@dataclass(frozen=True)
class Column:
    """A field of an index."""

    name: str
    kind: str
    levels: tuple[float, ...] = ()


def write_page(folder: Path) -> None:
    """Write a page with the scripts, and lunr.js."""
    (folder / DATA).mkdir(parents=True)
    (folder / "search.html").write_text(PAGE, encoding="utf-8")
    shutil.copy(LUNR, folder / DATA / "lunr.js")
    for name in SCRIPTS:
        source = ROOT / f"docs/assets/search/{name}.js"
        shutil.copy(source, folder / f"assets/search/{name}.js")


def write_files(folder: Path, *files: OutputFile) -> None:
    """Write files, at their places."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def write_index(
    folder: Path, papers: int, columns: Sequence[Column], postings: Postings, **others
) -> None:
    """Write an index; `others` are values of the manifest."""
    terms = sorted(postings, key=sort_key)
    span = papers + SPARE
    coded = [_make_field(column, terms, postings) for column in columns]
    separators = []
    for piece in make_pieces(terms, [field for field, _ in coded], span):
        separators.append(piece.separator)
        name = f"terms/t-{name_file(piece.separator)}"
        write_files(folder, render_data(name, piece.terms, piece.text))
    manifest = {
        "chunk": 4,
        "codes": {field.name: lengths for field, lengths in coded if lengths},
        "fields": [[column.name, column.kind] for column in columns],
        "fingerprint": "0123456789abcdef",
        "levels": {each.name: list(each.levels) for each in columns if each.levels},
        "papers": papers,
        "sources": {},
        "span": span,
        "terms": frontcode.encode(separators),
        "topics": {},
        "version": 1,
        "words": "",
        "years": [],
    }
    write_files(folder, render_data("manifest", manifest | others))


def write_words(folder: Path, *pieces: Mapping[str, str]) -> str:
    """Write pieces of a dictionary, words and their digits; return the separators."""
    separators = []
    before = ""
    for piece in pieces:
        words = sorted(piece, key=sort_key)
        separators.append(frontcode.cut_separator(before, words[0]) if before else "")
        digits = "".join(piece[word] for word in words)
        name = f"words/w-{name_file(separators[-1])}"
        write_files(folder, render_data(name, frontcode.encode(words), digits))
        before = words[-1]
    return frontcode.encode(separators)


def write_facets(folder: Path, papers: int, facets: Mapping[str, list[int]]) -> None:
    """Write the papers of each facet."""
    postings = {name: {"f": [(n, 0) for n in facets[name]]} for name in facets}
    names = sorted(facets, key=sort_key)
    field, _ = _make_field(Column("f", "flat"), names, postings)
    piece = make_piece(names, field, papers + SPARE)
    write_files(folder, render_data("facets", piece.terms, piece.text))


def _make_field(
    column: Column, terms: Sequence[str], postings: Postings
) -> tuple[Field, str]:
    """Return the field, and the lengths of the codes of its symbols."""
    lists = [sorted(postings[term].get(column.name, ())) for term in terms]
    starts = np.cumsum([0, *map(len, lists)])
    flat = [pair for pairs in lists for pair in pairs]
    papers = np.array([number for number, _ in flat], np.int32)
    symbols = np.array([symbol for _, symbol in flat], np.int64)
    if column.kind == "flat":
        return Field(column.name, starts, papers), ""
    if column.kind == "exact":
        return Field(column.name, starts, papers, symbols), ""
    size = len(column.levels) * (2 if column.kind == "marked" else 1)
    lengths = choose_lengths(np.bincount(symbols, minlength=size).tolist())
    code = Huffman.of_lengths(lengths)
    digits = "".join(frontcode.DIGITS[length] for length in lengths)
    return Field(column.name, starts, papers, symbols, code), digits
