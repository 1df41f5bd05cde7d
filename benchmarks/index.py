"""Measure the making of the index alone: time, memory, bytes, and what a paper changes.

`python benchmarks/index.py [CORPUS] [--papers N …] [--added N …]` takes the first papers
of a JSON Lines corpus as plain records, unmerged, makes the index of them in a process
with one thread for arithmetic, and again without the newest ones.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build import ROOT, cut_corpus
from sites import BenchmarkError, read_files, sort_file, write_search
from tables import pack, print_table

from generator.catalogue import build_catalogue
from generator.config import load_config
from generator.listings import find_listings, read_listing
from generator.models import FIELDS, Catalogue, Paper, SourceRecord
from generator.understanding.phrases import compile_rules
from generator.understanding.topics import judge_papers

SIZES = (130, 1_000, 10_000, 65_525)
ADDED = (1, 50)


@dataclass(frozen=True, slots=True)
class Making:
    """What making an index took."""

    papers: int
    seconds: float
    """Of the processor."""
    before: float
    """Megabytes of memory at the most, before: the papers themselves."""
    peak: float
    """The same, afterwards."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 well, 2 cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    corpus = ROOT.parent / "shared" / "data" / "arxiv-65k.jsonl.gz"
    parser.add_argument("corpus", type=Path, nargs="?", default=corpus)
    parser.add_argument("--papers", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--added", type=int, nargs="*", default=ADDED, metavar="N")
    arguments = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as name:
            corpus = arguments.corpus.resolve()
            measure(corpus, arguments.papers, arguments.added, Path(name))
    except (BenchmarkError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def measure(
    corpus: Path, sizes: Sequence[int], added: Sequence[int], folder: Path
) -> None:
    """Make indexes of the first papers of a corpus and print what that took."""
    made: list[tuple[object, ...]] = []
    parts: list[tuple[object, ...]] = []
    changed: list[tuple[object, ...]] = []
    for size in sizes:
        print(f"Making the index of {size:,} papers …", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=folder) as name:
            place = Path(name)
            listing = cut_corpus(corpus, size, place)
            making = make_apart(listing, place, added)
            made.append(describe(making, place / "0"))
            parts += weigh(making.papers, place / "0")
            changed += [
                (making.papers, number, *row)
                for number in added
                for row in compare(place / str(number), place / "0")
            ]
    print_table(
        ("papers", "papers a second", "peak memory, MB", "of it the papers", "files",
         "largest, gzip", "index, gzip, a paper", "what results show"), made,
    )  # fmt: skip
    print_table(("papers", "part", "files", "bytes", "gzip", "gzip a paper"), parts)
    print_table(
        ("papers", "of them added", "part", "files changed", "of", "gzip of these"),
        changed,
    )


def make_apart(listing: Path, folder: Path, added: Sequence[int]) -> Making:
    """Make the index of a listing in a process of its own, into `folder/0`.

    The index without so many of the newest papers goes into a folder of that number.
    """
    command = [sys.executable, __file__, "--apart", listing, folder, *added]
    # Libraries for arithmetic would take every core.
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(
        [*map(str, command)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | single,
    )
    if done.returncode:
        raise BenchmarkError(done.stderr)
    return Making(**json.loads(done.stdout))


def make_here(listing: Path, folder: Path, added: Sequence[int]) -> Making:
    """Do that in this process, whose memory was never larger before."""
    catalogue = read_plainly(listing)
    before = _measure_memory()
    seconds = write_search(catalogue, folder / "0")
    peak = _measure_memory()
    for number in added:
        older = replace(catalogue, entries=catalogue.entries[number:])
        write_search(older, folder / str(number))
    return Making(len(catalogue.entries), seconds, before, peak)


def _measure_memory() -> float:
    """Return the most memory that this process held so far, in megabytes.

    From Linux's own account where there is one: the figure of getrusage may be that of
    the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        match = re.search(r"^VmHWM:\s*([0-9]+) kB$", status.read_text(), re.MULTILINE)
        if match:
            return int(match[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_plainly(listing: Path) -> Catalogue:
    """Return the papers of a listing, one a record: what merging takes is not measured."""
    config = load_config(listing, ROOT / "corpus" / "topics.yml")
    rules = compile_rules(config.topics)
    (file,) = find_listings(listing)
    read, _ = read_listing(file, None)
    papers = tuple(map(_make_paper, read.listing.records)) if read else ()
    judged = list(zip(papers, judge_papers(papers, rules), strict=True))
    return build_catalogue(judged, config.topics, ())


def _make_paper(record: SourceRecord) -> Paper:
    facts = {name: getattr(record, name) for name in FIELDS}
    return Paper(**facts, origins=(record.origin,), provenance=())


def describe(making: Making, site: Path) -> tuple[object, ...]:
    """Return a row: how fast, how much memory, and how large the index is."""
    sizes = {name: pack(content) for name, content in read_files(site)}
    kinds: Counter[str] = Counter()
    for name, size in sizes.items():
        kinds[sort_file(name)] += size
    data = [name for name in sizes if sort_file(name) != "scripts"]
    largest = max(data, key=lambda name: (sizes[name], name))
    return (
        making.papers,
        round(making.papers / making.seconds),
        round(making.peak),
        round(making.before),
        len(sizes),
        f"{largest}, {sizes[largest]:,}",
        round(kinds["index"] / making.papers),
        round(kinds["papers"] / making.papers),
    )


def weigh(papers: int, site: Path) -> Iterator[tuple[object, ...]]:
    """Yield a row for each part of what the search loads: a folder, or a file."""
    sizes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, content in read_files(site):
        sizes[_name_part(name)].append((len(content), pack(content)))
    for part, each in sorted(sizes.items()):
        size, packed = (sum(column) for column in zip(*each, strict=True))
        yield papers, part, len(each), size, packed, round(packed / papers)


def compare(old: Path, new: Path) -> Iterator[tuple[object, ...]]:
    """Yield a row for each part: how many of its files are new or changed, their bytes."""
    before = dict(read_files(old))
    counts: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for name, content in read_files(new):
        part = _name_part(name)
        counts[part] += 1
        if before.get(name) != content:
            changed[part] += 1
            sizes[part] += pack(content)
    for part in sorted(part for part in counts if sort_file(part) != "scripts"):
        yield part, changed[part], counts[part], sizes[part]


def _name_part(name: str) -> str:
    return name[: name.find("/") + 1] or name


if __name__ == "__main__":
    if sys.argv[1:2] == ["--apart"]:
        place, target, *numbers = sys.argv[2:]
        making = make_here(Path(place), Path(target), tuple(map(int, numbers)))
        print(json.dumps({name: getattr(making, name) for name in Making.__slots__}))
    else:
        sys.exit(main())
