"""axe-core over a page that is open in a browser, at every width and in both schemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Literal, TypedDict, cast

from playwright.sync_api import Page

WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ALIKE = 8
"""Of a longer list only so many items are judged: the others are like them."""
SHOWN = 3
"""Elements that are told of one violation."""


class _Node(TypedDict):
    target: Sequence[object]
    html: str
    failureSummary: str


class _Violation(TypedDict):
    id: str
    impact: str
    nodes: Sequence[_Node]


def find_violations(page: Page) -> Iterator[str]:
    """Yield what axe finds in a page as it is shown at each width, in each scheme.

    The page is not loaded again, so that what was opened in it stays open. Its context
    has to be made with `bypass_csp`: the policy of the site lets no other script in.
    """
    script = files("axe_playwright_python") / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    page.evaluate(_SHORTEN, ALIKE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if spare := page.evaluate(_OVERFLOW):
            yield f"{width} px: {spare} px wider than the screen"
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in _run_axe(page):
                yield f"{width} px, {scheme}: {_describe(violation)}"


_SHORTEN = """(most) => {
  for (const item of document.querySelectorAll(`:is(ol, ul) > :nth-child(n + ${most + 1})`)) item.remove();
}"""
_OVERFLOW = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


def find_unreached(page: Page) -> Iterator[str]:
    """Yield controls that Tab does not reach in a page, or reaches without a sign of it."""
    page.evaluate(_SHORTEN, 3)
    waiting: list[str] = page.evaluate(_LIST_CONTROLS)
    reached = set()
    # Behind the last control the focus leaves the page for once.
    for _ in range(len(waiting) + 2):
        page.keyboard.press("Tab")
        place, shows = page.evaluate(_SHOW_FOCUS)
        if place >= 0 and place not in reached and not shows:
            yield f"no visible focus: {waiting[place]}"
        reached.add(place)
    for place, control in enumerate(waiting):
        if place not in reached:
            yield f"not reached by Tab: {control}"


def _run_axe(page: Page) -> Sequence[_Violation]:
    found: Mapping[str, object] = page.evaluate(
        "axe.run({resultTypes: ['violations'], preload: false})"
    )
    return cast("Sequence[_Violation]", found["violations"])


def _describe(violation: _Violation) -> str:
    nodes = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}), {len(nodes)} elements"]
    for node in nodes[:SHOWN]:
        summary = " ".join(node["failureSummary"].split())
        lines.append(f"    {node['target']} {node['html'][:200]}\n      {summary}")
    return "\n".join(lines)


_LIST_CONTROLS = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  const free = (e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled;
  window.controls = Array.from(document.querySelectorAll(all)).filter(free);
  document.activeElement.blur();
  return window.controls.map((e) => e.outerHTML.slice(0, 160));
}"""
_SHOW_FOCUS = """() => {
  const control = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(control);
  const shows = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  const { top, height } = control.getBoundingClientRect();
  return [window.controls.indexOf(control), shows && height > 0 && top < innerHeight];
}"""
