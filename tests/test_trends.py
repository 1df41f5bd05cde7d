"""Which terms and topics rise and fall."""

import math

import numpy as np
import pytest
from scipy.sparse import csc_matrix, csr_matrix

from generator.understanding.trends import (
    Trend,
    Trends,
    compare_periods,
    count_by_period,
    drop_repeats,
    find_least,
    measure_change,
    measure_exactly,
)


def test_change_is_the_log_odds_ratio_with_a_dirichlet_prior() -> None:
    """19 of 29 papers against 20 of 70: share 0.395, so prior 3.95 and 6.05."""
    z = measure_change(np.array([19]), 29, np.array([20]), 70)

    # log(22.95 / 16.05) - log(23.95 / 56.05) = 0.35762 + 0.85029 = 1.20790
    # sqrt(1/22.95 + 1/16.05 + 1/23.95 + 1/56.05) = sqrt(0.16548) = 0.40679
    assert z[0] == pytest.approx(2.9693, abs=1e-3)


@pytest.mark.parametrize(("count", "before"), [(0, 7), (3, 1), (5, 5), (12, 0)])
def test_change_is_that_of_two_outcomes_of_the_published_method(
    count: int, before: int
) -> None:
    """With words and pseudo-counts as published, "has it" and "has it not" are words."""
    papers, earlier = 30, 70
    alpha = 10 * (count + before + 0.5) / (papers + earlier + 1)
    delta, variance = 0.0, 0.0
    for sign, has, of in ((1, count, papers), (-1, before, earlier)):
        odds = (has + alpha) / (of + 10 - has - alpha)
        delta += sign * math.log(odds)
        variance += 1 / (has + alpha) + 1 / (of + 10 - has - alpha)

    z = measure_change(np.array([count]), papers, np.array([before]), earlier)

    assert z[0] == pytest.approx(delta / math.sqrt(variance))


def test_few_papers_are_judged_by_the_exact_test() -> None:
    """Of 4 papers with a term all 3 or more here, by a chance of 1 in 5: 0.0272."""
    # 4 · 0.2³ · 0.8 + 0.2⁴ = 0.0256 + 0.0016, doubled 0.0544: z = 1.9235.
    z = measure_exactly(np.array([3, 1, 0]), 20, np.array([1, 4, 0]), 80)

    assert z[0] == pytest.approx(1.9235, abs=1e-3)
    # 1 of 5 is what chance gives, and of no papers nothing can be said.
    assert z[1] == pytest.approx(0, abs=1e-9)
    assert z[2] == pytest.approx(0, abs=1e-9)


def test_what_is_told_keeps_the_share_of_chance_low() -> None:
    """Of four terms with these chances, the third is the last below 0.05 · 3 / 4."""
    z = np.array([3.0, -2.5, 2.2, 1.0])  # 0.0027, 0.0124, 0.0278, 0.3173

    assert find_least(z, 4) == 2.2
    # Of five, the bounds are 0.01, 0.02, 0.03, …; of forty, a fortieth of 0.05 passes none.
    assert find_least(z, 5) == 2.2
    assert find_least(z, 40) == np.inf
    assert find_least(np.zeros(0), 0) == np.inf


def test_equal_shares_are_no_change() -> None:
    """A term of one paper in two before and after neither rises nor falls."""
    z = measure_change(np.array([10]), 20, np.array([10]), 20)

    assert z[0] == pytest.approx(0)


def test_rises_and_falls_are_told_with_counts_and_shares() -> None:
    """Shares are compared, and both counts are given."""
    names = ("up", "down", "<script>")
    told = compare_periods(names, np.array([20, 0, 5]), 40, np.array([2, 60, 10]), 80)

    assert [(t.name, t.count, t.before, t.share) for t in told.rising] == [
        ("up", 20, 2, 0.5)
    ]
    assert [(t.name, t.share_before) for t in told.falling] == [("down", 0.75)]


def test_what_is_sure_but_small_is_not_told() -> None:
    """Of a million papers 11 % instead of 10 % is no chance, and no news either."""
    counts, before = np.array([110_000]), np.array([100_000])

    assert compare_periods(("a",), counts, 10**6, before, 10**6) == Trends()


def test_too_few_papers_tell_nothing() -> None:
    """Two papers are no rise, and a period with none before is not compared."""
    few, none = np.array([2]), np.array([0])

    assert compare_periods(("a",), few, 2, none, 500) == Trends()
    assert compare_periods(("a",), np.array([9]), 9, none, 0) == Trends()
    assert compare_periods((), none[:0], 0, none[:0], 0) == Trends()


@pytest.mark.filterwarnings("error")
def test_every_paper_and_no_paper_can_be_compared() -> None:
    """No count, however far at an end, divides by nothing."""
    counts, before = np.array([50, 0, 50, 0]), np.array([0, 50, 50, 0])

    told = compare_periods(tuple("abcd"), counts, 50, before, 50)

    assert [t.name for t in told.rising] == ["a"]
    assert [t.name for t in told.falling] == ["b"]


def drop(papers: dict[str, set[int]]) -> list[str]:
    """Return the names that are kept of terms by the papers that have them."""
    trends = [Trend(name, 5, 1, 0.5, 0.1, 3.0) for name in papers]
    present = np.zeros((10, len(papers)), dtype=np.int32)
    for column, rows in enumerate(papers.values()):
        present[sorted(rows), column] = 1
    told = drop_repeats(trends, range(len(papers)), csc_matrix(present))
    return [trend.name for trend in told]


def test_a_word_that_mostly_stands_in_a_longer_term_is_not_told() -> None:
    """Of "flow" and "Flow matching" the longer stays; "overflow" is another word."""
    papers = {"flow": {1, 2, 3}, "Flow-matching": {1, 2}, "overflow": {7}}

    assert drop(papers) == ["Flow-matching", "overflow"]


def test_a_word_that_stands_elsewhere_too_is_told() -> None:
    """Few papers on agents are on web agents."""
    assert drop({"agents": {1, 2, 3, 4, 5}, "web agents": {1, 2}}) == [
        "agents",
        "web agents",
    ]


def test_of_two_names_of_one_subject_the_first_is_told() -> None:
    """Both stand in the same papers, mostly."""
    papers = {"winged kites": {1, 2, 3}, "WK": {1, 2, 3, 4}, "lamps": {4, 5}}

    assert drop(papers) == ["winged kites", "lamps"]
    assert drop({}) == []


def test_a_paper_counts_once_per_term_and_not_without_a_date() -> None:
    """An undated paper has no period."""
    present = csr_matrix(np.array([[1, 0], [1, 1], [0, 1], [1, 1]], dtype=np.int32))

    counted = count_by_period(present, np.array([0, 0, 1, -1]), 2)

    assert counted.toarray().tolist() == [[2, 1], [0, 1]]
    nothing = count_by_period(present[:0], np.array([], int), 1)
    assert nothing.toarray().tolist() == [[0, 0]]
