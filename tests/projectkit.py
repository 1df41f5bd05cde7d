"""A copy of the project's hand-written parts, for tests that build whole sites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import output, pipeline
from generator.progress import QuietReporter
from tests.places import ROOT


def make_project(folder: Path) -> Path:
    """Copy mkdocs.yml, docs/ without what was generated, and corpus/topics.yml."""
    project = folder / "project"
    shutil.copytree(ROOT / "docs", project / "docs")
    output.remove_all(project / "docs")
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "corpus").mkdir()
    shutil.copy(ROOT / "corpus" / "topics.yml", project / "corpus")
    return project


def build(project: Path, corpus: Path, site: Path | None = None) -> pipeline.Built:
    """Build a corpus into `project/site`, or another folder, in silence."""
    order = pipeline.Order(project, corpus, site or project / "site")
    return pipeline.build(order, QuietReporter())


def find_samples() -> Path:
    """Return the sample corpus; a test is skipped where an owner has put in another."""
    corpus = ROOT / "corpus"
    if len(list(corpus.glob("huggingface-daily-*.txt"))) != 2:
        pytest.skip("corpus/ holds its owner's listings, not the samples")
    return corpus


def write_corpus(folder: Path, **listings: str) -> Path:
    """Write listings, `name=text` each as `name.txt`, and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in listings.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
