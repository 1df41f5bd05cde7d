"""Check the built site as a reader gets it: every page, every link, every load.

It reads files and nothing else, so that it holds for any site engine. Two passes: the
first parses every page once and keeps of it only which ids of other pages it links to;
the second parses those other pages again. Memory grows with the files and with the
different (page, id) pairs that are linked to, not with the text or the links.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from lxml import etree

from generator.checking.addresses import (
    find_addresses,
    find_css_loads,
    find_style_loads,
)
from generator.checking.budgets import Budgets, Scales
from generator.checking.links import SiteMap
from generator.checking.page import (
    Finding,
    Sort,
    anchors,
    parse_page,
    show,
)
from generator.checking.rules import find_defects
from generator.errors import Problem, Severity, SiteError

SHOWN_OF_A_SORT = 20
_CANONICAL = etree.XPath("/html/head/link[@rel='canonical']/@href", smart_strings=False)


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was looked at, and what is wrong with it."""

    pages: int
    files: int
    bytes: int
    links: int
    """Addresses in the pages: links, loads and form targets, each time they stand."""
    largest_page: tuple[str, int]
    """Path and bytes; ("", 0) for a site without pages."""
    problems: tuple[Problem, ...]
    """By sort in the order of `Sort`, then by file and line."""


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """Where a link stands that needs an id of another page."""

    page: str
    line: int
    fragment: str


class _ProblemLog:
    """Keeps the first problems of each sort and counts the others."""

    def __init__(self) -> None:
        self._kept: defaultdict[Sort, list[Problem]] = defaultdict(list)
        self._counts: Counter[Sort] = Counter()

    def add(self, path: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._counts[finding.sort] += 1
            kept = self._kept[finding.sort]
            if len(kept) < SHOWN_OF_A_SORT:
                kept.append(
                    Problem(path, finding.line, Severity.ERROR, finding.message)
                )

    def problems(self) -> Iterator[Problem]:
        for sort in Sort:
            yield from sorted(self._kept[sort])
            if more := self._counts[sort] - len(self._kept[sort]):
                yield Problem(".", 0, Severity.ERROR, f"{more:,} more {sort.value}")


class _Pages:
    """The pages that have been checked, and the ids that they need of other pages."""

    def __init__(
        self, site: Path, site_map: SiteMap, log: _ProblemLog, scales: Scales | None
    ) -> None:
        self.links = 0
        self._site = site
        self._map = site_map
        self._log = log
        self._scales = scales
        self._wanted: defaultdict[str, dict[str, _Link]] = defaultdict(dict)

    def check(self, path: str) -> None:
        data = (self._site / path).read_bytes()
        if self._scales:
            self._scales.weigh(path, data)
        page = parse_page(data)
        self._log.add(path, page.findings)
        if page.root is not None:
            self._log.add(path, find_defects(page.root))
            self._log.add(path, find_style_loads(page.root))
            self._log.add(path, self._check_addresses(path, page.root))

    def _check_addresses(self, path: str, root: etree._Element) -> Iterator[Finding]:
        own: frozenset[str] | None = None
        for address in find_addresses(root):
            self.links += 1
            verdict = self._map.judge(path, address)
            if verdict.sort:
                message = f"{address.place} “{show(address.value)}” {verdict.message}"
                yield Finding(verdict.sort, address.line, message)
            if verdict.target is None or not _needs_id(verdict.fragment):
                continue
            link = _Link(path, address.line, verdict.fragment)
            if verdict.target in {"", path}:
                own = anchors(root) if own is None else own
                yield from _missing_id(link, path, own)
            elif verdict.target.endswith(".html"):
                self._wanted[verdict.target].setdefault(verdict.fragment, link)

    def check_fragments(self) -> None:
        """Look up the ids that pages need of each other; once every page is checked.

        Of many links to one missing id the first is reported.
        """
        for target in sorted(self._wanted):
            root = parse_page((self._site / target).read_bytes()).root
            if root is None:  # reported as unreadable
                continue
            known = anchors(root)
            for link in sorted(self._wanted[target].values()):
                self._log.add(link.page, _missing_id(link, target, known))


def check_site(
    site: Path,
    *,
    progress: Callable[[int], None] | None = None,
    max_bytes: int | None = None,
    budgets: Mapping[str, int] | None = None,
    papers: int = 0,
) -> SiteReport:
    """Check every page and style sheet of a built site.

    Args:
        site: The folder that would be published.
        progress: Called after each page with the number of pages checked so far.
        max_bytes: What the publisher takes (GitHub Pages: 1 GB); None for any size.
        budgets: What the owner allows, by the names of `generator.sitefile.BUDGETS`;
            None where nothing is weighed.
        papers: How many the site should have; of no meaning without budgets.

    Raises:
        SiteError: There is no such folder.
    """
    if not site.is_dir():
        raise SiteError(f"{site}: no such folder, expected the built site")
    files = dict(sorted(_list_files(site, "")))
    log = _ProblemLog()
    log.add(".", _check_size(files, max_bytes))
    scales = Scales(Budgets(budgets, papers)) if budgets else None
    pages = _Pages(site, SiteMap(files, _find_home(site)), log, scales)
    paths = [path for path in files if path.endswith(".html")]
    for number, path in enumerate(paths, start=1):
        pages.check(path)
        if progress:
            progress(number)
    pages.check_fragments()
    if scales:
        log.add(".", scales.judge(files))
    _check_styles(site, files, log)
    sizes = ((path, files[path]) for path in paths)
    return SiteReport(
        pages=len(paths),
        files=len(files),
        bytes=sum(files.values()),
        links=pages.links,
        largest_page=max(sizes, key=itemgetter(1), default=("", 0)),
        problems=tuple(log.problems()),
    )


def _list_files(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield path (`/`-separated, relative to the site) and bytes of every file.

    What a symbolic link stands for is not in the site: publishers' archives take none.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _list_files(Path(entry.path), f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name, entry.stat().st_size


def _check_styles(site: Path, files: Iterable[str], log: _ProblemLog) -> None:
    for path in files:
        if path.endswith(".css"):
            css = (site / path).read_text(encoding="utf-8", errors="replace")
            log.add(path, find_css_loads(css))


def _find_home(site: Path) -> str | None:
    """Return where the site will be published, as its home page says; None: unknown."""
    path = site / "index.html"
    root = parse_page(path.read_bytes()).root if path.is_file() else None
    if root is None:
        return None
    found = cast("list[str]", _CANONICAL(root))
    return found[0].removesuffix("index.html") if found else None


def _check_size(files: Mapping[str, int], max_bytes: int | None) -> Iterator[Finding]:
    if "index.html" not in files:
        message = (
            f"found no index.html among {len(files):,} files, expected a home page"
        )
        yield Finding(Sort.SITE, 0, message)
    if max_bytes is not None and (size := sum(files.values())) > max_bytes:
        message = f"the site has {size:,} bytes, expected at most {max_bytes:,}"
        yield Finding(Sort.SITE, 0, message)


def _needs_id(fragment: str) -> bool:
    """Return whether a fragment names an element; "" and "top" are the page's top."""
    return bool(fragment) and fragment.lower() != "top"


def _missing_id(link: _Link, target: str, known: frozenset[str]) -> Iterator[Finding]:
    # https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element:
    # as it is written first, then percent-decoded.
    if link.fragment not in known and unquote(link.fragment) not in known:
        message = f"link to “#{show(link.fragment)}”: no such id in {target}"
        yield Finding(Sort.FRAGMENT, link.line, f"{message}, expected one")
