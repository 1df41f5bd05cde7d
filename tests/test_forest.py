"""Groups that grow by joining, except where the owner splits them."""

from __future__ import annotations

from itertools import permutations

from generator.merging.forest import Forest


def test_joining_is_transitive_whatever_the_order():
    """Who is joined to one that is joined to another is in one group with both."""
    for links in permutations([(0, 1), (1, 2), (3, 4), (2, 0)]):
        forest = Forest(6, {})
        assert all(forest.join(*link) for link in links)
        groups = sorted(map(sorted, forest.groups().values()))
        assert groups == [[0, 1, 2], [3, 4], [5]]


def test_members_are_those_of_the_group():
    """A group is told by the position that stands for it."""
    forest = Forest(3, {})
    forest.join(0, 2)
    assert sorted(forest.members(forest.find(2))) == [0, 2]
    assert forest.members(1) == [1]


def test_a_split_holds_through_others():
    """Two sides of a split never come into one group, not even through a third."""
    forest = Forest(4, {0: {0: 0}, 1: {0: 1}})
    assert not forest.join(0, 1)
    assert forest.join(2, 3)
    assert forest.join(0, 2)
    assert not forest.join(3, 1)
    assert forest.are_split(3, 1)
    assert not forest.are_split(0, 3)


def test_one_side_of_a_split_may_be_joined():
    """Records that the owner puts on one side are free to be one paper."""
    forest = Forest(3, {0: {0: 0}, 1: {0: 0, 1: 0}, 2: {1: 1}})
    assert forest.join(0, 1)
    assert not forest.join(0, 2)
