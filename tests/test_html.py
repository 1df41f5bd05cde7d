"""Every page is valid HTML, as the Nu HTML checker sees it, and every other file parses."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.projectkit import build, make_project
from tests.wholekit import build_whole_site

INSTALLED = ROOT / ".venv" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist"
PAPERS = 500
"""Of the large sample."""


@pytest.fixture(scope="module")
def vnu() -> list[str]:
    """Return the command of the checker; where it is not, tests are left out, saying so."""
    java = shutil.which("java")
    if not java:
        pytest.skip("needs Java, for the Nu HTML checker")
    # `make test` says where it is, or with an empty VNU_JAR that none may be used.
    jar = Path(os.environ.get("VNU_JAR", INSTALLED / "vnu.jar"))
    if not jar.is_file():
        pytest.skip(
            "needs the Nu HTML checker: run .ci/find-vnu, or name it in VNU_JAR"
        )
    return [java, "-jar", str(jar)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site that has everything."""
    return build_whole_site(tmp_path_factory.getbasetemp())


def find_errors(vnu: list[str], site: Path) -> list[str]:
    """Return what the checker finds in the pages of a site."""
    options = ["--errors-only", "--skip-non-html", "--format", "gnu", "--stdout"]
    done = subprocess.run(
        [*vnu, *options, str(site)], capture_output=True, encoding="utf-8", check=False
    )
    found = done.stdout.splitlines()
    # Something that is no finding, such as a Java that is too old.
    if done.returncode and not found:
        found = [f"the checker ended with {done.returncode}: {done.stderr[-2000:]}"]
    return [re.sub(r'^"?file:.*?/site/([^"]*)"?', r"\1", line) for line in found]


def test_checker_finds_planted_errors(vnu, tmp_path):
    """Were it not to look at the pages, the other tests would pass."""
    site = tmp_path / "site"
    site.mkdir()
    page = (
        "<!doctype html><html lang=en><title>A</title><p><a href=b><a href=c></p></p>"
    )
    (site / "a.html").write_text(page, encoding="utf-8")
    errors = find_errors(vnu, site)
    assert len(errors) >= 2
    assert all(error.startswith("a.html:1.") for error in errors)


def test_whole_site_is_valid(vnu, site):
    """No page of the samples and of invented papers, hostile ones among them, has an error."""
    assert find_errors(vnu, site) == []


@pytest.mark.shared
def test_site_of_the_shared_corpus_is_valid(vnu, shared, tmp_path):
    """No page of the shared listings has an error."""
    project = make_project(tmp_path)
    build(project, shared / "corpus")
    assert find_errors(vnu, project / "site") == []


@pytest.mark.shared
def test_site_of_many_papers_is_valid(vnu, shared, tmp_path):
    """No page of 500 papers with LaTeX in their titles and abstracts has an error."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    sample = shared / "data" / "arxiv-65k.jsonl.gz"
    with gzip.open(sample, "rt", encoding="utf-8") as lines:
        text = "".join(itertools.islice(lines, PAPERS))
    (corpus / "papers.jsonl").write_text(text, encoding="utf-8")
    project = make_project(tmp_path)
    build(project, corpus)
    assert len([*(project / "site" / "papers").glob("*.html")]) >= PAPERS
    assert find_errors(vnu, project / "site") == []


def test_every_xml_file_is_well_formed(site):
    """Feeds, sitemap, the description of the search and drawings are read by a parser."""
    files = [
        path
        for path in site.rglob("*")
        if path.suffix in {".xml", ".svg", ".opml"} and path.is_file()
    ]
    assert {"opensearch.xml", "sitemap.xml", "favicon.svg"} <= {p.name for p in files}
    for path in files:
        assert etree.parse(path).getroot() is not None, path


def test_every_json_file_can_be_read(site):
    """Reports, feeds, the manifest and static data are JSON to the letter."""
    files = [
        path for path in site.rglob("*") if path.suffix in {".json", ".webmanifest"}
    ]
    assert len(files) > 1
    for path in files:
        json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
