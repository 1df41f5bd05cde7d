"""The browser's half of the search, on a small invented site, over http and from a disk."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import mkdocs
import pytest
from playwright.sync_api import expect

from generator.models import (
    ARXIV,
    DOI,
    OPENREVIEW,
    Catalogue,
    Link,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.search.documents import render_call
from generator.search.index import build_search
from generator.search.stemmer import stem
from generator.search.tokens import STOP_WORDS, list_terms
from tests.browserkit import launch, serve, watch
from tests.conftest import ROOT, make_entry

pytestmark = pytest.mark.browser

LUNR = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
SCRIPTS = ("words", "load", "parse", "query", "passage", "show")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " form-action 'none'"
)
PAGE = f"""<!doctype html><html lang="en" data-base="./"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Search</title>
<link rel="icon" href="data:,">
{"".join(f'<script src="assets/search/{name}.js" defer></script>' for name in SCRIPTS)}
</head><body><div id="search-app">
<form id="search-form"><label for="search-input">Search</label>
<input id="search-input" type="search" name="q"><button>Search</button></form>
<p id="search-status" role="status" aria-live="polite"></p>
<div id="search-empty"><a data-query="title:kites">title:kites</a></div>
<ol id="search-results" class="entries"></ol>
<button id="search-more" type="button" hidden>Show 20 more</button>
</div></body></html>"""
PLAIN_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Paper</title>'
    '<link rel="icon" href="data:,">'
)
KITES = Topic("kites", "Kites and wind", "Things that fly.")
GRIDS = Topic("grids", "Grids", "Regular things.")

PAPERS = (
    make_entry(
        "kitenet",
        "KiteNet: Learning to steer - a survey",
        abstract="We translate wind into steering. " * 12
        + "Alexey's translations of gusts are delayed. "
        + "Nothing more is said. " * 20,
        authors=("Okafor, Ada", "Łukasz Østby", "An Wu", "Bo Li", "Cy Ray"),
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"), PaperId(DOI, "10.5555/kite.net-1")),
        links=(Link("code", "https://example.org/kitenet"),),
        venue="Wind 2024",
    ),
    make_entry(
        "moe-pruner",
        "MoE-Pruner: state-of-the-art kites with GPT-3.5",
        abstract="A transformer of kites that prunes experts.",
        ids=(PaperId(OPENREVIEW, "aB3dE"), PaperId(ARXIV, "hep-th/9901001")),
        published=PartialDate(2023),
    ),
    make_entry(
        "no-title", "We measure how cold the", title=None,
        abstract="We measure how cold the moon is. Kites are not used.",
    ),
    make_entry(
        "hostile",
        "<img src=x onerror=alert(1)> </script><script>alert(2)</script>",
        abstract="<b>Bold</b> & brave: \u2028 javascript:alert(3) hostility.",
    ),
    *(
        make_entry(f"grid-{n:02}", f"Grid study number {n}", abstract="About lattices.")
        for n in range(45)
    ),
)  # fmt: skip
TOPICS = {"kitenet": KITES, "moe-pruner": KITES}


def make_catalogue() -> Catalogue:
    """Return the invented papers, each under one topic."""
    entries = tuple(
        type(entry)(
            entry.slug,
            entry.paper,
            entry.heading,
            entry.heading_made,
            (TopicMatch(TOPICS.get(entry.slug, GRIDS), 1.0, ()),),
        )
        for entry in PAPERS
    )
    return Catalogue(entries, (KITES, GRIDS), (), None, len(entries), 0)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Write the site once: the search page, the scripts, the data, and stub pages."""
    folder: Path = tmp_path_factory.mktemp("site")
    (folder / "search.html").write_text(PAGE, encoding="utf-8")
    shutil.copytree(ROOT / "docs/assets/search", folder / "assets/search",
                    ignore=shutil.ignore_patterns("data"))  # fmt: skip
    for file in build_search(make_catalogue(), LUNR.read_bytes()):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    for name in [f"papers/{entry.slug}" for entry in PAPERS] + ["topics/kites"]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.html").write_text(PLAIN_PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(scope="module", params=["http", "file"])
def address(request, site):
    """Give the site's address: over http below a sub-path, and from a disk."""
    if request.param == "file":
        yield site.as_uri() + "/"
    else:
        with serve(site) as base:
            yield base


@pytest.fixture
def page(browser):
    """Open a page in a context of its own; at the end nothing may have gone wrong."""
    context = browser.new_context(viewport={"width": 800, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    report = watch(opened)
    yield opened
    context.close()
    assert report.is_clean, report


@pytest.fixture
def search(page, address):
    """Return a function that opens the search page, with a query in its address or none."""

    def open_search(query: str = ""):
        page.goto(f"{address}search.html")
        if query:
            page.evaluate("q => { location.search = '?q=' + encodeURIComponent(q); }",
                          query)  # fmt: skip
            page.wait_for_url(re.compile(r"\?q="))
            expect(page.locator("#search-status")).to_have_text(
                re.compile("paper|Paper")
            )
        return page

    return open_search


FIND = """async ([text, typing]) => {
  const { search } = PaperDigest;
  const found = search.find(text, await search.store.open(), { typing });
  const papers = await search.store.documents(found.numbers);
  return { slugs: papers.map((paper) => paper.slug), complete: found.complete,
           hints: found.hints };
}"""


@pytest.fixture(scope="module")
def scripts(browser, site):
    """Open a search page with everything loaded, to call its functions."""
    with serve(site) as base:
        context = browser.new_context()
        opened = context.new_page()
        opened.goto(f"{base}search.html")
        opened.evaluate(FIND, ["kites", False])
        yield opened
        context.close()


@pytest.fixture(scope="module")
def find(scripts):
    """Return a function that runs a query without the page around it."""

    def run(text, *, typing=False):
        return scripts.evaluate(FIND, [text, typing])

    return run


# The two halves agree


def make_words() -> list[str]:
    """Return English-like words: syllables, and the suffixes that stemmers know."""
    suffixes = re.findall(
        "[a-z]+",
        "ational tional enci anci izer bli alli entli eli ousli ization ation ator alism"
        " iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful"
        " ness al ance ence er ic able ible ant ement ment ent ion sion tion ou ism ate"
        " iti ous ive ize ed ing eed s ies sses ss es y ly ll e at bl iz ed ing",
    )
    chosen = random.Random(1980)
    words = {"alexey", "delay", "highway", "employed", "lay", "try", "sky", "dying"}
    words |= {"yy", "yed", "𐌰y", "𐌰s𐌰𐌰s", "éties", "x2s", "дeed", "1ing", "bbed"}
    while len(words) < 30_000:
        start = "".join(chosen.choices("aeiouybcdlstzwxyhm1é", k=chosen.randint(0, 5)))
        words.add(start + "".join(chosen.choices(suffixes, k=chosen.randint(0, 3))))
    return sorted(words)


def test_stems_are_those_of_lunr(scripts):
    """Every word has the stem on both sides, by the rules of lunr.js where they differ."""
    words = make_words()
    stems = scripts.evaluate("ws => ws.map(PaperDigest.search.words.stem)", words)
    assert [
        (w, stem(w), s) for w, s in zip(words, stems, strict=True) if stem(w) != s
    ] == []


def test_stop_words_are_those_of_lunr(scripts):
    """Both sides leave out the same words."""
    words = sorted(STOP_WORDS | {"kite", "constructor", "__proto__"})
    stopped = scripts.evaluate(
        "ws => ws.filter(PaperDigest.search.words.isStopWord)", words
    )
    assert stopped == sorted(STOP_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "MoE-Pruner, GPT-3.5 and Qwen2.5-VL: state-of-the-art transformer's HTMLParser",
        "LoRA BiLSTM GPT4o word2vec x² ½ 2D v1.5.2 https://example.org/a_b-c.d e.g.",
        "Łukasz Søgaard Weiß WEIẞ étude İstanbul ΣΑΣ ﬁne 𝐀𝐁 naïve e\u0301tude",
        "深層学習 हिन्दी שלום \U00020bb7 \U0001f600 constructor __proto__ O’Brien’s -- a--b",
        "One-two-three-four five-six-seven-eight-nine 10.5555/abc '' ''s a's' .5 5.",
    ],
)  # fmt: skip
def test_terms_are_the_same_on_both_sides(scripts, text):
    """A text gives the same terms when it is indexed and when it is typed."""
    assert scripts.evaluate("PaperDigest.search.words.terms", text) == list_terms(text)


@pytest.mark.shared
def test_real_words_have_the_stems_of_lunr(scripts, shared):
    """The words of the shared collections have the same stems on both sides too."""
    files = sorted((shared / "data/ir").glob("*/docs.jsonl"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    words = sorted(set(re.findall(r"[a-z]+", text.lower())))
    stems = scripts.evaluate("ws => ws.map(PaperDigest.search.words.stem)", words)
    assert stems == [stem(word) for word in words]


# What a query finds


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("KiteNet: Learning to steer - a survey", "kitenet"),
        ("kitenet: learning to STEER – a survey?", "kitenet"),
        ("(alexey)", "kitenet"),
        ("translations?", "kitenet"),
        ("kite net", "kitenet"),
        ("moepruner", "moe-pruner"),
        ("moe pruner", "moe-pruner"),
        ("MoEPruner", "moe-pruner"),
        ("state of the art kites", "moe-pruner"),
        ("gpt 3.5", "moe-pruner"),
        ("lukasz ostby", "kitenet"),
        ("author:an", "kitenet"),
        ("author:Okafor", "kitenet"),
        ("title:pruner", "moe-pruner"),
        ("topic:wind", "kitenet"),
        ("abstract:gusts", "kitenet"),
        ("prun*", "moe-pruner"),
        ("*pruner", "moe-pruner"),
        ("tr*sl*t*", "kitenet"),
        ("translation*", "kitenet"),
        ("transfromer~2", "moe-pruner"),
        ("moon +kites", "no-title"),
        ("kites -moon -state-of-the-art", "kitenet"),
        ('"moon cold"', "no-title"),
        ("-lattices -kites", "hostile"),
        ("2411.01234", "kitenet"),
        ("arXiv:2411.01234v3 [cs.LG]", "kitenet"),
        ("https://arxiv.org/pdf/2411.01234v2.pdf", "kitenet"),
        ("https://huggingface.co/papers/2411.01234", "kitenet"),
        ("10.48550/arXiv.2411.01234", "kitenet"),
        ("doi:10.5555/KITE.net-1.", "kitenet"),
        ("https://doi.org/10.5555%2Fkite.net-1", "kitenet"),
        ("https://doi.org/10.5555/kite.net%2D1", "kitenet"),
        ("https://openreview.net/forum?id=aB3dE", "moe-pruner"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "moe-pruner"),
    ],
)
def test_what_readers_type_finds_the_paper(find, query, first):
    """Titles, words, names, operators and identifiers find their paper, in any dress."""
    assert find(query)["slugs"][0] == first


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("year:2024", "There is no field “year”"),
        ("k*", "A * needs at least two letters"),
        ('"cold moon"', "Words in quotation marks must all be there"),
        ("2411.99999", "No paper here has the identifier “2411.99999”"),
        ("https://doi.org/10.5555/none%E0", "No paper here has the identifier"),
        ("the of", "Words that nearly every text has"),
        ("transformre", "No paper has “transformre”; words spelt like it"),
    ],
)
def test_a_hint_says_what_was_read_differently(find, query, hint):
    """What cannot be taken as it is typed is searched another way, and said so."""
    assert find(query)["hints"][0].startswith(hint)


@pytest.mark.parametrize("query", ["kites:", "kites moon:", "a - b", "C:\\kites", "()"])
def test_punctuation_is_no_syntax(find, query):
    """What only looks like an operator is not reported to the reader."""
    assert [h for h in find(query)["hints"] if "field “C”" not in h] == []


def test_papers_with_all_words_come_first(find):
    """Those with only some of the words follow, and are counted apart."""
    found = find("cold moon kites")
    assert found["slugs"][0] == "no-title"
    assert found["complete"] == 1
    assert set(found["slugs"][1:]) == {"kitenet", "moe-pruner"}


def test_excluded_and_required_words_hold(find):
    """No paper comes that lacks a required word or has an excluded one."""
    assert set(find("+kites experts")["slugs"]) == {"kitenet", "moe-pruner", "no-title"}
    assert set(find("kites -moon")["slugs"]) == {"kitenet", "moe-pruner"}
    assert find("+kites +lattices")["slugs"] == []


@pytest.mark.parametrize(
    "query", ["zzyzx", "zzyzx -moon", "-lattices zzyzx", "tr*ation*"]
)
def test_unknown_words_find_nothing(find, query):
    """Not even where papers are excluded, which alone means all the others."""
    assert find(query)["slugs"] == []


@pytest.mark.parametrize(
    "typed", ["tra", "trans", "transl", "translati", "translatio", "translations"]
)
def test_the_last_word_may_be_unfinished(find, typed):
    """While a word is typed, every beginning of it finds the paper, past its stem too."""
    assert find(typed, typing=True)["slugs"][0] in {"kitenet", "moe-pruner"}
    assert "kitenet" in find(typed, typing=True)["slugs"]


def test_a_finished_word_is_no_beginning(find):
    """After a space, and once sent off, a word that is known stands for itself alone."""
    assert "kitenet" in find("pru ki", typing=True)["slugs"]
    assert find("expert ", typing=True)["slugs"] == ["moe-pruner"]


def test_hostile_queries_do_no_harm(find, scripts):
    """A hundred queries made of operators, markup and odd characters find or find not."""
    shards = [
        "<img src=x onerror=alert(1)>", "</script>", "'", '"', "title:", "+", "-", "*",
        "**", "~", "~99999999999", "^", ":", "::", "\\", "/", "(", ")", "[a-z]+", "{}",
        "${1}", "%", "%E0%A4%A", "&lt;", "__proto__", "constructor", "toString",
        "title:__proto__", "prototype:x", "\u202e", "\u0000", "\ud800", "\U0001f600",
        "é" * 40, "a" * 2000, "a*" * 60, "~1~2", "+-kites", "-+title:kites*~2", "a:b:c",
        "10.5555/", "2411.", "''s", ".", "…", "\n", "kites", "ki*es~1", "İ", "ﬁ*",
    ]  # fmt: skip
    chosen = random.Random(7)
    report = watch(scripts)
    for _ in range(100):
        query = chosen.choice([" ", ""]).join(
            chosen.choices(shards, k=chosen.randint(1, 6))
        )
        for typing in (False, True):
            assert isinstance(find(query, typing=typing)["slugs"], list)
    assert report.is_clean, report


# The page


def test_results_look_like_the_lists(search):
    """A result has title, date, authors, venue, a passage and topics, as lists do."""
    page = search("title:kitenet")
    item = page.locator("#search-results > li.entry")
    expect(item).to_have_count(1)
    expect(item.locator("h2.entry-title a")).to_have_attribute(
        "href", "./papers/kitenet.html"
    )
    time = item.locator("p.entry-meta time")
    expect(time).to_have_attribute("datetime", "2024-11-27")
    expect(time).to_have_text("27 November 2024")
    expect(item.locator("p.entry-meta span")).to_have_text(
        ["Ada Okafor, Łukasz Østby, An Wu and 2 others", "Wind 2024", "code"]
    )
    chip = item.locator("p.chips a.chip")
    expect(chip).to_have_attribute("href", "./topics/kites.html")
    expect(chip).to_have_text("Kites and wind")
    expect(page.locator("#search-status")).to_have_text("1 paper")
    expect(page).to_have_title("title:kitenet · Search")
    chip.click()
    page.wait_for_url("**/topics/kites.html")


def test_the_passage_is_where_the_words_are(search):
    """It is cut at words around the densest place, and the words found are marked."""
    page = search("translating gusts")
    text = page.locator(".entry-text").first
    expect(text.locator("mark").filter(has_text="translations")).to_have_count(1)
    expect(text.locator("mark").filter(has_text="gusts")).to_have_count(1)
    shown = text.inner_text()
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert 150 < len(shown) < 290


def test_marks_stand_in_titles_too(search):
    """A word is marked in the field it was looked for in, by its stem."""
    page = search("title:steering")
    expect(page.locator(".entry-title mark")).to_have_text("steer")
    expect(page.locator(".entry-text mark")).to_have_count(0)


def test_a_made_heading_is_said_to_be_made(search):
    """A paper without a title says so, and its passage does not repeat the heading."""
    page = search("moon")
    expect(page.locator(".no-title")).to_have_text("no title in the source")
    expect(page.locator(".undated")).to_have_text("undated")
    expect(page.locator(".entry-text")).to_have_text("moon is. Kites are not used.")


def test_foreign_text_stays_text(search):
    """Markup in titles, abstracts and queries is shown, never run."""
    page = search("<img src=x onerror=alert(9)> hostility")
    expect(page.locator(".entry-title").first).to_contain_text("<img src=x onerror")
    expect(page.locator("#search-app img, #search-app script")).to_have_count(0)


def test_typing_searches_and_the_address_follows(search):
    """Results come while typing, the address keeps the query, the input keeps focus."""
    page = search()
    page.locator("#search-input").press_sequentially("gust")
    expect(page.locator("#search-status")).to_have_text("1 paper")
    expect(page).to_have_url(re.compile(r"\?q=gust$"))
    expect(page.locator("#search-input")).to_be_focused()
    page.locator("#search-input").fill("")
    expect(page.locator("#search-empty")).to_be_visible()
    expect(page.locator("#search-status")).to_have_text("")
    assert page.url.endswith("search.html")


def test_going_back_returns_to_the_query_before(search):
    """Each query sent off is a step of the history; a paper's page is another."""
    page = search("moon")
    page.locator("#search-input").fill("gusts")
    expect(page.locator("#search-status")).to_have_text("1 paper")
    page.locator("#search-input").press("Enter")
    page.locator("#search-input").fill("experts")
    page.locator("#search-input").press("Enter")
    expect(page.locator(".entry-title")).to_contain_text("MoE-Pruner")
    page.locator(".entry-title a").click()
    page.wait_for_url("**/papers/moe-pruner.html")
    page.go_back()
    expect(page.locator("#search-input")).to_have_value("experts")
    page.go_back()
    expect(page.locator("#search-input")).to_have_value("gusts")
    page.go_back()
    expect(page.locator("#search-input")).to_have_value("moon")
    expect(page.locator(".entry-title")).to_contain_text("We measure")
    page.go_forward()
    expect(page.locator("#search-input")).to_have_value("gusts")


def test_results_come_twenty_at_a_time(search):
    """The button adds twenty, leads the focus to the first of them, and then goes."""
    page = search("title:grid")
    items = page.locator("#search-results > li")
    expect(items).to_have_count(20)
    expect(page.locator("#search-status")).to_have_text("45 papers")
    page.locator("#search-more").press("Enter")
    expect(items).to_have_count(40)
    expect(items.nth(20).locator(".entry-title a")).to_be_focused()
    expect(page.locator("#search-more")).to_have_text("Show 5 more")
    page.reload()
    expect(items).to_have_count(40)
    page.locator("#search-more").click()
    expect(items).to_have_count(45)
    expect(page.locator("#search-more")).to_be_hidden()


def test_nothing_found_tells_what_to_try(search):
    """The page names the query, and what else a reader can do."""
    page = search("zzyzx +qqqq")
    expect(page.locator("#search-status")).to_have_text(
        "No paper matches “zzyzx +qqqq”."
    )
    advice = page.locator(".search-advice li")
    expect(advice).to_have_count(4)
    expect(advice.last.locator("a").first).to_have_attribute(
        "href", "./topics/index.html"
    )
    expect(page.locator("#search-more")).to_be_hidden()


def test_examples_can_be_clicked(search):
    """An example of the empty page is a link that searches at once."""
    page = search()
    example = page.locator("a[data-query]")
    expect(example).to_have_attribute("href", "?q=title%3Akites")
    example.press("Enter")
    expect(page.locator("#search-input")).to_have_value("title:kites")
    expect(page.locator("#search-input")).to_be_focused()
    expect(page.locator("#search-status")).to_have_text("2 papers")


def test_results_are_reached_by_tab(search):
    """The keyboard goes from the input through the button to each result's links."""
    page = search("title:kitenet")
    page.locator("#search-input").focus()
    for selector in ("form button", ".entry-title a", ".chip"):
        page.keyboard.press("Tab")
        expect(page.locator(selector)).to_be_focused()


# What is loaded, and what if it is not there


def test_nothing_is_loaded_before_a_query(page, site):
    """An open search page asks for its scripts only; a query for what it needs."""
    with serve(site) as base:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base}search.html")
        assert [url for url in asked if "/data/" in url] == []
        page.locator("#search-input").fill("gusts")
        expect(page.locator("#search-status")).to_have_text("1 paper")
        names = [re.sub(r".*/data/|\?.*", "", url) for url in asked if "/data/" in url]
        assert sorted(names) == ["documents/0.js", "index.js", "lunr.js", "manifest.js"]
        page.locator("#search-input").fill("moon")
        expect(page.locator(".entry-title")).to_contain_text("We measure")
        assert len([url for url in asked if "/data/" in url]) == 4


@pytest.mark.parametrize("damage", ["missing", "other content"])
def test_a_file_that_does_not_load_can_be_tried_again(browser, site, tmp_path, damage):
    """The page says which file, what to do, and a button tries again."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    index = copy / "assets/search/data/index.js"
    content = index.read_bytes()
    if damage == "missing":
        index.unlink()
    else:
        index.write_text("void 0;", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{copy.as_uri()}/search.html?q=gusts")
    status = page.locator("#search-status")
    expect(status).to_contain_text("assets/search/data/index.js")
    expect(page.locator(".search-hint")).to_contain_text("check the connection")
    index.write_bytes(content)
    page.locator(".search-retry").click()
    expect(status).to_have_text("1 paper")
    expect(page.locator("#search-input")).to_be_focused()
    expect(page.locator(".search-retry")).to_have_count(0)
    context.close()


def test_an_empty_site_finds_nothing(browser, site, tmp_path):
    """Without papers the index loads all the same."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    empty = Catalogue((), (), (), None, 0, 0)
    for file in build_search(empty, LUNR.read_bytes()):
        (copy / file.path).write_bytes(file.content)
    context = browser.new_context()
    page = context.new_page()
    report = watch(page)
    page.goto(f"{copy.as_uri()}/search.html?q=gusts")
    expect(page.locator("#search-status")).to_have_text("No paper matches “gusts”.")
    context.close()
    assert report.is_clean, report


def test_only_the_latest_search_is_shown(browser, site, tmp_path):
    """A slow answer to an earlier query does not replace that to a later one."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    documents = copy / "assets/search/data/documents"
    first = (documents / "0.js").read_bytes()
    (documents / "1.js").write_bytes(first.replace(b"s(0,", b"s(1,"))
    context = browser.new_context()
    page = context.new_page()
    with serve(copy) as base:
        page.route("**/documents/0.js*", lambda route: page.wait_for_timeout(0) or
                   route.continue_())  # fmt: skip
        page.goto(f"{base}search.html")
        page.evaluate(
            """() => {
              const input = document.querySelector('#search-input');
              const form = document.querySelector('#search-form');
              for (const text of ['moon', 'gusts', 'experts']) {
                input.value = text;
                form.requestSubmit();
              }
            }"""
        )
        expect(page.locator("#search-status")).to_have_text("1 paper")
        expect(page.locator(".entry-title")).to_contain_text("MoE-Pruner")
    context.close()


def test_calls_are_what_the_page_expects(site):
    """A data script is one call of a function of `PaperDigest.search`."""
    first = (site / "assets/search/data/documents/0.js").read_bytes()
    assert first.startswith(b"PaperDigest.search.receiveDocuments(0,[{")
    assert render_call("receiveIndex", {"a": "<&>\u2028"}) == (
        b'PaperDigest.search.receiveIndex({"a":"\\u003c\\u0026\\u003e\\u2028"});\n'
    )
