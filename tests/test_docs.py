"""What the documentation promises is there."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.__main__ import make_parser
from generator.sources import SOURCES
from tests.conftest import ROOT

GUIDES = [ROOT / "README.md", ROOT / "corpus" / "README.md", ROOT / "CONTRIBUTING.md",
          *sorted((ROOT / "docs" / "contributing").glob("*.md"))]  # fmt: skip


def make_targets() -> set[str]:
    """Return the targets of the Makefile."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, re.M))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_make_command_in_the_guides_exists(guide):
    """`make x` in a text is a target of the Makefile."""
    named = set(re.findall(r"`make ([a-z]+)", guide.read_text(encoding="utf-8")))
    assert named <= make_targets()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_path_in_the_guides_exists(guide):
    """A file or folder that a text names in code style is there."""
    text = guide.read_text(encoding="utf-8")
    for path in re.findall(
        r"`((?:corpus|docs|generator|tests|benchmarks)/[\w./-]*)`", text
    ):
        if "NAME" not in path and "CASE" not in path:
            assert (ROOT / path).exists(), f"{guide.name} names {path}"


def test_the_readme_names_every_command_of_the_generator():
    """What can be done from the command line is told where people look first."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (commands,) = (
        a.choices for a in make_parser()._actions if isinstance(a.choices, dict)
    )
    for command in commands:
        assert f"generator {command}" in text or f"make {command}" in text


def test_the_corpus_guide_names_every_layout():
    """An owner finds what can be read."""
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8").lower()
    for source in SOURCES:
        assert source.title.split()[0].lower() in text


@pytest.mark.parametrize("name", ["ci.yml", "pages.yml"])
def test_workflows_pin_actions_and_ask_for_little(name):
    """Actions are named by commit, and rights are given to single jobs only."""
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
