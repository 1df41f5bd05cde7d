"""The command line."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from generator.__main__ import main
from tests.conftest import ROOT
from tests.projectkit import make_project, write_corpus

GOOD = "Abstract:This is a good abstract of more than eight words, and it ends well.\n"


@pytest.fixture
def project(tmp_path):
    """Return the hand-written parts of the project."""
    return make_project(tmp_path)


def test_read_prints_records_on_stdout_and_problems_on_stderr(tmp_path, capsys):
    """One line of JSON a record; a stray line is a problem with file and line."""
    corpus = write_corpus(tmp_path / "c", a="Abstract:\n" + GOOD)
    assert main(["read", str(corpus / "a.txt")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["origin"] == {
        "listing": "a.txt",
        "line": 2,
        "format": "abstracts",
    }
    assert err == "a.txt:1: warning: nothing follows 'Abstract:'\n"


def test_read_goes_on_after_a_missing_file_and_exits_1(tmp_path, capsys):
    """The other files are still read."""
    corpus = write_corpus(tmp_path / "c", a=GOOD)
    assert main(["read", str(tmp_path / "none"), str(corpus)]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "there is no such file or folder" in err


def test_read_exits_1_on_an_unknown_layout(tmp_path, capsys):
    """Nothing was read from it."""
    corpus = write_corpus(tmp_path / "c", a="what is this")
    assert main(["read", str(corpus / "a.txt")]) == 1
    assert "no reader understands" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("listing", "strict", "code"),
    [
        (GOOD, True, 0),
        ("Abstract:\n" + GOOD, False, 0),
        ("Abstract:\n" + GOOD, True, 1),
        ("what is this", False, 1),
    ],
)
def test_check_fails_on_errors_and_strictly_on_warnings(
    project, tmp_path, capsys, listing, strict, code
):
    """The exit code is what a workflow looks at."""
    corpus = write_corpus(tmp_path / "c", a=listing)
    words = ["check", "--root", str(project), "--corpus", str(corpus)]
    assert main([*words, "--strict"] if strict else words) == code
    assert "records in" in capsys.readouterr().out


def test_build_says_what_it_read_and_how_to_open_the_site(project, tmp_path, capsys):
    """The summary gives counts, sizes and the next step; clean takes docs/ back."""
    corpus = write_corpus(tmp_path / "c", a=GOOD + "Abstract:\n")
    site = tmp_path / "out"
    words = ["--root", str(project), "--corpus", str(corpus), "--site", str(site)]
    assert main(["build", *words, "--site-url", "https://x.org/digest"]) == 0
    out, err = capsys.readouterr()
    assert "1 records in 1 listings: 1 papers" in out
    assert f"Open {site / 'index.html'} in a browser" in out
    assert "a.txt:2: warning" in err
    assert "https://x.org/digest/index.html" in (site / "sitemap.xml").read_text()
    target = tmp_path / "copy.zip"
    assert main(["offline", "--site", str(site), "--to", str(target)]) == 0
    assert "out/index.html" in zipfile.ZipFile(target).namelist()
    assert main(["clean", "--root", str(project)]) == 0
    assert not (project / "docs" / "index.md").exists()


def test_offline_needs_a_site(tmp_path, capsys):
    """The message says what to do first."""
    assert main(["offline", "--site", str(tmp_path)]) == 2
    assert "run 'make site' first" in capsys.readouterr().err


def test_an_error_that_stops_the_run_exits_2(project, tmp_path, capsys):
    """A corpus that is not there is no empty corpus."""
    words = ["check", "--root", str(project), "--corpus", str(tmp_path / "none")]
    assert main(words) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


def test_a_disk_that_refuses_exits_2_with_the_path(project, tmp_path, capsys):
    """A file where a folder is needed is a message, not a traceback."""
    corpus = write_corpus(tmp_path / "c", a=GOOD)
    (tmp_path / "file").write_text("")
    site = tmp_path / "file" / "site"
    words = ["--root", str(project), "--corpus", str(corpus), "--site", str(site)]
    assert main(["build", *words]) == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_a_reader_who_stops_reading_is_no_error(tmp_path):
    """`read FILE | head -1` ends without a traceback."""
    corpus = write_corpus(tmp_path / "c", a=GOOD * 5000)
    command = [sys.executable, "-m", "generator", "read", str(corpus / "a.txt")]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_site_too_large_for_its_publisher_is_refused(project, tmp_path, capsys):
    """The message says how large it is; nothing is published."""
    corpus = write_corpus(tmp_path / "c", a=GOOD)
    words = ["--root", str(project), "--corpus", str(corpus), "--max-bytes", "1000"]
    assert main(["build", *words, "--site", str(tmp_path / "s")]) == 2
    assert "expected at most 1,000" in capsys.readouterr().err
    assert not (tmp_path / "s").exists()
