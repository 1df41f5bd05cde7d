"""Build a corpus as `make site` does and print what it took: seconds, memory, bytes.

`python benchmarks/build.py CORPUS [--papers N]` builds into a temporary folder. With
`--papers`, only the first N lines of a JSON Lines corpus are built.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the benchmark; return the exit code of the build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=ROOT) as name:
        folder = Path(name)
        corpus = cut_corpus(arguments.corpus.resolve(), arguments.papers, folder)
        site = folder / "site"
        command = [sys.executable, "-m", "generator", "build"]
        command += ["--corpus", str(corpus), "--site", str(site)]
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        seconds = time.monotonic() - began
        if code == 0:
            print_figures(site, seconds)
    return code


def cut_corpus(corpus: Path, papers: int | None, folder: Path) -> Path:
    """Return the corpus, or a copy of the first lines of a gzip JSON Lines file."""
    if papers is None:
        return corpus
    cut = folder / "cut.jsonl"
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        text = "".join(itertools.islice(lines, papers))
    cut.write_text(text, encoding="utf-8")
    return cut


def print_figures(site: Path, seconds: float) -> None:
    """Print time, processor time, peak memory, and the site by folder."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            parts = path.relative_to(site).parts
            place = parts[0] if len(parts) > 1 else "(top)"
            if parts[:2] == ("assets", "search"):
                place = "assets/search"
            sizes[place] += path.stat().st_size
            counts[place] += 1
    print(f"{seconds:.0f} s, {usage.ru_utime + usage.ru_stime:.0f} s of processor time")
    print(f"{usage.ru_maxrss / 1024:,.0f} MB peak memory of the largest process")
    print(f"{sum(sizes.values()) / 1e6:,.1f} MB in {sum(counts.values()):,} files")
    for place, size in sizes.most_common():
        print(f"  {place:15} {size / 1e6:9,.1f} MB {counts[place]:9,} files")


if __name__ == "__main__":
    sys.exit(main())
