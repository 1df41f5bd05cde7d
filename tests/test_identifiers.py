"""Identifiers: one table of what people write, read and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identifiers import (
    arxiv_month,
    build_pdf_url,
    build_url,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_id,
    parse_openreview,
)
from generator.models import ACL, ARXIV, DOI, LOCAL, OPENREVIEW, PaperId, PartialDate

WRITTEN = [
    ("2411.00001", ARXIV, "2411.00001"),
    ("arXiv:2411.00001", ARXIV, "2411.00001"),
    (" ARXIV: 2411.00001v12 ", ARXIV, "2411.00001"),
    ("arXiv:2411.00001v2 [cs.CV]", ARXIV, "2411.00001"),
    ("0704.0001", ARXIV, "0704.0001"),
    ("1412.9999v1", ARXIV, "1412.9999"),
    ("1501.00001", ARXIV, "1501.00001"),
    ("https://arxiv.org/abs/2411.00001", ARXIV, "2411.00001"),
    ("http://www.arxiv.org/abs/2411.00001v3", ARXIV, "2411.00001"),
    ("https://arxiv.org/pdf/2411.00001v3.pdf?download=1", ARXIV, "2411.00001"),
    ("https://arxiv.org/pdf/2411.00001", ARXIV, "2411.00001"),
    ("export.arxiv.org/html/2411.00001v1#S2", ARXIV, "2411.00001"),
    ("https://www.alphaxiv.org/abs/2411.00001/", ARXIV, "2411.00001"),
    ("https://huggingface.co/papers/2411.00001", ARXIV, "2411.00001"),
    ("hf.co/papers/2411.00001?utm=x", ARXIV, "2411.00001"),
    ("hep-th/9901001", ARXIV, "hep-th/9901001"),
    ("arXiv:Hep-Th/9901001v2", ARXIV, "hep-th/9901001"),
    ("math.GT/0309136", ARXIV, "math/0309136"),
    ("https://arxiv.org/abs/cs/0703999", ARXIV, "cs/0703999"),
    ("10.48550/arXiv.2411.00001", ARXIV, "2411.00001"),
    ("https://doi.org/10.48550/ARXIV.hep-th/9901001", ARXIV, "hep-th/9901001"),
    ("10.1234/Some.Thing-5", DOI, "10.1234/some.thing-5"),
    ("doi: 10.1234/abc.", DOI, "10.1234/abc"),
    ("DOI:https://dx.doi.org/10.1234/a%3Cb%3E", DOI, "10.1234/a<b>"),
    ("doi.org/10.123456789/a(b)2:3;4", DOI, "10.123456789/a(b)2:3;4"),
    ("10.1234/100%25", DOI, "10.1234/100%25"),
    ("10.48550/arXiv.soon", DOI, "10.48550/arxiv.soon"),
    ("2024.acl-long.1", ACL, "2024.acl-long.1"),
    ("acl:2024.Findings-EMNLP.12v2", ACL, "2024.findings-emnlp.12"),
    ("https://aclanthology.org/2024.acl-long.1/", ACL, "2024.acl-long.1"),
    ("https://aclanthology.org/2024.acl-long.1.pdf", ACL, "2024.acl-long.1"),
    ("P19-1001", ACL, "p19-1001"),
    ("https://www.aclweb.org/anthology/P19-1001", ACL, "p19-1001"),
    ("https://openreview.net/forum?id=aB3-_x", OPENREVIEW, "aB3-_x"),
    ("https://openreview.net/pdf?id=aB3-_x&noteId=q", OPENREVIEW, "aB3-_x"),
    ("openreview:aB3-_x", OPENREVIEW, "aB3-_x"),
    ("local:Case 7", LOCAL, "Case 7"),
]
NO_IDS = [
    "",
    "GPT-3.5",
    "2411",
    "2413.00001",  # there is no month 13
    "2400.00001",
    "2411.0001",  # five digits since January 2015
    "1412.00001",  # and four before
    "0703.0001",  # the new style began in April 2007
    "9912.00001",
    "2411.00001v",
    "2411.00001 and more",
    "２４１１.００００１",  # full-width digits
    "train/9901001",  # there is no such archive
    "hep-th/0704001",  # the old style ended in March 2007
    "hep-th/9913001",
    "https://arxiv.org/list/cs.CV/recent",
    "https://arxiv.org/abs/",
    "https://example.org/abs/2411.00001",
    "10.12/short",
    "10.1234/",
    "10.1234/...",
    "10.1234/two words",
    "https://doi.org/10.1234/a%0Ab",
    "https://doi.org/10.1234/a%E2%80%AEb",  # an invisible character
    "https://aclanthology.org/venues/acl/",
    "https://openreview.net/group?id=x",
    "local:",
    "https://example.org",
]
NORMAL = sorted({PaperId(kind, value) for _, kind, value in WRITTEN})


@pytest.mark.parametrize(("text", "kind", "value"), WRITTEN)
def test_an_identifier_is_read_however_it_is_dressed(text, kind, value):
    """Prefixes, versions, addresses and capitals make no difference."""
    assert parse_id(text) == PaperId(kind, value)


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_identifier_is_not_read_as_one(text):
    """Numbers, names and addresses that only look alike stay what they are."""
    assert parse_id(text) is None


@pytest.mark.parametrize("paper_id", NORMAL, ids=str)
def test_address_and_identifier_are_inverse(paper_id):
    """Reading the page of an identifier, or its PDF, gives the identifier back."""
    urls = [build_url(paper_id), build_pdf_url(paper_id)]
    assert [parse_id(url) for url in urls if url] == [paper_id for url in urls if url]


@pytest.mark.parametrize("paper_id", NORMAL, ids=str)
def test_printed_form_and_identifier_are_inverse(paper_id):
    """`kind:value` is read as what was printed."""
    assert parse_id(str(paper_id)) == paper_id


@pytest.mark.parametrize(
    ("paper_id", "page", "pdf"),
    [
        (
            PaperId(ARXIV, "hep-th/9901001"),
            "https://arxiv.org/abs/hep-th/9901001",
            "https://arxiv.org/pdf/hep-th/9901001",
        ),
        (PaperId(DOI, "10.1234/a<b>#c"), "https://doi.org/10.1234/a%3Cb%3E%23c", None),
        (
            PaperId(ACL, "p19-1001"),
            "https://aclanthology.org/P19-1001",
            "https://aclanthology.org/P19-1001.pdf",
        ),
        (
            PaperId(OPENREVIEW, "aB3-_x"),
            "https://openreview.net/forum?id=aB3-_x",
            "https://openreview.net/pdf?id=aB3-_x",
        ),
        (PaperId(LOCAL, "x"), None, None),
    ],
)
def test_addresses_are_those_of_the_publishers(paper_id, page, pdf):
    """Each kind has its page, most have a PDF, and a local identifier has neither."""
    assert (build_url(paper_id), build_pdf_url(paper_id)) == (page, pdf)


@pytest.mark.parametrize("parse", [parse_arxiv, parse_doi, parse_acl, parse_openreview])
def test_each_kind_is_read_by_its_own_function_only(parse):
    """A function returns identifiers of its kind; a DOI of arXiv's is arXiv's."""
    kind = parse.__name__.removeprefix("parse_")
    found = {paper_id.kind for text, *_ in WRITTEN if (paper_id := parse(text))}
    assert found == {kind} | ({ARXIV} if kind == DOI else set())


@given(
    st.from_regex(r"(doi:|https://doi\.org/)?10\.[0-9]{4}/\S{1,12}", fullmatch=True)
    | st.text(max_size=30)
)
def test_any_identifier_that_is_read_can_be_read_again(text):
    """The normal form is stable: through its address, and through its printed form."""
    paper_id = parse_id(text)
    if paper_id and paper_id.kind != LOCAL:
        assert parse_id(build_url(paper_id) or "") == paper_id
        assert parse_id(str(paper_id)) == paper_id


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("2411.00001", PartialDate(2024, 11)),
        ("0704.0001", PartialDate(2007, 4)),
        ("hep-th/9901001", PartialDate(1999, 1)),
        ("math/0309136", PartialDate(2003, 9)),
    ],
)
def test_an_arxiv_identifier_carries_a_month(value, month):
    """The first four digits are year and month, of this century or the last."""
    assert arxiv_month(PaperId(ARXIV, value)) == month


def test_other_identifiers_carry_no_month():
    """A DOI may hold digits, but no date."""
    assert arxiv_month(PaperId(DOI, "10.1234/2411.00001")) is None
