"""The benchmarks of what papers are about, on invented papers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.projectkit import write_corpus

# Benchmarks are scripts: they find each other by their folder.
sys.path.insert(0, str(ROOT / "benchmarks"))

import cost
import digests
import headings
import relatedness
import understanding

KITES = "Kites of silk rise slowly. We propose KiteNet, a net of kites that holds."
DOCUMENTS = (
    {"_id": "a", "title": "Kites of silk", "text": "A silk kite rises in the wind."},
    {"_id": "b", "title": "Oil lamps", "text": "A lamp burns oil at the harbour."},
    {"_id": "c", "title": "Silk worms", "text": "Silk is spun; lamps and oil are not."},
)
QUERY = {"_id": "q", "title": "Silk kites", "text": "The silk kite in the wind."}


@pytest.mark.parametrize("script", [script for script, *_ in understanding.PARTS])
def test_each_part_finds_what_it_needs_by_itself(script, tmp_path):
    """From any folder, with nothing on the path but the benchmarks' own folder."""
    path = ROOT / "benchmarks" / script
    load = "import runpy, sys; sys.path[0] = sys.argv[2]; runpy.run_path(sys.argv[1])"
    command = [sys.executable, "-c", load, str(path), str(path.parent)]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_headings_are_judged_by_the_names_of_titles():
    """Counted are titles that begin with a name which the abstract has too."""
    papers = [
        ("KiteNet: Nets of kites", KITES),
        ("Lamp2: Lamps", "We propose a lamp. Lamp2 burns."),
        ("Nothing is named", KITES),
        ("OtherNet: Not in the abstract", KITES),
    ]
    assert headings.rate(papers) == ("2", "0.500", "0.500")
    assert headings.rate([]) == ("0", "0.000", "0.000")


def test_headings_are_printed_with_their_titles(tmp_path, capsys):
    """So that they can be read beside what the authors say."""
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"title": "KiteNet: Kites", "abstract": KITES}))
    assert headings.main([str(path), "--show", "1"]) == 0
    printed = capsys.readouterr().out
    assert "KiteNet: A net of kites that holds\n    KiteNet: Kites" in printed


def test_digests_are_measured_against_the_nearest_summary():
    """The best of a paper's summaries counts, in per cent."""
    paper = digests.Summarized(
        ("Kites fall.", "We propose a net."), ("A lamp burns.", "Kites fall."), "Kites"
    )
    assert digests.rate([paper], ["Kites fall."]) == (100, 100, 100)
    assert digests.choose_by_rule(paper) == "We propose a net."
    assert digests.choose_best(paper) == "Kites fall."


@pytest.fixture
def data(tmp_path):
    """Write a collection of papers with judgements."""
    folder = tmp_path / relatedness.COLLECTION
    folder.mkdir(parents=True)
    write = {"docs.jsonl": DOCUMENTS, "queries.jsonl": (QUERY,)}
    for name, objects in write.items():
        text = "\n".join(map(json.dumps, objects))
        (folder / name).write_text(text, encoding="utf-8")
    grades = "query-id\tcorpus-id\tscore\nq\ta\t3\nq\tb\t0\nq\tc\t1\n"
    (folder / "qrels.tsv").write_text(grades, encoding="utf-8")
    return tmp_path


def test_likeness_is_judged_within_the_pool_of_each_query(data):
    """The paper that people judged to be like it comes first, so nothing is missed."""
    assert relatedness.measure(data) == {"BM25": (1, 1), "related papers": (1, 1)}


def test_every_step_of_understanding_is_measured(tmp_path, capsys):
    """A row for each, of a folder of listings."""
    corpus = write_corpus(tmp_path / "corpus")
    assert cost.main([str(corpus)]) == 0
    rows = capsys.readouterr().out.splitlines()
    named = [row.split("|")[1].strip() for row in rows if row.startswith("|")]
    assert named[2:] == [
        "reading; of it:", "topics", "digests", "related papers", "trends",
        "reasons of related papers",
    ]  # fmt: skip
