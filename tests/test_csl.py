"""CSL-JSON as it is written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.exports.citation import name_all
from generator.exports.csl import format_csl
from generator.exports.ris import MORE_AUTHORS
from generator.models import ARXIV, DOI, PaperId, PartialDate
from tests.citekit import cite, cite_hostile, run_scripts


def test_a_preprint_is_an_article_of_that_genre():
    """Persons have parts, organizations are literal, the archive is the publisher."""
    citation = cite(
        "kitenet",
        "KiteNet",
        authors=("Ada van Okafor", "Ling Team", "Bo Li Jr."),
        authors_complete=False,
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"),),
    )
    citation = replace(citation, keywords=("Kites", "Wind"))
    assert json.loads(format_csl([citation])) == [
        {
            "id": "vanokafor2024kitenet",
            "type": "article",
            "genre": "preprint",
            "title": "KiteNet",
            "author": [
                {"family": "van Okafor", "given": "Ada"},
                {"literal": "Ling Team"},
                {"family": "Li", "given": "Bo", "suffix": "Jr."},
            ],
            "issued": {"date-parts": [[2024, 11, 27]]},
            "publisher": "arXiv",
            "number": "arXiv:2411.01234",
            "URL": "https://arxiv.org/abs/2411.01234",
            "keyword": "Kites, Wind",
            "note": MORE_AUTHORS,
        }
    ]


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("NeurIPS 2024", "paper-conference"),
        ("Journal of Wind", "article-journal"),
        ("A blog", "article"),
    ],
)
def test_the_type_follows_the_venue(venue, kind):
    """The venue is the container, whatever it is."""
    (item,) = json.loads(format_csl([cite(venue=venue)]))
    assert (item["type"], item["container-title"]) == (kind, venue)
    assert "genre" not in item


def test_dates_keep_their_precision():
    """Only the known parts of a date stand there; no date, no field."""
    dates = (PartialDate(2024, 2), PartialDate(2024), None)
    items = json.loads(format_csl([cite(published=date) for date in dates]))
    assert [item.get("issued") for item in items] == [
        {"date-parts": [[2024, 2]]}, {"date-parts": [[2024]]}, None,
    ]  # fmt: skip


def test_hostile_items_read_back():
    """Whatever a text holds, JSON gives it again."""
    citations = cite_hostile()
    items = json.loads(format_csl(citations))
    assert [item["id"] for item in items] == name_all(citations)
    for citation, item in zip(citations, items, strict=True):
        assert item["title"] == citation.title
        assert len(item["author"]) == len(citation.authors)
        assert item["DOI"] == citation.get_id(DOI)


def test_the_browser_writes_the_same(tmp_path):
    """The scripts and the generator give the same bytes, for hostile texts too."""
    citations = [*cite_hostile(), cite(), cite(published=PartialDate(2024, 2))]
    assert run_scripts(citations, tmp_path)["csl"] == format_csl(citations)
