"""Files of data for the reader's scripts, each one call of `PaperDigest.receive`."""

from __future__ import annotations

import hashlib

from generator.bundles import render_call
from generator.exports.context import Context
from generator.models import OutputFile

FOLDER = "assets/data"
"""Below the site; everything in it is generated."""


def make_token(context: Context) -> str:
    """Return what tells two numberings of papers apart: a browser may mix two builds."""
    keys = "\n".join(entry.key for entry in context.catalogue.entries)
    return hashlib.sha256(keys.encode()).hexdigest()[:8]


def render_data(name: str, value: object, token: str) -> OutputFile:
    """Return the file that `PaperDigest.fetchData(name)` loads in a page.

    Args:
        name: what scripts ask for.
        value: what they get, as JSON.
        token: see `make_token`; scripts refuse a file of another build.
    """
    content = render_call("PaperDigest.receive", name, value, token)
    return OutputFile(f"{FOLDER}/{name}.js", content)
