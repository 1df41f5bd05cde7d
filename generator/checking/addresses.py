"""The addresses in a built page and its styles: which there are, and what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from generator.checking.page import Finding, Sort, attributes, line_of, select, show


class Use(Enum):
    """What a browser does with an address."""

    LINK = "link"
    """The reader may follow it."""
    LOAD = "load"
    """The page fetches it by itself."""
    IMAGE = "image"
    """As LOAD, but it may be a data: address."""
    CONNECT = "connect"
    """The browser opens a connection ahead of time."""
    NAME = "name"
    """Other programs are told of it: it has to hold outside the page."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written in a page."""

    value: str
    use: Use
    place: str
    """Element and attribute, e.g. `a href`."""
    line: int


_ADDRESS_ATTRIBUTES = frozenset({
    "href", "xlink:href", "src", "srcset", "imagesrcset", "action", "formaction", "data",
    "poster", "background", "ping",
})  # fmt: skip
_SRCSETS = frozenset({"srcset", "imagesrcset"})
# Naming the attributes in XPath takes five times as long as passing over the others.
_WITH_ATTRIBUTES = etree.XPath("//*[@*]")
_WITH_STYLE = etree.XPath("//style|//@style/..")

# https://ogp.me/#metadata: those whose content is an address.
_NAMING_PROPERTIES = frozenset({"og:image", "og:url", "og:audio", "og:video"})
# https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps
_REFRESH = re.compile(r"""[\d.\s]*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']*)["']?""", re.I)

# https://html.spec.whatwg.org/multipage/links.html#linkTypes: those that are fetched;
# every other rel of <link> is one that a reader may follow.
_LOADING_RELS = frozenset({
    "apple-touch-icon", "icon", "manifest", "mask-icon", "modulepreload", "pingback",
    "prefetch", "preload", "prerender", "stylesheet",
})  # fmt: skip
_CONNECTING_RELS = frozenset({"dns-prefetch", "preconnect"})

_CANDIDATE = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
# Comments and strings are matched so that what stands in them is passed over.
_CSS = re.compile(
    r"""(?:\burl\(|@import)\s*["']?\s*(?P<remote>(?:https?:|//)[^"')\s;]*)"""
    r"""|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.I | re.S,
)


def find_addresses(root: etree._Element) -> Iterator[Address]:
    """Yield every address of a page, in document order."""
    for element in select(_WITH_ATTRIBUTES, root):
        if element.tag == "meta":
            yield from _find_in_meta(element)
            continue
        for name, value in attributes(element):
            if name not in _ADDRESS_ATTRIBUTES:
                continue
            use, place = _find_use(element, name), f"{element.tag!s} {name}"
            values = _CANDIDATE.findall(value) if name in _SRCSETS else [value]
            for one in values:
                yield Address(one, use, place, line_of(element))


def _find_in_meta(element: etree._Element) -> Iterator[Address]:
    content = element.get("content", "").strip()
    if element.get("property", "").lower() in _NAMING_PROPERTIES:
        yield Address(content, Use.NAME, "meta content", line_of(element))
    moves = element.get("http-equiv", "").strip().lower() == "refresh"
    if moves and (match := _REFRESH.fullmatch(content)):
        # The page goes there by itself, so that no other site may be meant.
        yield Address(match[1], Use.LOAD, "meta content", line_of(element))


def _find_use(element: etree._Element, attribute: str) -> Use:
    tag = element.tag
    if tag == "link":
        rels = frozenset(element.get("rel", "").lower().split())
        if rels & _CONNECTING_RELS:
            return Use.CONNECT
        return Use.LOAD if rels & _LOADING_RELS else Use.LINK
    if tag in {"a", "area"}:
        return Use.LOAD if attribute == "ping" else Use.LINK
    if attribute in {"action", "formaction"}:
        return Use.LINK
    return Use.IMAGE if (tag, attribute) == ("img", "src") else Use.LOAD


def find_style_loads(root: etree._Element) -> Iterator[Finding]:
    """Yield what the styles inside a page load from another host."""
    for element in select(_WITH_STYLE, root):
        text = element.text if element.tag == "style" else element.get("style")
        for finding in find_css_loads(text or ""):
            yield Finding(finding.sort, line_of(element), finding.message)


def find_css_loads(css: str) -> Iterator[Finding]:
    """Yield every `url()` and `@import` of a style sheet that names another host."""
    for match in _CSS.finditer(css):
        if address := match["remote"]:
            line = css.count("\n", 0, match.start()) + 1
            message = f"CSS loads “{show(address)}”, expected a file of the site"
            yield Finding(Sort.REMOTE, line, message)
