"""What a build changes: the catalogue beside what the last build left.

A build gets a number only where it changes something: to build the same papers again,
on whichever day, leaves everything as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.errors import Problem, Severity
from generator.history.matching import match
from generator.history.models import (
    CORRECTED,
    GONE,
    KINDS,
    MERGED,
    NEW,
    BuildLog,
    Change,
    History,
    Loss,
)
from generator.history.papers import Known, describe_difference, remember
from generator.history.state import State, pack_state, unpack_state
from generator.models import Catalogue, Origin, PartialDate

_BUILDS = 60
"""Builds that are told of."""
_CHANGES = 200
"""Changes of each kind that are told of one build."""
_ARRIVALS = 40
"""Builds of which every paper that they brought is told."""
_ARRIVED = 20_000
"""Papers of all these builds; the last one counts whole, whatever it brought."""
_FEW = 20
"""Papers below which no loss is remarkable."""


def advance(
    previous: bytes | None,
    catalogue: Catalogue,
    date: PartialDate,
    *,
    unread: Collection[str] = (),
) -> History:
    """Return the history after a build.

    Args:
        previous: the state that the last build left, or None for a first build.
        catalogue: what this build has.
        date: its day.
        unread: listings that could not be read; papers of them are not held for gone
            for good: the state stays what it was.

    Raises:
        HistoryError: the state cannot be read.
    """
    if previous is None:
        return _tell(_begin(catalogue, date), catalogue, None)
    former = unpack_state(previous)
    step = _Step(former, catalogue)
    changes = {kind: tuple(found) for kind, found in step.find_changes().items()}
    state = State(
        number=former.number,
        papers=tuple(step.papers),
        builds=tuple(step.rename(former.builds)),
        dates=former.dates,
        moved=step.follow_moves(),
    )
    if any(changes.values()):
        state = _add_build(state, changes, date)
    loss = Loss(len(changes[GONE]), len(former.papers))
    history = _tell(_prune(state), catalogue, loss)
    if any(paper.place.listing in unread for paper in former.papers):
        # What could not be read is not gone: the next build compares with what there was.
        return replace(history, state=previous)
    return history


def _begin(catalogue: Catalogue, date: PartialDate) -> State:
    papers = tuple(remember(catalogue, 1))
    first = BuildLog(1, date, len(papers), {NEW: len(papers)}, (), ())
    return State(1, papers, (first,), {1: date}, {})


def _add_build(
    state: State, changes: Mapping[str, Sequence[Change]], date: PartialDate
) -> State:
    number = state.number + 1
    build = BuildLog(
        number=number,
        date=date,
        papers=len(state.papers),
        counts={kind: len(found) for kind, found in changes.items() if found},
        changes=tuple(c for found in changes.values() for c in found[:_CHANGES]),
        arrived=(),
    )
    return replace(
        state,
        number=number,
        builds=(build, *state.builds)[:_BUILDS],
        dates={**state.dates, number: date},
    )


def _prune(state: State) -> State:
    """Return a state without the dates that nothing asks for any more."""
    wanted = {state.number, *(paper.build for paper in state.papers)}
    return replace(state, dates={n: d for n, d in state.dates.items() if n in wanted})


class _Step:
    """The papers of the last build beside those of this one."""

    def __init__(self, former: State, catalogue: Catalogue) -> None:
        present = remember(catalogue, former.number + 1)
        places = {
            Origin(origin.listing, origin.line, ""): index
            for index, entry in enumerate(catalogue.entries)
            for origin in entry.paper.origins
        }
        found = match(former.papers, present, places)
        self._former = former
        self._groups: defaultdict[int, list[Known]] = defaultdict(list)
        self._gone: list[Known] = []
        for paper, index in zip(former.papers, found, strict=True):
            if index is None:
                self._gone.append(paper)
            else:
                self._groups[index].append(paper)
        for index, group in self._groups.items():
            group.sort(key=lambda paper: _rank(paper, present[index]))
        self.papers = list(self._inherit(present))
        """Those of this build, in the order of the catalogue."""

    def _inherit(self, present: Sequence[Known]) -> Iterator[Known]:
        """Yield the papers, each with what goes on from what it was."""
        taken = {group[0].announced for group in self._groups.values()}
        for index, paper in enumerate(present):
            if before := self._groups.get(index):
                first = before[0]
                build = min(each.build for each in before)
                yield replace(paper, build=build, announced=first.announced)
            elif paper.key in taken:
                # Another paper came under this key and has a better one now.
                yield replace(paper, announced=f"{paper.key} {paper.build}")
            else:
                yield paper

    def find_changes(self) -> Mapping[str, Sequence[Change]]:
        """Return the changes of each kind, in the order of the catalogue."""
        changes: dict[str, list[Change]] = {kind: [] for kind in KINDS}
        for index, paper in enumerate(self.papers):
            before = self._groups.get(index, [])
            kind, note = _judge(before, paper)
            if kind:
                made = Change(kind, paper.key, paper.heading, paper.slug, note)
                changes[kind].append(made)
        gone = sorted(self._gone, key=lambda p: (p.heading.casefold(), p.slug))
        changes[GONE] = [Change(GONE, p.key, p.heading, p.slug) for p in gone]
        return changes

    def rename(self, builds: Sequence[BuildLog]) -> Iterator[BuildLog]:
        """Yield builds with the present keys of the papers that they tell of."""
        keys = {
            paper.key: self.papers[index].key
            for index, group in self._groups.items()
            for paper in group
        }
        for build in builds:
            changes = (
                c if c.kind == GONE else replace(c, key=keys.get(c.key, c.key))
                for c in build.changes
            )
            yield replace(build, changes=tuple(changes))

    def follow_moves(self) -> Mapping[str, str]:
        """Return where each former address leads that nobody has taken since."""
        now = {
            paper.slug: self.papers[index].slug
            for index, group in self._groups.items()
            for paper in group
        }
        taken = {paper.slug for paper in self.papers}
        earlier = {old: now[to] for old, to in self._former.moved.items() if to in now}
        return {old: to for old, to in {**earlier, **now}.items() if old not in taken}


def _rank(former: Known, present: Known) -> tuple[object, ...]:
    """Return what tells which of several former papers the present one goes on from."""
    return (former.key != present.key, former.build, former.place, former.key)


def _judge(before: Sequence[Known], paper: Known) -> tuple[str, str]:
    """Return what has become of a paper, as kind and note; no kind where nothing has."""
    if not before:
        return NEW, ""
    difference = describe_difference(before[0], paper)
    if len(before) == 1:
        return (CORRECTED if difference else ""), difference
    others = [p.heading for p in before if p.heading != paper.heading]
    joined = "joined with " + " and ".join(f"“{heading}”" for heading in others)
    note = joined if others else f"{len(before)} entries of this heading are now one"
    return MERGED, "; ".join(filter(None, (note, difference)))


def _tell(state: State, catalogue: Catalogue, loss: Loss | None) -> History:
    brought = {paper.key: paper.build for paper in state.papers}
    return History(
        number=state.number,
        date=state.dates[state.number],
        builds=tuple(_list_arrivals(state.builds, catalogue, brought)),
        added={key: state.dates[build] for key, build in brought.items()},
        moved=state.moved,
        state=pack_state(state),
        brought=brought,
        announced={p.key: p.announced for p in state.papers if p.key != p.announced},
        loss=loss,
    )


def _list_arrivals(
    builds: Sequence[BuildLog], catalogue: Catalogue, brought: Mapping[str, int]
) -> Iterator[BuildLog]:
    """Yield the builds, the last ones with the papers that they brought."""
    arrived: defaultdict[int, list[str]] = defaultdict(list)
    for entry in catalogue.entries:
        arrived[brought[entry.key]].append(entry.key)
    room = _ARRIVED
    for place, build in enumerate(builds):
        keys = arrived[build.number]
        room -= len(keys)
        told = build.number > 1 and place < _ARRIVALS and (room >= 0 or place == 0)
        yield replace(build, arrived=tuple(keys)) if told else build


def warn_of_loss(history: History) -> Problem | None:
    """Return a warning where more than half of a collection is gone with this build."""
    loss = history.loss
    if not loss or loss.former < _FEW or loss.gone * 2 <= loss.former:
        return None
    message = (
        f"{loss.gone:,} of the {loss.former:,} papers of the last build are gone; if this"
        " is not meant, look for a listing that is missing or cannot be read"
    )
    return Problem("corpus", 0, Severity.WARNING, message)
