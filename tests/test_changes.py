"""The page of changes, former addresses, the page of feeds and how fresh the papers are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from generator.checking.sitecheck import check_site
from generator.errors import Problem, Severity
from generator.history.models import NEW, BuildLog, Change
from generator.models import PartialDate
from generator.pages.changes import POLICY, cut_builds, render_changes, render_moved
from generator.pages.feeds import render_feeds_page
from generator.pages.freshness import find_failed, freshness_line, render_freshness
from generator.pages.renderer import Renderer
from generator.people.models import Author
from tests.conftest import ROOT, make_entry, make_paper
from tests.historykit import (
    ADDRESS,
    arxiv,
    make_context,
    make_kites,
    make_listing,
    origin,
)

HOSTILE = "<img src=x onerror=alert(1)> & \"quotes\" 'too'"


def parse(html: str | bytes) -> Any:
    """Return HTML as an lxml element."""
    return lxml.html.fromstring(html)


def read_page(file):
    """Return (front matter, body as an element) of a Markdown page."""
    _, meta, body = file.content.decode().split("---\n", 2)
    assert body.strip().count("\n") == 0, "the body must be one line"
    return meta, parse(body)


def read_changes(context):
    """Return the pages of changes by path, as elements."""
    files = render_changes(Renderer(), context)
    return {file.path: read_page(file)[1] for file in files}


def text_of(element):
    """Return the text of an element, on one line."""
    return " ".join(element.text_content().split())


class TestChanges:
    """The page."""

    def test_of_a_first_build_says_what_will_stand_here(self):
        """It says how many papers there are, and where they and the feed are."""
        (body,) = read_changes(make_context(make_kites(3))).values()
        assert "this is the first build of the collection, of 3 papers" in text_of(body)
        assert body.xpath("//p[@class='empty']/a/@href") == [
            "feeds/changes.xml",
            "dates/index.html",
        ]
        assert not body.xpath("//section")

    def test_tells_each_build_the_newest_first(self):
        """With its day, its numbers, and the papers by kind of change."""
        kites = make_kites(3)
        corrected = [replace(kites[0], venue="Wind 2024"), *kites[1:]]
        context = make_context(kites[:2], kites, corrected, corrected[:2])
        (file,) = render_changes(Renderer(), context)
        meta, body = read_page(file)
        assert 'title: "Changes"' in meta
        assert 'feed: "changes"' in meta
        headings = [text_of(h) for h in body.xpath("//section/h2")]
        assert headings == [
            "4 January 2025: 1 gone 2 papers in all",
            "3 January 2025: 1 corrected 3 papers in all",
            "2 January 2025: 1 new 3 papers in all",
            "1 January 2025: First build: 2 papers",
        ]
        assert body.xpath("//h2/@id") == [f"build-{n}" for n in (4, 3, 2, 1)]
        rows = [text_of(row) for row in body.xpath("//li")]
        assert rows == ["Kite number 3", "Kite number 1 added: venue", "Kite number 3"]

    def test_links_papers_that_are_there_and_no_others(self):
        """A paper that is gone has no page, however it is told of."""
        kites = make_kites(4)
        context = make_context(kites[:1], kites, kites[:3])
        (body,) = read_changes(context).values()
        assert body.xpath("//li/a/@href") == [
            "papers/kite-number-3.html",
            "papers/kite-number-2.html",
        ]

    def test_links_the_present_address(self):
        """A paper may have moved since the build that is told of."""
        kites = make_kites(2)
        moved = [kites[0], replace(kites[1], title="Sails")]
        (body,) = read_changes(make_context(kites[:1], kites, moved)).values()
        assert set(body.xpath("//li/a/@href")) == {"papers/sails.html"}

    def test_says_how_many_changes_it_leaves_out(self):
        """The state keeps the first two hundred of a kind."""
        (body,) = read_changes(make_context(make_kites(1), make_kites(240))).values()
        assert text_of(body.xpath("//h3")[0]) == "New 239"
        assert text_of(body.xpath("//li")[-1]) == "and 39 more"
        assert len(body.xpath("//li/a")) == 200

    def test_goes_on_further_pages_and_names_every_build_on_the_first(self):
        """So that a link to a build, from a feed, always arrives."""
        builds = [make_kites(n) for n in (1, 200, 395, 396)]
        pages = read_changes(make_context(*builds))
        assert list(pages) == ["changes.md", "changes.2.md"]
        first, second = pages.values()
        assert first.xpath("//h2/@id") == [f"build-{n}" for n in (4, 3, 2, 1)]
        assert first.xpath("//section/p/a/@href") == [
            "changes.2.html#build-2",
            "changes.2.html#build-1",
        ]
        assert second.xpath("//h2/@id") == ["build-2", "build-1"]
        assert first.xpath("//nav//a/@href") == ["changes.2.html"]
        assert second.xpath("//nav//a/@href") == ["changes.html"]

    def test_shows_hostile_headings_as_text(self):
        """In the list and in the note."""
        one, other = make_paper(title=HOSTILE, ids=arxiv(1)), make_paper(
            title="Kites", abstract="x", origins=origin(2), ids=arxiv(2)
        )  # fmt: skip
        both = replace(one, title="Kites", ids=(*arxiv(1), *arxiv(2)))
        (body,) = read_changes(make_context([other], [one, other], [both])).values()
        assert f"joined with “{HOSTILE}”" in text_of(body)
        assert not body.xpath("//img")


def make_log(number, changes):
    """Return a build with so many changes."""
    made = tuple(Change(NEW, str(n), "A", "a") for n in range(changes))
    return BuildLog(number, PartialDate(2025), 1, {NEW: changes}, made, ())


@pytest.mark.parametrize(
    ("sizes", "cut"),
    [
        ([], [[]]),
        ([0, 0], [[0, 0]]),
        ([9, 1], [[9, 1]]),
        ([9, 2], [[9], [2]]),
        ([30, 1, 9, 1], [[30], [1, 9], [1]]),
    ],
)
def test_builds_are_cut_into_pages_whole(sizes, cut):
    """A page has ten changes here, or one build that has more."""
    builds = [make_log(number, size) for number, size in enumerate(sizes)]
    pages = cut_builds(builds, 10)
    assert [[len(build.changes) for build in page] for page in pages] == cut


class TestMoved:
    """Pages at former addresses."""

    def make(self, **facts):
        """Return (context, page as an element) of a paper that got another title."""
        one = make_paper(title=HOSTILE, ids=arxiv(1))
        context = make_context([one], [replace(one, title=f"New {HOSTILE}")], **facts)
        (file,) = render_moved(context)
        assert file.path == "papers/img-src-x-onerror-alert-1-quotes-too.html"
        return file, parse(file.content)

    def test_lead_to_the_present_address_at_once(self):
        """By themselves, by a link, and for search engines."""
        _, page = self.make()
        slug = "new-img-src-x-onerror-alert-1-quotes-too"
        (content,) = page.xpath("//meta[@http-equiv='refresh']/@content")
        assert content == f"0; url={slug}.html"
        assert page.xpath("//a/@href") == [f"{slug}.html"]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            f"{ADDRESS}papers/{slug}.html"
        ]
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert text_of(page.xpath("//a")[0]) == f"New {HOSTILE}"
        assert not page.xpath("//img")

    def test_need_no_address_of_the_site(self):
        """A copy on a disk moves on as well."""
        _, page = self.make(site_url="")
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == "new-img-src-x-onerror-alert-1-quotes-too.html"

    def test_have_a_policy_as_strict_as_that_of_all_pages(self):
        """They may do nothing that main.html does not allow."""
        _, page = self.make()
        policy = "//meta[@http-equiv='Content-Security-Policy']/@content"
        assert page.xpath(policy) == [POLICY]
        main = (ROOT / "docs" / "overrides" / "main.html").read_text(encoding="utf-8")
        (granted,) = re.findall(r'Content-Security-Policy content="(.*?)"', main)
        assert set(POLICY.split(";")) <= {part.strip() for part in granted.split(";")}

    def test_pass_the_check_of_the_site(self, tmp_path):
        """A page may move on by itself if it does so at once."""
        file, page = self.make()
        (slug,) = page.xpath("//a/@href")
        built = {
            file.path: file.content,
            f"papers/{slug}": b"<!doctype html><html lang=en><title>x</title>",
            "assets/built/site.css": b"",
            "index.html": b"",
        }
        for path, content in built.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        found = [p for p in check_site(tmp_path).problems if p.listing == file.path]
        assert found == []

    def test_are_none_where_nothing_moved(self):
        """A first build has no former addresses."""
        assert list(render_moved(make_context(make_kites(2)))) == []


class TestFreshness:
    """The panel and the line."""

    def make(self):
        """Return a context of three listings, one of which could not be read."""
        papers = [
            make_paper(
                title="Old", published=PartialDate(2023), origins=origin(1, "a")
            ),
            make_paper(title="Undated", origins=origin(1, "b")),
            *make_kites(2),
        ]
        listings = (
            make_listing("a", title="Older", saved=PartialDate(2024, 1, 2)),
            make_listing("b", title="Undated ones", saved_note="11 March"),
            make_listing(title="Kites", saved=PartialDate(2025), saved_note="inferred"),
        )
        problems = (
            Problem("a", 3, Severity.ERROR, "odd"),
            Problem("a", 4, Severity.WARNING, "odd"),
            Problem("b", 1, Severity.INFO, "a remark"),
            Problem("broken.txt", 0, Severity.ERROR, "a binary file"),
            Problem("broken.txt", 9, Severity.ERROR, "more"),
            Problem("sources.yml", 0, Severity.WARNING, "names another"),
        )
        return make_context(papers, problems=problems, listings=listings)

    def test_lists_the_freshest_listing_first(self):
        """With the day it was saved, its newest paper, and what could not be read."""
        body = parse(f"<div>{render_freshness(Renderer(), self.make())}")
        rows = [[text_of(cell) for cell in row] for row in body.xpath("//tbody/tr")]
        assert rows == [
            ["Kiteslist.txt", "2025inferred", "3 November 2024", "1", "none"],
            ["Oldera", "2 January 2024", "2023", "1", "1 error, 1 warning"],
            ["Undated onesb", "11 March", "undated", "1", "none"],
        ]
        assert body.xpath("//th/a/@href") == [
            "sources/list-txt.html",
            "sources/a.html",
            "sources/b.html",
        ]

    def test_tells_through_which_day_the_data_are(self):
        """And when a build last changed something."""
        body = parse(f"<div>{render_freshness(Renderer(), self.make())}")
        shown = [text_of(dd) for dd in body.xpath("//dd")]
        assert shown == ["3 November 2024", "1 January 2025", "4"]
        assert freshness_line(self.make()) == (
            "Data through 3 November 2024; last changed on 1 January 2025;"
            " 1 file could not be read."
        )

    def test_names_what_could_not_be_read(self):
        """Each file once, with the first thing that was wrong with it."""
        assert find_failed(self.make()) == {"broken.txt": "a binary file"}
        panel = render_freshness(Renderer(), self.make())
        assert "1 file could not be read" in panel

    def test_of_nothing_says_what_to_do(self):
        """An owner who has just begun is shown the guide."""
        context = make_context([], listings=())
        assert "guide for owners" in render_freshness(Renderer(), context)
        assert freshness_line(context) == "Last changed on 1 January 2025."


class TestFeedsPage:
    """Where readers find the feeds."""

    def test_offers_each_feed_in_both_forms(self):
        """Beside a link to the page that shows the same, and one file for all."""
        entry = make_entry()
        context = make_context([], authors=(Author("a-b", "A B", (), (entry,)),))
        meta, body = read_page(render_feeds_page(Renderer(), context))
        assert 'title: "Feeds"' in meta
        assert [h.text_content() for h in body.xpath("//h2")] == [
            "The whole collection",
            "Topics",
            "Sources",
            "Authors",
        ]
        rows = [row.xpath(".//a/@href") for row in body.xpath("//li")]
        assert rows[0] == ["index.html", "feeds/all.xml", "feeds/all.json"]
        assert rows[1] == ["changes.html", "feeds/changes.xml", "feeds/changes.json"]
        assert [row[0] for row in rows[2:]] == [
            "topics/cats.html",
            "topics/other.html",
            "sources/list-txt.html",
            "authors/a-b.html",
        ]
        assert body.xpath("//a[@download]/@href") == ["feeds/feeds.opml"]
        assert not body.xpath("//*[@class='note']")
        names = body.xpath("//a/@aria-label")
        assert len(names) == len(set(names)) == 2 * len(rows)

    def test_sends_to_the_authors_where_they_are_many(self):
        """A list of thousands helps nobody."""
        authors = tuple(
            Author(f"a-{n}", f"A {n}", (), (make_entry(),)) for n in range(501)
        )
        context = make_context([], authors=authors)
        _, body = read_page(render_feeds_page(Renderer(), context))
        assert "Each of the 501 authors" in text_of(body)
        assert body.xpath("//section[@aria-labelledby='authors']//a/@href") == [
            "authors/index.html"
        ]

    def test_of_a_copy_on_a_disk_says_that_nobody_can_follow_it(self):
        """A feed needs an address."""
        context = make_context([], site_url="", listings=())
        _, body = read_page(render_feeds_page(Renderer(), context))
        assert "no address on the web" in text_of(body)
        assert not body.xpath("//*[@id='sources' or @id='authors']")
