"""Measure what the site makes of papers: topics, digests, related papers, trends.

`python benchmarks/understanding.py [--data ../shared/data]` prints the tables of all
scripts below, one after the other; the last three take some minutes each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build import ROOT

PARTS = (
    ("topicscore.py", ("--data",), ""),
    ("owntopics.py", ("--data",), ""),
    ("digests.py", (), "scitldr"),
    ("relatedness.py", (), ""),
    ("headings.py", (), "arxiv-65k.jsonl.gz"),
    ("topicfolds.py", ("--data",), ""),
    ("trends.py", ("--shuffled", "3"), "arxiv-65k.jsonl.gz"),
    ("cost.py", (), "arxiv-65k.jsonl.gz"),
)
"""Scripts, the options before their data, and what these are in the folder of data."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run each part; return the first exit code that is not 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data: Path = parser.parse_args(argv).data.resolve()
    for script, options, folder in PARTS:
        path = Path(__file__).with_name(script)
        command = [sys.executable, str(path), *options, str(data / folder)]
        code = subprocess.run(command, check=False, cwd=ROOT).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
