"""When two records without a common identifier tell of one paper."""

from __future__ import annotations

import pytest

from generator.merging.similarity import Verdict, judge, share_authors
from generator.models import PartialDate, SourceRecord
from tests.conftest import make_record
from tests.invented import make_abstract, make_sentence, make_sentences

TITLE = "How Young Owls Learn to Hunt by Night"
SENTENCES = make_sentences("owls")
ABSTRACT = " ".join(SENTENCES)
REVISED = " ".join([*SENTENCES[:3], make_sentence("new"), *SENTENCES[4:]])
HALF = " ".join([*SENTENCES[:4], make_abstract("mice", 3)])
SOME = " ".join([*SENTENCES[:2], make_abstract("mice", 5)])
OTHER = make_abstract("mice")
SHORT = "This paper was withdrawn by its authors because of an error in it."


def weigh(one: SourceRecord, other: SourceRecord) -> Verdict:
    """Judge two records both ways."""
    verdict = judge(one, other)
    assert judge(other, one) == verdict
    return verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"abstract": ABSTRACT}, {"abstract": ABSTRACT, "title": TITLE}),
        ({"abstract": ABSTRACT}, {"abstract": REVISED}),
        ({"abstract": ABSTRACT}, {"abstract": ABSTRACT[:500]}),
        ({"abstract": ABSTRACT, "title": TITLE}, {"abstract": REVISED, "title": TITLE}),
        ({"abstract": ABSTRACT, "title": "Preface"},
         {"abstract": REVISED, "title": "Preface"}),
        ({"abstract": ABSTRACT, "title": TITLE}, {"abstract": HALF, "title": TITLE}),
        ({"abstract": ABSTRACT, "title": TITLE}, {"title": TITLE.upper()}),
        ({"title": TITLE}, {"title": TITLE.replace("Young", "Yuong")}),
        ({"title": TITLE}, {"title": f"{TITLE}: A Field Study"}),
        ({"title": "OwlNet: Hunting at Deep Night", "abstract": ABSTRACT},
         {"title": "Hunting at Deep Night", "abstract": HALF}),
        ({"abstract": SHORT, "title": TITLE}, {"abstract": SHORT, "title": TITLE}),
    ],
)  # fmt: skip
def test_near_equal_text_joins(one, other):
    """Near abstracts join, and near specific titles where no abstract says otherwise."""
    verdict = weigh(make_record(**one), make_record(**other))
    assert verdict.strength > 0
    assert verdict.parts is None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"abstract": ABSTRACT, "title": TITLE},
         {"abstract": ABSTRACT, "title": "What Mice Hear"}, "different titles"),
        ({"abstract": ABSTRACT, "title": TITLE},
         {"abstract": OTHER, "title": TITLE}, "different abstracts"),
        ({"abstract": ABSTRACT, "title": TITLE},
         {"abstract": SOME, "title": TITLE}, "different abstracts"),
        ({"abstract": f"In 2023 {ABSTRACT}"},
         {"abstract": f"In 2024 {ABSTRACT}"}, "different years in it"),
        ({"abstract": f"OwlNet {ABSTRACT} OwlNet ends."},
         {"abstract": f"MouseBox {ABSTRACT} MouseBox ends."}, "as in a template"),
        ({"title": TITLE, "authors": ("Ann Owl", "Bo Ng")},
         {"title": TITLE, "authors": ("Cy Tan",)}, "different authors"),
        ({"title": TITLE, "abstract": ABSTRACT, "published": PartialDate(2019)},
         {"title": TITLE, "abstract": HALF, "published": PartialDate(2021, 3)},
         "years of publication"),
        ({"title": "Young Forest Owls", "venue": "Birds"},
         {"title": "Young Forest Owls", "venue": "Trees"}, "different venues"),
        ({"title": "Preface", "abstract": ABSTRACT, "venue": "Birds"},
         {"title": "Preface", "abstract": ABSTRACT, "venue": "Trees"}, "venues"),
    ],
)  # fmt: skip
def test_a_contradiction_keeps_apart_and_is_named(one, other, why):
    """Evidence with a contradiction does not join, and says what stands in the way."""
    verdict = weigh(make_record(**one), make_record(**other))
    assert verdict.strength == 0
    assert why in (verdict.parts or "")
    assert verdict.shares


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": TITLE, "published": PartialDate(2001)},
         {"title": TITLE, "published": PartialDate(2024), "abstract": ABSTRACT}),
        ({"title": TITLE, "abstract": ABSTRACT, "published": PartialDate(2019)},
         {"title": TITLE, "abstract": REVISED, "published": PartialDate(2024)}),
        ({"title": TITLE, "abstract": ABSTRACT, "published": PartialDate(2019)},
         {"title": TITLE, "abstract": HALF, "published": PartialDate(2020)}),
        ({"title": TITLE, "abstract": ABSTRACT, "published": PartialDate(2019)},
         {"title": TITLE, "abstract": HALF}),
        ({"title": TITLE, "authors": ("Ann Owl",), "authors_complete": False},
         {"title": TITLE, "authors": ("Bo Ng",)}),
        ({"abstract": ABSTRACT, "authors": ("Ann Owl",)},
         {"abstract": ABSTRACT, "authors": ("The Owl Team",)}),
        ({"title": TITLE, "venue": "Birds"}, {"title": TITLE, "venue": "Trees"}),
        ({"title": "Young Forest Owls", "venue": "Birds"},
         {"title": "Young Forest Owls", "venue": "BIRDS."}),
        ({"title": TITLE, "abstract": ABSTRACT, "authors": ("Ann Owl", "Bo Ng")},
         {"title": TITLE, "abstract": SOME, "authors": ("Owl, A.",)}),
    ],
)  # fmt: skip
def test_what_is_no_contradiction(one, other):
    """What may differ in one paper keeps nothing apart.

    That is: years where the abstracts do not differ, lists of authors that are not
    complete, venues under a specific title, another text by the same authors.
    """
    verdict = weigh(make_record(**one), make_record(**other))
    assert verdict.parts is None
    assert verdict.strength > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Preface"}, {"title": "Preface"}),
        ({"title": "Preface"}, {"title": "Preface", "abstract": ABSTRACT}),
        ({"title": "Owls at Deep Night"}, {"title": "OwlNet: Owls at Deep Night"}),
        ({"title": TITLE}, {"abstract": ABSTRACT}),
        ({}, {}),
    ],
)
def test_too_little_does_not_join(one, other):
    """A generic title, half a short title, or nothing in common, is no evidence."""
    verdict = weigh(make_record(**one), make_record(**other))
    assert verdict == Verdict(0.0, None, None)


def test_a_short_abstract_is_worth_a_look():
    """Two records with one short abstract may be one paper, or two withdrawn ones."""
    one, other = make_record(abstract=SHORT), make_record(abstract=SHORT)
    assert weigh(one, other) == Verdict(0.0, "the same short abstract", None)


def test_evidence_is_ranked():
    """An equal abstract is stronger than a near one, that than a title alone."""
    whole = make_record(title=TITLE, abstract=ABSTRACT)
    strengths = [
        weigh(whole, record).strength
        for record in (
            make_record(title=TITLE, abstract=ABSTRACT),
            make_record(abstract=ABSTRACT),
            make_record(title=TITLE, abstract=REVISED),
            make_record(abstract=ABSTRACT[:500]),
            make_record(title=TITLE, abstract=HALF),
            make_record(title=TITLE),
        )
    ]
    assert strengths == sorted(set(strengths), reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Ann Owl",), ("Owl, Ann",), True),
        (("Ann Owl",), ("A. Owl",), True),
        (("Owl A. B.",), ("Ann Bea Owl",), True),
        (("Ann Owl",), ("Bo Ng", "ANN OWL"), True),
        (("Li Wang",), ("Wei Wang",), False),
        (("Ann Bea Owl",), ("Cy Bea Owl",), False),
        (("A. O.",), ("Ann Owl",), False),
        (("陈天",), ("Tian Chen",), None),
        (("陈天",), ("陈天",), True),
        ((), ("Ann Owl",), None),
        (("…",), ("Ann Owl",), None),
    ],
)
def test_names_are_compared_by_their_words(one, other, expected):
    """Order, case and initials do not count; names of two scripts cannot be compared."""
    assert share_authors(one, other) is expected
    assert share_authors(other, one) is expected
