"""Measure the search in Chromium: bytes fetched, time to the first results, memory.

`python benchmarks/browser.py SITE [--queries 40]` opens a built site, over http from a
server of its own that does not compress, and from the disk. Queries are two words of a
title, chosen by hash; first ones are asked in a browser without a cache. A file counts
as gzip -6 packs it. Times include the layout of the page, not the painting. Needs
Chromium, and the packages of the tests.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, cast
from urllib.parse import quote

import pytest
from fetched import Fetched, count_bytes, list_files, sort_out
from measures import Paper, choose_title_words, percentile
from playwright.sync_api import Browser, Error, Page
from sites import BenchmarkError
from tables import print_table, read_objects

from tests.browserkit import launch, serve

QUERIES = 40
HEAP_QUERIES = 50
_WATCH = Path(__file__).with_name("browser.js").read_text(encoding="utf-8")

Row = tuple[object, ...]


class Seen(TypedDict):
    """What browser.js saw, in milliseconds since the page was opened."""

    began: float
    asked: float
    ten: float
    last: float
    results: list[str]
    """Paths of the papers, best first."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 well, 2 cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--queries", type=int, default=QUERIES)
    arguments = parser.parse_args(argv)
    try:
        measure(arguments.site, arguments.queries)
    except (BenchmarkError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def measure(site: Path, count: int) -> None:
    """Measure and print everything."""
    site = site.resolve()
    queries = choose_queries(site, max(count, HEAP_QUERIES))
    try:
        with launch() as browser, serve(site) as address:
            local = f"{site.as_uri()}/"
            rows = [
                *measure_waiting(browser, site, address),
                *measure_fetching(browser, site, address, queries[:count]),
                *measure_first(browser, "http", address, queries[:count]),
                *measure_first(browser, "from the disk", local, queries[:count]),
                *measure_next(browser, address, queries[:count]),
                *measure_memory(browser, address, queries[:HEAP_QUERIES]),
            ]
    except (Error, pytest.skip.Exception) as error:
        raise BenchmarkError(str(error)) from error
    print_table((f"{len(queries[:count])} queries", "median", "95 %", "most"), rows)


def choose_queries(site: Path, count: int) -> list[str]:
    """Return two words of a title for some papers of a site."""
    papers = [
        Paper(str(each["slug"]), str(each["title"]))
        for each in read_objects(site / "papers.jsonl.gz")
        if each["title"]
    ]
    return [item.text for item in choose_title_words(papers, count, 2)]


@contextmanager
def open_page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page of a browser that has seen nothing yet, and what will be fetched."""
    context = browser.new_context()
    try:
        context.add_init_script(_WATCH)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yield page, asked
    finally:
        context.close()


def measure_waiting(browser: Browser, site: Path, address: str) -> Iterator[Row]:
    """Yield what is fetched of the search before anything is typed."""
    paper = next(site.joinpath("papers").glob("*.html")).name
    for name in ("index.html", f"papers/{paper}", "search.html"):
        with open_page(browser) as (page, asked):
            page.goto(address + name, wait_until="networkidle")
            label = f"gzip bytes of the search on opening {name.split('/')[0]}"
            yield label, *summarize([count_bytes(site, address, asked)])
            if name.startswith("papers"):
                page.focus("header form[role=search] input")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(300)
                focused = count_bytes(site, address, asked)
                yield "gzip bytes on first focus", *summarize([focused])


def measure_fetching(
    browser: Browser, site: Path, address: str, queries: Sequence[str]
) -> Iterator[Row]:
    """Yield what a first query makes a browser fetch."""
    found = []
    for text in queries:
        with open_page(browser) as (page, asked):
            page.goto(f"{address}search.html?q={quote(text)}")
            seen = settle(page)
            found.append(sort_out(site, list_files(address, asked), seen["results"]))
    parts: tuple[tuple[str, Callable[[Fetched], int]], ...] = (
        ("first query, ten results: gzip bytes", lambda each: each.ten),
        ("… scripts", lambda each: each.scripts),
        ("… index", lambda each: each.index),
        ("… ten papers", lambda each: each.papers),
        ("the page's other papers: gzip bytes", lambda each: each.others),
        ("counts of the filters: gzip bytes", lambda each: each.counts),
        ("first query, whole page: requests", lambda each: each.requests),
    )
    for label, read in parts:
        yield label, *summarize([read(each) for each in found])


def measure_first(
    browser: Browser, where: str, address: str, queries: Sequence[str]
) -> Iterator[Row]:
    """Yield how long a first query takes to ten titles, typed and by address."""
    typed, scripts, opened = [], [], []
    for text in queries:
        with open_page(browser) as (page, _):
            page.goto(f"{address}search.html", wait_until="load")
            seen = ask(page, text, "input")
            typed.append((seen["ten"] or seen["last"]) - seen["began"])
        with open_page(browser) as (page, _):
            page.goto(f"{address}search.html?q={quote(text)}")
            seen = settle(page)
            opened.append(seen["ten"] or seen["last"])
            scripts.append(opened[-1] - seen["asked"])
    yield (
        f"first query, {where}, ms: from the first key to ten titles",
        *summarize(typed),
    )
    yield "… by address: from the search's first script", *summarize(scripts)
    yield "… by address: from opening the page", *summarize(opened)


def measure_next(
    browser: Browser, address: str, queries: Sequence[str]
) -> Iterator[Row]:
    """Yield how long queries take in a page in which the search is there already."""
    first, *others = queries
    with open_page(browser) as (page, _):
        page.goto(f"{address}search.html?q={quote(first)}")
        settle(page)
        for label in ("next query, other words", "the same queries again"):
            ten, whole = [], []
            for text in others:
                seen = ask(page, text, "submit")
                ten.append((seen["ten"] or seen["last"]) - seen["began"])
                whole.append(seen["last"] - seen["began"])
            yield f"{label}, ms: to ten titles", *summarize(ten)
            yield "… to the whole page, counts and all", *summarize(whole)


def measure_memory(
    browser: Browser, address: str, queries: Sequence[str]
) -> Iterator[Row]:
    """Yield what a page holds before it searched and after some queries, in megabytes."""
    with open_page(browser) as (page, _):
        page.goto(f"{address}search.html", wait_until="load")
        client = page.context.new_cdp_session(page)
        for command in ("HeapProfiler.enable", "Performance.enable"):
            client.send(command)

        def weigh(when: str) -> Iterator[Row]:
            client.send("HeapProfiler.collectGarbage")
            told = client.send("Performance.getMetrics")["metrics"]
            metrics = {each["name"]: each["value"] for each in told}
            heap = client.send("Runtime.getHeapUsage")
            yield f"JS heap {when}, MB", *summarize([metrics["JSHeapUsedSize"] / 1e6])
            # Absent from older versions of Chromium.
            buffers = float(heap.get("backingStorageSize", 0))
            yield "… typed arrays and large texts", *summarize([buffers / 1e6])

        yield from weigh("before the first query")
        for text in queries:
            ask(page, text, "submit" if text != queries[0] else "input")
        yield from weigh(f"after {len(queries)} queries")


def ask(page: Page, text: str, way: str) -> Seen:
    """Ask the search page for a text; return what was seen once it came to rest."""
    arguments = [text, way]
    return cast(
        "Seen", page.evaluate("(given) => window.benchmark.ask(...given)", arguments)
    )


def settle(page: Page) -> Seen:
    """Return what was seen once the page came to rest."""
    return cast("Seen", page.evaluate("() => window.benchmark.settle()"))


def summarize(values: Sequence[float]) -> tuple[object, ...]:
    """Return the median, the 95th percentile and the most; fractions with one digit."""
    figures = (
        percentile(values, 0.5),
        percentile(values, 0.95),
        max(values, default=0),
    )
    return tuple(
        value if isinstance(value, int) else f"{value:.1f}" for value in figures
    )


if __name__ == "__main__":
    sys.exit(main())
