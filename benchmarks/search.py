"""Measure the search of built sites: relevance, known items, bytes, time and memory.

`python benchmarks/search.py [--data ../shared/data] [--papers N]` builds sites of two
collections with relevance judgements and of the first N arXiv papers into a temporary
folder, searches them with `search.mjs`, the scripts of the browser under Node, and
prints tables. Needs Node 18 or newer.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build import cut_corpus
from measures import (
    Paper,
    average_precision,
    choose_names,
    choose_title_words,
    keep_judged,
    mean,
    ndcg,
    read_judgements,
    read_run,
    recall,
    reciprocal_rank,
)

ROOT = Path(__file__).resolve().parent.parent
DEPTH = 1000
"""Results that a ranking is judged by; MAP takes in all of them."""
POOLED = frozenset({"csfcube"})
"""Collections in which only some documents were judged for each query."""
RELEVANCE = ("nDCG@10", "MAP", "Recall@100")


class BenchmarkError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and what building it took."""

    folder: Path
    papers: int
    seconds: int
    memory: int
    """The most that one process of the build held at a time, in megabytes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 well, 2 cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--papers", type=int, default=5000)
    arguments = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as name:
            measure(arguments.data.resolve(), arguments.papers, Path(name))
    except (BenchmarkError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def measure(data: Path, count: int, folder: Path) -> None:
    """Build, search and print everything."""
    if not shutil.which("node"):
        raise BenchmarkError("needs Node 18 or newer, as `node` on the PATH")
    corpus = cut_corpus(data / "arxiv-65k.jsonl.gz", count, folder)
    project = make_project(folder)
    sites = []
    rows: list[tuple[object, ...]] = []
    for collection in (data / "ir" / "cacm", data / "ir" / "csfcube"):
        listing = collection / "docs.jsonl"
        sites.append(build_site(listing, project, folder / collection.name))
        rows.append((collection.name, *judge(sites[-1].folder, collection, folder)))
    sites.append(build_site(corpus, project, folder / "arxiv"))
    means = [mean(column) for column in zip(*(row[2:] for row in rows), strict=True)]
    rows.append(("mean", "", *means))
    print_table(("collection", "queries", *RELEVANCE), rows)
    papers = [Paper(str(p["id"]), str(p["title"])) for p in read_objects(corpus)]
    found = look_up(sites[-1].folder, papers, folder)
    print_table(("known items", "looked for", "figure"), found)
    print_table(
        ("site", "files of the search", "files", "bytes", "gzip", "gzip a paper"),
        [row for site in sites for row in weigh(site)],
    )
    built = [(s.folder.name, s.papers, s.seconds, s.memory) for s in sites]
    print_table(("site", "papers", "whole build, s", "peak memory, MB"), built)


def make_project(folder: Path) -> Path:
    """Copy what a build needs of the checkout, so that its docs/ is left alone."""
    project = folder / "project"
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "corpus").mkdir()
    shutil.copy(ROOT / "corpus" / "topics.yml", project / "corpus")
    run_generator("clean", "--root", str(project))
    return project


def build_site(listing: Path, project: Path, folder: Path) -> Site:
    """Build a listing as `make site` does."""
    print(f"Building {folder.name} …", file=sys.stderr)
    command = ["build", "--root", project, "--corpus", listing, "--site", folder]
    began = time.monotonic()
    memory = run_generator(*map(str, command))
    seconds = time.monotonic() - began
    papers = sum(1 for _ in read_objects(folder / "papers.jsonl"))
    return Site(folder, papers, round(seconds), round(memory))


def run_generator(*arguments: str) -> float:
    """Run the generator; return the peak memory of its largest process in megabytes."""
    command = [sys.executable, "-m", "generator", *arguments]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise BenchmarkError(said.read().decode(errors="replace"))
    return usage.ru_maxrss / 1024


def search(
    site: Path, texts: Sequence[str], folder: Path, depth: int
) -> list[list[str]]:
    """Return what the site's search finds for each text, best first."""
    print(f"Searching {site.name}: {len(texts):,} queries …", file=sys.stderr)
    asked = folder / "queries.jsonl"
    lines = [json.dumps({"_id": str(n), "text": text}) for n, text in enumerate(texts)]
    asked.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    script = ROOT / "benchmarks" / "search.mjs"
    command = ["node", str(script), str(site), str(asked), "--limit", str(depth)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    print(done.stderr, end="", file=sys.stderr)
    # 1 is that a query failed: it has found nothing, and has said so.
    if done.returncode not in {0, 1}:
        raise BenchmarkError(f"{script.name} ended with {done.returncode}")
    rankings = read_run(done.stdout.splitlines())
    return [rankings.get(str(number), []) for number in range(len(texts))]


def judge(site: Path, collection: Path, folder: Path) -> tuple[int | float, ...]:
    """Return the number of judged queries, and the mean of each measure over them.

    Where documents were judged for each query from a pool of its own, the order within
    the pool is measured; recall is that of the whole ranking, because 100 documents
    are most of a pool. A query that is a paper is asked by its title.
    """
    table = collection.joinpath("qrels.tsv").read_text(encoding="utf-8")
    judgements = read_judgements(table.splitlines())
    queries = {
        str(query["_id"]): str(query.get("title") or query["text"])
        for query in read_objects(collection / "queries.jsonl")
        if query["_id"] in judgements
    }
    grades = [judgements[query] for query in queries]
    rankings = search(site, list(queries.values()), folder, DEPTH)
    within = rankings
    if collection.name in POOLED:
        within = list(map(keep_judged, rankings, grades))
    return (
        len(queries),
        mean(map(ndcg, within, grades)),
        mean(map(average_precision, within, grades)),
        mean(map(recall, rankings, grades)),
    )


def look_up(
    site: Path, papers: Sequence[Paper], folder: Path
) -> Iterator[tuple[object, ...]]:
    """Yield a row for each way to look for a paper that one knows."""
    ways = (
        ("three words of a title, MRR@10", choose_title_words(papers, 300), 10),
        ("method name split or joined, MRR", choose_names(papers, 200), DEPTH),
    )
    for label, items, depth in ways:
        rankings = search(site, [item.text for item in items], folder, depth)
        ranks = [
            reciprocal_rank(ranking, item.wanted, depth)
            for ranking, item in zip(rankings, items, strict=True)
        ]
        yield label, len(items), mean(ranks)
    titles = {paper.id: paper.title for paper in papers}
    first = search(site, [paper.title for paper in papers], folder, 1)
    # Two papers may have one title; then either may be first.
    missed = [
        paper
        for paper, ranking in zip(papers, first, strict=True)
        if [titles.get(found) for found in ranking] != [paper.title]
    ]
    yield "pasted titles whose paper is first", len(papers), len(papers) - len(missed)
    for paper in missed[:20]:
        print(f"not first: {paper.id} {paper.title}", file=sys.stderr)


def weigh(site: Site) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Yield a row for each folder of the search: files, bytes as they are and in gzip."""
    folders: defaultdict[str, list[bytes]] = defaultdict(list)
    for path in sorted(site.folder.joinpath("assets", "search").rglob("*")):
        if path.is_file():
            folder = path.parent.relative_to(site.folder).as_posix()
            folders[folder].append(path.read_bytes())
    for folder, contents in sorted(folders.items()):
        size = sum(map(len, contents))
        packed = sum(len(gzip.compress(each, 6, mtime=0)) for each in contents)
        a_paper = round(packed / site.papers)
        yield site.folder.name, folder, len(contents), size, packed, a_paper


def read_objects(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table; figures with a fraction get three digits of it."""
    cells = [[_show(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    for line in (head, ["-" * width for width in widths], *cells):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print(f"| {' | '.join(padded)} |")
    print(flush=True)


def _show(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.exit(main())
