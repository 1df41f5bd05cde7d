"""Texts as numbers: each distinct word is cut and stemmed only once.

A word is what stands between white space, `(LoRA),` or `state-of-the-art`; no chunk of
letters reaches over it. A column is one field of all papers: the numbers of its words,
one paper after another.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from generator.search.stemmer import stem
from generator.search.tokens import STOP_WORDS, find_chunks, split_chunk

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers, one after another: list `i` is `items[starts[i]:starts[i + 1]]`."""

    starts: Numbers
    items: Numbers

    @property
    def sizes(self) -> Numbers:
        """The number of items of each list."""
        return np.diff(self.starts)

    def take(self, numbers: Numbers) -> Lists:
        """Return the lists with these numbers, in this order."""
        sizes = self.sizes[numbers]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        shift = np.repeat(self.starts[numbers] - starts[:-1], sizes)
        return Lists(starts, self.items[shift + np.arange(starts[-1])])

    def cut(self, first: int, last: int) -> Lists:
        """Return the lists from `first` to before `last`."""
        begin, end = self.starts[first], self.starts[last]
        return Lists(self.starts[first : last + 1] - begin, self.items[begin:end])

    def flatten(self, inner: Lists) -> Lists:
        """Return each list with its items replaced by the inner lists that they name."""
        taken = inner.take(self.items)
        return Lists(taken.starts[self.starts], taken.items)

    def keep(self, kept: NDArray[np.bool_]) -> Lists:
        """Return the lists without the items that are not kept."""
        before = np.concatenate(([0], np.cumsum(kept)))
        return Lists(before[self.starts], self.items[kept])


class ColumnReader:
    """Reads texts into columns; the number of a word holds for all columns."""

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._items = {name: array("i") for name in names}
        self._ends = {name: array("q", [0]) for name in self._items}

    def add(self, texts: Mapping[str, str]) -> None:
        """Read the next paper: the text of each column."""
        number = self._numbers.__getitem__
        for name, text in texts.items():
            items = self._items[name]
            if text:
                items.extend(map(number, text.split()))
            self._ends[name].append(len(items))

    def finish(self) -> tuple[tuple[str, ...], dict[str, Lists]]:
        """Return the words by number, and for each column the words of each paper."""
        columns = {
            name: Lists(
                np.array(self._ends[name], np.int64),
                np.frombuffer(items, np.int32) if items else np.zeros(0, np.int32),
            )
            for name, items in self._items.items()
        }
        return tuple(self._numbers), columns


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a corpus are made of; lists are by the number of a word."""

    terms: tuple[str, ...]
    """Sorted by UTF-16 code unit, as browsers sort."""
    forms: tuple[str, ...]
    """What stems were made of: folded, whole compounds and their parts."""
    stems: Numbers
    """By form: its term."""
    prose: Lists
    """The terms that a word gives in a text."""
    names: Lists
    """The terms that it gives in a name, where `An` and `Do` count too."""
    word_forms: Lists
    """The forms of a word."""


def read_vocabulary(words: Sequence[str], others: Iterable[str]) -> Vocabulary:
    """Return what words are made of.

    Args:
        words: as `ColumnReader` numbers them.
        others: terms beside theirs, such as identifiers.
    """
    number_chunk: defaultdict[str, int] = defaultdict(count().__next__)
    number_form: defaultdict[str, int] = defaultdict(count().__next__)
    chunks = make_lists(map(number_chunk.__getitem__, find_chunks(w)) for w in words)
    forms = make_lists(
        map(number_form.__getitem__, split_chunk(c)) for c in tuple(number_chunk)
    )
    word_forms = chunks.flatten(forms)
    stems = [stem(form) for form in number_form]
    terms = tuple(sorted({*stems, *others}, key=sort_key))
    places = {term: place for place, term in enumerate(terms)}
    by_form = np.array([places[each] for each in stems], np.int64)
    names = Lists(word_forms.starts, by_form[word_forms.items])
    kept = np.array([form not in STOP_WORDS for form in number_form], bool)
    prose = names.keep(kept[word_forms.items])
    return Vocabulary(terms, tuple(number_form), by_form, prose, names, word_forms)


def sort_key(term: str) -> bytes:
    """Return what sorts strings as browsers do: by UTF-16 code unit."""
    return term.encode("utf-16-be", "surrogatepass")


def make_lists(lists: Iterable[Iterable[int]]) -> Lists:
    """Return lists of numbers as arrays."""
    items, ends = array("q"), array("q", [0])
    for listed in lists:
        items.extend(listed)
        ends.append(len(items))
    return Lists(np.array(ends, np.int64), np.array(items, np.int64))
