"""Writing and publishing: what is ours, what changed, what a killed run leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from generator import output
from generator.errors import OutputError
from generator.models import OutputFile
from tests.projectkit import snapshot


def make_files(**contents: str) -> list[OutputFile]:
    """Return files `name.md` with the contents given."""
    return [OutputFile(f"{name}.md", text.encode()) for name, text in contents.items()]


def test_writes_what_changed_and_nothing_else(tmp_path):
    """A second run touches only the file whose bytes are different."""
    output.write(make_files(a="one", b="two"), tmp_path)
    before = (tmp_path / "a.md").stat().st_mtime_ns
    report = output.write(make_files(a="one", b="new"), tmp_path)
    assert report == output.WriteReport(written=1, unchanged=1, removed=0)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert (tmp_path / "b.md").read_text() == "new"


def test_removes_files_that_are_no_longer_made_and_empty_folders(tmp_path):
    """A file of an earlier run goes, with the folder that it leaves empty."""
    output.write(
        [OutputFile("x/y/gone.md", b"1"), OutputFile("x/here.md", b"2")], tmp_path
    )
    report = output.write([OutputFile("x/here.md", b"2")], tmp_path)
    assert report.removed == 1
    assert not (tmp_path / "x" / "y").exists()
    assert (tmp_path / "x" / "here.md").exists()


def test_never_touches_a_file_of_somebody_else(tmp_path):
    """A file in the way that no run wrote stops the run and stays as it is."""
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(OutputError, match="in the way: the generator did not write it"):
        output.write(make_files(a="ours"), tmp_path)
    assert (tmp_path / "a.md").read_text() == "mine"


def test_never_prunes_a_file_of_somebody_else(tmp_path):
    """Files beside ours outlive any number of runs."""
    output.write(make_files(a="1"), tmp_path)
    (tmp_path / "hand.md").write_text("mine")
    output.write([], tmp_path)
    assert set(snapshot(tmp_path)) == {"hand.md", output.MANIFEST}


def test_two_files_of_one_path_are_an_error(tmp_path):
    """A second file for a path would silently win over the first."""
    with pytest.raises(OutputError, match="written twice"):
        output.write([OutputFile("a.md", b"1"), OutputFile("a.md", b"2")], tmp_path)


def test_what_a_killed_run_wrote_is_known_to_the_next(tmp_path):
    """A run that dies half-way leaves whole files, and the next run owns them."""

    def files() -> Iterator[OutputFile]:
        yield OutputFile("a.md", b"1")
        yield OutputFile("b.md", b"2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.write(files(), tmp_path)
    report = output.write(make_files(a="1"), tmp_path)
    assert report == output.WriteReport(written=0, unchanged=1, removed=1)
    assert set(snapshot(tmp_path)) == {"a.md", output.MANIFEST}


def test_a_damaged_manifest_is_named(tmp_path):
    """The message says which file and what to do."""
    (tmp_path / output.MANIFEST).write_text("[oops")
    with pytest.raises(OutputError, match=r"is damaged .* run 'make clean'"):
        output.write([], tmp_path)


def test_the_manifest_is_sorted(tmp_path):
    """The same files give the same manifest, in whatever order they come."""
    output.write(make_files(b="1", a="2"), tmp_path)
    assert json.loads((tmp_path / output.MANIFEST).read_text()) == ["a.md", "b.md"]


def test_remove_all_leaves_what_is_not_ours(tmp_path):
    """`make clean` takes back exactly what was generated."""
    (tmp_path / "hand.md").write_text("mine")
    output.write(make_files(a="1", b="2"), tmp_path)
    assert output.remove_all(tmp_path) == 2
    assert set(snapshot(tmp_path)) == {"hand.md"}
    assert output.remove_all(tmp_path) == 0


def test_remove_all_copes_with_files_that_are_gone_already(tmp_path):
    """A generated file that somebody deleted is no error."""
    output.write(make_files(a="1"), tmp_path)
    (tmp_path / "a.md").unlink()
    assert output.remove_all(tmp_path) == 0


def make_site(folder, **contents: str):
    """Write a folder that looks like a site of ours."""
    folder.mkdir()
    (folder / output.SITE_MARK).write_text("{}")
    for name, text in contents.items():
        (folder / f"{name}.html").write_text(text)
    return folder


def test_publish_puts_the_new_site_in_the_place_of_the_old(tmp_path):
    """Afterwards there is the new site, all of it, and nothing beside it."""
    site = make_site(tmp_path / "site", a="1", gone="2")
    new = make_site(tmp_path / "new", a="1", b="3")
    assert output.publish(new, site) == 1
    assert set(snapshot(tmp_path)) == {"site/a.html", "site/b.html", "site/report.json"}


def test_publish_keeps_unchanged_files_as_they_are(tmp_path):
    """A file with the same bytes keeps its time of change."""
    site = make_site(tmp_path / "site", a="1", b="1")
    before = (site / "a.html").stat().st_mtime_ns
    output.publish(make_site(tmp_path / "new", a="1", b="2"), site)
    assert (site / "a.html").stat().st_mtime_ns == before
    assert (site / "b.html").read_text() == "2"


def test_publish_works_without_a_last_site(tmp_path):
    """The first build only renames."""
    assert output.publish(make_site(tmp_path / "new", a="1"), tmp_path / "site") == 2
    assert (tmp_path / "site" / "a.html").exists()


def test_publish_clears_what_a_killed_run_put_aside(tmp_path):
    """A site put aside by a run that died after the swap is removed."""
    site = make_site(tmp_path / "site", a="1")
    make_site(tmp_path / "site.last", a="0")
    output.publish(make_site(tmp_path / "new", a="2"), site)
    assert set(snapshot(tmp_path)) == {"site/a.html", "site/report.json"}


def test_a_site_that_a_killed_run_put_aside_comes_back(tmp_path):
    """Between the two renames the old site is aside; the next run brings it back."""
    make_site(tmp_path / "site.last", a="1")
    output.check_site_folder(tmp_path / "site")
    assert (tmp_path / "site" / "a.html").read_text() == "1"


def test_a_folder_that_is_not_a_site_of_ours_is_refused(tmp_path):
    """Nobody's documents are replaced because SITE was mistyped."""
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputError, match=r"not built by Paper Digest.*report\.json"):
        output.check_site_folder(tmp_path)


def test_a_file_where_the_site_should_go_is_refused(tmp_path):
    """A site is a folder."""
    (tmp_path / "site").write_text("?")
    with pytest.raises(OutputError, match="is not a folder"):
        output.check_site_folder(tmp_path / "site")


@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_or_missing_folder_may_become_a_site(tmp_path, empty):
    """There is nothing to lose in it."""
    if empty:
        (tmp_path / "site").mkdir()
    output.check_site_folder(tmp_path / "site")


def test_a_generated_file_that_somebody_edited_is_made_again(tmp_path):
    """What is ours is written anew; edits belong into the corpus."""
    output.write(make_files(a="ours"), tmp_path)
    (tmp_path / "a.md").write_text("edited")
    assert output.write(make_files(a="ours"), tmp_path).written == 1
    assert (tmp_path / "a.md").read_text() == "ours"
