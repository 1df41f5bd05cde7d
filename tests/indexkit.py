"""The files of the search, read back: the index format a second time, bit by bit."""

from __future__ import annotations

import base64
import json
import math
import re
from dataclasses import dataclass

from generator.models import Catalogue
from generator.search.columns import read_vocabulary
from generator.search.fields import make_compact_fields
from generator.search.index import Scripts, build_search
from tests.conftest import OTHER

DATA = "assets/search/data/"
SCRIPTS = Scripts({"one": "/* said */ var one = 1;\n"}, "/*! lunr */\nvar lunr = {};\n")


def make_catalogue(*entries, topics=(OTHER,)) -> Catalogue:
    """Return a catalogue of entries, which are given newest first."""
    return Catalogue(tuple(entries), tuple(topics), (), None, len(entries), 0)


def build(*entries, plan=make_compact_fields, topics=(OTHER,)) -> dict[str, bytes]:
    """Return the files built for entries, by name below the data folder."""
    catalogue = make_catalogue(*entries, topics=topics)
    files = list(build_search(catalogue, SCRIPTS, plan=plan))
    assert len({file.path for file in files}) == len(files)
    return {file.path.removeprefix(DATA): file.content for file in files}


def read_values(files: dict[str, bytes], name: str):
    """Return what a script hands over under its own name."""
    match = re.fullmatch(
        r"PaperDigest\.search\.receive\((.*)\);\n", files[f"{name}.js"].decode("ascii")
    )
    assert match
    own_name, *values = json.loads(f"[{match[1]}]")
    assert own_name == name
    return values


def read_manifest(files: dict[str, bytes]):
    """Return the manifest."""
    return read_values(files, "manifest")[0]


def decode_strings(text: str) -> list[str]:
    """Return front-coded strings; lengths are in UTF-16 code units."""
    strings: list[str] = []
    before = b""
    for part in text.split(" ")[:-1]:
        before = before[: 2 * int(part[0], 36)] + part[1:].encode(
            "utf-16-le", "surrogatepass"
        )
        strings.append(before.decode("utf-16-le"))
    return strings


class BitReader:
    """Reads codes from the most significant bit on."""

    def __init__(self, content: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in content)
        self.place = 0

    def take(self, size: int) -> int:
        """Return the next bits as a number."""
        self.place += size
        assert self.place <= len(self.bits)
        return int(self.bits[self.place - size : self.place] or "0", 2)

    def gamma(self) -> int:
        """Return the next number in Elias's gamma code."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) | self.take(zeros)

    def rice(self, parameter: int) -> int:
        """Return the next number in Rice's code."""
        quotient = 0
        while quotient < 16 and self.take(1):
            quotient += 1
        if quotient == 16:
            quotient = 15 + self.gamma()
        return (quotient << parameter) | self.take(parameter)

    def huffman(self, lengths: str) -> int:
        """Return the next symbol of the canonical code with these lengths."""
        codes = {}
        code = previous = 0
        for length, symbol in sorted((int(n, 36), s) for s, n in enumerate(lengths)):
            if length:
                code <<= length - previous
                codes[f"{code:0{length}b}"] = symbol
                code, previous = code + 1, length
        read = ""
        while read not in codes:
            read += str(self.take(1))
            assert len(read) <= 12
        return codes[read]


@dataclass(frozen=True)
class Posting:
    """A term in a field of a paper."""

    number: int
    weight: float
    marked: bool = False


def read_piece(manifest, fields, terms: str, bits: str):
    """Return the postings of a piece by term and field."""
    reader = BitReader(base64.b64decode(bits))
    return {
        term: _read_term(reader, manifest, fields) for term in decode_strings(terms)
    }


def _read_term(reader: BitReader, manifest, fields):
    first = 1 << (len(fields) - 1)
    mask = first if reader.take(1) else reader.take(len(fields))
    found: dict[str, list[Posting]] = {}
    for place, (name, kind) in enumerate(fields):
        if mask & (first >> place):
            found[name] = _read_list(reader, manifest, name, kind, found)
    return found


def _read_list(reader: BitReader, manifest, name: str, kind: str, before):
    count = reader.gamma()
    in_first = len(next(iter(before.values()), ()))
    df = max(in_first, count) if kind in {"level", "flat"} else count
    parameter = max((manifest["span"] * 11 // (16 * count)).bit_length() - 1, 0)
    papers = manifest["papers"]
    idf = math.log(1 + abs((papers - df + 0.5) / (df + 0.5)))
    number = -1
    postings = []
    for _ in range(count):
        number += 1 + reader.rice(parameter)
        assert number < papers
        weight, marked = 1.0, False
        if kind == "exact":
            weight = (reader.gamma() - 1) / 1000 / idf
        elif kind != "flat":
            symbol = reader.huffman(manifest["codes"][name])
            marked = kind == "marked" and symbol % 2 == 1
            weight = manifest["levels"][name][
                symbol // 2 if kind == "marked" else symbol
            ]
        postings.append(Posting(number, weight * idf, marked))
    return postings


def read_index(files: dict[str, bytes]) -> dict[str, dict[str, list[Posting]]]:
    """Return all postings, by term and field; pieces are taken in their order."""
    manifest = read_manifest(files)
    index: dict[str, dict[str, list[Posting]]] = {}
    for separator in decode_strings(manifest["terms"]):
        terms, bits, coding = read_values(files, f"terms/t-{name_piece(separator)}")
        assert coding == manifest["coding"]
        index |= read_piece(manifest, manifest["fields"], terms, bits)
    return index


def name_piece(separator: str) -> str:
    """Return the name of the file that a separator stands for."""
    units = separator.encode("utf-16-be")
    return "".join(
        chr(unit)
        if chr(unit) in "0123456789abcdefghijklmnopqrstuvwxyz"
        else f"_{unit:04x}"
        for unit in (
            int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)
        )
    )


def list_terms(text: str, *, name: bool = False) -> list[str]:
    """Return the terms of a text in its order, as the index reads them."""
    words = text.split()
    vocabulary = read_vocabulary(words, ())
    lists = vocabulary.names if name else vocabulary.prose
    return [vocabulary.terms[item] for item in lists.items]
