"""Where the records of one paper contradict each other, for the owner to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator.errors import Problem, Severity
from generator.links import safe_url
from generator.merging.facts import MAX_DAYS, count_authors, days_between
from generator.merging.titlematch import TitleMatch, match_titles, parse_title
from generator.models import FieldOrigin, Paper, SourceRecord
from generator.sources.listing import quote
from generator.text import fold

_QUOTED = 160


def find_disagreements(
    records: Sequence[SourceRecord], paper: Paper, corrected: Collection[str]
) -> tuple[Problem, ...]:
    """Return a warning for each record that says something else than the paper.

    Args:
        records: those of the paper.
        paper: what was chosen.
        corrected: fields that the owner has settled: there is nothing to warn of.
    """
    problems = [problem for record in records for problem in _find_unsafe(record)]
    if len(records) > 1:
        sources = {source.field: source for source in paper.provenance}
        for record in records:
            for field, said, taken in _compare(record, paper):
                if field in sources and field not in corrected:
                    problems.append(_warn(record, sources[field], said, taken))
    return tuple(sorted(problems))


def _compare(record: SourceRecord, paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what the record says, what was taken) where they disagree."""
    if _have_other_titles(record.title, paper.title):
        yield (
            "title",
            quote(record.title or "", _QUOTED),
            quote(paper.title or "", _QUOTED),
        )
    if _are_months_apart(record, paper):
        yield "published", str(record.published), str(paper.published)
    count = count_authors(record)
    if count is not None and count != paper.author_count:
        yield "author_count", str(count), str(paper.author_count)
    if fold(record.organization or "") not in ("", fold(paper.organization or "")):
        yield (
            "organization",
            quote(record.organization or ""),
            quote(paper.organization or ""),
        )


def _have_other_titles(said: str | None, taken: str | None) -> bool:
    """Tell whether two titles differ in more than typography or a typo."""
    if not said or not taken or said == taken:
        return False
    return match_titles(parse_title(said), parse_title(taken)) < TitleMatch.NEAR


def _are_months_apart(record: SourceRecord, paper: Paper) -> bool:
    """Tell whether two full dates are further apart than versions and listings are."""
    said, taken = record.published, paper.published
    if not said or not taken or not said.day or not taken.day:
        return False
    return days_between(said, taken) > MAX_DAYS


def _warn(record: SourceRecord, source: FieldOrigin, said: str, taken: str) -> Problem:
    field = source.field.replace("_", " ")
    message = (
        f"{field} {said} differs from {taken} ({source.origins[0]}), which was taken"
    )
    return Problem(record.origin.listing, record.origin.line, Severity.WARNING, message)


def _find_unsafe(record: SourceRecord) -> Iterator[Problem]:
    """Yield a warning for each link that is left out because it is not safe."""
    for link in record.links:
        if not safe_url(link.url):
            message = f"link left out: {quote(link.url)} is not a safe http(s) address"
            yield Problem(
                record.origin.listing, record.origin.line, Severity.WARNING, message
            )
