"""The words that put a paper under its topics, marked in its abstract."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "papers/moe-pruner-state-of-the-art-kites-with-gpt-3-5.html"


def test_words_of_topics_are_marked_in_the_abstract(page, address):
    """Each stands out while the pointer or the focus is on its topic; the text stays."""
    page.goto(address + PAGE)
    abstract = page.locator(".abstract")
    marked = abstract.locator("mark.evidence")
    expect(marked).to_have_text(["kites"])
    expect(abstract).to_have_text("A transformer of kites that prunes experts.")
    page.locator(".why a").first.focus()
    expect(marked).to_have_class("evidence is-on")
    page.locator(".why a").first.blur()
    expect(marked).to_have_class("evidence")
