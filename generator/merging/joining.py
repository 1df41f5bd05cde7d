"""Joining by similarity: strongest link first, and never against a contradiction.

A link is refused where it would put two identifiers of one kind into a group, two
local identifiers of one listing, or records that contradict each other. What is refused
is reported as a possible duplicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.errors import Problem, Severity
from generator.merging.candidates import Pair, find_candidates
from generator.merging.forest import Forest
from generator.merging.similarity import Verdict, judge
from generator.models import LOCAL, PaperId, SourceRecord

_CERTAIN = Verdict(float("inf"), "the same facts", None)
# A group that contradicts another does so in its first few records; a template that
# thousands fill in must not make every link cost thousands of comparisons.
_SPOKESMEN = 8
_VERSIONS = 4

Unit = tuple[int, ...]
"""Records that are certainly one paper; a few that say different things."""


@dataclass(frozen=True, slots=True)
class _Link:
    """Two records that look alike."""

    pair: Pair
    verdict: Verdict

    def order(self) -> tuple[float, Pair]:
        """Sort the strongest first."""
        return -self.verdict.strength, self.pair


def join_similar(
    records: Sequence[SourceRecord],
    ids: Sequence[tuple[PaperId, ...]],
    forest: Forest,
    certain: Iterable[Pair],
    report: Callable[[int], None],
) -> list[Problem]:
    """Join the groups of a forest that are one paper; return possible duplicates.

    Args:
        records: in the order of what they say.
        ids: their identifiers, corrected.
        forest: the groups so far; it is changed.
        certain: pairs that say the same throughout.
        report: is told how many records have been looked at.
    """
    joiner = _Joiner(records, ids, forest)
    refused = joiner.apply(_Link(pair, _CERTAIN) for pair in certain)
    owners = [forest.find(position) for position in range(len(records))]
    links = sorted(
        (
            _Link(pair, joiner.judge(*pair))
            for pair in find_candidates(records, owners, report)
        ),
        key=_Link.order,
    )
    refused += joiner.apply(link for link in links if link.verdict.strength)
    refused += [
        (link, link.verdict.parts or "that is too little to be sure")
        for link in links
        if link.verdict.shares and not link.verdict.strength
    ]
    return _report(records, forest, refused)


def _report(
    records: Sequence[SourceRecord],
    forest: Forest,
    refused: Iterable[tuple[_Link, str]],
) -> list[Problem]:
    """Return a remark on each group that looks like another: on the likeliest, once."""
    problems: list[Problem] = []
    told: set[int] = set()
    for link, why in refused:
        earlier, later = sorted(link.pair, key=lambda p: records[p].origin)
        if forest.find(earlier) == forest.find(later) or forest.find(later) in told:
            continue
        if not forest.are_split(earlier, later):
            told.add(forest.find(later))
            origin = records[later].origin
            message = (
                f"possible duplicate of {records[earlier].origin}:"
                f" {link.verdict.shares}, but {why}"
            )
            problems.append(
                Problem(origin.listing, origin.line, Severity.INFO, message)
            )
    return problems


class _Joiner:
    """The groups of a forest with what is needed to tell whether two may be one."""

    def __init__(
        self,
        records: Sequence[SourceRecord],
        ids: Sequence[tuple[PaperId, ...]],
        forest: Forest,
    ) -> None:
        self._records = records
        self._ids = ids
        self._forest = forest
        self._units: dict[int, list[Unit]] = {}
        self._names: dict[int, dict[str, set[PaperId]]] = {}
        self._verdicts: dict[Pair, Verdict] = {}

    def apply(self, links: Iterable[_Link]) -> list[tuple[_Link, str]]:
        """Join by each link in turn; return those that are refused, with the reason."""
        refused = []
        for link in links:
            why = self._try(link)
            if why:
                refused.append((link, why))
        return refused

    def judge(self, one: int, other: int) -> Verdict:
        """Compare two records, once."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._verdicts:
            self._verdicts[pair] = judge(self._records[pair[0]], self._records[pair[1]])
        return self._verdicts[pair]

    def _try(self, link: _Link) -> str | None:
        """Join by a link, or say why not."""
        one, other = (self._forest.find(position) for position in link.pair)
        if one == other:
            return None
        why = self._find_conflict(one, other)
        if not why and link.verdict is not _CERTAIN:
            why = self._find_contradiction(one, other)
        if why:
            return why
        names, units = self._merge_names(one, other), self._merge_units(one, other)
        if self._forest.join(one, other):
            root = self._forest.find(one)
            self._names[root], self._units[root] = names, units
        return None

    def _find_conflict(self, one: int, other: int) -> str | None:
        """Return the identifiers that keep two groups apart."""
        names, others = self._get_names(one), self._get_names(other)
        for kind in sorted(names.keys() & others.keys()):
            if names[kind].isdisjoint(others[kind]):
                pair = sorted((min(names[kind]), min(others[kind])))
                return f"different identifiers, {pair[0]} and {pair[1]}"
        return None

    def _get_names(self, root: int) -> dict[str, set[PaperId]]:
        """Return the identifiers of a group by kind; local ones by listing."""
        if root not in self._names:
            names: dict[str, set[PaperId]] = {}
            for position in self._forest.members(root):
                listing = self._records[position].origin.listing
                for paper_id in self._ids[position]:
                    local = paper_id.kind == LOCAL
                    kind = f"{LOCAL} {listing}" if local else paper_id.kind
                    names.setdefault(kind, set()).add(paper_id)
            self._names[root] = names
        return self._names[root]

    def _merge_names(self, one: int, other: int) -> dict[str, set[PaperId]]:
        names, others = self._get_names(one), self._get_names(other)
        kinds = names.keys() | others.keys()
        return {k: names.get(k, set()) | others.get(k, set()) for k in kinds}

    def _find_contradiction(self, one: int, other: int) -> str | None:
        """Return why records of two groups cannot be one paper."""
        units, others = self._get_units(one), self._get_units(other)
        for unit in units:
            for against in others:
                parts = [self.judge(p, q).parts for p in unit for q in against]
                if all(parts) and not self._is_explained(unit, against, units + others):
                    return f"{parts[0]} elsewhere in the group"
        return None

    def _is_explained(self, one: Unit, other: Unit, units: Iterable[Unit]) -> bool:
        """Tell whether some paper with several versions is like both in one of them."""
        return any(
            self._is_like(unit, one) and self._is_like(unit, other)
            for unit in units
            if len(unit) > 1
        )

    def _is_like(self, one: Unit, other: Unit) -> bool:
        return one == other or any(
            self.judge(p, q).strength for p in one for q in other
        )

    def _get_units(self, root: int) -> list[Unit]:
        """Return the units of a group; one, where nothing was joined by similarity."""
        if root not in self._units:
            versions: dict[tuple[str | None, str | None], int] = {}
            for position in sorted(self._forest.members(root)):
                record = self._records[position]
                versions.setdefault((record.title, record.abstract), position)
            self._units[root] = [tuple(versions.values())[:_VERSIONS]]
        return self._units[root]

    def _merge_units(self, one: int, other: int) -> list[Unit]:
        """Return the units of both groups, those that say the same only once."""
        units = {
            tuple(
                (self._records[p].title, self._records[p].abstract) for p in unit
            ): unit
            for unit in sorted(
                self._get_units(one) + self._get_units(other), reverse=True
            )
        }
        return sorted(units.values())[:_SPOKESMEN]
