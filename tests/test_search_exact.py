"""The search answers as stock lunr.js does: bit for bit, or nearly where it is compact."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from generator.models import OPENREVIEW, Entry, PaperId
from generator.search.counting import count_terms
from generator.search.fields import (
    Corpus,
    IndexField,
    make_compact_fields,
    make_exact_fields,
    read_ids,
)
from generator.search.index import build_search
from generator.search.pieces import Field
from generator.search.weights import weigh_text
from tests.browserkit import Report, launch, watch
from tests.conftest import make_entry
from tests.indexkit import SCRIPTS, list_terms, make_catalogue
from tests.storekit import LUNR, write_files, write_page

pytestmark = pytest.mark.browser

PAPERS = 600
ODD = (
    "constructor", "toString", "valueOf", "MoE-Pruner", "étude", "state-of-the-art",
    "GPT-3.5", "Łukasz", "x-ray", "\U00010330\U00010331", "\ufa0e", "深層", "and",
    "translations", "translating", "hasOwnProperty",
)  # fmt: skip
FIELDS = ("text", "title", "authors", "venue", "organization", "ids")


@dataclass(frozen=True)
class Text:
    """The words of a paper."""

    title: str
    body: str
    author: str
    venue: str
    organization: str
    id: str

    @property
    def entry(self) -> Entry:
        """The paper."""
        return make_entry(
            self.id, self.title, abstract=self.body, authors=(self.author,),
            venue=self.venue, organization=self.organization,
            ids=(PaperId(OPENREVIEW, self.id),),
        )  # fmt: skip

    @property
    def fields(self) -> dict[str, list[str]]:
        """The terms of each field of the index."""
        return {
            "text": list_terms(f"{self.title} {self.body}"),
            "title": list_terms(self.title),
            "authors": list_terms(self.author, name=True),
            "venue": list_terms(self.venue, name=True),
            "organization": list_terms(self.organization, name=True),
            "ids": read_ids(self.entry),
        }


def make_words(chosen: random.Random) -> list[str]:
    """Return made-up words; many begin alike, and all have ends that stemmers know."""
    starts = ["".join(chosen.choices("aeioubdklmnprst", k=k)) for k in (2, 3, 4) * 60]
    ends = ["", "s", "ing", "ed", "ation", "ations", "er", "ly", "ness", "e"]
    words = {
        chosen.choice(starts) + chosen.choice(starts) + chosen.choice(ends)
        for _ in range(900)
    }
    listed = sorted(words)
    chosen.shuffle(listed)
    return [*listed[:40], *ODD, *listed[40:]]


def make_texts() -> list[Text]:
    """Return papers, oldest first, whose words are as unevenly frequent as real ones."""
    chosen = random.Random(600)
    words = make_words(chosen)
    weights = [1 / (rank + 3) for rank in range(len(words))]

    def say(least: int, most: int) -> str:
        size = chosen.randint(least, most)
        return " ".join(chosen.choices(words, weights, k=size))

    return [
        Text(
            say(3, 12), say(20, 160), say(2, 3), chosen.choice(["Wind 2024", "Sea", ""]),
            say(1, 2), "__proto__" if number == 7 else f"Forum{number}",
        )
        for number in range(PAPERS)
    ]  # fmt: skip


TEXTS = make_texts()


def make_precise_fields(corpus: Corpus) -> Sequence[IndexField]:
    """Return the fields of the compact index, with weights that are not rounded to levels."""
    columns = [corpus.columns[name] for name in ("title", "body")]
    vocabulary = corpus.vocabulary
    counts = count_terms(columns, vocabulary.prose, len(vocabulary.terms))
    in_papers = np.diff(counts.starts)[counts.terms]
    rest = (corpus.papers - in_papers + 0.5) / (in_papers + 0.5)
    weights = np.log(1 + np.abs(rest)) * weigh_text(counts)
    thousandths = np.rint(weights * 1000).astype(np.int64)
    text = Field("text", counts.starts, counts.papers, thousandths)
    return (IndexField(text, "exact"), *make_compact_fields(corpus)[1:])


def write_site(folder: Path, plan) -> Path:
    """Write an index of the papers, and the page."""
    write_page(folder)
    catalogue = make_catalogue(*(text.entry for text in reversed(TEXTS)))
    write_files(folder, *build_search(catalogue, SCRIPTS, plan=plan))
    (folder / "assets/search/data/lunr.js").write_bytes(LUNR.read_bytes())
    return folder


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture(scope="module")
def open_page(browser, tmp_path_factory):
    """Return a function that opens a page with an index of the papers."""
    context = browser.new_context()

    def run(plan):
        folder = write_site(tmp_path_factory.mktemp("site") / "site", plan)
        page = context.new_page()
        reports.append(watch(page))
        page.goto(f"{folder.as_uri()}/search.html")
        return page

    reports: list[Report] = []
    yield run
    context.close()
    assert all(report.is_clean for report in reports), reports


# Lunr's builder, its terms numbered in their order: the number decides in which order
# lunr adds up, and so the last bit of a score; nothing else.
MONOLITH = """
async ({ papers, fields, terms }) => {
  await PaperDigest.search.store.library();
  const build = (isNumbered) => {
    const builder = new lunr.Builder();
    builder.ref('id');
    for (const field of fields) builder.field(field);
    builder.searchPipeline.add(lunr.stemmer);
    for (const term of isNumbered ? terms.sort() : []) {
      const posting = Object.create(null);
      posting._index = builder.termIndex;
      builder.termIndex += 1;
      for (const field of fields) posting[field] = Object.create(null);
      builder.invertedIndex[term] = posting;
    }
    papers.forEach((paper, number) => builder.add({ ...paper, id: number }));
    return builder.build();
  };
  window.numbered = build(true);
  window.untouched = build(false);
}
"""
COMPARE = """
async (queries) => {
  const { queryExactly, store } = PaperDigest.search;
  const differing = [];
  const sizes = [];
  for (const text of queries) {
    const ask = (query) => { new lunr.QueryParser(text, query).parse(); };
    const expected = numbered.query(ask);
    const found = await queryExactly(ask, store);
    if (JSON.stringify(found) !== JSON.stringify(expected)) differing.push(text);
    const scores = new Map(found.map(({ ref, score }) => [ref, score]));
    const stock = untouched.query(ask);
    const near = ({ ref, score }) => Math.abs(scores.get(ref) - score) <= 1e-12 * (1 + score);
    if (stock.length !== found.length || !stock.every(near)) differing.push(`stock: ${text}`);
    sizes.push(found.length);
  }
  return { differing, sizes };
}
"""


@pytest.fixture(scope="module")
def exact(open_page):
    """Open a page with an exact index, and stock lunr indexes over the same terms."""
    page = open_page(make_exact_fields)
    papers = [text.fields for text in TEXTS]
    terms = {term for paper in papers for listed in paper.values() for term in listed}
    given = {"papers": papers, "fields": FIELDS, "terms": sorted(terms)}
    page.evaluate(MONOLITH, given)
    assert page.evaluate(
        "async () => (await PaperDigest.search.store.termsWith('')).length"
    ) == len(terms)
    return page


def make_clause(chosen: random.Random) -> str:
    """Return a word with any operator of lunr's language."""
    words = f"{chosen.choice(TEXTS).body} {chosen.choice(TEXTS).title}".split()
    if chosen.random() < 0.1:
        words = ["__proto__", "forum12", "sea", "2024", "zzyzx", "", "toString", "and"]
    word = chosen.choice(words).replace("-", "")
    kind = chosen.random()
    if kind < 0.15:
        word = f"{word[: chosen.randint(1, 4)]}*"
    elif kind < 0.2:
        word = f"*{word[-3:]}"
    elif kind < 0.25:
        word = f"{word[:2]}*{word[-1:]}"
    elif kind < 0.3:
        word = f"*{word[1:3]}*"
    elif kind < 0.4 and word:
        at = chosen.randrange(len(word))
        wrong = word[:at] + chosen.choice(["", "x", word[at] * 2]) + word[at + 1 :]
        word = f"{wrong or 'x'}~{chosen.choice([1, 1, 1, 2])}"
    word = word if word.strip("*") else "model"
    sign = chosen.choice(["", "", "", "", "+", "-"])
    field = chosen.choice(["", "", "", "", "title:", "text:", "authors:", "ids:"])
    boost = chosen.choice(["", "", "", "^2", "^10", "^3"])
    return f"{sign}{field}{word}{boost}"


def make_queries() -> list[str]:
    """Return 520 queries: with operators, of plain words, and some by hand."""
    chosen = random.Random(520)
    queries = ["-sea", "-sea -wind", "+zzyzx sea", "*", "title:*", "sea sea^2 sea"]
    while len(queries) < 400:
        size = chosen.choice([1, 1, 2, 2, 3, 4, 6])
        queries.append(" ".join(make_clause(chosen) for _ in range(size)))
    while len(queries) < 520:
        words = chosen.choice(TEXTS).body.replace("-", " ").split()
        queries.append(" ".join(chosen.sample(words, k=min(len(words), 5))))
    return queries


def test_ranking_and_scores_are_those_of_stock_lunr(exact):
    """Papers, their order, scores to the last bit, and the terms found, for any query."""
    queries = make_queries()
    result = exact.evaluate(COMPARE, queries)
    assert result["differing"] == []
    found = [size for size in result["sizes"] if size]
    assert len(found) > 400
    assert min(found) < 5
    assert max(found) == PAPERS


def test_a_query_may_be_built_without_the_language(exact):
    """The pipeline may be left out, and wildcards be asked for by name."""
    ask = """async () => {
      const { queryExactly, store } = PaperDigest.search;
      const ask = (query) => {
        query.term('translations', { usePipeline: false });
        query.term(['translat', 'constructor'], { usePipeline: false, boost: 0.3 });
        query.term('mo', { wildcard: lunr.Query.wildcard.TRAILING, fields: ['title'] });
        query.term('__proto__', { usePipeline: false, fields: ['ids', 'text'] });
      };
      const found = await queryExactly(ask, store);
      const first = found.find(({ matchData }) => '__proto__' in matchData.metadata);
      return [JSON.stringify(found) === JSON.stringify(numbered.query(ask)), first.ref];
    }"""
    assert exact.evaluate(ask) == [True, "7"]


FIRST_TEN = """
async (queries) => {
  const { queryExactly, store } = PaperDigest.search;
  const found = [];
  // Not in the titles, of which only the compact index has a field.
  const fields = (await store.manifest()).names.filter((name) => name !== 'title');
  for (const words of queries) {
    const results = await queryExactly((query) => {
      query.term(words.split(' '), { fields, usePipeline: false });
    }, store);
    found.push(results.slice(0, 10).map(({ ref }) => ref));
  }
  return found;
}
"""


def test_the_compact_index_ranks_nearly_as_the_precise_one(open_page):
    """Rounding weights to levels changes less than 3 % of the first ten papers."""
    chosen = random.Random(97)
    queries = [
        " ".join(
            chosen.sample(sorted(set(list_terms(text.body))), k=chosen.randint(1, 4))
        )
        for text in chosen.sample(TEXTS, k=200)
    ]
    compact, precise = (
        open_page(plan).evaluate(FIRST_TEN, queries)
        for plan in (make_compact_fields, make_precise_fields)
    )
    shares = [
        len(set(a) & set(b)) / max(len(b), 1)
        for a, b in zip(compact, precise, strict=True)
    ]
    assert sum(shares) / len(shares) >= 0.97
