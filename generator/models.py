"""The values that travel between the steps: frozen, complete when made, tuples throughout.

`None` (or an empty tuple) means "the source does not say". What a listing says
(`SourceRecord`) and what holds of a paper after merging (`Paper`) are two types; what
we think of a paper (topics, heading) stands beside it in an `Entry`, never on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ARXIV, DOI, ACL, OPENREVIEW, LOCAL = "arxiv", "doi", "acl", "openreview", "local"


@dataclass(frozen=True, slots=True, order=True)
class PaperId:
    """An identifier in normal form: lower case, no version, no URL."""

    kind: str
    """One of ARXIV, DOI, ACL, OPENREVIEW, or LOCAL for an id of no known kind."""
    value: str

    def __str__(self) -> str:
        """Return `kind:value`."""
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date at the precision that the source gives."""

    year: int
    month: int = 0
    """1–12, or 0 where the source gives the year alone."""
    day: int = 0
    """1–31, or 0 where the source gives no day."""

    def __str__(self) -> str:
        """Return the ISO 8601 form at its own precision: `2024`, `2024-11`, `2024-11-27`."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a record stands."""

    listing: str
    """File name, relative to the corpus folder, `/`-separated."""
    line: int
    """1-based line on which the record begins."""
    format: str
    """Name of the source format, e.g. `huggingface`."""

    def __str__(self) -> str:
        """Return `listing:line`."""
        return f"{self.listing}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link that the listing gives or that stands in the abstract or comment."""

    kind: str
    """`code`, `hub` (models, data, demos on Hugging Face) or `web`."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What may be known of a paper, from one listing or from all."""

    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    """Names as written; perhaps not all of them, see `authors_complete`."""
    authors_complete: bool = True
    """False where only some are named (the author that a page is about)."""
    author_count: int | None = None
    organization: str | None = None
    published: PartialDate | None = None
    ids: tuple[PaperId, ...] = ()
    venue: str | None = None
    comments: str | None = None
    categories: tuple[str, ...] = ()
    """The first is the primary one."""
    links: tuple[Link, ...] = ()
    discussion: int | None = None
    """Comments on the listing's own site (Hugging Face)."""
    via: str | None = None
    """Upstream that the listing itself names as its source."""

    @property
    def has_more_authors(self) -> bool:
        """Return whether there are authors beside those that are named."""
        return not self.authors_complete or (self.author_count or 0) > len(self.authors)


@dataclass(frozen=True, slots=True)
class SourceRecord(Facts):
    """What one listing says of one paper, as it says it."""

    origin: Origin
    notes: tuple[tuple[str, str], ...] = ()
    """(field, remark) pairs, e.g. ("published", "year inferred …")."""


FIELDS: tuple[str, ...] = (
    "title", "abstract", "authors", "author_count", "organization", "published", "ids",
    "venue", "comments", "categories", "links", "discussion", "via",
)  # fmt: skip
"""The facts of a record, in the order in which pages and exports list them."""


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Which records a merged field came from."""

    field: str
    origins: tuple[Origin, ...]
    note: str | None = None
    """E.g. "year inferred …", "dated by its arXiv id", a correction's reason."""


@dataclass(frozen=True, slots=True)
class Paper(Facts):
    """One paper: the facts of all its records, merged."""

    origins: tuple[Origin, ...]
    """Every record of the paper, sorted; never empty."""
    provenance: tuple[FieldOrigin, ...]
    """In the order of FIELDS, one for each field that is known."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as `topics.yml` describes it."""

    slug: str
    title: str
    description: str
    phrases: tuple[str, ...] = ()
    """Words or phrases, case-insensitive; a trailing `*` matches any ending."""
    categories: tuple[str, ...] = ()
    """arXiv categories, e.g. `cs.CV`."""
    learned: bool = False
    """Whether what was learned of the topic of this slug counts as well."""


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """Why a paper stands under a topic."""

    topic: Topic
    score: float
    evidence: tuple[str, ...]
    """The phrases as they stand in the paper, and categories; empty only for `other`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The topics of a paper, and those that it nearly has; best first."""

    matches: tuple[TopicMatch, ...]
    near: tuple[TopicMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in the catalogue: its facts, and beside them what we made of it."""

    slug: str
    paper: Paper
    heading: str
    """The title, or a heading made from the text."""
    heading_made: bool
    """True where no source gives a title."""
    text: str
    """The abstract as plain text; empty where there is none."""
    topics: tuple[TopicMatch, ...]
    """Best first, never empty."""
    key: str
    """What readers' devices know it by, see `keys`; no other paper has it."""
    keys: tuple[str, ...]
    """Every key that its facts give it; others may have some of them."""
    digest: str | None = None
    near: tuple[TopicMatch, ...] = ()
    """Topics that were nearly given, for the owner; best first."""


@dataclass(frozen=True, slots=True)
class ListingSummary:
    """A listing as a whole: what it is and what was read from it."""

    name: str
    format: str
    records: int
    papers: int
    saved: PartialDate | None
    """Day on which it was saved, from `sources.yml` or the listing itself."""
    saved_note: str | None
    """E.g. "year inferred", "11 March, year not known"; None where `sources.yml` says it."""
    title: str
    """Heading for readers, from `sources.yml` or made from the format."""
    url: str | None
    """Where it was saved from, from `sources.yml`."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the site shows; after it nothing is decided."""

    entries: tuple[Entry, ...]
    """Newest first; undated last."""
    topics: tuple[Topic, ...]
    """As `topics.yml` orders them, `other` last."""
    listings: tuple[ListingSummary, ...]
    data_through: PartialDate | None
    """Latest publication date."""
    records: int
    merged: int
    """Groups of more than one record."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write, relative to the folder it goes to."""

    path: str
    content: bytes = field(repr=False)
