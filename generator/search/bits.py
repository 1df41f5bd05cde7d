"""Whole numbers as bits: the codes in which postings are stored, over arrays of values.

A code is a number and a length in bits; bits go from the most significant one. The
browser's half is `docs/assets/search/bits.js`. Gamma: P. Elias, "Universal codeword sets
and representations of the integers", IEEE Trans. Inf. Theory 21(2), 1975. Rice: R. F.
Rice, "Some practical universal noiseless coding techniques", JPL 79-22, 1979. Canonical
Huffman codes are counted up as in RFC 1951, section 3.2.2.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Words = NDArray[np.uint64]

LONGEST_UNARY = 16
"""Quotients of Rice's code from here on are written in gamma."""
LONGEST_CODE = 12
"""Bits of a Huffman code: the browser decodes with a table of 2^12."""
MOST_DOCUMENTS = 1 << 24
"""Above this, a code could be longer than the 64 bits that are packed at once."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of many values, in the order of the values."""

    bits: Words
    lengths: Numbers

    @classmethod
    def empty(cls, size: int) -> Self:
        """Return room for codes; what is never filled takes no bit."""
        return cls(np.zeros(size, np.uint64), np.zeros(size, np.int64))

    def fill(self, places: Numbers, codes: Codes) -> None:
        """Put codes at places."""
        self.bits[places] = codes.bits
        self.lengths[places] = codes.lengths


def measure_bits(values: Numbers) -> Numbers:
    """Return how many binary digits each value of 0 to 2^52 has."""
    exponents: Numbers = np.frexp(values.astype(np.float64))[1].astype(np.int64)
    return exponents


def encode_gamma(values: Numbers) -> Codes:
    """Return Elias's gamma code of values of at least 1."""
    return Codes(values.astype(np.uint64), 2 * measure_bits(values) - 1)


def choose_parameters(span: int, counts: Numbers) -> Numbers:
    """Return Rice's parameter for lists of so many numbers below `span`.

    The best one is near log2(0.69 span / count); in whole numbers, for both halves of
    the search to come to the same.
    """
    means = span * 11 // (16 * np.maximum(counts, 1))
    return np.maximum(measure_bits(means) - 1, 0)


def encode_rice(values: Numbers, parameters: Numbers) -> Codes:
    """Return Rice's code of each value with its parameter."""
    quotients = values >> parameters
    rest = values & ((1 << parameters) - 1)
    few = quotients < LONGEST_UNARY
    # q ones and a zero; or 16 ones and the gamma code of q - 15.
    ones = np.where(few, quotients, LONGEST_UNARY)
    tails = encode_gamma(np.where(few, 1, quotients - LONGEST_UNARY + 1))
    tail_bits = np.where(few, np.uint64(0), tails.bits)
    heads = ((np.uint64(1) << ones.astype(np.uint64)) - np.uint64(1)) << (
        tails.lengths.astype(np.uint64)
    )
    bits = ((heads | tail_bits) << parameters.astype(np.uint64)) | rest.astype(
        np.uint64
    )
    return Codes(bits, ones + tails.lengths + parameters)


def measure_rice(values: Numbers, parameters: Numbers) -> Numbers:
    """Return how many bits `encode_rice` takes for each value."""
    quotients = values >> parameters
    few = quotients < LONGEST_UNARY
    escaped = LONGEST_UNARY + 2 * measure_bits(quotients - LONGEST_UNARY + 1) - 1
    return np.where(few, quotients + 1, escaped) + parameters


@dataclass(frozen=True, slots=True)
class Huffman:
    """A canonical Huffman code; symbols are the numbers from 0 on."""

    lengths: Numbers
    """Bits of each symbol's code, 0 where it has none."""
    bits: Words

    @classmethod
    def of_lengths(cls, lengths: Sequence[int]) -> Self:
        """Return the code that these lengths define."""
        bits = [0] * len(lengths)
        code = previous = 0
        for length, symbol in sorted((n, s) for s, n in enumerate(lengths) if n):
            code <<= length - previous
            bits[symbol], previous = code, length
            code += 1
        return cls(np.array(lengths, np.int64), np.array(bits, np.uint64))

    @classmethod
    def of_digits(cls, digits: str) -> Self:
        """Return the code with these lengths, each a digit of base 36."""
        return cls.of_lengths([int(digit, 36) for digit in digits])

    def encode(self, symbols: NDArray[np.integer]) -> Codes:
        """Return the codes of symbols."""
        return Codes(self.bits[symbols], self.lengths[symbols])


def choose_lengths(frequencies: Sequence[int]) -> list[int]:
    """Return the lengths of a Huffman code in which every symbol has a code.

    Rare symbols are taken for more frequent ones as far as it needs for no code to be
    longer than LONGEST_CODE.

    Raises:
        ValueError: there are more symbols than such codes.
    """
    for rarest in range(LONGEST_CODE, 0, -1):
        least = max(1, sum(frequencies) >> rarest)
        lengths = _measure_codes([max(number, least) for number in frequencies])
        if max(lengths) <= LONGEST_CODE:
            return lengths
    raise ValueError("more symbols than short codes")


def _measure_codes(frequencies: Sequence[int]) -> list[int]:
    """Return the lengths of Huffman's code, however long."""
    order = count()
    heap = [(number, next(order), [s]) for s, number in enumerate(frequencies)]
    heapq.heapify(heap)
    lengths = [int(len(frequencies) == 1)] * len(frequencies)
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        joined = first[2] + second[2]
        for symbol in joined:
            lengths[symbol] += 1
        heapq.heappush(heap, (first[0] + second[0], next(order), joined))
    return lengths


def pack(codes: Codes) -> bytes:
    """Return codes one after another, from the most significant bit of the first byte."""
    ends = np.cumsum(codes.lengths)
    if not ends.size or not ends[-1]:
        return b""
    starts = ends - codes.lengths
    words = np.zeros(int(ends[-1] >> 6) + 2, np.uint64)
    place, room = starts >> 6, 64 - (starts & 63)
    over = codes.lengths - room
    inside = over <= 0
    # Shifts of 64 are not defined: a code without bits shifts by 63, and is 0 anyway.
    left = np.minimum(np.where(inside, -over, 0), 63).astype(np.uint64)
    right = np.where(inside, 0, over).astype(np.uint64)
    main = np.where(inside, codes.bits << left, codes.bits >> right)
    firsts = np.flatnonzero(np.diff(place, prepend=-1))
    words[place[firsts]] = np.bitwise_or.reduceat(main, firsts)
    spilling = np.flatnonzero(~inside)
    rest = codes.bits[spilling] << (np.uint64(64) - right[spilling])
    words[place[spilling] + 1] |= rest
    size = int(ends[-1] + 7) >> 3
    return words.astype(">u8").tobytes()[:size]
