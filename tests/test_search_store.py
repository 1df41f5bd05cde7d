"""How the browser reads the files of the search, over http and from a disk."""

from __future__ import annotations

import json
import math
import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.search.columns import sort_key
from generator.search.cutting import name_file
from generator.search.documents import render_data
from tests.browserkit import launch, serve, watch
from tests.indexkit import decode_strings
from tests.storekit import (
    DATA,
    Column,
    write_facets,
    write_files,
    write_index,
    write_page,
    write_words,
)

pytestmark = pytest.mark.browser

PAPERS = 20_011
LEVELS = tuple(round(0.25 * 1.05**level, 4) for level in range(64))
COLUMNS = (
    Column("text", "marked", LEVELS),
    Column("x", "level", (0.1, 0.2, 0.4)),
    Column("authors", "flat"),
    Column("odd", "exact"),
)
HOSTILE = (
    "__proto__", "constructor", "tostring", "hasownproperty", "é", "étude", "深層",
    "\ue000", "\U0001d49c", "\U0001d49d", "\U0001f600", '"', "'", "\\", "</script>",
    "<!--", "\u2028", "a*b", "~1", "0", "z" * 90, "z" * 91, "_005f", "_", "a b"[::2],
)  # fmt: skip
WORDS = (
    {"gust": "a", "gusts": "6", "kite": "2", "kites": "0"},
    {"kitesail": "4", "étude": "z", "\U0001d49c": "1"},
)
FACETS = {"has:code": [0, 5, PAPERS - 1], "source:x": [7], "topic:__proto__": [1, 2]}


def make_postings() -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Return terms in few and in many papers, with all sizes of gaps and weights."""
    chosen = random.Random(11)
    sizes = {"model": 15_000, "modem": 3_000, "all": PAPERS, "last": 1, "mo": 40}
    sizes |= {f"mo{n}": chosen.randint(1, 30) for n in range(900)}
    sizes |= dict.fromkeys(HOSTILE, 3)
    symbols = {"text": 128, "x": 3, "authors": 1, "odd": 200_000}
    postings: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for term, size in sizes.items():
        names = chosen.sample(list(symbols), k=chosen.choice([1, 1, 2, 4]))
        if size > 1000:
            names = ["text", "x"]
        postings[term] = {
            name: [
                (number, min(chosen.randrange(symbols[name]) for _ in range(2)))
                for number in sorted(chosen.sample(range(PAPERS), size))
            ]
            for name in names
        }
    postings["last"] = {"text": [(PAPERS - 1, 127)]}
    postings["near"] = {"odd": [(0, 0), (1, 199_999), (PAPERS - 2, 1)]}
    return postings


POSTINGS = make_postings()
DOCUMENT = [
    "slug", "Kites <b>", 1, "Abstract.", "Ada", "May 2024", "2024-05", "Wind", 0, ["a"],
    "2405.00001",
]  # fmt: skip


def write_site(folder: Path) -> None:
    """Write a page and an index of everything."""
    write_page(folder)
    words = write_words(folder, *WORDS)
    write_index(
        folder, PAPERS, COLUMNS, POSTINGS,
        words=words, topics={"a": "Kites"}, years=[[2023, 4], [2024, 9]],
    )  # fmt: skip
    write_facets(folder, PAPERS, FACETS)
    for place in (0, 1, PAPERS // 4):
        count = min(4, PAPERS - place * 4)
        documents = [[f"slug-{place * 4 + n}", *DOCUMENT[1:]] for n in range(count)]
        write_files(folder, render_data(f"documents/{place}", documents))


@dataclass(frozen=True)
class Listing:
    """The papers that have a term in a field."""

    numbers: list[int]
    weights: list[float]


def expect_listing(
    column: Column, listed: list[tuple[int, int]], in_text: int
) -> Listing:
    """Return what a field of a term should be read as."""
    bounded = column.kind in {"level", "flat"} and column.name != "title"
    idf = weigh_idf(max(in_text, len(listed)) if bounded else len(listed))
    if column.kind == "exact":
        weights = [symbol / 1000 for _, symbol in listed]
    elif column.kind == "flat":
        weights = [idf] * len(listed)
    else:
        shift = column.kind == "marked"
        weights = [idf * column.levels[symbol >> shift] for _, symbol in listed]
    return Listing([number for number, _ in listed], weights)


def weigh_idf(count: int) -> float:
    """Return what lunr makes of the number of papers that have a term."""
    return math.log(1 + abs((PAPERS - count + 0.5) / (count + 0.5)))


def expect_postings(term: str) -> dict[str, Listing]:
    """Return the fields of a term, and its title, as they should be read."""
    own = POSTINGS[term]
    in_text = len(own.get("text", ()))
    found = {
        column.name: expect_listing(column, own[column.name], in_text)
        for column in COLUMNS
        if column.name in own
    }
    marked = [(n, 0) for n, symbol in own.get("text", ()) if symbol % 2]
    if marked:
        found["title"] = expect_listing(Column("title", "flat"), marked, 0)
    return found


def find_piece(data: Path, term: str) -> str:
    """Return the name of the file that has a term: the last one that begins before it."""
    manifest = data.joinpath("manifest.js").read_text(encoding="ascii")
    packed = json.loads(manifest[manifest.index("{") : manifest.rindex("}") + 1])
    before = [
        separator
        for separator in decode_strings(packed["terms"])
        if sort_key(separator) <= sort_key(term)
    ]
    return f"terms/t-{name_file(before[-1])}"


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Write the site once."""
    folder: Path = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture(scope="module", params=["http", "file"])
def address(request, site):
    """Give the site's address: over http below a sub-path, and from a disk."""
    if request.param == "file":
        yield site.as_uri() + "/"
    else:
        with serve(site) as base:
            yield base


@pytest.fixture
def page(browser, address):
    """Open the page; at the end nothing may have gone wrong in it."""
    context = browser.new_context()
    opened = context.new_page()
    report = watch(opened)
    opened.goto(f"{address}search.html")
    yield opened
    context.close()
    assert report.is_clean, report


@pytest.fixture
def copy(browser, site, tmp_path):
    """Give a site of one's own on the disk, and a page that shows it, to damage it."""
    shutil.copytree(site, tmp_path / "site")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{(tmp_path / 'site').as_uri()}/search.html")
    yield opened, tmp_path / "site" / DATA
    context.close()


def evaluate(page, body: str, given: object = None):
    """Run statements in the page, with `store` and what is given."""
    return page.evaluate(
        "async (given) => { const { search } = PaperDigest; const { store } = search;"
        f" {body} }}",
        given,
    )


READ = """
  const found = await store.terms(given);
  return Array.from(found, ([term, { fields }]) => [term, Object.keys(fields).map((name) => {
    const { df, numbers, weights } = fields[name];
    return [name, df, Array.from(numbers), Array.from(weights)];
  })]);
"""


def read_terms(page, terms) -> dict[str, dict[str, Listing]]:
    """Return postings as the browser reads them."""
    found: dict[str, dict[str, Listing]] = {}
    for term, fields in evaluate(page, READ, list(terms)):
        found[term] = {}
        for name, df, numbers, weights in fields:
            assert df == len(numbers) == len(weights)
            found[term][name] = Listing(numbers, weights)
    return found


def read_error(page, body: str) -> str:
    """Return the message of the LoadError that statements end with."""
    message = evaluate(
        page,
        f"try {{ {body} }} catch (error) {{"
        " return error instanceof search.LoadError ? error.message : String(error); }"
        " return 'no error';",
    )
    assert isinstance(message, str)
    return message


# Terms


def test_every_kind_of_field_is_read_as_it_was_written(page):
    """Papers and weights, of rare and of frequent terms, and the titles that marks say."""
    terms = [
        "model",
        "modem",
        "all",
        "last",
        "near",
        "mo",
        *(f"mo{n}" for n in range(200)),
    ]
    found = read_terms(page, terms)
    assert sorted(found) == sorted(terms)
    for term in terms:
        expected = expect_postings(term)
        assert sorted(found[term]) == sorted(expected)
        for name, listing in found[term].items():
            assert listing.numbers == expected[name].numbers
            assert listing.weights == pytest.approx(expected[name].weights, 1e-12)


def test_any_string_may_be_a_term(page):
    """Names of an object's properties, markup, quotation marks, other scripts."""
    found = read_terms(page, HOSTILE)
    assert sorted(found) == sorted(HOSTILE)
    for term in HOSTILE:
        assert {name: each.numbers for name, each in found[term].items()} == {
            name: each.numbers for name, each in expect_postings(term).items()
        }


def test_terms_that_are_not_there_are_left_out(page):
    """Whatever they are; a Map has no properties that it did not get."""
    absent = ["", "mo1000", "valueof", "toString", "prototype", "zz", "￿", " ", "/"]
    assert read_terms(page, [*absent, "mo"]).keys() == {"mo"}


def test_weights_of_exact_fields_are_the_very_numbers(page):
    """Thousandths are divided as lunr does it, not nearly."""
    exact = read_terms(page, ["near"])["near"]["odd"]
    assert exact.weights == [0, 199.999, 0.001]


def test_a_term_is_read_by_its_fields_only(page):
    """What no paper has in a field is no listing, not an empty one."""
    assert read_terms(page, ["last"])["last"].keys() == {"text", "title"}


def test_all_terms_of_a_beginning_are_listed_in_order(page):
    """Those of heavy terms too, which have pieces of their own; by UTF-16 unit."""
    for prefix in ("mo", "model", "__", "é", "z", "\U0001d49c"[:1], "nothing"):
        listed = evaluate(page, "return store.termsWith(given, 1000);", prefix)
        assert listed == sorted(
            (term for term in POSTINGS if term.startswith(prefix)),
            key=lambda term: term.encode("utf-16-be", "surrogatepass"),
        )
    assert len(evaluate(page, "return store.termsWith('');")) == len(POSTINGS)


def test_too_many_pieces_are_not_loaded_for_a_beginning(page):
    """The caller then does without."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert evaluate(page, "return store.termsWith('m', 1);") is None
    assert [url for url in asked if "/terms/" in url] == []


def test_an_index_without_terms_has_none(browser, tmp_path):
    """A site without papers is no error."""
    write_page(tmp_path)
    write_index(tmp_path, 0, COLUMNS, {})
    write_facets(tmp_path, 0, {})
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/search.html")
    assert evaluate(
        page,
        "return [(await store.terms(['a'])).size, await store.termsWith(''),"
        " await store.words(''), (await store.facets()).size, await store.documents([])];",
    ) == [0, [], [], 0, []]
    page.close()


# What else is stored


def test_words_of_a_beginning_come_with_their_numbers(page):
    """A digit is twice the binary logarithm of how many papers have the word."""
    words = evaluate(page, "return store.words('kites');")
    assert words == [{"word": "kites", "df": 1}, {"word": "kitesail", "df": 4}]
    every = evaluate(page, "return store.words('');")
    assert [each["word"] for each in every] == [
        "gust", "gusts", "kite", "kites", "kitesail", "étude", "\U0001d49c",
    ]  # fmt: skip
    assert [each["df"] for each in every] == [32, 8, 2, 1, 4, round(2**17.5), 1]


def test_facets_are_lists_of_papers(page):
    """Each value with its papers, whatever it is called."""
    read = (
        "return Array.from(await store.facets(), ([n, list]) => [n, Array.from(list)]);"
    )
    assert dict(evaluate(page, read)) == FACETS


def test_documents_come_in_the_order_asked_for(page):
    """With their number and by the names that the page uses."""
    papers = evaluate(page, "return store.documents(given);", [PAPERS - 1, 2, 0, 5])
    assert [paper["slug"] for paper in papers] == [
        f"slug-{PAPERS - 1}", "slug-2", "slug-0", "slug-5",
    ]  # fmt: skip
    assert papers[1] == {
        "number": 2, "slug": "slug-2", "heading": "Kites <b>", "heading_made": True,
        "abstract": "Abstract.", "authors": "Ada", "date": "May 2024", "iso": "2024-05",
        "venue": "Wind", "code": False, "topics": ["a"],
        "key": "2405.00001",
    }  # fmt: skip


def test_the_manifest_says_what_there_is(page):
    """The fields of the lunr index: those that are stored, and the title of the marks."""
    manifest = evaluate(page, "return store.manifest();")
    assert manifest["names"] == ["text", "x", "authors", "odd", "title"]
    assert manifest["papers"] == PAPERS
    assert manifest["terms"][0] == ""
    assert manifest["years"] == [[2023, 4], [2024, 9]]


# Loading


def test_what_is_needed_is_loaded_once(page, site):
    """Also where it is asked for twice at a time; by version, except what never changes."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    evaluate(
        page,
        "await Promise.all([store.terms(['model', 'modem']), store.terms(['model']),"
        " store.library(), store.library(), store.documents([0, 1]), store.facets()]);"
        " await Promise.all([store.terms(['model']), store.documents([2]), store.facets()]);",
    )
    files = Counter(re.sub(r".*/data/", "", url) for url in asked)
    version = "?0123456789abcdef"
    pieces = {find_piece(site / DATA, term) for term in ("model", "modem")}
    names = ["documents/0", "facets", *pieces]
    assert len(pieces) == 2
    assert files == dict.fromkeys(
        ["manifest.js", "lunr.js", *(f"{name}.js{version}" for name in names)], 1
    )
    assert page.locator("script[src*=data]").count() == 0


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("manifest", "await store.manifest();"),
        ("lunr", "await store.library();"),
        ("terms", "await store.terms(['model']);"),
        ("terms", "await store.termsWith('model');"),
        ("words/w-", "await store.words('gus');"),
        ("facets", "await store.facets();"),
        ("documents/1", "await store.documents([4]);"),
    ],
)
@pytest.mark.parametrize("damage", ["missing", "nothing", "syntax", "other"])
def test_a_file_that_fails_is_named_and_can_be_tried_again(copy, name, use, damage):
    """Whether it is not there, says nothing, or hands over something else."""
    page, data = copy
    name = find_piece(data, "model") if name == "terms" else name
    path = data / f"{name}.js"
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({
            "nothing": b"void 0;",
            "syntax": b"PaperDigest.search.receive(",
            "other": render_data(name, {"a": 1}, [None]).content,
        }[damage])  # fmt: skip
    verb = "could not be loaded" if damage == "missing" else "is damaged"
    assert read_error(page, use) == f"{DATA}/{name}.js {verb}."
    path.write_bytes(content)
    assert read_error(page, use) == "no error"


@pytest.mark.parametrize("change", ["cut", "ones", "zeros", "no base64"])
def test_damaged_bits_are_noticed(copy, change):
    """A piece that ends too early or counts too far gives an error, no wrong papers."""
    page, data = copy
    name = find_piece(data, "model")
    path = data / f"{name}.js"
    content = path.read_bytes()
    bits = re.search(rb'"([\w+/=]{100,})"', content)
    assert bits
    wrong = {
        "cut": bits[1][:800],
        "ones": b"/" * len(bits[1]),
        "zeros": b"A" * len(bits[1]),
        "no base64": b"!" * len(bits[1]),
    }[change]
    path.write_bytes(content.replace(bits[1], wrong))
    use = "await store.terms(['model']);"
    assert read_error(page, use) == f"{DATA}/{name}.js is damaged."
    path.write_bytes(content)
    assert read_error(page, use) == "no error"


def test_what_was_not_used_for_longest_is_let_go(page):
    """The room is kept, and the newest value is kept even where it alone is too large."""
    kept = evaluate(
        page,
        """const recent = new search.files.Recent(100);
        for (const name of ['__proto__', 'b', 'c']) recent.set(name, name, 40);
        recent.get('b');
        recent.set('d', 'd', 30);
        const first = [...recent.entries.keys()];
        recent.set('d', 'D', 90);
        const second = [[...recent.entries.keys()], recent.used];
        recent.set('e', 'e', 500);
        return [first, second, [...recent.entries.keys()], recent.get('d') === undefined];""",
    )
    assert kept == [["b", "d"], [["d"], 90], ["e"], True]


def test_a_value_that_cannot_be_made_is_not_kept(page):
    """It is made anew the next time; by those who ask at the same time, together."""
    assert evaluate(
        page,
        """const recent = new search.files.Recent(100);
        let tries = 0;
        const make = async () => {
          tries += 1;
          if (tries === 1) throw new Error('first');
          return { value: tries, size: 1 };
        };
        const both = () => Promise.allSettled([recent.load('k', make), recent.load('k', make)]);
        const first = (await both()).map(({ status }) => status);
        const second = (await both()).map(({ value }) => value);
        return [first, second, await recent.load('k', make)];""",
    ) == [["rejected", "rejected"], [2, 2], 2]
