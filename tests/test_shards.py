"""Citation records and keys in shards, and the script that looks them up."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from generator.keys import choose_shard
from generator.models import ARXIV, DOI, OPENREVIEW, Origin, PaperId, PartialDate
from generator.reader import shards
from generator.reader.data import make_token
from generator.reader.shards import (
    CHUNK,
    KEYS_IN_A_SHARD,
    render_shards,
    share_keys,
)
from generator.text import format_runs
from tests.conftest import ROOT, make_entry
from tests.contextkit import make_context
from tests.indexkit import make_catalogue

KITES = replace(
    make_entry(
        "kites",
        "Kites in air",
        authors=("Okafor, Ada", ":", "Bo Li"),
        authors_complete=False,
        published=PartialDate(2024, 11, 27),
        venue="Journal of Wind",
        ids=(PaperId(ARXIV, "2411.01234"), PaperId(DOI, "10.1234/k(i)*te")),
        categories=("cs.CL",),
        origins=(Origin("a.txt", 1, "test"), Origin("b.txt", 1, "test")),
    ),
    key="2411.01234",
)
SAILS = replace(
    make_entry(
        "sails",
        "Sails",
        published=PartialDate(2024),
        ids=(PaperId(OPENREVIEW, "aB!'"),),
        origins=(Origin("b.txt", 2, "test"),),
    ),
    key="openreview:aB!'",
)
PREPRINT = replace(
    make_entry(
        "arxived",
        "Arxived",
        venue="arXiv.org Machine Learning",
        origins=(Origin("b.txt", 3, "test"),),
    ),
    key="t:0123456789ab",
)
ENTRIES = (KITES, SAILS, PREPRINT)
SLUGS = {"a.txt": "a-txt", "b.txt": "b-txt"}


def render(*entries, **parts) -> dict[str, Any]:
    """Return what each file hands over, by name."""
    context = make_context(make_catalogue(*entries), listing_slugs=SLUGS, **parts)
    values = {}
    for file in render_shards(context):
        text = file.content.decode("ascii")
        match = re.fullmatch(r"PaperDigest\.receive\((.*)\);\n", text, re.DOTALL)
        assert match
        name, value, token = json.loads(f"[{match[1]}]")
        assert token == make_token(context)
        assert file.path == f"assets/data/{name}.js"
        values[name] = value
    return values


def test_a_record_holds_what_a_paper_is_cited_by():
    """The oldest paper is the first; what follows from the rest is left out."""
    records = render(*ENTRIES)["cite/0"]
    assert records == [
        ["t:0123456789ab", "arxived", "Arxived", [], "", "arXiv.org Machine Learning",
         0, "", 6],
        ["openreview:aB!'", "sails", "Sails", [], "2024"],
        ["2411.01234", "kites", "Kites in air", ["Okafor, Ada", "Bo Li"], "2024-11-27",
         "Journal of Wind", {"doi": "10.1234/k(i)*te"}, "cs.CL", 5],
    ]  # fmt: skip


def test_the_index_says_how_many_there_are_and_where_dates_begin():
    """Undated papers come first, then a year without months, then its months."""
    index = render(*ENTRIES, site_url="https://example.org/d/")["index"]
    version = index.pop("version")
    assert re.fullmatch("[0-9a-f]{8}", index.pop("token"))
    assert re.fullmatch("[0-9a-f]{16}", version)
    assert index == {
        "papers": 3, "chunk": CHUNK, "keys": 1, "months": [["2024", 1], ["2024-11", 2]],
        "undated": 1, "build": 1, "date": index["date"], "site": "https://example.org/d/",
    }  # fmt: skip
    again = replace(SAILS, heading="Other sails")
    assert render(KITES, again, PREPRINT)["index"]["version"] != version
    assert render()["index"] | {"version": "", "token": "", "date": ""} == {
        "papers": 0, "chunk": CHUNK, "keys": 1, "months": [], "undated": 0, "build": 1,
        "version": "", "token": "", "date": "", "site": "",
    }  # fmt: skip


def test_a_paper_is_found_by_all_its_keys_but_those_of_several():
    """Every key is in the shard that its hash says."""
    twins = [
        replace(
            make_entry(f"s{n}", "Same title", abstract=f"Abstract {n}"), key=f"s:s{n}"
        )
        for n in range(2)
    ]
    (shard,) = share_keys(twins)
    assert shard["s:s0"] == 0
    assert shard["s:s1"] == 1
    assert sorted(key[:2] for key in shard) == ["a:", "a:", "s:", "s:"]
    entries = [
        replace(make_entry(f"p{n}", f"Title {n}", abstract=f"Text {n}"), key=f"k{n}")
        for n in range(400)
    ]
    many = share_keys(entries)
    assert len(many) == -(-3 * 400 // KEYS_IN_A_SHARD) == 2
    for number, shard in enumerate(many):
        assert {choose_shard(key, len(many)) for key in shard} == {number}
    assert sum(map(len, many)) == 1200


def test_a_listing_has_the_numbers_of_its_papers():
    """A paper of two listings is in both."""
    files = render(*ENTRIES)
    assert files["listings/a-txt"] == "2"
    assert files["listings/b-txt"] == "0-2"


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([9, 3, 8], "3,8-9"),
        ([5], "5"),
        ([0, 1], "0-1"),
        ([0, 2, 3, 4, 9], "0,2-4,9"),
    ],
)
def test_numbers_are_written_as_runs(numbers, text):
    """Neighbours share a range."""
    assert format_runs(numbers) == text


def test_papers_are_cut_into_files_of_one_size(monkeypatch):
    """The last file holds what is left."""
    monkeypatch.setattr(shards, "CHUNK", 2)
    files = render(*ENTRIES)
    assert [len(files[f"cite/{n}"]) for n in range(2)] == [2, 1]


LOOK_UP = """
import fs from "node:fs";
import vm from "node:vm";
globalThis.window = globalThis;
globalThis.location = new URL("https://example.org/d/papers/x.html");
globalThis.document = { documentElement: { dataset: { base: "../" } } };
const [, , script, input] = process.argv;
const { files, calls } = JSON.parse(fs.readFileSync(input, "utf8"));
const lists = new Map([["topic:kites", Int32Array.from([0, 2])]]);
globalThis.PaperDigest = {
  fetchData: async (name) => files[name],
  load: async () => {},
  search: { store: { facets: async () => lists } },
};
vm.runInThisContext(fs.readFileSync(script, "utf8"));
const plain = (value) => (value instanceof Map ? Object.fromEntries(value) : value);
const results = [];
for (const [name, argument] of calls) {
  if (name === "cancel") {
    const stop = () => { throw new Error("stop"); };
    results.push(await PaperDigest.lookup.records(argument, stop).catch((error) => error.message));
  } else {
    results.push(plain(await PaperDigest.lookup[name](argument)));
  }
}
console.log(JSON.stringify(results));
"""


@pytest.fixture
def look_up(tmp_path):
    """Return a function that calls the browser's lookup over the files of a build."""
    node = shutil.which("node") or pytest.skip("needs Node 18 or newer on the PATH")

    def run(files, *calls):
        (tmp_path / "run.mjs").write_text(LOOK_UP, encoding="utf-8")
        (tmp_path / "in.json").write_text(json.dumps({"files": files, "calls": calls}))
        script = ROOT / "docs/assets/js/lookup.js"
        command = [
            node,
            str(tmp_path / "run.mjs"),
            str(script),
            str(tmp_path / "in.json"),
        ]
        done = subprocess.run(command, check=True, capture_output=True, timeout=60)
        return json.loads(done.stdout)

    return run


def test_the_browser_reads_the_records(look_up):
    """A record is what the generator knew: identifiers, kind, address."""
    files = render(*ENTRIES, site_url="https://example.org/digest/")
    (records,) = look_up(files, ["records", [2, 0, 1, 7, -1]])
    kites, arxived, sails = records
    assert kites == {
        "number": 2,
        "key": "2411.01234",
        "slug": "kites",
        "title": "Kites in air",
        "authors": ["Okafor, Ada", "Bo Li"],
        "others": True,
        "iso": "2024-11-27",
        "venue": "Journal of Wind",
        "ids": {"arxiv": "2411.01234", "doi": "10.1234/k(i)*te"},
        "category": "cs.CL",
        "kind": "journal",
        "url": "https://doi.org/10.1234/k(i)%2Ate",
    }
    assert (arxived["kind"], arxived["ids"], arxived["others"]) == (
        "preprint",
        {},
        False,
    )
    assert arxived["url"] == "https://example.org/digest/papers/arxived.html"
    assert sails["ids"] == {"openreview": "aB!'"}
    assert sails["url"] == "https://openreview.net/forum?id=aB%21%27"
    assert sails["kind"] == "other"


def test_a_site_without_an_address_is_where_it_is_read(look_up):
    """Over http the page knows its own address."""
    ((record,),) = look_up(render(PREPRINT), ["records", [0]])
    assert record["url"] == "https://example.org/d/papers/arxived.html"


def test_the_browser_finds_papers_by_keys(look_up, monkeypatch):
    """Any key will do; one that no paper has leads to nothing."""
    monkeypatch.setattr(shards, "KEYS_IN_A_SHARD", 1)
    files = render(*ENTRIES)
    assert files["index"]["keys"] > 3
    asked = ["2411.01234", "doi:10.1234/k(i)*te", "t:0123456789ab", "constructor", ""]
    (found,) = look_up(files, ["find", asked])
    slugs = [found[key] and found[key]["slug"] for key in asked]
    assert slugs == ["kites", "kites", "arxived", None, None]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("all", [2, 1, 0]),
        ("undated", [0]),
        ("date:2024", [2, 1]),
        ("date:2024-11", [2]),
        ("date:2023", []),
        ("date:202", []),
        ("source:a-txt", [2]),
        ("source:b-txt", [2, 1, 0]),
        ("numbers:0,2", [2, 0]),
        ("numbers:", []),
        ("topic:kites", [2, 0]),
        ("topic:none", []),
        ("constructor:x", []),
    ],
)
def test_lists_are_found_by_name(look_up, name, numbers):
    """A name of a list gives the numbers of its papers, newest first."""
    assert look_up(render(*ENTRIES), ["numbers", name]) == [numbers]


def test_loading_can_be_ended(look_up):
    """Whoever follows the loading can stop it."""
    assert look_up(render(*ENTRIES), ["cancel", [0, 1]]) == ["stop"]
