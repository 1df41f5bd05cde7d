"""From how many papers on a page of one's own is worth its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_FEWEST_ALLOWED, _MOST_ALLOWED, _PAPERS_A_PAGE = 300, 2_000, 20


def allow_pages(papers: int) -> int:
    """Return how many pages of people a collection may have.

    At 65,000 papers a page takes 15 kB, of 20 papers and more on average, and its two
    feeds 7 kB: with 2,000 pages an eighteenth of what such a site may weigh.
    """
    return min(_MOST_ALLOWED, max(_FEWEST_ALLOWED, papers // _PAPERS_A_PAGE))


def choose_threshold(sizes: Iterable[int], least: int, most: int) -> int:
    """Return the smallest number, from `least` on, that no more than `most` sizes reach."""
    counts = Counter(sizes)
    threshold = least
    pages = sum(count for size, count in counts.items() if size >= least)
    while pages > most:
        pages -= counts[threshold]
        threshold += 1
    return threshold
