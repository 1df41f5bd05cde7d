"""What everything that is written beside the Markdown pages draws on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Problem
from generator.exports.monthdigest import MonthDigest
from generator.exports.trending import SiteTrends
from generator.history.models import History
from generator.models import Catalogue
from generator.people.models import People
from generator.sitefile import SiteNote
from generator.understanding.related import Reasons


@dataclass(frozen=True, slots=True)
class Context:
    """One build, read and understood."""

    catalogue: Catalogue
    people: People
    history: History
    problems: tuple[Problem, ...]
    listing_slugs: Mapping[str, str]
    """Addresses of the listings, by name."""
    site: SiteNote
    site_name: str
    site_url: str
    """Ends in `/`; empty where the site is only read from disk."""
    related: Reasons | None = None
    """Related papers, in the order of the entries; None where none were looked for."""
    trends: SiteTrends | None = None
    """None where they were not counted."""
    newest: MonthDigest | None = None
    """The newest month with papers enough; None where there is none."""
