"""Codes of numbers, front-coded strings and how terms are cut into pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import bits, frontcode
from generator.search.bits import (
    Codes,
    Huffman,
    choose_lengths,
    choose_parameters,
    encode_gamma,
    encode_rice,
    measure_rice,
    pack,
)
from generator.search.columns import Vocabulary, make_lists, sort_key
from generator.search.cutting import HEAVY, name_file
from generator.search.fields import Corpus
from generator.search.pieces import Field, make_piece, make_pieces
from tests.indexkit import BitReader, decode_strings, name_piece, read_piece

NUMBERS = st.integers(0, bits.MOST_DOCUMENTS - 1)
TEXT = st.text(
    st.characters(exclude_characters=" ", exclude_categories=["Cs"]), max_size=50
)


@given(st.lists(st.tuples(NUMBERS, st.integers(0, 23))))
def test_rice_codes_are_read_back(pairs):
    """Any number below 2^24 comes back with any parameter, small quotient or large."""
    values, parameters = (np.array([p[n] for p in pairs], np.int64) for n in (0, 1))
    codes = encode_rice(values, parameters)
    assert codes.lengths.tolist() == measure_rice(values, parameters).tolist()
    reader = BitReader(pack(codes))
    assert [reader.rice(k) for _, k in pairs] == [value for value, _ in pairs]
    assert len(reader.bits) - reader.place < 8


@given(st.lists(st.integers(1, 1 << 31), min_size=1))
def test_gamma_codes_are_read_back(values):
    """Any number from 1 on comes back."""
    reader = BitReader(pack(encode_gamma(np.array(values, np.int64))))
    assert [reader.gamma() for _ in values] == values


def test_codes_may_be_of_any_length():
    """None, 64 bits, and those that begin or end where a word of 64 bits does."""
    lengths = [0, 64, 1, 63, 64, 0, 3, 61, 60, 8, 56]
    values = [0, *((1 << length) - 1 for length in lengths[1:])]
    packed = pack(Codes(np.array(values, np.uint64), np.array(lengths, np.int64)))
    assert packed == b"\xff" * (sum(lengths) // 8) + b"\xf0"
    assert pack(Codes.empty(0)) == pack(Codes.empty(3)) == b""


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=128))
def test_huffman_codes_are_short_and_read_back(frequencies):
    """Every symbol has a code of at most twelve bits, whatever the frequencies are."""
    lengths = choose_lengths(frequencies)
    assert 1 <= min(lengths) <= max(lengths) <= bits.LONGEST_CODE
    assert sum(2.0**-length for length in lengths) == 1
    symbols = np.arange(len(frequencies))
    reader = BitReader(pack(Huffman.of_lengths(lengths).encode(symbols)))
    digits = "".join(frontcode.DIGITS[length] for length in lengths)
    assert [reader.huffman(digits) for _ in symbols] == symbols.tolist()


def test_frequent_symbols_have_short_codes():
    """The code is Huffman's: the two rarest share the longest length."""
    assert choose_lengths([8, 4, 2, 2]) == [1, 2, 3, 3]
    assert choose_lengths([5]) == [1]


def test_lengths_beyond_the_table_are_refused():
    """More symbols than codes of twelve bits can be cannot be coded."""
    with pytest.raises(ValueError, match="more symbols"):
        choose_lengths([0] * 5000)


@pytest.mark.parametrize(
    ("span", "count", "parameter"),
    [(100, 100, 0), (100, 1, 6), (65536, 1, 15), (65536, 30000, 0), (65536, 22000, 1)],
)
def test_parameters_follow_the_mean_gap(span, count, parameter):
    """The rarer a term, the more bits of a gap are written as they are."""
    assert choose_parameters(span, np.array([count])).tolist() == [parameter]


def test_a_span_stays_when_few_papers_come():
    """It is never below the number of papers, and the same for most next numbers."""
    sizes = (0, 1, 7, 9, 130, 131, 65_000, 65_525)
    none = make_lists([])
    nothing = Vocabulary((), (), none.items, none, none, none)
    spans = [Corpus({}, make_lists([[]] * n), nothing).span for n in sizes]
    assert spans == [0, 1, 7, 10, 160, 160, 65_536, 65_536]


@given(st.lists(TEXT, unique=True))
def test_strings_are_front_coded(strings):
    """Any sorted strings come back, astral characters and long ones too."""
    strings.sort(key=sort_key)
    assert decode_strings(frontcode.encode(strings)) == strings


def test_shared_starts_are_written_once():
    """A digit of base 36 says how much of the string before is kept: at most 35."""
    assert frontcode.encode(["kite", "kites", "net"]) == "0kite 4s 0net "
    assert frontcode.encode(["x" * 40, "x" * 41]) == f"0{'x' * 40} z{'x' * 6} "
    assert frontcode.encode(["\U00010330a", "\U00010330b"]) == "0\U00010330a 2b "


def test_separators_are_short():
    """What parts two terms is the second one up to where it differs."""
    assert frontcode.cut_separator("kite", "kiting") == "kiti"
    assert frontcode.cut_separator("kite", "kites") == "kites"
    assert frontcode.cut_separator("", "net") == "n"


@given(TEXT)
def test_names_of_files_are_plain(separator):
    """Every separator has a name of letters, digits and underscores of its own."""
    assert name_file(separator) == name_piece(separator)
    assert set(name_file(separator)) <= {*frontcode.DIGITS, "_"}


# Pieces


def make_field(name, lists, **weights) -> Field:
    """Return a field in which term `i` stands in the papers `lists[i]`."""
    starts = np.cumsum([0, *map(len, lists)])
    papers = np.array([number for listed in lists for number in listed], np.int32)
    return Field(name, starts, papers, **weights)


def test_a_piece_holds_the_postings_of_all_fields():
    """Each term has its papers and weights in each field, in the fields' order."""
    lengths = [2, 2, 2, 3, 3]
    text = make_field(
        "text", [[0, 5, 99], [], [7]],
        symbols=np.array([4, 1, 0, 3]), code=Huffman.of_lengths(lengths),
    )  # fmt: skip
    names = make_field("names", [[], [3], [0, 1]])
    exact = make_field("exact", [[5], [], [99]], symbols=np.array([1234, 0]))
    pieces = list(make_pieces(["a", "b", "c"], (text, names, exact), 100))
    assert [piece.separator for piece in pieces] == [""]
    manifest = {
        "span": 100, "papers": 100, "codes": {"text": "22233"},
        "levels": {"text": [1, 2, 3, 4, 5]},
    }  # fmt: skip
    fields = [["text", "level"], ["names", "flat"], ["exact", "exact"]]
    read = read_piece(manifest, fields, pieces[0].terms, pieces[0].text)
    numbers = {
        term: {name: [p.number for p in listed] for name, listed in found.items()}
        for term, found in read.items()
    }
    assert numbers == {
        "a": {"text": [0, 5, 99], "exact": [5]},
        "b": {"names": [3]},
        "c": {"text": [7], "names": [0, 1], "exact": [99]},
    }
    assert read["a"]["exact"][0].weight == 1.234
    first, second, third = (p.weight for p in read["a"]["text"])
    assert (second / first, third / first) == pytest.approx((2 / 5, 1 / 5))


def test_a_term_without_papers_is_left_out():
    """The vocabulary may hold words that no field of this plan has."""
    pieces = list(make_pieces(["a", "b"], (make_field("text", [[], [1]]),), 4))
    assert decode_strings(pieces[0].terms) == ["b"]
    assert list(make_pieces([], (make_field("text", []),), 0)) == []


def make_many(count: int):
    """Return terms in a few papers each, and one in very many."""
    terms = sorted(f"term{n * 7919 % 100_003}" for n in range(count))
    lists = [[n % 50, 60 + n % 9000] for n in range(count)]
    lists[count // 2] = list(range(0, 60_000, 2))
    return terms, lists


def test_a_heavy_term_has_a_piece_of_its_own():
    """Whoever looks for another word need not load its postings."""
    terms, lists = make_many(9000)
    pieces = list(make_pieces(terms, (make_field("text", lists),), 60_000))
    heavy = [piece for piece in pieces if decode_strings(piece.terms) == [terms[4500]]]
    assert len(heavy) == 1
    assert len(heavy[0].bits) > HEAVY
    assert max(len(piece.bits) for piece in pieces if piece not in heavy) < 3 * HEAVY


def test_separators_part_the_terms():
    """A term lies in the last piece whose separator does not sort after it."""
    terms, lists = make_many(9000)
    pieces = list(make_pieces(terms, (make_field("text", lists),), 60_000))
    assert len(pieces) > 5
    ends = [piece.separator for piece in pieces[1:]] + ["\uffff"]
    for piece, end in zip(pieces, ends, strict=True):
        for term in decode_strings(piece.terms):
            assert piece.separator <= term < end
    joined = [term for piece in pieces for term in decode_strings(piece.terms)]
    assert joined == terms


def test_a_new_term_changes_few_pieces():
    """Borders hang on the terms, not on how many came before."""
    terms, lists = make_many(9000)
    before = set(make_pieces(terms, (make_field("text", lists),), 60_000))
    more = sorted([*terms, "term05"])
    lists.insert(more.index("term05"), [3])
    after = set(make_pieces(more, (make_field("text", lists),), 60_000))
    assert 1 <= len(after - before) <= 3


def test_terms_that_differ_late_are_not_parted():
    """The name of a file stays short, though the terms be long."""
    terms = [f"{'a' * 300}{n:05}" for n in range(9000)]
    lists = [[n] for n in range(9000)]
    pieces = list(make_pieces(terms, (make_field("text", lists),), 9000))
    assert [piece.separator for piece in pieces] == [""]


def test_facets_are_one_piece():
    """All terms are in it, however large it is; none is none."""
    lists = [list(range(20_000)), [5]]
    piece = make_piece(["a", "b"], make_field("facets", lists), 20_000)
    manifest = {"span": 20_000, "papers": 20_000}
    read = read_piece(manifest, [["facets", "flat"]], piece.terms, piece.text)
    assert [posting.number for posting in read["b"]["facets"]] == [5]
    assert len(read["a"]["facets"]) == 20_000
    assert make_piece([], make_field("facets", []), 0).bits == b""
