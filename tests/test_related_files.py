"""The files of related papers, and the list that a page draws from them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from generator.exports.relating import relate_papers
from generator.people.models import Author
from generator.reader.reasons import choose_terms
from generator.reader.related import CHUNK, render_related
from generator.search.documents import CHUNK as DOCUMENTS
from generator.understanding.related import Reasons, Related, Shared
from tests.conftest import ROOT, make_entry
from tests.contextkit import NOBODY, make_context
from tests.indexkit import make_catalogue

TEXTS = {
    "lamps": ("Lamps of the harbour", "An oil lamp burns at night with a cotton wick."),
    "kites": ("Folding kites of paper", "A folding kite flies in a strong wind."),
    "wicks": ("Cotton wicks", "The cotton wick of an oil lamp; the lamp burns."),
    "wind": ("Kites and the wind", "The strong wind lifts folding kites; pipes | too."),
    **{f"thing-{letter}": (f"Thing {letter * 3}", "") for letter in "abcdefgh"},
}


def make_entries():
    """Return papers, newest first."""
    return [
        make_entry(slug, title, abstract=text) for slug, (title, text) in TEXTS.items()
    ]


def render():
    """Return what the file of a small catalogue hands over."""
    catalogue = make_catalogue(*make_entries())
    context = make_context(catalogue, related=relate_papers(catalogue, NOBODY))
    (file,) = render_related(context)
    assert file.path == "assets/data/related/0.js"
    call = re.fullmatch(r"PaperDigest\.receive\((.*)\);\n", file.content.decode())
    assert call
    name, values, _ = json.loads(f"[{call[1]}]")
    assert name == "related/0"
    return values


def test_each_paper_is_told_with_its_related_papers_and_the_terms_in_common():
    """Papers are numbered from the oldest; terms are named once for a paper."""
    values = render()
    assert len(values) == len(TEXTS)
    assert values[0] == ""
    # Lamps and kites are the newest: 11 and 10; wicks are 9, the wind is 8.
    assert [value.partition(";")[2][:2] for value in values[8:]] == [
        "a.", "b.", "8.", "9.",
    ]  # fmt: skip
    words, _, listed = values[11].partition(";")
    assert "cotton wick" in words
    assert re.fullmatch(r"[0-9a-z]+\.[0-9a-v]\d*[A-D]?", listed)


def test_no_term_is_part_of_another_one():
    """Of phrases and their words only the one that counts more is told."""
    for value in render():
        terms = [f" {term.lower()} " for term in value.partition(";")[0].split("|")]
        assert not any(a in b for a in terms for b in terms if a is not b)


def test_a_build_that_looked_for_none_has_no_files():
    """Without related papers nothing is written."""
    context = make_context(make_catalogue(*make_entries()))
    assert list(render_related(context)) == []


def test_without_anything_in_common_no_term_is_chosen():
    """Nothing is said of what shares nothing."""
    catalogue = make_catalogue(*make_entries())
    reasons = relate_papers(catalogue, NOBODY)
    pair = np.array([0, 1], np.int32), np.array([4, 5], np.int32)
    shared = reasons.find_shared(*pair)
    assert choose_terms(shared, np.array([0, 1], np.int32), 2, reasons) == [[], []]


def test_what_was_said_counts_less_the_next_time():
    """A term that speaks for a pair of which nothing was said comes before a better one."""
    shown = ("kite", "sail", "mast", "clearly")
    reasons = Reasons(
        Related(*np.zeros((4, 0, 0))),
        csr_matrix((0, 4)),
        shown,
        np.array([1, 1, 1, 1], np.int8),
        np.array([True, True, True, False]),
    )

    def choose(*told):
        pairs, terms, values = zip(*told, strict=True)
        shared = Shared(np.array(pairs), np.array(terms), np.array(values))
        (chosen,) = choose_terms(shared, np.zeros(2, np.int32), 1, reasons)
        return [shown[term] for term in chosen]

    assert choose((0, 0, 1.0), (0, 1, 0.9), (1, 2, 0.5)) == ["kite", "mast", "sail"]
    assert choose((0, 0, 0.5), (0, 1, 0.9), (1, 0, 0.5)) == ["kite", "sail"]
    assert choose((0, 3, 1.0), (0, 0, 0.7)) == ["kite", "clearly"]


def test_scripts_count_papers_in_files_as_the_generator_does():
    """The numbers of papers in a file are the same on both sides."""
    scripts = ROOT / "docs" / "assets" / "js"
    for name, size in (("related", CHUNK), ("documents", DOCUMENTS)):
        source = (scripts / f"{name}.js").read_text("utf-8")
        assert f"const CHUNK = {size};" in source


def test_authors_in_common_are_counted_by_page_or_name():
    """An author with a page is one under all his names; others are told by their name."""
    author = Author("ada-lee", "Ada Lee", (), ())
    named = [("kites", "Ada Lee"), ("wind", "A. Lee")]
    entries = [
        make_entry(slug, TEXTS[slug][0], abstract=TEXTS[slug][1], authors=(name,))
        for slug, name in named
    ]
    catalogue = make_catalogue(*entries, *make_entries()[4:])
    known = replace(NOBODY, by_paper={slug: (author,) for slug, _ in named})
    assert relate_papers(catalogue, NOBODY).related.authors.max() == 0
    assert relate_papers(catalogue, known).related.authors[:2, 0].tolist() == [1, 1]


@pytest.mark.browser
def test_a_papers_page_shows_its_related_papers(page, address):
    """The list is drawn under the abstract; it leads to papers, and says why."""
    page.goto(f"{address}index.html")
    found = page.evaluate(
        """async () => {
          const { papers } = await PaperDigest.fetchData("index");
          await PaperDigest.loadScript("documents");
          const all = [];
          for (let n = 0; n < papers; n += 1) all.push(await PaperDigest.documents.load(n));
          return all.map(({ number, slug }) => [number, slug]);
        }"""
    )
    assert [number for number, _ in found] == list(range(len(found)))
    pages = (f"{address}papers/{slug}.html" for _, slug in found)
    assert any(page.goto(each) and page.locator("#related").count() for each in pages)
    page.wait_for_selector("#related:not([hidden]) li")
    assert page.inner_text("#related h2") == "Related papers"
    assert page.locator("#related .related-why").count() >= 1
    page.click("#related h3 a >> nth=0")
    page.wait_for_url("**/papers/*.html")
    assert page.locator("h1").count() == 1
