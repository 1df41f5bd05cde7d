"""Learned words of topics: what they count, and texts of every kind."""

from __future__ import annotations

import json

import pytest

from generator.models import Topic
from generator.understanding.company import Company
from generator.understanding.features import list_features
from generator.understanding.learned import FILE, load_learned
from generator.understanding.phrases import compile_rules, read_paper
from generator.understanding.topics import MOST_TOPICS, judge_papers, judge_topics
from generator.understanding.topicsfile import OTHER, load_topics
from tests.conftest import ROOT, make_paper
from tests.invented import make_abstract

TOPICS = load_topics(ROOT / "corpus" / "topics.yml", "topics.yml")
RULES = compile_rules(TOPICS)


def list_of(title: str | None, abstract: str):
    """Return the features of a paper."""
    return list_features(read_paper(make_paper(title=title, abstract=abstract), RULES))


def judge(title: str, abstract: str):
    """Return what is made of a paper."""
    return judge_topics(make_paper(title=title, abstract=abstract), RULES)


def test_words_count_by_the_best_place_in_which_they_stand():
    """The title counts most, then sentences about the work itself, then the rest."""
    abstract = "Boats carry lanterns. We present drums. Drums carry kites."
    features = list_of("Kites", abstract)
    assert features["kite"] == 2.0
    assert features["drum"] == 1.0
    assert features["boat"] == features["boat carry"] == 0.5


def test_papers_are_judged_together_as_each_alone():
    """That many are weighed at once makes no difference to any, be it an empty one."""
    texts = [make_abstract(word, 3) for word in ("one", "two", "")]
    papers = [make_paper(title=f"Kites {n}", abstract=texts[n % 3]) for n in range(70)]
    papers[5] = make_paper(
        title="Language models", abstract="We prune large language models."
    )
    together = list(judge_papers(papers, RULES))
    assert together == [judge_topics(paper, RULES) for paper in papers]
    assert together[5].matches[0].topic is not RULES.other
    assert list(judge_papers([], RULES)) == []


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Multi-Agent Kites", "Boats."),
        ("A Sparse-Autoencoder of kites", "We present boats."),
        ("Cross-Modal kites", "We present boats."),
    ],
)
def test_what_speaks_for_a_topic_is_shown_once(title, abstract):
    """A phrase with a hyphen is not shown once more as a word that was learned."""
    judged = judge(title, abstract)
    for match in (*judged.matches, *judged.near):
        assert len(match.evidence) == len(set(match.evidence)), match


def test_common_words_numbers_and_addresses_are_no_features():
    """What says nothing of a topic is left out, and no pair runs across it."""
    text = "The boat of 2024, a lamp: https://example.org/kite/drum"
    assert set(list_of(None, text)) == {"boat", "lamp"}


def test_every_topic_of_ours_was_learned_and_says_so():
    """Each has a base and a weight for its rules; an owner's copy can do without."""
    learned = load_learned()
    slugs = {topic.slug for topic in TOPICS if topic.learned}
    assert slugs == set(learned.bases) == set(learned.rules)
    assert {topic.slug for topic in TOPICS} - slugs == {"other"}


def test_the_learned_file_is_readable():
    """Lines are topic, word or pair, number; sorted within a topic."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Topic, word or pair of words, weight.")
    for line in lines[1:]:
        slug, feature, weight = line.split("\t")
        assert slug.replace("-", "").isalpha()
        assert feature
        assert abs(float(weight)) < 100


def test_learned_words_put_a_paper_under_a_topic_that_no_phrase_names():
    """Words that keep a topic's company speak for it, and are shown."""
    title = "Walking over rubble with four legs"
    abstract = (
        "We present a locomotion controller for a legged machine on uneven terrain."
        " In simulation and on hardware the quadruped keeps its footing."
    )
    (first, *_) = judge(title, abstract).matches
    assert first.topic.slug == "robotics"
    assert first.evidence


def test_a_topic_without_learned_words_hangs_on_its_phrases_alone():
    """An owner's own topic is decided by points, whatever its slug."""
    own = Topic("agents", "Estate agents", "Houses.", ("estate agent ^3",))
    rules = compile_rules((own, OTHER), company=Company({}, {}))
    paper = make_paper(title="LLM agents that use tools", abstract="Agents plan.")
    assert judge_topics(paper, rules).matches[0].topic is OTHER
    paper = make_paper(title="What an estate agent knows")
    assert judge_topics(paper, rules).matches[0].topic is own


def test_near_misses_are_topics_with_some_points():
    """They are not among the matches, and best first."""
    judged = judge(
        "A benchmark of image captions",
        "We label images for a robot that talks about retrieval with a language model.",
    )
    near = [match.score for match in judged.near]
    assert near == sorted(near, reverse=True)
    assert not set(judged.near) & set(judged.matches)
    assert all(score >= 2 for score in near)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kite",
        "$x^2 + y^2 = z^2$",
        "Drachen steigen im Herbst über die Felder und fallen in den Fluss.",
        "風が吹くと桶屋が儲かるという話を調べた。",
        "<script>alert(1)</script> " * 3,
        "\u202e\x00\ufffd" * 20,
        make_abstract("long", 3600),
    ],
    ids=["empty", "word", "formula", "german", "japanese", "hostile", "odd", "long"],
)
def test_every_text_gets_a_sensible_number_of_topics(text):
    """From nothing to 50,000 words: one to four topics, Other where nothing speaks."""
    for title in ("", text[:100]):
        matches = judge(title, text).matches
        assert 1 <= len(matches) <= MOST_TOPICS
        assert all(m.evidence or m.topic.slug == "other" for m in matches)


@pytest.mark.shared
def test_naughty_strings_end_in_topics(shared):
    """No string of the hostile collection is too much."""
    path = shared / "data" / "hostile" / "blns.json"
    for text in json.loads(path.read_text(encoding="utf-8")):
        assert judge(text, text).matches
