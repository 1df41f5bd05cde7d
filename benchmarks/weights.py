"""Weigh a built site: each kind of page, first views in a browser, and the whole by part.

`python benchmarks/weights.py SITE` prints Markdown tables. A file counts as gzip -6 packs
it, each by itself, as web servers do; what is packed already counts as it is. First views
are of a browser that has seen nothing yet, over http, without what a service worker
fetches afterwards. They need Chromium, and the packages of the tests; without those the
other tables are printed, and a line that says why.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from build import ROOT
from measures import mean, percentile
from playwright.sync_api import Browser, Error
from tables import pack, print_table

# Benchmarks are scripts: their folder is on the path, the checkout is not.
sys.path.insert(0, str(ROOT))

from generator.checking.budgets import is_paper
from generator.sitefile import BUDGETS
from tests.browserkit import launch, serve

Row = tuple[object, ...]

_PACKED = {".gz", ".png", ".zip"}
_KINDS = {
    "papers": "paper", "topics": "topic", "dates": "date", "sources": "source",
    "authors": "author", "organizations": "organization", "contributing": "for owners",
}  # fmt: skip
"""Kinds of pages by their folder; others are named after themselves."""
_VIEWS = ("home", "topic", "paper", "author", "search", "reading-list", "new")
_INDEX = ("terms", "words", "documents")
_DUMPS = ("papers.", "SHA256SUMS")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a site."""

    path: str
    size: int
    packed: int
    """Bytes as gzip -6 packs it."""
    kind: str
    """Of a page; empty for any other file."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 well, 2 cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args(argv).site.resolve()
    try:
        papers = int(json.loads((site / "report.json").read_text("utf-8"))["papers"])
    except (OSError, ValueError, KeyError) as error:
        print(f"error: {site} is no built site: {error}", file=sys.stderr)
        return 2
    files = [*weigh_files(site)]
    names = ("bytes", "95 %", "most", "gzip", "95 %", "most")
    print_table(("page", "pages", *names), describe_pages(files))
    try:
        views = [*measure_views(site, files)]
        print_table(("first view", "requests", "bytes", "gzip"), views)
    except (Error, pytest.skip.Exception) as error:
        print(f"First views were not measured: {error}\n")
    head = (f"{papers:,} papers", "files", "bytes", "gzip", "bytes a paper")
    print_table(head, describe_parts(files, papers))
    print_table(("budget", "bytes", "allowed"), describe_budgets(files, papers))
    return 0


def weigh_files(site: Path) -> Iterator[File]:
    """Yield every file of a site, in the order of the paths."""
    for path in sorted(site.rglob("*")):
        # The list by which the generator knows its own files is not published.
        if path.is_file() and not path.name.startswith("."):
            content = path.read_bytes()
            name = path.relative_to(site).as_posix()
            packed = len(content) if path.suffix in _PACKED else pack(content)
            yield File(name, len(content), packed, name_kind(name, content))


def describe_pages(files: Iterable[File]) -> Iterator[Row]:
    """Yield the weights of each kind of page: on average, of 95 %, the most."""
    kinds: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        if file.kind:
            kinds[file.kind].append(file)
    for kind, pages in kinds.items():
        sizes, packed = [p.size for p in pages], [p.packed for p in pages]
        yield kind, len(pages), *_summarize(sizes), *_summarize(packed)


def name_kind(path: str, content: bytes) -> str:
    """Return the kind of a page; the first pages of folders are kinds of their own."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(".html"):
        return ""
    if folder not in _KINDS:
        return path.removesuffix(".html") if path != "index.html" else "home"
    if folder == "papers" and not is_paper(path, content):
        return "former address"
    return f"{folder} (index)" if name == "index.html" else _KINDS[folder]


def _summarize(sizes: Sequence[int]) -> tuple[int, int, int]:
    return round(mean(sizes)), int(percentile(sizes, 0.95)), max(sizes)


def measure_views(site: Path, files: Sequence[File]) -> Iterator[Row]:
    """Yield what a browser fetches for a first view of pages of middle weight."""
    weights = {file.path: file for file in files}
    with launch() as browser, serve(site) as address:
        for kind in _VIEWS:
            pages = sorted(
                (file.size, file.path) for file in files if file.kind == kind
            )
            if pages:
                _, middle = pages[len(pages) // 2]
                asked = list_requests(browser, address, middle)
                found = [weights[name] for name in asked if name in weights]
                sizes = sum(f.size for f in found), sum(f.packed for f in found)
                yield kind, len(asked), *sizes


def list_requests(browser: Browser, address: str, path: str) -> list[str]:
    """Return the files of the site that a page is made of, as often as requested."""
    context = browser.new_context(service_workers="block")
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + path, wait_until="networkidle")
        base = urlsplit(address).path
        paths = [unquote(urlsplit(url).path) for url in asked if url.startswith("http")]
        return [each.removeprefix(base) for each in paths]
    finally:
        context.close()


def describe_parts(
    files: Iterable[File], papers: int
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the weight of each part of a site, heaviest first, and of the whole."""
    parts: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        parts[name_part(file.path)].append(file)
        parts["the whole site"].append(file)
    rows = [
        (part, len(of), size := sum(f.size for f in of), sum(f.packed for f in of),
         round(size / max(papers, 1)))
        for part, of in parts.items()
    ]  # fmt: skip
    yield from sorted(rows, key=lambda row: (-row[2], row[0]))


def name_part(path: str) -> str:
    """Return the part of a site that a file belongs to."""
    folder, *rest = path.split("/")
    if not rest:
        return "dumps" if path.startswith(_DUMPS) else "other files"
    if path.startswith("assets/search/data/"):
        part = rest[2] if rest[2] in _INDEX else "scripts and facets"
        return f"search: {part}"
    if path.startswith("assets/data/"):
        return f"data: {rest[1]}" if len(rest) > 2 else "data: other"
    return folder


def describe_budgets(files: Sequence[File], papers: int) -> Iterator[Row]:
    """Yield what was found and what is allowed where corpus/site.yml says nothing."""
    own = [file.size for file in files if file.kind == "paper"]
    lists = [file.packed for file in files if file.kind not in {"", "paper"}]
    yield "page of a paper, on average", round(mean(own)), BUDGETS["paper_page"]
    yield "heaviest other page, gzip", max(lists, default=0), BUDGETS["list_page"]
    whole = BUDGETS["site"] + BUDGETS["paper"] * papers
    yield "whole site", sum(file.size for file in files), whole


if __name__ == "__main__":
    sys.exit(main())
