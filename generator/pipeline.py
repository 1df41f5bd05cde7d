"""The whole flow: listings in, a site out. Each step is one line of `build`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import engine, output, publishing, reading
from generator.catalogue import number_papers
from generator.checking.sitecheck import SiteReport, check_site
from generator.errors import OutputError, Severity, SiteError
from generator.exports.context import Context
from generator.exports.feeds import render_feeds
from generator.exports.files import render_data_files
from generator.exports.monthdigest import find_month_digest
from generator.exports.opensearch import render_opensearch
from generator.exports.relating import relate_papers
from generator.exports.report import render_report
from generator.exports.trending import find_trends
from generator.history.compare import advance, warn_of_loss
from generator.models import OutputFile, PartialDate
from generator.pages.changes import render_changes, render_moved
from generator.pages.dates import render_dates
from generator.pages.feeds import render_feeds_page
from generator.pages.home import render_home
from generator.pages.listings import assign_listing_slugs, render_listings
from generator.pages.paper import render_papers
from generator.pages.people import render_people_index, render_people_pages
from generator.pages.renderer import Renderer
from generator.pages.shell import Shell, cut_shell, render_shell
from generator.pages.thismonth import render_month
from generator.pages.topics import render_topics
from generator.people.grouping import group_people
from generator.progress import Reporter
from generator.reader.app import render_app, render_worker
from generator.reader.news import render_news
from generator.reader.scripts import render_reader_files
from generator.reader.shards import render_shards
from generator.reading import Reading
from generator.search.index import Scripts, build_search
from generator.search.scripts import load_scripts

STATE = "api/state.json.gz"
"""In the site: what the next build reads of this one."""


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
    date: PartialDate | None = None
    """The day of this build, for what it changes; None: that of the newest paper."""
    state: Path | None = None
    """What the last build left; None: what the site in its place holds."""
    max_bytes: int | None = None
    """The largest site that its publisher takes; None for any size."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    context: Context
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
        read = read_corpus(order, reporter)
        context = relate(order, read, reporter)
        renderer = Renderer(number_papers(context.catalogue.entries))
        docs = write_docs(order, context, renderer, reporter)
        with publishing.work_folder(order.site) as built:
            with reporter.step("Building pages"):
                engine.run(
                    order.root, built, order.site_url, read.catalogue.data_through
                )
            write_site(order, context, renderer, built, reporter)
            report = check(built, order, context, reporter)
            with reporter.step("Putting the site in its place"):
                changed = publishing.publish(built, order.site)
    return Built(context, docs, report, changed)


def read_corpus(order: Order, reporter: Reporter) -> Reading:
    """Read the listings, merge their records, assign topics, put papers in order."""
    topics = order.root / "corpus" / "topics.yml"
    return reading.read_corpus(order.corpus, topics, reporter)


def relate(order: Order, read: Reading, reporter: Reporter) -> Context:
    """Find out who wrote the papers, and what is new since the last build."""
    catalogue, note = read.catalogue, read.config.site
    with reporter.step("Grouping authors"):
        people = group_people(
            catalogue,
            read.config.aliases,
            pages_from=note.author_pages_from,
            organization_pages_from=note.organization_pages_from,
        )
    date = order.date or catalogue.data_through or PartialDate(2000, 1, 1)
    with reporter.step("Comparing with the last build"):
        unread = _list_unread(read)
        history = advance(_read_state(order), catalogue, date, unread=unread)
    with reporter.step("Finding related papers"):
        related = relate_papers(catalogue, people)
    with reporter.step("Counting trends"):
        trends = find_trends(catalogue, related)
        newest = find_month_digest(catalogue, related, trends)
    problems = sorted(
        [*read.problems, *people.problems, *filter(None, [warn_of_loss(history)])]
    )
    return Context(
        catalogue=catalogue,
        people=people,
        history=history,
        problems=tuple(problems),
        listing_slugs=assign_listing_slugs([each.name for each in catalogue.listings]),
        site=note,
        site_name=engine.read_site_name(order.root),
        site_url=order.site_url,
        related=related,
        trends=trends,
        newest=newest,
    )


def _list_unread(read: Reading) -> set[str]:
    """Return the files of which nothing could be read."""
    known = {listing.name for listing in read.catalogue.listings}
    errors = {p.listing for p in read.problems if p.severity is Severity.ERROR}
    return errors - known


def _read_state(order: Order) -> bytes | None:
    """Return what the last build left; None for a first build.

    Raises:
        OutputError: the file that was named is not there.
    """
    path = order.state or order.site / STATE
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        if order.state:
            raise OutputError(f"{path}: there is no such state of a build") from error
        return None


def write_docs(
    order: Order, context: Context, renderer: Renderer, reporter: Reporter
) -> output.WriteReport:
    """Write what MkDocs turns into the site, below docs/."""
    catalogue = context.catalogue
    scripts = Scripts(
        load_scripts(order.root / "docs" / "assets" / "search"), engine.load_lunr()
    )
    with reporter.step(
        "Writing lists and the index", len(catalogue.entries)
    ) as advance_to:
        search = build_search(catalogue, scripts, progress=advance_to)
        files = itertools.chain(render_pages(context, renderer), search)
        return output.write(files, order.root / "docs")


def render_pages(context: Context, renderer: Renderer) -> Iterator[OutputFile]:
    """Yield every Markdown page."""
    catalogue, problems = context.catalogue, context.problems
    yield from render_home(renderer, context)
    yield from render_topics(renderer, catalogue, context.trends)
    yield from render_dates(renderer, catalogue, context.trends)
    yield from render_listings(renderer, catalogue, context.listing_slugs, problems)
    yield from render_people_index(renderer, context)
    yield from render_changes(renderer, context)
    yield render_feeds_page(renderer, context)
    yield render_month(renderer, context)
    yield render_shell()


def write_site(
    order: Order, context: Context, renderer: Renderer, built: Path, reporter: Reporter
) -> None:
    """Write into the built site what MkDocs does not make: paper pages and data."""
    catalogue = context.catalogue
    shell = cut_shell(engine.take_shell(built))
    with reporter.step("Writing papers", len(catalogue.entries)) as advance_to:
        pages = render_papers(renderer, context, shell)
        for number, page in enumerate(pages, 1):
            (built / page.path).write_bytes(page.content)
            advance_to(number)
    with reporter.step("Writing data"):
        _write_files(render_site_files(order, context, renderer, shell), built)
        report = render_report(catalogue, context.problems)
        (built / "report.json").write_text(report, encoding="utf-8", newline="\n")
    engine.finish(built, order.site_url, _list_moved(context))
    # Last, because it knows every file.
    _write_files([render_worker(order.root / "docs" / "assets", built)], built)


def render_site_files(
    order: Order, context: Context, renderer: Renderer, shell: Shell
) -> Iterator[OutputFile]:
    """Yield what goes into the built site beside the pages of papers."""
    yield from render_reader_files(order.root / "docs" / "assets")
    yield from render_people_pages(renderer, context, shell)
    yield from render_moved(context)
    yield from render_data_files(context)
    yield from render_feeds(context)
    yield from render_shards(context)
    yield from render_news(context)
    yield from render_app(context)
    if context.site_url:
        yield render_opensearch(context.site_name, context.site_url)
    yield OutputFile(STATE, context.history.state)


def _list_moved(context: Context) -> frozenset[str]:
    """Return the pages that only lead to others."""
    return frozenset(f"papers/{slug}.html" for slug in context.history.moved)


def _write_files(files: Iterable[OutputFile], folder: Path) -> None:
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)


def check(
    built: Path, order: Order, context: Context, reporter: Reporter
) -> SiteReport:
    """Check every page and link of the built site, and what it weighs.

    Raises:
        SiteError: something is wrong; the message names the first faults.
    """
    with reporter.step("Checking the site") as advance:
        report = check_site(
            built,
            progress=advance,
            max_bytes=order.max_bytes,
            budgets=context.site.budgets,
            papers=len(context.catalogue.entries),
        )
    if report.problems:
        shown = "\n".join(f"  {problem}" for problem in report.problems[:30])
        more = len(report.problems) - 30
        tail = f"\n  and {more} more" if more > 0 else ""
        raise SiteError(
            f"the built site has faults and was not published:\n{shown}{tail}"
        )
    return report
