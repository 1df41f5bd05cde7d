"""Queries that nobody would type: whatever comes, the search answers or says something."""

from __future__ import annotations

import json
import random

import pytest

from tests.browserkit import launch, watch
from tests.languagekit import write_site

pytestmark = pytest.mark.browser

QUERIES = 10_000
BATCH = 500
FROZEN = 20_000
"""Milliseconds after which a page counts as frozen, however busy the machine is."""
# Returns what is wrong with the answers, and the slowest of them.
ASK = """async (requests) => {
  const { search } = PaperDigest;
  const { papers } = await search.store.manifest();
  const wrong = [];
  let slowest = 0;
  const check = (request, found) => {
    const { numbers, scores, total, complete, hints, matched, milliseconds } = found;
    slowest = Math.max(slowest, milliseconds);
    const isHere = (number) => Number.isInteger(number) && number >= 0 && number < papers;
    const tests = {
      "no result and no hint": numbers.length || hints.length || request.typing,
      "papers twice": new Set(numbers).size === numbers.length,
      "papers that there are not": numbers.every(isHere),
      "more papers than wanted": numbers.length <= Math.min(request.limit || 20, total),
      "no score": scores.length === numbers.length && scores.every(Number.isFinite),
      "another total": matched.length === total && complete <= total,
      "no text": hints.every((hint) => typeof hint === "string" && hint.length < 6000),
    };
    for (const [name, holds] of Object.entries(tests)) if (!holds) wrong.push([name, request]);
  };
  for (const request of requests) {
    try {
      const found = await search.find(request);
      check(request, found);
      if (request.facets) await found.facets();
    } catch (error) {
      wrong.push([String(error && error.stack), request]);
    }
  }
  return { wrong, slowest };
}"""
SHARDS = (
    # Operators, alone and misplaced
    "+", "-", "*", "**", "~", "~~", "~99999999999", "^", "^0", "^-1", "^1e9", "^.", ":",
    "::", '"', '""', '"" ""', "“", "”", "\\", "/", "(", ")", "[", "]", "{", "}", "|", "&",
    "..", "...", "-\"", "+\"", "~1~2", "^2^3", "+-kites", "-+kites", "--kites", "-rf",
    # Fields and filters, real and not
    "title:", "author:", "authors:", "abstract:", "venue:", "org:", "id:", "ids:",
    "topic:", "source:", "year:", "has:", "none:", "title:title:", "topic:topic:x",
    "__proto__:", "constructor:", "toString:x", "title:__proto__", "year:__proto__",
    "has:constructor", "topic:valueOf", "source:hasOwnProperty", "-topic:", "+year:",
    "year:2024", "year:..", "year:2024..", "year:..2024", "year:9999..0000", "year:undated",
    "year:20240", "year:-1", "has:code", "has:date", "-has:code", "+has:code",
    'topic:"computer vision"', 'title:"kite net"', '-"about lattices"', '"about lattices"',
    # Patterns and typing errors
    "ki*es", "*ites", "k*", "*k", "a*b*c*d*e*f", "ki*es~1", "kites~2^3", "kit~1", "k~2",
    "kites^2", "kites^0.001", "lattic*", "*e*", "gr*", "study~2",
    # Words
    "kites", "lattices", "grid", "study", "the", "of", "and", "moon", "quantizaton", "x",
    "MoE-Pruner", "moe", "pruner", "graph", "bench", "alpha", "α", "β-VAE", "colour",
    "optimization", "Graphbench", "state-of-the-art", "GPT-3.5", "C++", "C#", "A*",
    # Identifiers
    "2411.01234", "arXiv:2411.01234v3", "10.5555/kite.net-1", "10.5555/", "2411.",
    "https://arxiv.org/abs/2411.01234", "https://doi.org/%E0%A4%A", "doi:", "-2411.01234",
    "openreview:aB3dE", "local:", "local:__proto__", "hep-th/9901001", "id:\"\"",
    # Markup and code
    "<img src=x onerror=alert(1)>", "</script>", "<!--", "javascript:alert(1)", "'", "`",
    "${1}", "%", "%E0%A4%A", "&lt;", "'; DROP TABLE papers; --", "[a-z]+", "(?:a|b)*",
    "constructor", "prototype", "__proto__", "tostring", "undefined", "null", "NaN",
    # Other scripts, and what is hardly text
    "深層学習", "हिन्दी", "שלום עולם", "مرحبا", "Привет", "한국어", "ไทย", "Ελληνικά", "İ",
    "ﬁ*", "ß", "e\u0301", "\u0301", "\u200b", "\u202e", "\u2066", "\ufeff", "\u0000",
    "\u0007", "\ud800", "\udc00x", "\U0001f600", "\U0001d400\U0001d401", "\U00020bb7",
    "\u2028", "\u00a0", "\n", "\t", "½", "℃", "…", "—", "–", "·", "１２３", "Ａ", "𝟙",
    "é" * 40, "a" * 300, "a*" * 30, "-" * 50, '"' * 21, "a-" * 30, "A1" * 40, "aB" * 40,
)  # fmt: skip
GLUE = (" ", " ", " ", "", "", "-", ":", '"', "*", "  ", "\u3000")
FILTERS = (
    {"topic": ["kites"]}, {"topic": ["none", "__proto__"]}, {"year": ["2024", "undated"]},
    {"year": ["2001..2005"], "has": ["code"]}, {"source": ["test"]}, {"has": ["date"]},
    {"year": ["x"]}, {"has": ["constructor"]}, {"none": ["x"]},
)  # fmt: skip


def make_text(chosen: random.Random) -> str:
    """Return a query of shards, of any characters, or of both; some are very long."""
    kind = chosen.random()
    if kind < 0.85:
        shards = chosen.choices(SHARDS, k=chosen.randint(1, 7))
        return "".join(f"{shard}{chosen.choice(GLUE)}" for shard in shards)
    if kind < 0.95:
        codes = chosen.choices(range(0x3000), k=chosen.randint(1, 60))
        return "".join(map(chr, codes))
    if kind < 0.99:
        letters = chosen.choices("+-~^*:\"' .abekst019αé", k=chosen.randint(1, 200))
        return "".join(letters)
    return " ".join(chosen.choices(SHARDS, k=1500))[:10_000]


def make_request(chosen: random.Random) -> dict[str, object]:
    """Return a query and how it is asked."""
    request: dict[str, object] = {"text": make_text(chosen)}
    if chosen.random() < 0.2:
        request["typing"] = True
    if chosen.random() < 0.1:
        request["exact"] = True
    if chosen.random() < 0.1:
        request["sort"] = "date"
    if chosen.random() < 0.1:
        request["filters"] = chosen.choice(FILTERS)
    if chosen.random() < 0.1:
        request["limit"] = chosen.choice([1, 2, 100])
    if chosen.random() < 0.05:
        request["facets"] = True
    return request


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Return a function that asks all of some requests in one page, which must not freeze."""
    site = write_site(tmp_path_factory.mktemp("site"), 300)
    with launch() as browser:
        page = browser.new_page()
        report = watch(page)
        page.goto(f"{site.as_uri()}/search.html")

        def run(requests: list[dict[str, object]]) -> None:
            for first in range(0, len(requests), BATCH):
                batch = requests[first : first + BATCH]
                # As JSON, which keeps halves of characters as they are.
                answer = page.evaluate(
                    f"(text) => ({ASK})(JSON.parse(text))", json.dumps(batch)
                )
                assert answer["wrong"] == []
                assert answer["slowest"] < FROZEN

        yield run
        assert report.is_clean, report


def test_random_queries_are_answered(ask):
    """Ten thousand queries made of syntax, markup and other scripts find or say something."""
    chosen = random.Random(65525)
    ask([make_request(chosen) for _ in range(QUERIES)])


@pytest.mark.shared
def test_hostile_strings_are_answered(ask, shared):
    """The collected strings that break programs are queries too, alone and between words."""
    folder = shared / "data/hostile"
    strings = json.loads((folder / "blns.json").read_text(encoding="utf-8"))
    payloads = folder.joinpath("xss-payloads.txt").read_text(encoding="utf-8")
    texts = [*strings, *payloads.splitlines()]
    ask([{"text": text} for text in texts])
    ask([{"text": f'kites {text} -moon title:"{text}"'} for text in texts])
