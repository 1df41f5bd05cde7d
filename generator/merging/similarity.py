"""Whether two records tell of one paper when no identifier says so.

Evidence (`shares`) and contradiction (`parts`) are kept apart: two records are joined
where there is evidence and no contradiction, and a contradiction also keeps apart the
groups that other records would bring together. Evidence with a contradiction is what
the owner is told of as a possible duplicate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.merging.abstractmatch import AbstractMatch, match_abstracts
from generator.merging.titlematch import Title, TitleMatch, match_titles, parse_title
from generator.models import SourceRecord
from generator.text import title_key, words

_ABSTRACT_SHARES = {
    AbstractMatch.EQUAL: "the same abstract",
    AbstractMatch.REVISED: "nearly the same abstract",
    AbstractMatch.BEGINNING: "the beginning of the abstract",
    AbstractMatch.BRIEF: "the same short abstract",
    AbstractMatch.TEMPLATE: "nearly the same abstract",
    AbstractMatch.EDITION: "nearly the same abstract",
}
_TITLE_SHARES = {
    TitleMatch.SAME: "the same title",
    TitleMatch.NEAR: "nearly the same title",
    TitleMatch.PART: "the title but for its subtitle",
}
_PROVING = frozenset(
    {AbstractMatch.EQUAL, AbstractMatch.REVISED, AbstractMatch.BEGINNING}
)
_AGREEING = _PROVING | {AbstractMatch.BRIEF}
# Where a subtitle is missing and no abstract helps, the rest must be long: of two arXiv
# papers, "Adaptive 3D Gaussian Splatting Video Streaming" is the whole title of one.
_LONG_PART = 7
_SHORT_TITLE = 5
_MAX_YEARS = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of two records from their text."""

    strength: float
    """How strongly the evidence joins them; 0 where it does not."""
    shares: str | None
    """What they have in common, for a message; None where it is nothing telling."""
    parts: str | None
    """What speaks against one paper, for a message; None where nothing does."""


def judge(one: SourceRecord, other: SourceRecord) -> Verdict:
    """Weigh the titles, abstracts, authors, years and venues of two records."""
    title = _match_record_titles(one, other)
    abstract = match_abstracts(one.abstract, other.abstract)
    parts = _contradict_in_text(one, other, title, abstract) or (
        _contradict_in_facts(one, other, title, abstract)
    )
    strength = 0.0 if parts else _weigh(one, other, title, abstract)
    return Verdict(strength, _describe(one, other, title, abstract), parts)


def share_authors(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Tell whether two lists have a name in common; None where that cannot be told.

    Names are the same when their words are, whatever their order, initials standing
    for the words that begin with them. Names in different scripts cannot be compared.
    """
    names = [{_split_name(name) for name in authors} - {()} for authors in (one, other)]
    if not all(names):
        return None
    if names[0] & names[1] or _have_name_in_common(names[0], names[1]):
        return True
    latin = [all(word.isascii() for name in side for word in name) for side in names]
    return False if all(latin) else None


def _match_record_titles(one: SourceRecord, other: SourceRecord) -> TitleMatch | None:
    """Compare the titles; None where one has none."""
    titles = _parse(one), _parse(other)
    if not titles[0].key or not titles[1].key:
        return None
    return match_titles(*titles)


def _parse(record: SourceRecord) -> Title:
    return parse_title(record.title or "")


def _describe(
    one: SourceRecord,
    other: SourceRecord,
    title: TitleMatch | None,
    abstract: AbstractMatch,
) -> str | None:
    """Say what two records have in common that is worth a look."""
    found = [_ABSTRACT_SHARES[abstract]] if abstract in _ABSTRACT_SHARES else []
    telling = title is not None and (title > TitleMatch.PART or bool(found))
    if title and telling and (found or _are_specific(one, other)):
        found.insert(0, _TITLE_SHARES[title])
    return " and ".join(found) or None


def _weigh(
    one: SourceRecord,
    other: SourceRecord,
    title: TitleMatch | None,
    abstract: AbstractMatch,
) -> float:
    """Return how strongly title and abstract join two records that nothing parts."""
    if title is None:
        return float(abstract) if abstract in _PROVING else 0.0
    strength = float(abstract) + title / 4
    if abstract in _PROVING:
        return strength
    if not _are_specific(one, other):
        return 0.0
    shortest = min(len(_parse(one).words), len(_parse(other).words))
    alone = title > TitleMatch.PART or shortest >= _LONG_PART
    return strength if alone or abstract >= AbstractMatch.HALF else 0.0


def _are_specific(one: SourceRecord, other: SourceRecord) -> bool:
    """Tell whether both titles name one paper only."""
    return not _parse(one).generic and not _parse(other).generic


def _contradict_in_text(
    one: SourceRecord,
    other: SourceRecord,
    title: TitleMatch | None,
    abstract: AbstractMatch,
) -> str | None:
    """Return what in titles and abstracts speaks against one paper."""
    if title is TitleMatch.DIFFERENT:
        return "different titles"
    if abstract is AbstractMatch.EDITION:
        return "different years in it"
    if abstract is AbstractMatch.TEMPLATE and title is None:
        return "numbers or names differ as in a template"
    if _have_unlike_abstracts(one, other, title, abstract):
        return "different abstracts"
    return None


def _contradict_in_facts(
    one: SourceRecord,
    other: SourceRecord,
    title: TitleMatch | None,
    abstract: AbstractMatch,
) -> str | None:
    """Return what in authors, years and venues speaks against one paper."""
    if abstract is not AbstractMatch.EQUAL and _have_other_authors(one, other):
        return "different authors"
    if abstract not in _AGREEING and _have_years_apart(one, other):
        return "years of publication apart"
    if title is not None and _have_other_venues(one, other):
        return "different venues"
    return None


def _have_unlike_abstracts(
    one: SourceRecord,
    other: SourceRecord,
    title: TitleMatch | None,
    abstract: AbstractMatch,
) -> bool:
    """Tell whether the abstracts share too little for one paper.

    The bar is lower where title and authors agree: of five pairs in 65,525 arXiv
    records with one title, all by the same authors, two share under a third.
    """
    if abstract is AbstractMatch.SOME:
        return title is not TitleMatch.SAME or not share_authors(
            one.authors, other.authors
        )
    return abstract is AbstractMatch.UNLIKE


def _have_other_authors(one: SourceRecord, other: SourceRecord) -> bool:
    """Tell whether both lists are complete and have no name in common."""
    complete = one.authors_complete and other.authors_complete
    return complete and share_authors(one.authors, other.authors) is False


def _have_years_apart(one: SourceRecord, other: SourceRecord) -> bool:
    """Tell whether two records with abstracts are more than a year apart."""
    if not one.abstract or not other.abstract:
        return False
    if not one.published or not other.published:
        return False
    return abs(one.published.year - other.published.year) > _MAX_YEARS


def _have_other_venues(one: SourceRecord, other: SourceRecord) -> bool:
    """Tell whether titles that many papers may have stand in different venues."""
    if not one.venue or not other.venue:
        return False
    short = min(len(_parse(one).words), len(_parse(other).words)) < _SHORT_TITLE
    if not short and _are_specific(one, other):
        return False
    return title_key(one.venue) != title_key(other.venue)


def _have_name_in_common(
    one: set[tuple[str, ...]], other: set[tuple[str, ...]]
) -> bool:
    """Compare names that have a whole word in common, for lists of any length."""
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for name in other:
        for word in name:
            by_word.setdefault(word, []).append(name)
    return any(
        _is_same_name(name, found)
        for name in one
        for word in name
        if len(word) > 1
        for found in by_word.get(word, ())
    )


def _split_name(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted."""
    return tuple(sorted(words(name)))


def _is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name is the other, perhaps with initials or a name left out."""
    short, long = sorted((one, other), key=len)
    rest = list(long)
    for word in sorted(short, key=len, reverse=True):
        match = next((full for full in rest if _stands_for(word, full)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _stands_for(word: str, full: str) -> bool:
    """Tell whether a word is another one or one is the other's initial."""
    return word == full or (1 in (len(word), len(full)) and word[:1] == full[:1])
