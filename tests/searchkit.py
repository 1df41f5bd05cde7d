"""A small invented site with everything that the search has, for tests in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import pipeline
from generator.progress import QuietReporter
from tests.browserkit import serve
from tests.invented import make_abstract, make_words
from tests.projectkit import make_project, write_corpus

PREFIX = "/digest/"
DATA = "assets/search/data/"
GRIDS = 55
"""Papers on grids; one in each month from January 2001 on, in turn through twelve years."""
TOPICS = """\
- slug: kites
  title: Kites and wind
  description: Things that fly.
  strong: [kite, wind, steer*]
- slug: grids
  title: Grids
  description: Regular things.
  strong: [grid, lattice]
"""
HOSTILE = "<img src=x onerror=alert(1)> </script><script>alert(2)</script>"
SPECIAL: tuple[dict[str, object], ...] = (
    {
        "id": "2411.01234",
        "title": "KiteNet: Learning to steer - a survey",
        "abstract": "We translate wind into steering. " * 12
        + "Alexey's translations of gusts are delayed. "
        + "Nothing more is said. " * 20
        + "At last the harbour is reached.",
        "authors": ["Okafor, Ada", "Łukasz Østby", "An Wu", "Bo Li", "Cy Ray"],
        "date": "2024-11-27",
        "url": "https://github.com/example/kitenet",
        "venue": "Wind 2024",
    },
    {
        "id": "2311.00002",
        "title": "MoE-Pruner: state-of-the-art kites with GPT-3.5",
        "abstract": "A transformer of kites that prunes experts.",
        "date": "2023-11",
    },
    {"id": "x3", "abstract": "We measure how cold the moon is. Kites are not used."},
    {"id": "x4", "title": HOSTILE,
     "abstract": "<b>Bold</b> & brave: \u2028 javascript:alert(3) hostility."},
)  # fmt: skip
# A listing in another layout gives the papers a second source.
ARXIV = """\
Of lanterns and their keepers we report what forty years of letters say and what they do not say about the price of grib, an oil.

arXiv:2201.00009
Created: 2022-01-05
"""


def make_grid(number: int) -> dict[str, object]:
    """Return a record of a paper on grids, unlike the others."""
    name = " ".join(make_words(f"grid {number}", 6))
    return {
        "id": f"g{number}",
        "title": f"Grid {name}",
        "abstract": make_abstract(number),
        "date": f"{2001 + number % 12}-{1 + number % 12:02}",
    }


def write_papers(folder: Path, grids: int = GRIDS) -> Path:
    """Write the invented papers, in two layouts, and their topics."""
    records = [*SPECIAL, *map(make_grid, range(grids))]
    lines = "\n".join(map(json.dumps, records))
    corpus = write_corpus(folder, lanterns=ARXIV)
    (corpus / "papers.jsonl").write_text(lines, encoding="utf-8")
    (corpus / "topics.yml").write_text(TOPICS, encoding="utf-8")
    return corpus


def build_site(folder: Path, corpus: Path | None = None) -> Path:
    """Build the site of a corpus, or of the invented papers; return where it is."""
    corpus = corpus or write_papers(folder / "corpus")
    project = make_project(folder)
    address = f"https://example.org{PREFIX}"
    order = pipeline.Order(project, corpus, folder / "site", address)
    pipeline.build(order, QuietReporter())
    return folder / "site"


@contextmanager
def reach(site: Path, way: str) -> Iterator[str]:
    """Give the address of a site, over `http` below a sub-path or from a disk."""
    if way == "http":
        with serve(site, PREFIX) as base:
            yield base
    else:
        yield site.as_uri() + "/"


def list_data(addresses: list[str]) -> list[str]:
    """Return the names of the files of the search among addresses, in their order."""
    return [
        address.split(DATA)[1].split("?")[0].removesuffix(".js")
        for address in addresses
        if DATA in address
    ]
