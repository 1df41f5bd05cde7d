"""What a built page can have wrong by itself, as tables of what may not and must be there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from generator.checking.page import (
    Finding,
    Sort,
    attributes,
    line_of,
    select,
    show,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Elements that may not be there."""

    sort: Sort
    breaks: etree.XPath
    """Selects the elements that break the rule."""
    expected: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that every page must have."""

    sort: Sort
    exists: etree.XPath
    """Is true of a page that has it."""
    message: str


def _lower(expression: str) -> str:
    """Return XPath for an expression's value in ASCII lower case (XPath 1.0 has none)."""
    return f"translate({expression},'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"


_HTTP_EQUIV = _lower("normalize-space(@http-equiv)")
_SCRIPT_TYPE = _lower("normalize-space(@type)")

RULES: tuple[Rule, ...] = (
    Rule(
        Sort.NESTED_LINK,
        etree.XPath("//a[ancestor::a]"),
        "expected no link inside a link, browsers take them apart",
    ),
    Rule(
        Sort.HANDLER,
        etree.XPath("//@*[starts-with(name(),'on')]/.."),
        "expected no on… attribute, the policy forbids event handlers in the page",
    ),
    Rule(
        Sort.SCRIPT,
        etree.XPath(
            f"//script[not(@src)][{_SCRIPT_TYPE}!='application/json']"
            f"[{_SCRIPT_TYPE}!='application/ld+json']"
        ),
        "expected a script file (src) or JSON, the policy forbids inline scripts",
    ),
    Rule(
        Sort.STYLE,
        etree.XPath("//style|//@style/.."),
        "expected a style sheet, the policy forbids inline styles",
    ),
    Rule(
        Sort.BASE,
        etree.XPath("//base"),
        "expected none, it changes what every link of the page means",
    ),
    Rule(
        Sort.REFRESH,
        etree.XPath(
            f"//meta[{_HTTP_EQUIV}='refresh']"
            "[not(starts-with(normalize-space(@content),'0;'))]"
        ),
        "expected a link, a page may not move on by itself unless at once (0;url=…)",
    ),
    Rule(
        Sort.HEADING,
        etree.XPath("(//h1)[position()>1]"),
        "expected one <h1> in the page, this is one more",
    ),
    Rule(
        Sort.NAME,
        etree.XPath(
            "//dialog[not(@aria-label or @aria-labelledby)]"
            "|//button[not(@hidden or @aria-label or @aria-labelledby or @title)]"
            "[not(normalize-space() or .//img[@alt!=''] or .//svg/title)]"
        ),
        "expected a name: text, aria-label or aria-labelledby",
    ),
    Rule(
        Sort.ALTERNATIVE,
        etree.XPath("//img[not(@alt)]"),
        'expected an alt attribute (alt="" for decoration)',
    ),
)

PARTS: tuple[Part, ...] = (
    Part(
        Sort.TITLE,
        etree.XPath("boolean(/html/head/title[normalize-space()])"),
        "found no <title> with text in <head>, expected one",
    ),
    Part(
        Sort.LANGUAGE,
        etree.XPath("boolean(/html[normalize-space(@lang)])"),
        "found no lang attribute on <html>, expected the language of the page",
    ),
    Part(
        Sort.VIEWPORT,
        etree.XPath(
            "boolean(/html/head/meta[@name='viewport'][normalize-space(@content)])"
        ),
        'found no <meta name="viewport"> in <head>, expected one',
    ),
    Part(
        Sort.POLICY,
        etree.XPath(
            f"boolean(/html/head/meta[{_HTTP_EQUIV}='content-security-policy']"
            "[normalize-space(@content)])"
        ),
        'found no <meta http-equiv="Content-Security-Policy"> in <head>, expected one',
    ),
    Part(
        Sort.HEADING,
        etree.XPath("boolean(//h1)"),
        "found no <h1>, expected one",
    ),
)

_IDS = etree.XPath("//@id", smart_strings=False)
_WITH_ID = etree.XPath("//*[@id]")
_DATA = etree.XPath(f"//script[not(@src)][contains({_SCRIPT_TYPE},'json')]")
# An id that a script makes is named by the script; `form` has another meaning in MathML.
_REFERENCES = (
    "aria-controls", "aria-describedby", "aria-details", "aria-labelledby",
    "aria-owns", "commandfor", "for", "headers", "list", "popovertarget",
)  # fmt: skip
_WITH_REFERENCE = etree.XPath("|".join(f"//@{name}/.." for name in _REFERENCES))


def find_defects(root: etree._Element) -> Iterator[Finding]:
    """Yield what is wrong with a page by itself: the whole table of checks."""
    for check in _CHECKS:
        yield from check(root)


def _broken_rules(root: etree._Element) -> Iterator[Finding]:
    for rule in RULES:
        for element in select(rule.breaks, root):
            message = f"found {_show_tag(element)}, {rule.expected}"
            yield Finding(rule.sort, line_of(element), message)


def _missing_parts(root: etree._Element) -> Iterator[Finding]:
    for part in PARTS:
        if not part.exists(root):
            yield Finding(part.sort, 0, part.message)


def _duplicate_ids(root: etree._Element) -> Iterator[Finding]:
    ids = cast("list[str]", _IDS(root))
    if len(ids) == len(set(ids)):
        return
    lines: dict[str, int] = {}
    for element in select(_WITH_ID, root):
        name, line = element.get("id", ""), line_of(element)
        if name in lines:
            message = f'found id="{show(name)}" again, it stands on line {lines[name]}'
            yield Finding(Sort.DUPLICATE_ID, line, f"{message}, expected it once")
        lines.setdefault(name, line)


def _broken_data(root: etree._Element) -> Iterator[Finding]:
    """Yield what programs that look for data in a page could not read."""
    for element in select(_DATA, root):
        try:
            json.loads(element.text or "")
        except ValueError as error:
            message = f"found {_show_tag(element)} with {error}, expected JSON"
            yield Finding(Sort.DATA, line_of(element), message)


def _missing_references(root: etree._Element) -> Iterator[Finding]:
    """Yield what names an id of its own page that is not there."""
    ids: frozenset[str] | None = None
    for element in select(_WITH_REFERENCE, root):
        for name, value in attributes(element):
            if name not in _REFERENCES:
                continue
            if ids is None:
                ids = frozenset(cast("list[str]", _IDS(root)))
            for wanted in value.split():
                if wanted not in ids:
                    message = (
                        f'found {name}="{show(wanted)}", expected an id of the page'
                    )
                    yield Finding(Sort.REFERENCE, line_of(element), message)


_CHECKS: tuple[Callable[[etree._Element], Iterator[Finding]], ...] = (
    _broken_rules,
    _missing_parts,
    _duplicate_ids,
    _broken_data,
    _missing_references,
)


def _show_tag(element: etree._Element) -> str:
    """Return the start tag of an element, shortened."""
    written = "".join(f' {name}="{value}"' for name, value in attributes(element))
    tag = str(element.tag)
    return show(f"<{tag}{written}>")
