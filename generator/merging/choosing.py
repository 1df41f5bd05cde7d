"""The facts of one paper: what its records say, overridden by its corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.identifiers import arxiv_month, parse_id
from generator.links import find_links, safe_url
from generator.merging.corrections import Correction
from generator.merging.facts import (
    AUTHOR_COUNT,
    AUTHORS,
    IDS,
    LINKS,
    PUBLISHED,
    Choice,
    Fact,
    T,
    agree,
    ask,
    choose,
    get_note,
    lists_all_authors,
)
from generator.merging.linkkinds import make_link
from generator.merging.precedence import rank_records
from generator.merging.targets import correct_ids
from generator.models import (
    FieldOrigin,
    Link,
    Origin,
    PaperId,
    PartialDate,
    SourceRecord,
)

DATED_BY_ID = "dated by its arXiv id"
"""Note of a date that no record gives."""
_ADDRESS = re.compile(r"^https?://(?:www\.)?|(?:\.git)?/*$", re.I)


class Chooser:
    """Chooses the facts of one paper."""

    def __init__(
        self, group: Sequence[SourceRecord], corrections: Sequence[Correction]
    ) -> None:
        self.records = sorted(group, key=lambda record: record.origin)
        self._corrections = corrections
        self._by_field = {
            field: correction
            for correction in corrections
            for field in correction.fields
        }
        self.corrected = frozenset(self._by_field)

    def choose(self, fact: Fact[T]) -> Choice[T]:
        """Choose a fact by precedence, or take what a correction says."""
        correction = self._by_field.get(fact.field)
        if not correction:
            return choose(fact, self.records)
        value = fact.get(correction.says)
        if value is None:
            return Choice()
        agreeing = agree(fact, ask(fact, self.records), value)
        return Choice(value, _correct(fact.field, correction, agreeing))

    def choose_count(self, authors: Choice[tuple[str, ...]]) -> Choice[int]:
        """Choose the number of authors; it is no less than those that are named."""
        count = self.choose(AUTHOR_COUNT)
        named = len(authors.value or ())
        if count.value is None or count.value >= named or not authors.source:
            return count
        if AUTHOR_COUNT.field in self.corrected:
            return count
        source = authors.source
        return Choice(
            named, FieldOrigin(AUTHOR_COUNT.field, source.origins, source.note)
        )

    def names_all(self, authors: Choice[tuple[str, ...]], count: Choice[int]) -> bool:
        """Tell whether the authors chosen are all that there are."""
        names = authors.value or ()
        if names and count.value is not None and count.value > len(names):
            return False
        if not names or AUTHORS.field in self.corrected:
            return True
        return any(r.authors == names and lists_all_authors(r) for r in self.records)

    def choose_ids(self) -> Choice[tuple[PaperId, ...]]:
        """Unite the identifiers; a correction replaces those of its kinds."""
        choice = choose(IDS, self.records)
        ids, source = tuple(sorted(choice.value or ())), choice.source
        for correction in self._corrections:
            if IDS.field in correction.fields:
                ids = correct_ids(ids, correction)
                holders = [r for r in self.records if set(r.ids).intersection(ids)]
                source = _correct(IDS.field, correction, holders)
        return Choice(ids, source) if ids else Choice()

    def choose_date(self, ids: Choice[tuple[PaperId, ...]]) -> Choice[PartialDate]:
        """Choose the date; where no record gives one, the month of the arXiv id."""
        choice = self.choose(PUBLISHED)
        months = {month: i for i in ids.value or () if (month := arxiv_month(i))}
        if choice.value or PUBLISHED.field in self.corrected:
            return choice
        if not months or not ids.source:
            return choice
        first = min(months)
        holders = tuple(r.origin for r in self.records if months[first] in r.ids)
        origins = holders or ids.source.origins[:1]
        return Choice(first, FieldOrigin(PUBLISHED.field, origins, DATED_BY_ID))

    def choose_links(
        self,
        ids: Choice[tuple[PaperId, ...]],
        abstract: Choice[str],
        comments: Choice[str],
    ) -> Choice[tuple[Link, ...]]:
        """Unite the links of the records with those in abstract and comments.

        Left out: an address that is not safe, and one that leads to the paper itself.
        """
        if LINKS.field in self.corrected:
            return self.choose(LINKS)
        links: dict[str, Link] = {}
        origins: dict[Origin, None] = {}
        for url, places in (
            *self._given_links(),
            *_links_in_text(abstract),
            *_links_in_text(comments),
        ):
            if parse_id(url) not in (ids.value or ()):
                links.setdefault(_ADDRESS.sub("", url).casefold(), make_link(url))
                origins.update(dict.fromkeys(places))
        if not links:
            return Choice()
        note = next((n for r in self.records if (n := get_note("links", r))), None)
        source = FieldOrigin(LINKS.field, tuple(origins), note)
        return Choice(tuple(links.values()), source)

    def _given_links(self) -> Iterator[tuple[str, tuple[Origin, ...]]]:
        for record, links in ask(LINKS, rank_records(LINKS.field, self.records)):
            for link in links:
                if url := safe_url(link.url):
                    yield url, (record.origin,)


def _links_in_text(choice: Choice[str]) -> Iterator[tuple[str, tuple[Origin, ...]]]:
    """Yield the links in a text with the record that the text was taken from."""
    for url in find_links(choice.value or ""):
        yield url, choice.source.origins[:1] if choice.source else ()


def _correct(
    field: str, correction: Correction, agreeing: Iterable[SourceRecord]
) -> FieldOrigin:
    """Return the source of a corrected fact: the correction, then who says it too."""
    origins = (correction.says.origin, *(record.origin for record in agreeing))
    return FieldOrigin(field, origins, f"correction: {correction.reason}")
