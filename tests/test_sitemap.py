"""sitemap.xml."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.sitemap import render_sitemap

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def read_addresses(content: bytes) -> list[str | None]:
    """Return the addresses that a sitemap names."""
    return [element.text for element in ET.fromstring(content).iter(LOC)]


def test_names_every_page_under_the_address_of_the_site():
    """Paths are quoted; one file is enough for a few pages."""
    (file,) = render_sitemap(["index.html", "a b&c.html"], "https://x.org/d/")
    assert file.path == "sitemap.xml"
    assert read_addresses(file.content) == [
        "https://x.org/d/index.html",
        "https://x.org/d/a%20b%26c.html",
    ]


def test_is_split_where_one_file_would_hold_too_many():
    """The index names the parts, and the parts hold all pages in order."""
    *parts, index = render_sitemap(["a", "b", "c"], "https://x.org/", limit=2)
    assert [part.path for part in parts] == ["sitemap-1.xml", "sitemap-2.xml"]
    assert index.path == "sitemap.xml"
    assert read_addresses(index.content) == [
        "https://x.org/sitemap-1.xml",
        "https://x.org/sitemap-2.xml",
    ]
    assert [read_addresses(part.content) for part in parts] == [
        ["https://x.org/a", "https://x.org/b"],
        ["https://x.org/c"],
    ]
