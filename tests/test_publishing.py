"""Putting a site in its place: what is ours, what stays, what a killed run leaves."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.publishing import MARK, check_place, publish, work_folder
from tests.projectkit import snapshot


def make_built(folder, **contents: str):
    """Write a folder as a build leaves it."""
    folder.mkdir()
    for name, text in contents.items():
        (folder / f"{name}.html").write_text(text)
    return folder


def make_site(folder, **contents: str):
    """Publish a site of these files."""
    publish(make_built(folder.with_name("built"), **contents), folder)
    return folder


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus apart from every site."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def test_publish_puts_the_new_site_in_the_place_of_the_old(tmp_path):
    """Afterwards there is the new site, all of it, and nothing beside it."""
    site = make_site(tmp_path / "site", a="1", gone="2")
    assert publish(make_built(tmp_path / "new", a="1", b="3"), site) == 2
    assert set(snapshot(tmp_path)) == {"site/a.html", "site/b.html", f"site/{MARK}"}


@pytest.mark.parametrize("links", [True, False])
def test_publish_keeps_unchanged_files_as_they_are(tmp_path, monkeypatch, links):
    """A file with the same bytes keeps its time of change, without hard links too."""
    site = make_site(tmp_path / "site", a="1", b="1")
    before = (site / "a.html").stat().st_mtime_ns
    if not links:

        def refuse(*paths: object) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", refuse)
    publish(make_built(tmp_path / "new", a="1", b="2"), site)
    assert (site / "a.html").stat().st_mtime_ns == before
    assert (site / "b.html").read_text() == "2"


def test_the_mark_lists_the_files_of_the_site(tmp_path):
    """It is how the next build knows them from others."""
    site = make_site(tmp_path / "site", b="1", a="2")
    assert json.loads((site / MARK).read_text()) == ["a.html", "b.html"]


def test_publish_clears_what_a_killed_run_put_aside(tmp_path):
    """A site put aside by a run that died after the swap is removed."""
    site = make_site(tmp_path / "site", a="1")
    make_site(tmp_path / ".site.paper-digest-last", a="0")
    publish(make_built(tmp_path / "new", a="2"), site)
    assert set(snapshot(tmp_path)) == {"site/a.html", f"site/{MARK}"}


def test_a_site_that_a_killed_run_put_aside_comes_back(tmp_path, corpus):
    """Between the two renames the old site is aside; the next run brings it back."""
    make_site(tmp_path / ".site.paper-digest-last", a="1")
    check_place(tmp_path / "site", corpus)
    assert (tmp_path / "site" / "a.html").read_text() == "1"


def test_nothing_of_others_beside_the_site_is_touched(tmp_path, corpus):
    """A folder that somebody named after the site stays as it is."""
    for name in ("site.last", "site.next", "site.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("mine")
    check_place(tmp_path / "site", corpus)
    make_site(tmp_path / "site", a="1")
    assert len([path for path in snapshot(tmp_path) if path.endswith("mine.txt")]) == 3


@pytest.mark.parametrize("name", ["thesis.tex", "report.json", ".git/HEAD", "CNAME"])
@pytest.mark.parametrize("published", [True, False])
def test_a_folder_that_holds_other_files_is_refused(tmp_path, corpus, name, published):
    """Nobody's work is replaced because SITE was mistyped or serves two ends."""
    site = tmp_path / "site"
    if published:
        make_site(site, a="1")
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("{}")
    with pytest.raises(OutputError, match=f"did not write \\({name}\\): move them"):
        check_place(site, corpus)
    assert (site / name).read_text() == "{}"


@pytest.mark.parametrize("mark", ["{}", "oops"])
def test_a_mark_that_lists_nothing_owns_nothing(tmp_path, corpus, mark):
    """A damaged list is no leave to delete."""
    site = make_site(tmp_path / "site", a="1", b="1", c="1")
    (site / MARK).write_text(mark)
    with pytest.raises(OutputError, match=r"\.paper-digest\.json, a\.html, b\.html …"):
        check_place(site, corpus)


@pytest.mark.parametrize(
    ("site", "corpus"), [("c/site", "c"), ("c", "c"), ("s", "s/listings")]
)
def test_site_and_corpus_must_lie_apart(tmp_path, site, corpus):
    """Otherwise a build would read its own output, or delete its input."""
    with pytest.raises(OutputError, match="must lie apart"):
        check_place(tmp_path / site, tmp_path / corpus)


def test_the_root_of_a_disk_is_no_place_for_a_site(tmp_path, corpus):
    """It cannot be put aside."""
    with pytest.raises(OutputError, match="give a folder inside it"):
        check_place(Path("/"), corpus)


def test_a_file_where_the_site_should_go_is_refused(tmp_path, corpus):
    """A site is a folder."""
    (tmp_path / "site").write_text("?")
    with pytest.raises(OutputError, match="is not a folder"):
        check_place(tmp_path / "site", corpus)


@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_or_missing_folder_may_become_a_site(tmp_path, corpus, empty):
    """There is nothing to lose in it."""
    if empty:
        (tmp_path / "site").mkdir()
    check_place(tmp_path / "site", corpus)


def test_the_work_folder_is_removed_whatever_happens(tmp_path):
    """A failed build leaves nothing beside the site, and what an older one left goes."""
    left = tmp_path / ".site.paper-digest-next"
    left.mkdir()
    (left / "old.html").write_text("half")

    def fail() -> None:
        with work_folder(tmp_path / "site") as built:
            assert not built.exists()
            built.mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []
