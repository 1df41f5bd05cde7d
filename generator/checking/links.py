"""The addresses in a built page: which there are, and what they lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from urllib.parse import unquote

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


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written in a page."""

    value: str
    use: Use
    place: str
    """Element and attribute, e.g. `a href`."""
    line: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an address leads to, or what is wrong with it."""

    sort: Sort | None = None
    """None where nothing is wrong."""
    message: str = ""
    target: str | None = None
    """Path in the site; "" for the page itself; None for anything outside."""
    fragment: str = ""


_ADDRESS_ATTRIBUTES = frozenset({
    "href", "xlink:href", "src", "srcset", "imagesrcset", "action", "formaction", "data",
    "poster", "background", "ping",
})  # fmt: skip
_SRCSETS = frozenset({"srcset", "imagesrcset"})
# Naming the attributes in XPath takes five times as long as passing over the others.
_WITH_ATTRIBUTES = etree.XPath("//*[@*]")
_WITH_STYLE = etree.XPath("//style|//@style/..")

# https://html.spec.whatwg.org/multipage/links.html#linkTypes: those that are fetched;
# every other rel of <link> is one that a reader may follow.
_LOADING_RELS = frozenset({
    "apple-touch-icon", "icon", "manifest", "mask-icon", "modulepreload", "pingback",
    "prefetch", "preload", "prerender", "stylesheet",
})  # fmt: skip
_CONNECTING_RELS = frozenset({"dns-prefetch", "preconnect"})

# https://www.rfc-editor.org/rfc/rfc3986#appendix-B
_PARTS = re.compile(
    r"(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?[^#]*)?", re.I | re.S
)
_CANDIDATE = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
# Comments and strings are matched so that what stands in them is passed over.
_CSS = re.compile(
    r"""(?:\burl\(|@import)\s*["']?\s*(?P<remote>(?:https?:|//)[^"')\s;]*)"""
    r"""|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.I | re.S,
)
# What browsers drop before they read an address, so that `java\nscript:` is a scheme.
_DROPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$")


def find_addresses(root: etree._Element) -> Iterator[Address]:
    """Yield every address of a page, in document order."""
    for element in select(_WITH_ATTRIBUTES, root):
        for name, value in attributes(element):
            if name not in _ADDRESS_ATTRIBUTES:
                continue
            use, place = _find_use(element, name), f"{element.tag!s} {name}"
            values = _CANDIDATE.findall(value) if name in _SRCSETS else [value]
            for one in values:
                yield Address(one, use, place, line_of(element))


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


class SiteMap:
    """The files of a site, and what an address in one of its pages leads to."""

    def __init__(self, files: Mapping[str, int]) -> None:
        self._files = files
        self._folders = _find_folders(files)
        # Pages of one folder share their header and footer: most addresses come again.
        self._judge = lru_cache(maxsize=2**14)(self._judge_in_folder)

    def judge(self, page: str, address: Address) -> Verdict:
        """Return where an address in a page leads, or what is wrong with it."""
        # A server shows 404.html at any depth, so only root-absolute links hold there,
        # and the site cannot know the path under which it is served.
        if page == "404.html" and re.match(r"/(?![/\\])", address.value):
            return Verdict()
        return self._judge(posixpath.dirname(page), address.use, address.value)

    def _judge_in_folder(self, folder: str, use: Use, value: str) -> Verdict:
        if use is Use.CONNECT:
            return Verdict(
                Sort.REMOTE, "opens a connection ahead, expected no such hint"
            )
        head, _, fragment = _DROPPED.sub("", value).partition("#")
        # Browsers read a backslash as a slash.
        match = _PARTS.fullmatch(head.replace("\\", "/"))
        assert match, "every string has the form of an address"
        scheme, host, path = match.groups()
        if scheme is None and host is None:
            return self._judge_internal(folder, path, fragment, use)
        return _judge_external((scheme or "").lower(), host or "", use)

    def _judge_internal(
        self, folder: str, path: str, fragment: str, use: Use
    ) -> Verdict:
        if not path:
            return _judge_empty(fragment, use)
        if path.startswith("/"):
            broken = "it breaks under a sub-path and from disk, expected a relative one"
            return Verdict(Sort.ABSOLUTE, f"starts at the root: {broken}")
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if target == ".." or target.startswith("../"):
            return Verdict(Sort.OUTSIDE, "leads out of the site, expected a file in it")
        if target in self._folders:
            return self._judge_folder(target)
        if path.endswith("/"):
            target += "/"  # "page.html/" is not "page.html"
        if target not in self._files:
            message = f"leads to “{show(target)}”, expected a file of the site"
            return Verdict(Sort.MISSING, message)
        return Verdict(target=target, fragment=fragment)

    def _judge_folder(self, folder: str) -> Verdict:
        index = posixpath.normpath(posixpath.join(folder, "index.html"))
        if index in self._files:
            message = f"leads to a folder, which does not open from disk, expected “{show(index)}”"
            return Verdict(Sort.FOLDER, message)
        message = f"leads to a folder without index.html, “{show(folder)}”, expected a file of the site"
        return Verdict(Sort.MISSING, message)


def _judge_empty(fragment: str, use: Use) -> Verdict:
    """Return what an address without a path means: the page itself."""
    if use is Use.LINK or fragment:
        return Verdict(target="", fragment=fragment)
    return Verdict(Sort.MISSING, "is empty, expected a file of the site")


def _judge_external(scheme: str, host: str, use: Use) -> Verdict:
    web = scheme in {"http", "https"}
    if use is not Use.LINK and (web or not scheme):
        message = "loads from another host, expected a file of the site"
        return Verdict(Sort.REMOTE, message)
    if use is Use.LINK and ((web and host) or scheme == "mailto"):
        return Verdict()
    if use is Use.IMAGE and scheme == "data":
        return Verdict()
    found = f"scheme “{scheme}:”" if scheme else "no scheme"
    found += "" if host or not web else " without a host"
    allowed = (
        "http://, https:// or mailto:" if use is Use.LINK else "a file of the site"
    )
    return Verdict(Sort.SCHEME, f"has {found}, expected {allowed}")


def _find_folders(files: Mapping[str, int]) -> frozenset[str]:
    """Return every folder that holds a file, at any depth, and "." for the site."""
    folders = {"."}
    for path in files:
        folder = posixpath.dirname(path)
        while folder and folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(folders)
