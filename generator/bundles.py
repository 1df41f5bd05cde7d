"""Scripts for the browser: sources joined and minified, and data that calls them.

All are classic scripts, because a page opened from a disk may load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import rjsmin

from generator.errors import OutputError

# JSON is ASCII here already; these three could end the script or begin an entity.
_ESCAPES = (("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026"))


def load_bundles(
    folder: Path, bundles: Mapping[str, Sequence[str]]
) -> Mapping[str, str]:
    """Return the sources of bundles by name, each the scripts of a folder in their order.

    Raises:
        OutputError: one is not there.
    """
    try:
        return {
            bundle: "\n".join(
                folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
                for name in names
            )
            for bundle, names in bundles.items()
        }
    except FileNotFoundError as error:
        raise OutputError(f"a script is missing: {error.filename}") from error


def minify(source: str) -> bytes:
    """Return a script without comments and white space; `/*! … */` stays."""
    small = rjsmin.jsmin(source, keep_bang_comments=True)
    return f"{small}\n".encode()


def render_call(function: str, *values: object) -> bytes:
    """Return a script that hands values, as JSON knows them, to a function."""
    listed = ",".join(map(dump_script, values))
    return f"{function}({listed});\n".encode("ascii")


def dump_script(value: object) -> str:
    """Return a value as JSON that may stand anywhere in a script or a page."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text
