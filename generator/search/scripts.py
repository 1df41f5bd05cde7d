"""The browser's half of the search, in a few small files.

The scripts are those of docs/assets/search/, in the order in which they build on each
other; comments and white space are taken out by rjsmin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.bundles import load_bundles, minify
from generator.models import OutputFile
from generator.search.documents import FOLDER

BUNDLES: Mapping[str, Sequence[str]] = {
    # What finds: loaded once something is typed.
    "search": (
        "words", "files", "bits", "pieces", "store", "assemble", "scoring", "engine",
        "ids", "prose", "parse", "spelling", "vocabulary", "meaning", "hints", "surface", "find",
        "passage",
    ),
    # What few queries need: loaded by these.
    "more": ("filters", "phrase", "repair"),
    # What comes under a search box: loaded once a reader goes to one.
    "box": ("entry", "box"),
    # The search page: loaded with its box, or with a query in its address.
    "page": ("address", "entry", "list", "facets", "notes", "keys", "steps", "page"),
}  # fmt: skip
"""Scripts by the file that they are joined to; `docs/assets/js/site.js` loads these."""


def load_scripts(folder: Path) -> Mapping[str, str]:
    """Return the sources of the bundles by name.

    Raises:
        OutputError: one is not there.
    """
    return load_bundles(folder, BUNDLES)


def render_scripts(scripts: Mapping[str, str], lunr_js: str) -> tuple[OutputFile, ...]:
    """Return the bundles and the library, a file each.

    Args:
        scripts: by name of the bundle.
        lunr_js: the library, whose licence stays at its start.
    """
    return tuple(
        OutputFile(f"{FOLDER}/{name}.js", minify(source))
        for name, source in {**scripts, "lunr": lunr_js}.items()
    )
