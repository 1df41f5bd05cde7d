"""The command line: `python -m generator build|check|read|topics|clean|offline`."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator import explaining, output, pipeline
from generator.dates import parse_iso
from generator.errors import GeneratorError, ListingError, Problem, Severity
from generator.exports.records import describe_record, dump
from generator.listings import find_listings, read_listing
from generator.models import Catalogue, PartialDate
from generator.progress import ConsoleReporter
from generator.reading import Reading
from generator.understanding.phrases import compile_rules
from generator.understanding.topicsfile import load_topics

_ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 well, 1 problems, 2 cannot go on."""
    arguments = make_parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code: int = arguments.run(arguments)
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what was there before is as it was", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever reads our output has seen enough; nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # A full disk, a folder that may not be written to: the message has the path.
        print(f"error: {error}", file=sys.stderr)
        return 2
    return code


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build the site from a corpus")
    _add_corpus(build)
    build.add_argument(
        "--site", type=Path, default=_ROOT / "site", help="folder to build into (site/)"
    )
    build.add_argument(
        "--site-url", default="", help="address at which the site will be published"
    )
    build.add_argument(
        "--max-bytes",
        type=int,
        help="fail where the site is larger (GitHub Pages takes 1000000000)",
    )
    build.add_argument(
        "--date",
        type=_parse_day,
        metavar="YYYY-MM-DD",
        help="the day of this build, for its list of changes (that of the newest paper)",
    )
    build.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="what the last build left, api/state.json.gz of its site (that of SITE)",
    )
    build.set_defaults(run=_build)

    check = commands.add_parser(
        "check", help="print all problems of a corpus; exit 1 if one is an error"
    )
    _add_corpus(check)
    check.add_argument(
        "--strict", action="store_true", help="exit 1 on warnings as well"
    )
    check.set_defaults(run=_check)

    read = commands.add_parser(
        "read", help="print what listings say as JSON Lines, problems on stderr"
    )
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.set_defaults(run=_read)

    topics = commands.add_parser("topics", help="explain topics, or try other rules")
    asked = topics.add_subparsers(required=True, metavar="QUESTION")
    explain = asked.add_parser("explain", help="say why a paper has its topics")
    _add_corpus(explain)
    explain.add_argument("paper", help="address, key, identifier or part of a title")
    explain.set_defaults(run=_explain)
    trial = asked.add_parser("try", help="say what another topics.yml would move")
    _add_corpus(trial)
    trial.add_argument("file", type=Path, metavar="FILE")
    trial.set_defaults(run=_try)

    clean = commands.add_parser("clean", help="remove everything generated from docs/")
    _add_root(clean)
    clean.set_defaults(run=_clean)

    offline = commands.add_parser("offline", help="pack a built site into a zip file")
    offline.add_argument("--site", type=Path, default=_ROOT / "site")
    offline.add_argument("--to", type=Path, default=_ROOT / "dist" / "paper-digest.zip")
    offline.set_defaults(run=_offline)
    return parser


def _parse_day(text: str) -> PartialDate:
    try:
        date = parse_iso(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if not date.day:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-20")
    return date


def _add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root", type=Path, default=_ROOT, help="project with mkdocs.yml and docs/"
    )


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    _add_root(parser)
    parser.add_argument(
        "--corpus", type=Path, help="folder of listings, or one listing (corpus/)"
    )


def _order(arguments: argparse.Namespace, site: Path, site_url: str) -> pipeline.Order:
    root: Path = arguments.root.expanduser().resolve()
    corpus: Path = (arguments.corpus or root / "corpus").expanduser()
    if site_url and not site_url.endswith("/"):
        site_url += "/"
    return pipeline.Order(root, corpus.resolve(), site.expanduser().resolve(), site_url)


def _build(arguments: argparse.Namespace) -> int:
    order = _order(arguments, arguments.site, arguments.site_url)
    order = replace(
        order,
        max_bytes=arguments.max_bytes,
        date=arguments.date,
        state=arguments.state,
    )
    built = pipeline.build(order, ConsoleReporter())
    _print_problems(built.context.problems, Severity.WARNING)
    _print_summary(built.context.catalogue, built.context.problems)
    report = built.site
    print(
        f"{report.pages:,} pages, {report.files:,} files, {report.bytes / 1e6:,.1f} MB,"
        f" {report.links:,} links checked; {built.changed:,} files changed;"
        f" the largest page is {report.largest_page[0]},"
        f" {report.largest_page[1] / 1000:,.0f} kB"
    )
    print(
        f"Open {order.site / 'index.html'} in a browser, or read it over http:"
        f" make serve{'' if order.site == _ROOT / 'site' else f' SITE={order.site}'}"
    )
    return 0


def _check(arguments: argparse.Namespace) -> int:
    order = _order(arguments, _ROOT / "site", "")
    reading = pipeline.read_corpus(order, ConsoleReporter())
    _print_problems(reading.problems, Severity.INFO)
    _print_summary(reading.catalogue, reading.problems)
    limit = Severity.WARNING if arguments.strict else Severity.ERROR
    return int(any(problem.severity >= limit for problem in reading.problems))


def _read(arguments: argparse.Namespace) -> int:
    code = 0
    for path in arguments.files:
        try:
            files = find_listings(path)
        except ListingError as error:
            print(f"error: {error}", file=sys.stderr)
            code = 1
            continue
        for file in files:
            read, problems = read_listing(file)
            _print_problems(problems, Severity.INFO)
            code |= any(problem.severity is Severity.ERROR for problem in problems)
            for record in read.listing.records if read else ():
                print(dump(describe_record(record)))
    return code


def _explain(arguments: argparse.Namespace) -> int:
    reading = _read_quietly(arguments)
    found = explaining.find_entries(reading.catalogue, arguments.paper)
    if not found:
        print(f"error: no paper {arguments.paper!r} in the corpus", file=sys.stderr)
        return 1
    rules = compile_rules(reading.config.topics)
    for entry in found[: explaining.MOST_SHOWN]:
        print("\n".join(explaining.explain(entry, rules)))
    return 0


def _try(arguments: argparse.Namespace) -> int:
    topics = load_topics(arguments.file, str(arguments.file))
    reading = _read_quietly(arguments)
    catalogue, before = reading.catalogue, reading.config.topics
    for line in explaining.compare_topics(catalogue, before, topics):
        print(line)
    return 0


def _read_quietly(arguments: argparse.Namespace) -> Reading:
    order = _order(arguments, _ROOT / "site", "")
    return pipeline.read_corpus(order, ConsoleReporter())


def _clean(arguments: argparse.Namespace) -> int:
    removed = output.remove_all(arguments.root / "docs")
    print(f"{removed:,} generated files removed from docs/")
    return 0


def _offline(arguments: argparse.Namespace) -> int:
    site: Path = arguments.site.resolve()
    if not (site / "index.html").is_file():
        print(f"error: no site in {site}; run 'make site' first", file=sys.stderr)
        return 2
    target: Path = arguments.to.with_suffix("")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(shutil.make_archive(str(target), "zip", site.parent, site.name))
    print(f"{made}: {made.stat().st_size / 1e6:,.1f} MB; unpack it, open index.html")
    return 0


def _print_problems(problems: Sequence[Problem], least: Severity) -> None:
    for problem in problems:
        if problem.severity >= least:
            print(problem, file=sys.stderr)


def _print_summary(catalogue: Catalogue, problems: Sequence[Problem]) -> None:
    found = Counter(problem.severity for problem in problems)
    print(
        f"{catalogue.records:,} records in {len(catalogue.listings):,} listings:"
        f" {len(catalogue.entries):,} papers ({catalogue.merged:,} of several records),"
        f" {found[Severity.ERROR]:,} errors, {found[Severity.WARNING]:,} warnings,"
        f" {found[Severity.INFO]:,} remarks"
    )


if __name__ == "__main__":
    sys.exit(main())
