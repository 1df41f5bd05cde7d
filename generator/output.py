"""Writing: only what changed, nothing that is not ours, never half a site.

`write` keeps a list of the files it owns (the manifest) in the folder that it writes
to. `publish` puts a finished site in the place of the last one.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError
from generator.models import OutputFile

MANIFEST = ".generated.json"
JOURNAL = ".generated.open"
"""Paths that a run has written so far; gone when the run has ended well."""
SITE_MARK = "report.json"
"""Every site of ours has this file; a folder without it is not ours to replace."""


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a run of `write` did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


def write(files: Iterable[OutputFile], folder: Path) -> WriteReport:
    """Write files below a folder and remove those of an earlier run that are gone.

    A file is written beside its place and renamed into it, so that a run killed at any
    moment leaves each file whole. A file that no earlier run wrote is never touched.

    Raises:
        OutputError: a file of somebody else is in the way, or two files have one path.
    """
    owned = read_manifest(folder)
    seen: set[str] = set()
    written = unchanged = 0
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / JOURNAL).open("a", encoding="utf-8") as journal:
        for file in files:
            if file.path in seen:
                raise OutputError(f"{file.path} would be written twice")
            seen.add(file.path)
            target = folder / file.path
            if target.exists():
                _check_owner(target, owned=file.path in owned)
                if target.read_bytes() == file.content:
                    unchanged += 1
                    continue
            journal.write(f"{file.path}\n")
            journal.flush()
            replace_file(target, file.content)
            written += 1
    gone = owned - seen
    removed = sum(_remove(folder, path) for path in sorted(gone))
    listed = json.dumps(sorted(seen), indent=0) + "\n"
    replace_file(folder / MANIFEST, listed.encode())
    (folder / JOURNAL).unlink()
    return WriteReport(written, unchanged, removed)


def _check_owner(target: Path, *, owned: bool) -> None:
    if not owned:
        raise OutputError(
            f"{target} is in the way: the generator did not write it;"
            " move it elsewhere or delete it"
        )


def replace_file(target: Path, content: bytes) -> None:
    """Write a file whole: beside its place first, then renamed into it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.writing")
    beside.write_bytes(content)
    beside.replace(target)


def read_manifest(folder: Path) -> set[str]:
    """Return the paths that earlier runs wrote below a folder, killed runs included.

    Raises:
        OutputError: the manifest is damaged.
    """
    manifest, journal = folder / MANIFEST, folder / JOURNAL
    owned: set[str] = set()
    try:
        if manifest.exists():
            owned.update(json.loads(manifest.read_text(encoding="utf-8")))
    except ValueError as error:
        raise OutputError(
            f"{manifest} is damaged ({error}); run 'make clean' and build again"
        ) from error
    if journal.exists():
        owned.update(journal.read_text(encoding="utf-8").splitlines())
    return owned


def remove_all(folder: Path) -> int:
    """Remove every file that earlier runs wrote below a folder; return their number."""
    removed = sum(_remove(folder, path) for path in sorted(read_manifest(folder)))
    for name in (MANIFEST, JOURNAL):
        (folder / name).unlink(missing_ok=True)
    return removed


def _remove(folder: Path, path: str) -> int:
    """Remove a file and the folders that it leaves empty; return how many files."""
    target = folder / path
    if not target.is_file():
        return 0
    target.unlink()
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
    return 1


def check_site_folder(site: Path) -> None:
    """Bring back a site that a killed run put aside, and see that the place is ours.

    Raises:
        OutputError: the folder holds something that is not a site of ours.
    """
    aside = _put_aside(site)
    if aside.exists() and not site.exists():
        aside.rename(site)
    if not site.exists():
        return
    if not site.is_dir():
        raise OutputError(f"{site} is not a folder")
    if any(site.iterdir()) and not (site / SITE_MARK).exists():
        raise OutputError(
            f"{site} is not empty and was not built by Paper Digest (it has no"
            f" {SITE_MARK}): give another folder, or empty this one"
        )


def publish(built: Path, site: Path) -> int:
    """Put a finished site in the place of the last one, whole; return files changed.

    Files with the same bytes keep their old copy and so their time of change. The last
    site is put aside by a rename and the new one takes its place by another: whoever
    looks sees one or the other.
    """
    changed = _keep_unchanged(built, site)
    aside = _put_aside(site)
    if aside.exists():
        shutil.rmtree(aside)
    if site.exists():
        site.rename(aside)
    built.rename(site)
    if aside.exists():
        shutil.rmtree(aside)
    return changed


def _put_aside(site: Path) -> Path:
    return site.with_name(f"{site.name}.last")


def _keep_unchanged(built: Path, site: Path) -> int:
    changed = 0
    for folder, _, names in os.walk(built):
        for name in names:
            new = Path(folder) / name
            old = site / new.relative_to(built)
            if old.is_file() and filecmp.cmp(new, old, shallow=False):
                new.unlink()
                os.link(old, new)
            else:
                changed += 1
    return changed
