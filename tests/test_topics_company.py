"""An owner's own topic: a few phrases and a description, and the company words keep."""

from __future__ import annotations

import pytest

from generator.models import Topic
from generator.understanding.company import FILE, Company, load_company
from generator.understanding.phrases import compile_rules
from generator.understanding.topics import judge_topics
from generator.understanding.topicsfile import OTHER
from tests.conftest import make_paper

INVENTED = Company(
    idf={"kite": 1.0, "string": 1.0, "wind": 1.0, "spool": 2.0, "soup": 1.0},
    lines={
        "kite": ("string", "wind"),
        "string": ("spool",),
        "wind": ("kite",),
        "spool": ("string",),
        "soup": ("spool",),
    },
)
TIDES = Topic(
    "tides",
    "Earth observation",
    "Pictures that satellites take of land and sea, and what can be read from them.",
    ("remote sensing ^3", "satellite image ^3"),
)


def weigh(title: str = "Kites", *phrases: str) -> dict[str, float]:
    """Return what words say for a topic with this title and these phrases."""
    return INVENTED.weigh_topic(Topic("kites", title, "", phrases))


def judge(topic: Topic, **facts: object):
    """Return the topics of a paper under one topic of an owner."""
    return judge_topics(make_paper(**facts), compile_rules((topic, OTHER))).matches


def test_a_topic_lends_weight_to_words_near_its_own():
    """Its own words say most, then those near them, then those near these."""
    weights = weigh()
    assert weights["kite"] > weights["string"] > weights["spool"] / 2 > 0
    assert "soup" not in weights


def test_nearness_goes_both_ways():
    """A word is near to those that it stands beside, whichever line says so."""
    assert INVENTED.near["spool"]["soup"] == INVENTED.near["soup"]["spool"] == 0.6
    assert INVENTED.near["kite"] == {"string": 0.6, "wind": 0.6}


def test_phrases_title_and_description_count_alike():
    """A word may come from any of the three; a phrase without points lends nothing."""
    assert weigh("Kites", "string") == weigh("Kites and strings", "lamp")
    assert weigh("Kites", "soup ^0") == weigh()


def test_weights_have_the_same_size_however_much_is_told():
    """A topic with many phrases has no more points to give than one with few."""
    for weights in (weigh(), weigh("Kites", "string", "wind", "soup")):
        squares = [(w / INVENTED.idf[word]) ** 2 for word, w in weights.items()]
        assert sum(squares) == pytest.approx(1)


def test_a_topic_of_unknown_words_has_its_phrases_alone():
    """Nothing is known of its words, and nothing is made up."""
    assert weigh("Wobble", "flutter") == {}


def test_a_few_phrases_and_a_description_find_what_no_phrase_names():
    """A paper of the subject is found by its words, and they are shown."""
    (match,) = judge(
        TIDES,
        title="Mapping flooded fields from orbit",
        abstract="We segment multispectral imagery of land cover and crops. Maps of"
        " floods are drawn for each region, with a resolution of ten metres.",
    )
    assert match.topic is TIDES
    assert match.evidence
    assert all(isinstance(word, str) for word in match.evidence)


def test_papers_of_other_subjects_stay_away_from_it():
    """The company of words is no reason for everything."""
    (match,) = judge(
        TIDES,
        title="Proofs about sorting networks",
        abstract="We verify that each network with nine wires sorts its input. The"
        " proof is checked by a machine and takes a day.",
    )
    assert match.topic is OTHER


def test_phrases_keep_the_points_that_they_have():
    """The company of words adds to them and takes nothing away."""
    (match,) = judge(TIDES, title="On remote sensing")
    assert match.score >= 9
    assert match.evidence[0] == "remote sensing"


def test_what_is_shipped_of_company_is_readable():
    """Lines are word, idf, near words; each near word has a line of its own."""
    company = load_company()
    assert FILE.read_text(encoding="utf-8").startswith("# Word or pair, idf, nearest")
    assert 3_000 < len(company.lines) < 8_000
    for word, near in company.lines.items():
        assert word
        assert word not in near
        assert set(near) <= company.idf.keys()
        assert 0 < company.idf[word] < 3


def test_words_of_every_abstract_lend_nothing():
    """A description in plain English is no topic: how, what and where are left out."""
    plain = Topic(
        "plain", "How", "How it is made, and what follows from it.", ("zxqj",)
    )
    assert load_company().weigh_topic(plain) == {}


def test_company_by_itself_needs_as_much_as_a_further_topic():
    """A word or two near those of a topic are no reason to stand under it."""
    (match,) = judge(TIDES, title="Lamps", abstract="A map of lamps in the region.")
    assert match.topic is OTHER
