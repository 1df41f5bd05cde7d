"""What a browser fetched of a site's search, weighed as gzip -6 packs it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sites import DATA, sort_file
from tables import pack

TEN = 10


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a first query made a browser fetch, in bytes, packed."""

    requests: int
    scripts: int
    """Of the search, whatever is asked."""
    index: int
    papers: int
    """What the first ten results show."""
    others: int
    """What the other results on the page show."""
    counts: int
    """Postings of the filters, loaded for their counts once all results are shown."""

    @property
    def ten(self) -> int:
        """Return what a query with ten results takes."""
        return self.scripts + self.index + self.papers


def count_bytes(site: Path, address: str, asked: Sequence[str]) -> int:
    """Return what the files of the search among the requests weigh."""
    return sum(weigh(site / DATA / name) for name in list_files(address, asked))


def list_files(address: str, asked: Sequence[str]) -> list[str]:
    """Return the files of the search among the requests, by their names in its folder."""
    folder = f"{urlsplit(address).path}{DATA.as_posix()}/"
    paths = [unquote(urlsplit(url).path) for url in asked]
    return [path.removeprefix(folder) for path in paths if path.startswith(folder)]


def sort_out(site: Path, files: Sequence[str], results: Sequence[str]) -> Fetched:
    """Return what the requested files weigh, by what they are for.

    Args:
        site: the site that they are of.
        files: names in the folder of the search.
        results: paths of the papers that were found, best first.
    """
    first = {Path(unquote(path)).stem for path in results[:TEN]}
    sizes: Counter[str] = Counter()
    for name in files:
        kind: str = "counts" if name == "facets.js" else sort_file(name)
        if kind == "papers" and not first & list_slugs(site / DATA / name):
            kind = "others"
        sizes[kind] += weigh(site / DATA / name)
    return Fetched(
        requests=len(files),
        scripts=sizes["scripts"],
        index=sizes["index"],
        papers=sizes["papers"],
        others=sizes["others"],
        counts=sizes["counts"],
    )


def list_slugs(path: Path) -> set[str]:
    """Return the slugs of the papers that a file shows: its call is JSON inside."""
    script = path.read_text(encoding="utf-8")
    _, papers = json.loads(f"[{script[script.index('(') + 1 : script.rindex(')')]}]")
    return {paper[0] for paper in papers}


@cache
def weigh(path: Path) -> int:
    """Return the bytes of a file as gzip -6 packs it."""
    return pack(path.read_bytes())
