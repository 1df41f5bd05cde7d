"""From listings to a catalogue: what a corpus says, merged and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue import build_catalogue, summarize_listing
from generator.config import Config, load_config
from generator.errors import Problem, Severity
from generator.listings import ReadListing, find_listings, read_listing
from generator.merging.merge import merge_records
from generator.models import Catalogue, Judgement, ListingSummary, Paper
from generator.progress import Reporter
from generator.understanding.phrases import compile_rules
from generator.understanding.topics import judge_papers


@dataclass(frozen=True, slots=True)
class Reading:
    """What the corpus says, and what was wrong with it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    config: Config


def read_corpus(corpus: Path, default_topics: Path, reporter: Reporter) -> Reading:
    """Read the listings, merge their records, assign topics, choose digests, put in order.

    Args:
        corpus: a folder of listings, or one listing.
        default_topics: the topics for a corpus that has none of its own.
        reporter: is told how far it is.

    Raises:
        GeneratorError: the corpus cannot be used.
    """
    config = load_config(corpus, default_topics)
    reads, problems = _read_listings(corpus, config, reporter)
    records = [record for read in reads for record in read.listing.records]
    with reporter.step("Merging records", len(records)) as advance:
        merged = merge_records(records, config.corrections, progress=advance)
    with reporter.step("Assigning topics", len(merged.papers)) as advance:
        rules = compile_rules(config.topics)
        judged: list[tuple[Paper, Judgement]] = []
        for judgement in judge_papers(merged.papers, rules):
            judged.append((merged.papers[len(judged)], judgement))
            advance(len(judged))
    summaries = _summarize_listings(reads, merged.papers, config)
    with reporter.step("Choosing digests", len(judged)) as advance:
        catalogue = build_catalogue(judged, config.topics, summaries, advance)
    found = (*config.problems, *problems, *merged.problems)
    return Reading(catalogue, tuple(sorted(found)), config)


def _read_listings(
    corpus: Path, config: Config, reporter: Reporter
) -> tuple[list[ReadListing], list[Problem]]:
    files = find_listings(corpus)
    reads: list[ReadListing] = []
    problems: list[Problem] = []
    with reporter.step("Reading listings", len(files)) as advance:
        for number, file in enumerate(files, 1):
            note = config.sources.get(file.name)
            read, found = read_listing(file, note.saved if note else None)
            problems += found
            reads += [read] if read else []
            advance(number)
    names = {file.name for file in files}
    for name in sorted(config.sources.keys() - names):
        message = f"describes {name!r}, which is not in the corpus"
        problems.append(Problem("sources.yml", 0, Severity.WARNING, message))
    return reads, problems


def _summarize_listings(
    reads: Sequence[ReadListing], papers: Sequence[Paper], config: Config
) -> tuple[ListingSummary, ...]:
    counts = Counter(
        listing
        for paper in papers
        for listing in {origin.listing for origin in paper.origins}
    )
    return tuple(
        summarize_listing(
            read, config.sources.get(read.file.name), counts[read.file.name]
        )
        for read in reads
    )
