"""What related papers are found by: the words, the authors and the topics of papers."""

from __future__ import annotations

from generator.models import Catalogue, Entry
from generator.people.models import People
from generator.text import fold, title_key
from generator.understanding.incommon import Facts
from generator.understanding.related import Reasons, relate_texts


def relate_papers(catalogue: Catalogue, people: People) -> Reasons:
    """Find the related papers of all papers, in the order of the entries."""
    entries = catalogue.entries
    facts = Facts(
        authors=tuple(_list_authors(entry, people) for entry in entries),
        topics=tuple(_list_topics(entry) for entry in entries),
        titles=tuple(title_key(entry.paper.title or "") for entry in entries),
    )
    texts = [
        ("" if entry.heading_made else entry.heading, entry.text) for entry in entries
    ]
    return relate_texts(texts, facts)


def _list_authors(entry: Entry, people: People) -> frozenset[str]:
    """Return by what each author is known: a page of his own, else his name."""
    names = entry.paper.authors
    found = people.by_paper.get(entry.slug, (None,) * len(names))
    return frozenset(
        f"{author.slug}." if author else fold(name)
        for name, author in zip(names, found, strict=True)
    )


def _list_topics(entry: Entry) -> tuple[str, ...]:
    """Return the topics of a paper; that it has none is nothing to have in common."""
    return tuple(match.topic.slug for match in entry.topics if match.score > 0)
