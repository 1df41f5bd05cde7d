"""The benchmarks of topics: scores, folds, an owner's few phrases, what is learned."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from generator.models import Topic
from generator.understanding.company import Company
from generator.understanding.learned import load_learned
from generator.understanding.phrases import compile_rules
from tests.conftest import ROOT, make_paper

# Benchmarks are scripts: they find each other by their folder.
sys.path.insert(0, str(ROOT / "benchmarks"))

import learn_company
import learn_topics
import owntopics
import topicfolds
import topicscore

SUBJECTS = (
    "kite string wind tail",
    "boat oar river hull",
    "drum stick skin beat",
    "lamp wick flame oil",
    "bread dough oven crust",
)
PAPERS = {
    f"{number}-{copy}": make_paper(title="Untold", abstract=subject)
    for number, subject in enumerate(SUBJECTS)
    for copy in range(25)
}
TOPICS = (
    Topic("kites", "Kites", "Things on a string.", ("kite ^3", "tail ^2", "sail ^1")),
    Topic("boats", "Boats", "Things that float.", ("boat ^3",)),
)
NOBODY = Company({}, {})


def describe():
    """Return the invented papers as numbers."""
    return learn_topics.describe(PAPERS, compile_rules(TOPICS, company=NOBODY))


def make_training() -> learn_topics.Training:
    """Return invented papers with their labels, and an axis for each word."""
    described = describe()
    texts = learn_topics.Texts(
        np.zeros((len(described.words) + 1, len(TOPICS))), np.eye(len(described.words))
    )
    slugs = {"0": ("kites",), "1": ("boats",)}
    labels = {key: slugs.get(key[0], ("other",)) for key in PAPERS}
    return learn_topics.Training(TOPICS, labels, PAPERS, described, texts)


def test_score_counts_pairs_of_paper_and_topic():
    """Two right, one wrong, one missed; the mean leaves out topics with few papers."""
    labels = {"a": ("x", "y"), "b": ("x",)}
    found = topicscore.score(labels, {"a": ("x",), "b": ("x", "z")}, labels)
    assert found.precision == found.recall == found.micro == pytest.approx(2 / 3)
    assert found.macro == 0
    labels = dict.fromkeys("abcde", ("x",))
    assert topicscore.score(labels, labels, labels).macro == 1


def test_score_of_nothing_is_nothing():
    """There is nothing to divide by."""
    assert topicscore.score({}, {}, ()).micro == 0


def test_folds_take_each_paper_once():
    """Parts are of about one size, and the same whatever the order of the file."""
    keys = [f"k{number}" for number in range(13)]
    folds = topicfolds.split(keys)
    assert sorted(key for fold in folds for key in fold) == sorted(keys)
    assert {len(fold) for fold in folds} == {2, 3}
    assert topicfolds.split(keys[::-1]) == folds


def test_an_owners_topic_has_nothing_but_its_phrases():
    """What is not told of it is taken away."""
    topic = Topic("kites", "Kites", "Fly.", ("kite ^9",), ("cs.RO",), learned=True)
    own = owntopics.make_own(topic, ["box kite", "tail"], 3.0)
    assert own == Topic("kites", "Kites", "Fly.", ("box kite ^3", "tail ^3"))


def test_strong_phrases_are_listed_as_they_stand():
    """Rules for titles and those that only hint are left out."""
    topic = Topic("a", "A", "", ("kite ^3", "string ^1", "tail ^2", "sail ^4 @title"))
    assert owntopics.list_strong(topic) == ["kite", "tail"]


def test_papers_of_each_phrase_are_counted():
    """A paper counts once, for the longest of phrases that overlap."""
    papers = [make_paper(abstract="A box kite."), make_paper(abstract="Kite, kite.")]
    counts = owntopics.count_phrases(["kite", "box kite", "sail"], papers)
    assert counts == {"kite": 1, "box kite": 1}


def test_a_topic_is_scored_among_the_others():
    """Precision, recall and F1 of the one topic; others keep their rules."""
    labels = {key: ("kites",) if key[0] in "01" else ("boats",) for key in PAPERS}
    own = owntopics.make_own(TOPICS[0], ["kite"], 3.0)
    figures = owntopics.score_topic(TOPICS, own, NOBODY, (PAPERS, labels))
    assert figures == pytest.approx((1, 1 / 2, 2 / 3))


def test_words_that_are_kept_make_up_for_the_rest():
    """Of two words that always stand together one is enough."""
    column = np.array([1.0, 0.0, 2.0, 0.0, 3.0])
    weights, base = learn_topics.fit_kept(csr_matrix(column[:, None]), 4 * column + 1)
    assert weights[0] == pytest.approx(4, rel=0.02)
    assert base == pytest.approx(1, abs=0.1)


def test_words_of_labelled_papers_are_learned_and_written(tmp_path):
    """A word of papers with a label speaks for it; the file can be loaded."""
    training = make_training()
    learned = learn_topics.learn_weights(training, training.labels)
    learn_topics.write_learned(training, learned, tmp_path / "learned.tsv")
    found = load_learned(tmp_path / "learned.tsv")
    assert found.bases.keys() == found.rules.keys() == {"kites", "boats"}
    assert found.features["kites"]["kite"] > 0 > found.features["kites"]["boat"]


def test_folds_are_judged_by_what_the_others_taught(monkeypatch):
    """Each paper gets topics, learned from papers of other folds."""
    training = make_training()
    given = topicfolds.give_by_folds(training)
    assert given.keys() == PAPERS.keys()
    assert given["0-3"] == ["kites"]


def test_near_words_are_those_of_the_same_papers():
    """Each word has idf and neighbours, which come from its own subject."""
    found = learn_company.find_company(describe(), fewest=20, dimensions=5)
    idf, near = found["kite"]
    assert idf > 0
    assert set(near[:3]) <= {"string", "wind", "tail", "kite string", "string wind",
                             "wind tail"}  # fmt: skip


@pytest.mark.shared
def test_labels_are_keys_and_slugs(shared):
    """No paper is labelled for learning and for the score, and none twice."""
    folder = learn_topics.LABELS
    training = learn_topics.read_labels(folder / "training.tsv")
    judged = learn_topics.read_labels(folder / "judged.tsv")
    assert not training.keys() & judged.keys()
    lines = (folder / "training.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(training) == 1_871
    listed = (shared / "topics.md").read_text(encoding="utf-8")
    for slugs in [*training.values(), *judged.values()]:
        assert 1 <= len(slugs) <= 4
        assert all(f"| {slug} |" in listed for slug in slugs)
