"""Static answers to a program's questions: a paper, a topic, what came since a month.

A small collection has a file for each paper. In a large one that would be files without
number and, with their abstracts, hundreds of megabytes: many papers share a file, chosen
by a hash of the key, and say what papers are told apart and cited by; the whole of every
paper is in `papers.jsonl.gz` alone.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.catalogue import group_by_month, group_by_topic, select_undated
from generator.exports.context import Context
from generator.exports.records import Json, describe_entry
from generator.exports.schema import LICENCE, VERSION, describe_schema
from generator.keys import choose_shard, name_id
from generator.models import Entry, OutputFile

MOST_SMALL = 5000
"""Papers up to which each has a file of its own, and the dumps stand there unpacked too.

All of them then take 30 MB at most, and a browser can open any of them."""
_PAPERS_IN_A_SHARD = 128
_BRIEF = ("key", "slug", "heading", "authors", "published", "ids", "venue")
"""What a paper in a shared file says, in the words of `papers.jsonl`."""


@dataclass(frozen=True, slots=True)
class Api:
    """The files below `api/`, but for the index, of one build."""

    context: Context

    @property
    def is_small(self) -> bool:
        """Tell whether each paper has a file of its own."""
        return len(self.context.catalogue.entries) <= MOST_SMALL

    @property
    def shards(self) -> int:
        """Number of files that the papers of a large collection share."""
        return math.ceil(len(self.context.catalogue.entries) / _PAPERS_IN_A_SHARD)

    def render(self) -> Iterator[OutputFile]:
        """Yield every file but the index."""
        yield _render("schema", describe_schema(), indent=1)
        papers = self._share_papers() if not self.is_small else self._list_papers()
        for name, described in papers:
            yield _render(f"papers/{name}", {"papers": described})
        yield from self._render_topics()
        yield from self._render_months()

    def locate(self, entry: Entry) -> str:
        """Return the file that holds a paper, from the root of the site."""
        name = entry.slug if self.is_small else choose_shard(entry.key, self.shards)
        return f"api/papers/{name}.json"

    def _list_papers(self) -> Iterator[tuple[str, list[Json]]]:
        for entry in self.context.catalogue.entries:
            yield entry.slug, [describe_entry(entry)]

    def _share_papers(self) -> Iterator[tuple[str, list[Json]]]:
        shards: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.context.catalogue.entries:
            shards[choose_shard(entry.key, self.shards)].append(entry)
        for number in range(self.shards):
            yield str(number), [_describe_briefly(entry) for entry in shards[number]]

    def _render_topics(self) -> Iterator[OutputFile]:
        groups = group_by_topic(self.context.catalogue)
        for topic in self.context.catalogue.topics:
            facts: dict[str, Json] = {
                "slug": topic.slug,
                "title": topic.title,
                "description": topic.description,
                **self._point_to(groups.get(topic.slug, ())),
            }
            yield _render(f"topics/{topic.slug}", facts)

    def _render_months(self) -> Iterator[OutputFile]:
        groups = self._group_by_month()
        months: list[str | None] = [*groups, None]
        for (month, entries), following in zip(groups.items(), months[1:], strict=True):
            facts: dict[str, Json] = {
                "month": month,
                "next": f"api/since/{following}.json" if following else None,
                **self._point_to(entries),
            }
            yield _render(f"since/{month}", facts)
        facts = {"month": None, "next": None}
        undated = self._point_to(select_undated(self.context.catalogue))
        yield _render("since/undated", facts | undated)

    def _group_by_month(self) -> Mapping[str, Sequence[Entry]]:
        """Return the dated papers of each month, the first month first."""
        groups = group_by_month(self.context.catalogue)
        return {str(month): groups[month] for month in sorted(groups)}

    def _point_to(self, entries: Sequence[Entry]) -> dict[str, Json]:
        """Return the keys of a list; in a small collection what the papers are, too."""
        keys: dict[str, Json] = {"keys": [entry.key for entry in entries]}
        if not self.is_small:
            return keys
        papers: list[Json] = [
            {
                "key": entry.key,
                "heading": entry.heading,
                "published": str(entry.paper.published or "") or None,
                "url": f"{self.context.site_url}papers/{entry.slug}.html",
                "data": self.locate(entry),
            }
            for entry in entries
        ]
        return keys | {"papers": papers}

    def describe(self, files: Sequence[Json]) -> OutputFile:
        """Return the index: what there is, and where.

        Args:
            files: what the other files are, but for those of single papers.
        """
        catalogue = self.context.catalogue
        groups = group_by_topic(catalogue)
        months = self._group_by_month()
        index: dict[str, Json] = {
            "name": self.context.site_name,
            "base": self.context.site_url or None,
            "build": self.context.history.number,
            "date": str(self.context.history.date),
            "data_through": str(catalogue.data_through or "") or None,
            "licence": LICENCE,
            "counts": {
                "papers": len(catalogue.entries),
                "records": catalogue.records,
                "undated": len(catalogue.entries) - sum(map(len, months.values())),
            },
            "paper": {
                "path": f"api/papers/{'{slug}' if self.is_small else '{shard}'}.json",
                "shards": None if self.is_small else self.shards,
                "fields": "all" if self.is_small else list(_BRIEF),
            },
            "topics": [
                {"slug": topic.slug, "papers": len(groups.get(topic.slug, ()))}
                for topic in catalogue.topics
            ],
            "months": [
                {"month": month, "papers": len(entries)}
                for month, entries in months.items()
            ],
            "files": list(files),
        }
        return _render("index", index, indent=1)


def _describe_briefly(entry: Entry) -> Json:
    """Return what a paper is told apart and cited by.

    Left out is what is not known, and the identifiers where the key is the only one.
    """
    facts = describe_entry(entry)
    if [name_id(paper_id) for paper_id in entry.paper.ids] == [entry.key]:
        del facts["ids"]
    return {name: facts[name] for name in _BRIEF if facts.get(name)}


def _render(name: str, value: Json, *, indent: int | None = None) -> OutputFile:
    if name != "schema" and isinstance(value, dict):
        value = {"version": VERSION, **value}
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return OutputFile(f"api/{name}.json", f"{text}\n".encode())
