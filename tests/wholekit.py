"""A site with everything that pages can show: the samples and an invented listing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator import pipeline
from generator.models import PartialDate
from generator.progress import QuietReporter
from tests.invented import make_abstract, make_words
from tests.projectkit import find_samples, make_project, write_corpus
from tests.searchkit import HOSTILE

ADDRESS = "https://example.org/digest/"
PAPERS = 60
"""More than a page of a list holds, so that a topic has a second one."""
CHANGED = 20
"""Papers of a month enough to tell what rises and falls."""
WRITERS = ("Okafor, Ada", "Łukasz Østby", "An Wu", "Bo Li")
# What the first build had: of its papers one is gone now, and one was without a title.
FORMER: tuple[dict[str, object], ...] = (
    {"id": "old1", "title": "A paper that is gone", "abstract": make_abstract("gone")},
    {"id": "g1", "abstract": make_abstract(1), "date": "2022-02-02"},
    {"id": "g2", "title": "Quantization, as it was called", "date": "2022-01"},
)


@cache
def build_whole_site(base: Path) -> Path:
    """Build the site below a folder, a second time, so that it has changes; return it.

    Args:
        base: the folder of the test session, for which it is built once.
    """
    folder = base / "whole"
    corpus = shutil.copytree(find_samples(), folder / "corpus")
    setting = "repository: https://github.com/example/digest\n"
    (corpus / "site.yml").write_text(setting, encoding="utf-8")
    former = write_corpus(folder / "former")
    write_records(former, FORMER)
    write_records(corpus, make_records())
    project = make_project(folder)
    for listings, day in ((former, 1), (corpus, 2)):
        date = PartialDate(2026, 11, day)
        order = pipeline.Order(project, listings, folder / "site", ADDRESS, date=date)
        pipeline.build(order, QuietReporter())
    return folder / "site"


def write_records(corpus: Path, records: Iterable[dict[str, object]]) -> None:
    """Write the invented listing of a corpus."""
    lines = "\n".join(map(json.dumps, records))
    (corpus / "invented.jsonl").write_text(lines, encoding="utf-8")


def make_records() -> Iterator[dict[str, object]]:
    """Yield records with everything that pages show."""
    yield {
        "id": "2411.01234",
        "title": "KiteNet: the quantization of winds in $O(n^{1/2})$ and $\\mathbb{R}^d$",
        "abstract": f"We quantize \\textbf{{wind}} into $x_1$. {make_abstract('kite')}",
        "authors": [*WRITERS, *(f"Author Number{n}" for n in range(20))],
        "organization": "Institute of Wind",
        "date": "2024-11-27",
        "url": "https://github.com/example/kitenet",
        "venue": "Proceedings of Wind 2024",
        "doi": "10.1000/kite.1",
        "comment": "12 pages, 3 figures",
        "categories": ["cs.LG", "cs.CL"],
    }
    yield {
        "id": "x1",
        "abstract": "We measure how cold the moon is. Kites are quantized.",
    }
    yield {
        "id": "x2",
        "title": HOSTILE,
        "authors": [HOSTILE],
        "abstract": "<b>Bold</b>.",
    }
    for number in range(PAPERS):
        name = " ".join(make_words(f"paper {number}", 6))
        yield {
            "id": f"g{number}",
            "title": f"Quantization of {name}",
            "abstract": make_abstract(number),
            "authors": [*WRITERS[: 1 + number % 3], f"Writer Number{number}"],
            "organization": ("Institute of Wind", "Kite Works")[number % 2],
            "date": f"{2021 + number % 4}-{1 + number % 12:02}-{1 + number % 28:02}",
        }
    yield from make_changes()


def make_changes() -> Iterator[dict[str, object]]:
    """Yield papers of two months, of which one has what the other has not."""
    for number in range(CHANGED * 2):
        subject = ("Oil lamps", "Tin whistles")[number // CHANGED]
        yield {
            "id": f"c{number}",
            "title": f"{subject}: {' '.join(make_words(f'changed {number}', 3))}",
            "abstract": make_abstract(f"changed {number}", 3),
            "date": ("2019-11", "2020-02")[number // CHANGED],
        }
