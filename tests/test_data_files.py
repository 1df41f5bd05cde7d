"""The dumps, the files below `api/`, and their checksums."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from bibtexparser import entrypoint

from generator.exports import api, files
from generator.exports.files import pack, render_data_files
from generator.exports.schema import VERSION, describe_schema
from generator.exports.spreadsheet import COLUMNS, make_safe
from generator.keys import choose_shard
from generator.models import (
    ARXIV,
    DOI,
    LOCAL,
    FieldOrigin,
    Link,
    Origin,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from tests.citekit import HOSTILE
from tests.conftest import OTHER, make_entry
from tests.contextkit import make_context
from tests.indexkit import make_catalogue

KITES_TOPIC = Topic("kites", "Kites", "Things that fly.")
ORIGIN = Origin("list.txt", 1, "test")
KITES = replace(
    make_entry(
        "kites",
        "Kites",
        title="Kites {\\it in} air",
        abstract="They fly.",
        authors=("Okafor, Ada", "Bo Li"),
        authors_complete=False,
        author_count=9,
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"), PaperId(DOI, "10.1234/x")),
        links=(Link("code", "https://example.org/kites"),),
        provenance=(FieldOrigin("title", (ORIGIN,), "a note"),),
        discussion=3,
    ),
    key="2411.01234",
    topics=(TopicMatch(KITES_TOPIC, 1.0, ("kites",)), TopicMatch(OTHER, 0.5, ())),
)
SAILS = replace(
    make_entry("sails", "Sails", published=PartialDate(2024, 9)), key="t:aaaaaaaaaaaa"
)
WIND = replace(
    make_entry("wind", "Wind", published=PartialDate(2024), ids=(PaperId(LOCAL, "w"),)),
    key="t:bbbbbbbbbbbb",
)
CALM = replace(
    make_entry("calm", "Calm", title=None, ids=(PaperId(ARXIV, "2411.00001"),)),
    key="2411.00001",
)
ENTRIES = (KITES, SAILS, WIND, CALM)


def render(*entries, **parts) -> dict[str, bytes]:
    """Return the files of a build by path."""
    catalogue = make_catalogue(*entries, topics=(KITES_TOPIC, OTHER))
    rendered = list(render_data_files(make_context(catalogue, **parts)))
    written = {file.path: file.content for file in rendered}
    assert len(written) == len(rendered)
    return written


def read(written: Mapping[str, bytes], name: str):
    """Return what a JSON file below `api/` holds; each says its version."""
    value = json.loads(written[f"api/{name}.json"])
    if name != "schema":
        assert value.pop("version") == VERSION
    return value


@pytest.fixture
def large(monkeypatch):
    """Take four papers for a large collection; return its files."""
    monkeypatch.setattr(api, "MOST_SMALL", 3)
    monkeypatch.setattr(files, "MOST_SMALL", 3)
    monkeypatch.setattr(api, "_PAPERS_IN_A_SHARD", 2)
    return render(*ENTRIES)


def test_a_small_collection_has_its_dumps_unpacked_too():
    """The packed files hold the same bytes, and no time at which they were made."""
    written = render(*ENTRIES)
    for name in ("papers.jsonl", "papers.bib", "papers.csv"):
        packed = written[f"{name}.gz"]
        assert gzip.decompress(packed) == written[name]
        assert packed[4:8] == bytes(4)
    assert written == render(*ENTRIES)


def test_a_large_collection_has_its_dumps_packed_only(large):
    """Nobody opens hundreds of megabytes in a browser; the packed files are the same."""
    assert sorted(path for path in large if "/" not in path) == [
        "SHA256SUMS", "papers.bib.gz", "papers.csv.gz", "papers.jsonl.gz",
    ]  # fmt: skip
    small = render(*ENTRIES[:3])
    longer = gzip.decompress(large["papers.jsonl.gz"])
    assert longer.startswith(small["papers.jsonl"])


def test_checksums_hold():
    """Every file is named with its SHA-256; the index says sizes, too."""
    written = render(*ENTRIES)
    lines = written.pop("SHA256SUMS").decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(written[path]).hexdigest()}  {path}"
        for path in sorted(written)
    ]
    listed = read(written, "index")["files"]
    assert {file["path"] for file in listed} == {
        path
        for path in written
        if not path.startswith("api/papers/") and path != "api/index.json"
    }
    for file in listed:
        assert file["bytes"] == len(written[file["path"]])
        assert file["sha256"] == hashlib.sha256(written[file["path"]]).hexdigest()


def check(value, schema, path: str = "") -> None:
    """See that a value is what a schema of ours describes; the words that we use only."""
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list,
             "object": dict, "null": type(None)}  # fmt: skip
    known = {"$schema", "title", "description", "type", "enum", "pattern", "minLength",
             "minimum", "items", "properties", "required", "additionalProperties"}  # fmt: skip
    assert schema.keys() <= known, path
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert type(value) in {kinds[name] for name in names}, path
    assert value in schema.get("enum", [value]), path
    if isinstance(value, str):
        assert re.search(schema.get("pattern", ""), value), path
        assert len(value) >= schema.get("minLength", 0), path
    if isinstance(value, int):
        assert value >= schema.get("minimum", value), path
    if isinstance(value, list):
        for each in value:
            check(each, schema["items"], f"{path}[]")
    if isinstance(value, dict):
        check_object(value, schema, path)


def check_object(value, schema, path: str) -> None:
    """See that an object has what it must have, and nothing that is not described."""
    properties = schema.get("properties", {})
    assert set(schema.get("required", ())) <= value.keys(), path
    for name, each in value.items():
        described = properties.get(name, schema["additionalProperties"])
        assert described, f"{path}.{name}"
        check(each, described, f"{path}.{name}")


def test_every_line_is_what_the_schema_says():
    """The schema describes papers with all facts and with none."""
    written = render(*ENTRIES)
    schema = read(written, "schema")
    assert schema == describe_schema()
    lines = written["papers.jsonl"].decode().splitlines()
    papers = [json.loads(line) for line in lines]
    assert [paper["key"] for paper in papers] == [entry.key for entry in ENTRIES]
    for paper in papers:
        check(paper, schema)
    with pytest.raises(AssertionError, match="other"):
        check(papers[0] | {"other": 1}, schema)
    with pytest.raises(AssertionError, match="published"):
        check(papers[0] | {"published": "11/2024"}, schema)


def test_a_paper_of_a_small_collection_has_a_file_of_its_own():
    """It says all that the line in `papers.jsonl` says, with the abstract."""
    written = render(*ENTRIES)
    paper = read(written, "index")["paper"]
    assert paper == {"path": "api/papers/{slug}.json", "shards": None, "fields": "all"}
    first = json.loads(written["papers.jsonl"].decode().splitlines()[0])
    assert read(written, "papers/kites") == {"papers": [first]}
    assert sum(path.startswith("api/papers/") for path in written) == len(ENTRIES)


def test_papers_of_a_large_collection_share_files(large):
    """A key says which; what is there is what a paper is cited by."""
    paper = read(large, "index")["paper"]
    assert paper["path"] == "api/papers/{shard}.json"
    assert paper["shards"] == 2
    found = {}
    for shard in range(2):
        for each in read(large, f"papers/{shard}")["papers"]:
            assert choose_shard(each["key"], 2) == shard
            assert each.keys() <= set(paper["fields"])
            found[each["key"]] = each
    assert found == {
        "2411.01234": {
            "key": "2411.01234",
            "slug": "kites",
            "heading": "Kites",
            "authors": ["Okafor, Ada", "Bo Li"],
            "published": "2024-11-27",
            "ids": ["arxiv:2411.01234", "doi:10.1234/x"],
        },
        "t:aaaaaaaaaaaa": {
            "key": "t:aaaaaaaaaaaa",
            "slug": "sails",
            "heading": "Sails",
            "published": "2024-09",
        },
        "t:bbbbbbbbbbbb": {
            "key": "t:bbbbbbbbbbbb",
            "slug": "wind",
            "heading": "Wind",
            "published": "2024",
            "ids": ["local:w"],
        },
        "2411.00001": {"key": "2411.00001", "slug": "calm", "heading": "Calm"},
    }


def test_a_topic_lists_its_papers():
    """Newest first, each with its page and its file; a topic without any is there, too."""
    written = render(*ENTRIES, site_url="https://example.org/d/")
    topic = read(written, "topics/kites")
    assert topic == {
        "slug": "kites",
        "title": "Kites",
        "description": "Things that fly.",
        "keys": ["2411.01234"],
        "papers": [
            {
                "key": "2411.01234",
                "heading": "Kites",
                "published": "2024-11-27",
                "url": "https://example.org/d/papers/kites.html",
                "data": "api/papers/kites.json",
            }
        ],
    }
    assert len(read(written, "topics/other")["keys"]) == len(ENTRIES)
    assert read(render(SAILS), "topics/kites")["papers"] == []


def test_months_lead_from_one_to_the_next(large):
    """From any month on, `next` passes all later papers, and ends."""
    months, at = [], "2024"
    while at:
        month = read(large, f"since/{at}")
        months.append((month["month"], month["keys"]))
        assert "papers" not in month
        at = (month["next"] or "").removeprefix("api/since/").removesuffix(".json")
    assert months == [
        ("2024", ["t:bbbbbbbbbbbb"]),
        ("2024-09", ["t:aaaaaaaaaaaa"]),
        ("2024-11", ["2411.01234"]),
    ]
    undated = read(large, "since/undated")
    assert undated == {"month": None, "next": None, "keys": ["2411.00001"]}


def test_the_index_counts():
    """Papers, topics and months, and where the site is published."""
    index = read(render(*ENTRIES, site_url="https://example.org/d/"), "index")
    assert index["base"] == "https://example.org/d/"
    assert index["counts"] == {"papers": 4, "records": 4, "undated": 1}
    assert index["topics"] == [
        {"slug": "kites", "papers": 1}, {"slug": "other", "papers": 4},
    ]  # fmt: skip
    assert [month["month"] for month in index["months"]] == [
        "2024", "2024-09", "2024-11",
    ]  # fmt: skip
    empty = read(render(), "index")
    assert empty["base"] is None
    assert empty["counts"]["papers"] == 0
    assert (empty["months"], empty["data_through"]) == ([], None)


def test_the_spreadsheet_has_a_line_a_paper():
    """Its columns are those of the page on data."""
    text = render(*ENTRIES)["papers.csv"].decode()
    assert text.count("\r\n") == len(ENTRIES) + 1
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0] == {
        "key": "2411.01234",
        "title": "Kites",
        "authors": "Okafor, Ada; Bo Li",
        "authors_complete": "false",
        "published": "2024-11-27",
        "venue": "",
        "arxiv": "2411.01234",
        "doi": "10.1234/x",
        "acl": "",
        "openreview": "",
        "topics": "kites; other",
        "source_url": "https://doi.org/10.1234/x",
        "page": "papers/kites.html",
    }
    named = render(make_entry(authors=("Ada Okafor",)))["papers.csv"].decode()
    (row,) = csv.DictReader(io.StringIO(named, newline=""))
    assert row["authors_complete"] == "true"
    assert not rows[1]["authors"]
    assert rows[1]["authors_complete"] == "false"


def test_no_cell_is_a_formula():
    """What a spreadsheet would compute has an apostrophe before it; nothing else has."""
    texts = [*HOSTILE, "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "a=1"]
    entries = [make_entry(f"p{n}", text, venue=text) for n, text in enumerate(texts)]
    written = render(*entries)["papers.csv"].decode()
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert len(rows) == len(entries) + 1
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert make_safe("-1") == "'-1"
    assert make_safe("1-1") == "1-1"
    assert make_safe("") == ""


def test_the_bibliography_has_every_paper():
    """With topics as keywords, and without abstracts."""
    read_back = entrypoint.parse_string(render(*ENTRIES)["papers.bib"].decode())
    assert [entry["title"] for entry in read_back.entries] == [
        "Kites", "Sails", "Wind", "Calm",
    ]  # fmt: skip
    assert read_back.entries[0]["keywords"] == "Kites, Other"
    assert not [entry for entry in read_back.entries if "abstract" in entry]


def test_packing_takes_parts_one_by_one():
    """Cut differently, the same bytes are packed the same."""
    assert gzip.decompress(pack([b"ab", b"c"])) == b"abc"
    assert gzip.decompress(pack([])) == b""
