"""What a paper is cited by: its kind, its authors taken apart, its key."""

from __future__ import annotations

import pytest

from generator.exports.citation import (
    JOURNAL,
    OTHER,
    PREPRINT,
    PROCEEDINGS,
    make_citation,
    name_all,
)
from generator.exports.names import Name, parse_name
from generator.models import (
    ACL,
    ARXIV,
    DOI,
    LOCAL,
    OPENREVIEW,
    PaperId,
    PartialDate,
)
from tests.citekit import cite
from tests.conftest import make_entry

ARXIV_ID = PaperId(ARXIV, "2411.01234")


@pytest.mark.parametrize(
    ("written", "family", "given", "suffix"),
    [
        ("Okafor, Ada", "Okafor", "Ada", ""),
        ("Ada Okafor", "Okafor", "Ada", ""),
        ("Ada B. C. Okafor", "Okafor", "Ada B. C.", ""),
        ("Ada van der Okafor", "van der Okafor", "Ada", ""),
        ("van der Okafor, Ada", "van der Okafor", "Ada", ""),
        ("Juan de la Cruz Lopez", "Lopez", "Juan de la Cruz", ""),
        ("Ada De Vries", "De Vries", "Ada", ""),
        ("Ada Van Der Berg", "Van Der Berg", "Ada", ""),
        ("Thi Van Nguyen", "Nguyen", "Thi Van", ""),
        ("Van Der Berg", "Der Berg", "Van", ""),
        ("José Ortega y Gasset", "Ortega y Gasset", "José", ""),
        ("Ada e Silva", "Silva", "Ada e", ""),
        ("Di Wu", "Wu", "Di", ""),
        ("xiao liu", "liu", "xiao", ""),
        ("Bo Li Jr.", "Li", "Bo", "Jr."),
        ("Bo Li III", "Li", "Bo", "III"),
        ("Bo II", "II", "Bo", ""),
        ("Li, Bo, Jr.", "Li", "Bo", "Jr."),
        ("Li, Jr., Bo", "Li", "Bo", "Jr."),
        ("Bo Li, Sr", "Li", "Bo", "Sr"),
        ("Li, Jr", "Li", "", ""),
        ("NVIDIA", "NVIDIA", "", ""),
        ("Kite Team", "Kite Team", "", ""),
        ("The Institute of Breezes", "The Institute of Breezes", "", ""),
        ("ATLAS Collaboration", "ATLAS Collaboration", "", ""),
        ("Steam Teamster", "Teamster", "Steam", ""),
        ("Li,", "Li", "", ""),
        ("Wei Li*†", "Li", "Wei", ""),
        ("Ana B. (MIT)", "Ana B. (MIT)", "", ""),
        ("Fernando De La Torre", "De La Torre", "Fernando", ""),
        ("Ana de Los Ríos", "de Los Ríos", "Ana", ""),
        ("A, B, C, D", "A, B, C, D", "", ""),
        ("A, B, C", "A, B, C", "", ""),
    ],
)
def test_names_are_taken_apart(written, family, given, suffix):
    """Particles stay with the family name; what is no person's name stays whole."""
    name = parse_name(written)
    assert name == Name(family, given, suffix)
    assert name.is_whole == (not given)


@pytest.mark.parametrize(
    ("venue", "ids", "kind"),
    [
        (None, (ARXIV_ID,), PREPRINT),
        (None, (), OTHER),
        (None, (PaperId(DOI, "10.1234/x"),), OTHER),
        ("arXiv.org Artificial Intelligence", (), PREPRINT),
        ("CoRR abs/2411.01234", (), PREPRINT),
        ("A preprint server", (), PREPRINT),
        ("Wind 2024", (), OTHER),
        ("Wind 2024", (ARXIV_ID,), PREPRINT),
        ("NeurIPS 2024", (ARXIV_ID,), PROCEEDINGS),
        ("Proceedings of the 3rd Meeting on Wind", (), PROCEEDINGS),
        ("In Proc. Wind", (), PROCEEDINGS),
        ("Workshop on Kites @ ICML", (), PROCEEDINGS),
        ("CVPR2025", (), PROCEEDINGS),
        ("Conference on Computer Science", (), PROCEEDINGS),
        ("The science of kites", (), OTHER),
        ("Proceedings of the IEEE", (), JOURNAL),
        ("Proceedings of the IEEE Conference on Kites", (), PROCEEDINGS),
        ("Findings of ACL 2024", (), PROCEEDINGS),
        ("Journal of Wind", (ARXIV_ID,), JOURNAL),
        ("IEEE Transactions on Kites", (), JOURNAL),
        ("Nature Wind", (), JOURNAL),
        ("TMLR", (), JOURNAL),
        ("Proceedings of the National Academy of Sciences", (), JOURNAL),
        ("Proceedings of the ACM on Kites", (), JOURNAL),
        ("Oracle bones", (), OTHER),
    ],
)
def test_the_kind_follows_the_venue_and_then_the_identifiers(venue, ids, kind):
    """A named conference or journal comes before the archive that keeps a copy."""
    assert cite(venue=venue, ids=ids).kind == kind


def test_facts_are_taken_over_on_one_line():
    """Dates keep their precision, text its words; punctuation between names is none."""
    entry = make_entry(
        "kites",
        "Kites\nin  air",
        authors=("Ada\tOkafor", ":", "Bo Li"),
        published=PartialDate(2024, 11),
        venue="Wind\r\n2024",
        abstract="Costs $x$\nand more.",
        categories=("cs.CL", "cs.AI"),
        ids=(ARXIV_ID, PaperId(ARXIV, "2411.09999"), PaperId(LOCAL, "x")),
    )
    citation = make_citation(entry)
    assert citation.title == "Kites in air"
    assert citation.written == ("Ada Okafor", "Bo Li")
    assert [name.family for name in citation.authors] == ["Okafor", "Li"]
    assert citation.date == PartialDate(2024, 11)
    assert citation.venue == "Wind 2024"
    assert citation.ids == ((ARXIV, "2411.01234"),)
    assert citation.category == "cs.CL"
    assert citation.keywords == ("Other",)


def test_a_category_of_another_archive_is_no_class_of_arxiv():
    """Only what looks like a class of arXiv may stand where BibTeX expects one."""
    assert cite(categories=("Computer {vision}",)).category == ""
    assert cite(categories=("math-ph",)).category == "math-ph"
    assert cite().get_id(ARXIV) == ""


@pytest.mark.parametrize(
    ("ids", "site", "url"),
    [
        ((ARXIV_ID, PaperId(DOI, "10.1234/x")), "", "https://doi.org/10.1234/x"),
        ((ARXIV_ID, PaperId(ACL, "p19-1001")), "", "https://aclanthology.org/P19-1001"),
        ((PaperId(OPENREVIEW, "aB"), ARXIV_ID), "", "https://arxiv.org/abs/2411.01234"),
        ((PaperId(LOCAL, "x"),), "", ""),
        ((), "https://example.org/d/", "https://example.org/d/papers/a-paper.html"),
    ],
)
def test_the_address_is_that_of_the_paper_itself(ids, site, url):
    """Where it was published comes before where it is kept, and last its page here."""
    assert cite(ids=ids, site=site).url == url


@pytest.mark.parametrize(
    ("facts", "has_more"),
    [
        ({"authors": ("A B",)}, False),
        ({"authors": ("A B",), "author_count": 1}, False),
        ({"authors": ("A B",), "author_count": 2}, True),
        ({"authors": ("A B",), "authors_complete": False}, True),
        ({"author_count": 5}, False),
        ({"authors_complete": False}, False),
    ],
)
def test_it_is_known_where_authors_are_missing(facts, has_more):
    """Others follow some that are named; without a name nobody is claimed."""
    assert cite(**facts).has_more_authors == has_more


@pytest.mark.parametrize(
    ("title", "authors", "year", "key"),
    [
        ("The KiteNet of wind", ("Ada Okafor",), 2024, "okafor2024kitenet"),
        ("On the", ("Ada Okafor",), 2024, "okafor2024on"),
        ("Straße & Ærø", ("Łukasz Østby-Müller",), 2024, "ostbymuller2024strasse"),
        ("What's in a kite?", ("Miles O’Brien",), None, "obrienwhats"),
        ("3D kites", (), 2024, "20243d"),
        ("北京", ("大学",), None, "paper"),
        ("北京", ("大学",), 2024, "2024"),
    ],
)
def test_the_key_to_cite_by_is_plain_and_stays(title, authors, year, key):
    """Family name, year, first telling word, in lower-case ASCII."""
    date = PartialDate(year) if year else None
    assert cite(title=title, authors=authors, published=date).cite_key == key


def test_keys_of_one_file_differ_whatever_the_order():
    """All that would share a key get an ending of their own, in any order the same."""
    slugs = ("one", "two", "two")
    citations = [cite(slug, "Kites", authors=("Ada Okafor",)) for slug in slugs]
    citations.append(cite("three", "Sails", authors=("Ada Okafor",)))
    names = name_all(citations)
    assert names == [
        "okaforkites-one", "okaforkites-two", "okaforkites-two-2", "okaforsails",
    ]  # fmt: skip
    assert name_all(citations[1::-1]) == ["okaforkites-two", "okaforkites-one"]
    assert name_all(citations[:1]) == ["okaforkites"]
