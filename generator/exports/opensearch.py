"""opensearch.xml: with it a browser offers the site's search in its address bar.

Format: https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.models import OutputFile
from generator.text import clean, shorten

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME = 16
"""Characters that the specification allows."""


def render_opensearch(site_name: str, site_url: str) -> OutputFile:
    """Return the description of the search of a site that has an address.

    Args:
        site_name: the name of the site.
        site_url: its address, ending in `/`.
    """
    root = ET.Element("OpenSearchDescription", xmlns=_NAMESPACE)
    name = clean(site_name)
    ET.SubElement(root, "ShortName").text = shorten(name, _SHORT_NAME)
    ET.SubElement(root, "LongName").text = shorten(name, 48)
    ET.SubElement(root, "Description").text = f"Search the papers of {name}"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    icon = f"{site_url}assets/images/favicon.svg"
    ET.SubElement(root, "Image", type="image/svg+xml").text = icon
    template = f"{site_url}search.html?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", method="get", template=template)
    ET.indent(root, "")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return OutputFile("opensearch.xml", content + b"\n")
