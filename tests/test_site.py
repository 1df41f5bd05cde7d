"""Whole builds: counts, determinism, safety, bad input. Listings are invented."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys

import pytest

from generator import publishing
from generator.errors import GeneratorError, Severity
from tests.conftest import ROOT
from tests.projectkit import build, find_samples, make_project, snapshot, write_corpus

ARXIV = """\
We study how cats sleep and find that they sleep well in boxes of every size that we tried. Twelve cats slept in forty boxes for a year; the smaller the box, the longer the sleep, except on sunny days, when no box was used at all by any cat.

3 pages

arXiv:2411.00001
Created: 2024-11-02

A second abstract of many words about sparse mixture of experts models for very small dogs.

arXiv:2410.00002
Created: 2024-10-05
"""
ABSTRACTS = """\
Abstract:We study how cats sleep and find that they sleep well in boxes of every size that we tried. Twelve cats slept in forty boxes for a year; the smaller the box, the longer the sleep, except on sunny days, when no box was used at all by any cat.
Abstract:Parrots talk, and this abstract of more than eight words says why they do so at length.
"""


@pytest.fixture
def project(tmp_path):
    """Return the hand-written parts of the project."""
    return make_project(tmp_path)


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus of two listings that share a paper."""
    return write_corpus(tmp_path / "listings", arxiv=ARXIV, abstracts=ABSTRACTS)


def read_papers(site):
    """Return the lines of papers.jsonl as values."""
    lines = (site / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_build_leaves_pages_and_data(project, corpus):
    """Every paper has a page; papers.jsonl and report.json stand beside the pages."""
    built = build(project, corpus)
    site = project / "site"
    papers = read_papers(site)
    assert [paper["ids"] for paper in papers] == [
        ["arxiv:2411.00001"],
        ["arxiv:2410.00002"],
        [],
    ]
    for paper in papers:
        assert (site / "papers" / f"{paper['slug']}.html").is_file()
    assert papers[0]["origins"][1] == {
        "listing": "arxiv.txt",
        "line": 1,
        "format": "arxiv",
    }
    report = json.loads((site / "report.json").read_text())
    assert (report["records"], report["papers"], report["merged"]) == (4, 3, 1)
    assert [entry["records"] for entry in report["listings"]] == [2, 2]
    assert built.context.problems == ()
    assert not (site / "papers" / "shell.html").exists()


def test_a_second_build_changes_nothing(project, corpus):
    """Neither below docs/ nor in the site is an unchanged file written."""
    build(project, corpus)
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")
              if path.is_file()}  # fmt: skip
    again = build(project, corpus)
    assert (again.docs.written, again.docs.removed, again.changed) == (0, 0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_papers_that_are_gone_lose_their_pages(project, corpus):
    """Pages of an earlier corpus do not stay behind; hand-written pages do."""
    build(project, corpus)
    hand = project / "docs" / "contributing" / "index.md"
    text = hand.read_text()
    (corpus / "arxiv.txt").unlink()
    built = build(project, corpus)
    assert built.docs.removed > 0
    assert not (project / "docs" / "dates" / "2024-11.md").exists()
    assert not (project / "site" / "dates" / "2024-11.html").exists()
    assert hand.read_text() == text


def test_the_same_listing_twice_changes_only_the_provenance(project, corpus):
    """A listing under two names adds origins and nothing else."""
    build(project, corpus)
    before = read_papers(project / "site")
    shutil.copy(corpus / "arxiv.txt", corpus / "copy.txt")
    build(project, corpus)
    after = read_papers(project / "site")
    for paper in (*before, *after):
        del paper["origins"], paper["provenance"]
    assert before == after


def test_an_empty_corpus_builds_an_honest_empty_site(project, tmp_path):
    """Home, topics, dates, sources, about and search are there and say so."""
    (tmp_path / "empty").mkdir()
    build(project, tmp_path / "empty")
    home = (project / "site" / "index.html").read_text()
    assert "No paper was found in the corpus" in home
    assert (project / "site" / "search.html").is_file()
    assert read_papers(project / "site") == []


def test_one_listing_can_be_built_alone(project, corpus):
    """CORPUS may name a file."""
    built = build(project, corpus / "abstracts.txt")
    assert len(built.context.catalogue.entries) == 2


def test_json_lines_plain_and_packed_are_read(project, tmp_path):
    """An id of no known kind is kept as a local one."""
    line = {"id": "x-1", "title": "On boxes", "abstract": "Boxes are good for cats.",
            "authors": ["A. Cat"], "date": "2025-03-04"}  # fmt: skip
    folder = write_corpus(tmp_path / "listings")
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps(line).encode()))
    build(project, folder)
    (paper,) = read_papers(project / "site")
    assert paper["ids"] == ["local:x-1"]
    assert paper["published"] == "2025-03-04"


@pytest.mark.parametrize("year", [1000, 2205, 9999])
def test_an_odd_year_stops_no_build(project, tmp_path, year):
    """A typing error in the newest date is no reason to publish nothing."""
    folder = write_corpus(tmp_path / "listings")
    line = {"title": "On boxes", "date": f"{year}-02-28"}
    (folder / "a.jsonl").write_text(json.dumps(line))
    build(project, folder)
    assert read_papers(project / "site")[0]["published"] == f"{year}-02-28"


def test_a_title_of_which_nothing_is_left_gets_a_heading(project, tmp_path):
    """Braces alone are no title: there is always something to click on."""
    folder = write_corpus(tmp_path / "listings")
    line = {"title": "{}", "abstract": "We look at boxes. They are empty."}
    (folder / "a.jsonl").write_text(json.dumps(line))
    build(project, folder)
    (paper,) = read_papers(project / "site")
    assert paper["heading"] == "We look at boxes"
    assert "We look at boxes</a>" in (project / "site" / "index.html").read_text()


def test_corrections_reach_the_page(project, corpus):
    """The corrected title heads the page, with the reason in its provenance."""
    (corpus / "corrections.yml").write_text(
        "- paper: arxiv:2411.00001\n  reason: its title on arXiv\n"
        "  set: {title: How Cats Sleep}\n"
        "- paper: arxiv:2412.99999\n  reason: none\n  set: {title: X}\n"
    )
    built = build(project, corpus)
    page = (project / "site" / "papers" / "how-cats-sleep.html").read_text()
    assert "<h1>How Cats Sleep</h1>" in page
    assert "its title on arXiv" in page
    (problem,) = built.context.problems
    assert str(problem).startswith("corrections.yml:4: warning:")


def test_bad_input_is_named_and_the_rest_is_built(project, corpus):
    """Each bad file has a message with its name; good listings are read all the same."""
    (corpus / "binary.txt").write_bytes(b"\x7fELF\x00\x01\x02")
    (corpus / "unknown.txt").write_text("what is this\n")
    (corpus / "latin.txt").write_bytes(
        "Abstract:Ça va très bien, merci beaucoup à vous deux.".encode("latin-1")
    )
    (corpus / "marked.txt").write_bytes(
        b"\xef\xbb\xbfAbstract:With a byte-order mark,\r\nand CRLF.\r\n"
    )
    (corpus / "broken.jsonl").write_text('{"title": "Good"}\n{"title": \n')
    (corpus / "link.txt").symlink_to(corpus / "missing.txt")
    (corpus / "sources.yml").write_text("- listing: nowhere.txt\n")
    (corpus / "folder").mkdir()
    (corpus / "elsewhere").symlink_to(project)
    built = build(project, corpus)
    said = [str(problem) for problem in built.context.problems]
    for start in (
        "binary.txt:1: error: a binary file",
        "unknown.txt:1: error: no reader understands this file",
        "latin.txt:1: warning: not UTF-8",
        "broken.jsonl:2: error: not JSON",
        "link.txt: error: cannot be read",
        "elsewhere: error: ",
        "sources.yml: warning: describes 'nowhere.txt'",
    ):
        assert any(text.startswith(start) for text in said), f"{start} not in {said}"
    assert not any(text.startswith("marked.txt") for text in said)
    assert len(built.context.catalogue.entries) == 6
    errors = [p for p in built.context.problems if p.severity is Severity.ERROR]
    assert len(errors) == 5


def test_a_failed_build_leaves_the_last_site_as_it_was(project, corpus):
    """The site is put in its place only when it has passed its checks."""
    build(project, corpus)
    before = snapshot(project / "site")
    (project / "docs" / "contributing" / "bad.md").write_text(
        "<a href='no.html'>x</a>\n"
    )
    with pytest.raises(GeneratorError, match=r"no\.html"):
        build(project, corpus)
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def test_a_build_killed_at_any_moment_leaves_a_whole_site(project, corpus):
    """Killed runs, at several moments, leave the last site or the new one, never half."""
    build(project, corpus)
    before = snapshot(project / "site")
    command = [sys.executable, "-m", "generator", "build", "--root", str(project),
               "--corpus", str(corpus), "--site", str(project / "site")]  # fmt: skip
    (corpus / "abstracts.txt").unlink()
    for seconds in (0.4, 0.9, 1.4, 1.9):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        publishing.check_place(project / "site", corpus)
        papers = read_papers(project / "site")
        pages = {path.stem for path in (project / "site" / "papers").glob("*.html")}
        assert pages == {paper["slug"] for paper in papers}
        assert len(papers) in {2, 3}
        if len(papers) == 3:
            assert snapshot(project / "site") == before
    build(project, corpus)
    assert len(read_papers(project / "site")) == 2


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8"},
    ],
)
def test_the_same_corpus_gives_the_same_bytes(project, corpus, tmp_path, environment):
    """Whatever the hash seed, the time zone, the locale and the order of files."""
    build(project, corpus)
    other = make_project(tmp_path / "other")
    moved = write_corpus(tmp_path / "moved", abstracts=ABSTRACTS, arxiv=ARXIV)
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(other),
         "--corpus", str(moved), "--site", str(other / "site")],
        cwd=ROOT, env=os.environ | environment, check=True, capture_output=True,
    )  # fmt: skip
    assert snapshot(project / "site") == snapshot(other / "site")
    assert snapshot(project / "docs") == snapshot(other / "docs")


def test_the_default_corpus_is_138_records_of_130_papers(project, tmp_path):
    """The five sample listings are read without a problem worth a warning."""
    built = build(project, find_samples(), tmp_path / "site")
    catalogue = built.context.catalogue
    assert (catalogue.records, len(catalogue.entries), catalogue.merged) == (
        138,
        130,
        8,
    )
    assert {listing.records for listing in catalogue.listings} == {10, 51, 57}
    severe = [p for p in built.context.problems if p.severity > Severity.INFO]
    assert severe == []


@pytest.mark.shared
def test_the_acceptance_corpus_is_138_records_of_130_papers(project, shared, tmp_path):
    """The five real listings, without a problem worth a warning."""
    built = build(project, shared / "corpus", tmp_path / "site")
    catalogue = built.context.catalogue
    assert (catalogue.records, len(catalogue.entries), catalogue.merged) == (
        138,
        130,
        8,
    )
    severe = [p for p in built.context.problems if p.severity > Severity.INFO]
    assert severe == []
