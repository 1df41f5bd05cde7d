"""Topics on the command line: why a paper stands where it does, what a change moves."""

from __future__ import annotations

import json

import pytest

from generator import explaining
from generator.__main__ import main
from generator.models import Topic
from generator.understanding.company import Company
from generator.understanding.phrases import compile_rules
from generator.understanding.topicsfile import OTHER
from tests.conftest import make_entry
from tests.projectkit import make_project, write_corpus

KITES = Topic("kites", "Kites", "Things that fly.", ("kite ^3", "tail ^3"))
ROPES = Topic("ropes", "Ropes", "Things that hold.", ("rope ^3",))
RULES = compile_rules((KITES, ROPES, OTHER), company=Company({}, {}))
PAPERS = (
    {"id": "k1", "title": "A kite of paper", "abstract": "It has a tail and a rope."},
    {"id": "k2", "title": "Two boats", "abstract": "They float."},
)
NOW = "- slug: kites\n  title: Kites\n  strong: [kite]\n"
THEN = "- slug: boats\n  title: Boats\n  strong: [boat]\n"


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus of two papers and one topic, beside its project."""
    make_project(tmp_path)
    corpus = write_corpus(tmp_path / "corpus")
    lines = "\n".join(map(json.dumps, PAPERS))
    (corpus / "papers.jsonl").write_text(lines, encoding="utf-8")
    (corpus / "topics.yml").write_text(NOW, encoding="utf-8")
    return corpus


def test_an_explanation_names_topics_words_and_near_misses():
    """Each topic stands with its points and words, what was nearly given after them."""
    entry = make_entry("kite", "A kite", abstract="A tail and a rope.")
    assert list(explaining.explain(entry, RULES)) == [
        "A kite (kite)",
        "  kites, 12 points: kite, tail",
        "  nearly ropes, 3 points: rope",
    ]


def test_a_paper_under_other_is_said_to_have_no_words():
    """Nothing is made up where no rule found anything."""
    lines = list(explaining.explain(make_entry("tea", "Tea"), RULES))
    assert lines[1:] == ["  other, 0 points: no topic's words were found"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("k1", 1), ("a-kite-of-paper", 1), ("kite of", 1), ("o", 2), ("drum", 0), ("", 0)],
)
def test_papers_are_found_by_address_identifier_or_title(corpus, capsys, wanted, found):
    """What no paper has is an error, and what several have explains all of them."""
    command = ["topics", "explain", "--corpus", str(corpus), wanted]
    assert main(command) == (0 if found else 1)
    out, err = capsys.readouterr()
    assert out.count(" points: ") == found
    assert ("error: no paper" in err) is (not found)


def test_other_rules_are_tried_without_a_build(corpus, tmp_path, capsys):
    """Each paper that would move is named with what it loses and gains."""
    other = tmp_path / "other.yml"
    other.write_text(THEN, encoding="utf-8")
    assert main(["topics", "try", "--corpus", str(corpus), str(other)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "-kites +other  A kite of paper (a-kite-of-paper)",
        "-other +boats  Two boats (two-boats)",
        "2 of 2 papers would move",
        "  boats: +1",
        "  kites: -1",
    ]


def test_the_same_rules_move_nothing(corpus, capsys):
    """There is one line, that of the count."""
    path = str(corpus / "topics.yml")
    assert main(["topics", "try", "--corpus", str(corpus), path]) == 0
    assert capsys.readouterr().out == "0 of 2 papers would move\n"


def test_many_moves_are_counted_not_listed(corpus, tmp_path, capsys, monkeypatch):
    """After so many papers the rest is a number."""
    monkeypatch.setattr(explaining, "MOST_SHOWN", 1)
    other = tmp_path / "other.yml"
    other.write_text(THEN, encoding="utf-8")
    main(["topics", "try", "--corpus", str(corpus), str(other)])
    assert "… and 1 more" in capsys.readouterr().out
