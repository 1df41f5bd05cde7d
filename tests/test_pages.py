"""Every page kind, from small invented catalogues."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from generator.errors import Problem, Severity, SiteError
from generator.models import (
    Catalogue,
    FieldOrigin,
    Link,
    ListingSummary,
    Origin,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.pages import markup
from generator.pages.dates import make_rows, render_dates
from generator.pages.home import render_home
from generator.pages.listings import assign_listing_slugs, render_listings
from generator.pages.paper import group_provenance, render_papers
from generator.pages.renderer import (
    ListPage,
    Renderer,
    Section,
    cut_sections,
    page_path,
)
from generator.pages.shell import cut_shell, render_shell
from generator.pages.topics import render_topics
from tests.conftest import OTHER, make_entry
from tests.contextkit import make_context

CATS = Topic("cats", "Cats & co", "Animals that purr.")


def make_catalogue(*entries, topics=(CATS, OTHER), listings=()):
    """Return a catalogue of entries."""
    dates = [e.paper.published for e in entries if e.paper.published]
    records = sum(len(entry.paper.origins) for entry in entries)
    return Catalogue(entries, topics, listings, max(dates, default=None), records, 0)


def make_listing(name="list.txt", **facts):
    """Return the summary of an arXiv listing."""
    values = {"saved": None, "saved_note": None, "title": "A listing", "url": None}
    return ListingSummary(name, "arxiv", records=1, papers=1, **(values | facts))


LISTINGS = (make_listing(),)


def parse_html(text: str) -> Any:
    """Return HTML as an lxml element."""
    return lxml.html.fromstring(text)


def read_page(file):
    """Return (front matter as text, body as an lxml element) of a Markdown page."""
    _, meta, body = file.content.decode().split("---\n", 2)
    assert body.strip().count("\n") == 0, "the body must be one line"
    return meta, parse_html(body)


def pages_of(files):
    """Return the bodies of pages by path."""
    return {file.path: read_page(file)[1] for file in files}


class TestMarkup:
    """The border at which text becomes HTML."""

    def test_escapes_everything_that_a_title_can_hold(self):
        """Nothing of the text is lost and nothing of it is markup."""
        text = """<b onload=x>"a" & 'b'</b>"""
        html = markup.rich(text)
        assert isinstance(html, Markup)
        assert parse_html(f"<p>{html}</p>").text_content() == text

    def test_shows_formulas_emphasis_and_links(self):
        """LaTeX becomes MathML and elements, an address a link."""
        html = markup.rich(r"Of \emph{cats}: $x^2$ at https://x.org/a.")
        assert "<em>cats</em>" in html
        assert "<math>" in html
        assert '<a href="https://x.org/a" rel=nofollow>' in html

    def test_shows_the_source_of_what_it_cannot_read(self):
        """A command that nobody knows stays to be seen."""
        assert '<code class="tex">' in markup.rich(r"uses \qqqunknown here")

    def test_makes_no_link_inside_a_link(self):
        """A title in a list is a link itself."""
        assert "<a" not in markup.rich("see https://x.org/", links=False)

    def test_front_matter_is_escaped_once_and_one_line_a_key(self):
        """A title cannot end the front matter or start another key."""
        page = markup.render_markdown(
            {"title": 'a\n---\nb: <c> "d"'}, "<p>x</p>"
        ).decode()
        assert page.splitlines()[1] == r'title: "a\n---\nb: &lt;c&gt; &quot;d&quot;"'

    def test_a_body_is_one_line(self):
        """Markdown leaves a block of one line alone."""
        assert (
            markup.join_lines("<p>\n a\n  b </p>\n\n<p>c</p>\n")
            == "<p> a b </p><p>c</p>"
        )


class TestLists:
    """Lists, cut into pages."""

    def test_sections_are_cut_at_the_size_of_a_page(self):
        """A section that goes on is marked; no entry is lost or doubled."""
        entries = tuple(make_entry(str(number)) for number in range(7))
        sections = (Section("a", "a", entries[:5]), Section("b", "b", entries[5:]))
        cut = list(cut_sections(sections, 3))
        assert [
            [(s.heading, len(s.entries), s.continued) for s in page] for page in cut
        ] == [
            [("a", 3, False)],
            [("a", 2, True), ("b", 1, False)],
            [("b", 1, True)],
        ]
        assert [e for page in cut for s in page for e in s.entries] == list(entries)

    def test_a_long_list_has_pages_that_lead_to_each_other(self):
        """The first, the last and the nearest pages are linked, the page itself is not."""
        entries = tuple(make_entry(str(number)) for number in range(401))
        page = ListPage("t/x", "X", "", (), (Section("all", "all", entries),), "Lead.")
        files = list(Renderer().render_list(page))
        assert [file.path for file in files[:2]] == ["t/x.md", "t/x.2.md"]
        assert len(files) == 9
        body = read_page(files[4])[1]
        links = body.xpath("//nav[@class='pages']//a[not(@rel)]/@href")
        assert body.xpath("//nav//a[@rel='prev']/@href") == ["x.4.html"]
        assert body.xpath("//nav//a[@rel='next']/@href") == ["x.6.html"]
        assert links == ["x.html", "x.2.html", "x.3.html", "x.4.html", "x.6.html",
                         "x.7.html", "x.8.html", "x.9.html"]  # fmt: skip
        assert "201–250 of 401" in body.text_content()
        assert "Lead." not in body.text_content()
        assert "Lead." in read_page(files[0])[1].text_content()

    def test_gaps_between_page_numbers_are_shown(self):
        """Pages far away are an ellipsis."""
        entries = tuple(make_entry(str(number)) for number in range(1000))
        page = ListPage("t/x", "X", "", (), (Section("all", "all", entries),))
        body = read_page(next(iter(Renderer().render_list(page))))[1]
        assert body.xpath("//nav[@class='pages']//li/*[not(@rel)]/text()") == [
            "1", "2", "3", "…", "19", "20",
        ]  # fmt: skip

    def test_an_empty_list_says_where_papers_come_from(self):
        """There is a page, and it helps."""
        (file,) = Renderer().render_list(ListPage("t/x", "X", "", (), ()))
        assert "No paper here yet" in read_page(file)[1].text_content()

    def test_page_numbers_cannot_clash_with_slugs(self):
        """A slug holds no dot."""
        assert page_path("topics/a", 2) == "topics/a.2.md"


class TestTopics:
    """The topics."""

    def test_every_topic_has_a_page_and_the_index_counts(self):
        """Empty topics too: the owner sees that nothing falls under them."""
        pages = pages_of(
            render_topics(Renderer(), make_catalogue(make_entry("p", "P")))
        )
        assert set(pages) == {"topics/index.md", "topics/cats.md", "topics/other.md"}
        assert "Cats & co" in pages["topics/index.md"].text_content()
        assert "0 papers" in pages["topics/index.md"].text_content()
        assert "1 paper, newest first" in pages["topics/other.md"].text_content()
        assert pages["topics/other.md"].xpath("//li[@class='entry']//h3/a/@href") == [
            "../papers/p.html"
        ]


class TestDates:
    """The dates."""

    def test_days_are_headings_and_months_and_years_have_pages(self):
        """A paper without a day stands apart within its month."""
        entries = [
            make_entry("a", published=PartialDate(2024, 11, 27)),
            make_entry("b", published=PartialDate(2024, 11)),
            make_entry("c", published=PartialDate(2023)),
            make_entry("d"),
        ]
        pages = pages_of(render_dates(Renderer(), make_catalogue(*entries)))
        assert set(pages) == {
            "dates/index.md", "dates/2024.md", "dates/2023.md", "dates/2024-11.md",
            "dates/undated.md",
        }  # fmt: skip
        month = pages["dates/2024-11.md"]
        assert month.xpath("//h2/text()") == [
            "Wednesday, 27 November 2024",
            "November 2024, day not known",
        ]
        assert "Month not known" in pages["dates/2023.md"].text_content()
        assert "2 papers on 1 day." in month.text_content()
        assert "1 paper without a date" in pages["dates/undated.md"].text_content()
        index = pages["dates/index.md"]
        assert index.xpath("//div[@class='scroll']//td/a/@href") == ["2024-11.html"]

    def test_the_fullest_month_is_the_darkest(self):
        """Four levels share the counts evenly; an empty month has none."""
        counts = {PartialDate(2024, month): month * 10 for month in range(1, 5)}
        (row,) = make_rows(counts)
        assert [cell.level for cell in row.months[:5]] == [1, 2, 3, 4, 0]
        assert row.count == 100

    def test_no_dates_at_all_is_said(self):
        """The index of an undated corpus is not an empty table."""
        pages = pages_of(render_dates(Renderer(), make_catalogue(make_entry())))
        assert "No dated paper yet" in pages["dates/index.md"].text_content()


class TestListings:
    """The sources."""

    def test_a_listing_shows_its_facts_problems_and_papers(self):
        """Where it came from, when it was saved, and what could not be read."""
        listing = make_listing(
            saved=PartialDate(2025, 12, 8),
            saved_note="year inferred",
            url="https://x.org/",
        )
        problems = [Problem("list.txt", 7, Severity.WARNING, "odd <line>")]
        problems += [Problem("list.txt", 8, Severity.WARNING, "more")] * 101
        catalogue = make_catalogue(make_entry("p"), listings=(listing,))
        slugs = assign_listing_slugs(["list.txt"])
        pages = pages_of(render_listings(Renderer(), catalogue, slugs, problems))
        text = pages["sources/list-txt.md"].text_content()
        assert "8 December 2025 year inferred" in text
        assert "line 7: odd <line>" in text
        assert "102 problems" in text
        assert "and 2 more" in text
        assert "102 problems" in pages["sources/index.md"].text_content()

    def test_a_listing_without_papers_has_a_page(self):
        """What was read from it is nothing, and that is said."""
        catalogue = make_catalogue(listings=(make_listing(),))
        pages = pages_of(render_listings(Renderer(), catalogue, {"list.txt": "x"}, ()))
        assert "No paper here yet" in pages["sources/x.md"].text_content()
        assert "not known" in pages["sources/x.md"].text_content()

    def test_no_listing_at_all_is_said(self):
        """The index of an empty corpus helps."""
        pages = pages_of(render_listings(Renderer(), make_catalogue(), {}, ()))
        assert "No listing yet" in pages["sources/index.md"].text_content()

    def test_listings_never_share_an_address(self):
        """Names that look alike are told apart; the index keeps its place."""
        slugs = assign_listing_slugs(["a.txt", "a-txt", "index", "…"])
        assert slugs == {"a-txt": "a-txt", "a.txt": "a-txt-2", "index": "index-2",
                         "…": "listing"}  # fmt: skip


class TestHome:
    """The home page and the page about what was read."""

    def test_shows_newest_papers_topics_with_counts_and_a_search_box(self):
        """The most frequent topic stands first; a topic without papers is left out."""
        entries = [
            make_entry(str(n), published=PartialDate(2024, 11, 30 - n))
            for n in range(15)
        ]
        catalogue = make_catalogue(*entries, listings=(make_listing(),))
        pages = pages_of(render_home(Renderer(), make_context(catalogue)))
        home = pages["index.md"]
        assert len(home.xpath("//li[@class='entry']")) == 12
        assert home.xpath("//input[@type='search']")
        assert "Cats" not in home.text_content()
        assert "15 papers" in home.text_content()
        assert home.xpath("//li[@class='entry'][1]//h3/a/@href") == ["papers/0.html"]
        assert "None." in pages["about.md"].text_content()

    def test_an_empty_corpus_gets_an_honest_page(self):
        """It says what to do."""
        pages = pages_of(render_home(Renderer(), make_context(make_catalogue())))
        assert "No paper was found in the corpus" in pages["index.md"].text_content()

    def test_about_counts_problems_by_severity(self):
        """Errors, warnings and remarks, and the first of them in words."""
        problems = [
            Problem("a.txt", 1, Severity.ERROR, "bad"),
            Problem("a.txt", 0, Severity.WARNING, "odd"),
            *[Problem("a.txt", 2, Severity.INFO, "hm")] * 200,
        ]
        context = make_context(make_catalogue(), problems=tuple(problems))
        pages = pages_of(render_home(Renderer(), context))
        text = pages["about.md"].text_content()
        assert "1 error, 1 warning, 200 remarks" in text
        assert "a.txt:1 bad" in text
        assert "and 2 more" in text


SHELL = (
    '<head><title>XTOKTITLEX</title><meta content="XTOKDESCX"><meta name="XTOKHEADX"><link'
    ' href="https://x.org/papers/shell.html"></head><main>XTOKCONTENTX</main>'
)


def render_paper(**facts):
    """Return (whole page, its HTML element) of one paper."""
    catalogue = make_catalogue(make_entry("a-paper", **facts), listings=LISTINGS)
    context = make_context(catalogue)
    (file,) = render_papers(Renderer(), context, cut_shell(SHELL))
    assert file.path == "papers/a-paper.html"
    return file.content.decode(), parse_html(file.content.decode())


class TestPaper:
    """A paper's own page."""

    def test_the_shell_asks_the_theme_for_every_token(self):
        """Title and description come from front matter, the content from the body."""
        text = render_shell().content.decode()
        assert 'title: "XTOKTITLEX"' in text
        assert 'description: "XTOKDESCX"' in text
        assert '<div class="gen">XTOKCONTENTX</div>' in text

    @pytest.mark.parametrize(
        "token", ["XTOKTITLEX", "XTOKDESCX", "XTOKCONTENTX", "XTOKHEADX"]
    )
    def test_a_token_that_the_theme_lost_stops_the_build(self, token):
        """Better no site than pages without titles."""
        with pytest.raises(SiteError, match=token):
            cut_shell(SHELL.replace(token, ""))

    def test_title_description_and_address_are_escaped_and_filled_in(self):
        """Text that looks like a token stays text."""
        title = '</title><script>XTOKCONTENTX "'
        page, tree = render_paper(heading=title, abstract="A & B")
        assert tree.xpath("//title/text()") == [title]
        assert "A & B." in tree.xpath("//meta/@content")
        assert "https://x.org/papers/a-paper.html" in page
        assert "<script>" not in page
        assert tree.xpath("string(//meta[@property='og:title']/@content)") == title

    def test_shows_every_fact_that_is_known(self):
        """Authors, date, venue, comment, categories, identifiers and links."""
        _, tree = render_paper(
            abstract="Text.",
            authors=("Li, Bo", "A. Sch"),
            authors_complete=False,
            author_count=5,
            organization="Org",
            published=PartialDate(2024, 11, 27),
            ids=(PaperId("arxiv", "2411.00001"), PaperId("local", "x1")),
            venue="Venue",
            comments="9 pages",
            categories=("cs.CL", "cs.AI"),
            links=(
                Link("code", "https://github.com/a/b"),
                Link("hub", "https://huggingface.co/x"),
            ),
            discussion=5,
        )
        text = tree.text_content()
        for fact in (
            "Bo Li, A. Sch", "5 authors in all", "Org", "27 November 2024", "Venue", "9 pages",
            "cs.CL cs.AI", "5 comments on Hugging Face", "github.com/a/b", "x1",
        ):  # fmt: skip
            assert fact in text
        links = tree.xpath("//a/@href")
        assert "https://arxiv.org/abs/2411.00001" in links
        assert "https://arxiv.org/pdf/2411.00001" in links
        assert "../dates/2024-11.html" in links

    @pytest.mark.parametrize(
        ("facts", "text"),
        [
            ({"author_count": 8}, "8 authors (the listing gives no names)"),
            (
                {"authors": ("A",), "authors_complete": False},
                "the listing names only some",
            ),
            ({}, "The listings give no abstract"),
            ({}, "undated"),
        ],
    )
    def test_what_is_not_known_is_said(self, facts, text):
        """An empty place would look like a fault."""
        assert text in render_paper(**facts)[1].text_content()

    def test_a_paper_without_any_address_can_be_looked_for(self):
        """Its title is handed to the searches that would know it; others need none."""
        _, tree = render_paper(heading="Cats & Boxes")
        found = tree.xpath("//p[span='Look for it on']/a/@href")
        assert len(found) == 3
        assert all(address.endswith("=Cats+%26+Boxes") for address in found)
        for facts in ({"ids": (PaperId("doi", "10.1/x"),)}, {"title": None}):
            assert "Look for it on" not in render_paper(**facts)[1].text_content()

    def test_many_authors_are_folded_away(self):
        """Twelve are shown; the others are a click away."""
        names = tuple(f"Author{number}" for number in range(14))
        _, tree = render_paper(authors=names)
        (more,) = tree.xpath("//details[@class='more-authors']")
        assert "and 2 others" in more.text_content()
        assert "Author13" in more.text_content()
        assert "Author11" not in more.text_content()

    def test_a_heading_made_from_the_text_is_marked(self):
        """Nobody takes it for the paper's title."""
        _, tree = render_paper(
            heading="We prune", title=None, abstract="We prune. It works."
        )
        assert tree.xpath("//h1/@class") == ["made"]
        assert "this heading was made from its abstract" in tree.text_content()

    def test_the_digest_describes_the_page_to_search_engines(self):
        """The abstract stands on the page itself, and says it there."""
        entry = make_entry(abstract="Kites fall. We propose a kite that flies.")
        context = make_context(make_catalogue(entry))
        (file,) = render_papers(Renderer(), context, cut_shell(SHELL))
        text = file.content.decode()
        assert text.count("We propose a kite that flies.") == 2
        assert "Kites fall. We propose a kite that flies." in text

    def test_says_why_it_stands_under_a_topic(self):
        """The phrases stand beside the topic."""
        entry = make_entry("a-paper")
        match = TopicMatch(CATS, 2.0, ("purring", "whiskers"))
        entry = replace(entry, topics=(match,))
        context = make_context(make_catalogue(entry))
        (file,) = render_papers(Renderer(), context, cut_shell(SHELL))
        text = parse_html(file.content.decode()).text_content()
        assert "Cats & co" in text
        assert "purring · whiskers" in text

    def test_lists_its_records_and_the_origin_of_each_fact(self):
        """Facts of the same origin stand together; corrections have no page to link to."""
        one, fix = (
            Origin("list.txt", 4, "arxiv"),
            Origin("corrections.yml", 2, "correction"),
        )
        _, tree = render_paper(
            origins=(fix, one),
            provenance=(
                FieldOrigin("title", (fix,), "correction: its title"),
                FieldOrigin("abstract", (one,)),
                FieldOrigin("published", (one,)),
            ),
        )
        text = tree.text_content()
        assert "abstract, date" in text
        assert "correction: its title" in text
        assert "../sources/list-txt.html" in tree.xpath("//a/@href")

    def test_provenance_groups_fields_by_origin_and_note(self):
        """A note keeps a field apart."""
        one = Origin("a", 1, "x")
        paper = make_entry(
            provenance=(
                FieldOrigin("title", (one,)),
                FieldOrigin("published", (one,), "inferred"),
                FieldOrigin("venue", (one,)),
            )
        ).paper
        assert [(g.fields, g.note) for g in group_provenance(paper)] == [
            (("title", "venue"), None),
            (("date",), "inferred"),
        ]
