"""The systems that are compared: the site's own search, and other libraries."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from measures import Answers, Query
from peers import PEERS, Peer, PeerError, ask_peer, install, write_documents
from sites import ask, make_site
from tables import read_objects

DEPTH = 1000
"""Results that a ranking is judged by; MAP takes in all of them."""
PAGE = 20
"""Results that a page shows, by which times are measured."""
OURS = "Paper Digest"

System = Callable[[Path, Sequence[Query]], Answers]
"""Makes an index of a listing in JSON Lines and searches it."""


def list_systems(peers: Path | None, folder: Path) -> dict[str, System]:
    """Return the search of the site and, if asked for, the other libraries, by label."""
    systems: dict[str, System] = {OURS: partial(ask_ours, folder)}
    if peers is not None:
        cache = folder / "peers" if peers == Path() else peers.resolve()
        for peer in install(PEERS, cache):
            systems[peer.label] = partial(ask_other, peer, cache)
    return systems


def ask_ours(folder: Path, listing: Path, queries: Sequence[Query]) -> Answers:
    """Search a site of the listing, made for it, with the scripts of the browser."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        site = make_site(listing, Path(name, "site"))
        return ask(site, queries, Path(name))


def ask_other(
    peer: Peer, cache: Path, listing: Path, queries: Sequence[Query]
) -> Answers:
    """Search the listing with another library."""
    documents = cache / "runs" / "documents.jsonl"
    write_documents(read_objects(listing), documents)
    return ask_peer(peer, cache, documents, queries)


def try_to_ask(
    label: str, system: System, listing: Path, queries: Sequence[Query]
) -> Answers | None:
    """Return what a system answers, or None where another library fails."""
    try:
        return system(listing, queries)
    except PeerError as error:
        print(f"left out: {label}: {error}", file=sys.stderr)
        return None
