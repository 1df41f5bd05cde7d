"""Terms that a paper does not contain, but papers like it do."""

from __future__ import annotations

import random

import numpy as np

from generator.search.counting import Counts
from generator.search.expansion import NEIGHBOURS, TERMS, expand


def count(papers) -> tuple[Counts, list[str]]:
    """Return the counts of papers, which are lists of terms, and the terms."""
    terms = sorted({term for paper in papers for term in paper})
    pairs = sorted(
        {(terms.index(term), n) for n, paper in enumerate(papers) for term in paper}
    )
    size = np.bincount([term for term, _ in pairs], minlength=len(terms))
    counts = Counts(
        np.concatenate(([0], np.cumsum(size))),
        np.array([paper for _, paper in pairs], np.int32),
        np.ones((1, len(pairs)), np.int32),
        np.array([[len(paper) for paper in papers]]),
    )
    return counts, terms


def find_new(papers) -> dict[int, dict[str, float]]:
    """Return the new terms of each paper, with their weights."""
    counts, terms = count(papers)
    weights = np.ones(len(counts.papers))
    new = expand(counts, weights, np.ones(len(terms)), len(papers))
    found: dict[int, dict[str, float]] = {}
    listed = np.repeat(np.arange(len(terms)), np.diff(new.starts))
    for term, paper, weight in zip(listed, new.papers, new.weights, strict=True):
        found.setdefault(int(paper), {})[terms[term]] = float(weight)
    return found


PAPERS = [
    ["kite", "wind", "string"], ["kite", "wind", "string", "tail"],
    ["kite", "wind", "tail"], ["kite", "wind", "string", "tail", "bow"], ["fish", "net"], ["fish", "net", "boat"], ["moss"], [],
]  # fmt: skip
# Enough other papers that no term above stands in more than a twentieth of all.
FILL = [[f"word{n}", f"word{n + 1}"] for n in range(0, 120, 2)]


def test_a_paper_gets_what_its_neighbours_have():
    """The kite without a tail is near those with one, and gets the word from them."""
    found = find_new(PAPERS + FILL)
    assert list(found[0]) == ["tail"]
    assert list(found[2]) == ["string"]
    assert "boat" not in found.get(3, {})  # only one paper has it: it tells nothing


def test_a_paper_never_gets_a_word_that_it_has():
    """All new terms are new."""
    found = find_new(PAPERS + FILL)
    for paper, terms in found.items():
        assert not set(terms) & set(PAPERS[paper])


def test_papers_like_no_other_get_nothing():
    """A paper without words, or with words of its own, stays as it is."""
    found = find_new(PAPERS + FILL)
    assert 5 not in found
    assert 6 not in found
    assert find_new([]) == find_new([[]]) == {}


def test_the_weight_is_the_share_of_the_neighbours():
    """What all neighbours have weighs most, and never more than in themselves."""
    found = find_new(PAPERS + FILL)
    assert all(0 < w < 1.001 for terms in found.values() for w in terms.values())
    some, more = ["a", "b", "all"], ["a", "b", "all", "few"]
    group = [["a", "b"], some, some, more, more]
    fill = [[f"word{n}", f"word{n + 1}"] for n in range(0, 400, 2)]
    weights = find_new([*group, *fill])[0]
    assert weights["all"] > weights["few"]


def test_a_paper_gets_only_so_many_terms():
    """The best ones, which the most and nearest of its neighbours have."""
    chance = random.Random(7)
    pool = [f"term{n}" for n in range(90)]
    papers = [["core", *chance.sample(pool, 30)] for _ in range(NEIGHBOURS * 3)]
    fill = [[f"word{n}", f"word{n + 1}"] for n in range(0, 2000, 2)]
    found = find_new(papers + fill)
    assert max(len(terms) for terms in found.values()) == TERMS


def test_the_order_of_equals_does_not_change():
    """Equal papers give equal terms, every time."""
    papers = [["kite", "wind"]] * 30 + [
        ["kite", "wind", f"x{n // 2}"] for n in range(60)
    ]
    fill = [[f"word{n}", f"word{n + 1}"] for n in range(0, 4000, 2)]
    assert find_new(papers + fill) == find_new(papers + fill)
