"""What the addresses in a built page lead to: a file of the site, or elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator.checking.addresses import Address, Use
from generator.checking.page import Sort, show


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an address leads to, or what is wrong with it."""

    sort: Sort | None = None
    """None where nothing is wrong."""
    message: str = ""
    target: str | None = None
    """Path in the site; "" for the page itself; None for anything outside."""
    fragment: str = ""


# https://www.rfc-editor.org/rfc/rfc3986#appendix-B
_PARTS = re.compile(
    r"(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?[^#]*)?", re.I | re.S
)
# What browsers drop before they read an address, so that `java\nscript:` is a scheme.
_DROPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$")


class SiteMap:
    """The files of a site, and what an address in one of its pages leads to.

    Args:
        files: bytes of every file, by path.
        home: the address at which the site will be published, with a slash at its end;
            None where it is not known, so that absolute addresses are all external.
    """

    def __init__(self, files: Mapping[str, int], home: str | None = None) -> None:
        self._files = files
        self._home = home
        self._folders = _find_folders(files)
        # Pages of one folder share their header and footer: most addresses come again.
        self._judge = lru_cache(maxsize=2**14)(self._judge_in_folder)

    def judge(self, page: str, address: Address) -> Verdict:
        """Return where an address in a page leads, or what is wrong with it."""
        # A server shows 404.html at any depth, so only root-absolute links hold there,
        # and the path under which it is served is known from the home page alone.
        if page == "404.html" and re.match(r"/(?![/\\])", address.value):
            return self._judge_rooted(address.value)
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
        if scheme is None and host is None and use is not Use.NAME:
            return self._judge_internal(folder, path, fragment, use)
        if self._home and use in {Use.LINK, Use.NAME} and head.startswith(self._home):
            return self._judge_own(path, fragment)
        return _judge_external((scheme or "").lower(), host or "", use)

    def _judge_rooted(self, value: str) -> Verdict:
        """Judge an address from the root of the host, which only 404.html may have."""
        if not self._home:
            return Verdict()
        root = urlsplit(self._home)
        return self._judge("", Use.LINK, f"{root.scheme}://{root.netloc}{value}")

    def _judge_own(self, path: str, fragment: str) -> Verdict:
        """Judge an absolute address of the site itself, which a server answers."""
        target = unquote(path.removeprefix(urlsplit(self._home or "").path))
        if target in {"", *self._folders} or target.endswith("/"):
            target = posixpath.join(target, "index.html")
        if target not in self._files:
            message = f"leads to “{show(target)}”, expected a file of the site"
            return Verdict(Sort.MISSING, message)
        return Verdict(target=target, fragment=fragment)

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
    if use is Use.NAME:
        found = "" if web and host else "is no whole address, expected https://…"
        return Verdict(Sort.SCHEME if found else None, found)
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
