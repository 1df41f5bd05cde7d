"""The one place that knows of MkDocs."""

from __future__ import annotations

import pytest

from generator import engine
from generator.errors import SiteError
from tests.projectkit import make_project


def test_lunr_comes_from_the_installed_package():
    """It is copied at build time, never committed."""
    assert "lunr" in engine.load_lunr()[:200]


def test_a_missing_lunr_is_named(tmp_path, monkeypatch):
    """A MkDocs without it cannot be used."""
    monkeypatch.setattr(engine, "files", lambda package: tmp_path / package)
    with pytest.raises(SiteError, match=r"brings no lunr\.js"):
        engine.load_lunr()


def test_what_mkdocs_complains_of_is_in_the_message(tmp_path):
    """A warning fails the build, and its text reaches the owner."""
    project = make_project(tmp_path)
    (project / "docs" / "contributing" / "bad.md").write_text("[x](missing.md)")
    with pytest.raises(SiteError, match=r"missing\.md"):
        engine.run(project, tmp_path / "built", "", None)


def test_a_shell_that_was_not_built_is_named(tmp_path):
    """Without it no paper page can be made."""
    with pytest.raises(SiteError, match=r"did not build papers/shell\.html"):
        engine.take_shell(tmp_path)


def test_the_sitemap_is_written_only_where_the_address_is_known(tmp_path):
    """Its addresses must be whole; 404.html is no page to be found."""
    for name in ("index.html", "404.html", "sitemap.xml", "sitemap.xml.gz"):
        (tmp_path / name).write_text("")
    engine.finish(tmp_path, "")
    assert not (tmp_path / "sitemap.xml").exists()
    engine.finish(tmp_path, "https://x.org/")
    text = (tmp_path / "sitemap.xml").read_text()
    assert "https://x.org/index.html" in text
    assert "404" not in text
