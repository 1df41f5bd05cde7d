"""The fields of the index: which text of a paper goes where, and what its words count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.latex import plain
from generator.models import Entry
from generator.search.columns import Lists, Vocabulary
from generator.search.counting import Counts, count_terms
from generator.search.expansion import expand
from generator.search.pieces import Field
from generator.search.weights import (
    NEW_CODE,
    NEW_SCALE,
    TEXT_CODE,
    TEXT_SCALE,
    TITLE,
    measure_idf,
    weigh_as_lunr,
    weigh_text,
)

COLUMNS = ("title", "body", "authors", "venue", "organization")
_NAMES = ("authors", "venue", "organization")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is indexed, as numbers."""

    columns: Mapping[str, Lists]
    """By name, the words of each paper."""
    ids: Lists
    """The identifiers of each paper, which are terms."""
    vocabulary: Vocabulary

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return len(self.ids.starts) - 1

    @property
    def span(self) -> int:
        """The number of papers or a little more; a few more papers do not change it."""
        step = 1 << max(self.papers.bit_length() - 3, 0)
        return -(-self.papers // step) * step


@dataclass(frozen=True, slots=True)
class IndexField:
    """A field and how the browser reads it."""

    field: Field
    kind: str
    """`marked`: a level, and whether the word is in the title; `level`: a level; `flat`:
    all are 1; `exact`: the weight in thousandths, with idf. Of `level` and `flat` fields,
    the idf is at most that of the first field."""
    levels: Sequence[float] = ()


Plan = Callable[[Corpus], Sequence[IndexField]]


def read_texts(entry: Entry) -> Mapping[str, str]:
    """Return the text of each column; a heading made from the text is no title."""
    paper = entry.paper
    return {
        "title": plain(paper.title or ""),
        "body": entry.text,
        "authors": " ".join(paper.authors),
        "venue": plain(paper.venue or ""),
        "organization": paper.organization or "",
    }


def read_ids(entry: Entry) -> list[str]:
    """Return the identifiers of an entry as terms, which have no space in them."""
    return ["".join(each.value.lower().split()) for each in entry.paper.ids]


def make_compact_fields(corpus: Corpus) -> tuple[IndexField, ...]:
    """Return the fields as they are published: small, with weights in levels."""
    counts = _count(corpus, ("title", "body"), corpus.vocabulary.prose)
    weights = weigh_text(counts)
    symbols = TEXT_SCALE.find_levels(weights) * 2 + (counts.times[TITLE] > 0)
    text = Field("text", counts.starts, counts.papers, symbols, TEXT_CODE)
    idf = measure_idf(np.diff(counts.starts), corpus.span)
    new = expand(counts, weights, idf, corpus.span)
    levels = NEW_SCALE.find_levels(new.weights)
    x = Field("x", new.starts, new.papers, levels, NEW_CODE)
    flat = [_make_flat(name, counted) for name, counted in _count_names(corpus).items()]
    return (
        IndexField(text, "marked", TEXT_SCALE.levels),
        IndexField(x, "level", NEW_SCALE.levels),
        *flat,
    )


def _make_flat(name: str, counts: Counts) -> IndexField:
    field = Field(name, counts.starts, counts.papers)
    return IndexField(field, "flat")


def make_exact_fields(corpus: Corpus) -> tuple[IndexField, ...]:
    """Return the fields of a stock Lunr index over the same terms."""
    prose = corpus.vocabulary.prose
    both = _count(corpus, ("title", "body"), prose)
    text = Counts(
        both.starts,
        both.papers,
        both.times.sum(axis=0, keepdims=True),
        both.lengths.sum(axis=0, keepdims=True),
    )
    fields = {"text": text, "title": _count(corpus, ("title",), prose)}
    fields |= _count_names(corpus)
    in_papers = np.sum([np.diff(counts.starts) for counts in fields.values()], axis=0)
    return tuple(
        IndexField(
            Field(
                name,
                counts.starts,
                counts.papers,
                weigh_as_lunr(counts, in_papers, corpus.papers),
            ),
            "exact",
        )
        for name, counts in fields.items()
    )


def _count_names(corpus: Corpus) -> dict[str, Counts]:
    vocabulary = corpus.vocabulary
    counted = {name: _count(corpus, (name,), vocabulary.names) for name in _NAMES}
    size = len(vocabulary.terms)
    itself = Lists(np.arange(size + 1), np.arange(size))
    return counted | {"ids": count_terms([corpus.ids], itself, size)}


def _count(corpus: Corpus, names: Sequence[str], terms: Lists) -> Counts:
    columns = [corpus.columns[name] for name in names]
    return count_terms(columns, terms, len(corpus.vocabulary.terms))
