"""Related papers of all papers, in files of a fixed number of papers.

Of each paper a text says which are related and why, for `docs/assets/js/related.js`:

    at most five terms, divided by "|" ";" then for each related paper, divided by " ":
    number in base 36 "." terms in common as bits in base 32, how many authors are in
    common if any, and A, B, … where the first, second, … topic of the paper is
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from generator.exports.context import Context
from generator.models import OutputFile
from generator.reader.data import make_token, render_data
from generator.reader.reasons import choose_terms
from generator.understanding.related import Reasons, Related

CHUNK = 256
"""Papers in a file."""
_SHOWN = 3
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
    shared = reasons.find_shared(first, listed[rows, columns])
    chosen = choose_terms(shared, rows.astype(np.int32), len(places), reasons)
    ends = np.searchsorted(shared.pairs, np.arange(len(rows) + 1)).tolist()
    terms, pair = shared.terms.tolist(), 0
    for place, papers, words in zip(places, listed.tolist(), chosen, strict=True):
        parts = []
        for paper, others in zip(papers, _tell_facts(related, place), strict=True):
            if paper >= 0:
                both = terms[ends[pair] : ends[pair + 1]]
                parts.append(_pack(count - 1 - paper, both, words) + others)
                pair += 1
        named = "|".join([_clean(reasons.shown[term]) for term in words])
        yield f"{named};{' '.join(parts)}" if parts else ""


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
