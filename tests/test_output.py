"""Writing below docs/: what is ours, what changed, what a killed run leaves."""

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


@pytest.mark.parametrize("manifest", [None, "[oops", "7"])
def test_a_lost_or_damaged_manifest_is_no_dead_end(tmp_path, manifest):
    """Generated files are known by what they are, so that the next run owns them."""
    page = OutputFile("topics/a.md", b'---\ntitle: "A"\ngenerated: true\n---\n\n<p>\n')
    data = OutputFile("assets/search/data/index.js", b"x")
    output.write([page, data], tmp_path)
    (tmp_path / "topics" / "hand.md").write_text("---\ntitle: mine\n---\n")
    (tmp_path / output.MANIFEST).unlink()
    if manifest:
        (tmp_path / output.MANIFEST).write_text(manifest)
    report = output.write([data], tmp_path)
    assert report == output.WriteReport(written=0, unchanged=1, removed=1)
    assert (tmp_path / "topics" / "hand.md").exists()


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


def test_a_generated_file_that_somebody_edited_is_made_again(tmp_path):
    """What is ours is written anew; edits belong into the corpus."""
    output.write(make_files(a="ours"), tmp_path)
    (tmp_path / "a.md").write_text("edited")
    assert output.write(make_files(a="ours"), tmp_path).written == 1
    assert (tmp_path / "a.md").read_text() == "ours"


def test_a_folder_is_kept_to_one_build_at_a_time(tmp_path):
    """A second build is told to wait; the lock ends with the first."""
    with (
        output.lock(tmp_path),
        pytest.raises(OutputError, match="wait for it to end"),
        output.lock(tmp_path),
    ):
        pass
    with output.lock(tmp_path):
        pass
