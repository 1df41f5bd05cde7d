"""Which records are one paper: by correction, by identifier, else by what they say.

Certain links come first: corrections, equal identifiers, equal records. What is left is
joined by similarity (see `joining`). The outcome depends neither on the order of the
records nor on the names of the listings: records are put in the order of what they say,
and ties are broken by that order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from generator.errors import Problem
from generator.merging.abstractmatch import split_words
from generator.merging.corrections import NONE, Corrections
from generator.merging.forest import Forest
from generator.merging.joining import join_similar
from generator.merging.targets import Targets, correct_ids, find_targets, warn
from generator.merging.titlematch import parse_title
from generator.models import LOCAL, Origin, PaperId, SourceRecord
from generator.text import title_key

Group = tuple[SourceRecord, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The records of each paper."""

    groups: tuple[Group, ...]
    """Each sorted by origin; the groups sorted by their first."""
    problems: tuple[Problem, ...]


def group_records(
    records: Sequence[SourceRecord],
    corrections: Corrections = NONE,
    report: Callable[[int], None] = lambda done: None,
) -> Grouping:
    """Put together the records that are one paper.

    Args:
        records: of all listings, in any order.
        corrections: what the owner says; beats identifiers and similarity.
        report: is told how many records have been looked at.
    """
    ordered = sorted(records, key=_content)
    targets = find_targets(ordered, corrections)
    ids = _collect_ids(ordered, corrections, targets)
    sides, problems = _find_sides(corrections, targets)
    forest = Forest(len(ordered), sides)
    problems += _join_corrected(forest, corrections, targets)
    _join_by_id(forest, ids)
    certain = (*_equal_locals(ordered), *_equal_records(ordered))
    problems += join_similar(ordered, ids, forest, certain, report)
    groups = [
        tuple(sorted((ordered[p] for p in members), key=_origin))
        for members in forest.groups().values()
    ]
    groups.sort(key=lambda group: group[0].origin)
    return Grouping(tuple(groups), tuple(sorted((*targets.problems, *problems))))


def _origin(record: SourceRecord) -> Origin:
    return record.origin


def _content(record: SourceRecord) -> tuple[str | Origin, ...]:
    """Return what a record says in an order to sort by; its origin decides last."""
    return (
        record.title or "",
        record.abstract or "",
        " ".join(map(str, record.ids)),
        "\n".join(record.authors),
        str(record.published or ""),
        record.venue or "",
        record.comments or "",
        record.organization or "",
        " ".join(record.categories),
        f"{record.author_count} {record.authors_complete} {record.discussion}",
        " ".join(link.url for link in record.links),
        record.via or "",
        record.origin,
    )


def _collect_ids(
    records: Sequence[SourceRecord], corrections: Corrections, targets: Targets
) -> list[tuple[PaperId, ...]]:
    """Return the identifiers of every record, corrected."""
    ids = [record.ids for record in records]
    for correction in corrections.papers:
        for position in targets.find(correction.paper):
            ids[position] = correct_ids(ids[position], correction)
    return ids


def _find_sides(
    corrections: Corrections, targets: Targets
) -> tuple[dict[int, dict[int, int]], list[Problem]]:
    """Return on which side of which split a record stands, and splits that cannot be."""
    sides: dict[int, dict[int, int]] = {}
    problems = []
    for number, tie in enumerate(corrections.splits):
        for side, reference in enumerate(tie.records):
            for position in targets.find(reference):
                stands = sides.setdefault(position, {})
                if stands.setdefault(number, side) != side:
                    message = f"{reference} means a record that it splits from itself"
                    problems.append(warn(tie.origin, message))
    return sides, problems


def _join_corrected(
    forest: Forest, corrections: Corrections, targets: Targets
) -> list[Problem]:
    """Join what the owner joins; return a warning where the owner splits it too."""
    problems = []
    for tie in corrections.joins:
        positions = [p for reference in tie.records for p in targets.find(reference)]
        joined = [forest.join(positions[0], position) for position in positions[1:]]
        if not all(joined):
            message = "a split keeps apart what this joins: the split holds"
            problems.append(warn(tie.origin, message))
    return problems


def _join_by_id(forest: Forest, ids: Sequence[tuple[PaperId, ...]]) -> None:
    """Join the records of each identifier; where a split forbids it, into several groups."""
    holders: dict[PaperId, list[int]] = {}
    for position, of_record in enumerate(ids):
        for paper_id in of_record:
            if paper_id.kind != LOCAL:
                holders.setdefault(paper_id, []).append(position)
    for positions in holders.values():
        apart = positions[:1]
        for position in positions[1:]:
            if not any(forest.join(first, position) for first in apart):
                apart.append(position)


def _equal_locals(records: Sequence[SourceRecord]) -> Iterable[tuple[int, int]]:
    """Yield pairs of records with one local id, title and abstract."""
    holders: dict[Hashable, list[int]] = {}
    for position, record in enumerate(records):
        for paper_id in record.ids:
            if paper_id.kind == LOCAL and (record.title or record.abstract):
                holders.setdefault(paper_id, []).append(position)
    for positions in holders.values():
        if len(positions) > 1:
            yield from _pairs_of_equal(
                (position, _text_key(records[position])) for position in positions
            )


def _text_key(record: SourceRecord) -> tuple[str, str]:
    """Return what two records with the same title and abstract have in common."""
    abstract = "".join(split_words(record.abstract or ""))
    return title_key(record.title or ""), abstract


def _equal_records(records: Sequence[SourceRecord]) -> Iterable[tuple[int, int]]:
    """Yield pairs of records that say the same throughout, as of a listing given twice.

    Where one listing says it more than once (two reports without a title), the first
    in one listing goes with the first in the other, and so on.
    """
    times: dict[Hashable, int] = {}
    keys: list[tuple[int, Hashable]] = []
    for position, record in enumerate(records):
        if _says_enough(record):
            said = _content(record)[:-1]
            here = record.origin.listing, said
            times[here] = times.get(here, 0) + 1
            keys.append((position, (said, times[here])))
    return _pairs_of_equal(keys)


def _says_enough(record: SourceRecord) -> bool:
    """Tell whether a record says more than a title that many papers may have."""
    if not record.title or record.abstract or record.ids:
        return bool(record.abstract or record.ids)
    if record.authors or record.venue or record.comments or record.links:
        return True
    return not parse_title(record.title).generic


def _pairs_of_equal(
    keys: Iterable[tuple[int, Hashable]],
) -> Iterable[tuple[int, int]]:
    """Yield each position with the first that has the same key."""
    first: dict[Hashable, int] = {}
    for position, key in keys:
        earlier = first.setdefault(key, position)
        if earlier != position:
            yield earlier, position
