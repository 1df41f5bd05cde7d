"""Sites of a search alone, without a page: made fast, searched under Node."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from build import ROOT
from measures import Answers, Query, read_run
from tables import pack, write_objects

# Benchmarks are scripts: their folder is on the path, the checkout is not.
sys.path.insert(0, str(ROOT))

from generator import engine, pipeline
from generator.exports import records
from generator.models import Catalogue, OutputFile
from generator.progress import QuietReporter
from generator.search.index import Scripts, build_search
from generator.search.scripts import load_scripts

DATA = Path("assets", "search", "data")
"""Where a site has what its search loads."""
_INDEX = ("terms/", "words/", "facets.js", "manifest.js")


class BenchmarkError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site of a search alone."""

    folder: Path
    papers: int
    seconds: float
    """Of the processor, to make the index and what results show."""

    @property
    def size(self) -> int:
        """Return the bytes of its index as gzip -6 packs them."""
        return sum(
            pack(content)
            for name, content in read_files(self.folder)
            if sort_file(name) == "index"
        )


def make_site(listing: Path, folder: Path) -> Site:
    """Read a listing as a build does; write what the search loads, and papers.jsonl."""
    order = pipeline.Order(ROOT, listing, folder)
    catalogue = pipeline.read_corpus(order, QuietReporter()).catalogue
    seconds = write_search(catalogue, folder)
    with (folder / "papers.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(records.render_papers(catalogue))
    return Site(folder, len(catalogue.entries), seconds)


def write_search(catalogue: Catalogue, folder: Path) -> float:
    """Write what the search loads; return the seconds it took the processor to make it."""
    files = list_search_files(catalogue)
    made: set[Path] = set()
    seconds = 0.0
    while True:
        began = time.process_time()
        file = next(files, None)
        seconds += time.process_time() - began
        if file is None:
            return seconds
        path = folder / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True)
            made.add(path.parent)
        path.write_bytes(file.content)


def list_search_files(catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield what the search of these papers loads."""
    return build_search(catalogue, make_scripts())


def make_scripts() -> Scripts:
    """Return the scripts of the checkout."""
    own = load_scripts(ROOT / "docs" / "assets" / "search")
    return Scripts(own, engine.load_lunr())


def read_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that the search of a site loads: its name there, its content."""
    folder = site / DATA
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def sort_file(name: str) -> Literal["index", "papers", "scripts"]:
    """Tell what a file of the search is for: to find, to show, or code of fixed size."""
    if name.startswith("documents/"):
        return "papers"
    return "index" if name.startswith(_INDEX) else "scripts"


def ask(site: Site, queries: Sequence[Query], folder: Path) -> Answers:
    """Return what a site's own scripts find.

    Args:
        site: the site.
        queries: what readers type.
        folder: for files that are of no further use.

    Raises:
        BenchmarkError: the scripts do not run.
    """
    rankings: dict[int, tuple[str, ...]] = {}
    times: dict[int, float] = {}
    for depth in sorted({query.depth for query in queries}):
        texts = {
            n: query.text for n, query in enumerate(queries) if query.depth == depth
        }
        run, taken = _run_queries(site.folder, texts, folder, depth)
        rankings |= {n: tuple(run.get(str(n), ())) for n in texts}
        times |= dict(zip(texts, taken, strict=True))
    places = range(len(queries))
    return Answers(
        tuple(rankings[n] for n in places),
        tuple(times[n] for n in places),
        site.seconds,
        site.size,
    )


def _run_queries(
    site: Path, texts: Mapping[int, str], folder: Path, depth: int
) -> tuple[dict[str, list[str]], list[float]]:
    """Return the ranking of each text that found something, and milliseconds of each."""
    asked, times = folder / "queries.jsonl", folder / "times"
    write_objects(asked, ({"_id": str(n), "text": text} for n, text in texts.items()))
    script = ROOT / "benchmarks" / "search.mjs"
    command = ["node", script, site, asked, "--limit", depth, "--times", times]
    done = subprocess.run(
        [*map(str, command)], capture_output=True, encoding="utf-8", check=False
    )
    print(done.stderr, end="", file=sys.stderr)
    # 1 is that a query failed: it has found nothing, and has said so.
    if done.returncode not in {0, 1}:
        raise BenchmarkError(f"{script.name} ended with {done.returncode}")
    taken = [float(line) for line in times.read_text().splitlines()]
    return read_run(done.stdout.splitlines()), taken
