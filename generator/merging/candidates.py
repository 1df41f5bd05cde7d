"""Pairs of records that are worth comparing: all pairs would be too many.

Two records are paired when they agree in a key: a title, one half of a title, a title
without its subtitle; the beginning of an abstract; or one of 21 bands of a MinHash
sketch of its three-word shingles. Bands of three values find two abstracts that share
half of their shingles (one sentence in five rewritten) in 94 of 100 cases, and pair
848 of the two thousand million pairs of 65,525 arXiv abstracts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

from generator.merging.abstractmatch import TELLING_WORDS, space_out
from generator.merging.titlematch import TitleMatch, match_titles, parse_title
from generator.models import SourceRecord

Pair = tuple[int, int]
"""Positions of two records, the smaller first."""

_WORD = re.compile(r"\w+")
_BANDS, _ROWS = 21, 3
_PERMUTATIONS = 64
_SEED = 42
_BAND_BYTES = _ROWS * array("I").itemsize
_BEGINNING = 20
_KEY_BYTES = 8
_HALF_WORDS = 2
# A key that more records share tells little: each is compared with its neighbours.
_FULL = 32
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is kept of an abstract: a few hundred bytes."""

    minhash: bytes
    """Empty where the abstract says too little."""
    beginnings: tuple[bytes, ...]

    def band(self, number: int) -> tuple[bytes, ...]:
        """Return the key of one band; none where there is no sketch."""
        start = number * _BAND_BYTES
        return (self.minhash[start : start + _BAND_BYTES],) if self.minhash else ()


def find_candidates(
    records: Sequence[SourceRecord],
    owners: Sequence[int],
    report: Callable[[int], None],
) -> set[Pair]:
    """Return the pairs of records to compare.

    Args:
        records: in an order that depends on what they say, not on where they stand.
        owners: a number for each record, equal for those known to be one paper; of
            these, one a key is compared.
        report: is told how many records have been sketched.
    """
    pairs = {
        pair
        for pair in sorted(set(_pair_up(map(_title_keys, records), owners)))
        if _have_like_titles(records, pair)
    }
    sketches = _sketch_all(records, report)
    pairs.update(_pair_up((sketch.beginnings for sketch in sketches), owners))
    for band in range(_BANDS):
        pairs.update(_pair_up((s.band(band) for s in sketches), owners))
    return pairs


def _have_like_titles(records: Sequence[SourceRecord], pair: Pair) -> bool:
    """Tell whether two titles that have a key in common agree as a whole."""
    one, other = (parse_title(records[position].title or "") for position in pair)
    return match_titles(one, other) is not TitleMatch.DIFFERENT


def _pair_up(
    keys_of_records: Iterable[Iterable[bytes]], owners: Sequence[int]
) -> Iterator[Pair]:
    """Yield the pairs of records that have a key in common."""
    first: dict[bytes, int] = {}
    shared: dict[bytes, list[int]] = {}
    for position, keys in enumerate(keys_of_records):
        for key in keys:
            earlier = first.setdefault(key, position)
            if earlier != position:
                shared.setdefault(key, [earlier]).append(position)
    for bucket in shared.values():
        yield from _pairs_within(bucket, owners)


def _pairs_within(bucket: Sequence[int], owners: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs of a bucket; in a large one, of neighbours only."""
    by_owner: dict[int, int] = {}
    for position in bucket:
        by_owner.setdefault(owners[position], position)
    positions = list(by_owner.values())
    reach = len(positions) if len(positions) <= _FULL else _NEIGHBOURS
    for index, position in enumerate(positions):
        for other in positions[index + 1 : index + 1 + reach]:
            yield position, other


def _digest(kind: str, words: Iterable[str]) -> bytes:
    """Return a short key that does not depend on the run, as `hash` does."""
    text = f"{kind} {' '.join(words)}"
    return blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES
    ).digest()


def _title_keys(record: SourceRecord) -> set[bytes]:
    """Return the keys of a title: whole, in halves, and without its subtitle."""
    title = parse_title(record.title or "")
    if not title.key:
        return set()
    keys = {_digest("title", [part]) for part in (title.key, *title.parts)}
    middle = len(title.words) // 2
    if middle >= _HALF_WORDS:
        keys.add(_digest("first half", title.words[:middle]))
        keys.add(_digest("last half", title.words[-middle:]))
    return keys


def _sketch_all(
    records: Sequence[SourceRecord], report: Callable[[int], None]
) -> list[_Sketch]:
    """Return a sketch of every abstract."""
    sketches = []
    for done, record in enumerate(records, start=1):
        # Not `text.words`: to find candidates, less will do, and is three times as fast.
        words = _WORD.findall(space_out(record.abstract or "").casefold())
        sketches.append(_Sketch(_hash_shingles(words), _beginnings(words)))
        report(done)
    return sketches


def _hash_shingles(words: Sequence[str]) -> bytes:
    """Return the MinHash of the three-word shingles; nothing of a text that says little."""
    if len(words) < TELLING_WORDS:
        return b""
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(list(map(" ".join, zip(words, words[1:], words[2:], strict=False))))
    return array("I", minhash.digest()).tobytes()


def _beginnings(words: Sequence[str]) -> tuple[bytes, ...]:
    """Return the keys of the first words and of those that follow."""
    return tuple(
        _digest(f"words {start}", words[start : start + _BEGINNING])
        for start in (0, _BEGINNING)
        if len(words) >= start + _BEGINNING
    )
