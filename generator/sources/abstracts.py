"""A bare list of abstracts, one `Abstract:` line a paper and nothing else.

```
Abstract:First abstract, on one line.
Abstract:Second abstract.
```
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import Problem
from generator.models import Origin, PartialDate, SourceRecord
from generator.sources.listing import Line, Listing, describe_cut, quote, warn
from generator.text import clean

NAME = "abstracts"
_MARK = "abstract:"


def detect(head: Sequence[str]) -> bool:
    """Tell whether the first line begins with `Abstract:`, or at least two others."""
    marks = [_is_mark(line.strip()) for line in head if line.strip()]
    return marks[:1] == [True] or sum(marks) > 1


def _is_mark(text: str) -> bool:
    return text[: len(_MARK)].lower() == _MARK


def parse(name: str, lines: Iterable[Line], saved: PartialDate | None) -> Listing:
    """Read one record a mark; lines without a mark go on with the abstract before them."""
    blocks: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for number, raw in lines:
        text = clean(raw)
        if _is_mark(text):
            blocks.append((number, [text[len(_MARK) :].strip()]))
        elif text and blocks:
            blocks[-1][1].append(text)
        elif text:
            problems.append(
                warn(
                    name, number, f"expected a line 'Abstract: …', found {quote(text)}"
                )
            )
    records = []
    for number, parts in blocks:
        abstract = " ".join(part for part in parts if part)
        if not abstract:
            problems.append(warn(name, number, "nothing follows 'Abstract:'"))
            continue
        records.append(
            SourceRecord(
                origin=Origin(name, number, NAME),
                abstract=abstract,
                notes=describe_cut(abstract),
            )
        )
    return Listing(tuple(records), tuple(problems), saved)
