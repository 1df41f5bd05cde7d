"""Other search libraries: which, where they are installed, what they find.

Each is a pinned package of npm or PyPI, installed into a folder of its own when asked
for, and set up as its documentation advises for English text; `peers.mjs` and
`pypeers.py` show how. All get the title, the abstract and the authors of a paper.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from measures import Answers, Query
from tables import write_objects

HERE = Path(__file__).resolve().parent
PATIENCE = 1800
"""Seconds after which a library is given up."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A search library in one way of using it."""

    label: str
    engine: str
    """Its name in the scripts."""
    npm: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()


_LUNR = ("lunr@2.3.9",)
_MINISEARCH = ("minisearch@7.2.0",)
_ORAMA = ("@orama/orama@3.1.18", "@orama/stemmers@3.1.18", "@orama/stopwords@3.1.18")
PEERS = (
    Peer("Lunr, as typed", "lunr", npm=_LUNR),
    Peer("Lunr, punctuation trimmed", "lunr-trimmed", npm=_LUNR),
    Peer("SQLite FTS5, BM25", "fts5"),
    Peer("bm25s, Lucene's", "bm25s", pip=("bm25s==0.3.16", "PyStemmer==3.1.0")),
    Peer("MiniSearch", "minisearch", npm=_MINISEARCH),
    Peer("MiniSearch, prefixes and typos", "minisearch-fuzzy", npm=_MINISEARCH),
    Peer("MiniSearch, Lunr's stems", "minisearch-stems", npm=(*_MINISEARCH, *_LUNR)),
    Peer("FlexSearch", "flexsearch", npm=("flexsearch@0.8.212",)),
    Peer("Orama", "orama", npm=_ORAMA),
    Peer("Pagefind", "pagefind", npm=("pagefind@1.6.0",)),
)


class PeerError(Exception):
    """A library cannot be measured; the message says why."""


def install(peers: Iterable[Peer], cache: Path) -> Iterator[Peer]:
    """Install packages that are not there yet; yield the peers that can run.

    What cannot be installed is told and left out.
    """
    for folder in (cache / "npm", cache / "runs"):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "peers.mjs", cache / "npm")
    for peer in peers:
        try:
            _install_npm(peer.npm, cache / "npm")
            _install_pip(peer.pip, cache / "python")
        except (PeerError, OSError) as error:
            print(f"left out: {peer.label}: {error}", file=sys.stderr)
        else:
            yield peer


def _install_npm(packages: Sequence[str], folder: Path) -> None:
    for package in packages:
        name, version = package.rsplit("@", 1)
        manifest = folder / "node_modules" / name / "package.json"
        if (
            manifest.is_file()
            and json.loads(manifest.read_text())["version"] == version
        ):
            continue
        options = ("--no-audit", "--no-fund", "--silent")
        _run("npm", "install", *options, "--prefix", str(folder), package)


def _install_pip(packages: Sequence[str], folder: Path) -> None:
    done = folder / "installed"
    wanted = " ".join(packages)
    if not packages or (done.is_file() and done.read_text() == wanted):
        return
    _run(sys.executable, "-m", "venv", str(folder))
    command = (str(_find_python(folder)), "-m", "pip", "install", "--quiet")
    _run(*command, "--disable-pip-version-check", *packages)
    done.write_text(wanted)


def _find_python(folder: Path) -> Path:
    return folder / "bin" / "python"


def ask_peer(
    peer: Peer,
    cache: Path,
    documents: Path,
    queries: Sequence[Query],
) -> Answers:
    """Return what a library finds.

    Args:
        peer: the library, installed.
        cache: the folder that it was installed into.
        documents: as `write_documents` writes them.
        queries: what readers type.

    Raises:
        PeerError: it failed or took too long.
    """
    asked = cache / "runs" / "queries.jsonl"
    write_objects(asked, map(asdict, queries))
    if peer.npm:
        program = ("node", str(cache / "npm" / "peers.mjs"))
    else:
        python = _find_python(cache / "python") if peer.pip else sys.executable
        program = (str(python), str(HERE / "pypeers.py"))
    said = json.loads(_run(*program, peer.engine, str(documents), str(asked)))
    return Answers(
        tuple(map(tuple, said["rankings"])),
        tuple(said["milliseconds"]),
        said["seconds"],
        said["bytes"],
    )


def write_documents(papers: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write papers, as a listing in JSON Lines has them, in the form that peers read."""
    write_objects(path, map(_describe, papers))


def _describe(paper: Mapping[str, object]) -> dict[str, object]:
    authors = paper.get("authors")
    return {
        "id": str(paper.get("_id") or paper.get("id")),
        "title": str(paper.get("title") or ""),
        "text": str(paper.get("text") or paper.get("abstract") or ""),
        "authors": "; ".join(map(str, authors)) if isinstance(authors, list) else "",
    }


def _run(*command: str) -> str:
    """Run a program; return what it prints."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip() or str(error)
        raise PeerError(said[-1000:]) from error
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"took more than {PATIENCE} seconds") from error
    return done.stdout
