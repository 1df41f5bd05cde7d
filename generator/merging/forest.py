"""Disjoint groups that grow by joining, except where the owner keeps them apart."""

from __future__ import annotations

from collections.abc import Mapping


class Forest:
    """A partition of the positions 0 … count-1 (union by size, paths halved).

    `sides` says which side of which split a position stands on; a group never holds
    two sides of one split.
    """

    def __init__(self, count: int, sides: Mapping[int, Mapping[int, int]]) -> None:
        self._parents = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._sides = {position: dict(side) for position, side in sides.items()}

    def find(self, position: int) -> int:
        """Return the position that stands for the group of a position."""
        parents = self._parents
        while parents[position] != position:
            parents[position] = parents[parents[position]]
            position = parents[position]
        return position

    def members(self, root: int) -> list[int]:
        """Return the positions of a group, by the one that stands for it."""
        return self._members.get(root, [root])

    def are_split(self, one: int, other: int) -> bool:
        """Tell whether the owner keeps apart the groups of two positions."""
        sides = self._sides.get(self.find(one), {})
        others = self._sides.get(self.find(other), {})
        return any(others.get(split, side) != side for split, side in sides.items())

    def join(self, one: int, other: int) -> bool:
        """Make the groups of two positions one; False where a split forbids it."""
        root, child = self.find(one), self.find(other)
        if root == child:
            return True
        if self.are_split(root, child):
            return False
        if len(self.members(root)) < len(self.members(child)):
            root, child = child, root
        self._parents[child] = root
        self._members[root] = self.members(root) + self._members.pop(child, [child])
        if child in self._sides:
            self._sides.setdefault(root, {}).update(self._sides.pop(child))
        return True

    def groups(self) -> dict[int, list[int]]:
        """Return the members of every group, each group by what stands for it."""
        found: dict[int, list[int]] = {}
        for position in range(len(self._parents)):
            found.setdefault(self.find(position), []).append(position)
        return found
