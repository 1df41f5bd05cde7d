"""Writing below docs/: only what changed, nothing that is not ours, files always whole.

The manifest lists the files that are ours; a journal those that a run is writing.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError
from generator.models import OutputFile

MANIFEST = ".generated.json"
JOURNAL = ".generated.open"
"""Paths that a run has written so far; gone when the run has ended well."""
LOCK = ".generated.lock"
"""Is held while a build runs."""
_GENERATED = b"\ngenerated: true\n---\n"
_FRONT_MATTER = 20_000
"""Bytes at the start of a page within which its front matter ends."""
_DATA = "assets/search/data/**/*"


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a run of `write` did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Keep a folder to this process; the lock goes with it, however it ends.

    Raises:
        OutputError: another process has it.
    """
    with (folder / LOCK).open("w") as holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"another build is writing to {folder}: wait for it to end"
            ) from error
        yield


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

    Where the list is lost or damaged, generated files are known by what they are.
    """
    manifest, journal = folder / MANIFEST, folder / JOURNAL
    try:
        owned = set(map(str, json.loads(manifest.read_text(encoding="utf-8"))))
    except (FileNotFoundError, ValueError, TypeError):
        owned = _find_generated(folder)
    if journal.exists():
        owned.update(journal.read_text(encoding="utf-8").splitlines())
    return owned


def _find_generated(folder: Path) -> set[str]:
    """Return the pages whose front matter says so, and the files of the search."""
    found = {
        path
        for path in folder.rglob("*.md")
        if _GENERATED in path.read_bytes()[:_FRONT_MATTER]
    }
    found.update(path for path in folder.glob(_DATA) if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


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
