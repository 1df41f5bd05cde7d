"""Measure the search and other libraries: relevance, known items, bytes, times.

`python benchmarks/search.py [--peers [FOLDER]] [--site SITE] [--index N …]` makes sites
of the search alone for every collection below `data/ir` and for the first arXiv papers,
and searches them with `search.mjs`, the scripts of the browser under Node. `--peers`
does the same with other libraries, installed into a folder that is kept, or else into a
temporary one. `--index` adds what `index.py` prints, `--site` what `browser.py` does.
Needs Node 18 or newer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import index
from build import ROOT, cut_corpus
from knownitems import compare_known_items
from relevance import compare_relevance, read_collections
from sites import BenchmarkError
from systems import list_systems


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 well, 2 cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--papers", type=int, default=10_000, help="known items among")
    parser.add_argument("--peers", type=Path, nargs="?", const=Path(), metavar="FOLDER")
    parser.add_argument("--index", type=int, nargs="*", metavar="N")
    parser.add_argument("--site", type=Path, help="a built site, for the browser")
    arguments = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as name:
            measure(arguments, Path(name))
    except (BenchmarkError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def measure(arguments: argparse.Namespace, folder: Path) -> None:
    """Measure and print everything that is asked for."""
    if not shutil.which("node"):
        raise BenchmarkError("needs Node 18 or newer, as `node` on the PATH")
    data = arguments.data.resolve()
    corpus = cut_corpus(data / "arxiv-65k.jsonl.gz", arguments.papers, folder)
    systems = list_systems(arguments.peers, folder)
    collections = [*read_collections(data / "ir")]
    compare_relevance(collections, systems)
    compare_known_items(corpus, systems)
    if arguments.index is not None:
        sizes = arguments.index or index.SIZES
        index.measure(data / "arxiv-65k.jsonl.gz", sizes, index.ADDED, folder)
    if arguments.site:
        # It needs a browser and its driver, which the rest does not.
        import browser  # noqa: PLC0415

        browser.measure(arguments.site, browser.QUERIES)


if __name__ == "__main__":
    sys.exit(main())
