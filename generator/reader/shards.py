"""Citation records and keys of all papers, in files of a fixed number of papers.

A page loads only those that it needs: the file with a paper's key says its number, and
the number says which file holds its record. `docs/assets/js/lookup.js` reads both.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.exports.citation import (
    JOURNAL,
    PREPRINT,
    PROCEEDINGS,
    Citation,
    choose_kind,
    make_citation,
)
from generator.exports.context import Context
from generator.keys import choose_shard, name_id
from generator.models import Catalogue, Entry, OutputFile, PaperId, PartialDate
from generator.reader.data import make_token, render_data
from generator.reader.news import render_news
from generator.reader.related import render_related
from generator.text import format_runs

CHUNK = 128
"""Records in a file: a page of results touches few of them, and one has 30 kB."""
KEYS_IN_A_SHARD = 1000
_VERSION_LENGTH = 16
_KINDS = (PROCEEDINGS, JOURNAL, PREPRINT)
"""Of papers whose kind does not follow from their identifiers; `names.js` has them too."""


def render_shards(context: Context) -> Iterator[OutputFile]:
    """Yield `assets/data/index.js`, and what is below `cite/`, `keys/`, `listings/`, `related/`."""
    digest = hashlib.sha256()
    entries = _number(context.catalogue)
    shards = share_keys(entries)
    for file in _render_all(context, entries, shards):
        digest.update(file.path.encode() + b"\0" + file.content)
        yield file
    # They are loaded by the same version.
    for file in render_news(context):
        digest.update(file.content)
    version = digest.hexdigest()[:_VERSION_LENGTH]
    index = describe_index(context, version, len(shards))
    yield render_data("index", index, make_token(context))


def _number(catalogue: Catalogue) -> Sequence[Entry]:
    """Return the entries in the order of their numbers: as the search counts them."""
    return catalogue.entries[::-1]


def _render_all(
    context: Context, entries: Sequence[Entry], shards: Sequence[Mapping[str, int]]
) -> Iterator[OutputFile]:
    token = make_token(context)
    for start in range(0, len(entries), CHUNK):
        chunk = [
            pack_record(entry, make_citation(entry, context.site_url))
            for entry in entries[start : start + CHUNK]
        ]
        yield render_data(f"cite/{start // CHUNK}", chunk, token)
    for number, shard in enumerate(shards):
        yield render_data(f"keys/{number}", shard, token)
    yield from _render_listings(context, entries)
    yield from render_related(context)


def pack_record(entry: Entry, citation: Citation) -> list[object]:
    """Return what a browser has to know of a paper to list and to cite it.

    Left out is what follows from the rest: an identifier that is the key itself, and
    empty parts at the end.
    """
    ids = {
        kind: value
        for kind, value in citation.ids
        if name_id(PaperId(kind, value)) != entry.key
    }
    record: list[object] = [
        entry.key,
        entry.slug,
        citation.title,
        list(citation.written),
        str(citation.date or ""),
        citation.venue,
        ids or 0,
        citation.category,
        int(citation.has_more_authors) + 2 * _number_kind(citation),
    ]
    while record[-1] in ("", 0):
        record.pop()
    return record


def _number_kind(citation: Citation) -> int:
    follows = citation.kind == choose_kind("", citation.ids)
    return 0 if follows else 1 + _KINDS.index(citation.kind)


def describe_index(context: Context, version: str, shards: int) -> dict[str, object]:
    """Return what a page reads first: how many files there are, and where dates begin.

    Args:
        context: the build.
        version: changes with any of the files.
        shards: number of files of keys.
    """
    entries = _number(context.catalogue)
    months: dict[PartialDate, int] = {}
    for number, entry in enumerate(entries):
        if date := entry.paper.published:
            months.setdefault(PartialDate(date.year, date.month), number)
    return {
        "version": version,
        "token": make_token(context),
        "papers": len(entries),
        "chunk": CHUNK,
        "keys": shards,
        "months": [[str(month), number] for month, number in sorted(months.items())],
        "undated": min(months.values(), default=len(entries)),
        "build": context.history.number,
        "date": str(context.history.date),
        "site": context.site_url,
    }


def share_keys(entries: Sequence[Entry]) -> Sequence[Mapping[str, int]]:
    """Return the number of each key, in shards; keys of several papers are left out."""
    listed = [sorted({entry.key, *entry.keys}) for entry in entries]
    counts = Counter(key for keys in listed for key in keys)
    count = max(1, math.ceil(len(counts) / KEYS_IN_A_SHARD))
    shards: list[dict[str, int]] = [{} for _ in range(count)]
    for number, keys in enumerate(listed):
        for key in keys:
            if counts[key] == 1:
                shards[choose_shard(key, count)][key] = number
    return shards


def _render_listings(
    context: Context, entries: Sequence[Entry]
) -> Iterator[OutputFile]:
    """Yield the numbers of each listing's papers: the search knows only their formats."""
    token = make_token(context)
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for listing in sorted({origin.listing for origin in entry.paper.origins}):
            numbers[listing].append(number)
    for listing, slug in sorted(context.listing_slugs.items()):
        yield render_data(f"listings/{slug}", format_runs(numbers[listing]), token)
