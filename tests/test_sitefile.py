"""corpus/site.yml: read whole, and named with its line where it is wrong."""

from __future__ import annotations

import pytest

from generator.errors import ConfigError
from generator.sitefile import BUDGETS, SiteNote, load_site_note
from tests.conftest import ROOT


def load(tmp_path, text: str) -> SiteNote:
    """Load a file with this text."""
    path = tmp_path / "site.yml"
    path.write_text(text, encoding="utf-8")
    return load_site_note(path, "site.yml")


def test_everything_may_be_left_out(tmp_path):
    """An empty file, or one of comments, decides nothing."""
    assert load(tmp_path, "") == load(tmp_path, "# nothing\n") == SiteNote()
    assert load_site_note(ROOT / "corpus" / "site.yml", "site.yml") == SiteNote()


def test_everything_can_be_decided(tmp_path):
    """Budgets that are not named keep their values."""
    note = load(
        tmp_path,
        "repository: https://github.com/example/digest/\nauthor_pages_from: 5\n"
        "organization_pages_from: 3\nbudgets: {paper_page: 9000}\n",
    )
    assert note.repository == "https://github.com/example/digest"
    assert (note.author_pages_from, note.organization_pages_from) == (5, 3)
    assert note.budgets == {**BUDGETS, "paper_page": 9000}
    assert load(tmp_path, "budgets:\n").budgets == BUDGETS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "site.yml:1: expected 'key: value' lines"),
        ("colour: red\n", "site.yml:1: unknown key 'colour'"),
        ("repository: github\n", "site.yml:1: 'github' is not the address of"),
        ("repository: javascript://a/b/c\n", "is not the address of"),
        ("\nauthor_pages_from: many\n", "site.yml:2: 'author_pages_from' must be a"),
        ("author_pages_from: 0\n", "must be a number from 1 on, not '0'"),
        ("budgets: 3\n", "site.yml:1: 'budgets' must hold 'key: value' lines"),
        ("budgets: {pages: 3}\n", "unknown key 'pages'; known keys are list_page"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, message):
    """The message says what was found and what was expected."""
    with pytest.raises(ConfigError, match=message.replace("(", r"\(")):
        load(tmp_path, text)
