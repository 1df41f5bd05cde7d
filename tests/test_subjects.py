"""Which terms name a subject."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from generator.understanding.subjects import count_uses, find_subjects
from generator.understanding.subjectwords import can_be_subject
from generator.understanding.terms import count_terms
from tests.invented import make_words

PAPERS = 40


def choose(texts, topics=None) -> set[str]:
    """Return the terms of papers that name a subject, of papers of one topic."""
    terms = count_terms(texts)
    if topics is None:
        topics = np.ones((len(texts), 1), dtype=np.int32)
    found = find_subjects(count_uses(terms, titled=1.0), csr_matrix(topics))
    return {terms.shown[at] for at in np.flatnonzero(found)}


def fill(title: str, abstract: str, papers: int = PAPERS):
    """Return so many papers that say this, and each something of its own."""
    return [
        (
            f"{title}: {make_words(('t', n), 1)[0]}",
            f"{abstract}. {make_words(n, 1)[0]}.",
        )
        for n in range(papers)
    ]


def test_subjects_stand_in_titles():
    """What is said in abstracts only is how authors speak."""
    found = choose(fill("Tin kites", "This worthy gadget flies with great aplomb"))
    assert "Tin kites" in found
    assert not found & {"worthy", "gadget", "aplomb", "worthy gadget"}


def test_a_part_of_a_name_is_no_subject():
    """What is always followed or preceded by a word is told with it only."""
    found = choose(fill("Winter sleigh bells", "Winter sleigh bells ring"))
    assert found == {"Winter sleigh bells"}


def test_what_is_spread_over_all_topics_is_no_subject():
    """A word that ten topics have alike says nothing, one that two have does."""
    texts = [
        (f"Gadget; {'lantern' if number % 10 < 2 else 'thing'}", "")
        for number in range(400)
    ]
    topics = np.zeros((400, 10), dtype=np.int32)
    topics[np.arange(400), np.arange(400) % 10] = 1
    found = choose(texts, topics)
    assert "lantern" in found
    assert "Gadget" not in found


def test_verbs_that_open_titles_are_no_subjects():
    """Before its object such a word is a verb, after a noun of its own a thing."""
    texts = fill("Polishing the lamps", "") + fill("On harbour glazing", "")
    found = choose(texts)
    assert not any("olishing" in term for term in found)
    assert "harbour glazing" in found


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("clearly", False),
        ("clearly better", False),
        ("anomaly", True),
        ("kite-powered", False),
        ("seed", True),
        ("machine", False),
        ("sewing machine", True),
        ("future directions", False),
        ("scale kites", False),
        ("world models", True),
        ("ox", False),
        ("agentic", False),
        ("agentic kites", True),
        ("music", True),
        ("kites", True),
    ],
)
def test_words_tell_by_their_ends(term, expected):
    """Adverbs, participles and words of titles name no subject."""
    assert can_be_subject(term.replace("-", " ").split()) is expected


@pytest.mark.parametrize(
    "texts",
    [[], [("", "")], [("One kite", "It flies.")], [("", "Kites fly high.")] * 5],
    ids=["none", "empty", "one", "without titles"],
)
def test_few_or_untitled_papers_do_no_harm(texts):
    """There is an answer for each term."""
    assert isinstance(choose(texts), set)
