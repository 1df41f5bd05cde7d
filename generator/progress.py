"""Progress of long steps: a bar where a terminal is attached, plain lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Advance = Callable[[int], None]
"""Is told how many things are done so far."""


class Reporter(Protocol):
    """What the steps of a build tell of themselves."""

    def step(
        self, label: str, total: int | None = None
    ) -> AbstractContextManager[Advance]:
        """Begin a step; `total` is the number of things to do, where it is known."""


class QuietReporter:
    """Says nothing; for callers that are no person."""

    @contextmanager
    def step(self, label: str, total: int | None = None) -> Iterator[Advance]:
        """Run a step in silence."""
        yield lambda done: None


class ConsoleReporter:
    """Writes to a console, standard error if none is given."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(file=sys.stderr, highlight=False)

    @contextmanager
    def step(self, label: str, total: int | None = None) -> Iterator[Advance]:
        """Show a bar for a step on a terminal; a line when it begins elsewhere."""
        if not self._console.is_terminal:
            self._console.print(f"{label} …", markup=False, soft_wrap=True)
            yield lambda done: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self._console) as bars:
            task = bars.add_task(label, total=total)
            yield lambda done: bars.update(task, completed=done)
            bars.update(task, completed=total, total=total)
