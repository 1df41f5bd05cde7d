"""The papers in the state file: a column for each thing that is remembered of them.

They stand in the order of their first records: identifiers and lines then rise by small
steps. A slug is left out where it follows from the heading by a rule of this module,
which stays as it is whatever becomes of the rules for addresses.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence

from generator.history import coding
from generator.history.papers import DIGEST_LENGTH, FACTS, TEXT_KEYS, Known
from generator.models import Origin

_WORDS = re.compile(r"[^a-z0-9]+")
_LONGEST = 72
_HEX, _PACKED = 12, 8
"""Characters of a hash in a key, and in the file: 6 bits each instead of 4."""


def pack_papers(papers: Iterable[Known]) -> Mapping[str, object]:
    """Return the columns of papers; `unpack_papers` brings them back, in this order."""
    rows = sorted(papers, key=lambda paper: (paper.place, paper.key))
    listings = sorted({paper.place.listing for paper in rows})
    numbers = {name: number for number, name in enumerate(listings)}
    digests = list(zip(*(paper.digests for paper in rows), strict=True))
    return {
        "count": len(rows),
        "listings": listings,
        "places": coding.pack_runs(numbers[paper.place.listing] for paper in rows),
        "lines": coding.pack_steps(paper.place.line for paper in rows),
        "builds": coding.pack_runs(paper.build for paper in rows),
        "ids": coding.pack_lines(map(_join_ids, rows)),
        "texts": {kind: _pack_hashes(rows, kind) for kind in TEXT_KEYS},
        "keys": coding.pack_rare((p.key for p in rows), map(_guess_key, rows)),
        "headings": coding.pack_lines(paper.heading for paper in rows),
        "slugs": coding.pack_rare(
            (p.slug for p in rows), (_guess_slug(p.heading) for p in rows)
        ),
        "facts": {
            name: coding.pack_fixed(column, DIGEST_LENGTH)
            for name, column in zip(FACTS, digests, strict=False)
        },
        "announced": coding.pack_rare(
            (p.announced for p in rows), (p.key for p in rows)
        ),
    }


def _join_ids(paper: Known) -> str:
    return " ".join(key for key in paper.keys if not key.startswith(TEXT_KEYS))


def _pack_hashes(rows: Sequence[Known], kind: str) -> str:
    found = (
        next((key.removeprefix(kind) for key in p.keys if key.startswith(kind)), "")
        for p in rows
    )
    packed = (
        base64.urlsafe_b64encode(bytes.fromhex(value)).decode() for value in found
    )
    return coding.pack_fixed(packed, _PACKED)


def _guess_key(paper: Known) -> str:
    return paper.keys[0] if paper.keys else ""


def _guess_slug(heading: str) -> str:
    slug = _WORDS.sub("-", heading.lower()).strip("-")
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0]


def unpack_papers(value: object) -> tuple[Known, ...]:
    """Return the papers of columns.

    Raises:
        ValueError: they are something else.
        LookupError: a column is missing.
    """
    columns = coding.get_map(value)
    count = coding.get_number(columns["count"])
    headings = coding.unpack_lines(columns["headings"], count)
    keys = _unpack_keys(columns, count)
    mains = list(
        coding.unpack_rare(columns["keys"], (each[0] if each else "" for each in keys))
    )
    return tuple(
        Known(*parts)
        for parts in zip(
            mains,
            keys,
            coding.unpack_rare(columns["slugs"], map(_guess_slug, headings)),
            headings,
            _unpack_places(columns, count),
            _unpack_digests(columns, count),
            coding.unpack_runs(columns["builds"], count),
            coding.unpack_rare(columns["announced"], mains),
            strict=True,
        )
    )


def _unpack_keys(columns: Mapping[str, object], count: int) -> list[tuple[str, ...]]:
    texts = coding.get_map(columns["texts"])
    hashes = [
        [
            kind + base64.urlsafe_b64decode(packed).hex() if packed else ""
            for packed in coding.unpack_fixed(texts[kind], _PACKED, count)
        ]
        for kind in TEXT_KEYS
    ]
    ids = coding.unpack_lines(columns["ids"], count)
    return [
        (*row.split(), *filter(None, said))
        for row, *said in zip(ids, *hashes, strict=True)
    ]


def _unpack_places(columns: Mapping[str, object], count: int) -> list[Origin]:
    listings = [coding.get_text(name) for name in coding.get_list(columns["listings"])]
    numbers = coding.unpack_runs(columns["places"], count)
    lines = coding.unpack_steps(columns["lines"], count)
    return [
        Origin(listings[number], line, "")
        for number, line in zip(numbers, lines, strict=True)
    ]


def _unpack_digests(columns: Mapping[str, object], count: int) -> list[tuple[str, ...]]:
    if not count:
        return []
    facts = coding.get_map(columns["facts"])
    found = [coding.unpack_fixed(facts[name], DIGEST_LENGTH, count) for name in FACTS]
    return list(zip(*found, strict=True))
