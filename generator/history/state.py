"""The file that a build leaves for the next: JSON, packed; the same bytes for the same."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from generator.dates import parse_iso
from generator.errors import HistoryError
from generator.history import coding
from generator.history.columns import pack_papers, unpack_papers
from generator.history.models import GONE, KINDS, BuildLog, Change
from generator.history.papers import Known
from generator.models import PartialDate

FORMAT, VERSION = "paper-digest-state", 1
_SLUG = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class State:
    """What one build leaves for the next."""

    number: int
    """Of the last build that changed something."""
    papers: tuple[Known, ...]
    builds: tuple[BuildLog, ...]
    """Newest first; what arrived is left out, because each paper knows its build."""
    dates: Mapping[int, PartialDate]
    """Of every build that brought a paper which is still there, and of the last."""
    moved: Mapping[str, str]


def pack_state(state: State) -> bytes:
    """Return a state as the bytes of its file."""
    known = {paper.key for paper in state.papers}
    value = {
        "format": FORMAT,
        "version": VERSION,
        "number": state.number,
        "dates": [[number, str(date)] for number, date in sorted(state.dates.items())],
        "papers": pack_papers(state.papers),
        "builds": [_pack_build(build, known) for build in state.builds],
        "moved": dict(sorted(state.moved.items())),
    }
    text = json.dumps(value, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)


def _pack_build(build: BuildLog, known: set[str]) -> list[object]:
    changes = [_pack_change(change, known) for change in build.changes]
    counts = [[KINDS.index(kind), number] for kind, number in build.counts.items()]
    return [build.number, str(build.date), build.papers, counts, changes]


def _pack_change(change: Change, known: set[str]) -> list[object]:
    kept = [KINDS.index(change.kind), change.key, change.note]
    # The heading and the address of a paper that is there stand with the papers.
    if change.kind != GONE and change.key in known:
        return kept
    return [*kept, change.heading, change.slug]


def unpack_state(content: bytes) -> State:
    """Return the state that a file holds.

    Raises:
        HistoryError: it holds something else, or a state of a later version.
    """
    try:
        value = coding.get_map(json.loads(gzip.decompress(content)))
        _check_version(value)
        return _unpack(value)
    except (OSError, EOFError, zlib.error) as error:
        raise _explain("it is damaged or was cut off") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise _explain("it is not what a build writes") from error


def _explain(reason: str) -> HistoryError:
    return HistoryError(
        f"the state that the last build left cannot be read: {reason}. Delete the file"
        " (api/state.json.gz in the site, or the one that --state names), and the list"
        " of changes begins anew; or name a good copy with --state"
    )


def _check_version(value: Mapping[str, object]) -> None:
    if value.get("format") != FORMAT:
        raise ValueError(f"expected the format {FORMAT}")
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise _explain(
            f"a later version of Paper Digest wrote it (version {version} of the format;"
            f" this one knows {VERSION})"
        )
    if version != VERSION:
        raise ValueError(f"expected version {VERSION}")


def _unpack(value: Mapping[str, object]) -> State:
    papers = unpack_papers(value["papers"])
    known = {paper.key: paper for paper in papers}
    dates = [coding.get_list(pair, 2) for pair in coding.get_list(value["dates"])]
    state = State(
        number=coding.get_number(value["number"]),
        papers=papers,
        builds=tuple(_unpack_build(b, known) for b in coding.get_list(value["builds"])),
        dates={coding.get_number(number): _parse(date) for number, date in dates},
        moved={
            old: coding.get_text(new)
            for old, new in coding.get_map(value["moved"]).items()
        },
    )
    slugs = {*state.moved, *state.moved.values(), *(paper.slug for paper in papers)}
    if not all(map(_SLUG.fullmatch, slugs)):
        raise ValueError("found an address that no paper has")
    if {state.number, *(paper.build for paper in papers)} - state.dates.keys():
        raise ValueError("found a build without a date")
    return state


def _parse(value: object) -> PartialDate:
    return parse_iso(coding.get_text(value))


def _unpack_build(value: object, known: Mapping[str, Known]) -> BuildLog:
    number, date, papers, counts, changes = coding.get_list(value, 5)
    pairs = [coding.get_list(pair, 2) for pair in coding.get_list(counts)]
    return BuildLog(
        number=coding.get_number(number),
        date=_parse(date),
        papers=coding.get_number(papers),
        counts={_get_kind(kind): coding.get_number(count) for kind, count in pairs},
        changes=tuple(_unpack_change(each, known) for each in coding.get_list(changes)),
        arrived=(),
    )


def _unpack_change(value: object, known: Mapping[str, Known]) -> Change:
    kind, *texts = coding.get_list(value)
    key, note, *named = map(coding.get_text, texts)
    if not named:
        paper = known[key]
        named = [paper.heading, paper.slug]
    heading, slug = named
    return Change(_get_kind(kind), key, heading, slug, note)


def _get_kind(value: object) -> str:
    return KINDS[coding.get_number(value)]
