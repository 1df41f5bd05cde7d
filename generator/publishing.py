"""Putting a finished site in its place: never half of one, never over other files."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import OutputError

MARK = ".paper-digest.json"
"""Lists the files of a site; a folder without it is not ours to replace."""


def check_place(site: Path, corpus: Path) -> None:
    """See that a site may be put in a place; bring back one that a killed run put aside.

    Raises:
        OutputError: it may not: it holds other files, or it is the corpus, or a file.
    """
    if site == site.parent or os.path.ismount(site):
        raise OutputError(
            f"{site} cannot be replaced as a whole: give a folder inside it"
        )
    if site.is_relative_to(corpus) or corpus.is_relative_to(site):
        raise OutputError(f"the site, {site}, and the corpus, {corpus}, must lie apart")
    aside = _name_beside(site, "last")
    if not site.exists() and (aside / MARK).is_file():
        aside.rename(site)
    if not site.exists():
        return
    if not site.is_dir():
        raise OutputError(f"{site} is not a folder")
    foreign = sorted(_list_files(site) - _read_mark(site))
    if foreign:
        shown = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise OutputError(
            f"{site} holds files that Paper Digest did not write ({shown}): move them"
            " elsewhere, or give another folder"
        )


def _list_files(site: Path) -> set[str]:
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _read_mark(site: Path) -> set[str]:
    """Return the files of a site of ours; none where there is no readable list."""
    try:
        listed = json.loads((site / MARK).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return set()
    return {MARK, *map(str, listed)} if isinstance(listed, list) else set()


@contextmanager
def work_folder(site: Path) -> Iterator[Path]:
    """Give a folder beside the site to build in; what is left of it is removed."""
    built = _name_beside(site, "next")
    if built.exists():
        shutil.rmtree(built)
    built.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield built
    finally:
        if built.exists():
            shutil.rmtree(built)


def publish(built: Path, site: Path) -> int:
    """Put a finished site in the place of the last one, whole; return files changed.

    Files with the same bytes keep their old copy and so their time of change. The last
    site is put aside by a rename and the new one takes its place by another: whoever
    looks sees one or the other.
    """
    listed = json.dumps(sorted(_list_files(built)), indent=0) + "\n"
    (built / MARK).write_text(listed, encoding="utf-8", newline="\n")
    changed = _keep_unchanged(built, site)
    aside = _name_beside(site, "last")
    if aside.exists():
        shutil.rmtree(aside)
    if site.exists():
        site.rename(aside)
    built.rename(site)
    if aside.exists():
        shutil.rmtree(aside)
    return changed


def _name_beside(site: Path, role: str) -> Path:
    """Return a place beside the site by a name that nobody else gives."""
    return site.with_name(f".{site.name}.paper-digest-{role}")


def _keep_unchanged(built: Path, site: Path) -> int:
    changed = 0
    for folder, _, names in os.walk(built):
        for name in names:
            new = Path(folder) / name
            old = site / new.relative_to(built)
            if old.is_file() and filecmp.cmp(new, old, shallow=False):
                _take_over(old, new)
            else:
                changed += 1
    return changed


def _take_over(old: Path, new: Path) -> None:
    """Put an old file in the place of a new one with the same bytes."""
    new.unlink()
    try:
        os.link(old, new)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new)
