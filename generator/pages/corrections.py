"""Links with which readers report an error: the owner's issue form, partly filled in."""

from __future__ import annotations

from urllib.parse import quote

from generator.models import LOCAL, Entry

TEMPLATE = "correction.yml"
"""The form in `.github/ISSUE_TEMPLATE/`; the parameters below are ids of its fields."""


def make_report_link(repository: str, entry: Entry) -> str:
    """Return the address of a new issue about a paper.

    It stands in the page of every paper and so names the paper alone: `report.js` adds
    the page, the title and where the facts come from.

    Args:
        repository: as `site.yml` has it.
        entry: the paper.
    """
    paper = quote(name_paper(entry), safe=":/")
    return f"{repository}/issues/new?template={TEMPLATE}&paper={paper}"


def name_paper(entry: Entry) -> str:
    """Return what `corrections.yml` calls a paper: an identifier, or one of its records."""
    ids = [str(paper_id) for paper_id in entry.paper.ids if paper_id.kind != LOCAL]
    # The key is an identifier where there is one, and says which of several is the best.
    own = [name for name in ids if entry.key in {name, name.partition(":")[2]}]
    return next(iter(own or ids), str(entry.paper.origins[0]))
