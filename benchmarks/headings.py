"""How often a heading made from an abstract has the name that the authors' title has.

`python benchmarks/headings.py PAPERS.jsonl.gz [--papers N] [--show N]` takes of the last N
papers those whose title begins with a name, as "KiteNet: …", that their abstract has too.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from build import ROOT
from tables import print_table, read_objects

sys.path.insert(0, str(ROOT))

from generator.latex import plain
from generator.understanding.headings import make_heading

_NAMED = re.compile(r"([A-Za-z][\w+-]*[A-Z0-9][\w+-]*): ")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the shares, and some headings to be read; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args(argv)
    papers = [
        (plain(str(each.get("title") or "")), plain(str(each.get("abstract") or "")))
        for each in [*read_objects(given.corpus)][-given.papers :]
    ]
    print_table(
        ("titles with a name", "it is in the heading", "it begins it"), [rate(papers)]
    )
    ranked = sorted(papers, key=lambda each: hashlib.sha256(each[0].encode()).digest())
    for title, text in ranked[: given.show]:
        print(f"{make_heading(text)}\n    {title}")
    return 0


def rate(papers: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    """Return how many papers are named, and of how many the heading has the name."""
    named = has = begins = 0
    for title, text in papers:
        found = _NAMED.match(title)
        if not found or not _find(found[1], text):
            continue
        heading = make_heading(text)
        named += 1
        has += _find(found[1], heading)
        begins += heading.startswith(found[1])
    return f"{named:,}", f"{has / max(named, 1):.3f}", f"{begins / max(named, 1):.3f}"


def _find(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", text))


if __name__ == "__main__":
    sys.exit(main())
