"""Which records a correction is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import Problem, Severity
from generator.merging.corrections import (
    Correction,
    Corrections,
    Heading,
    Place,
    Reference,
    Tie,
)
from generator.models import Origin, PaperId, SourceRecord

Positions = tuple[int, ...]
"""Places of records in the sequence that is being grouped."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The records that every reference of the corrections means."""

    positions: Mapping[Reference, Positions]
    problems: tuple[Problem, ...]
    """A warning for every reference that means no record."""

    def find(self, reference: Reference) -> Positions:
        """Return the records that a reference means, in their order."""
        return self.positions.get(reference, ())


def find_targets(records: Sequence[SourceRecord], corrections: Corrections) -> Targets:
    """Look up every reference of the corrections in one pass over the records."""
    wanted = {reference for _, reference in _references(corrections)}
    found: dict[Reference, list[int]] = {}
    if wanted:
        for position, record in enumerate(records):
            for reference in wanted.intersection(_names(record)):
                found.setdefault(reference, []).append(position)
    positions = {reference: tuple(places) for reference, places in found.items()}
    problems = tuple(
        warn(origin, f"the correction of {reference} matches no record")
        for origin, reference in _references(corrections)
        if reference not in found
    )
    return Targets(positions, problems)


def correct_ids(ids: Iterable[PaperId], correction: Correction) -> tuple[PaperId, ...]:
    """Return identifiers as a correction has them: those of its kinds are replaced."""
    if "ids" not in correction.fields:
        return tuple(ids)
    kinds = {paper_id.kind for paper_id in correction.says.ids}
    kept = [i for i in ids if kinds and i.kind not in kinds]
    return tuple(sorted({*kept, *correction.says.ids}))


def warn(origin: Origin, message: str) -> Problem:
    """Return a warning about a correction."""
    return Problem(origin.listing, origin.line, Severity.WARNING, message)


def _references(corrections: Corrections) -> Iterable[tuple[Origin, Reference]]:
    """Yield every reference with the place where it is made."""
    for correction in corrections.papers:
        yield correction.says.origin, correction.paper
    ties: Sequence[Tie] = (*corrections.joins, *corrections.splits)
    for tie in ties:
        for reference in tie.records:
            yield tie.origin, reference


def _names(record: SourceRecord) -> Iterable[Reference]:
    """Yield everything by which a record can be meant."""
    yield from record.ids
    yield Place(record.origin.listing, record.origin.line)
    if record.title:
        yield Heading(record.title)
