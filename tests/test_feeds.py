"""Atom, JSON Feed and OPML: what their specifications ask for, and what they may claim."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import pytest

from generator.catalogue import build_catalogue
from generator.exports.feeds import list_feeds, render_feeds
from generator.models import Judgement, Link, PartialDate, TopicMatch
from generator.people.models import Author
from tests.conftest import OTHER, make_paper
from tests.historykit import (
    ADDRESS,
    CATS,
    arxiv,
    make_catalogue,
    make_context,
    make_kites,
    make_listing,
    origin,
)

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HOSTILE = '<script>alert(1)</script> & ]]> \x00\x0b\ufffe "q" <b>bold</b> $x<y$'
KITE = make_paper(
    title="Kites",
    abstract="They fly.",
    authors=("Okafor, Ada", "Bo Li"),
    published=PartialDate(2024, 11, 27),
    ids=arxiv(7),
    venue="Wind 2024",
)


def render(context):
    """Return every file of the feeds by its path below `feeds/`."""
    files = {file.path: file.content for file in render_feeds(context)}
    assert all(path.startswith("feeds/") for path in files)
    return {path.removeprefix("feeds/"): content for path, content in files.items()}


def make_author(papers, slug="ada-okafor", name="Ada Okafor"):
    """Return an author of all these papers."""
    return Author(slug, name, (), make_catalogue(papers).entries)


def read_xml(content: bytes) -> Any:
    """Return XML as an element; it has to be well-formed."""
    return lxml.etree.fromstring(content)


def find(element, path):
    """Return what a path selects, in the namespace of Atom."""
    return element.xpath(path, namespaces=ATOM)


def check_atom(content):
    """Hold a feed to RFC 4287, section 4; return it."""
    feed = read_xml(content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in [feed, *find(feed, "a:entry")]:
        for name in ("id", "title", "updated"):
            assert len(find(element, f"a:{name}")) == 1, name
        assert URN.fullmatch(find(element, "a:id")[0].text)
        links = find(element, "a:link[not(@rel) or @rel='alternate']/@href")
        assert len(links) == 1
        assert all(name.text for name in find(element, "a:author/a:name"))
        for time in find(element, "a:updated|a:published"):
            assert TIME.fullmatch(time.text)
        assert len(find(element, "a:published")) <= 1
        assert len(find(element, "a:summary")) <= 1
    assert find(feed, "a:author") or not find(feed, "a:entry[not(a:author)]")
    ids = [each.text for each in find(feed, "//a:id")]
    assert len(ids) == len(set(ids))
    times = [each.text for each in find(feed, "a:entry/a:updated")]
    assert not times or find(feed, "a:updated")[0].text == max(times)
    return feed


def check_json(content):
    """Hold a feed to JSON Feed 1.1; return it."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert URN.fullmatch(item["id"])
        assert ("content_html" in item) != ("content_text" in item)
        assert TIME.fullmatch(item["date_published"])
        assert all(author["name"] for author in item.get("authors", ["none"]) if author != "none")  # fmt: skip
    return feed


def check_all(context):
    """Hold every feed to its specification; return (Atom, JSON) by path."""
    files = render(context)
    stems = sorted({path.rpartition(".")[0] for path in files} - {"feeds"})
    feeds = {}
    for stem in stems:
        atom, listed = (
            check_atom(files[f"{stem}.xml"]),
            check_json(files[f"{stem}.json"]),
        )
        assert [e.text for e in find(atom, "a:entry/a:id")] == [
            item["id"] for item in listed["items"]
        ]
        feeds[stem] = atom, listed
    return feeds


class TestWhich:
    """Which feeds there are."""

    def test_a_site_has_one_of_everything_and_of_each_part(self):
        """In both forms: topics without a paper too, because pages link to them."""
        context = make_context([KITE], authors=(make_author([KITE]),))
        feeds = check_all(context)
        assert sorted(feeds) == [
            "all",
            "authors/ada-okafor",
            "changes",
            "sources/list-txt",
            "topics/cats",
            "topics/other",
        ]
        counts = {stem: len(feed["items"]) for stem, (_, feed) in feeds.items()}
        assert counts["topics/cats"] == 0
        assert counts["topics/other"] == counts["sources/list-txt"] == 1
        empty = find(feeds["topics/cats"][0], "a:updated")[0].text
        assert empty == "2025-01-01T00:00:00Z", "the day of the build, not of the clock"

    def test_each_holds_so_many_of_the_newest(self):
        """A hundred of everything, fifty of a part, eight of an author, twenty builds."""
        builds = [make_kites(number) for number in (*range(1, 24), 120)]
        author = make_author(builds[-1], "kay", "Kay")
        feeds = check_all(make_context(*builds, authors=(author,)))
        counts = {stem: len(feed["items"]) for stem, (_, feed) in feeds.items()}
        assert counts == {
            "all": 100,
            "authors/kay": 8,
            "changes": 20,
            "sources/list-txt": 50,
            "topics/cats": 0,
            "topics/other": 50,
        }

    def test_what_came_last_stands_first(self):
        """And of what came with one build, the newest paper."""
        old = make_paper(title="Old", published=PartialDate(1999), origins=origin(9))
        feeds = check_all(make_context(make_kites(3), [*make_kites(4), old]))
        titles = [item["title"] for item in feeds["all"][1]["items"]]
        assert titles == [
            "Kite number 4",
            "Old",
            "Kite number 3",
            "Kite number 2",
            "Kite number 1",
        ]

    def test_of_very_many_sources_the_feeds_have_no_abstracts(self):
        """The site would grow by 200 kB a source; names of authors stay."""
        listings = tuple(make_listing(f"l{n}.txt") for n in range(101))
        paper = replace(KITE, origins=origin(1, "l7.txt"))
        (item,) = check_all(make_context([paper], listings=listings))["sources/l7-txt"][
            1
        ]["items"]
        assert item["content_text"] == "Ada Okafor, Bo Li"
        assert item["authors"] == [{"name": "Ada Okafor"}, {"name": "Bo Li"}]


class TestEntries:
    """What a feed says of a paper."""

    def test_in_atom(self):
        """Title, links, date, authors, topics and abstract, each where it belongs."""
        (entry,) = find(check_all(make_context([KITE]))["all"][0], "a:entry")
        assert find(entry, "a:title")[0].text == "Kites"
        assert find(entry, "a:link/@href") == [
            f"{ADDRESS}papers/kites.html",
            "https://arxiv.org/abs/2411.00007",
        ]
        assert find(entry, "a:link[2]/@rel") == ["related"]
        assert find(entry, "a:published")[0].text == "2024-11-27T00:00:00Z"
        assert [n.text for n in find(entry, ".//a:name")] == ["Ada Okafor", "Bo Li"]
        assert find(entry, "a:category/@term") == ["other"]
        assert find(entry, "a:category/@label") == ["Other"]
        assert find(entry, "a:summary/@type") == ["html"]
        assert find(entry, "a:summary")[0].text == (
            "<p>Ada Okafor, Bo Li · 27 November 2024 · Wind 2024</p><p>They fly.</p>"
        )

    def test_in_json(self):
        """The same, by the names that JSON Feed has for it."""
        _, feed = check_all(make_context([KITE]))["all"]
        assert feed["home_page_url"] == f"{ADDRESS}index.html"
        assert feed["feed_url"] == f"{ADDRESS}feeds/all.json"
        assert "authors" not in feed
        (item,) = feed["items"]
        assert item.pop("id")
        assert item == {
            "url": f"{ADDRESS}papers/kites.html",
            "external_url": "https://arxiv.org/abs/2411.00007",
            "title": "Kites",
            "content_html": "<p>Ada Okafor, Bo Li · 27 November 2024 · Wind 2024</p>"
            "<p>They fly.</p>",
            "date_published": "2024-11-27T00:00:00Z",
            "authors": [{"name": "Ada Okafor"}, {"name": "Bo Li"}],
            "tags": ["Other"],
        }

    @pytest.mark.parametrize(
        ("facts", "atom", "listed", "said"),
        [
            ({}, ["Authors not named"], None, "date not known"),
            ({"author_count": 3}, ["Authors not named"], None, "3 authors"),
            ({"organization": "Kite Lab"}, ["Kite Lab"], ["Kite Lab"], "Kite Lab"),
            (
                {"authors": ("A B",), "authors_complete": False},
                ["A B"],
                ["A B"],
                "A B and others",
            ),
            (
                {"authors": tuple(f"A{n}" for n in range(3000))},
                [f"A{n}" for n in range(20)],
                [f"A{n}" for n in range(20)],
                "A0, A1, A2 and 2997 others",
            ),
        ],
    )
    def test_name_nobody_who_is_not_named(self, facts, atom, listed, said):
        """The site has written no paper; a long list is cut, and its length told."""
        paper = make_paper(title="T", abstract="A.", **facts)
        feeds = check_all(make_context([paper]))["all"]
        assert [n.text for n in find(feeds[0], "a:entry//a:name")] == atom
        (item,) = feeds[1]["items"]
        assert [a["name"] for a in item.get("authors", [])] == (listed or [])
        assert said in item["content_html"]

    @pytest.mark.parametrize(
        ("date", "time", "said"),
        [
            (PartialDate(2024, 11, 27), "2024-11-27", "27 November 2024"),
            (PartialDate(2024, 11), "2024-11-01", "<p>November 2024</p>"),
            (PartialDate(2024), "2024-01-01", "<p>2024</p>"),
            (None, "2025-01-01", "date not known"),
        ],
    )
    def test_have_a_date_at_the_precision_that_is_known(self, date, time, said):
        """A feed asks for a moment; the text says what it is worth.

        An undated paper has the day on which it was added.
        """
        paper = make_paper(title="T", abstract="A.", published=date)
        (item,) = check_all(make_context([paper], [paper, KITE]))["all"][1]["items"][1:]
        assert item["date_published"] == f"{time}T00:00:00Z"
        assert said in item["content_html"]

    def test_of_an_author_are_little_more_than_titles(self):
        """There may be thousands of such feeds; all their papers are his."""
        author = make_author([KITE])
        atom, feed = check_all(make_context([KITE], authors=(author,)))[
            "authors/ada-okafor"
        ]
        (entry,) = find(atom, "a:entry")
        assert [child.tag.partition("}")[2] for child in entry] == [
            "id",
            "title",
            "link",
            "updated",
        ]
        assert [n.text for n in find(atom, "//a:name")] == ["Ada Okafor"]
        assert feed["authors"] == [{"name": "Ada Okafor"}]
        assert feed["items"][0]["content_text"] == "Ada Okafor, Bo Li"

    def test_without_an_address_of_the_site_lead_home(self):
        """To where the paper is at home; else to the page beside the feed."""
        papers = [KITE, make_paper(title="Homeless", origins=origin(2))]
        context = make_context(papers, site_url="")
        for stem, root in (("all", "../"), ("topics/other", "../../")):
            atom, feed = check_all(context)[stem]
            links = find(atom, "a:entry/a:link/@href")
            assert links == [
                "https://arxiv.org/abs/2411.00007",
                f"{root}papers/homeless.html",
            ]
            assert links == [item["url"] for item in feed["items"]]
            assert urljoin(f"file:///d/feeds/{stem}.xml", links[1]) == (
                "file:///d/papers/homeless.html"
            )
            assert "feed_url" not in feed
            assert not find(atom, "a:link[@rel='self']")


class TestIdentity:
    """A rebuild announces nothing again."""

    def read(self, *builds, site_url=ADDRESS):
        """Return what the feed of everything says, as (id, date) by title."""
        _, feed = check_all(make_context(*builds, site_url=site_url))["all"]
        return {
            item["title"]: (item["id"], item["date_published"])
            for item in feed["items"]
        }

    def test_stays_through_rebuilds_and_moves(self):
        """Of the site, of the paper within it, and of its title."""
        before = self.read([KITE])["Kites"]
        renamed = replace(KITE, title="Sails")
        assert self.read([KITE], [renamed])["Sails"] == before
        assert self.read([KITE], site_url="https://elsewhere.org/")["Kites"] == before

    def test_stays_when_a_paper_gets_an_identifier(self):
        """The state remembers the key under which it was announced."""
        bare = replace(KITE, ids=(), published=None)
        before = self.read([bare])["Kites"]
        named = replace(bare, ids=arxiv(7))
        assert self.read([bare], [named], [named])["Kites"] == before
        assert self.read([named])["Kites"][0] != before[0]

    def test_does_not_hang_on_the_day_of_the_build(self):
        """The same papers give the same bytes a day later."""
        papers = [KITE, make_paper(title="Undated", origins=origin(2))]
        assert render(make_context(papers)) == render(make_context(papers, papers))

    def test_of_feeds_tells_sites_apart(self):
        """Every site has a feed of everything."""
        ids = {
            find(read_xml(render(make_context([KITE], site_url=url))["all.xml"]), "a:id")[0].text
            for url in (ADDRESS, "https://elsewhere.org/", "")
        }  # fmt: skip
        assert len(ids) == 3


class TestHostileText:
    """What a title or an abstract may hold."""

    def test_arrives_as_text_in_every_reader(self):
        """Whether it takes titles for HTML, as Atom says here, or for text, as JSON."""
        paper = make_paper(
            title=HOSTILE,
            abstract=HOSTILE,
            authors=(HOSTILE,),
            venue=HOSTILE,
            links=(Link("web", "https://x.org/<"),),
        )
        context = make_context([paper], topic=replace(CATS, title=HOSTILE))
        context = replace(
            context,
            catalogue=build_catalogue(
                [
                    (
                        paper,
                        Judgement((TopicMatch(replace(OTHER, title=HOSTILE), 1, ()),)),
                    )
                ],
                (OTHER,),
                (make_listing(title=HOSTILE),),
            ),
        )
        atom, feed = check_all(context)["all"]
        (title,) = find(atom, "a:entry/a:title")
        assert title.text.startswith(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;"
        )
        (summary,) = find(atom, "a:entry/a:summary")
        shown = lxml.etree.HTML(summary.text)
        assert {element.tag for element in shown.iter()} == {"html", "body", "p"}
        (item,) = feed["items"]
        assert item["title"].startswith("<script>alert(1)</script> & ]]>")
        assert item["content_html"] == summary.text
        for content in render(context).values():
            assert not re.search("[\x00-\x08\x0b\ufffe]", content.decode())


class TestChanges:
    """The feed of changes."""

    def test_tells_each_build(self):
        """In numbers in its title, by name in its text, linked to the page."""
        kites = make_kites(3)
        corrected = [replace(kites[0], venue="W"), kites[1]]
        atom, feed = check_all(make_context(kites[:2], kites, corrected))["changes"]
        assert [item["title"] for item in feed["items"]] == [
            "1 corrected, 1 gone",
            "1 new",
            "First build: 2 papers",
        ]
        assert find(atom, "a:entry/a:link/@href") == [
            f"{ADDRESS}changes.html#build-{n}" for n in (3, 2, 1)
        ]
        assert feed["items"][0]["content_html"] == (
            "<p>2 papers on 3 January 2025.</p><p>Corrected:</p><ul><li>"
            f'<a href="{ADDRESS}papers/kite-number-1.html">Kite number 1</a>'
            " (added: venue)</li></ul><p>Gone:</p><ul><li>Kite number 3</li></ul>"
        )

    def test_is_cut(self):
        """Twenty changes of a kind, and how many there are more."""
        context = make_context(make_kites(1), make_kites(31), site_url="")
        text = check_all(context)["changes"][1]["items"][0]["content_html"]
        assert text.count("<li>") == 21
        assert text.endswith("<li>and 10 more</li></ul>")
        assert "<a " not in text, "there is no address to link to"

    def test_does_not_tell_a_build_twice(self):
        """Another build on the same day is another entry; a rebuild is none."""
        before = check_all(make_context([KITE]))["changes"][1]["items"][0]["id"]
        after = check_all(make_context([KITE], [KITE], make_kites(2)))["changes"][1]
        assert [item["id"] for item in after["items"]][1:] == [before]


class TestOpml:
    """The list of feeds."""

    def test_names_every_feed_once(self):
        """Those of the site first, then by kind; with what OPML 2.0 asks for."""
        context = make_context([KITE], authors=(make_author([KITE]),))
        root = read_xml(render(context)["feeds.opml"])
        assert (root.tag, root.get("version")) == ("opml", "2.0")
        assert [child.tag for child in root] == ["head", "body"]
        assert root.findtext("head/title") == "Paper Digest"
        assert root.xpath("body/outline/@text") == [
            "Paper Digest: All papers",
            "Paper Digest: Changes",
            "Topics",
            "Sources",
            "Authors",
        ]
        feeds = root.xpath("//outline[@type='rss']")
        assert all(feed.get("text") and feed.get("htmlUrl") for feed in feeds)
        addresses = [feed.get("xmlUrl") for feed in feeds]
        written = {
            f"{ADDRESS}feeds/{path}" for path in render(context) if path.endswith("xml")
        }
        assert len(addresses) == len(set(addresses))
        assert set(addresses) == written

    def test_leaves_out_authors_where_they_are_many(self):
        """Nobody follows five thousand; each has his feed all the same."""
        authors = tuple(Author(f"a-{n}", f"A {n}", (), ()) for n in range(501))
        context = make_context([KITE], authors=authors, listings=())
        files = render(context)
        root = read_xml(files["feeds.opml"])
        assert root.xpath("body/outline/@text")[2:] == ["Topics"]
        assert "authors/a-500.xml" in files
        assert list_feeds(context).authors == ()
