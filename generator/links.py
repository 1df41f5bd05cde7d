"""Links in running text: find them, and let through only what is safe to point at.

A reader clicks on what stands here, and the text is others': only http and https, only
a host as the DNS writes one, no user name before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from linkify_it import LinkifyIt

from generator.text import clean

_MAX_URL: Final = 2_000
_PARTS = re.compile(r"(https?)://([^/?#\s@\\:]+)(?::(\d{1,5}))?([/?#].*)?", re.I)
_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFAULT_PORTS = {"http": "80", "https": "443"}

# Where an address may begin, and how far it can go at most: white space ends it, and so
# do quotation marks, brackets of LaTeX and markup, and punctuation of other scripts.
LINK = re.compile(
    r"(?:(?<![a-zA-Z0-9])https?://|(?<![\w@./-])www\.)"
    r"(?:[^\s{}$<>\"`\\‘’“”«»。、，；：！？（）【】《》…—–]|\\[_%&#~]){1,2000}",
    re.I,
)
_ESCAPED = re.compile(r"\\([_%&#~{}$])")
_LINKIFY = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "---": True})


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address in a text."""

    text: str
    """As written, LaTeX's escapes (`\\_`) resolved."""
    url: str | None
    """Where it may point; None where that is not safe."""
    end: int
    """Offset behind it in the text; punctuation that ends the sentence stays outside."""


def safe_url(url: str) -> str | None:
    """Return an http(s) address in normal form, or None where it is none or is suspect."""
    parts = _PARTS.fullmatch(clean(url))
    if not parts or len(url) > _MAX_URL:
        return None
    scheme, port, rest = parts[1].lower(), parts[3], parts[4] or ""
    host = _encode_host(parts[2])
    if host is None or (port and not 0 < int(port) < 65_536):
        return None
    if port and port != _DEFAULT_PORTS[scheme]:
        host += f":{int(port)}"
    return f"{scheme}://{host}{_quote(rest)}"


def find_links(text: str) -> tuple[str, ...]:
    """Return the safe addresses in a text, in order, each once; LaTeX may stand around them."""
    if not _may_hold_link(text):
        return ()
    found = (match_link(text, match) for match in LINK.finditer(text))
    return tuple(dict.fromkeys(link.url for link in found if link and link.url))


def match_link(text: str, candidate: re.Match[str]) -> FoundLink | None:
    """Return the address that a match of LINK begins with, or None where it has none."""
    run = candidate[0].rstrip("~*")
    scheme = "" if run[0] in "hH" else "https://"
    # linkify decides where the address ends; an escape must not end it, nor move it.
    match = _LINKIFY.match_at_start(scheme + _ESCAPED.sub("xx", run))
    if match is None:
        return None
    end = candidate.start() + match.last_index - len(scheme)
    written = unescape_url(text[candidate.start() : end])
    return FoundLink(written, safe_url(scheme + written), end)


def unescape_url(source: str) -> str:
    r"""Return an address as LaTeX means it: `a\_b` is `a_b`."""
    return _ESCAPED.sub(r"\1", source)


def _may_hold_link(text: str) -> bool:
    return "://" in text or "www." in text.lower()


def _encode_host(host: str) -> str | None:
    """Return a host in lower case and ASCII, or None where the DNS could not hold it."""
    try:
        ascii_host = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    valid = _HOST.fullmatch(ascii_host) and len(ascii_host) <= 253
    return ascii_host if valid else None


def _quote(rest: str) -> str:
    """Percent-quote what a path, query or fragment may not hold; keep what is quoted."""
    path, mark, fragment = _BARE_PERCENT.sub("%25", rest).partition("#")
    safe = "/?:@!$&()*+,;=~-._%"
    return quote(path, safe=safe) + mark + quote(fragment, safe=safe)
