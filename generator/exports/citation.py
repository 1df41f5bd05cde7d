"""What a paper is cited by, before any format: `bibtex`, `ris` and `csl` write it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.exports.names import Name, parse_name
from generator.identifiers import build_url
from generator.latex import plain
from generator.models import (
    ACL,
    ARXIV,
    DOI,
    LOCAL,
    OPENREVIEW,
    Entry,
    Paper,
    PaperId,
    PartialDate,
)
from generator.text import clean

PREPRINT, PROCEEDINGS, JOURNAL, OTHER = "preprint", "proceedings", "journal", "other"
_SOURCES = (DOI, ACL, ARXIV, OPENREVIEW)
"""Kinds of identifiers: where a paper was published comes before where it is kept."""
_FLAGS = re.ASCII | re.IGNORECASE
_PREPRINT_VENUE = re.compile(r"arxiv|corr\b|.*\bpreprints?\b", _FLAGS)
_JOURNAL_PROCEEDINGS = re.compile(
    r".*\bproceedings of the (?:ieee\b(?! conf)|national academy|vldb|acm on\b)", _FLAGS
)
_PROCEEDINGS_VENUE = re.compile(
    r".*\b(?:proceedings|proc\.|conference|workshops?|symposium|congress|colloquium"
    r"|advances in neural information processing systems|findings of"
    r"|aaai|aacl|acl|aistats|bmvc|ccs|chi|cikm|coling|colm|colt|conll|corl|cvpr|eacl"
    r"|eccv|ecir|ecml|emnlp|fse|iccv|iclr|icml|icra|icse|ijcai|ijcnlp|interspeech|iros"
    r"|isca|kdd|lrec|miccai|naacl|ndss|neurips|nips|recsys|siggraph|sigir|sigmod|uai"
    r"|uist|usenix|wacv|wsdm|www|icassp)(?![a-z])",
    _FLAGS,
)
_JOURNAL_VENUE = re.compile(
    r"(?:nature|science)\b|.*\b(?:journal|transactions|trans\.|letters|magazine|annals"
    r"|bulletin|reviews?|plos|tmlr|jmlr|tacl|tpami|ijcv|jair|pnas)(?![a-z])",
    _FLAGS,
)
_ARXIV_CATEGORY = re.compile(r"[a-z][a-z-]+(?:\.[A-Za-z-]+)?", re.ASCII)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
         "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
         "Þ": "Th", "ı": "i", "'": "", "’": ""}
    )
)  # fmt: skip
_DULL = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from",
     "how", "in", "is", "it", "of", "on", "or", "the", "this", "to", "toward", "towards",
     "via", "we", "what", "when", "where", "why", "with")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper as a reference; every text is on one line."""

    kind: str
    """PREPRINT, PROCEEDINGS, JOURNAL or OTHER."""
    cite_key: str
    """ASCII, the same in every build; `name_all` tells those of one file apart."""
    key: str
    """Of the entry, see `keys`; no other paper has it."""
    title: str
    """Plain text; the heading where no source gives a title."""
    written: tuple[str, ...]
    """The authors as written."""
    authors: tuple[Name, ...]
    """The same, taken apart."""
    has_more_authors: bool
    """The listings name only some of them."""
    date: PartialDate | None
    venue: str
    ids: tuple[tuple[str, str], ...]
    """(kind, value), at most one of a kind; none of LOCAL."""
    category: str
    """The primary one of arXiv, or empty."""
    url: str
    """Where the paper is published or kept, else its page here; empty if that is nowhere."""
    keywords: tuple[str, ...]

    def get_id(self, kind: str) -> str:
        """Return the identifier of a kind, or nothing."""
        return dict(self.ids).get(kind, "")


def make_citation(entry: Entry, site_url: str = "") -> Citation:
    """Return what an entry is cited by.

    Args:
        entry: the entry.
        site_url: where the site is published, ending in `/`; empty if nowhere.
    """
    paper = entry.paper
    written = tuple(name for text in paper.authors if _is_name(name := clean(text)))
    authors = tuple(map(parse_name, written))
    venue = plain(paper.venue or "")
    ids = choose_ids(paper)
    title = clean(entry.heading)
    return Citation(
        kind=choose_kind(venue, ids),
        cite_key=make_cite_key(authors, paper.published, title),
        key=entry.key,
        title=title,
        written=written,
        authors=authors,
        has_more_authors=bool(authors) and paper.has_more_authors,
        date=paper.published,
        venue=venue,
        ids=ids,
        category=_choose_category(paper),
        url=choose_source(ids) or (site_url and f"{site_url}papers/{entry.slug}.html"),
        keywords=tuple(match.topic.title for match in entry.topics),
    )


def _is_name(text: str) -> bool:
    """Tell whether a text holds more than the punctuation that listings put between."""
    return any(character.isalnum() for character in text)


def choose_ids(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Return the first identifier of each kind that others know."""
    ids: dict[str, str] = {}
    for paper_id in sorted(paper.ids):
        if paper_id.kind != LOCAL:
            ids.setdefault(paper_id.kind, paper_id.value)
    return tuple(ids.items())


def choose_source(ids: Sequence[tuple[str, str]]) -> str:
    """Return the address of a paper itself: as published before as kept; or nothing."""
    by_kind = dict(ids)
    kind = next((kind for kind in _SOURCES if kind in by_kind), None)
    return (build_url(PaperId(kind, by_kind[kind])) or "") if kind else ""


def choose_kind(venue: str, ids: Sequence[tuple[str, str]]) -> str:
    """Return what a paper is, by the name of its venue; without one, by its identifiers."""
    if _PREPRINT_VENUE.match(venue):
        return PREPRINT
    if _JOURNAL_PROCEEDINGS.match(venue):
        return JOURNAL
    if _PROCEEDINGS_VENUE.match(venue):
        return PROCEEDINGS
    if _JOURNAL_VENUE.match(venue):
        return JOURNAL
    return PREPRINT if ARXIV in dict(ids) else OTHER


def _choose_category(paper: Paper) -> str:
    first = paper.categories[0] if paper.categories else ""
    return first if _ARXIV_CATEGORY.fullmatch(first) else ""


def make_cite_key(authors: Sequence[Name], date: PartialDate | None, title: str) -> str:
    """Return family name, year and first telling word of the title: `okafor2024kitenet`."""
    family = "".join(_list_words(authors[0].family)) if authors else ""
    listed = _list_words(title)
    word = next((word for word in listed if word not in _DULL), "".join(listed[:1]))
    return f"{family}{date.year if date else ''}{word}" or "paper"


def _list_words(text: str) -> list[str]:
    """Return the words of a text in lower-case ASCII; what has no such form is left out."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    return re.findall("[a-z0-9]+", bare.lower())


def name_all(citations: Sequence[Citation]) -> list[str]:
    """Return a cite key for each that no other in the file has, whatever their case.

    Those that would share one all get an ending of their own, made of what the paper is
    known by: so a key does not hang on the order of a file.
    """
    counts = Counter(citation.cite_key for citation in citations)
    names: list[str] = []
    taken: Counter[str] = Counter()
    for citation in citations:
        name = citation.cite_key
        if counts[name] > 1:
            name += f"-{re.sub('[^A-Za-z0-9.-]', '', citation.key.rpartition(':')[2])}"
        taken[name.lower()] += 1
        again = taken[name.lower()]
        names.append(name if again == 1 else f"{name}-{again}")
    return names
