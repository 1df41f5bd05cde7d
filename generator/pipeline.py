"""The whole flow: listings in, a site out. Each step is one line of `build`."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import engine, exports, output, publishing
from generator.catalogue import build_catalogue, summarize_listing
from generator.checking.sitecheck import SiteReport, check_site
from generator.config import Config, load_config
from generator.errors import Problem, Severity, SiteError
from generator.listings import ReadListing, find_listings, read_listing
from generator.merging.merge import merge_records
from generator.models import Catalogue, ListingSummary, OutputFile, Paper
from generator.pages.dates import render_dates
from generator.pages.home import render_home
from generator.pages.listings import assign_listing_slugs, render_listings
from generator.pages.paper import cut_shell, render_papers, render_shell
from generator.pages.renderer import Renderer
from generator.pages.topics import render_topics
from generator.progress import Reporter
from generator.search.index import Scripts, build_search
from generator.search.scripts import load_scripts
from generator.understanding.topics import assign_topics, compile_rules


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, from what, and where to."""

    root: Path
    """The project: mkdocs.yml, docs/, and corpus/topics.yml for a corpus without one."""
    corpus: Path
    """A folder of listings, or one listing."""
    site: Path
    site_url: str = ""
    """Where the site will be published; empty where it is only read from disk."""
    max_bytes: int | None = None
    """The largest site that its publisher takes; None for any size."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the corpus says, and what was wrong with it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    reading: Reading
    docs: output.WriteReport
    site: SiteReport
    changed: int
    """Files of the site that were not there before, or were different."""


def build(order: Order, reporter: Reporter) -> Built:
    """Read a corpus and build its site.

    Raises:
        GeneratorError: the corpus or the place for the site cannot be used, or the
            built site fails its checks; what was there before is then untouched.
    """
    with output.lock(order.root / "docs"):
        publishing.check_place(order.site, order.corpus)
        reading = read_corpus(order, reporter)
        renderer = Renderer()
        docs = write_docs(order, reading, renderer, reporter)
        with publishing.work_folder(order.site) as built:
            with reporter.step("Building pages"):
                engine.run(
                    order.root, built, order.site_url, reading.catalogue.data_through
                )
            write_site(order, reading, renderer, built, reporter)
            report = check(built, order.max_bytes, reporter)
            with reporter.step("Putting the site in its place"):
                changed = publishing.publish(built, order.site)
    return Built(reading, docs, report, changed)


def read_corpus(order: Order, reporter: Reporter) -> Reading:
    """Read the listings, merge their records, assign topics, put papers in order."""
    config = load_config(order.corpus, order.root / "corpus" / "topics.yml")
    reads, problems = _read_listings(order.corpus, config, reporter)
    records = [record for read in reads for record in read.listing.records]
    with reporter.step("Merging records", len(records)) as advance:
        merged = merge_records(records, config.corrections, progress=advance)
    with reporter.step("Assigning topics", len(merged.papers)) as advance:
        rules = compile_rules(config.topics)
        judged = []
        for number, paper in enumerate(merged.papers, 1):
            judged.append((paper, assign_topics(paper, rules)))
            advance(number)
    summaries = _summarize_listings(reads, merged.papers, config)
    catalogue = build_catalogue(judged, config.topics, summaries)
    found = (*config.problems, *problems, *merged.problems)
    return Reading(catalogue, tuple(sorted(found)))


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


def write_docs(
    order: Order, reading: Reading, renderer: Renderer, reporter: Reporter
) -> output.WriteReport:
    """Write what MkDocs turns into the site, below docs/."""
    catalogue = reading.catalogue
    scripts = Scripts(
        load_scripts(order.root / "docs" / "assets" / "search"), engine.load_lunr()
    )
    with reporter.step(
        "Writing lists and the index", len(catalogue.entries)
    ) as advance:
        search = build_search(catalogue, scripts, progress=advance)
        files = itertools.chain(render_pages(reading, renderer), search)
        return output.write(files, order.root / "docs")


def render_pages(reading: Reading, renderer: Renderer) -> Iterator[OutputFile]:
    """Yield every Markdown page."""
    catalogue, problems = reading.catalogue, reading.problems
    slugs = _listing_slugs(catalogue)
    yield from render_home(renderer, catalogue, slugs, problems)
    yield from render_topics(renderer, catalogue)
    yield from render_dates(renderer, catalogue)
    yield from render_listings(renderer, catalogue, slugs, problems)
    yield render_shell()


def _listing_slugs(catalogue: Catalogue) -> Mapping[str, str]:
    return assign_listing_slugs([listing.name for listing in catalogue.listings])


def write_site(
    order: Order, reading: Reading, renderer: Renderer, built: Path, reporter: Reporter
) -> None:
    """Write into the built site what MkDocs does not make: paper pages and data."""
    catalogue = reading.catalogue
    shell = cut_shell(engine.take_shell(built))
    with reporter.step("Writing papers", len(catalogue.entries)) as advance:
        pages = render_papers(renderer, catalogue, shell, _listing_slugs(catalogue))
        for number, page in enumerate(pages, 1):
            (built / page.path).write_bytes(page.content)
            advance(number)
    with (built / "papers.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(exports.render_papers(catalogue))
    report = exports.render_report(catalogue, reading.problems)
    (built / "report.json").write_text(report, encoding="utf-8", newline="\n")
    engine.finish(built, order.site_url)


def check(built: Path, max_bytes: int | None, reporter: Reporter) -> SiteReport:
    """Check every page and link of the built site.

    Raises:
        SiteError: something is wrong; the message names the first faults.
    """
    with reporter.step("Checking the site") as advance:
        report = check_site(built, progress=advance, max_bytes=max_bytes)
    if report.problems:
        shown = "\n".join(f"  {problem}" for problem in report.problems[:30])
        more = len(report.problems) - 30
        tail = f"\n  and {more} more" if more > 0 else ""
        raise SiteError(
            f"the built site has faults and was not published:\n{shown}{tail}"
        )
    return report
