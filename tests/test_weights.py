"""The weights of a site: kinds of pages, first views, parts, and budgets."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

import pytest

from tests import searchkit
from tests.conftest import ROOT

# Benchmarks are scripts: they find each other by their folder.
sys.path.insert(0, str(ROOT / "benchmarks"))

import weights

PAPER = "<article class=paper data-k=x>{}</article>"
FILES = {
    "index.html": "home",
    "search.html": "".join(map(str, range(200))),
    "papers/a.html": PAPER.format("a" * 100),
    "papers/b.html": PAPER.format("b" * 300),
    "papers/old.html": "moved",
    "topics/index.html": "topics",
    "topics/kites.html": "kites",
    "topics/kites.2.html": "more kites",
    "authors/ada.html": "ada",
    "contributing/index.html": "owners",
    "papers.jsonl": "{}",
    "SHA256SUMS": "0",
    "sitemap.xml": "<x/>",
    "assets/search/data/terms/t-a.js": "t" * 50,
    "assets/search/data/search.js": "s" * 60,
    "assets/data/index.js": "i",
    "assets/data/cite/0.js": "c" * 70,
    "assets/built/site.js": "b" * 80,
    ".paper-digest.json": "what the generator wrote",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a file of each kind."""
    for name, text in {**FILES, "report.json": '{"papers": 2}'}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_published_file_is_weighed_as_a_server_sends_it(site):
    """Text is packed each file by itself; what is packed already counts as it is."""
    content = random.Random(1).randbytes(3000)
    (site / "papers.bib.gz").write_bytes(content)
    files = {file.path: file for file in weights.weigh_files(site)}
    assert ".paper-digest.json" not in files
    assert files["papers.bib.gz"].packed == 3000
    page = files["search.html"]
    packed = len(gzip.compress(FILES["search.html"].encode(), 6, mtime=0))
    assert (page.size, page.packed, page.kind) == (490, packed, "search")
    assert sum(file.size for file in files.values()) == sum(
        path.stat().st_size
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def test_pages_are_told_apart_by_folder_and_content(site):
    """First pages of folders, and pages at former addresses, are kinds of their own."""
    rows = {
        row[0]: row[1:] for row in weights.describe_pages(weights.weigh_files(site))
    }
    counts = {kind: row[0] for kind, row in rows.items()}
    assert counts == {
        "home": 1, "search": 1, "paper": 2, "former address": 1, "topics (index)": 1,
        "topic": 2, "author": 1, "contributing (index)": 1,
    }  # fmt: skip
    shell = len(PAPER.format(""))
    assert rows["paper"][1:4] == (shell + 200, shell + 300, shell + 300)


def test_parts_make_up_the_whole(site):
    """Each file is in one part; the heaviest part comes first, the whole before it."""
    files = [*weights.weigh_files(site)]
    rows = [*weights.describe_parts(files, 2)]
    name, count, size, packed, share = rows[0]
    assert name == "the whole site"
    assert (count, size) == (len(files), sum(file.size for file in files))
    assert packed == sum(file.packed for file in files)
    assert share == round(size / 2)
    assert sum(row[2] for row in rows[1:]) == size
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
    assert {row[0] for row in rows[1:]} == {
        "papers", "topics", "authors", "contributing", "dumps", "other files", "assets",
        "search: terms", "search: scripts and facets", "data: other", "data: cite",
    }  # fmt: skip


def test_budgets_are_set_against_what_was_found(site):
    """The average is of papers' pages alone, the heaviest of all others."""
    files = [*weights.weigh_files(site)]
    rows = [*weights.describe_budgets(files, 2)]
    assert [row[2] for row in rows] == [6_000, 60_000, 52_022_800]
    assert rows[0][1] == len(PAPER.format("")) + 200
    assert rows[1][1] == max(f.packed for f in files if f.path == "search.html")


def test_a_folder_that_is_no_site_is_named(tmp_path, capsys):
    """The benchmark ends with 2 and says why."""
    assert weights.main([str(tmp_path)]) == 2
    assert f"error: {tmp_path} is no built site" in capsys.readouterr().err
    (tmp_path / "report.json").write_text(json.dumps({"records": 1}), encoding="utf-8")
    assert weights.main([str(tmp_path)]) == 2


def test_without_a_browser_the_other_tables_are_printed(site, capsys, monkeypatch):
    """A line says why first views are missing."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert weights.main([str(site)]) == 0
    printed = capsys.readouterr().out
    assert "First views were not measured: " in printed
    assert "| the whole site" in printed


@pytest.mark.browser
def test_first_views_count_what_a_page_makes_a_browser_fetch(tmp_path, capsys):
    """Scripts and styles come on top of the page; a list loads no more than that."""
    site = searchkit.build_site(tmp_path)
    assert weights.main([str(site)]) == 0
    tables = capsys.readouterr().out.split("\n\n")
    rows = [line.split("|")[1:-1] for line in tables[1].splitlines()[2:]]
    views = {cells[0].strip(): [*map(read_number, cells[1:])] for cells in rows}
    assert {"home", "topic", "paper", "search", "reading-list"} <= views.keys()
    page = (site / "search.html").stat().st_size
    for requests, size, packed in views.values():
        assert requests >= 4
        assert page < size
        assert packed < size


def read_number(cell: str) -> int:
    """Return the number in a cell of a table."""
    return int(cell.replace(",", ""))
