"""Text that attacks: nothing of it runs, bends the page or gets lost."""

from __future__ import annotations

import json
import re
from typing import Any

import lxml.html
import pytest

from generator.text import clean
from tests.browserkit import launch, watch
from tests.projectkit import build, make_project

# Invented, one for each place at which text could break out of its own.
PAYLOADS = (
    "<script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "</h1></main><img src=x onerror=window.hit=1>",
    '" onmouseover="window.hit=1" x="',
    "' autofocus onfocus='window.hit=1",
    "<svg/onload=window.hit=1>",
    "<math><mtext></math><img src onerror=window.hit=1>",
    "$\\text{<img src=x onerror=window.hit=1>}$",
    "$x</math><script>window.hit=1</script>$",
    "\\href{javascript:window.hit=1}{a paper}",
    "\\url{javascript:window.hit=1}",
    "[a paper](javascript:window.hit=1)",
    "![a](x){ onload=window.hit=1 }",
    "{{ 7*7 }} {% include 'mkdocs.yml' %} ${7*7}",
    "--8<-- 'mkdocs.yml'",
    "<!-- --><style>*{display:none}</style>",
    "XTOKTITLEX XTOKDESCX XTOKCONTENTX papers/shell.html",
    "---\ntitle: another\n---",
    "``` <b>fence</b> ~~~",
    "<plaintext><xmp><noscript><template>",
    "&lt;script&gt;window.hit=1&lt;/script&gt; &amp;#60;b&amp;#62;",
    "\u202eevil\u202c and \u200bhidden\x00\x1b[31m",
    'https://user:pass@x.org/ http://[::1]/ https://x.org/"onclick=window.hit=1',
    "﷽ 𝔊𝔯𝔢𝔢𝔨 😀 text",
    "__proto__ constructor hasOwnProperty toString",
    "</script><script>window.hit=1//",
    "\u2028window.hit=1\u2029",
    "*/window.hit=1;/*",
    "%3Cscript%3Ewindow.hit=1%3C/script%3E",
)
# What must be as it is on every page whatever the text: (XPath, number of elements).
SKELETON = (
    ("//head/title", 1), ("//head/script[@src]", 2), ("//head/script", 3), ("//body//script", 0), ("//body/header", 1),
    ("//main", 1), ("//main//h1", 1), ("//body/footer", 1), ("//style", 0), ("//iframe", 0),
    ("//img", 0), ("//form", 0), ("//object|//embed|//base|//link[@rel='import']", 0),
)  # fmt: skip
TEX = re.compile(r"[\\$`~^_{}]|--|https?:|www\.|'")


def write_listing(folder, payloads):
    """Write a listing that has each payload in every field."""
    folder.mkdir()
    lines = [
        json.dumps(
            {"id": f"p{number}", "title": text, "abstract": f"{text} in paper {number}",
             "authors": [text], "comment": text, "venue": text, "url": text,
             "organization": text, "categories": [text], "source": text}
        )
        for number, text in enumerate(payloads)
    ]  # fmt: skip
    (folder / "hostile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def check_pages(site, payloads):
    """Assert that every paper page has its skeleton, and that the title is all there."""
    by_id = {}
    for line in (site / "papers.jsonl").read_text(encoding="utf-8").splitlines():
        paper = json.loads(line)
        by_id[next(i for i in paper["ids"] if i.startswith("local:"))] = paper["slug"]
    checked = 0
    for number, payload in enumerate(payloads):
        slug = by_id.get(f"local:p{number}")
        if slug is None:
            continue
        checked += 1
        page = (site / "papers" / f"{slug}.html").read_text(encoding="utf-8")
        tree: Any = lxml.html.document_fromstring(page)
        for path, count in SKELETON:
            assert len(tree.xpath(path)) == count, f"{path} on the page of {payload!r}"
        shown = clean(tree.xpath("//h1")[0].text_content())
        if not TEX.search(payload):
            assert shown == clean(payload)
    return checked


def test_invented_payloads_change_no_page(tmp_path):
    """The site passes its own check: no handler, no script, no foreign address."""
    project = make_project(tmp_path)
    build(project, write_listing(tmp_path / "c", PAYLOADS))
    assert check_pages(project / "site", PAYLOADS) == len(PAYLOADS)


@pytest.mark.browser
def test_invented_payloads_do_not_run(tmp_path):
    """Opened from disk, with every element poked, no page runs anything."""
    project = make_project(tmp_path)
    build(project, write_listing(tmp_path / "c", PAYLOADS))
    poke_pages(sorted((project / "site" / "papers").glob("*.html")))
    poke_pages(
        [project / "site" / "index.html", project / "site" / "topics" / "other.html"]
    )


def poke_pages(paths):
    """Open pages and send events to every element; fail if a script of theirs runs."""
    with launch() as browser:
        page = browser.new_page()
        seen = watch(page)
        for path in paths:
            page.goto(path.as_uri())
            page.evaluate(
                """() => {
                  for (const element of document.querySelectorAll('main *')) {
                    for (const name of ['mouseover', 'focus', 'error', 'load', 'toggle',
                                        'keydown', 'pointerdown', 'animationstart']) {
                      element.dispatchEvent(new Event(name));
                    }
                  }
                }"""
            )
            assert page.evaluate("window.hit") is None, path.name
            assert page.evaluate("document.querySelectorAll('h1').length") == 1
        page.close()
        assert (seen.errors, seen.dialogs, seen.requests) == ([], [], [])


def load_shared(shared):
    """Return the published payload lists."""
    folder = shared / "data" / "hostile"
    lines = (folder / "xss-payloads.txt").read_text(encoding="utf-8").splitlines()
    naughty = json.loads((folder / "blns.json").read_text(encoding="utf-8"))
    return [text for text in (*lines, *naughty) if clean(text)]


@pytest.mark.shared
def test_published_payloads_change_no_page(tmp_path, shared):
    """All of them, by a static scan of every page."""
    payloads = load_shared(shared)
    project = make_project(tmp_path)
    build(project, write_listing(tmp_path / "c", payloads))
    assert check_pages(project / "site", payloads) > 3000


@pytest.mark.shared
@pytest.mark.browser
def test_published_payloads_do_not_run(tmp_path, shared):
    """Every sixtieth of them, in a browser."""
    payloads = load_shared(shared)[::60]
    project = make_project(tmp_path)
    build(project, write_listing(tmp_path / "c", payloads))
    poke_pages(sorted((project / "site" / "papers").glob("*.html")))
