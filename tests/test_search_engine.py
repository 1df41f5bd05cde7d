"""How the browser ranks: against the same by definition, and case by case."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.browserkit import launch, watch
from tests.storekit import write_page

pytestmark = pytest.mark.browser

NAMES = ("text", "x", "authors", "title")
DEFAULT = ("text", "x", "authors")
TITLE_BONUS = 0.25
WHOLE, FEW = 64, 3

Index = Mapping[str, Mapping[str, Mapping[int, float]]]
"""By term and field, papers and weights."""


@dataclass(frozen=True)
class Meaning:
    """What a word of a query stands for."""

    ways: tuple[tuple[tuple[str, ...], ...], ...]
    presence: str = "may"
    fields: tuple[str, ...] = DEFAULT
    boost: float = 1.0

    @property
    def terms(self) -> tuple[str, ...]:
        """All terms, in the order of the ways."""
        return tuple(dict.fromkeys(t for way in self.ways for one in way for t in one))

    def share(self, has) -> float:
        """Return how much of the word there is, by which terms there are."""
        found = [
            sum(any(map(has, terms)) for terms in way) / len(way) for way in self.ways
        ]
        return max(found, default=0.0)


def word(term: str, presence: str = "may", **others) -> Meaning:
    """Return a word that is one term."""
    return Meaning((((term,),),), presence, **others)


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    meanings: tuple[Meaning, ...]
    limit: int = 10
    sort: str = "relevance"
    allowed: tuple[int, ...] | None = None


RANK = """
({ papers, index, meanings, limit, sort, allowed }) => {
  const postings = new Map(index.map(([term, fields]) => {
    const listings = Object.entries(fields).map(([name, pairs]) => [name, {
      df: pairs.length,
      numbers: Int32Array.from(pairs, ([number]) => number),
      weights: Float64Array.from(pairs, ([, weight]) => weight),
    }]);
    return [term, { term, fields: Object.fromEntries(listings) }];
  }));
  const mask = allowed && new Uint8Array(papers);
  if (mask) for (const number of allowed) mask[number] = 1;
  const found = PaperDigest.search.engine.rank({
    meanings: meanings.map(({ ways, presence, terms, fields, boost }) => ({
      word: {}, presence,
      ways: ways.map((way) => way.map((one) => new Set(one))),
      terms: terms.map((term) => ({ term, boost, fields })),
    })),
    postings, manifest: { papers, names: %s }, allowed: mask, limit, sort,
  });
  return { ...found, matched: Array.from(found.matched) };
}
""" % list(NAMES)  # noqa: UP031 (the script is full of braces)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Open a page with the scripts and lunr."""
    folder = tmp_path_factory.mktemp("engine") / "site"
    write_page(folder)
    with launch() as browser:
        opened = browser.new_page()
        report = watch(opened)
        opened.goto(f"{folder.as_uri()}/search.html")
        opened.evaluate("() => PaperDigest.search.store.library()")
        yield opened
        assert report.is_clean, report


@pytest.fixture(scope="module")
def rank(page):
    """Return a function that ranks in the browser."""

    def run(index: Index, request: Request, papers: int = 40):
        packed = [
            [term, {name: sorted(listed.items()) for name, listed in fields.items()}]
            for term, fields in index.items()
        ]
        meanings = [
            {
                "ways": each.ways, "presence": each.presence, "terms": each.terms,
                "fields": each.fields, "boost": each.boost,
            }
            for each in request.meanings
        ]  # fmt: skip
        return page.evaluate(RANK, {
            "papers": papers, "index": packed, "meanings": meanings,
            "limit": request.limit, "sort": request.sort, "allowed": request.allowed,
        })  # fmt: skip

    return run


# By definition


@dataclass(frozen=True)
class Reference:
    """The papers that match, by definition: one after the other, with no care for time."""

    index: Index
    request: Request
    papers: int
    scores: dict[int, float] = field(default_factory=dict)
    complete: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        lunr = self.score_as_lunr()
        wanted = [m for m in self.request.meanings if m.presence != "not"]
        for number in range(self.papers):
            if wanted and number not in lunr:
                continue
            if self.request.allowed is not None and number not in self.request.allowed:
                continue
            if not self.passes(number):
                continue
            self.scores[number] = self.adjust(number, lunr.get(number, 0.0), wanted)
            if all(self.share(m, number) == 1 for m in wanted):
                self.complete.add(number)

    def has(self, number: int, fields: tuple[str, ...]):
        """Return a function that tells whether a paper has a term in one of the fields."""
        return lambda term: any(
            number in self.index.get(term, {}).get(name, {}) for name in fields
        )

    def share(self, meaning: Meaning, number: int) -> float:
        """Return how much of a word the paper itself has."""
        own = tuple(name for name in meaning.fields if name != "x")
        return meaning.share(self.has(number, own))

    def passes(self, number: int) -> bool:
        """Tell whether a paper has what is required and not what is excluded."""
        wrong = {"must": lambda share: share < 1, "not": lambda share: share == 1}
        return not any(
            wrong[m.presence](self.share(m, number))
            for m in self.request.meanings
            if m.presence in wrong
        )

    def score_as_lunr(self) -> dict[int, float]:
        """Return the sum over the fields of the product with the query's unit vector."""
        vectors: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for m in self.request.meanings:
            for term in m.terms if m.presence != "not" else ():
                if term in self.index:
                    for name in m.fields:
                        vectors[name][term] += m.boost
        scores: dict[int, float] = defaultdict(float)
        for name, vector in vectors.items():
            norm = math.sqrt(sum(boost**2 for boost in vector.values()))
            for term, boost in vector.items():
                for number, weight in self.index[term].get(name, {}).items():
                    scores[number] += boost * weight / norm
        return scores

    def adjust(self, number: int, score: float, wanted: list[Meaning]) -> float:
        """Return the score with what titles make of it, and having all of few words."""
        if not wanted:
            return score
        titled = sum(
            m.share(self.has(number, ("title",)))
            for m in wanted
            if {"text", "title"} & set(m.fields)
        )
        whole = all(self.share(m, number) == 1 for m in wanted)
        factor = WHOLE if whole and len(wanted) <= FEW else 1
        return score * factor * (1 + TITLE_BONUS * (titled / len(wanted)) ** 4)

    @property
    def newest(self) -> list[int]:
        """Papers by date, those with all the words first."""
        return sorted(self.scores, key=lambda n: (n not in self.complete, -n))


def make_index(chosen: random.Random, papers: int) -> Index:
    """Return twenty terms; what is in a title is in the text as well."""
    index: dict[str, dict[str, dict[int, float]]] = {}
    for place in range(20):
        size = chosen.choice([1, 2, 5, papers // 3, papers - 1])
        numbers = chosen.sample(range(papers), size)
        split = chosen.randint(0, size)
        fields = {
            "text": {n: chosen.choice([0.3, 0.5, 1.1, 2.0]) for n in numbers[:split]},
            "x": {n: chosen.choice([0.1, 0.2]) for n in numbers[split:]},
            "authors": dict.fromkeys(chosen.sample(range(papers), 2), 1.5),
            "title": {n: 0.7 for n in numbers[:split] if chosen.random() < 0.4},
        }
        index[f"t{place}"] = {
            name: listed
            for name, listed in fields.items()
            if listed and (name == "text" or chosen.random() < 0.7)
        }
    return index


def make_meaning(chosen: random.Random, index: Index) -> Meaning:
    """Return a word with one way or several, of terms that there are or not."""
    known = [*index, "nowhere"]

    def one_of() -> tuple[str, ...]:
        return tuple(chosen.sample(known, chosen.choice([1, 1, 1, 2, 3])))

    ways = tuple(
        tuple(one_of() for _ in range(chosen.choice([1, 1, 2, 3])))
        for _ in range(chosen.choice([1, 1, 1, 2]))
    )
    ways = chosen.choice([ways, ways, ways, (), (((chosen.choice(known),),),)])
    presence = chosen.choice(["may", "may", "may", "must", "not"])
    fields = chosen.choice([DEFAULT, DEFAULT, ("title",), ("authors",), ("text", "x")])
    return Meaning(ways, presence, fields, chosen.choice([1, 1, 0.3, 4]))


@pytest.mark.parametrize("seed", range(40))
def test_ranking_is_as_defined(rank, seed):
    """Any words, filters and numbers: the best papers, their scores, and the counts."""
    chosen = random.Random(seed)
    papers = chosen.choice([1 + seed, 40, 300])
    index = make_index(chosen, max(papers, 10))
    papers = max(papers, 10)
    for _ in range(8):
        size = chosen.choice([0, 1, 1, 2, 3, 5, 9])
        meanings = tuple(make_meaning(chosen, index) for _ in range(size))
        some = tuple(chosen.sample(range(papers), papers // 2))
        request = Request(
            meanings, chosen.choice([0, 1, 5, 20, 1000]),
            chosen.choice(["relevance", "relevance", "date"]), chosen.choice([None, some]),
        )  # fmt: skip
        expected = Reference(index, request, papers)
        found = rank(index, request, papers)
        assert found["matched"] == sorted(expected.scores)
        assert found["total"] == len(expected.scores)
        assert found["complete"] == len(expected.complete)
        numbers, scores = found["numbers"], found["scores"]
        assert len(numbers) == len(set(numbers)) == min(request.limit, found["total"])
        assert scores == pytest.approx([expected.scores[n] for n in numbers], rel=1e-9)
        if request.sort == "date":
            assert numbers == expected.newest[: request.limit]
        else:
            best = sorted(expected.scores.values(), reverse=True)[: request.limit]
            assert scores == pytest.approx(best, rel=1e-9)
            pairs = list(zip(scores, numbers, strict=True))
            assert pairs == sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


# Case by case

SMALL: Index = {
    "kite": {"text": {0: 1.0, 3: 1.0, 7: 2.0}, "title": {3: 0.5}, "x": {5: 0.2}},
    "wind": {"text": {3: 1.0, 9: 1.0}, "x": {0: 0.2, 7: 0.2}},
    "ada": {"authors": {9: 1.0}},
    "__proto__": {"text": {2: 1.0}},
    "constructor": {"text": {2: 1.0, 4: 0.1}},
}


def test_what_only_neighbours_have_is_found_but_is_not_there(rank):
    """It counts little, for nothing that is required, excluded or complete."""
    plain = rank(SMALL, Request((word("kite"),)))
    assert plain["matched"] == [0, 3, 5, 7]
    assert plain["complete"] == 3
    assert plain["numbers"][-1] == 5
    assert rank(SMALL, Request((word("kite", "must"),)))["matched"] == [0, 3, 7]
    both = rank(SMALL, Request((word("kite"), word("wind", "not"))))
    assert both["matched"] == [0, 5, 7]


def test_a_required_word_may_be_written_several_ways(rank):
    """Any of the ways is enough, each of which needs all of its parts."""
    apart = Meaning(((("nowhere",),), (("kite",), ("wind",))), "must")
    assert rank(SMALL, Request((apart,)))["matched"] == [3]
    either = Meaning(((("ada", "constructor"),),), "must")
    assert rank(SMALL, Request((either,)))["matched"] == [2, 4, 9]
    assert rank(SMALL, Request((word("nowhere", "must"), word("kite"))))["total"] == 0


def test_exclusions_alone_mean_all_other_papers(rank):
    """As nothing at all means every paper."""
    others = rank(SMALL, Request((word("kite", "not"),), limit=3), papers=8)
    assert others["matched"] == [1, 2, 4, 5, 6]
    assert others["numbers"] == [1, 2, 4]
    assert others["scores"] == [0, 0, 0]
    assert others["complete"] == 5
    assert rank(SMALL, Request(()), papers=8)["matched"] == list(range(8))
    together = Meaning(((("kite",), ("wind",)),), "not")
    assert rank(SMALL, Request((together,)), papers=5)["matched"] == [0, 1, 2, 4]


def test_by_date_those_with_all_the_words_come_first(rank):
    """The newest of them, that is; then the newest of the others."""
    found = rank(SMALL, Request((word("kite"), word("wind")), sort="date"))
    assert found["numbers"] == [3, 9, 7, 5, 0]
    assert found["complete"] == 1


def test_equal_papers_come_by_their_numbers(rank):
    """So that a ranking is the same every time."""
    even: Index = {"a": {"text": dict.fromkeys(range(39, -1, -1), 1.0)}}
    assert rank(even, Request((word("a"),), limit=7))["numbers"] == list(range(7))


def test_names_of_an_objects_properties_are_terms_like_others(rank):
    """They neither fail nor find what is not there."""
    odd = ("__proto__", "constructor", "toString", "hasOwnProperty")
    found = rank(SMALL, Request(tuple(map(word, odd))))
    assert found["numbers"] == [2, 4]
    assert rank(SMALL, Request((word("__proto__"),)))["numbers"] == [2]
    assert rank(SMALL, Request((word("valueOf"),)))["total"] == 0


def test_fields_that_are_not_there_hold_nothing(rank):
    """A word that is looked for there finds no paper."""
    nowhere = word("kite", fields=("topics",))
    assert rank(SMALL, Request((nowhere,)))["total"] == 0
    assert rank(SMALL, Request((nowhere, word("ada"))))["numbers"] == [9]


def test_very_long_queries_are_ranked_too(rank):
    """Of many words all count; of a word with very many parts, the first ones."""
    parts = tuple((f"part{n}",) for n in range(40))
    index = {f"part{n}": {"text": {n % 9: 1.0, 20: 1.0}} for n in range(40)}
    found = rank(index, Request((Meaning(((("nowhere",),), parts)),)))
    assert found["numbers"][0] == 20
    assert found["complete"] == 1
    many = rank(index, Request(tuple(word(term, "must") for term in index)))
    assert many["matched"] == [20]
    assert many["complete"] == 1


def test_a_query_leaves_nothing_behind(rank, page):
    """Not for the next one, nor for one over another index; and takes nothing back."""
    request = Request((word("kite"), word("wind", "not")))
    first = rank(SMALL, request)
    rank(SMALL, Request((word("wind"), word("constructor", "must"))))
    rank(SMALL, request, papers=12)
    assert rank(SMALL, request) == first
    kept = """() => {
      const listing = { df: 1, numbers: Int32Array.of(1), weights: Float64Array.of(1) };
      const ask = (term) => PaperDigest.search.engine.rank({
        meanings: [{ presence: 'may', ways: [[new Set(['a'])]],
                     terms: [{ term, boost: 1, fields: ['text'] }] }],
        postings: new Map([['a', { term: 'a', fields: { text: listing } }]]),
        manifest: { papers: 3, names: ['text'] }, limit: 3,
      });
      const { matched } = ask('a');
      ask('b');
      return Array.from(matched);
    }"""
    assert page.evaluate(kept) == [1]
