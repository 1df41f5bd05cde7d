"""What is new since a reader's last visit, for the scripts that tell him.

`news` is small and loaded by pages; `arrivals` names the papers, for the page of news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.exports.context import Context
from generator.history.models import BuildLog
from generator.models import Entry, OutputFile
from generator.people.models import People
from generator.reader.data import make_token, render_data
from generator.text import format_runs

_AUTHORS = 300
"""Authors of whom one build tells how many papers it brought."""


def render_news(context: Context) -> Iterator[OutputFile]:
    """Yield `assets/data/news.js` and `assets/data/arrivals.js`.

    `news` is {build, date, builds: [[number, day, papers, {topic: papers},
    {author: papers}], …]}, newest first; `arrivals` is [[number, "3,7-12"], …]: the
    papers that each build brought, by the numbers that the search gives them.
    """
    history, entries = context.history, context.catalogue.entries
    by_key = {entry.key: entry for entry in entries}
    builds = [build for build in history.builds if build.arrived]
    news = {
        "build": history.number,
        "date": str(history.date),
        "builds": [_describe(build, by_key, context.people) for build in builds],
    }
    token = make_token(context)
    yield render_data("news", news, token)
    last = len(entries) - 1
    numbers = {entry.key: last - place for place, entry in enumerate(entries)}
    arrivals = [
        [build.number, format_runs(numbers[key] for key in build.arrived)]
        for build in builds
    ]
    yield render_data("arrivals", arrivals, token)


def _describe(
    build: BuildLog, by_key: Mapping[str, Entry], people: People
) -> Sequence[object]:
    topics: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    for key in build.arrived:
        entry = by_key[key]
        topics.update(match.topic.slug for match in entry.topics)
        found = people.by_paper.get(entry.slug, ())
        authors.update({author.slug for author in found if author})
    return [
        build.number,
        str(build.date),
        len(build.arrived),
        dict(topics),
        _take_most(authors),
    ]


def _take_most(counts: Counter[str]) -> Mapping[str, int]:
    """Return the largest counts; of equal ones, those whose name comes first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:_AUTHORS])
