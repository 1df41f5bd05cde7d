"""What every page loads: the scripts and styles of docs/assets/, joined and minified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import rcssmin

from generator.bundles import load_bundles, minify
from generator.models import OutputFile

FOLDER = "assets/built"
BUNDLES: Mapping[str, Sequence[str]] = {
    # In the head of every page, before it is drawn.
    "theme": ("theme",),
    # On every page.
    "site": (
        "site", "elements", "store", "lookup", "shelf", "marks", "papermarks", "keyboard", "news", "citing",
        "install", "report", "abstracts", "gists", "evidence", "nearby",
    ),
    # Loaded by `site` once a reader wants them.
    "cite": ("names", "bibtex", "ris", "csl", "citedialog"),
    "help": ("helpdialog",),
    "documents": ("documents",),
    "related": ("related",),
    # For the page of the reading list and that of what is new.
    "list": (
        "resolve", "listfile", "listrows", "listpanels", "listshared", "listothers", "listpage",
    ),
    "new": ("arrivals", "follows", "newpage", "newmarks"),
}  # fmt: skip
"""Scripts of docs/assets/js/ by the file that they are joined to."""
STYLES = ("site", "people", "citing", "shelf", "news", "charts", "related")
"""Style sheets of docs/assets/css/, in the order in which they are joined."""


def render_reader_files(assets: Path) -> Iterator[OutputFile]:
    """Yield the scripts and the style sheet that pages load.

    Args:
        assets: the folder docs/assets/.

    Raises:
        OutputError: a script is missing.
    """
    for name, source in load_bundles(assets / "js", BUNDLES).items():
        yield OutputFile(f"{FOLDER}/{name}.js", minify(source))
    sheets = [(assets / "css" / f"{name}.css").read_text("utf-8") for name in STYLES]
    small = rcssmin.cssmin("\n".join(sheets))
    yield OutputFile(f"{FOLDER}/site.css", f"{small}\n".encode())
