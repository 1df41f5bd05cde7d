"""The index of the search: what is in it, and that it is always the same."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from lunr.builder import Builder

from generator.errors import OutputError
from generator.models import (
    ARXIV,
    DOI,
    OPENREVIEW,
    Link,
    Origin,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.search.fields import make_exact_fields
from generator.search.index import build_search
from generator.search.scripts import BUNDLES, load_scripts, render_scripts
from generator.search.weights import TEXT_SCALE
from tests.conftest import ROOT, make_entry
from tests.indexkit import SCRIPTS as SOURCES
from tests.indexkit import (
    build,
    decode_strings,
    list_terms,
    make_catalogue,
    read_index,
    read_manifest,
    read_piece,
    read_values,
)

TEXTS = (
    "Kites and kite nets", "Wind; wind and GPT-4 kites", "", "Nets of wind, nets, nets",
    "Étude in α and \U00010330\U00010331", "Nothing else",
)  # fmt: skip


def make_entries():
    """Return a few papers, newest first."""
    return [
        make_entry(
            f"p{n}", f"Title {n} of kites" if n % 2 else "Wind", abstract=text,
            authors=("Ada Wind", f"B Author{n}"), venue=f"Venue {n % 2}",
            ids=(PaperId(ARXIV, f"2411.0123{n}"),), published=PartialDate(2020 + n % 3),
        )
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip


def list_fields(index) -> dict[str, list[str]]:
    """Return the fields that each term stands in."""
    return {term: list(found) for term, found in index.items()}


# What is indexed


def test_every_field_is_indexed():
    """Text, authors, venue, organization and identifiers each have their own words."""
    entry = make_entry(
        "kites",
        "Steering kites",
        abstract="Gusts of wind.",
        authors=("An Wu",),
        organization="Weather House",
        venue="Sky 2024",
        ids=(
            PaperId(ARXIV, "2411.01234"),
            PaperId(DOI, "10.5555/k t"),
            PaperId(OPENREVIEW, "aB3"),
        ),
    )
    assert list_fields(read_index(build(entry))) == {
        "steer": ["text"], "kite": ["text"], "gust": ["text"], "wind": ["text"],
        "an": ["authors"], "wu": ["authors"], "weather": ["organization"],
        "hous": ["organization"], "ski": ["venue"], "2024": ["venue"],
        "2411.01234": ["ids"], "10.5555/kt": ["ids"], "ab3": ["ids"],
    }  # fmt: skip


def test_words_of_the_title_are_marked():
    """Title and abstract are one field; a mark tells which words the title has."""
    entry = make_entry(title="Kites", abstract="Kites in wind.")
    index = read_index(build(entry))
    assert [index[term]["text"][0].marked for term in ("kite", "wind")] == [True, False]


def test_a_made_heading_is_no_title():
    """What stands in the abstract only is not found as a word of the title."""
    entry = make_entry(heading="We fly…", title=None, abstract="We fly kites.")
    index = read_index(build(entry))
    assert index
    assert not any(p.marked for found in index.values() for p in found["text"])


def test_the_index_has_each_word_of_each_paper():
    """Postings are those that a plain count of every paper's terms gives."""
    entries = make_entries()
    index = read_index(build(*entries))
    numbered = list(enumerate(reversed(entries)))
    expected = {
        (term, number)
        for number, entry in numbered
        for term in list_terms(f"{entry.paper.title} {entry.paper.abstract}")
    }
    assert expected == {
        (term, p.number) for term, found in index.items() for p in found.get("text", [])
    }
    people = {
        (term, number)
        for number, entry in numbered
        for author in entry.paper.authors
        for term in list_terms(author, name=True)
    }
    assert people == {
        (term, p.number)
        for term, found in index.items()
        for p in found.get("authors", [])
    }


# What words count


def test_weights_rise_with_the_count_and_fall_with_the_length():
    """Of two papers as long, that which says a word twice comes first; titles count."""
    texts = ["Kite kite net line.", "Kite rope net line.", "Kite rope net line. " * 9]
    entries = [
        make_entry(f"p{n}", "Some title", abstract=text) for n, text in enumerate(texts)
    ]
    entries.append(make_entry("p3", "Kite title", abstract="Rope net line."))
    index = read_index(build(*reversed(entries)))
    twice, once, long, titled = (p.weight for p in index["kite"]["text"])
    assert titled > twice > once
    assert index["rope"]["text"][1].weight > once
    assert long > once  # nine times, in a text nine times as long


def test_levels_are_near_the_weights():
    """The nearest of 96 levels, which lie closer the higher they are."""
    levels = TEXT_SCALE.levels
    assert (len(levels), levels[0], levels[-1]) == (96, 0.3, 2.31)
    steps = [high - low for low, high in pairwise(levels)]
    assert all(before > after - 1e-3 for before, after in pairwise(steps))
    weights = [0.3, 0.77, 1.0, 1.51, 1.99, 2.31]
    found = TEXT_SCALE.find_levels(np.array(weights)).tolist()
    nearest = [min(range(96), key=lambda n: abs(levels[n] - w)) for w in weights]
    assert found == nearest
    assert TEXT_SCALE.find_levels(np.array([0.0, 99.0])).tolist() == [0, 95]


def test_exact_weights_are_those_of_lunr():
    """The exact plan has, to the last digit, what lunr's own builder computes."""
    entries = make_entries()
    builder = Builder()
    builder.ref("number")
    fields = ("text", "title", "authors", "venue", "organization", "ids")
    for name in fields:
        builder.field(name)
    for number, entry in enumerate(reversed(entries)):
        paper = entry.paper
        title = list_terms(paper.title or "")
        given = {
            "text": title + list_terms(paper.abstract or ""),
            "title": title,
            "authors": list_terms(" ".join(paper.authors), name=True),
            "venue": list_terms(paper.venue or "", name=True),
            "organization": [],
            "ids": [paper.ids[0].value],
        }
        builder.add({"number": number, **given})
    stock = json.loads(json.dumps(builder.build().serialize()))
    terms = {posting["_index"]: term for term, posting in stock["invertedIndex"]}
    expected = {
        (terms[position], *reference.split("/")): weight
        for reference, vector in stock["fieldVectors"]
        for position, weight in zip(vector[::2], vector[1::2], strict=True)
    }
    files = build(*entries, plan=make_exact_fields)
    assert [name for name, _ in read_manifest(files)["fields"]] == list(fields)
    found = {
        (term, name, str(posting.number)): posting.weight
        for term, by_name in read_index(files).items()
        for name, postings in by_name.items()
        for posting in postings
    }
    assert found.keys() == expected.keys()
    assert all(math.isclose(found[key], expected[key]) for key in expected)


# Files


def test_all_files_are_written():
    """Library, scripts, documents in chunks, terms, words, facets and the manifest."""
    files = build(*make_entries())
    assert sorted(files) == [
        "documents/0.js", "documents/1.js", "documents/2.js", "facets.js", "lunr.js",
        "manifest.js", "one.js", "terms/t-.js", "words/w-.js",
    ]  # fmt: skip


def test_the_manifest_describes_the_rest():
    """It has what the browser needs to know before it loads anything else."""
    manifest = read_manifest(build(*make_entries()))
    assert re.fullmatch(r"[0-9a-f]{16}", manifest["fingerprint"])
    assert (manifest["version"], manifest["papers"], manifest["chunk"]) == (1, 6, 2)
    assert manifest["topics"] == {"other": "Other"}
    assert manifest["sources"] == {"test": "test"}
    assert decode_strings(manifest["terms"]) == [""]
    assert decode_strings(manifest["words"]) == [""]
    for name, kind in manifest["fields"]:
        coded = kind in {"marked", "level"}
        assert coded == (name in manifest["codes"]) == (name in manifest["levels"])
    assert len(manifest["codes"]["text"]) == 2 * len(manifest["levels"]["text"])
    for digits in manifest["codes"].values():
        assert sum(2.0 ** -int(digit, 36) for digit in digits) == 1


def test_years_are_ranges_of_numbers():
    """Papers are numbered by date: a year is told by its first number."""
    entries = [
        make_entry("c", published=PartialDate(2024, 5)),
        make_entry("b", published=PartialDate(2024)),
        make_entry("a", published=PartialDate(2019, 2, 3)),
        make_entry("undated"),
    ]
    assert read_manifest(build(*entries))["years"] == [[2019, 1], [2024, 2]]


def test_facets_are_postings():
    """Topics, sources and code are counted without a look at the papers."""
    sky, sea = Topic("sky", "Sky", ""), Topic("sea", "Sea", "")
    entries = [
        make_entry("b", links=(Link("code", "https://example.org"),)),
        make_entry("a"),
    ]
    other = Origin("more.txt", 1, "arxiv")
    entries[0] = replace(
        entries[0],
        topics=(TopicMatch(sky, 2.0, ()), TopicMatch(sea, 1.0, ())),
        paper=replace(
            entries[0].paper, origins=(*entries[0].paper.origins, other, other)
        ),
    )
    files = build(*entries, topics=(sky, sea))
    terms, bits, _ = read_values(files, "facets")
    facets = read_piece(read_manifest(files), [["facets", "flat"]], terms, bits)
    assert {
        facet: [p.number for p in found["facets"]] for facet, found in facets.items()
    } == {
        "has:code": [1], "source:arxiv": [1], "source:test": [0, 1],
        "topic:other": [0], "topic:sea": [1], "topic:sky": [1],
    }  # fmt: skip


def test_words_are_kept_for_completion_and_repair():
    """Words that stand twice or in a title, as they are written, with how often."""
    entries = [
        make_entry("a", "MoE-Pruner", abstract="Kites once, gusty kites gusty kites."),
        make_entry("b", "The wind", abstract="A thing. The wind."),
    ]
    words, counts = read_values(build(*entries), "words/w-")
    found = dict(zip(decode_strings(words), counts, strict=True))
    assert found == {
        "gusty": "2", "kites": "3", "moe": "0", "moepruner": "0", "pruner": "0",
        "wind": "2",
    }  # fmt: skip


def test_no_papers_give_an_index_of_none():
    """An empty catalogue has a manifest that says so."""
    files = build()
    assert sorted(files) == ["facets.js", "lunr.js", "manifest.js", "one.js"]
    manifest = read_manifest(files)
    assert (manifest["papers"], manifest["terms"], manifest["words"]) == (0, "", "")
    assert read_manifest(build(plan=make_exact_fields))["papers"] == 0


def test_papers_without_words_are_indexed():
    """A paper of which nothing is known but that it is there has no posting."""
    entry = make_entry(title=None, abstract=None)
    files = build(replace(entry, paper=replace(entry.paper, ids=())))
    assert read_index(files) == {}
    assert read_values(files, "documents/0")[0][0][0] == entry.slug


def test_the_fingerprint_changes_with_the_contents():
    """Another abstract gives another fingerprint, the same papers the same one."""
    one, same, other = (
        read_manifest(build(make_entry(abstract=text)))["fingerprint"]
        for text in ("Kites.", "Kites.", "Kites!")
    )
    assert one == same != other


def test_terms_are_sorted_as_javascript_sorts():
    """An astral letter stands before U+FB1D and up, for browsers to find it."""
    entry = make_entry(
        abstract="zebra \U00010330\U00010331 \ua722\ua723 \uff66\u3042 猫"
    )
    entry = replace(entry, paper=replace(entry.paper, title="\ufb50 \U00020bb7 ﬀ"))
    terms = list(read_index(build(entry)))
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert any(ord(ch) > 0xFFFF for term in terms for ch in term)


def test_progress_is_told():
    """The callback hears how many papers are read, up to all of them."""
    heard: list[int] = []
    catalogue = make_catalogue(*make_entries())
    list(build_search(catalogue, SOURCES, progress=heard.append))
    assert heard == [2, 4, 6]


def test_a_new_paper_leaves_most_pieces_alone():
    """Numbers, borders and weights of the others stay; only its own words change."""
    entries = [
        make_entry(
            f"p{n}", f"Paper number{n}", abstract=f"About word{n % 400} thing{n * 7}."
        )
        for n in range(3000)
    ]
    before = build(*entries[::-1])
    new = make_entry("new", "Paper novelty", abstract="About nothing known.")
    after = build(new, *entries[::-1])
    pieces = {name for name in before if name.startswith("terms/")}
    changed = {name for name in pieces if before[name] != after.get(name)}
    assert len(pieces) >= 8
    assert len(changed) <= 6 < len(pieces)
    assert sum(before[name] != after.get(name) for name in before) <= len(changed) + 5


def test_the_same_papers_give_the_same_bytes():
    """The hash seed of Python leaves no trace."""
    code = (
        "from tests.indexkit import build\n"
        "from tests.conftest import make_entry\n"
        "import hashlib\n"
        "files = build(*[make_entry(f'p{n}', f'Kite {n} of wind', authors=('B', 'A'))"
        " for n in range(40)])\n"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# Scripts


def test_scripts_come_in_small_files():
    """Comments go, but not the licence of the library."""
    files = {file.path: file.content for file in render_scripts({"a": "x\n\ny"}, "")}
    assert files["assets/search/data/a.js"] == b"x\ny\n"
    built = build()
    assert b"said" not in built["one.js"]
    assert b"lunr */" in built["lunr.js"]


def test_the_scripts_are_those_of_the_site():
    """Each script of the search is in a bundle, and all are there."""
    folder = ROOT / "docs" / "assets" / "search"
    names = {path.stem for path in folder.glob("*.js")}
    assert {name for bundle in BUNDLES.values() for name in bundle} == names
    assert load_scripts(folder).keys() == BUNDLES.keys()


def test_a_missing_script_is_named(tmp_path):
    """Whoever deletes one is told which."""
    with pytest.raises(OutputError, match=r"words\.js"):
        load_scripts(tmp_path)
