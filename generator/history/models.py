"""What a build remembers of those before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.models import PartialDate

NEW, MERGED, CORRECTED, GONE = "new", "merged", "corrected", "gone"
KINDS = (NEW, MERGED, CORRECTED, GONE)
"""In the order in which readers are told of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one paper from one build to the next."""

    kind: str
    """NEW, MERGED, CORRECTED or GONE."""
    key: str
    """Its present one; the last one where it is gone."""
    heading: str
    slug: str
    """Its address, or where it was."""
    note: str = ""
    """Which facts changed, or what it was joined with; for readers."""


@dataclass(frozen=True, slots=True)
class BuildLog:
    """One build that changed something, as the page of changes tells it."""

    number: int
    date: PartialDate
    papers: int
    """In the collection after it."""
    counts: Mapping[str, int]
    """Of each kind, all of them."""
    changes: tuple[Change, ...]
    """The first of each kind; none for the first build."""
    arrived: tuple[str, ...]
    """Present keys of the papers that it brought and that are still there, newest first;
    empty for the first build, and for builds long ago."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Papers that this build did not find again."""

    gone: int
    former: int
    """Papers in the collection before it."""


@dataclass(frozen=True, slots=True)
class History:
    """What holds after a build."""

    number: int
    """Of the last build that changed something; the first is 1."""
    date: PartialDate
    """Of that build."""
    builds: tuple[BuildLog, ...]
    """Newest first."""
    added: Mapping[str, PartialDate]
    """By key of the paper, the day of the build that brought it."""
    moved: Mapping[str, str]
    """By a former address of a paper its present one; both slugs."""
    state: bytes = field(repr=False)
    """What the next build reads."""
    brought: Mapping[str, int] = field(default_factory=dict)
    """By key of the paper, the number of the build that brought it."""
    announced: Mapping[str, str] = field(default_factory=dict)
    """By key of a paper whose key has changed, the one that it came with: what feeds
    know it by."""
    loss: Loss | None = None
    """None for a first build."""
