"""Topics explained on the command line: why a paper stands where it does, what a change moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.models import Catalogue, Entry, Topic, TopicMatch
from generator.text import title_key
from generator.understanding.phrases import TopicRules, compile_rules
from generator.understanding.topics import judge_papers, judge_topics

MOST_SHOWN = 200
"""Papers that are named; the rest are counted."""


def find_entries(catalogue: Catalogue, wanted: str) -> list[Entry]:
    """Return the papers that are meant: by address, key or identifier, else by title.

    Args:
        catalogue: the papers.
        wanted: an address as in `papers/ADDRESS.html`, a key, an identifier such as
            `2411.01234`, or a part of a title.
    """
    exact = [
        entry
        for entry in catalogue.entries
        if wanted in {entry.slug, entry.key, *(i.value for i in entry.paper.ids)}
    ]
    part = title_key(wanted)
    if exact or not part:
        return exact
    return [entry for entry in catalogue.entries if part in title_key(entry.heading)]


def explain(entry: Entry, rules: TopicRules) -> Iterator[str]:
    """Yield the lines that say why a paper has its topics, and which it nearly has."""
    judged = judge_topics(entry.paper, rules)
    yield f"{entry.heading} ({entry.slug})"
    for match in judged.matches:
        yield f"  {_describe(match)}"
    for match in judged.near:
        yield f"  nearly {_describe(match)}"


def _describe(match: TopicMatch) -> str:
    words = ", ".join(match.evidence) or "no topic's words were found"
    return f"{match.topic.slug}, {match.score:g} points: {words}"


def compare_topics(
    catalogue: Catalogue, before: Sequence[Topic], after: Sequence[Topic]
) -> Iterator[str]:
    """Yield what other topics would move: the papers, then the counts that change."""
    rules, others = compile_rules(before), compile_rules(after)
    counts, moved = Counter[str](), 0
    papers = [entry.paper for entry in catalogue.entries]
    both = zip(judge_papers(papers, rules), judge_papers(papers, others), strict=True)
    for entry, (first, second) in zip(catalogue.entries, both, strict=True):
        old, new = _list_slugs(first.matches), _list_slugs(second.matches)
        counts.subtract(old)
        counts.update(new)
        if set(old) != set(new):
            moved += 1
            if moved <= MOST_SHOWN:
                yield f"{_describe_change(old, new)}  {entry.heading} ({entry.slug})"
    if moved > MOST_SHOWN:
        yield f"… and {moved - MOST_SHOWN:,} more"
    yield f"{moved:,} of {len(catalogue.entries):,} papers would move"
    for slug, change in sorted(counts.items()):
        if change:
            yield f"  {slug}: {change:+,}"


def _list_slugs(matches: Iterable[TopicMatch]) -> list[str]:
    return [match.topic.slug for match in matches]


def _describe_change(old: Sequence[str], new: Sequence[str]) -> str:
    gone = [f"-{slug}" for slug in old if slug not in new]
    come = [f"+{slug}" for slug in new if slug not in old]
    return " ".join([*gone, *come])
