"""What a result of the search shows, and the scripts that carry it to the browser.

Classic scripts, not JSON files, because a page opened from a disk may load nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.bundles import render_call
from generator.dates import label
from generator.latex import plain
from generator.models import Entry, OutputFile
from generator.quotes import cut_quote
from generator.summaries import make_byline, make_gist

FOLDER = "assets/search/data"
"""Below docs/; everything in it is generated."""
CHUNK = 2
"""Documents in a file: ten results are mostly from ten files."""


def describe(entry: Entry) -> tuple[object, ...]:
    """Return what a result shows of an entry, in plain text; `store.js` names the parts."""
    paper = entry.paper
    return (
        entry.slug,
        entry.heading,
        int(entry.heading_made),
        entry.text,
        make_byline(paper),
        label(paper.published) if paper.published else "",
        str(paper.published or ""),
        plain(paper.venue or ""),
        int(any(link.kind == "code" for link in paper.links)),
        [match.topic.slug for match in entry.topics],
        entry.key,
        cut_quote(make_gist(entry), entry.text),
    )


def render_documents(
    number: int, documents: Sequence[tuple[object, ...]]
) -> OutputFile:
    """Return the file of one chunk of documents."""
    return render_data(f"documents/{number}", documents)


def render_data(name: str, *values: object) -> OutputFile:
    """Return the file that hands values to the search under a name."""
    script = render_call("PaperDigest.search.receive", name, *values)
    return OutputFile(f"{FOLDER}/{name}.js", script)
