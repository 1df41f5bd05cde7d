"""Which terms and topics rise and fall."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from generator.understanding.trends import (
    Trend,
    Trends,
    compare_periods,
    count_by_period,
    drop_nested,
    measure_change,
)


def test_change_is_the_log_odds_ratio_with_a_dirichlet_prior() -> None:
    """19 of 29 papers against 20 of 70: share 0.395, so prior 3.95 and 6.05."""
    z = measure_change(np.array([19]), 29, np.array([20]), 70)

    # log(22.95 / 16.05) - log(23.95 / 56.05) = 0.35762 + 0.85029 = 1.20790
    # sqrt(1/22.95 + 1/16.05 + 1/23.95 + 1/56.05) = sqrt(0.16548) = 0.40679
    assert z[0] == pytest.approx(2.9693, abs=1e-3)


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


def test_too_few_papers_tell_nothing() -> None:
    """Two papers are no rise, and a period with none before is not compared."""
    few, none = np.array([2]), np.array([0])

    assert compare_periods(("a",), few, 2, none, 500) == Trends()
    assert compare_periods(("a",), np.array([9]), 9, none, 0) == Trends()
    assert compare_periods((), none[:0], 0, none[:0], 0) == Trends()


def test_only_the_longer_of_nested_terms_is_told() -> None:
    """Of "flow" and "Flow matching" the longer stays; "overflow" is another word."""
    trends = tuple(
        Trend(name, 5, 1, 0.5, 0.1, 3.0)
        for name in ("flow", "Flow matching", "overflow")
    )

    assert [t.name for t in drop_nested(trends)] == ["Flow matching", "overflow"]


def test_a_paper_counts_once_per_term_and_not_without_a_date() -> None:
    """Three occurrences in a paper are one paper; an undated paper has no period."""
    occurrences = csr_matrix(np.array([[3, 0], [1, 1], [0, 2], [5, 5]]))

    counted = count_by_period(occurrences, np.array([0, 0, 1, -1]), 2)

    assert counted.tolist() == [[2, 1], [0, 1]]
    assert count_by_period(occurrences[:0], np.array([], int), 1).tolist() == [[0, 0]]
