"""JSON Lines in, Markdown tables out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path


def read_objects(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON Lines file, gzip or not."""
    with (gzip.open if path.suffix == ".gz" else open)(
        path, "rt", encoding="utf-8"
    ) as f:
        yield from map(json.loads, filter(str.strip, f))


def write_objects(path: Path, objects: Iterable[Mapping[str, object]]) -> None:
    """Write objects as JSON Lines."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in objects)


def pack(content: bytes) -> int:
    """Return the size of a content as gzip -6 packs it, as most web servers do."""
    return len(gzip.compress(content, 6, mtime=0))


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
        return f"{value:.3f}".removeprefix("0")
    return f"{value:,}" if isinstance(value, int) else str(value)
