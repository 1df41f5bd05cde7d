"""Related papers: which are alike, and by which terms."""

from __future__ import annotations

import numpy as np
import pytest

from generator.understanding.incommon import Facts, compare_facts
from generator.understanding.related import FLOOR, MOST, count_cited, relate_texts
from tests.invented import make_abstract

KITES = (
    "Folding kites of paper",
    "Folding kites fly in a strong wind above the beach.",
)
WIND = ("Kites and the wind", "A kite flies in the wind; folding kites fly as well.")
LAMPS = (
    "Lamps of the harbour",
    "An oil lamp burns at the harbour, with a cotton wick.",
)
WICKS = ("Cotton wicks", "The wick of an oil lamp is made of cotton.")
FILLER = [(f"Thing {letter}{letter}{letter}", "") for letter in "abcdefghij"]


def make_facts(texts, authors=None, topics=None):
    """Return facts of papers that have nothing but words in common."""
    count = len(texts)
    return Facts(
        authors=tuple(authors or [frozenset()] * count),
        topics=tuple(topics or [()] * count),
        titles=tuple(title.casefold() for title, _ in texts),
    )


def relate(texts, **facts):
    """Return the related papers of each of some texts."""
    reasons = relate_texts(texts, make_facts(texts, **facts))
    return [[n for n in row if n >= 0] for row in reasons.related.papers.tolist()]


def test_papers_with_terms_in_common_are_related():
    """Each paper is given those that are like it, and no others."""
    assert relate([KITES, LAMPS, WIND, WICKS, *FILLER])[:4] == [[2], [3], [0], [1]]


def test_reasons_are_the_terms_in_common_that_count_most():
    """What two papers share is told best first, as papers write it."""
    texts = [KITES, LAMPS, WIND, WICKS, *FILLER]
    reasons = relate_texts(texts, make_facts(texts))
    found = reasons.find_shared(np.array([0, 1]), np.array([2, 3]))
    assert sorted(set(found.pairs.tolist())) == [0, 1]
    first = found.pairs == 0
    assert "Folding kites" in {reasons.shown[term] for term in found.terms[first]}
    values = found.values[first].tolist()
    assert values == sorted(values, reverse=True)


def test_no_paper_is_related_to_itself_or_to_what_is_the_same():
    """A paper that is told twice is not related to itself, by its text or its title."""
    again = (KITES[0], "Folding kites of another kind.")
    assert relate([KITES, again, WIND, LAMPS, WICKS, *FILLER])[0] == [2]
    told = make_abstract("one", 9)
    texts = [("One heading", told), ("Another", told), LAMPS, WICKS, *FILLER]
    assert relate(texts)[0] == []


def test_what_is_hardly_alike_is_not_related():
    """One common word among many makes no relation."""
    long = " ".join(
        f"word{chr(97 + n)}{chr(97 + m)}" for n in range(9) for m in range(9)
    )
    texts = [("", f"{long} kite"), ("", f"kite {long.replace('word', 'term')}")]
    assert relate([*texts, ("", long), ("", long.replace("word", "term")), *FILLER])[
        0
    ] in ([], [2])
    assert FLOOR > 0


def test_authors_in_common_come_first():
    """Of two papers as alike, that of the same author comes first; authors are counted."""
    twin = ("Wind and kites", WIND[1])
    texts = [KITES, WIND, twin, LAMPS, WICKS, *FILLER]
    authors: list[frozenset[str]] = [
        frozenset(),
        frozenset(),
        *[frozenset()] * (len(texts) - 2),
    ]
    assert relate(texts)[0][:2] == [1, 2]
    authors[0] = authors[2] = frozenset({"ada", "bo"})
    facts = make_facts(texts, authors=authors)
    related = relate_texts(texts, facts).related
    assert related.papers[0].tolist()[:2] == [2, 1]
    assert related.authors[0].tolist()[:2] == [2, 0]


def test_a_topic_in_common_comes_first():
    """Of two papers as alike, that of the same topic comes first, and it is told."""
    texts = [KITES, WIND, ("Wind and kites", WIND[1]), LAMPS, WICKS, *FILLER]
    topics = [("z", "a"), ("b",), ("a",), ("c",), ("d",), *[()] * len(FILLER)]
    related = relate_texts(texts, make_facts(texts, topics=topics)).related
    assert related.papers[0].tolist()[:2] == [2, 1]
    assert related.topics[0].tolist()[:3] == [1, -1, -1]


def test_a_topic_in_common_needs_less_else():
    """Two papers that are hardly alike are related if they are of one rare topic."""
    one, two = make_abstract("one", 1), make_abstract("two", 1)
    texts = [
        ("Kites", f"{one} Kites, folding kites, wind."),
        ("Lamps", f"{two} Folding kites in wind."),
        ("", one), ("", two),
        *FILLER,
    ]  # fmt: skip
    rare = [("a",), ("a",), *[()] * (len(texts) - 2)]
    assert relate(texts)[0] == []
    assert relate(texts, topics=rare)[0] == [1]


def test_the_rarest_topic_in_common_is_told():
    """By its place among the topics of the first paper; one of most papers says nothing."""
    pair = np.array([0], np.int32), np.array([1], np.int32)

    def find(*topics):
        facts = make_facts([("", "")] * 12, topics=(*topics, *[("all",)] * 10))
        return compare_facts(facts, *pair).topics.tolist()

    assert find(("all", "a"), ("a", "all")) == [1]
    assert find(("all",), ("all",)) == [-1]
    assert find(("a",), ("b",)) == [-1]
    more = make_facts(
        [("", "")] * 12,
        topics=(("often", "seldom"), ("seldom", "often"), ("often",), *[()] * 9),
    )
    assert compare_facts(more, *pair).topics.tolist() == [1]


def test_there_are_six_at_the_most():
    """More are left out; those that are as alike come by their number."""
    texts = [(f"Kite {chr(97 + n) * 3}", "Folding kites in the wind") for n in range(9)]
    texts += [(f"Lamp {chr(97 + n) * 3}", "An oil lamp at night") for n in range(40)]
    found = relate([(f"{title} {n}", text) for n, (title, text) in enumerate(texts)])
    assert all(len(row) <= MOST for row in found)


@pytest.mark.parametrize(
    "text",
    ["", "word", "x = 4", "一二三四", "<script>alert(1)</script>", "kite " * 50_000],
)
def test_any_text_is_compared(text):
    """Empty, one-word, non-English, hostile and endless texts are no failure."""
    texts = [(text, text), KITES, WIND, LAMPS, WICKS, *FILLER]
    found = relate(texts)
    assert all(n not in row for n, row in enumerate(found))


def test_the_same_papers_give_the_same():
    """Two runs find the same papers and the same scores."""
    texts = [KITES, LAMPS, WIND, WICKS, *FILLER]
    one, other = (relate_texts(texts, make_facts(texts)).related for _ in range(2))
    assert one.papers.tobytes() == other.papers.tobytes()
    assert one.scores.tobytes() == other.scores.tobytes()


def test_it_is_counted_how_many_papers_relate_to_each():
    """The in-degree of a paper is how many others have it among their related papers."""
    texts = [KITES, LAMPS, WIND, WICKS, *FILLER]
    related = relate_texts(texts, make_facts(texts)).related
    assert count_cited(related).tolist()[:5] == [1, 1, 1, 1, 0]


def test_no_papers_have_no_related_ones():
    """Without papers nothing is found."""
    related = relate_texts([], make_facts([])).related
    assert related.papers.shape == (0, MOST)
    assert count_cited(related).tolist() == []
