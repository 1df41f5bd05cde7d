"""Pages of authors and organizations, and their indexes, from small invented catalogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from generator.catalogue import number_papers
from generator.exports.context import Context
from generator.history.models import History
from generator.models import Catalogue, PartialDate, Topic, TopicMatch
from generator.pages import peopleindex, persons
from generator.pages.people import render_people_index, render_people_pages
from generator.pages.renderer import Renderer
from generator.pages.shell import Shell, cut_shell
from generator.people.aliases import Alias, Aliases
from generator.people.grouping import group_people
from generator.sitefile import SiteNote
from tests.conftest import OTHER, make_entry
from tests.peoplekit import make_catalogue, make_dated, make_papers

KITES = Topic("kites", "Kites", "Things that fly.")
HOSTILE = '"><img src=x onerror=alert(1)> </script><b>'
REPOSITORY = "https://github.com/owner/name"


def make_shell() -> Shell:
    """Return the least shell that there can be."""
    return cut_shell(
        "<!doctype html><html lang=en><head><title>XTOKTITLEX</title>"
        '<meta name=description content="XTOKDESCX"><meta name="XTOKHEADX"></head>'
        "<body>XTOKCONTENTX</body></html>"
    )


def make_context(
    papers: Catalogue,
    *,
    pages_from: int | None = 1,
    site: SiteNote | None = None,
    site_url: str = "https://example.org/digest/",
    aliases: Sequence[Alias] = (),
) -> Context:
    """Return the context of a build."""
    people = group_people(papers, Aliases(tuple(aliases)), pages_from=pages_from)
    history = History(1, PartialDate(2024), (), {}, {}, b"")
    site = site or SiteNote()
    return Context(papers, people, history, (), {}, site, "A digest", site_url)


def render_pages(context: Context) -> dict[str, Any]:
    """Return the stamped pages by path, as lxml elements."""
    files = render_people_pages(
        Renderer(number_papers(context.catalogue.entries)), context, make_shell()
    )
    return {file.path: lxml.html.fromstring(file.content.decode()) for file in files}


def render_index(context: Context) -> dict[str, Any]:
    """Return the bodies of the Markdown pages by path, as lxml elements."""
    pages = {}
    for file in render_people_index(Renderer(), context):
        _, _, body = file.content.decode().split("---\n", 2)
        assert body.strip().count("\n") == 0, "the body must be one line"
        pages[file.path] = lxml.html.fromstring(body)
    return pages


def texts(page: Any, xpath: str) -> list[str]:
    """Return the texts of elements."""
    return [element.text_content() for element in page.xpath(xpath)]


def list_tallies(page: Any, section: str) -> list[tuple[str, str, str]]:
    """Return (text, address, count) of a section beside the papers."""
    rows = page.xpath(f"//section[@aria-labelledby='{section}']//li")
    return [
        (row.xpath(".//a")[0].text_content(), row.xpath(".//a/@href")[0],
         row.xpath("./span")[0].text_content())
        for row in rows
    ]  # fmt: skip


class TestAuthorPage:
    """The page of one author."""

    def make(self) -> Context:
        """Return the context of four papers, three of them by Ada Okafor."""
        kites = (TopicMatch(KITES, 5.0, ("kite",)), TopicMatch(OTHER, 0.0, ()))
        kite = make_dated(2024, "c", "Okafor, Ada", "Bo Li")
        entries = (
            replace(kite, topics=kites, key="k:c"),
            make_dated(2023, "b", "Someone Else"),
            make_dated(2023, "a", "Bo Li", "Cy Ray", "A. Okafor"),
            make_entry("u", "Undated", authors=("Ada Okafor", "Dee O'Fox")),
        )
        papers = make_catalogue(*entries, topics=(KITES, OTHER))
        site = SiteNote(repository=REPOSITORY)
        return make_context(papers, pages_from=2, site=site)

    def test_shows_papers_newest_first_as_other_lists_do(self):
        """With topics, while all such pages together are small."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        assert texts(page, "//h1") == ["Ada Okafor"]
        assert texts(page, "//p[@class='lead']") == ["3 papers, 2023–2024"]
        links = page.xpath("//li[@class='entry']/h3/a/@href")
        assert links == ["../papers/c.html", "../papers/a.html", "../papers/u.html"]
        assert page.xpath("//li[@data-k='k:c']//p[@class='chips']/a/@href") == [
            "../topics/kites.html",
            "../topics/other.html",
        ]

    def test_says_how_else_the_name_is_written_and_why(self):
        """Spellings of the same words are no news; a guess is."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        assert texts(page, "//p[@class='spellings']") == [
            "Also written as A. Okafor (1 shared co-author)"
        ]
        assert not render_pages(self.make())["authors/bo-li.html"].xpath(
            "//p[@class='spellings']"
        )

    def test_says_that_it_may_mix_people_and_takes_reports(self):
        """The issue is filled in: name, address and page."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        (note,) = page.xpath("//p[@class='note']")
        assert "groups papers by name" in note.text_content()
        (address,) = note.xpath("./a/@href")
        assert address.startswith(f"{REPOSITORY}/issues/new?")
        query = parse_qs(urlsplit(address).query)
        assert query["title"] == ["Correction: Ada Okafor"]
        assert query["body"][0].startswith(
            "Name: Ada Okafor\n"
            "Page: https://example.org/digest/authors/ada-okafor.html\n"
        )

    def test_without_a_repository_there_is_nothing_to_report_to(self):
        """Readers are not told of the owner's files."""
        context = make_context(make_papers(["Ada Okafor"]))
        page = render_pages(context)["authors/ada-okafor.html"]
        assert not page.xpath("//p[@class='note']/a")

    def test_counts_co_authors_topics_and_years(self):
        """Who has a page is linked to it, others to the search; each leads on."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        assert list_tallies(page, "peers") == [
            ("Bo Li", "bo-li.html", "2"),
            ("Cy Ray", "../search.html?q=author%3A%22Cy+Ray%22", "1"),
            ("Dee O'Fox", "../search.html?q=author%3A%22Dee+O%27Fox%22", "1"),
        ]
        assert list_tallies(page, "topics") == [
            ("Other", "../topics/other.html", "3"),
            ("Kites", "../topics/kites.html", "1"),
        ]
        assert list_tallies(page, "years") == [
            ("2024", "../dates/2024.html", "1"),
            ("2023", "../dates/2023.html", "1"),
            ("undated", "../dates/undated.html", "1"),
        ]
        assert len(page.xpath("//ul[@class='years']//svg")) == 3

    def test_offers_the_papers_feeds_and_following(self):
        """Papers by their numbers: the oldest is 0."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        (tools,) = page.xpath("//p[@class='list-tools']")
        assert tools.get("data-papers") == "numbers:0-1,3"
        assert tools.xpath("./a/@href") == [
            "../feeds/authors/ada-okafor.xml",
            "../feeds/authors/ada-okafor.json",
        ]
        (button,) = tools.xpath("./button[@hidden]")
        assert button.get("data-follow") == "author:ada-okafor"
        assert button.get("data-name") == "Ada Okafor"

    def test_says_where_it_belongs(self):
        """The canonical address and the feed are in the head, if the site has one."""
        page = render_pages(self.make())["authors/ada-okafor.html"]
        assert page.xpath("//head/link[@rel='canonical']/@href") == [
            "https://example.org/digest/authors/ada-okafor.html"
        ]
        assert page.xpath("//head/link[@rel='alternate']/@href") == [
            "../feeds/authors/ada-okafor.xml"
        ]
        assert page.xpath("//title/text()") == ["Ada Okafor"]
        assert page.xpath("//meta[@name='description']/@content") == [
            "Ada Okafor: 3 papers, 2023–2024."
        ]
        context = make_context(make_papers(["Ada Okafor"]), site_url="")
        page = render_pages(context)["authors/ada-okafor.html"]
        assert not page.xpath("//head/link[@rel='canonical']")

    def test_an_author_alone_has_no_list_of_co_authors(self):
        """An empty box would say nothing."""
        context = make_context(make_papers(["Ada Okafor"], ["Ada Okafor", "et al."]))
        page = render_pages(context)["authors/ada-okafor.html"]
        assert not page.xpath("//section[@aria-labelledby='peers']")

    def test_the_most_frequent_co_authors_are_shown_and_the_rest_counted(self):
        """A paper by a thousand people has no page of names."""
        names = [f"Poe Ash{chr(97 + at)}" for at in range(25)]
        context = make_context(make_papers(["Ada Okafor", *names]), pages_from=1)
        page = render_pages(context)["authors/ada-okafor.html"]
        assert len(list_tallies(page, "peers")) == persons.MOST_PEERS
        assert texts(page, "//p[@class='more-peers']") == ["and 5 others"]


class TestLongLists:
    """Authors of very many papers, and very many authors."""

    def test_papers_beyond_the_first_are_rows_and_then_pages(self, monkeypatch):
        """The second page holds nothing but papers and the way back."""
        monkeypatch.setattr(persons, "FULL", 2)
        monkeypatch.setattr(persons, "PAGE_SIZE", 3)
        papers = make_papers(*[["Ada Okafor"]] * 7, abstract="Words of a paper.")
        pages = render_pages(make_context(papers))
        assert list(pages) == [
            "authors/ada-okafor.html",
            "authors/ada-okafor.2.html",
            "authors/ada-okafor.3.html",
        ]
        first, second, third = pages.values()
        assert len(first.xpath("//p[@class='chips']")) == 2
        assert len(first.xpath("//li[@class='entry brief']")) == 1
        assert len(second.xpath("//li[@class='entry brief']")) == 3
        assert not second.xpath("//aside | //p[@class='list-tools']")
        assert texts(second, "//h1") == ["Ada Okafor page 2"]
        assert texts(second, "//nav[@class='pages']/p") == ["Page 2 of 3"]
        assert second.xpath("//a[@rel='prev']/@href") == ["ada-okafor.html"]
        assert second.xpath("//a[@rel='next']/@href") == ["ada-okafor.3.html"]
        assert not first.xpath("//a[@rel='prev']")
        assert not third.xpath("//a[@rel='next']")
        assert second.xpath("//link[@rel='canonical']/@href") == [
            "https://example.org/digest/authors/ada-okafor.2.html"
        ]

    def test_where_pages_are_many_all_papers_are_rows(self, monkeypatch):
        """Each paper would stand in full on the pages of all its authors."""
        monkeypatch.setattr(persons, "MOST_FULL", 3)
        papers = make_papers(["Ada Okafor", "Bo Li"], ["Ada Okafor", "Cy Ray"])
        for page in render_pages(make_context(papers)).values():
            assert page.xpath("//li[@class='entry brief']")
            assert not page.xpath("//li[@class='entry']")

    @pytest.mark.parametrize("papers", [10, 200])
    def test_a_page_stays_small(self, monkeypatch, papers):
        """Without the frame: 7 kB of ten papers; 60 kB compressed is far away."""
        monkeypatch.setattr(persons, "MOST_FULL", 0)
        title = (
            "A title of the usual length, which is about seventy-five characters long"
        )
        rows = [
            make_dated(2024, f"{'a-slug-of-the-usual-length-' * 2}{at}", "Ada Okafor",
                       *(f"Poe Ash{chr(97 + (at + n) % 26)}" for n in range(5)), title=title)
            for at in range(papers)
        ]  # fmt: skip
        site = SiteNote(repository=REPOSITORY)
        context = make_context(make_catalogue(*rows), site=site, pages_from=papers)
        (file,) = render_people_pages(
            Renderer(number_papers(context.catalogue.entries)), context, make_shell()
        )
        assert len(file.content) < 3_500 + 450 * papers


class TestOrganizationPage:
    """The page of one organization."""

    def test_shows_papers_and_authors(self):
        """It has no feed of its own; the note says what it is."""
        entries = [
            make_dated(2024, "b", "Ada Okafor", "Bo Li", organization="Kite Lab"),
            make_dated(2023, "a", "Bo Li", organization="KITE LAB"),
        ]
        pages = render_pages(make_context(make_catalogue(*entries), pages_from=2))
        page = pages["organizations/kite-lab.html"]
        assert texts(page, "//h1") == ["KITE LAB"]
        assert list_tallies(page, "peers") == [
            ("Bo Li", "../authors/bo-li.html", "2"),
            ("Ada Okafor", "../search.html?q=author%3A%22Ada+Okafor%22", "1"),
        ]
        assert texts(page, "//h2[@id='peers']") == ["Authors"]
        assert page.xpath("//p[@class='list-tools']/@data-papers") == ["numbers:0-1"]
        assert not page.xpath("//p[@class='list-tools']/*")
        assert not page.xpath("//link[@rel='alternate']")
        assert "this organization" in page.xpath("//p[@class='note']")[0].text_content()


class TestHostileNames:
    """Names are foreign text."""

    def test_nothing_in_a_name_is_markup(self):
        """In the heading, in attributes, in addresses, in the index."""
        name = 'Ada "><b onerror=x> Okafor'
        papers = make_catalogue(
            make_dated(2024, "a", name, "Bo Li", organization=HOSTILE),
            make_dated(2024, "b", name, "A. Okafor", organization=HOSTILE),
        )
        site = SiteNote(repository=REPOSITORY)
        context = make_context(papers, site=site)
        pages = render_pages(context)
        (author,) = [a for a in context.people.authors if a.name == name]
        page = pages[f"authors/{author.slug}.html"]
        assert texts(page, "//h1") == [name]
        assert page.xpath("//button/@data-name") == [name]
        for element in (*pages.values(), *render_index(context).values()):
            assert not element.xpath(
                "//img | //script | //@onerror | //h1//b | //li//b"
            )
        (index,) = [
            p for path, p in render_index(context).items() if path == "authors/index.md"
        ]
        assert name in texts(index, "//ul/li/a")

    def test_a_name_that_the_search_could_not_quote(self):
        """Its quotation marks are left out of the query."""
        address = persons.find_by_name('Ada "Ace" Okafor')
        query = parse_qs(urlsplit(address).query)
        assert query == {"q": ['author:"Ada Ace Okafor"']}

    def test_a_very_long_name_makes_no_very_long_link(self):
        """Addresses have limits."""
        entry = make_dated(2024, "a", organization="Lab " * 2_000)
        context = make_context(
            make_catalogue(entry), site=SiteNote(repository=REPOSITORY)
        )
        (page,) = render_pages(context).values()
        assert len(page.xpath("//p[@class='note']/a/@href")[0]) < 1_000

    def test_names_told_apart_by_the_owner(self):
        """The remark in brackets is shown, and the address has it too."""
        papers = make_papers(["Wei Li", "Bo Ash"], ["Wei Li", "Cy Ray"])
        alias = Alias("authors.yml", 1, "Wei Li (wind)", papers=("s:p0",))
        pages = render_pages(make_context(papers, aliases=[alias]))
        page = pages["authors/wei-li-wind.html"]
        assert texts(page, "//h1") == ["Wei Li (wind)"]
        assert not page.xpath("//p[@class='spellings']")
        assert page.xpath("//li[@class='entry']/@data-k") == ["s:p0"]


class TestIndex:
    """The lists of authors and organizations."""

    def test_a_short_index_is_one_page_by_letter(self):
        """By family name, with the number of papers."""
        papers = make_papers(
            ["Ada Okafor", "Bo Ash", "王小明"], ["Ada Okafor", "Zed Ash"]
        )
        pages = render_index(make_context(papers))
        assert list(pages) == ["authors/index.md", "organizations/index.md"]
        page = pages["authors/index.md"]
        assert texts(page, "//h2") == ["A", "O", "Other"]
        assert texts(page, "//section[1]//li") == ["Bo Ash1", "Zed Ash1"]
        assert page.xpath("//section[2]//a/@href") == ["ada-okafor.html"]
        assert texts(page, "//p[@class='lead']") == [
            "4 of 4 authors have a page: those with 1 paper or more."
            ' The search finds every name: type author:"Ada Okafor".'
        ]
        assert page.xpath("//p[@class='lead']/a/@href") == [
            "../search.html?q=author%3A%22Ada+Okafor%22"
        ]

    def test_a_long_index_has_a_page_for_each_letter(self, monkeypatch):
        """And shows at its head who has most papers."""
        monkeypatch.setattr(peopleindex, "MOST_ON_ONE_PAGE", 2)
        monkeypatch.setattr(peopleindex, "MOST_AT_TOP", 1)
        papers = make_papers(["Ada Okafor", "Bo Ash", "Zed Ash"], ["Ada Okafor"])
        pages = render_index(make_context(papers))
        assert list(pages)[:3] == ["authors/index.md", "authors/a.md", "authors/o.md"]
        index, letter, _ = (pages[path] for path in list(pages)[:3])
        assert texts(index, "//section//li") == ["Ada Okafor2"]
        assert index.xpath("//nav//a/@href") == ["a.html", "o.html"]
        assert texts(letter, "//h1") == ["Authors: A"]
        assert texts(letter, "//ul[@class='count-list people']/li") == [
            "Bo Ash1",
            "Zed Ash1",
        ]
        assert texts(letter, "//nav//span[@aria-current]") == ["A", "A"]
        assert texts(letter, "//p[@class='lead']") == [
            "2 authors, each with the number of papers here."
        ]

    def test_organizations_are_listed_and_linked(self):
        """From the authors' index too."""
        entries = [make_entry("a", authors=("Ada Okafor",), organization="Kite Lab")]
        pages = render_index(make_context(make_catalogue(*entries)))
        page = pages["organizations/index.md"]
        assert texts(page, "//p[@class='lead']") == ["1 of 1 organization has a page."]
        assert page.xpath("//li/a/@href") == ["kite-lab.html"]
        links = pages["authors/index.md"].xpath("//p[@class='more']/a/@href")
        assert links == ["../organizations/index.html"]

    def test_names_without_pages_are_said_to_be_searchable(self):
        """No author has papers enough."""
        context = make_context(make_papers(["Ada Okafor"]), pages_from=None)
        page = render_index(context)["authors/index.md"]
        lead = "No author has 2 papers here, from which on there is a page."
        assert texts(page, "//p[@class='lead']")[0].startswith(lead)
        assert page.xpath("//p[@class='lead']/a/@href") == ["../search.html"]

    def test_organizations_below_the_threshold(self):
        """They are counted."""
        papers = make_catalogue(make_entry("a", organization="Kite Lab"))
        people = group_people(papers, organization_pages_from=2)
        history = History(1, PartialDate(2024), (), {}, {}, b"")
        context = Context(papers, people, history, (), {}, SiteNote(), "A", "")
        page = render_index(context)["organizations/index.md"]
        assert texts(page, "//p[@class='lead']") == [
            "No organization has 2 papers here, from which on there is a page."
        ]

    def test_a_collection_that_names_nobody_says_so_and_leads_on(self):
        """Both indexes are there, and help."""
        pages = render_index(make_context(make_papers([])))
        for page in pages.values():
            assert texts(page, "//p[@class='empty']")
            assert "../topics/index.html" in page.xpath("//p[@class='empty']/a/@href")
