"""The budgets of a site: each that is exceeded fails the check, and says what is heavy."""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.checking.budgets import FEWEST
from generator.checking.sitecheck import check_site
from generator.errors import Severity
from generator.exports.api import MOST_SMALL
from generator.sitefile import BUDGETS
from tests.projectkit import build, find_samples, make_project
from tests.test_sitecheck import HEAD

HUGE: Mapping[str, int] = dict.fromkeys(BUDGETS, 10**9)


def make_page(size: int, body: str = "<h1>A page</h1>") -> bytes:
    """Return a page of so many bytes that can hardly be compressed."""
    start = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{body}<p>'
    end = "</body></html>"
    chance = random.Random(size)
    count = size - len(start) - len(end)
    return (start + "".join(chance.choices(LETTERS, k=count)) + end).encode()


LETTERS = "".join(map(chr, (*range(48, 58), *range(65, 91), *range(97, 123))))


def make_paper(size: int) -> bytes:
    """Return a paper's page of so many bytes."""
    return make_page(size, "<article class=paper data-k=x><h1>A paper</h1></article>")


def write(site: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files of a site, a home page with them."""
    for name, content in {"index.html": make_page(600), **files}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return site


def write_papers(site: Path, sizes: list[int]) -> Path:
    """Write a site of papers' pages, `papers/000.html` and so on."""
    pages = {f"papers/{n:03}.html": make_paper(size) for n, size in enumerate(sizes)}
    return write(site, pages)


def weigh(folder: Path, papers: int, /, **budgets: int) -> list[str]:
    """Return the problems of a site with these budgets, any others being huge."""
    report = check_site(folder, budgets={**HUGE, **budgets}, papers=papers)
    assert {problem.severity for problem in report.problems} <= {Severity.ERROR}
    return [str(problem) for problem in report.problems]


def test_average_of_the_pages_of_papers_is_judged(tmp_path):
    """One byte more on average than allowed is an error with figures, pages, and advice."""
    write_papers(tmp_path, [1000] * 90 + [2000] * 8 + [5000, 9000])
    assert weigh(tmp_path, 100, paper_page=1200) == []
    (problem,) = weigh(tmp_path, 100, paper_page=1199)
    assert problem == (
        ".: error: pages of papers have 1,200 bytes of HTML on average (95 % of them at"
        " most 2,000), expected at most 1,199; heaviest: papers/099.html (9,000),"
        " papers/098.html (5,000), papers/097.html (2,000), papers/096.html (2,000),"
        " papers/095.html (2,000); to allow more, change 'paper_page' of 'budgets' in"
        " corpus/site.yml"
    )


def test_average_of_few_papers_says_nothing(tmp_path):
    """Three papers with long abstracts are not refused; fifty are enough to judge."""
    write_papers(tmp_path, [9000] * (FEWEST - 1))
    assert weigh(tmp_path, FEWEST - 1, paper_page=1000) == []
    (tmp_path / "papers" / "more.html").write_bytes(make_paper(9000))
    assert len(weigh(tmp_path, FEWEST, paper_page=1000)) == 1


def test_pages_at_former_addresses_do_not_count_as_papers(tmp_path):
    """Small pages that lead to another one would make the average look better."""
    write_papers(tmp_path, [2000] * FEWEST)
    for number in range(FEWEST):
        (tmp_path / "papers" / f"old-{number}.html").write_bytes(make_page(500))
    (problem,) = weigh(tmp_path, FEWEST, paper_page=1999)
    assert "have 2,000 bytes" in problem


def test_paper_without_a_page_is_an_error(tmp_path):
    """Were the pages of papers not recognised, no budget would hold for them."""
    write_papers(tmp_path, [900, 900])
    (problem,) = weigh(tmp_path, 3)
    assert problem == ".: error: found 2 pages of papers, expected 3"


def test_every_list_is_judged_by_itself_compressed(tmp_path):
    """A page that is long is fine where it compresses well; each that does not is named."""
    even = make_page(600).replace(b"<p>", b"<p>" + b"x" * 100_000)
    assert len(gzip.compress(even, 6)) < 2000
    files = {"topics/a.html": make_page(5000), "topics/b.html": make_page(4000)}
    write(tmp_path, {**files, "topics/c.html": even})
    heavy, heavier = (
        len(gzip.compress(files[path], 6)) for path in sorted(files)[::-1]
    )
    assert weigh(tmp_path, 0, list_page=heavier) == []
    (problem,) = weigh(tmp_path, 0, list_page=heavier - 1)
    assert problem == (
        ".: error: 1 page has too many bytes compressed, expected at most"
        f" {heavier - 1:,} in each; heaviest: topics/a.html ({heavier:,});"
        " to allow more, change 'list_page' of 'budgets' in corpus/site.yml"
    )
    (problem,) = weigh(tmp_path, 0, list_page=2000)
    assert "2 pages have" in problem
    assert (
        f"heaviest: topics/a.html ({heavier:,}), topics/b.html ({heavy:,});" in problem
    )


def test_single_pages_of_papers_are_no_lists(tmp_path):
    """A paper with many authors may be as long as it has to be."""
    write_papers(tmp_path, [50_000])
    assert weigh(tmp_path, 1, list_page=1000, paper_page=1000) == []


def test_whole_site_may_grow_with_its_papers(tmp_path):
    """It is judged by a fixed part and a part for each paper; its parts are told."""
    write_papers(tmp_path, [1000, 1000])
    (tmp_path / "assets" / "search" / "data").mkdir(parents=True)
    (tmp_path / "assets" / "search" / "data" / "x.js").write_bytes(b"x" * 5000)
    assert weigh(tmp_path, 2, site=7400, paper=100) == []
    (problem,) = weigh(tmp_path, 2, site=7400, paper=99)
    assert problem == (
        ".: error: the site has 7,600 bytes, expected at most 7,598 (7,400, and 99 for"
        " each of 2 papers); heaviest: assets/search/ (5,000), papers/ (2,000),"
        " files at the top (600); to allow more, change 'site' and 'paper' of 'budgets'"
        " in corpus/site.yml"
    )


def test_nothing_is_weighed_without_budgets(tmp_path):
    """The check of a site alone knows neither its papers nor what its owner allows."""
    write_papers(tmp_path, [100_000] * FEWEST)
    assert check_site(tmp_path, papers=1).problems == ()


def test_sample_site_keeps_its_budgets(tmp_path):
    """The sample of 130 papers is within the budgets that hold without a setting."""
    project = make_project(tmp_path)
    built = build(project, find_samples())
    papers = len(built.context.catalogue.entries)
    report = check_site(project / "site", budgets=BUDGETS, papers=papers)
    assert [str(problem) for problem in report.problems] == []


@pytest.mark.parametrize("name", sorted(BUDGETS))
def test_every_budget_can_be_exceeded(tmp_path, name):
    """A budget that nothing looks at would be a promise that nothing holds."""
    write_papers(tmp_path, [1000] * FEWEST)
    low = {"site": 0, "paper": 0} if name in {"site", "paper"} else {name: 1}
    (problem,) = weigh(tmp_path, FEWEST, **low)
    assert f"'{name}'" in problem


def test_the_budget_of_a_site_has_room_for_its_size():
    """At most 800 MB for 65,525 papers, and 21 kB a paper where data are plain files too."""
    assert BUDGETS["site"] + 65_525 * BUDGETS["paper"] <= 800_000_000
    assert BUDGETS["site"] + MOST_SMALL * BUDGETS["paper"] >= 21_500 * MOST_SMALL
