"""Citations of a whole archive, and of texts made to break things, read back."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
import rispy
from bibtexparser import entrypoint
from bibtexparser.middlewares.names import split_multiple_persons_names
from pybtex.database import Entry, parse_string

from generator.exports.bibtex import format_bibtex
from generator.exports.citation import Citation, make_citation, name_all
from generator.exports.csl import format_csl
from generator.exports.ris import format_ris
from generator.identifiers import parse_arxiv
from generator.latex import plain
from generator.models import ARXIV, PartialDate
from generator.text import clean
from tests.citekit import cite_hostile, read_braces, run_scripts
from tests.conftest import SHARED, make_entry
from tests.test_bibtex import read_name

pytestmark = pytest.mark.shared

STEPS = {"bibtexparser": 4, "pybtex": 16, "browser": 16}
"""Of so many papers each reads one: all of them, which were read once by hand, take
minutes. rispy is quick."""


@pytest.fixture(scope="module")
def archive() -> list[Citation]:
    """Return the citation of every paper of the archive; nothing is merged."""
    path = SHARED / "data/arxiv-65k.jsonl.gz"
    if not path.is_file():
        pytest.skip("needs ../shared, which is not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_cite(number, json.loads(line)) for number, line in enumerate(lines)]


def _cite(number: int, record: dict[str, Any]) -> Citation:
    year, month, day = map(int, record["date"].split("-"))
    entry = make_entry(
        f"paper-{number}",
        plain(record["title"]),
        authors=tuple(record["authors"]),
        categories=tuple(record["categories"]),
        published=PartialDate(year, month, day),
        ids=(parse_arxiv(record["id"]),),
    )
    return replace(make_citation(entry), keywords=())


def expect_authors(citation: Citation) -> list[str]:
    """Return the authors as RIS has them."""
    return [
        ", ".join(filter(None, (name.family, name.given, name.suffix)))
        for name in citation.authors
    ]


def test_rispy_reads_the_archive_back(archive):
    """Every paper: title, authors in order, year, identifier."""
    records = rispy.loads("".join(format_ris(archive)))
    assert len(records) == len(archive) == 65_525
    names = name_all(archive)
    for citation, name, record in zip(archive, names, records, strict=True):
        assert record["id"] == name
        assert record["title"] == citation.title
        assert record.get("authors", []) == expect_authors(citation)
        assert record["year"] == str(citation.date.year)
        assert record["accession_number"] == f"arXiv:{citation.get_id(ARXIV)}"


def test_bibtexparser_reads_the_archive_back(archive):
    """One paper of four: title, authors in order, year, identifier."""
    citations = archive[:: STEPS["bibtexparser"]]
    read = entrypoint.parse_string("".join(format_bibtex(citations)))
    assert read.failed_blocks == []
    names = name_all(citations)
    for citation, name, entry in zip(citations, names, read.entries, strict=True):
        assert entry.key == name
        assert read_braces(entry["title"]) == citation.title
        assert entry["year"] == str(citation.date.year)
        assert entry["eprint"] == citation.get_id(ARXIV)
        written = split_multiple_persons_names(entry["author"])
        assert list(map(read_braces, written)) == [
            ", ".join(filter(None, (each.family, each.suffix, each.given)))
            for each in citation.authors
        ]


def test_pybtex_reads_the_archive_back(archive):
    """One paper of sixteen: title, authors taken apart, year, identifier."""
    citations = archive[:: STEPS["pybtex"]]
    read = parse_string("".join(format_bibtex(citations)), "bibtex")
    assert list(read.entries) == name_all(citations)
    for citation, entry in zip(citations, read.entries.values(), strict=True):
        expect_entry(citation, entry)
        assert entry.fields["year"] == str(citation.date.year)
        assert entry.fields["eprint"] == citation.get_id(ARXIV)


def expect_entry(citation: Citation, entry: Entry) -> None:
    """See that an entry as pybtex read it has the title and the authors."""
    assert read_braces(entry.fields["title"]) == citation.title
    persons = entry.persons.get("author", [])[: len(citation.authors)]
    assert [read_name(person) for person in persons] == [
        (name.family, name.given, name.suffix) for name in citation.authors
    ]


def test_the_browser_writes_the_archive_the_same(archive, tmp_path):
    """One paper of sixteen, in all formats: the same bytes."""
    citations = archive[:: STEPS["browser"]]
    written = run_scripts(citations, tmp_path)
    assert written["bibtex"] == "".join(format_bibtex(citations))
    assert written["ris"] == "".join(format_ris(citations))
    assert written["csl"] == format_csl(citations)


@pytest.mark.parametrize("name", ["blns.json", "xss-payloads.txt"])
def test_naughty_strings_read_back(shared, tmp_path, name):
    """Texts that others collected to break programs are citations like any other."""
    text = (shared / "data/hostile" / name).read_text(encoding="utf-8")
    texts = json.loads(text) if name.endswith(".json") else text.splitlines()
    citations = cite_hostile([each for each in texts if clean(each)])
    bibtex, ris = list(format_bibtex(citations)), "".join(format_ris(citations))
    parsed = entrypoint.parse_string("".join(bibtex))
    assert parsed.failed_blocks == []
    for citation, entry in zip(citations, parsed.entries, strict=True):
        assert read_braces(entry["title"]) == citation.title
    for citation, record in zip(citations, rispy.loads(ris), strict=True):
        assert record["title"] == citation.title
        assert record["authors"] == expect_authors(citation)
    entries = parse_string("".join(bibtex[::3]), "bibtex").entries
    for citation, entry in zip(citations[::3], entries.values(), strict=True):
        expect_entry(citation, entry)
    assert len(json.loads(format_csl(citations))) == len(citations)
    assert run_scripts(citations, tmp_path)["bibtex"] == "".join(bibtex)
