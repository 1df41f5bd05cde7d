"""The owner's corrections file: what it may say, and what is refused, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.merging.corrections import (
    FORMAT,
    NONE,
    SETTABLE,
    Correction,
    Corrections,
    Heading,
    Place,
    Tie,
    load_corrections,
)
from generator.models import (
    ARXIV,
    DOI,
    FIELDS,
    Link,
    Origin,
    PaperId,
    PartialDate,
    SourceRecord,
)


def load(folder: Path, text: str) -> Corrections:
    """Load a file of this text."""
    path = folder / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    return load_corrections(path, "corrections.yml")


def at(line: int) -> Origin:
    """Return the origin of an entry."""
    return Origin("corrections.yml", line, FORMAT)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_an_empty_file_corrects_nothing(tmp_path, text):
    """A file of comments is as good as none."""
    assert load(tmp_path, text) == NONE


def test_facts_of_a_paper_are_read(tmp_path):
    """`set` gives the facts as one more record, at the line of its entry."""
    text = """\
# A comment
- paper: arxiv:2411.00001v2
  reason: as on  arXiv
  set:
    title: "Owls:  a Study"
    abstract: We study owls.
    authors: [Owl, "Ng, Bo"]
    organization: Forest
    published: 2024-11-27
    ids: ["https://doi.org/10.1234/ABC"]
    venue: Birds
    comments: 9 pages
    categories: [cs.LG, cs.CL]
    links: [https://github.com/owl/net]
"""
    says = SourceRecord(
        origin=at(2),
        title="Owls: a Study",
        abstract="We study owls.",
        authors=("Owl", "Ng, Bo"),
        author_count=2,
        organization="Forest",
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(DOI, "10.1234/abc"),),
        venue="Birds",
        comments="9 pages",
        categories=("cs.LG", "cs.CL"),
        links=(Link("code", "https://github.com/owl/net"),),
    )
    paper = PaperId(ARXIV, "2411.00001")
    expected = Correction(paper, "as on arXiv", says, tuple(sorted(SETTABLE)))
    assert load(tmp_path, text) == Corrections(papers=(expected,))


def test_an_empty_value_clears_a_field(tmp_path):
    """A field that is set to nothing is among the fields, and nothing is said of it."""
    fields = ", ".join(f'{field}: ""' for field in SETTABLE)
    text = f"- paper: a.txt:3\n  reason: wrong\n  set: {{{fields}}}\n"
    (correction,) = load(tmp_path, text).papers
    assert correction.fields == tuple(sorted(SETTABLE))
    assert correction.says == SourceRecord(origin=at(1))


def test_a_count_of_authors_may_exceed_the_names(tmp_path):
    """`author_count` stands where it is given; otherwise the names are counted."""
    text = """\
- {paper: a.txt:3, reason: r, set: {authors: [Owl], author_count: 8}}
- {paper: a.txt:3, reason: r, set: {authors: Owl}}
"""
    counts = [c.says.author_count for c in load(tmp_path, text).papers]
    assert counts == [8, 1]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("arxiv:2411.00001", PaperId(ARXIV, "2411.00001")),
        ("https://doi.org/10.1234/abc", PaperId(DOI, "10.1234/abc")),
        ("sub folder/a.txt:41", Place("sub folder/a.txt", 41)),
        ("title: Owls:  a Study", Heading("Owls: a Study")),
    ],
)
def test_a_paper_is_named_by_id_record_or_title(tmp_path, text, reference):
    """The three ways to say which paper is meant."""
    entry = f'- {{paper: "{text}", reason: r, set: {{venue: V}}}}'
    assert load(tmp_path, entry).papers[0].paper == reference


def test_references_read_as_they_are_written():
    """Messages name a paper as the owner does."""
    assert str(Place("a.txt", 3)) == "a.txt:3"
    assert str(Heading("Owls")) == "title: Owls"


def test_joins_and_splits_are_read(tmp_path):
    """`join` and `split` list records, in the order of the file."""
    text = """\
- join: [a.txt:1, arxiv:2411.00001]
  reason: one paper

- split: [a.txt:3, b.txt:9]
  reason: two
"""
    joined = Place("a.txt", 1), PaperId(ARXIV, "2411.00001")
    split = Place("a.txt", 3), Place("b.txt", 9)
    assert load(tmp_path, text) == Corrections(
        joins=(Tie(at(1), joined, "one paper"),), splits=(Tie(at(4), split, "two"),)
    )


GOOD = "- {paper: a.txt:1, reason: r, set: {venue: V}}\n"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- {reason: r}", "2: expected one of 'paper', 'join' and 'split'"),
        ("- {paper: a.txt:1, join: [a.txt:1, a.txt:2], reason: r}", "2: expected one"),
        ("- {paper: a.txt:1, set: {venue: V}}", "2: a correction needs a 'reason'"),
        ("- join: [a.txt:1, a.txt:2]\n  reason: ''", "3: a correction needs a 'reason'"),
        ("- {paper: a.txt:1, reason: r}", "2: expected 'set: {field: value, …}'"),
        ("- paper: a.txt:1\n  reason: r\n  set: x", "4: expected 'set:"),
        ("- {paper: a.txt:1, reason: r, set: {}}", "2: expected 'set:"),
        ("- {paper: nothing, reason: r, set: {venue: V}}", "2: 'nothing' is neither"),
        ("- {paper: a.txt:0, reason: r, set: {venue: V}}", "2: 'a.txt:0' is neither"),
        ("- {paper: '', reason: r, set: {venue: V}}", "2: '' is neither"),
        ("- {paper: 'title: ', reason: r, set: {venue: V}}", "2: 'title:' is neither"),
        ("- {paper: a.txt:1, reason: r, set: {via: V}}", "2: unknown key 'via'"),
        ("- {paper: a.txt:1, why: r, set: {venue: V}}", "2: unknown key 'why'"),
        ("- {join: [a.txt:1], reason: r}", "2: 'join' needs two records or more"),
        ("- {split: [a.txt:1, a.txt:1], reason: r}", "2: 'split' needs two records"),
        ("- {join: [a.txt:1, x], reason: r}", "2: 'x' is neither an identifier"),
        ("- {join: [a.txt:1, b.txt:2], reason: r, set: {}}", "2: unknown key 'set'"),
        ("- paper: a.txt:1\n  reason: r\n  set:\n    venue: V\n    published: 2024-02-30",
         "6: February 2024 has no day 30"),
        ("- {paper: a.txt:1, reason: r, set: {ids: [hello]}}",
         "2: 'hello' is not an arXiv id"),
        ("- {paper: a.txt:1, reason: r, set: {author_count: many}}",
         "2: 'many' is not a number of authors"),
        ("- {paper: a.txt:1, reason: r, set: {author_count: 0}}", "2: '0' is not"),
        ("- {paper: a.txt:1, reason: r, set: {links: ['javascript:x']}}",
         "2: 'javascript:x' is not a safe http(s) address"),
        ("- {paper: a.txt:1, reason: r, set: {title: [a, b]}}", "2: 'title' must be text"),
        ("- {paper: a.txt:1, reason: r, set: {authors: {a: b}}}", "2: 'authors' must be"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_line(tmp_path, entry, message):
    """The error names file and line, what was found and what was expected."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, GOOD + entry)
    assert str(caught.value).startswith(f"corrections.yml:{message}")


def test_a_missing_file_is_an_error_here(tmp_path):
    """Whether the file may be missing is for the caller to say."""
    with pytest.raises(ConfigError, match=r"corrections\.yml: cannot be read"):
        load_corrections(tmp_path / "none.yml", "corrections.yml")


def test_what_a_page_shows_can_be_corrected():
    """Every field but those that are about the listing itself."""
    assert set(FIELDS) - set(SETTABLE) == {"discussion", "via"}
