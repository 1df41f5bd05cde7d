"""Words of texts: what the index holds and what a query is turned into."""

from __future__ import annotations

import gzip
import json
import shutil
from itertools import pairwise

import pytest

from generator import engine
from generator.latex import plain
from generator.search.columns import read_vocabulary
from generator.search.stemmer import stem
from generator.search.tokens import STOP_WORDS, split_chunk
from tests.browserkit import launch
from tests.conftest import ROOT
from tests.indexkit import list_terms

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
    assert list_terms("An Wu", name=True) == ["an", "wu"]
    assert "the" in STOP_WORDS


@pytest.mark.parametrize("text", ["", " - . ' ", "__ $$ \u0301", "\U0001f600"])
def test_text_without_words_has_no_terms(text):
    """Punctuation, marks and pictures are no words."""
    assert list_terms(text) == []


PAGE = (
    '<!doctype html><html data-base="./"><meta charset="utf-8"><title>Terms</title>'
    '<script src="lunr.js"></script><script src="words.js"></script>'
)
BATCH = 20_000


@pytest.mark.browser
@pytest.mark.shared
def test_browser_and_generator_agree_on_every_word_of_an_archive(shared, tmp_path):
    """Whatever 65,525 abstracts and titles are written with, both read the same terms."""
    words: set[str] = set()
    with gzip.open(
        shared / "data" / "arxiv-65k.jsonl.gz", "rt", encoding="utf-8"
    ) as all_:
        for paper in map(json.loads, all_):
            words.update(f"{plain(paper['title'])} {plain(paper['abstract'])}".split())
    assert len(words) > 400_000
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "lunr.js").write_text(engine.load_lunr(), encoding="utf-8")
    shutil.copy(ROOT / "docs/assets/search/words.js", tmp_path)
    listed = sorted(words)
    with launch() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        for first in range(0, len(listed), BATCH):
            batch = listed[first : first + BATCH]
            read = "words => words.map((word) => PaperDigest.search.words.terms(word))"
            vocabulary = read_vocabulary(batch, ())
            starts, items = vocabulary.prose.starts, vocabulary.prose.items
            expected = [
                [vocabulary.terms[item] for item in items[begin:end]]
                for begin, end in pairwise(starts)
            ]
            assert page.evaluate(read, batch) == expected
