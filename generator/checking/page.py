"""Read a built page: its bytes, its tree, and what can be said of defects in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import cast

from lxml import etree

from generator.text import clean, shorten


class Sort(Enum):
    """A sort of problem; the value completes "12 more …" in the report."""

    SITE = "problems of the site as a whole"
    BUDGET = "budgets exceeded"
    UNREADABLE = "pages that cannot be read"
    MISSING = "addresses of files that are not in the site"
    FOLDER = "addresses of folders"
    ABSOLUTE = "root-absolute addresses"
    OUTSIDE = "addresses outside the site"
    FRAGMENT = "links to an id that does not exist"
    REMOTE = "loads from another host"
    SCHEME = "addresses with a scheme that is not allowed"
    DUPLICATE_ID = "ids that stand twice in a page"
    NESTED_LINK = "links inside links"
    HANDLER = "event-handler attributes"
    SCRIPT = "inline scripts"
    STYLE = "inline styles"
    BASE = "base elements"
    REFRESH = "meta refreshes"
    TITLE = "pages without a title"
    LANGUAGE = "pages without a language"
    VIEWPORT = "pages without a viewport"
    POLICY = "pages without a content security policy"
    HEADING = "pages without exactly one h1"
    ALTERNATIVE = "images without alt"
    NAME = "buttons and dialogs without a name"
    DATA = "data that cannot be read"
    REFERENCE = "references to an id that is not in the page"


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect in one file."""

    sort: Sort
    line: int
    """1-based; 0 where the whole file is meant."""
    message: str


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What the parser made of a page."""

    root: etree._Element | None
    """None where nothing can be checked; `findings` then says why."""
    findings: tuple[Finding, ...]


_ANCHORS = etree.XPath("//@id|//a/@name", smart_strings=False)
# huge_tree: without it the parser stops at depth 256 and the rest goes unchecked.
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)


def parse_page(data: bytes) -> ParsedPage:
    """Parse a page as HTML; what the parser has to mend or cannot read is a finding."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        message = f"found byte 0x{byte:02x} at offset {error.start}, expected UTF-8"
        return ParsedPage(None, (Finding(Sort.UNREADABLE, line, message),))
    root = etree.fromstring(data, _PARSER)
    # lxml returns None for a page without any element, which its stubs do not say.
    if cast("etree._Element | None", root) is None:
        message = "found nothing in the file, expected an HTML page"
        return ParsedPage(None, (Finding(Sort.UNREADABLE, 0, message),))
    return ParsedPage(root, tuple(_parser_findings()))


def _parser_findings() -> Iterator[Finding]:
    """Yield what the parser said of the page that it has just read."""
    for entry in _PARSER.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            message = (
                f"cannot be read to its end ({entry.message}), expected less depth"
            )
            yield Finding(Sort.UNREADABLE, entry.line, message)
        elif entry.message == "Unexpected end tag : a":
            # The parser closes a link before one directly inside it, so that the tree
            # does not show the nesting; what is left over is the outer end tag.
            message = "found </a> without <a>, expected no link inside a link"
            yield Finding(Sort.NESTED_LINK, entry.line, message)


def anchors(root: etree._Element) -> frozenset[str]:
    """Return what a fragment can point at in a page: every id and every `<a name>`."""
    return frozenset(cast("list[str]", _ANCHORS(root)))


def select(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    """Return the elements that a path selects, in document order."""
    return cast("list[etree._Element]", path(root))


def line_of(element: etree._Element) -> int:
    """Return the line on which a start tag ends, 0 where the parser does not say."""
    # The stubs of lxml know the name of the attribute, not its type.
    return cast("int | None", element.sourceline) or 0


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Return the attributes of an element; the HTML parser names them in lower case."""
    return cast("list[tuple[str, str]]", element.items())


def show(text: str) -> str:
    """Return text from a page in a form that is safe and short enough for a message."""
    return shorten(clean(text), 100)
