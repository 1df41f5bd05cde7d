"""What a build says of itself: `report.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from generator.errors import Problem
from generator.exports.records import Json
from generator.models import Catalogue

OTHER = "other"


def render_report(catalogue: Catalogue, problems: Sequence[Problem]) -> str:
    """Return `report.json`: counts in all and for each listing, and every problem."""
    by_listing = Counter(problem.listing for problem in problems)
    merged = _count_merged(catalogue)
    listings: list[Json] = [
        {
            "listing": listing.name,
            "format": listing.format,
            "records": listing.records,
            "papers": listing.papers,
            "merged": merged[listing.name],
            "saved": str(listing.saved) if listing.saved else None,
            "saved_note": listing.saved_note,
            "problems": by_listing[listing.name],
        }
        for listing in catalogue.listings
    ]
    found: list[Json] = [
        {
            "listing": problem.listing,
            "line": problem.line,
            "severity": problem.severity.name.lower(),
            "message": problem.message,
        }
        for problem in problems
    ]
    severities = Counter(problem.severity.name.lower() for problem in problems)
    through = catalogue.data_through
    report: Json = {
        "records": catalogue.records,
        "papers": len(catalogue.entries),
        "merged": catalogue.merged,
        "errors": severities["error"],
        "warnings": severities["warning"],
        "remarks": severities["info"],
        "data_through": str(through) if through else None,
        "topics": _describe_topics(catalogue),
        "listings": listings,
        "problems": found,
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _describe_topics(catalogue: Catalogue) -> Json:
    """Return the papers that no topic took, and the topics that papers nearly have."""
    near: list[Json] = [
        {"paper": entry.slug, "topic": match.topic.slug, "points": match.score}
        for entry in catalogue.entries
        for match in entry.near
    ]
    unassigned: list[Json] = [
        entry.slug
        for entry in catalogue.entries
        if all(match.topic.slug == OTHER for match in entry.topics)
    ]
    return {"unassigned": unassigned, "near_misses": near}


def _count_merged(catalogue: Catalogue) -> Counter[str]:
    """Return for each listing the number of its papers that have several records."""
    return Counter(
        listing
        for entry in catalogue.entries
        if len(entry.paper.origins) > 1
        for listing in {origin.listing for origin in entry.paper.origins}
    )
