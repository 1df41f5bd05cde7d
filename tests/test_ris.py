"""RIS as it is written, and as another program reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rispy

from generator.exports.citation import name_all
from generator.exports.ris import MORE_AUTHORS, format_ris
from generator.models import ARXIV, DOI, PaperId, PartialDate
from tests.citekit import cite, cite_hostile, run_scripts


def test_a_preprint_is_a_record_with_its_archive():
    """Every fact has its tag; names are turned round, suffixes last."""
    citation = cite(
        "kitenet",
        "KiteNet",
        authors=("Ada Okafor", "Ling Team", "Bo Li Jr."),
        authors_complete=False,
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"),),
    )
    citation = replace(citation, keywords=("Kites", "Wind"))
    assert "".join(format_ris([citation])).split("\r\n") == [
        "TY  - UNPB",
        "ID  - okafor2024kitenet",
        "TI  - KiteNet",
        "AU  - Okafor, Ada",
        "AU  - Ling Team",
        "AU  - Li, Bo, Jr.",
        "PY  - 2024",
        "DA  - 2024/11/27",
        "PB  - arXiv",
        "AN  - arXiv:2411.01234",
        "UR  - https://arxiv.org/abs/2411.01234",
        "KW  - Kites",
        "KW  - Wind",
        f"N1  - {MORE_AUTHORS}",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("venue", "kind"),
    [("NeurIPS 2024", "CPAPER"), ("Journal of Wind", "JOUR"), ("A blog", "GEN")],
)
def test_the_type_follows_the_venue(venue, kind):
    """What was published is not called unpublished, wherever a copy is kept."""
    citation = cite(venue=venue, ids=(PaperId(DOI, "10.1234/x"),))
    (record,) = format_ris([citation])
    assert record.startswith(f"TY  - {kind}\r\n")
    assert f"T2  - {venue}\r\nDO  - 10.1234/x\r\n" in record
    assert "PB  - " not in record


def test_dates_keep_their_precision():
    """A month is given without a day, a year alone as the year."""
    (month,) = format_ris([cite(published=PartialDate(2024, 2))])
    assert "PY  - 2024\r\nDA  - 2024/02/\r\n" in month
    (year,) = format_ris([cite(published=PartialDate(2024))])
    assert "DA  - " not in year
    assert "PY  - " not in "".join(format_ris([cite()]))


def test_rispy_reads_hostile_records_back():
    """No text can end its line or its record; everything is read as it was known."""
    citations = cite_hostile()
    read = rispy.loads("".join(format_ris(citations)))
    assert [record["id"] for record in read] == name_all(citations)
    for citation, record in zip(citations, read, strict=True):
        assert record["title"] == citation.title
        assert record["authors"] == [
            ", ".join(filter(None, (name.family, name.given, name.suffix)))
            for name in citation.authors
        ]
        assert record["year"] == "2024"
        assert record["accession_number"] == f"arXiv:{citation.get_id(ARXIV)}"
        assert record["doi"] == citation.get_id(DOI)
        assert record["urls"] == [citation.url]


def test_the_browser_writes_the_same(tmp_path):
    """The scripts and the generator give the same bytes, for hostile texts too."""
    citations = [*cite_hostile(), cite(), cite(published=PartialDate(2024, 2))]
    assert run_scripts(citations, tmp_path)["ris"] == "".join(format_ris(citations))
