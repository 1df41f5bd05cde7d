"""Which terms name a subject: something that a paper can be about.

Five signs tell, all of them counted in the papers themselves, none from a dictionary:

- Authors put their subject into titles. Of the papers that have a term, a tenth or more
  have it there: a third for "diffusion", one in a hundred for "clearly".
- A subject is not spread over all topics alike. The distance of a term's topics from
  those of all papers (their Kullback-Leibler divergence, less what chance adds to it)
  is a part of the entropy of all topics.
- A name stands by itself. What is mostly followed by another word, as "machine" and
  "Monte Carlo Tree" are, is a part of a longer one.
- Verbs in -ing that open titles ("Rethinking") have seldom a word before them that
  belongs to them, as "machine unlearning" has.
- The ends of words tell adverbs and participles, and adjectives where they are often
  followed by something.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

FEWEST_PAPERS = 3
"""Papers that have a term, without which it tells nothing."""
_IN_TITLES, _PRIOR = 0.1, 3.0
"""Share of a term's papers that have it in their title; and papers without it there
that are added to these, because few prove little."""
_FOCUS_WORD, _FOCUS_PHRASE = 0.045, 0.03
"""Of the entropy of all topics: how far the topics of a word, of a phrase are from it."""
_FOLLOWED, _FOLLOWED_ADJECTIVE, _FOLLOWED_HYPHEN = 0.66, 0.3, 0.15
"""Share of occurrences that another word follows, from which a term is a part of another
one: any; a word with the end of an adjective; a phrase that ends as "safety-aware"."""
_LED = 0.35
"""Share of the occurrences of a word in -ing that belong to the word before."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_HYPHENS = str.maketrans("-‐‑", "   ")
_ADVERB = re.compile(r"\w{4,}ly")
_NOUNS_IN_LY = frozenset(
    "anomaly assembly family homology monopoly reply supply topology".split()
)
_VERB = re.compile(r"\w{3,}ing")
_PARTICIPLE = re.compile(r"\w{4,}ed")
_ADJECTIVE = re.compile(r"\w{3,}(?:al|ive|ic|ous|able|ible|ful|less|ary|ant|ent|an)")
_GENERIC = frozenset(
    """
    analysis architecture assessment aware benchmark benchmarking beyond bridging case
    challenge component comparison competition data dataset design driven end era
    evaluation evidence experience factor feature foundation free gap guide guided
    guideline improvement input insight issue journey journal label learner learning
    length level lesson line loop machine metric mode model module network output
    overview path perspective pilot pipeline point position practitioner principle
    project proof quest report result roadmap role scale scenario scheme set setup side
    signal step strategy structure style submission survey system taxonomy team
    technology time toolkit track tradeoff training tutorial use user version view way
    wild wise workshop world yet
    """.split()
)
"""Words that stand in titles and are not what a paper is about, unless in a phrase."""


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


def find_subjects(uses: Uses, topics: csr_matrix) -> Bools:
    """Return of each term whether it names a subject.

    Args:
        uses: how terms are used.
        topics: Papers × topics, 1 where a paper has a topic.
    """
    papers = np.bincount(uses.present.indices, minlength=len(uses.shown))
    least = _IN_TITLES * uses.titled
    found = (papers >= FEWEST_PAPERS) & (uses.in_titles >= least * (papers + _PRIOR))
    keys = [text.casefold().translate(_HYPHENS).split() for text in uses.shown]
    followed, led = _Company(keys, uses.occurrences), _Company(
        [key[::-1] for key in keys], uses.occurrences
    )  # fmt: skip
    for at in np.flatnonzero(found):
        found[at] = _is_name(uses.shown[at], keys[at], followed, led)
    chosen = np.flatnonzero(found)
    is_word = np.array([len(keys[at]) == 1 for at in chosen], dtype=np.bool_)
    found[chosen] = _find_focused(uses.present[:, chosen], topics, is_word)
    return found


class _Company:
    """How often terms go on with one more word, in the order in which they are given."""

    def __init__(self, keys: Sequence[Sequence[str]], occurrences: Ints) -> None:
        self._alone: dict[str, int] = {}
        self._longer: dict[str, int] = defaultdict(int)
        for words, count in zip(keys, occurrences.tolist(), strict=True):
            self._alone[_join(words)] = count
            if len(words) > 1:
                self._longer[_join(words[:-1])] += count

    def share(self, words: Sequence[str]) -> float:
        """Return the share of a term's occurrences that go on."""
        text = _join(words)
        return self._longer.get(text, 0) / max(self._alone.get(text, 1), 1)


def _join(words: Sequence[str]) -> str:
    """Return what a term and its plural have in common, nearly always."""
    return " ".join(words).rstrip("s")


def _is_name(
    shown: str, words: Sequence[str], followed: _Company, led: _Company
) -> bool:
    """Say of a term by its words whether it is whole, and a noun."""
    last = words[-1]
    if any(_ADVERB.fullmatch(word) and word not in _NOUNS_IN_LY for word in words):
        return False
    if any(
        _VERB.fullmatch(word) and led.share([word]) < _LED for word in (words[0], last)
    ):
        return False
    if _PARTICIPLE.fullmatch(last):
        return False
    share = followed.share(words[-2:])
    if len(words) == 1:
        if last.rstrip("s") in _GENERIC or len(last) < 3:
            return False
        return share < (
            _FOLLOWED_ADJECTIVE if _ADJECTIVE.fullmatch(last) else _FOLLOWED
        )
    is_hyphened = not shown[: -len(last)].endswith(" ")
    return share < (_FOLLOWED_HYPHEN if is_hyphened else _FOLLOWED)


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
