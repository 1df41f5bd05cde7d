"""Postings in pieces: each a range of terms, small enough to be fetched for one of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.search import frontcode
from generator.search.bits import (
    Codes,
    Huffman,
    choose_parameters,
    encode_gamma,
    encode_rice,
    measure_bits,
    measure_rice,
    pack,
)
from generator.search.columns import Numbers
from generator.search.cutting import cut_terms

_BLOCK = 8192
"""Terms measured at a time; more would only take more memory."""


@dataclass(frozen=True, slots=True)
class Field:
    """The postings of one field of the index, sorted by term, then by paper."""

    name: str
    starts: Numbers
    """By term, and one more: where its postings begin."""
    papers: NDArray[np.int32]
    symbols: Numbers | None = None
    """Of each posting, what its weight is; None where all of them weigh the same."""
    code: Huffman | None = None
    """Of the symbols; None where they are written in gamma."""

    @property
    def counts(self) -> Numbers:
        """How many papers have each term."""
        return np.diff(self.starts)

    @property
    def width(self) -> int:
        """Codes for each posting."""
        return 1 if self.symbols is None else 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of terms and their postings."""

    separator: str
    """Sorts after the last term of the piece before and not after its own first one."""
    terms: str
    """Front-coded."""
    bits: bytes

    @property
    def text(self) -> str:
        """The bits in base 64."""
        return base64.b64encode(self.bits).decode("ascii")


def make_pieces(
    terms: Sequence[str], fields: Sequence[Field], span: int
) -> Iterator[Piece]:
    """Yield the pieces of an index.

    Args:
        terms: sorted by UTF-16 code unit; those without any posting are left out.
        fields: in the order in which a term's record has them.
        span: the number of papers or a little more: Rice's parameters follow from it.
    """
    coded = [_CodedField(field, span) for field in fields]
    used = np.flatnonzero(np.sum([field.counts for field in fields], axis=0))
    kept = [terms[number] for number in used.tolist()]
    sizes = np.sum([field.measure() for field in coded], axis=0)[used] // 8
    before = ""
    for first, last in cut_terms(kept, sizes.tolist()):
        listed = kept[first:last]
        separator = frontcode.cut_separator(before, listed[0]) if first else ""
        bits = pack(_encode(used[first:last], coded))
        yield Piece(separator, frontcode.encode(listed), bits)
        before = listed[-1]


def make_piece(terms: Sequence[str], field: Field, span: int) -> Piece:
    """Return one piece with all terms, each of which has a posting."""
    coded = (_CodedField(field, span),)
    bits = pack(_encode(np.arange(len(terms)), coded)) if terms else b""
    return Piece("", frontcode.encode(terms), bits)


class _CodedField:
    """A field with what its codes need."""

    def __init__(self, field: Field, span: int) -> None:
        self.field = field
        self.counts = field.counts
        self.parameters = choose_parameters(span, self.counts)

    def gaps(self, first: int, last: int) -> Numbers:
        """Return, of postings, how many papers lie before each since the last one."""
        papers = self.field.papers[first:last].astype(np.int64)
        before = np.concatenate(([-1], papers[:-1]))
        starts = self.field.starts
        begins = starts[np.searchsorted(starts, first) : np.searchsorted(starts, last)]
        before[begins[begins < last] - first] = -1
        return papers - before - 1

    def measure(self) -> Numbers:
        """Return the bits that the postings of each term take."""
        header = np.where(self.counts, 2 * measure_bits(self.counts), 0) + 1
        blocks = range(0, len(self.counts), _BLOCK)
        sizes = [self._measure_lists(first, first + _BLOCK) for first in blocks]
        total: Numbers = header + np.concatenate([np.zeros(0, np.int64), *sizes])
        return total

    def _measure_lists(self, first: int, last: int) -> Numbers:
        """Return the bits of the postings of terms from `first` to before `last`."""
        counts = self.counts[first:last]
        begin, end = self.field.starts[first], self.field.starts[first + len(counts)]
        parameters = np.repeat(self.parameters[first:last], counts)
        bits = measure_rice(self.gaps(begin, end), parameters)
        if self.field.width > 1:
            bits += self._encode_symbols(begin, end).lengths
        of_term = np.repeat(np.arange(len(counts)), counts)
        total: Numbers = np.bincount(of_term, bits, len(counts)).astype(np.int64)
        return total

    def _encode_symbols(self, first: int, last: int) -> Codes:
        symbols = self.field.symbols
        if symbols is None:
            raise TypeError("a field without weights has no symbols")
        own = symbols[first:last]
        return self.field.code.encode(own) if self.field.code else encode_gamma(own + 1)

    def encode(self, terms: Numbers, places: Numbers, codes: Codes) -> None:
        """Write the postings of terms: for each that has any, from a place on."""
        counts = self.counts[terms]
        codes.fill(places[counts > 0], encode_gamma(counts[counts > 0]))
        first, last = self.field.starts[terms[0]], self.field.starts[terms[-1] + 1]
        starts = np.cumsum(counts) - counts
        rank = np.arange(last - first) - np.repeat(starts, counts)
        at = np.repeat(places + 1, counts) + rank * self.field.width
        parameters = np.repeat(self.parameters[terms], counts)
        codes.fill(at, encode_rice(self.gaps(first, last), parameters))
        if self.field.width > 1:
            codes.fill(at + 1, self._encode_symbols(first, last))


def _encode(terms: Numbers, fields: Sequence[_CodedField]) -> Codes:
    """Return the records of terms: which fields a term has, and its postings in each."""
    counts = np.stack([field.counts[terms] for field in fields], axis=1)
    widths = np.array([field.field.width for field in fields])
    sizes = np.where(counts > 0, 1 + counts * widths, 0)
    table = np.concatenate((np.ones((len(terms), 1), np.int64), sizes), axis=1)
    ends = np.cumsum(table)
    places = (ends - table.ravel()).reshape(table.shape)
    codes = Codes.empty(int(ends[-1]))
    bit_values = 1 << np.arange(len(fields) - 1, -1, -1)
    masks = (counts > 0) @ bit_values
    plain = masks == bit_values[0]
    codes.fill(
        places[:, 0],
        Codes(
            np.where(plain, 1, masks).astype(np.uint64),
            np.where(plain, 1, 1 + len(fields)),
        ),
    )
    for column, field in enumerate(fields, 1):
        field.encode(terms, places[:, column], codes)
    return codes
