"""The site as an app: its manifest and its service worker.

The worker, written by hand in `docs/assets/app/sw.js`, is told here what this build
consists of. It may go on only about files that are there, so it is made last.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.bundles import dump_script, minify
from generator.errors import OutputError
from generator.exports.context import Context
from generator.models import OutputFile

MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
TEMPLATE = "app/sw.js"
"""Of the worker, below docs/assets/."""
PAPER, ACCENT = "#fcfbf8", "#8a2f1d"
"""Colours of docs/assets/css/site.css, in its light scheme."""
SMALL = 3_000_000
"""Bytes of search index and data up to which a device keeps them whole."""
_TOKEN = '"XTOKBUILDX"'
_IMAGES = "assets/images"
_CORE = (
    "index.html", "404.html", "offline.html", "search.html", "topics/index.html",
    "dates/index.html", "reading-list.html", "new.html",
    "assets/app/offline.js", "assets/images/favicon.svg", "assets/images/icon-192.png",
)  # fmt: skip
_CORE_PATTERNS = ("assets/built/*.js", "assets/built/*.css", "assets/search/data/*.js")
_SEARCH, _DATA = "assets/search/data", "assets/data"
# By folder: the file that holds the version, under which name, and what has no version
# in its address.
_HEADS: Mapping[str, tuple[str, re.Pattern[bytes]]] = {
    _SEARCH: ("manifest.js", re.compile(rb'"fingerprint":"([0-9a-f]{16})"')),
    _DATA: ("index.js", re.compile(rb'"version":"([0-9a-f]{16})"')),
}
_UNVERSIONED = frozenset({
    "box.js", "index.js", "lunr.js", "manifest.js", "more.js", "page.js", "search.js",
})  # fmt: skip


def render_app(context: Context) -> Iterator[OutputFile]:
    """Yield `manifest.webmanifest`, which lies at the root of the site."""
    icons = [("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"),
             ("icon-maskable.png", "512x512", "maskable")]  # fmt: skip
    shortcuts = {"Search": "search.html", "New papers": "new.html"}
    manifest = {
        "name": context.site_name,
        "short_name": context.site_name,
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": f"{_IMAGES}/{name}", "sizes": sizes, "type": "image/png", "purpose": use}
            for name, sizes, use in icons
        ],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts.items()],
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    yield OutputFile(MANIFEST, f"{text}\n".encode())


def render_worker(assets: Path, built: Path) -> OutputFile:
    """Return the service worker of a site that is otherwise complete.

    Args:
        assets: the folder docs/assets/, with the worker's source.
        built: the site.

    Raises:
        OutputError: the source is not there, or has no place to be filled in.
    """
    template = assets / TEMPLATE
    if not template.is_file() or _TOKEN not in (source := template.read_text("utf-8")):
        raise OutputError(f"{template}: expected a script that holds {_TOKEN} once")
    core = _list_core(built)
    versions = {folder: _read_version(built, folder) for folder in _HEADS}
    data = _list_data(built, versions)
    build = {
        "version": _hash(built, core),
        "core": core,
        "dataVersion": hashlib.sha256("\n".join(data).encode()).hexdigest()[:16],
        "data": data,
        "versions": sorted(filter(None, versions.values())),
    }
    return OutputFile(WORKER, minify(source.replace(_TOKEN, dump_script(build))))


def _list_core(built: Path) -> list[str]:
    """Return what every device keeps: paths of pages, scripts, styles, and icons."""
    pages = [path for path in _CORE if (built / path).is_file()]
    found = {
        path.relative_to(built).as_posix()
        for pattern in _CORE_PATTERNS
        for path in built.glob(pattern)
        # Other files of the search are asked for by their version.
        if pattern != f"{_SEARCH}/*.js" or path.name in _UNVERSIONED
    }
    head = f"{_DATA}/{_HEADS[_DATA][0]}"
    if (built / head).is_file():
        found.add(head)
    return [*pages, *sorted(found)]


def _list_data(built: Path, versions: Mapping[str, str]) -> list[str]:
    """Return what a device keeps besides, with versions, as long as that is not much."""
    listed: list[str] = []
    room = SMALL
    for folder, version in versions.items():
        files = sorted((built / folder).rglob("*.js"))
        room -= sum(file.stat().st_size for file in files)
        if room < 0 or not version:
            break
        paths = (file.relative_to(built).as_posix() for file in files)
        listed += [
            f"{path}?{version}" for path in paths if not _is_unversioned(path, folder)
        ]
    return listed


def _is_unversioned(path: str, folder: str) -> bool:
    return path.removeprefix(f"{folder}/") in _UNVERSIONED


def _read_version(built: Path, folder: str) -> str:
    """Return the version that addresses of a folder's files have; empty for none."""
    name, pattern = _HEADS[folder]
    try:
        found = pattern.search((built / folder / name).read_bytes())
    except FileNotFoundError:
        return ""
    return found[1].decode() if found else ""


def _hash(built: Path, paths: Iterable[str]) -> str:
    contents = hashlib.sha256()
    for path in paths:
        contents.update(hashlib.sha256((built / path).read_bytes()).digest())
        contents.update(path.encode())
    return contents.hexdigest()[:16]
