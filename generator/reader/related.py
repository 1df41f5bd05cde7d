"""Related papers of all papers, in files of a fixed number of papers.

Of each paper a text says which are related and why, for `docs/assets/js/related.js`:

    terms, divided by "|" ";" then for each related paper, divided by " ":
    number in base 36 "." terms in common as bits in base 32, how many authors are in
    common if any, and A, B, … where the first, second, … topic of the paper is
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush

import numpy as np

from generator.exports.context import Context
from generator.models import OutputFile
from generator.reader.data import make_token, render_data
from generator.understanding.related import Reasons, Related
from generator.understanding.wordstream import stem_surface

CHUNK = 256
"""Papers in a file."""
_TERMS = 5
"""Of a paper, to say what it has in common with others: a digit of base 32 holds them."""
_SHOWN = 3
_NO_SUBJECT = 0.6
"""What a term counts that names no subject: two papers may share "clearly", too."""
_LONGEST = 40
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWN = str.maketrans("|;", "  ")


def render_related(context: Context) -> Iterator[OutputFile]:
    """Yield what is below `assets/data/related/`, papers numbered from the oldest."""
    count, token = len(context.catalogue.entries), make_token(context)
    reasons = context.related
    if reasons is None:
        return
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        places = [count - 1 - number for number in numbers]
        chunk = list(pack_chunk(reasons, places, count))
        yield render_data(f"related/{start // CHUNK}", chunk, token)


def pack_chunk(reasons: Reasons, places: Sequence[int], count: int) -> Iterator[str]:
    """Yield the text of each paper, by its place among the entries.

    Args:
        reasons: of the papers in the order of the entries.
        places: of the papers to tell of.
        count: how many papers there are.
    """
    related = reasons.related
    listed = related.papers[places]
    rows, columns = np.nonzero(listed >= 0)
    first = np.asarray(places, dtype=np.int32)[rows]
    shared: dict[int, list[Sequence[tuple[int, float]]]] = defaultdict(list)
    for row, found in zip(
        rows.tolist(), reasons.find_shared(first, listed[rows, columns]), strict=True
    ):
        shared[row].append(found)
    for row, place in enumerate(places):
        chosen = choose_terms(shared[row], reasons)
        parts = [
            _pack(count - 1 - paper, [t for t, _ in found], chosen) + others
            for paper, found, others in zip(
                listed[row].tolist(),
                shared[row],
                _tell_facts(related, place),
                strict=False,
            )
        ]
        words = "|".join(_clean(reasons.shown[term]) for term in chosen)
        yield f"{words};{' '.join(parts)}" if parts else ""


def choose_terms(
    shared: Sequence[Sequence[tuple[int, float]]], reasons: Reasons
) -> list[int]:
    """Return the terms that say most of what a paper shares with its related papers.

    One after the other, each time the one that counts most where least was said yet.
    No term is part of another one. What a term counts never grows while others are
    chosen, so it is reckoned again only when it would be the next (M. Minoux,
    "Accelerated greedy algorithms for maximizing submodular set functions", 1978).
    """
    left = [1.0] * len(shared)
    places: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for row, found in enumerate(shared):
        for term, value in found:
            telling = 1.0 if reasons.subjects.item(term) else _NO_SUBJECT
            places[term].append((row, telling * value * reasons.sizes.item(term) ** 2))
    waiting = [
        (-sum([value for _, value in here]), term) for term, here in places.items()
    ]
    heapify(waiting)
    chosen: list[int] = []
    while waiting and len(chosen) < _TERMS:
        before, term = heappop(waiting)
        gain = -sum([left[row] * value for row, value in places[term]])
        if gain > before and waiting and (gain, term) > waiting[0]:
            heappush(waiting, (gain, term))
            continue
        if _overlaps(term, chosen, reasons):
            continue
        chosen.append(term)
        for row, _ in places[term]:
            left[row] *= 0.3
    return chosen


def _overlaps(term: int, chosen: Sequence[int], reasons: Reasons) -> bool:
    """Say whether a term is part of a chosen one, or one of these of it."""
    if term in chosen:
        return True
    text = f" {_fold(reasons.shown[term])} "
    others = (f" {_fold(reasons.shown[other])} " for other in chosen)
    return len(text) > _LONGEST or any(text in o or o in text for o in others)


# Terms come back in paper after paper, and nearly all the time would go here.
@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    return " ".join(map(stem_surface, text.replace("-", " ").split()))


def _clean(text: str) -> str:
    return text.translate(_OWN)


def _pack(number: int, terms: Sequence[int], chosen: Sequence[int]) -> str:
    """Return a related paper with the chosen terms that it shares, at most three."""
    ranked = [term for term in terms if term in chosen][:_SHOWN]
    mask = sum(1 << chosen.index(term) for term in ranked)
    return f"{_write(number)}.{_DIGITS[mask]}"


def _tell_facts(related: Related, place: int) -> Iterator[str]:
    """Yield what else a paper has in common with each of its related papers."""
    authors, topics = related.authors[place].tolist(), related.topics[place].tolist()
    for count, topic in zip(authors, topics, strict=True):
        yield f"{count or ''}{chr(ord('A') + topic) if topic >= 0 else ''}"


def _write(number: int) -> str:
    """Return a number in base 36."""
    text = _DIGITS[number % 36]
    while number := number // 36:
        text = _DIGITS[number % 36] + text
    return text
