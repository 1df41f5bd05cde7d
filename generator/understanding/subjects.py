"""Which terms name a subject: something that a paper can be about.

Four signs are counted in the papers themselves:

- Authors put their subject into titles. Of the papers that have a term, a tenth or more
  have it there: nearly half for "diffusion", one in twenty-five for "clearly".
- A subject is not spread over all topics alike: the distance of a term's topics from
  those of all papers (their Kullback-Leibler divergence, less what chance adds to it) is
  a part of the entropy of all topics.
- A name stands by itself. What another word mostly follows or precedes is a part of a
  longer one, as "machine" and "Monte Carlo Tree" are.
- Verbs in -ing that open titles ("Rethinking") seldom have a word before them that
  belongs to them, as "machine unlearning" has.

The last is the word itself, see `subjectwords`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from generator.understanding.subjectwords import (
    can_be_subject,
    is_adjective,
    is_gerund,
)
from generator.understanding.terms import Terms
from generator.understanding.wordstream import HYPHENS

FEWEST_PAPERS = 3
"""Papers that have a term, without which it tells nothing."""
_WORD_IN_TITLES, _PHRASE_IN_TITLES, _PRIOR = 0.16, 0.1, 3.0
"""Share of a term's papers that have it in their title; and papers without it there
that are added to these, because few prove little."""
_FOCUS_WORD, _FOCUS_PHRASE = 0.045, 0.03
"""Of the entropy of all topics: how far the topics of a word, of a phrase are from it."""
_FOLLOWED, _FOLLOWED_ADJECTIVE, _FOLLOWED_HYPHEN = 0.66, 0.3, 0.15
"""Share of occurrences that another word follows, from which a term is a part of another
one: any; one that ends as an adjective does; two words as in "safety-aware"."""
_FOLLOWED_WORD = 0.5
"""The same of a word that is just often enough in titles; of others as much more as
these are more often in titles."""
_LED_WORD, _LED_PHRASE, _LED_VERB = 0.78, 0.7, 0.35
"""Share of occurrences that belong to the word before, from which a term is a part of
another one; and up to which a word in -ing is a verb."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """How terms are used; all by term."""

    shown: Sequence[str]
    """As they are written, words parted by a space or a hyphen."""
    occurrences: Ints
    """In titles and abstracts."""
    in_titles: Ints
    """Papers that have it in their title."""
    present: csr_matrix
    """Papers × terms, 1 where a paper has a term."""
    titled: float = 1.0
    """Share of the papers that have a title."""


def count_uses(terms: Terms, titled: float) -> Uses:
    """Return how terms are used; `titled` is the share of papers that have a title."""
    counts = terms.counts
    ones = np.ones(counts.nnz, dtype=np.int32)
    return Uses(
        terms.shown,
        np.asarray(counts.sum(axis=0), dtype=np.int64).ravel(),
        np.bincount(terms.titles.indices, minlength=len(terms.shown)),
        csr_matrix((ones, counts.indices, counts.indptr), shape=counts.shape),
        titled,
    )


def find_subjects(uses: Uses, topics: csr_matrix) -> Bools:
    """Return of each term whether it names a subject.

    Args:
        uses: how terms are used.
        topics: Papers × topics, 1 where a paper has a topic.
    """
    papers = np.bincount(uses.present.indices, minlength=len(uses.shown))
    in_titles = uses.in_titles / (max(uses.titled, 0.01) * (papers + _PRIOR))
    likely = (papers >= FEWEST_PAPERS) & (
        (in_titles >= _PHRASE_IN_TITLES) | (not uses.in_titles.any())
    )
    names = _normalize(uses.shown)
    company = _Company.count(names, uses.occurrences)
    chosen = np.array(
        [
            at
            for at in np.flatnonzero(likely).tolist()
            if _is_name(uses.shown[at], names[at].split(), in_titles[at], company)
        ],
        dtype=np.int64,
    )
    is_word = np.array([" " not in names[at] for at in chosen], dtype=np.bool_)
    found = np.zeros(len(names), dtype=np.bool_)
    found[chosen] = _find_focused(uses.present[:, chosen], topics, is_word)
    return found


def _normalize(shown: Sequence[str]) -> Sequence[str]:
    """Return terms in small letters, with a space between their words."""
    # All at once: there are hundreds of thousands. No term has a line break.
    text = "\n".join(shown).casefold()
    for hyphen in HYPHENS:
        text = text.replace(hyphen, " ")
    return text.split("\n") if shown else ()


@dataclass(frozen=True, slots=True)
class _Company:
    """How often terms have one more word behind or before them."""

    alone: Mapping[str, int]
    """Occurrences of each term."""
    behind: Mapping[str, int]
    before: Mapping[str, int]
    """Occurrences of the longer terms that begin, that end with it."""

    @classmethod
    def count(cls, names: Sequence[str], occurrences: Ints) -> _Company:
        alone: dict[str, int] = {}
        behind: dict[str, int] = defaultdict(int)
        before: dict[str, int] = defaultdict(int)
        for name, count in zip(names, occurrences.tolist(), strict=True):
            alone[_cut(name)] = count
            if start := name.rpartition(" ")[0]:
                behind[_cut(start)] += count
                before[_cut(name.partition(" ")[2])] += count
        return cls(alone, behind, before)

    def share_followed(self, words: Sequence[str]) -> float:
        """Return the share of a term's occurrences that another word follows."""
        # No term is longer than three words, so the end of these has to tell.
        for size in (2, 1):
            text = _cut(" ".join(words[-size:]))
            if text in self.alone:
                return self.behind.get(text, 0) / max(self.alone[text], 1)
        return 0.0

    def share_led(self, words: Sequence[str]) -> float:
        """Return the share of a term's occurrences that belong to a word before."""
        text = _cut(" ".join(words[:2]))
        return self.before.get(text, 0) / max(self.alone.get(text, 1), 1)


def _cut(name: str) -> str:
    """Return what a term and its plural have in common, nearly always."""
    return name.rstrip("s")


def _is_name(
    shown: str, words: Sequence[str], in_titles: float, company: _Company
) -> bool:
    """Say of a term by its words whether it is whole, and a noun."""
    if not can_be_subject(words):
        return False
    ends = (word for word in (words[0], words[-1]) if is_gerund(word))
    if any(company.share_led([word]) < _LED_VERB for word in ends):
        return False
    followed, led = company.share_followed(words), company.share_led(words)
    is_hyphened = len(words) == 2 and " " not in shown
    most = _FOLLOWED_ADJECTIVE if is_adjective(words[-1]) else _FOLLOWED
    if len(words) > 1:
        most = _FOLLOWED_HYPHEN if is_hyphened else most
        return followed < most and led < _LED_PHRASE
    more = in_titles - _WORD_IN_TITLES
    most = min(most, _FOLLOWED_WORD) + max(more, 0)
    return more >= 0 and followed < min(most, _FOLLOWED) and led < _LED_WORD


def _find_focused(present: csr_matrix, topics: csr_matrix, is_word: Bools) -> Bools:
    """Say of each term whether some topics have more of it than others."""
    counts = np.asarray((present.T @ topics).toarray(), dtype=np.float64)
    every = np.asarray(topics.sum(axis=0), dtype=np.float64).ravel()
    counts, every = counts[:, every > 0], every[every > 0]
    if every.size < 2:
        return np.ones(len(counts), dtype=np.bool_)
    overall = every / every.sum()
    entropy = -(overall * np.log(overall)).sum()
    sums = np.maximum(counts.sum(axis=1), 1)
    shares = counts / sums[:, None]
    ratios = np.where(shares > 0, shares / overall, 1)
    distances = (shares * np.log(ratios)).sum(axis=1)
    # Twice the counts times this distance has a chi-squared distribution by chance.
    freedom = every.size - 1
    chance, spread = freedom / (2 * sums), np.sqrt(2 * freedom) / (2 * sums)
    least = np.where(is_word, _FOCUS_WORD, _FOCUS_PHRASE) * entropy
    return np.asarray(distances - chance + spread >= least)
