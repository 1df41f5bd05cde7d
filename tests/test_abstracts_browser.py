"""The abstract of a paper in a list, a click away from its digest."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TITLE = "KiteNet: Learning to steer - a survey"


def test_a_button_shows_the_abstract_of_a_paper_in_a_list(page, address):
    """It is loaded once it is wanted, shown as text below the digest, and put away."""
    page.goto(f"{address}topics/kites.html")
    entry = page.locator(".entry").filter(has_text=TITLE)
    button = entry.get_by_role("button", name=f"Abstract: {TITLE}")
    abstract = entry.locator(".entry-abstract")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(abstract).to_have_count(0)
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(abstract).to_contain_text("At last the harbour is reached.")
    button.click()
    expect(abstract).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(abstract).to_be_visible()
