"""Which names are one author: what the owner says, and what shared co-authors bear out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.merging.forest import Forest
from generator.people.evidence import Join, find_joins
from generator.people.mentions import Mentions
from generator.people.owner import Orders
from generator.people.variants import contradict, find_pairs

BY_OWNER = "says the owner of this collection"


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are taken for one author."""

    names: tuple[int, ...]
    """The main one first, the others by how many papers carry them."""
    papers: tuple[int, ...]
    """Ascending, each once."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Every name, in its group."""

    groups: tuple[Group, ...]
    """Those with a paper at least, in the order of their main names' numbers."""
    reasons: Mapping[int, str]
    """By name, why it belongs to its group, unless it is the main one or alone."""


def join_names(mentions: Mentions, orders: Orders) -> Joined:
    """Join the names that are one author."""
    forest = Forest(len(mentions.names), orders.sides)
    reasons: dict[int, str] = {}
    for main, other in orders.joins:
        if forest.join(main, other):
            reasons.setdefault(other, BY_OWNER)
    for join in find_joins(mentions, list(find_pairs(mentions.names))):
        if _may_join(mentions, forest, join) and forest.join(join.one, join.other):
            noun = "co-author" if join.shared == 1 else "co-authors"
            for number in (join.one, join.other):
                reasons.setdefault(number, f"{join.shared} shared {noun}")
    mains = set(orders.mains)
    groups = [
        _make_group(mentions, members, mains) for members in forest.groups().values()
    ]
    kept = sorted((g for g in groups if g.papers), key=lambda group: group.names[0])
    return Joined(tuple(kept), reasons)


def _may_join(mentions: Mentions, forest: Forest, join: Join) -> bool:
    """Tell whether no two names of two groups contradict each other or share a paper."""
    one, other = (forest.find(number) for number in (join.one, join.other))
    if one == other:
        return False
    members, others = forest.members(one), forest.members(other)
    papers = {paper for number in members for paper in mentions.papers[number]}
    return not any(
        not papers.isdisjoint(mentions.papers[theirs])
        or any(
            contradict(mentions.names[ours], mentions.names[theirs]) for ours in members
        )
        for theirs in others
    )


def _make_group(
    mentions: Mentions, members: Sequence[int], mains: Collection[int]
) -> Group:
    if len(members) == 1:
        return Group(tuple(members), tuple(mentions.papers[members[0]]))

    def rank(number: int) -> tuple[bool, int, int, int, str]:
        key, papers = mentions.keys[number], len(mentions.papers[number])
        accents = sum(not char.isascii() for char in key)
        return number not in mains, -papers, -len(key), -accents, key

    papers = {paper for number in members for paper in mentions.papers[number]}
    return Group(tuple(sorted(members, key=rank)), tuple(sorted(papers)))
