"""Progress: lines where nobody watches, a bar on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from generator.progress import ConsoleReporter, QuietReporter


def test_writes_a_plain_line_a_step_where_there_is_no_terminal(capsys):
    """Logs get one line when a step begins and no control characters."""
    with ConsoleReporter().step("Reading [listings]", 3) as advance:
        advance(3)
    assert capsys.readouterr().err == "Reading [listings] …\n"


def test_shows_a_bar_on_a_terminal():
    """The bar names the step and how many of how many are done."""
    screen = io.StringIO()
    reporter = ConsoleReporter(Console(file=screen, force_terminal=True, width=100))
    with reporter.step("Reading", 3) as advance:
        advance(2)
    assert "Reading" in screen.getvalue()
    assert "3/3" in screen.getvalue()


def test_the_quiet_reporter_says_nothing(capsys):
    """Commands whose output is data stay clean."""
    with QuietReporter().step("Reading", 3) as advance:
        advance(1)
    assert capsys.readouterr() == ("", "")
