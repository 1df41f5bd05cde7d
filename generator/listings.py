"""Listings on disk: find them, read their lines whatever their encoding, detect, parse."""

from __future__ import annotations

import gzip
import io
import itertools
import zlib
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, cast

from generator.errors import ListingError, Problem, Severity
from generator.models import PartialDate
from generator.sources import SOURCES, detect_source
from generator.sources.listing import Line, Listing, Source, warn

# What lies in a corpus folder beside the listings.
OWN_FILES = frozenset(
    {"readme.md"}
    | {
        f"{name}.yml"
        for name in ("sources", "topics", "corrections", "site", "authors")
    }
)
MAX_LINE = 10_000_000
"""Bytes of the longest line that is read: a paper's record is a few kilobytes."""
_HEAD_LINES = 400
"""Lines from which the format is told, blank ones before them left out."""


@dataclass(frozen=True, slots=True)
class ListingFile:
    """A file that should be a listing."""

    path: Path
    name: str
    """Path below the corpus folder, `/`-separated; what messages and pages show."""


class UnreadableError(ListingError):
    """A listing cannot be read; the rest of the corpus can."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        self.line = line
        """1-based; 0 where the whole file is meant."""
        self.reason = reason
        super().__init__(f"{name}:{line}: {reason}" if line else f"{name}: {reason}")


@dataclass(frozen=True, slots=True)
class ReadListing:
    """A listing that was read, with its format."""

    file: ListingFile
    source: Source
    listing: Listing


def find_listings(corpus: Path) -> tuple[ListingFile, ...]:
    """Return the listings of a folder and its sub-folders, or a single file, sorted.

    Hidden files and the owner's own files (README.md, *.yml) are left out.

    Raises:
        ListingError: there is no such file or folder.
    """
    if corpus.is_dir():
        found = [
            ListingFile(path, _name(path.relative_to(corpus)))
            for path in corpus.rglob("*")
            # A link to a folder is not followed: reading it fails with a message.
            if (path.is_symlink() or not path.is_dir())
            and not _is_own(path.relative_to(corpus))
        ]
        return tuple(sorted(found, key=lambda file: (file.name, file.path)))
    if not corpus.exists():
        raise ListingError(f"{corpus}: there is no such file or folder")
    return (ListingFile(corpus, _name(Path(corpus.name))),)


def _name(path: Path) -> str:
    """Return what a file is called; bytes that are no text in its name are spelt out."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _is_own(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    name = path.name.lower()
    return hidden or name == "readme.md" or (len(path.parts) == 1 and name in OWN_FILES)


@dataclass
class LineReader:
    """The lines of one file; what is wrong with them gathers in `problems`."""

    file: ListingFile
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Generator[Line]:
        """Yield the lines, decoded, without line endings.

        A file is UTF-8 with or without a byte-order mark, UTF-16 with one, or, line by
        line where it is neither, Windows-1252 (a superset of printable Latin-1). A gzip
        file is unpacked, whatever its name.

        Raises:
            UnreadableError: it cannot be opened or unpacked, or it is binary.
        """
        try:
            with self._open() as stream:
                pieces = iter(partial(stream.readline, MAX_LINE), b"")
                for number, raw in enumerate(pieces, 1):
                    if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
                        self._skip_long_line(stream, number, len(raw))
                    else:
                        yield Line(number, self._decode(raw, number))
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = f"cannot be read: {reason}"
            raise UnreadableError(self.file.name, 0, message) from error

    def _open(self) -> IO[bytes]:
        path = self.file.path
        if path.exists() and not path.is_file():
            # To open a named pipe would wait for whoever writes to it.
            raise UnreadableError(self.file.name, 0, "not a regular file")
        with path.open("rb") as stream:
            mark = stream.read(2)
        if mark == b"\x1f\x8b":
            return cast("IO[bytes]", gzip.open(path, "rb"))
        if mark in {b"\xff\xfe", b"\xfe\xff"}:
            return io.BytesIO(path.read_bytes().decode("utf-16", "replace").encode())
        return path.open("rb")

    def _skip_long_line(self, stream: IO[bytes], number: int, size: int) -> None:
        while raw := stream.readline(MAX_LINE):
            size += len(raw)
            if raw.endswith(b"\n"):
                break
        self._add(
            number,
            Severity.ERROR,
            f"a line of {size:,} bytes is left out; the longest that is read has"
            f" {MAX_LINE - 1:,}",
        )

    def _decode(self, raw: bytes, number: int) -> str:
        # Further down, a stray NUL costs its line at most: readers leave it out.
        if b"\0" in raw and number <= _HEAD_LINES:
            message = "a binary file; a listing is text"
            raise UnreadableError(self.file.name, number, message)
        try:
            return raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            if not any("not UTF-8" in problem.message for problem in self.problems):
                self._add(
                    number,
                    Severity.WARNING,
                    "not UTF-8; read as Windows-1252 (Latin-1)",
                )
            return raw.decode("cp1252", "replace").rstrip("\r\n")

    def _add(self, number: int, severity: Severity, message: str) -> None:
        self.problems.append(Problem(self.file.name, number, severity, message))


def read_listing(
    file: ListingFile, saved: PartialDate | None = None
) -> tuple[ReadListing | None, tuple[Problem, ...]]:
    """Read one listing; None with a problem where no reader understands the file.

    Args:
        file: the listing.
        saved: day on which it was saved, if the owner says it.
    """
    reader = LineReader(file)
    try:
        with closing(reader.read()) as every_line:
            lines = itertools.dropwhile(lambda line: not line.text.strip(), every_line)
            head = list(itertools.islice(lines, _HEAD_LINES))
            source = detect_source([line.text for line in head])
            if source is None:
                return None, (*reader.problems, *_describe_unknown(reader, head))
            listing = source.parse(file.name, itertools.chain(head, lines), saved)
    except UnreadableError as error:
        return None, (Problem(file.name, error.line, Severity.ERROR, error.reason),)
    problems = [*reader.problems, *listing.problems]
    if not listing.records:
        message = f"no record in this listing ({source.title})"
        problems.append(warn(file.name, 0, message))
    problems.sort(key=lambda problem: problem.line)
    return ReadListing(file, source, listing), tuple(problems)


def _describe_unknown(reader: LineReader, head: list[Line]) -> tuple[Problem, ...]:
    name = reader.file.name
    if head:
        known = ", ".join(source.title for source in SOURCES)
        message = f"no reader understands this file; it should be one of: {known}"
        return (Problem(name, head[0].number, Severity.ERROR, message),)
    # Where a line was left out, that has been said, and the file is not empty.
    return () if reader.problems else (warn(name, 0, "an empty file"),)
