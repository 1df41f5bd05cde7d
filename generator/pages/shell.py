"""Stamping: the theme renders one shell, and pages without number are filled into it.

MkDocs takes milliseconds and 12 kB a page; joining strings takes microseconds, and the
shell is all that the pages share. The shell lies one folder deep, as the pages do, so
that its relative links hold for them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.errors import SiteError
from generator.models import OutputFile
from generator.pages.markup import render_markdown

SHELL_SOURCE = "papers/shell.md"
SHELL_PAGE = "papers/shell.html"
_TITLE, _DESCRIPTION, _HEAD, _ADDRESS, _CONTENT = (
    "XTOKTITLEX", "XTOKDESCX", '<meta name="XTOKHEADX">', SHELL_PAGE, "XTOKCONTENTX",
)  # fmt: skip
_NEEDED = (_TITLE, _DESCRIPTION, _HEAD, _CONTENT)
_TOKEN = re.compile("|".join(map(re.escape, (*_NEEDED, _ADDRESS))))
_CANONICAL = re.compile(r"<link rel=canonical [^>]*>\s*")


@dataclass(frozen=True, slots=True)
class Shell:
    """The page that the theme made, cut where a page's own text goes."""

    parts: tuple[str, ...]
    tokens: tuple[str, ...]
    """The token between each part and the next."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is filled into the shell."""

    path: str
    """One folder deep: `papers/a-title.html`."""
    title: str
    description: str
    """Both plain text."""
    content: Markup
    head: Markup = field(default_factory=Markup)
    """More elements of the head, the canonical link among them."""


def render_shell() -> OutputFile:
    """Return the Markdown page from which the theme makes the shell."""
    meta = {"title": _TITLE, "description": _DESCRIPTION, "template": "shell.html"}
    return OutputFile(SHELL_SOURCE, render_markdown(meta, _CONTENT))


def cut_shell(page: str) -> Shell:
    """Cut the rendered shell at its tokens.

    Raises:
        SiteError: the theme lost a token that every page needs.
    """
    for token in _NEEDED:
        if token not in page:
            raise SiteError(
                f"the theme's {SHELL_PAGE} has no {token}: main.html must print"
                " page.meta.title, page.meta.description and page.content,"
                " and shell.html its mark in the head"
            )
    # Each page says itself where it belongs.
    page = _CANONICAL.sub("", page)
    return Shell(tuple(_TOKEN.split(page)), tuple(_TOKEN.findall(page)))


def fill_shell(shell: Shell, page: Page) -> OutputFile:
    """Return a page in the theme's frame."""
    values = {
        _TITLE: html.escape(page.title),
        _DESCRIPTION: html.escape(page.description),
        _HEAD: str(page.head),
        _ADDRESS: page.path,
        _CONTENT: str(page.content),
    }
    filled = [shell.parts[0]]
    for token, part in zip(shell.tokens, shell.parts[1:], strict=True):
        filled += (values[token], part)
    return OutputFile(page.path, "".join(filled).encode())
