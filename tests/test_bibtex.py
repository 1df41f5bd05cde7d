"""BibTeX as it is written, and as other programs read it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bibtexparser import entrypoint
from pybtex.database import Person, parse_string

from generator.exports.bibtex import escape, format_bibtex, protect
from generator.exports.citation import name_all
from generator.models import ARXIV, DOI, PaperId, PartialDate
from tests.citekit import HOSTILE, cite, cite_hostile, read_braces, run_scripts


def read_name(person: Person) -> tuple[str, str, str]:
    """Return family name, given names and suffix, as pybtex has them."""
    family = person.prelast_names + person.last_names
    given = person.first_names + person.middle_names
    parts = (family, given, person.lineage_names)
    joined = [read_braces(" ".join(part)) for part in parts]
    return joined[0], joined[1], joined[2]


def test_a_preprint_is_an_entry_with_its_eprint():
    """Every fact has its field, in one order; months are BibTeX's own names."""
    citation = cite(
        "kitenet",
        "KiteNet: learning to steer",
        authors=("Okafor, Ada", "Ling Team", "Bo Li Jr."),
        authors_complete=False,
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"),),
        categories=("cs.CL",),
    )
    citation = replace(citation, keywords=("Kites", "Wind & rain"))
    assert "".join(format_bibtex([citation])) == (
        "@misc{okafor2024kitenet,\n"
        "  title = {{KiteNet}: learning to steer},\n"
        "  author = {Okafor, Ada and {Ling Team} and Li, Jr., Bo and others},\n"
        "  year = {2024},\n"
        "  month = nov,\n"
        "  eprint = {2411.01234},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  url = {https://arxiv.org/abs/2411.01234},\n"
        "  keywords = {Kites, Wind \\& rain}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("venue", "start", "field"),
    [
        ("NeurIPS 2024", "@inproceedings{", "booktitle"),
        ("Journal of Wind", "@article{", "journal"),
        ("A blog", "@misc{", "howpublished"),
    ],
)
def test_the_venue_stands_where_its_kind_has_it(venue, start, field):
    """Each type of entry has a field of its own for where it was published."""
    doi = (PaperId(DOI, "10.1234/a_b%c"),)
    (entry,) = format_bibtex([cite(venue=venue, ids=doi)])
    assert entry.startswith(start)
    assert f"  {field} = {{{venue}}},\n" in entry
    assert "  doi = {10.1234/a_b%c},\n" in entry


def test_what_is_not_known_is_left_out():
    """A paper with a title alone is an entry with a title alone."""
    assert "".join(format_bibtex([cite()])) == "@misc{paper,\n  title = {A paper}\n}\n"
    (entry,) = format_bibtex([cite(published=PartialDate(2024))])
    assert entry.endswith("  year = {2024}\n}\n")


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("Kites of the Wind", "Kites of the Wind"),
        ("Learning Kites With Wind", "Learning Kites With Wind"),
        ("Scaling GPT-3.5, Self-Taught", "Scaling {GPT-3.5}, Self-Taught"),
        ("An X-ray of T-SNE: Vitamin C", "An {X-ray} of {T-SNE}: Vitamin {C}"),
        ("Plan A: what I saw", "Plan {A}: what {I} saw"),
        ("steering with a Bayesian kite (LLMs)", "steering with a {Bayesian} kite {(LLMs})"),
        ("what a kite sees: Learning to steer", "what a kite sees: Learning to steer"),
        ("steering these kites ( Bayes ) ?", "steering these kites ( {Bayes} ) ?"),
        ("", ""),
    ],
)  # fmt: skip
def test_capitals_are_kept_where_a_style_would_lose_them(title, protected):
    """Braces stand around inner capitals, and around names in a sentence-like title."""
    assert protect(title) == protected


def test_escaped_text_is_balanced_and_reads_back():
    """Whatever a text holds, its braces are balanced and it can be had again."""
    for text in HOSTILE:
        escaped = escape(text)
        assert escaped.count("{") == escaped.count("}")
        assert "\\{" not in escaped
        assert "\\}" not in escaped
        assert read_braces(escaped) == text


def test_pybtex_reads_hostile_entries_back():
    """Titles, authors in order, years, venues and identifiers are those that we know."""
    citations = cite_hostile()
    read = parse_string("".join(format_bibtex(citations)), "bibtex")
    assert list(read.entries) == name_all(citations)
    for citation, entry in zip(citations, read.entries.values(), strict=True):
        assert read_braces(entry.fields["title"]) == citation.title
        persons = entry.persons["author"]
        if citation.has_more_authors:
            assert str(persons.pop()) == "others"
        assert [read_name(person) for person in persons] == [
            (name.family, name.given, name.suffix) for name in citation.authors
        ]
        assert entry.fields["year"] == "2024"
        assert entry.fields["eprint"] == citation.get_id(ARXIV)
        assert read_braces(entry.fields["doi"]) == citation.get_id(DOI)


def test_bibtexparser_reads_hostile_entries_back():
    """Another parser finds the same entries, and no block that it cannot read."""
    citations = cite_hostile()
    read = entrypoint.parse_string("".join(format_bibtex(citations)))
    assert read.failed_blocks == []
    assert [entry.key for entry in read.entries] == name_all(citations)
    for citation, entry in zip(citations, read.entries, strict=True):
        assert read_braces(entry["title"]) == citation.title
        assert entry["eprint"] == citation.get_id(ARXIV)


def test_the_browser_writes_the_same(tmp_path):
    """The scripts and the generator give the same bytes, for hostile texts too."""
    citations = [*cite_hostile(), cite(), cite(published=PartialDate(2024))]
    assert run_scripts(citations, tmp_path)["bibtex"] == "".join(
        format_bibtex(citations)
    )
