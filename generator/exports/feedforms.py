"""Feeds as files: Atom (RFC 4287), JSON Feed 1.1 and OPML 2.0.

https://www.rfc-editor.org/rfc/rfc4287, https://www.jsonfeed.org/version/1.1/,
http://opml.org/spec2.opml
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
UNNAMED = "Authors not named"
# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; texts are plain but for the summary."""

    id: str
    """The same in every feed, through rebuilds and moves of the site."""
    title: str
    page: str
    """Path in the site."""
    updated: str
    """RFC 3339."""
    source: str | None = None
    """Where the paper is at home."""
    authors: tuple[str, ...] | None = None
    """Empty where nobody is named; None where that of the feed is meant."""
    tags: tuple[tuple[str, str], ...] = ()
    """(slug, title) of each topic."""
    summary: str = ""
    """HTML; empty in a feed of titles."""
    text: str = ""
    """What is said in the place of a summary, where a form wants one."""


@dataclass(frozen=True, slots=True)
class FeedNote:
    """What is said of a feed where feeds are listed."""

    path: str
    """In the site, without ending: `feeds/topics/nlp`."""
    name: str
    """Among the feeds of its site."""
    subtitle: str
    page: str
    """Path in the site of the page that shows the same."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, in whichever form."""

    note: FeedNote
    id: str
    title: str
    """Among the feeds of the world."""
    updated: str
    author: str
    """Of the items that name none."""
    items: tuple[Item, ...]


def render_atom(feed: Feed, site_url: str) -> bytes:
    """Return a feed as Atom; addresses are relative where that of the site is not known."""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.note.subtitle)
    _add(root, "updated", feed.updated)
    _add(ET.SubElement(root, "author"), "name", feed.author)
    _link(root, "alternate", _locate(feed, feed.note.page, site_url), "text/html")
    if site_url:
        address = _locate(feed, f"{feed.note.path}.xml", site_url)
        _link(root, "self", address, "application/atom+xml")
    for item in feed.items:
        _add_entry(root, feed, item, site_url)
    return _serialize(root)


def _add_entry(root: ET.Element, feed: Feed, item: Item, site_url: str) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", item.id)
    # Readers that take a title for HTML are many; so it is HTML, and says so.
    _add(entry, "title", html.escape(item.title, quote=False), type="html")
    _link(entry, "alternate", _locate_item(feed, item, site_url))
    if site_url and item.source and item.summary:
        _link(entry, "related", item.source)
    if item.summary:
        _add(entry, "published", item.updated)
    _add(entry, "updated", item.updated)
    # An entry without an author has that of the feed, which has written no paper.
    for name in [UNNAMED] if item.authors == () else item.authors or ():
        _add(ET.SubElement(entry, "author"), "name", name)
    for slug, title in item.tags:
        ET.SubElement(entry, "category", term=slug, label=_strip(title))
    if item.summary:
        _add(entry, "summary", item.summary, type="html")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _strip(text)


def _link(parent: ET.Element, rel: str, href: str, kind: str = "") -> None:
    # Without rel, a link is to the same thing in another form: the alternate.
    attributes = {} if rel == "alternate" else {"rel": rel}
    attributes |= {"type": kind} if kind else {}
    ET.SubElement(parent, "link", {**attributes, "href": href})


def _serialize(root: ET.Element) -> bytes:
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _strip(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _locate_item(feed: Feed, item: Item, site_url: str) -> str:
    """Return where an item leads: to its page, or home where a page has no address."""
    if item.source and not site_url:
        return item.source
    return _locate(feed, item.page, site_url)


def _locate(feed: Feed, path: str, site_url: str) -> str:
    base = site_url or "../" * feed.note.path.count("/")
    return base + quote(path, safe="/#.")


def render_json(feed: Feed, site_url: str) -> bytes:
    """Return a feed as JSON Feed; what is not known is left out."""
    value: dict[str, object] = {"version": _JSON_FEED, "title": feed.title}
    if site_url:
        value["home_page_url"] = _locate(feed, feed.note.page, site_url)
        value["feed_url"] = _locate(feed, f"{feed.note.path}.json", site_url)
    value["description"] = feed.note.subtitle
    if all(item.authors is None for item in feed.items):
        value["authors"] = [{"name": feed.author}]
    value["items"] = [_describe_item(feed, item, site_url) for item in feed.items]
    text = json.dumps(_strip_all(value), ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _strip_all(value: object) -> object:
    """Return a value of JSON with each of its texts as XML could hold it."""
    if isinstance(value, dict):
        return {name: _strip_all(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_strip_all(part) for part in value]
    return _strip(value) if isinstance(value, str) else value


def _describe_item(feed: Feed, item: Item, site_url: str) -> dict[str, object]:
    described: dict[str, object] = {
        "id": item.id,
        "url": _locate_item(feed, item, site_url),
        "external_url": item.source if site_url and item.summary else None,
        "title": item.title,
        "content_html": item.summary,
        "content_text": "" if item.summary else item.text or item.title,
        "date_published": item.updated,
        "authors": [{"name": name} for name in item.authors or ()],
        "tags": [title for _, title in item.tags],
    }
    return {name: value for name, value in described.items() if value}


def render_opml(
    title: str, groups: Mapping[str, Sequence[FeedNote]], site_url: str
) -> bytes:
    """Return a list of feeds, for programs that read them.

    Args:
        title: of the list, and before the name of each feed.
        groups: the feeds by heading; those under an empty one stand by themselves.
        site_url: the address of the site; without one, addresses are relative to it.
    """
    root = ET.Element("opml", version="2.0")
    _add(ET.SubElement(root, "head"), "title", title)
    body = ET.SubElement(root, "body")
    for heading, notes in groups.items():
        parent = ET.SubElement(body, "outline", text=heading) if heading else body
        for note in notes:
            name = _strip(f"{title}: {note.name}")
            attributes = {
                "type": "rss",
                "text": name,
                "title": name,
                "xmlUrl": f"{site_url}{quote(note.path)}.xml",
                "htmlUrl": site_url + quote(note.page, safe="/#."),
            }
            ET.SubElement(parent, "outline", attributes)
    ET.indent(root, "")
    return _serialize(root)
