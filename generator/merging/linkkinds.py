"""What a link points to, by its host: code, a hub of models and data, or the web."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.models import Link

KINDS: dict[str, str] = {
    "github.com": "code",
    "gitlab.com": "code",
    "bitbucket.org": "code",
    "codeberg.org": "code",
    "sourceforge.net": "code",
    "anonymous.4open.science": "code",
    "huggingface.co": "hub",
}
"""Kind by host; every other host is `web`."""


def make_link(url: str) -> Link:
    """Return a link of the kind that its host (with or without `www.`) stands for."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Link(KINDS.get(host, "web"), url)
