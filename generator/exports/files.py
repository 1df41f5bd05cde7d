"""Static data: what programs may load, with its checksums."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator

from generator.exports.api import MOST_SMALL, Api
from generator.exports.bibtex import format_bibtex
from generator.exports.citation import make_citation
from generator.exports.context import Context
from generator.exports.records import Json, render_papers
from generator.exports.spreadsheet import render_csv
from generator.models import OutputFile

CHECKSUMS = "SHA256SUMS"
_LEVEL = 6
"""Of gzip: the highest takes three times as long for one part in a hundred."""


def render_data_files(context: Context) -> Iterator[OutputFile]:
    """Yield papers.jsonl, papers.bib, papers.csv, what is below `api/`, and checksums.

    The three are packed; a small collection has them as they are, too.
    """
    sums: dict[str, str] = {}
    listed: list[Json] = []
    api = Api(context)
    for file in _render_all(context, api):
        sums[file.path] = hashlib.sha256(file.content).hexdigest()
        if not file.path.startswith("api/papers/"):
            size = len(file.content)
            listed.append({"path": file.path, "bytes": size, "sha256": sums[file.path]})
        yield file
    index = api.describe(listed)
    sums[index.path] = hashlib.sha256(index.content).hexdigest()
    yield index
    lines = [f"{digest}  {path}\n" for path, digest in sorted(sums.items())]
    yield OutputFile(CHECKSUMS, "".join(lines).encode())


def _render_all(context: Context, api: Api) -> Iterator[OutputFile]:
    catalogue = context.catalogue
    citations = [make_citation(entry, context.site_url) for entry in catalogue.entries]
    dumps: tuple[tuple[str, Iterable[str]], ...] = (
        ("papers.jsonl", render_papers(catalogue)),
        ("papers.bib", format_bibtex(citations)),
        ("papers.csv", render_csv(catalogue)),
    )
    for path, lines in dumps:
        if len(catalogue.entries) <= MOST_SMALL:
            content = "".join(lines).encode()
            yield OutputFile(path, content)
            yield OutputFile(f"{path}.gz", pack([content]))
        else:
            yield OutputFile(f"{path}.gz", pack(line.encode() for line in lines))
    yield from api.render()


def pack(parts: Iterable[bytes]) -> bytes:
    """Return the parts joined and packed, the same bytes for the same parts."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as file:
        for part in parts:
            file.write(part)
    return packed.getvalue()
