"""Whether a site keeps to the weights that its owner allows it.

A publisher takes sites up to a size, and readers on phones wait for each byte of a page.
Both are lost a little at a time: one more line in every page of a paper is 65,000 lines.
So each kind of page and the whole site have a budget (`corpus/site.yml`, see
`generator.sitefile.BUDGETS`), and a build that exceeds one fails, saying what is heavy.

What is judged:

- `paper_page`: the pages of papers as HTML, on average, because single papers have
  hundreds of authors or long abstracts and can do nothing about it
- `list_page`: each other page by itself, compressed as web servers do, because lists
  hold a fixed number of papers
- `site` and `paper`: all files together; so much, and so much more for each paper
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.checking.page import Finding, Sort

SHOWN = 5
"""Pages or parts that a message names, heaviest first."""
FEWEST = 50
"""Papers below which an average says something of these papers, not of the pages."""
_GZIP = 31
"""As zlib asks for it: a window of 2^15, and 16 for gzip's own frame."""
_PAPER = re.compile(rb"""<article class=(?:"paper"|paper)[ >]""")


@dataclass(frozen=True, slots=True)
class Budgets:
    """What a site may weigh."""

    bytes: Mapping[str, int]
    """By the names of `generator.sitefile.BUDGETS`."""
    papers: int
    """How many the site has."""


class Scales:
    """Weighs the pages of a site, each as it is read."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets
        self._papers: list[tuple[int, str]] = []
        self._heavy: list[tuple[int, str]] = []

    def weigh(self, path: str, data: bytes) -> None:
        """Take the weight of a page."""
        if is_paper(path, data):
            self._papers.append((len(data), path))
        elif (size := _pack(data, self._budgets.bytes["list_page"])) is not None:
            self._heavy.append((size, path))

    def judge(self, files: Mapping[str, int]) -> Iterator[Finding]:
        """Yield each budget that is exceeded, once every page was weighed.

        Args:
            files: bytes of every file of the site, by path.
        """
        yield from self._judge_papers()
        yield from self._judge_lists()
        yield from self._judge_site(files)

    def _judge_papers(self) -> Iterator[Finding]:
        expected, papers = self._budgets.papers, self._papers
        if len(papers) != expected:
            message = f"found {len(papers):,} pages of papers, expected {expected:,}"
            yield Finding(Sort.SITE, 0, message)
        limit = self._budgets.bytes["paper_page"]
        total = sum(size for size, _ in papers)
        if len(papers) < FEWEST or total <= limit * len(papers):
            return
        sizes = sorted(papers, reverse=True)
        usual = sizes[len(sizes) // 20][0]
        yield _exceed(
            f"pages of papers have {total / len(papers):,.0f} bytes of HTML on average"
            f" (95 % of them at most {usual:,})",
            f"at most {limit:,}",
            sizes,
            "paper_page",
        )

    def _judge_lists(self) -> Iterator[Finding]:
        if self._heavy:
            count = len(self._heavy)
            yield _exceed(
                f"{count:,} {'pages have' if count > 1 else 'page has'} too many bytes"
                " compressed",
                f"at most {self._budgets.bytes['list_page']:,} in each",
                sorted(self._heavy, reverse=True),
                "list_page",
            )

    def _judge_site(self, files: Mapping[str, int]) -> Iterator[Finding]:
        fixed, each = (self._budgets.bytes[name] for name in ("site", "paper"))
        size, papers = sum(files.values()), self._budgets.papers
        if size <= fixed + each * papers:
            return
        parts: Counter[str] = Counter()
        for path, weight in files.items():
            parts[_name_part(path)] += weight
        heaviest = [(weight, part) for part, weight in parts.most_common()]
        yield _exceed(
            f"the site has {size:,} bytes",
            f"at most {fixed + each * papers:,} ({fixed:,}, and {each:,} for each of"
            f" {papers:,} papers)",
            heaviest,
            "site' and 'paper",
        )


def is_paper(path: str, data: bytes) -> bool:
    """Tell whether a page is that of a paper, not one at a paper's former address."""
    return path.startswith("papers/") and _PAPER.search(data) is not None


def _pack(data: bytes, limit: int) -> int | None:
    """Return the bytes of a page as gzip -6 packs it where they exceed a limit."""
    size = len(data)
    # Most pages are not heavy, and the fastest way of packing shows that already.
    for level in (1, 6):
        if size <= limit:
            return None
        size = len(zlib.compress(data, level, _GZIP))
    return size if size > limit else None


def _name_part(path: str) -> str:
    """Return the folder that a file lies in, two names deep within assets/."""
    folders = path.split("/")[:-1]
    depth = 2 if folders[:1] == ["assets"] else 1
    return "/".join([*folders[:depth], ""]) or "files at the top"


def _exceed(
    found: str, expected: str, heaviest: Sequence[tuple[int, str]], setting: str
) -> Finding:
    named = ", ".join(f"{path} ({size:,})" for size, path in heaviest[:SHOWN])
    message = f"{found}, expected {expected}; heaviest: {named}"
    where = f"'{setting}' of 'budgets' in corpus/site.yml"
    return Finding(Sort.BUDGET, 0, f"{message}; to allow more, change {where}")
