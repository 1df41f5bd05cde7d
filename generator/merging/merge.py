"""From records to papers: group them, and merge each group by a precedence table.

Every fact comes from the record that is believed most (`precedence`), except that the
longest abstract, the longest complete list of authors and the most precise date win
among those that agree (`facts`). A correction stands above all records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.errors import Problem
from generator.merging import facts
from generator.merging.choosing import Chooser
from generator.merging.corrections import NONE, Correction, Corrections
from generator.merging.disagreements import find_disagreements
from generator.merging.grouping import Group, group_records
from generator.merging.targets import find_targets, warn
from generator.models import Paper, SourceRecord

_REPORT_EVERY = 500


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The papers of a corpus."""

    papers: tuple[Paper, ...]
    """In the order of their first records."""
    problems: tuple[Problem, ...]
    """Possible duplicates, disagreements, corrections that match nothing; sorted."""
    merged: int
    """Papers of more than one record."""


def merge_records(
    records: Sequence[SourceRecord],
    corrections: Corrections = NONE,
    progress: Callable[[int], None] | None = None,
) -> MergeResult:
    """Group records by paper, merge every group, and apply the corrections.

    Args:
        records: of all listings, in any order.
        corrections: what the owner says.
        progress: is told now and then how many records are done; each counts half when
            it has been compared and half when it has been merged.
    """

    def report(compared: int, merged: int) -> None:
        if progress and not (compared + merged) % _REPORT_EVERY:
            progress((compared + merged) // 2)

    grouping = group_records(records, corrections, lambda done: report(done, 0))
    corrected, problems = _assign(grouping.groups, corrections)
    papers: list[Paper] = []
    done = 0
    for number, group in enumerate(grouping.groups):
        paper, found = merge_group(group, corrected.get(number, ()))
        papers.append(paper)
        problems += found
        for _ in group:
            done += 1
            report(len(records), done)
    if progress:
        progress(len(records))
    return MergeResult(
        papers=tuple(papers),
        problems=tuple(sorted((*grouping.problems, *problems))),
        merged=sum(len(group) > 1 for group in grouping.groups),
    )


def merge_group(
    group: Sequence[SourceRecord], corrections: Sequence[Correction] = ()
) -> tuple[Paper, tuple[Problem, ...]]:
    """Merge the records of one paper.

    Args:
        group: its records, at least one.
        corrections: those of this paper; the last one that sets a field wins.

    Returns:
        The paper, and a warning for every record that disagrees with it.
    """
    chooser = Chooser(group, corrections)
    title = chooser.choose(facts.TITLE)
    abstract = chooser.choose(facts.ABSTRACT)
    authors = chooser.choose(facts.AUTHORS)
    count = chooser.choose_count(authors)
    organization = chooser.choose(facts.ORGANIZATION)
    ids = chooser.choose_ids()
    published = chooser.choose_date(ids)
    venue = chooser.choose(facts.VENUE)
    comments = chooser.choose(facts.COMMENTS)
    categories = chooser.choose(facts.CATEGORIES)
    links = chooser.choose_links(ids, abstract, comments)
    discussion = chooser.choose(facts.DISCUSSION)
    via = chooser.choose(facts.VIA)
    sources = (
        title.source, abstract.source, authors.source, count.source,
        organization.source, published.source, ids.source, venue.source,
        comments.source, categories.source, links.source, discussion.source, via.source,
    )  # fmt: skip
    paper = Paper(
        origins=tuple(sorted(record.origin for record in group)),
        provenance=tuple(source for source in sources if source),
        title=title.value,
        abstract=abstract.value,
        authors=authors.value or (),
        authors_complete=chooser.names_all(authors, count),
        author_count=count.value,
        organization=organization.value,
        published=published.value,
        ids=ids.value or (),
        venue=venue.value,
        comments=comments.value,
        categories=categories.value or (),
        links=links.value or (),
        discussion=discussion.value,
        via=via.value,
    )
    return paper, find_disagreements(chooser.records, paper, chooser.corrected)


def _assign(
    groups: Sequence[Group], corrections: Corrections
) -> tuple[dict[int, list[Correction]], list[Problem]]:
    """Return the corrections of every group, and warnings for those of several groups."""
    flat = [(record, number) for number, group in enumerate(groups) for record in group]
    targets = find_targets([record for record, _ in flat], corrections)
    assigned: dict[int, list[Correction]] = {}
    problems = []
    for correction in corrections.papers:
        numbers = {flat[position][1] for position in targets.find(correction.paper)}
        if len(numbers) > 1:
            message = f"{correction.paper} means {len(numbers)} papers: name a record"
            problems.append(warn(correction.says.origin, message))
        else:
            for number in numbers:
                assigned.setdefault(number, []).append(correction)
    return assigned, problems
