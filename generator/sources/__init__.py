"""Readers: one module a listing format, registered in SOURCES."""

from __future__ import annotations

from collections.abc import Sequence

from generator.sources import abstracts, aitopics, arxiv, huggingface, jsonl
from generator.sources.listing import Source

SOURCES: tuple[Source, ...] = (
    Source("jsonl", "JSON Lines", jsonl.detect, jsonl.parse),
    Source(
        "huggingface",
        "Hugging Face Daily Papers",
        huggingface.detect,
        huggingface.parse,
    ),
    Source("aitopics", "AITopics author page", aitopics.detect, aitopics.parse),
    Source("arxiv", "arXiv listing", arxiv.detect, arxiv.parse),
    Source("abstracts", "List of abstracts", abstracts.detect, abstracts.parse),
)
"""Every format, most telling signs first: the first that knows a listing reads it."""


def detect_source(head: Sequence[str]) -> Source | None:
    """Return the format of a listing from its first lines; None where none knows it."""
    return next((source for source in SOURCES if source.detect(head)), None)
