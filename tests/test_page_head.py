"""What machines read in the head of a paper's page, and how a browser finds the search."""

from __future__ import annotations

import json

from lxml import etree, html

from generator.exports.opensearch import render_opensearch
from generator.models import PaperId, PartialDate
from generator.pages.meta import render_head
from tests.conftest import make_entry

HOSTILE = '"><script>alert(1)</script><!-- </script>'


def parse(entry, site_url: str = ""):
    """Return the head's elements."""
    head = render_head(entry, site_url)
    return html.document_fromstring(f"<html><head>{head}</head><body></body></html>")


def list_tags(tree) -> list[tuple[str, str]]:
    """Return the citation tags in their order."""
    return [
        (meta.get("name"), meta.get("content"))
        for meta in tree.iter("meta")
        if (meta.get("name") or "").startswith("citation_")
    ]


def test_reference_managers_get_every_fact_in_order():
    """Authors keep their order and their reading form; dates have slashes."""
    entry = make_entry(
        heading="Kites",
        authors=("Okafor, Ada", "Bo Li"),
        published=PartialDate(2024, 11, 7),
        ids=(PaperId("arxiv", "2411.00001"), PaperId("doi", "10.1/x")),
    )
    assert list_tags(parse(entry)) == [
        ("citation_title", "Kites"),
        ("citation_author", "Ada Okafor"),
        ("citation_author", "Bo Li"),
        ("citation_publication_date", "2024/11/07"),
        ("citation_arxiv_id", "2411.00001"),
        ("citation_doi", "10.1/x"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2411.00001"),
    ]


def test_what_is_not_known_is_left_out():
    """No empty tag, no date, no author."""
    tree = parse(make_entry(heading="Kites"))
    assert list_tags(tree) == [("citation_title", "Kites")]
    described = json.loads(tree.findtext(".//script"))
    assert described == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": "Kites",
    }


def test_the_canonical_address_is_that_of_the_source():
    """The digest stands for itself only where no source is known."""
    known = make_entry(ids=(PaperId("arxiv", "2411.00001"),))
    unknown = make_entry("kites")
    site = "https://example.org/digest/"
    canonical = "string(//link[@rel='canonical']/@href)"
    assert parse(known, site).xpath(canonical) == "https://arxiv.org/abs/2411.00001"
    assert parse(unknown, site).xpath(canonical) == f"{site}papers/kites.html"
    assert parse(unknown).xpath(canonical) == ""


def test_hostile_text_stays_text():
    """Nothing ends an attribute or the script."""
    tree = parse(make_entry(heading=HOSTILE, authors=(HOSTILE,)))
    (script,) = tree.iter("script")
    assert json.loads(script.text)["name"] == HOSTILE
    assert dict(list_tags(tree))["citation_author"] == HOSTILE


def test_the_head_of_a_paper_by_thousands_stays_small():
    """A hundred names are enough for a head."""
    entry = make_entry(authors=tuple(f"A. Author{n}" for n in range(3000)))
    assert len(list_tags(parse(entry))) == 101


def test_a_browser_learns_how_to_search():
    """The template has the address of the search page; the names keep to their lengths."""
    file = render_opensearch("A digest of papers & more", "https://example.org/d/")
    root = etree.fromstring(file.content)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert file.path == "opensearch.xml"
    assert len(root.findtext(f"{name}ShortName", "")) <= 16
    (url,) = root.iter(f"{name}Url")
    assert url.get("template") == "https://example.org/d/search.html?q={searchTerms}"
