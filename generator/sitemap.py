"""sitemap.xml: every page of the site, split where there are too many.

Protocol: https://www.sitemaps.org/protocol.html (50,000 addresses a file).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from generator.models import OutputFile

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LIMIT = 50_000


def render_sitemap(
    paths: Sequence[str], site_url: str, limit: int = LIMIT
) -> Iterator[OutputFile]:
    """Yield sitemap.xml, and the parts that it names where one file is too small.

    Args:
        paths: the pages, relative to the site.
        site_url: the address of the site, ending in `/`.
        limit: addresses a file.
    """
    parts = [paths[i : i + limit] for i in range(0, len(paths), limit)]
    if len(parts) == 1:
        yield OutputFile("sitemap.xml", _render("urlset", "url", site_url, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield OutputFile(name, _render("urlset", "url", site_url, part))
    index = _render("sitemapindex", "sitemap", site_url, names)
    yield OutputFile("sitemap.xml", index)


def _render(root: str, item: str, site_url: str, paths: Sequence[str]) -> bytes:
    element = ET.Element(root, xmlns=_NAMESPACE)
    for path in paths:
        child = ET.SubElement(element, item)
        ET.SubElement(child, "loc").text = site_url + quote(path)
    ET.indent(element, "")
    text: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
