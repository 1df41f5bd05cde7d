"""What readers type into the search, and what it means: in a browser, on invented papers."""

from __future__ import annotations

import random
import re
import shutil

import pytest

from generator.search.stemmer import stem
from generator.search.tokens import STOP_WORDS
from tests.browserkit import launch, serve, watch
from tests.indexkit import list_terms
from tests.languagekit import DATA, write_site

pytestmark = pytest.mark.browser

FIND = """async (request) => {
  const { search } = PaperDigest;
  const found = await search.find(request);
  const papers = await search.store.documents(found.numbers);
  const { total, complete, atLeast, hints, correction, suggestion } = found;
  const marks = Object.fromEntries(
    Object.entries(found.marks).map(([field, terms]) => [field, [...terms].sort()]));
  return { slugs: papers.map((paper) => paper.slug), scores: found.scores, marks,
           total, complete, atLeast, hints, correction, suggestion,
           matched: found.matched.length, milliseconds: found.milliseconds,
           facets: request.facets ? await found.facets() : null };
}"""


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return a function that writes the site of so many papers, once."""
    written = {}

    def get(papers: int):
        if papers not in written:
            folder = tmp_path_factory.mktemp(f"site{papers}")
            written[papers] = write_site(folder, papers)
        return written[papers]

    return get


WAYS = [("http", 130), ("file", 130), ("http", 10_000), ("file", 10_000)]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def page(request, browser, sites):
    """Open the page over http below a sub-path or from a disk; nothing may go wrong."""
    way, papers = request.param
    site = sites(papers)
    context = browser.new_context()
    opened = context.new_page()
    report = watch(opened)
    if way == "file":
        opened.goto(f"{site.as_uri()}/search.html")
        yield opened
    else:
        with serve(site) as base:
            opened.goto(f"{base}search.html")
            yield opened
    context.close()
    assert report.is_clean, report


@pytest.fixture(scope="module")
def find(page):
    """Return a function that runs a query."""

    def run(text="", **request):
        return page.evaluate(FIND, {"text": text, **request})

    return run


@pytest.fixture(scope="module")
def scripts(browser, sites):
    """Open a page on the small site, for what does not depend on papers or on the way."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{sites(130).as_uri()}/search.html")
    opened.evaluate("PaperDigest.search.store.library()")
    yield opened
    context.close()


@pytest.fixture(scope="module")
def parse(scripts):
    """Return a function that reads a query."""
    return lambda text: scripts.evaluate("PaperDigest.search.parse", text)


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


# How a query is read


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("kites", {"form": "kites", "presence": "may", "field": None, "boost": 1}),
        ("+kites", {"form": "kites", "presence": "must"}),
        ("-kites", {"form": "kites", "presence": "not"}),
        ("title:kites", {"form": "kites", "field": "title"}),
        ("-Author:Kites", {"field": "authors", "presence": "not"}),
        ("organisation:kites", {"field": "organization"}),
        ("text:kites", {"field": "abstract"}),
        ("kites^2", {"form": "kites", "boost": 2}),
        ("kites^0.5", {"form": "kites", "boost": 0.5}),
        ("kites^100", {"boost": 100}),
        ("kites~", {"form": "kites", "distance": 1}),
        ("kites~2^3", {"distance": 2, "boost": 3}),
        ("kites^3~9", {"distance": 2, "boost": 3}),
        ("kites kites", {"form": "kites", "boost": 2}),
        ("ki*es", {"pattern": "ki*es"}),
        ("*Net", {"pattern": "*net"}),
        ("+title:K**s^4", {"pattern": "k*s", "presence": "must", "boost": 4}),
        ("“kites”", {"form": "kites", "presence": "must", "exact": True}),
        ('-"kites"', {"form": "kites", "presence": "not", "exact": True}),
        ("Étude", {"form": "etude"}),
        ("MoE-Pruner", {"ways": [["moeprun"], ["moe", "pruner"]]}),
        ("-MoE-Pruner", {"ways": [["moeprun"]]}),
        ("kites+wind", {"presence": "may", "form": "kites"}),
        ("+-kites", {"presence": "may"}),
        ("(kites)", {"presence": "may", "form": "kites"}),
        ('"kites', {"presence": "may", "form": "kites", "exact": False}),
    ],
)
def test_operators_are_read(parse, query, word):
    """Each operator says one thing about the word that it stands before or behind."""
    query = parse(query)
    assert query["hints"] == []
    assert word.items() <= query["words"][0].items()


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("optimization", ["optimisation"]), ("optimisation", ["optimization"]),
        ("Vectorised", ["vectorized"]), ("criticise", ["criticize"]),
        ("analyze", ["analyse"]), ("analysing", ["analyzing"]),
        ("behaviour", ["behavior"]), ("neighborhood", ["neighbourhood"]),
        ("discoloured", ["discolored"]), ("centre", ["center"]),
        ("centring", ["centering"]), ("kilometers", ["kilometres"]),
        ("catalog", ["catalogue"]), ("dialogues", ["dialogs"]),
        ("alpha", ["α"]), ("Α", ["alpha"]), ("beta-VAE", ["β-VAE"]),
        ("noise", []), ("denoising", []), ("exercise", []), ("revised", []),
        ("arise", []), ("laboratory", []), ("rigorous", []), ("parameters", []),
        ("resize", []), ("analysis", []), ("alphabet", []), ("AlphaGo", []),
    ],
)  # fmt: skip
def test_words_are_spelt_in_two_ways(scripts, word, others):
    """American and British, Greek letters and their names; no word is made another."""
    readings = scripts.evaluate("PaperDigest.search.spelling.readings", word)
    assert readings == [word, *others]


@pytest.mark.parametrize(
    ("query", "candidate"),
    [
        ("arXiv:2411.01234v3", "2411.01234"),
        ("(https://arxiv.org/pdf/2411.01234v2.pdf)", "2411.01234"),
        ("https://huggingface.co/papers/2411.01234", "2411.01234"),
        ("10.48550/arXiv.2411.01234", "2411.01234"),
        ("doi:10.5555/KITE.net-1.", "10.5555/kite.net-1"),
        ("https://doi.org/10.5555/kite.net%2D1", "10.5555/kite.net-1"),
        ("https://openreview.net/forum?id=aB3dE", "ab3de"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        ("https://aclanthology.org/2023.acl-long.1/", "2023.acl-long.1"),
        ("P18-1234", "p18-1234"),
        ("id:whatever", "whatever"),
    ],
)
def test_identifiers_are_seen_in_any_dress(parse, query, candidate):
    """What is pasted is looked up as the index has it."""
    assert candidate in parse(query)["ids"][0]["candidates"]


def test_what_follows_a_query_of_ten_thousand_letters_is_cut(parse):
    """So long a text is read from its start, and that is said."""
    query = parse("kites and winds " * 700)
    assert [word["form"] for word in query["words"]] == ["kites", "winds"]
    assert query["hints"] == ["Only the first 4,000 characters were searched."]
    many = parse(" ".join(f"word{n}" for n in range(200)))
    assert len(many["words"]) == 100
    assert many["hints"] == ["Only the first 100 words were searched."]


# What a query finds


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("KiteNet: Learning to steer - a survey", "kitenet"),
        ("kitenet: learning to STEER – a survey?", "kitenet"),
        ("learning to -steer a survey of wind, gusts and translations", "kitenet"),
        ("(alexey)", "kitenet"),
        ("translations?", "kitenet"),
        ("kite net", "kitenet"),
        ("moepruner", "moe-pruner"),
        ("moe pruner", "moe-pruner"),
        ("MoEPruner", "moe-pruner"),
        ("moe-pruners", "moe-pruner"),
        ("state of the art kites", "moe-pruner"),
        ("gpt 3.5", "moe-pruner"),
        ("graph bench", "graphbench"),
        ("GraphBench", "graphbench"),
        ("alpha drafts", "alpha"),
        ("α", "alpha"),
        ("β-VAE", "beta"),
        ("beta vae", "beta"),
        ("behavior", "colour"),
        ("theatre", "color"),
        ("analysed", "color"),
        ("lukasz ostby", "kitenet"),
        ("author:an", "kitenet"),
        ("author:Okafor", "kitenet"),
        ("title:pruner", "moe-pruner"),
        ("topic:wind year:2024", "kitenet"),
        ("abstract:gusts", "kitenet"),
        ("venue:wind", "kitenet"),
        ("org:breezes", "kitenet"),
        ("breezes", "kitenet"),
        ("prun*", "moe-pruner"),
        ("*pruner", "moe-pruner"),
        ("tr*sl*t*", "kitenet"),
        ("translation*", "kitenet"),
        ("translatio*", "kitenet"),
        ("qu*zation", "quantization"),
        ("transfromer~2 kites", "moe-pruner"),
        ("quantizatoin~1", "quantization"),
        ("moon +kites", "no-title"),
        ("kites -moon -state-of-the-art", "kitenet"),
        ("drafts^0.1 drizzle", "beta"),
        ("drafts^20 drizzle", "alpha"),
        ("tea -kites -2411.01234 -lattices", "tea"),
        ("深層学習", "tea"),
        ("深層", "tea"),
        ("etude the", "tea"),
        ("2411.01234", "kitenet"),
        ("arXiv:2411.01234v3 [cs.LG]", "kitenet"),
        ("https://arxiv.org/pdf/2411.01234v2.pdf", "kitenet"),
        ("https://huggingface.co/papers/2411.01234", "kitenet"),
        ("10.48550/arXiv.2411.01234", "kitenet"),
        ("doi:10.5555/KITE.net-1.", "kitenet"),
        ("https://doi.org/10.5555%2Fkite.net-1", "kitenet"),
        ("https://openreview.net/forum?id=aB3dE", "moe-pruner"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "moe-pruner"),
        ("id:2411.01234", "kitenet"),
        ("hail 2411.01234", "kitenet"),
    ],
)
def test_what_readers_type_finds_the_paper(find, query, first):
    """Titles, words, names, operators and identifiers find their paper, in any dress."""
    assert find(query)["slugs"][0] == first


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("+kites +moon", {"no-title"}),
        ("+kites +lattices", set()),
        ("+kites -moon", {"kitenet", "moe-pruner"}),
        ("+sails -harbour", {"graphbench"}),
        ("+optimize", {"colour", "color"}),
        ("-2411.01234 title:learning title:pruner", {"moe-pruner"}),
        ("-topic:grids", {"kitenet", "moe-pruner"}),
        ("topic:kites", {"kitenet", "moe-pruner"}),
        ('topic:"computer vision"', {"moe-pruner"}),
        ("topic:comp", {"moe-pruner"}),
        ("+topic:kites +topic:seeing", {"moe-pruner"}),
        ("topic:kites topic:seeing", {"kitenet", "moe-pruner"}),
        ("source:second", {"moe-pruner"}),
        ("has:code", {"kitenet"}),
        ("has:date -year:..2022", {"kitenet", "moe-pruner", "graphbench", "color"}),
        ("year:2024", {"kitenet"}),
        ("year:2023..2024", {"kitenet", "moe-pruner"}),
        ("year:2024..2023", {"kitenet", "moe-pruner"}),
        ("year:2023-2024", {"kitenet", "moe-pruner"}),
        ("year:2024..", {"kitenet", "graphbench", "color"}),
        ("year:2023 year:2024", {"kitenet", "moe-pruner"}),
        ("year:1999", set()),
        ("year:undated +sails", {"colour"}),
        ("zzyzx -moon", set()),
        ("zzyzx", set()),
        ("zz*zx", set()),
    ],
)
def test_what_is_found_is_all_that_fits(find, query, slugs):
    """Must, not and filters leave those papers that they say, no others."""
    found = find(query)
    assert set(found["slugs"]) == slugs
    assert found["total"] == found["matched"] == len(slugs)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ('"thunder follows lightning"', ["order-one"]),
        ('"follows thunder"', ["order-two"]),
        ('title:"thunder follows"', ["order-one"]),
        ('"loud in the night"', ["order-two"]),
        ('thunder -"loud in the night"', ["order-one"]),
        ('+thunder -"follows thunder"', ["order-one"]),
        ('title:thunder -"at night"', ["order-two"]),
        ('"cold the moon is"', ["no-title"]),
        ('"state of the art"', ["moe-pruner"]),
        ('"state-of-the-art kites"', ["moe-pruner"]),
        ('"moepruner state"', ["moe-pruner"]),
        ('"MoE Pruner State"', ["moe-pruner"]),
        ('"Ada Okafor"', ["kitenet"]),
        ('author:"ada okafor"', ["kitenet"]),
        ('+kites -author:"okafor ada" -moon', ["moe-pruner"]),
        ('+kites -"Ada Okafor" -moon', ["moe-pruner"]),
        ('"night in the east" "lightning"', ["order-one"]),
    ],
)
def test_phrases_are_in_their_order(find, query, slugs):
    """Words in quotation marks stand side by side; names, in any order."""
    found = find(query)
    assert found["slugs"] == slugs
    assert found["total"] == len(slugs)
    assert not found["atLeast"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ('"loud the night"', {"order-one", "order-two"}),
        ('abstract:"thunder follows" gales', {"graphbench"}),
        ('title:"how cold"', set()),
        ('"zzyzx qqqqz"', set()),
        ('+"loud the night"', set()),
    ],
)
def test_a_phrase_that_no_paper_has_is_taken_apart(find, query, slugs):
    """Its words are searched one by one, and that is said; not where a + insists on it."""
    found = find(query)
    assert slugs <= set(found["slugs"])
    assert bool(found["slugs"]) == bool(slugs)
    if slugs:
        assert found["hints"][0].startswith("No paper has the words in quotation marks")
    assert found["hints"]


def test_a_phrase_in_many_papers_is_counted_as_far_as_was_looked(find):
    """As soon as there is enough for the page, the count says "at least"."""
    found = find('"about lattices"', limit=20)
    assert len(found["slugs"]) == 20
    assert found["atLeast"]
    assert found["total"] >= 21
    assert found["hints"] == []


def test_papers_with_all_words_come_first(find):
    """Those with only some of the words follow, and are counted apart."""
    found = find("cold moon kites")
    assert found["slugs"][0] == "no-title"
    assert found["complete"] == 1
    assert {"kitenet", "moe-pruner"} <= set(found["slugs"][1:])
    assert found["scores"] == sorted(found["scores"], reverse=True)


def test_a_list_without_words_is_the_newest_first(find):
    """A query of filters or exclusions, or none but chosen filters, lists what passes."""
    newest = ["graphbench", "color", "kitenet", "moe-pruner"]
    assert find("has:date", limit=4)["slugs"] == newest
    assert find("-moon", limit=4)["slugs"] == newest
    assert find("", filters={"has": ["date"]}, limit=4)["slugs"] == newest
    assert find("+sails", sort="date")["slugs"] == ["graphbench", "colour"]
    assert find("")["total"] == 0


def test_chosen_filters_narrow_a_search(find):
    """Values of one key are alternatives, keys combine, and the query's own count too."""
    both = {"topic": ["kites"], "year": ["2023..2024"]}
    assert set(find("", filters=both)["slugs"]) == {"kitenet", "moe-pruner"}
    years = {"year": ["2024", "2025"], "has": ["date"]}
    assert set(find("", filters=years)["slugs"]) == {"kitenet", "graphbench", "color"}
    assert find("gusts", filters={"source": ["second-list"]})["slugs"] == []
    assert find("year:2024", filters={"year": ["2023"]})["slugs"] == []
    assert find("kites", filters={"topic": ["none"], "year": ["x"]})["slugs"] == []


def test_facets_count_what_was_found(find):
    """Each value has its number of papers; chosen values do not hide their alternatives."""
    counts = find("+kites", facets=True)["facets"]
    assert counts == {
        "topic": [["kites", 2], ["grids", 1], ["seeing", 1]],
        "year": [["2024", 1], ["2023", 1], ["undated", 1]],
        "source": [["test", 2], ["second-list", 1]],
        "has": [["date", 2], ["code", 1]],
    }
    chosen = find("+kites", facets=True, filters={"topic": ["seeing"]})
    assert chosen["slugs"] == ["moe-pruner"]
    assert chosen["facets"]["topic"] == counts["topic"]
    assert chosen["facets"]["year"] == [["2023", 1]]
    assert find('"how cold"', facets=True)["facets"]["topic"] == [["grids", 1]]


def test_marks_are_the_terms_by_field(find):
    """All that stands for a word is marked, where it was looked for; no excluded word."""
    marks = find('title:steering gusts "nothing more" optimize -moon moepruner')[
        "marks"
    ]
    assert marks["title"] == [
        "gust", "moeprun", "more", "noth", "optim", "optimis", "steer",
    ]  # fmt: skip
    assert marks["abstract"] == [m for m in marks["title"] if m != "steer"]
    assert find("author:okafor")["marks"] == {"title": [], "abstract": []}


# While a reader types


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("quan", "quantization"), ("quantiz", "quantization"),
        ("quantizati", "quantization"), ("gra", "graphbench"),
        ("thunder light", "order-one"), ("author:oka", "kitenet"), ("wu", "kitenet"),
        ("moe-pru", "moe-pruner"), ("topic:kit", "kitenet"), ("深", "tea"),
        ("translati", "kitenet"),
    ],
)  # fmt: skip
def test_the_last_word_may_be_unfinished(find, typed, slug):
    """While a word is typed, the words that it may become find their papers."""
    found = find(typed, typing=True)
    assert slug in found["slugs"]
    assert found["correction"] is None


def test_a_finished_word_is_no_beginning(find):
    """After a space, and once sent off, a word that is known stands for itself alone."""
    assert "graphbench" not in find("gra ", typing=True)["slugs"]
    assert find("expert ", typing=True)["slugs"][0] == "moe-pruner"
    assert find("dri", typing=True)["total"] > 0
    assert find("dri", typing=False)["total"] == 0


# Typing errors


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quantizaton", "quantization"),
        ("difussion", "diffusion"),
        ("segmentaiton", "segmentation"),
        ("tranformer", "transformer"),
        ("Tranformer kites", "transformer kites"),
        ("title:difussion", "title:diffusion"),
        ('+"quantizaton of snow"^2', '+"quantization of snow"^2'),
        ("difussion quantizaton", "diffusion quantization"),
        ("state-of-the-art tranformers", "state-of-the-art transformers"),
        ("uqantization", "quantization"),
        ("qantization", "quantization"),
        ("qauntization", "quantization"),
        ("qoantization", "quantization"),
        ("thunderlightning", "thunder lightning"),
        ("author:nwosq", "author:nwosu"),
    ],
)
def test_a_typing_error_is_mended(find, typed, meant):
    """Where no paper has a word, the whole query is searched with the one meant."""
    found = find(typed)
    assert found["correction"]["from"] == typed
    # Of words with the same stem any one will do.
    assert stem(found["correction"]["to"]).rstrip("s") == stem(meant).rstrip("s")
    assert found["slugs"]
    assert find(typed, exact=True)["correction"] is None


@pytest.mark.parametrize(
    "typed", ["20231", "grid 99999", "zzz", "zzyzxq", "id:2411.01235", "-difussion"]
)
def test_what_is_no_typing_error_is_left(find, typed):
    """Numbers, identifiers, exclusions and what resembles no word are searched as typed."""
    assert find(typed)["correction"] is None


def test_a_rare_word_is_asked_about(find):
    """A word that hardly any paper has, beside one of nearly all, is searched, and asked."""
    found = find("latticse")
    assert found["slugs"] == ["rare"]
    assert found["suggestion"] == {"from": "latticse", "to": "lattices"}
    assert find("latticse", typing=True)["suggestion"] is None
    assert find("latticse", exact=True)["suggestion"] is None
    assert find("lattices")["suggestion"] is None


# What is said


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("k*", "A * needs at least two letters"),
        ("zz*y kites", "No word fits “zz*y”"),
        ("a*b c*d e*f g*h i*j k*l", "Only the first 5 words with a *"),
        ("kites^101", "What follows ^ is a number up to 100"),
        ("foo:kites", "There is no field “foo”"),
        ("topic:foo", "There is no topic “foo”; there are “Grids”, “Kites"),
        ("source:foo", "There is no source “foo”; there are"),
        ("year:24", "“24” is no year; write year:2024"),
        ("has:pdf", "There is has:code and has:date"),
        ("2411.99999", "No paper here has the identifier “2411.99999”"),
        ("https://doi.org/10.5555/none%E0", "No paper here has the identifier"),
        ("the of", "Words that nearly every text has"),
        ('"to be or not to be"', "Words that nearly every text has"),
        ("zzyzx kites", "No paper has “zzyzx”."),
        ("title:moon", "No paper has “moon” in its title."),
        ("+moon +gusts", "No paper has all of this."),
        ("year:1999", "No paper passes these filters."),
        ("2411.01234 year:2023", "The paper with this identifier does not pass"),
        ("+kites -kites", "Without the words after a - nothing is left"),
        (
            "a survey of how one may learn -to steer kites in wind",
            "“-to” was searched as words",
        ),
        ("()", "Type a word, a name or an identifier."),
        ("", "Type a word, a name or an identifier."),
    ],
)
def test_a_hint_says_what_was_read_differently(find, query, hint):
    """What cannot be taken as it is typed is searched another way, and said so."""
    assert find(query)["hints"][0].startswith(hint)


@pytest.mark.parametrize(
    "query",
    ["kites:", "kites moon:", "kites - moon", "kites & moon", "kites + moon", "C:\\kites",
     "kites --", "kites (moon)", 'kites "moon', "kites ~ ^ *", "kites/moon"],
)  # fmt: skip
def test_punctuation_is_no_syntax(find, query):
    """What only looks like an operator changes nothing and is not reported."""
    found = find(query)
    assert [hint for hint in found["hints"] if "“C”" not in hint] == []
    assert set(found["slugs"][:2]) <= {"no-title", "kitenet", "moe-pruner"}


def test_a_word_that_is_being_typed_is_not_missed_yet(find):
    """No hint comes and goes with every letter."""
    assert find("zzyz", typing=True)["hints"] == []
    assert find("zzyz ", typing=True)["hints"] != []


def test_the_time_is_told(find):
    """A result knows how long it took."""
    assert 0 < find("kites")["milliseconds"] < 60_000


# What is loaded


def list_loaded(asked: list[str]) -> list[str]:
    """Return the names of the data files among addresses, in their order."""
    return [re.sub(rf".*{DATA}|\.js.*", "", url) for url in asked if DATA in url]


@pytest.mark.parametrize(
    ("query", "typing", "kinds"),
    [
        ("lattices", False, {"terms", "documents"}),
        ("gusts", False, {"terms", "words", "more"}),
        ("lattices study", False, {"terms", "documents"}),
        ('"about lattices"', False, {"terms", "documents", "more"}),
        ("lattices year:2012", False, {"terms", "documents", "more"}),
        ("lattices topic:grids", False, {"terms", "documents", "facets", "more"}),
        ("quantiza", True, {"terms", "words", "more"}),
        ("quantizaton", False, {"terms", "words", "more"}),
        ("2411.01234", False, {"terms"}),
        ("year:2024", False, {"more"}),
    ],
)
def test_only_what_is_needed_is_loaded(browser, sites, query, typing, kinds):
    """Facets, words of the dictionary and papers are loaded by what needs them."""
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    with serve(sites(10_000)) as base:
        opened.goto(f"{base}search.html")
        opened.on("request", lambda request: asked.append(request.url))
        opened.evaluate(
            "async (request) => void (await PaperDigest.search.find(request))",
            {"text": query, "typing": typing},
        )
        loaded = list_loaded(asked)
    context.close()
    assert sorted(loaded[:2]) == ["lunr", "manifest"]
    assert {name.split("/")[0] for name in loaded[2:]} == kinds
    assert sum(name.startswith("terms/") for name in loaded) <= 6


def test_a_file_that_does_not_load_is_told_to_the_caller(browser, sites, tmp_path):
    """The caller gets a LoadError; another try finds the file that is there again."""
    copy = tmp_path / "site"
    shutil.copytree(sites(130), copy)
    facets = copy / DATA / "facets.js"
    content = facets.read_bytes()
    facets.unlink()
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{copy.as_uri()}/search.html")
    failed = opened.evaluate(
        """async () => {
          const { search } = PaperDigest;
          try {
            await search.find({ text: "topic:kites" });
          } catch (error) {
            return [error instanceof search.LoadError, error.message];
          }
        }"""
    )
    assert failed == [True, f"{DATA}facets.js could not be loaded."]
    facets.write_bytes(content)
    found = opened.evaluate(FIND, {"text": "topic:kites"})
    assert set(found["slugs"]) == {"kitenet", "moe-pruner"}
    context.close()


def test_an_empty_site_finds_nothing(browser, tmp_path):
    """Without papers the search answers all the same."""
    site = write_site(tmp_path, 0)
    context = browser.new_context()
    opened = context.new_page()
    report = watch(opened)
    opened.goto(f"{site.as_uri()}/search.html")
    for query in ["kites", "kites*", "kits~1", "-kites", "year:2024", '"a kite"', ""]:
        found = opened.evaluate(FIND, {"text": query, "facets": True})
        assert found["slugs"] == []
        assert found["hints"]
    context.close()
    assert report.is_clean, report
