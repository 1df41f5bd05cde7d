"""What can go wrong: errors that stop a run, and problems that are reported while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class GeneratorError(Exception):
    """The run cannot go on; the message says where, what was found, what was expected."""


class ConfigError(GeneratorError):
    """A configuration file (mkdocs.yml, corpus/*.yml) does not say what it should."""


class ListingError(GeneratorError):
    """A listing cannot be read at all: no such file, binary, too large a line."""


class OutputError(GeneratorError):
    """Writing would touch a file that the generator does not own, or a disk refused."""


class HistoryError(GeneratorError):
    """The state that an earlier build left cannot be read."""


class SiteError(GeneratorError):
    """The site engine failed, or what it built does not pass the checks."""


class Severity(IntEnum):
    """How bad a problem is: `check` fails on errors, `check --strict` on warnings too."""

    INFO = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in the input that a reader of the report should know of."""

    listing: str
    """Name of the file, as in `Origin.listing`."""
    line: int
    """1-based line; 0 where the whole file is meant."""
    severity: Severity
    message: str

    def __str__(self) -> str:
        """Return `file:line: severity: message`."""
        where = f"{self.listing}:{self.line}" if self.line else self.listing
        return f"{where}: {self.severity.name.lower()}: {self.message}"
