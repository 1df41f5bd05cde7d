"""The files that the search loads: terms, documents, the index."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from lunr.builder import Builder
from lunr.index import Index
from lunr.stemmer import stemmer

from generator.models import (
    ARXIV,
    DOI,
    OPENREVIEW,
    Catalogue,
    Link,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.search.documents import (
    CHUNK,
    describe,
    render_call,
    render_text_call,
)
from generator.search.index import BOOSTS, build_search
from generator.search.stemmer import stem
from generator.search.tokens import STOP_WORDS, list_terms, split_chunk
from tests.conftest import OTHER, ROOT, make_entry

DATA = "assets/search/data/"


def make_catalogue(*entries) -> Catalogue:
    """Return a catalogue of entries under the topic Other."""
    return Catalogue(tuple(entries), (OTHER,), (), None, len(entries), 0)


def build(*entries) -> dict[str, bytes]:
    """Return the files built for entries, by name below the data folder."""
    files = list(build_search(make_catalogue(*entries), b"library"))
    assert len({file.path for file in files}) == len(files)
    return {file.path.removeprefix(DATA): file.content for file in files}


def read_call(content: bytes):
    """Return the name of the function that a script calls, and its arguments."""
    match = re.fullmatch(r"PaperDigest\.search\.(\w+)\((.*)\);\n", content.decode())
    assert match
    arguments = match[2]
    if arguments.startswith("'"):
        arguments = re.sub(r"\\(.)", r"\1", arguments[1:-1])
    return match[1], json.loads(f"[{arguments}]")


def read_index(files: dict[str, bytes]):
    """Return the serialised index."""
    function, (index,) = read_call(files["index.js"])
    assert function == "receiveIndex"
    return index


def list_indexed(index) -> list[str]:
    """Return the terms of an index in its order."""
    return [term for term, _ in index["invertedIndex"]]


# Stems


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # Every rule, and where lunr.js departs from the paper or from lunr.py.
        ("glasses", "glass"), ("stories", "stori"), ("kites", "kite"),
        ("glass", "glass"), ("decreed", "decre"), ("steed", "steed"),
        ("embedded", "embed"), ("fled", "fled"), ("steering", "steer"),
        ("king", "king"), ("encoded", "encod"), ("enabled", "enabl"),
        ("resized", "resiz"), ("mapping", "map"), ("calling", "call"),
        ("pressing", "press"), ("tuning", "tune"), ("sailing", "sail"),
        ("noisy", "noisi"), ("computational", "comput"), ("optional", "option"),
        ("national", "nation"), ("tokenizer", "token"), ("basically", "basic"),
        ("visually", "visual"), ("quantization", "quantiz"), ("modality", "modal"),
        ("replicate", "replic"), ("helpful", "help"), ("survival", "surviv"),
        ("measurement", "measur"), ("detection", "detect"), ("lion", "lion"),
        ("ion", "ion"), ("summarize", "summar"), ("slate", "slate"),
        ("update", "updat"), ("lease", "leas"), ("enroll", "enrol"), ("ball", "ball"),
        ("by", "by"), ("say", "say"), ("sky", "ski"), ("delay", "delay"),
        ("alexey", "alexey"), ("highway", "highway"), ("employed", "employ"),
        ("ies", "ie"), ("sses", "sse"), ("eed", "e"), ("yes", "ye"), ("be", "be"),
        ("archaeology", "archaeolog"), ("plausibly", "plausibl"), ("able", "abl"),
        ("𐌰y", "𐌰i"), ("𐌰𐌰s", "𐌰𐌰"), ("дeed", "дeed"),
    ],
)  # fmt: skip
def test_stem(word, expected):
    """A word has the stem of Porter's algorithm as lunr.js has it."""
    assert stem(word) == expected


# Terms


@pytest.mark.parametrize(
    ("chunk", "forms"),
    [
        ("kite", ("kite",)),
        ("KITE", ("kite",)),
        ("MoE-Pruner", ("moepruner", "moe", "pruner")),
        ("MoEPruner", ("moepruner", "moe", "pruner")),
        ("HTMLParser", ("htmlparser", "html", "parser")),
        ("MyGPTModel", ("mygptmodel", "gpt", "model")),
        ("LoRA", ("lora",)),
        ("word2vec", ("word2vec", "word", "2vec")),
        ("Qwen2.5-VL", ("qwen2.5vl", "qwen2.5", "qwen", "2.5", "vl")),
        ("state-of-the-art", ("stateoftheart", "state", "of", "the", "art")),
        ("one-two-three-four-five", ("one", "two", "three", "four", "five")),
        ("transformer's", ("transformer",)),
        ("O\u2019Brien", ("obrien", "o", "brien")),
        ("example.org", ("exampleorg", "example", "org")),
        ("v1.5", ("v1.5",)),
    ],
)
def test_a_chunk_gives_its_whole_and_its_parts(chunk, forms):
    """However a compound is written, the forms under which it is looked for are there."""
    assert split_chunk(chunk) == forms


def test_accents_and_special_letters_are_folded():
    """A reader need not have the keyboard of the author."""
    text = "Łukasz Søgaard, étude naïve Weiß İstanbul ﬁne ΣΑΣ x² e\u0301a"
    assert list_terms(text) == [
        "lukasz", "sogaard", "etud", "naiv", "weiss", "istanbul", "fine", "σασ", "x2",
        "ea",
    ]  # fmt: skip


def test_words_that_say_nothing_are_left_out_but_not_of_names():
    """Stop words are no terms of a text, but An Wu is a name."""
    assert list_terms("The kites of an owner") == ["kite", "owner"]
    assert list_terms("An Wu", frozenset()) == ["an", "wu"]
    assert "the" in STOP_WORDS


@pytest.mark.parametrize("text", ["", " - . ' ", "__ $$ \u0301", "\U0001f600"])
def test_text_without_words_has_no_terms(text):
    """Punctuation, marks and pictures are no words."""
    assert list_terms(text) == []


# Documents


def test_a_document_has_what_a_result_shows():
    """Everything is plain text, the date has its label and its precision."""
    entry = make_entry(
        "kites",
        "Kites of α wind",
        abstract="ignored: the caller gives it",
        authors=("Okafor, Ada", "B Li", "C Ray", "D Poe", "E Fox"),
        published=PartialDate(2024, 11),
        venue=r"Wind \& Weather",
        links=(Link("web", "https://example.org"), Link("code", "https://example.com")),
    )
    document = describe(entry, "Kites fly.")
    assert document.heading == "Kites of α wind"
    assert not document.heading_made
    assert document.abstract == "Kites fly."
    assert document.authors == "Ada Okafor, B Li, C Ray and 2 others"
    assert (document.date, document.iso) == ("November 2024", "2024-11")
    assert document.venue == "Wind & Weather"
    assert document.code
    assert document.topics == ("other",)


def test_a_document_says_what_is_not_known():
    """No date, no venue, no abstract and no authors are shown as none."""
    document = describe(make_entry(), "")
    assert (document.date, document.iso, document.venue) == (None, None, "")
    assert (document.abstract, document.authors, document.code) == ("", "", False)


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"authors": ("A", "B", "C")}, "A, B, C"),
        ({"authors": ("A", "B", "C", "D")}, "A, B, C and 1 other"),
        ({"authors": ("A",), "authors_complete": False}, "A and others"),
        ({"organization": "Wind Laboratory", "author_count": 3}, "Wind Laboratory"),
        ({"author_count": 1}, "1 author"),
        ({"author_count": 12}, "12 authors"),
    ],
)
def test_authors_fit_on_a_line(facts, line):
    """At most three names; without names the organization, or how many there are."""
    assert describe(make_entry(**facts), "").authors == line


def test_a_made_heading_is_not_repeated_in_the_abstract():
    """Where the heading is the start of the abstract, the abstract goes on from there."""
    entry = make_entry(heading="We fly…", title=None, abstract="We fly kites all day.")
    document = describe(entry, "We fly kites all day.")
    assert document.heading_made
    assert document.heading == "We fly…"
    assert document.abstract == "… kites all day."


def test_values_cannot_leave_their_script():
    """Neither markup nor a line separator of JavaScript stands in a script as it is."""
    content = render_call("receive", 1, ["</script><!-- & \u2028\u2029 é"])
    assert content == (
        b'PaperDigest.search.receive(1,["\\u003c/script\\u003e\\u003c!-- \\u0026'
        b' \\u2028\\u2029 \\u00e9"]);\n'
    )


def test_large_values_are_handed_over_as_text():
    """A value in a string is JSON once the string is read, and cannot end the string."""
    content = render_text_call("receive", {"it's": '</script> \\ "é"'})
    text = r"""{"it\'s":"\\u003c/script\\u003e \\\\ \\"\\u00e9\\""}"""
    assert content.decode() == f"PaperDigest.search.receive('{text}');\n"


# Files


def test_all_files_are_written():
    """There are the library, the documents in chunks, the index and the manifest."""
    entries = [make_entry(f"paper-{n}", f"Paper {n}") for n in range(CHUNK + 1)]
    files = build(*entries)
    assert sorted(files) == [
        "documents/0.js", "documents/1.js", "index.js", "lunr.js", "manifest.js",
    ]  # fmt: skip
    assert files["lunr.js"] == b"library"
    function, (number, documents) = read_call(files["documents/1.js"])
    assert (function, number) == ("receiveDocuments", 1)
    assert [document["slug"] for document in documents] == [f"paper-{CHUNK}"]


def test_the_manifest_describes_the_rest():
    """It has the counts, the fields, the topics by slug, and a mark of the contents."""
    function, (manifest,) = read_call(build(make_entry())["manifest.js"])
    assert function == "receiveManifest"
    fingerprint = manifest.pop("fingerprint")
    assert re.fullmatch(r"[0-9a-f]{16}", fingerprint)
    assert manifest == {
        "chunk": CHUNK,
        "documents": 1,
        "fields": list(BOOSTS),
        "topics": {"other": "Other"},
    }


def test_the_fingerprint_changes_with_the_contents():
    """Another abstract gives another fingerprint, the same papers the same one."""
    one, same, other = (
        read_call(build(make_entry(abstract=text))["manifest.js"])[1][0]["fingerprint"]
        for text in ("Kites.", "Kites.", "Kites!")
    )
    assert one == same != other


def test_no_papers_give_an_index_of_none():
    """An empty catalogue has an index that loads, and no documents."""
    files = build()
    assert sorted(files) == ["index.js", "lunr.js", "manifest.js"]
    index = read_index(files)
    assert index["fieldVectors"] == index["invertedIndex"] == []
    assert Index.load(index).search("kites") == []
    full = read_index(build(make_entry()))
    assert {**full, "fieldVectors": [], "invertedIndex": []} == index


def test_progress_is_told():
    """The callback hears how many papers are done, up to all of them."""
    heard: list[int] = []
    entries = [make_entry(f"paper-{n}") for n in range(CHUNK + 1)]
    list(build_search(make_catalogue(*entries), b"", progress=heard.append))
    assert heard == [CHUNK, CHUNK + 1]


def test_every_field_is_indexed():
    """Title, authors, abstract, topics and identifiers each have their own words."""
    entry = make_entry(
        "kites",
        "Steering kites",
        abstract="Gusts of wind.",
        authors=("An Wu",),
        organization="Weather House",
        ids=(
            PaperId(ARXIV, "2411.01234"),
            PaperId(DOI, "10.5555/k"),
            PaperId(OPENREVIEW, "aB3"),
        ),
    )
    sky = Topic("sky", "Things that fly", "")
    entry = replace(entry, topics=(TopicMatch(sky, 1.0, ("kite",)),))
    fields = {
        term: [field for field in BOOSTS if posting[field]]
        for term, posting in read_index(build(entry))["invertedIndex"]
    }
    assert fields == {
        "steer": ["title"], "kite": ["title"], "gust": ["abstract"],
        "wind": ["abstract"], "an": ["authors"], "wu": ["authors"],
        "weather": ["authors"], "hous": ["authors"], "thing": ["topics"],
        "fli": ["topics"], "2411.01234": ["ids"], "10.5555/k": ["ids"], "ab3": ["ids"],
    }  # fmt: skip


def test_a_made_heading_is_no_title():
    """What stands in the abstract only is not found as a word of the title."""
    entry = make_entry(heading="We fly…", title=None, abstract="We fly kites.")
    index = read_index(build(entry))
    assert all(not posting["title"] for _, posting in index["invertedIndex"])


def test_terms_are_sorted_as_javascript_sorts():
    """An astral letter stands before U+FB1D and up, or lunr.js cannot load the index."""
    entry = make_entry(
        abstract="zebra \U00010330\U00010331 \ua722\ua723 \uff66\u3042 猫"
    )
    entry = replace(entry, paper=replace(entry.paper, title="\ufb50 \U00020bb7 ﬀ"))
    terms = list_indexed(read_index(build(entry)))
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert any(ord(ch) > 0xFFFF for term in terms for ch in term)


def test_the_index_is_that_of_lunr_itself():
    """Terms added without lunr's own tokens give the index that its `add` gives."""
    texts = ["Kites and kite nets", "Wind; wind and GPT-4 kites", "", "Nets of wind"]
    entries = [
        make_entry(f"p{n}", f"Title {n}", abstract=t) for n, t in enumerate(texts)
    ]
    builder = Builder()
    builder.ref("number")
    builder.search_pipeline.add(stemmer)
    for field, boost in BOOSTS.items():
        builder.field(field, boost)
    for number, text in enumerate(texts):
        fields = {"title": list_terms(f"Title {number}"), "abstract": list_terms(text)}
        given = {field: fields.get(field, []) for field in BOOSTS}
        builder.add({"number": number, **given})
    stock = json.loads(json.dumps(builder.build().serialize()))
    assert read_index(build(*entries)) == stock


def test_lunr_finds_a_paper_by_its_words():
    """The index answers lunr.py's own queries as well."""
    entries = [
        make_entry("a", "Kites"),
        make_entry("b", "Nets", abstract="About kites"),
    ]
    index = Index.load(read_index(build(*entries)))
    assert [match["ref"] for match in index.search("kites")] == ["0", "1"]
    assert [match["ref"] for match in index.search("title:nets")] == ["1"]


def test_the_same_papers_give_the_same_bytes():
    """The hash seed of Python leaves no trace."""
    code = (
        "from tests.test_search_index import build, make_entry\n"
        "import hashlib, sys\n"
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
