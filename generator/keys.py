"""Keys: what a reader's device remembers a paper by, through rebuilds and renamings.

A paper's main key is its best identifier. A paper that has none is known by what it says:
by its title, else by its abstract. Because a later listing may bring the identifier, or
the title, a paper answers to every key that it could have had.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from generator.latex import plain
from generator.models import ACL, ARXIV, DOI, LOCAL, OPENREVIEW, Paper, PaperId
from generator.text import words

_KINDS = (ARXIV, DOI, ACL, OPENREVIEW)
_HASH_LENGTH = 12
"""Hexadecimal digits: of 100,000 papers, two share one with a chance of 2 in 100,000."""


def list_keys(paper: Paper) -> tuple[str, ...]:
    """Return the keys of a paper, the main one first.

    `2411.01234` is an arXiv identifier, `doi:10.1234/x` another one, `t:` and `a:` stand
    before hashes of the title and of the abstract.
    """
    ids = [i for i in paper.ids if i.kind != LOCAL]
    ids.sort(key=lambda paper_id: (_KINDS.index(paper_id.kind), paper_id.value))
    keys = [name_id(paper_id) for paper_id in ids]
    texts = (("t", paper.title), ("a", paper.abstract))
    keys += [f"{kind}:{_hash(said)}" for kind, text in texts if (said := _say(text))]
    return tuple(keys)


def name_id(paper_id: PaperId) -> str:
    """Return an identifier as a key: an arXiv id bare, any other with its kind."""
    return paper_id.value if paper_id.kind == ARXIV else str(paper_id)


def _say(text: str | None) -> str:
    return " ".join(words(plain(text or "")))


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:_HASH_LENGTH]


def choose_keys(listed: Sequence[Sequence[str]], slugs: Sequence[str]) -> list[str]:
    """Return a key for each paper that no other paper of the collection has.

    Args:
        listed: the keys of each paper, see `list_keys`.
        slugs: their addresses; a paper without a key of its own gets `s:` and its address.
    """
    counts = Counter(key for keys in listed for key in set(keys))
    return [
        next((key for key in keys if counts[key] == 1), f"s:{slug}")
        for keys, slug in zip(listed, slugs, strict=True)
    ]


def choose_shard(key: str, shards: int) -> int:
    """Return which of a number of files holds a key: 32-bit FNV-1a over its UTF-16 units.

    `docs/assets/js/lookup.js` does the same. Source of the hash:
    http://www.isthe.com/chongo/tech/comp/fnv/
    """
    value = 0x811C9DC5
    for unit in memoryview(key.encode("utf-16-le")).cast("H"):
        value = ((value ^ unit) * 0x01000193) & 0xFFFFFFFF
    return value % shards
