"""Which paper of the last build is which of this one.

Each step looks at what those before it left, the surest evidence first. Several former
papers may lead to one: they have been merged since. What a paper says (title, abstract)
counts only where nobody else says it, on either side, and never against identifiers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.history.papers import TEXT_KEYS, Known
from generator.models import Origin

_STABLE = 0.9
"""Share of a listing's papers that must stand on their former lines, so that its other
lines can be taken for what they were."""


def match(
    former: Sequence[Known],
    present: Sequence[Known],
    places: Mapping[Origin, int],
) -> list[int | None]:
    """Return for each former paper the index of the present one; None for one that is gone.

    Args:
        former: the papers of the last build.
        present: those of this one.
        places: the index of the present paper by each of its origins, without format.
    """
    found: list[int | None] = [None] * len(former)
    for find in (
        _by_main_key(present),
        _by_identifier(present),
        _by_record(present),
        _by_text(former, present),
    ):
        _fill(found, former, find)
    _fill(found, former, _by_place(former, found, present, places))
    return found


_Find = Callable[[Known], int | None]


def _fill(found: list[int | None], former: Sequence[Known], find: _Find) -> None:
    for index, paper in enumerate(former):
        if found[index] is None:
            found[index] = find(paper)


def _by_main_key(present: Sequence[Known]) -> _Find:
    by_key = {paper.key: index for index, paper in enumerate(present)}
    return lambda paper: by_key.get(paper.key)


def _by_identifier(present: Sequence[Known]) -> _Find:
    by_id: dict[str, int] = {}
    for index, paper in enumerate(present):
        for key in paper.ids:
            by_id.setdefault(key, index)
    return lambda paper: min(
        (by_id[key] for key in paper.ids if key in by_id), default=None
    )


def _by_record(present: Sequence[Known]) -> _Find:
    """Find by the same facts in the same place, whatever keys have become of them."""
    by_record = {
        (paper.place, paper.digests): index for index, paper in enumerate(present)
    }

    def find(paper: Known) -> int | None:
        index = by_record.get((paper.place, paper.digests))
        return index if index is not None and _agree(paper, present[index]) else None

    return find


def _by_text(former: Sequence[Known], present: Sequence[Known]) -> _Find:
    counts = Counter(key for paper in former for key in _list_text_keys(paper))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, paper in enumerate(present):
        for key in _list_text_keys(paper):
            holders[key].append(index)

    def find(paper: Known) -> int | None:
        for key in _list_text_keys(paper):
            found = holders.get(key, [])
            if counts[key] == len(found) == 1 and _agree(paper, present[found[0]]):
                return found[0]
        return None

    return find


def _list_text_keys(paper: Known) -> Iterable[str]:
    return (key for key in paper.keys if key.startswith(TEXT_KEYS))


def _by_place(
    former: Sequence[Known],
    found: Sequence[int | None],
    present: Sequence[Known],
    places: Mapping[Origin, int],
) -> _Find:
    """Find by line, in listings that are to all appearance as they were.

    This tells of a paper whose title and abstract gave way to another's when the two
    were joined, and of one whose keys are made in another way since.
    """
    # Whom a paper was joined with stands where it stood: one that took over a line by
    # moving up says nothing of the paper that was there.
    held = {
        index
        for paper, index in zip(former, found, strict=True)
        if index is not None and places.get(paper.place) == index
    }
    total: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for paper, index in zip(former, found, strict=True):
        if index is not None:
            total[paper.place.listing] += 1
            kept[paper.place.listing] += places.get(paper.place) == index

    def find(paper: Known) -> int | None:
        listing = paper.place.listing
        index = places.get(paper.place)
        if index is None or not kept[listing]:
            return None
        if kept[listing] < _STABLE * total[listing]:
            return None
        other = present[index]
        likely = index in held or _share_fact(paper, other)
        return index if likely and _agree(paper, other) else None

    return find


def _share_fact(one: Known, other: Known) -> bool:
    """Return whether two papers have their title, their abstract or their authors alike."""
    pairs = zip(one.digests[:3], other.digests[:3], strict=True)
    return any(mine and mine == its for mine, its in pairs)


def _agree(one: Known, other: Known) -> bool:
    """Return whether two papers may be one: no kind of identifier tells them apart."""
    ours, theirs = _sort_ids(one), _sort_ids(other)
    shared = ours.keys() & theirs.keys()
    return all(ours[kind] & theirs[kind] for kind in shared)


def _sort_ids(paper: Known) -> Mapping[str, set[str]]:
    """Return the identifiers by kind; those of arXiv are bare."""
    kinds: dict[str, set[str]] = {}
    for key in paper.ids:
        kind = key.partition(":")[0] if ":" in key else ""
        kinds.setdefault(kind, set()).add(key)
    return kinds
