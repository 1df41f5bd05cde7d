"""The site as an app: its manifest, its images, and what its service worker keeps."""

from __future__ import annotations

import json
import re
import shutil
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from generator.checking.sitecheck import check_site
from generator.errors import OutputError
from generator.output import replace_file
from generator.reader import app
from tests.browserkit import launch, serve, watch
from tests.conftest import ROOT
from tests.historykit import make_context
from tests.searchkit import PREFIX, build_site

ASSETS = ROOT / "docs" / "assets"
IMAGES = ASSETS / "images"
PAPER = "papers/kitenet-learning-to-steer-a-survey.html"
KEPT = """async () => {
  const kept = [];
  for (const name of (await caches.keys()).sort()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) kept.push([name.split(" ")[2], url]);
  }
  return kept;
}"""


def read_manifest(name: str = "Paper Digest") -> dict[str, Any]:
    """Return the manifest of a site of a name."""
    (file,) = app.render_app(replace(make_context([]), site_name=name))
    assert file.path == "manifest.webmanifest"
    loaded: dict[str, Any] = json.loads(file.content)
    return loaded


def read_build(worker: bytes) -> dict[str, Any]:
    """Return what a worker was told of its build."""
    found = re.search(rb'const BUILD=(\{"core":.*?\});', worker)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def write_files(folder: Path, **sizes: int) -> Path:
    """Write the files of a site that a worker asks for; more by path, of a size."""
    files: dict[str, bytes] = {
        "index.html": b"home",
        "assets/built/site.js": b"1",
        "assets/search/data/manifest.js": b'm({"fingerprint":"0123456789abcdef"})',
        "assets/search/data/search.js": b"2",
        "assets/search/data/facets.js": b"3",
        "assets/data/index.js": b'r({"version":"fedcba9876543210"})',
        "assets/data/cite/0.js": b"4",
    }
    files |= {path: b"x" * size for path, size in sizes.items()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


# The manifest and the images


def test_the_manifest_names_the_site_and_stays_below_it():
    """Addresses are relative, so that the app starts under any path."""
    manifest = read_manifest("Näme")
    assert manifest["name"] == manifest["short_name"] == "Näme"
    assert manifest["start_url"] == manifest["scope"] == "."
    assert manifest["display"] == "standalone"


def test_the_colours_are_those_of_the_style_sheet():
    """Nobody has to remember that a colour stands in two places."""
    css = (ASSETS / "css" / "site.css").read_text("utf-8")
    assert f"--paper: light-dark({app.PAPER}," in css
    assert read_manifest()["theme_color"] == app.PAPER


def test_every_image_has_the_size_that_is_told():
    """Icons are as large as the manifest says, and small to load."""
    sizes = {"apple-touch-icon.png": "180x180", "og.png": "1200x630"}
    for icon in read_manifest()["icons"]:
        folder, name = icon["src"].rsplit("/", 1)
        assert folder == "assets/images"
        sizes[name] = icon["sizes"]
    assert len(sizes) == 5
    for name, size in sizes.items():
        content = (IMAGES / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert "{}x{}".format(*struct.unpack(">II", content[16:24])) == size
        assert len(content) < (40_000 if name == "og.png" else 15_000)


# What the worker is told


def test_a_worker_lists_what_is_there(tmp_path):
    """Pages, scripts and heads are kept of every site, data by its version."""
    built = write_files(tmp_path)
    build = read_build(app.render_worker(ASSETS, built).content)
    assert build["core"] == [
        "index.html", "assets/built/site.js", "assets/data/index.js",
        "assets/search/data/manifest.js", "assets/search/data/search.js",
    ]  # fmt: skip
    assert build["data"] == [
        "assets/search/data/facets.js?0123456789abcdef",
        "assets/data/cite/0.js?fedcba9876543210",
    ]
    assert build["versions"] == ["0123456789abcdef", "fedcba9876543210"]


def test_the_index_of_a_large_site_is_not_kept_whole(tmp_path):
    """Beyond three megabytes a device keeps what was used."""
    large = {"assets/search/data/terms/t-a.js": app.SMALL}
    built = write_files(tmp_path, **large)
    build = read_build(app.render_worker(ASSETS, built).content)
    assert build["data"] == []
    assert "assets/search/data/search.js" in build["core"]


def test_data_that_do_not_fit_beside_the_index_are_not_kept_whole(tmp_path):
    """The index comes first; where records would be too much besides, it stays alone."""
    built = write_files(tmp_path, **{"assets/data/cite/1.js": app.SMALL})
    build = read_build(app.render_worker(ASSETS, built).content)
    assert build["data"] == ["assets/search/data/facets.js?0123456789abcdef"]


@pytest.mark.parametrize("damage", [None, b"r({})"])
def test_data_without_a_version_are_not_kept(tmp_path, damage):
    """What has no version could change under its address."""
    built = write_files(tmp_path)
    head = built / "assets/data/index.js"
    head.unlink() if damage is None else head.write_bytes(damage)
    build = read_build(app.render_worker(ASSETS, built).content)
    assert build["versions"] == ["0123456789abcdef"]
    assert not [path for path in build["data"] if path.startswith("assets/data/")]


def test_the_version_changes_with_the_files(tmp_path):
    """The same site gives the same worker; another page or name another one."""
    built = write_files(tmp_path)
    first = app.render_worker(ASSETS, built).content
    assert app.render_worker(ASSETS, built).content == first
    (built / "index.html").write_bytes(b"another")
    second = app.render_worker(ASSETS, built).content
    (built / "index.html").rename(built / "404.html")
    third = app.render_worker(ASSETS, built).content
    versions = {read_build(each)["version"] for each in (first, second, third)}
    assert len(versions) == 3


@pytest.mark.parametrize("source", [None, "const BUILD = {};"])
def test_a_template_without_its_place_is_refused(tmp_path, source):
    """A worker that nothing was filled into would never keep anything."""
    if source is not None:
        (tmp_path / "app").mkdir()
        (tmp_path / app.TEMPLATE).write_text(source, encoding="utf-8")
    with pytest.raises(OutputError, match=r"sw\.js: expected a script that holds"):
        app.render_worker(tmp_path, tmp_path)


# In a browser


def complete(site: Path) -> Path:
    """Put the worker of a site into it, as the last thing."""
    worker = app.render_worker(ASSETS, site)
    replace_file(site / worker.path, worker.content)
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the invented site once."""
    return complete(build_site(tmp_path_factory.mktemp("app")))


@pytest.fixture(scope="module")
def browser():
    """Run one browser for the module."""
    with launch() as running:
        yield running


@pytest.fixture
def copy(site, tmp_path):
    """Give a copy of the site that a test may change."""
    return shutil.copytree(site, tmp_path / "site")


@pytest.fixture
def page(browser):
    """Open a page in a context of its own, in which the worker may run."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, service_workers="allow"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def wait_until(page, condition: str, *values: str) -> None:
    """Wait until an asynchronous function of the page returns true."""
    for _ in range(200):
        if page.evaluate(condition, list(values)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def settle(page) -> None:
    """Wait until the worker has taken over and keeps all that it should."""
    wait_until(
        page,
        """async () => {
          const { controller } = navigator.serviceWorker;
          if (!controller || !(await caches.match(location.href))) return false;
          const complete = new URL("complete", controller.scriptURL);
          return (await caches.match(complete)) !== undefined;
        }""",
    )


def enter(page, base: str, path: str = "index.html") -> None:
    """Open a page of a site for the first time, and wait for the worker."""
    page.goto(base + path)
    settle(page)


ONE_BUILD = """async () => (await caches.keys())
  .filter((name) => name.includes(" core ")).length === 1"""


def change(site: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a page of a site, and tell the worker, as another build would."""
    file = site / path
    text = file.read_text("utf-8")
    assert old in text
    replace_file(file, text.replace(old, new).encode())
    complete(site)


@pytest.mark.browser
def test_the_worker_passes_the_checks_of_the_site(site):
    """Manifest, worker and images are files like others."""
    assert check_site(site).problems == ()


@pytest.mark.browser
def test_without_a_network_the_site_goes_on(page, site):
    """Pages that were seen, lists, the search and the page of news are there offline."""
    report = watch(page)
    with serve(site, PREFIX) as base:
        enter(page, base, "topics/kites.html")
        page.goto(base + PAPER)
        expect(page.locator("h1")).to_contain_text("KiteNet")
    page.context.set_offline(True)
    page.goto(base + PAPER)
    expect(page.locator("h1")).to_contain_text("KiteNet")
    expect(page.locator(".app-note")).to_contain_text("No network")
    page.goto(base)
    expect(page.locator(".entry").first).to_be_visible()
    page.goto(f"{base}topics/kites.html")
    expect(page.locator(".entry").first).to_be_visible()
    page.goto(f"{base}topics/index.html")
    expect(page.locator(".topic-card").first).to_be_visible()
    page.goto(f"{base}search.html?q=title:grid")
    expect(page.locator("#search-results > li")).to_have_count(20)
    page.goto(f"{base}new.html")
    expect(page.locator("#new-status")).to_contain_text("Nothing has been added")
    assert report.is_clean, report


@pytest.mark.browser
def test_a_page_that_is_not_kept_leads_to_what_is(page, site):
    """Instead of the browser's error there is a page with the way back, and links."""
    with serve(site, PREFIX) as base:
        enter(page, base)
        page.goto(base + PAPER)
    page.context.set_offline(True)
    missing = f"{base}papers/arxiv-2201-00009.html?a=b"
    page.goto(missing)
    expect(page.locator("h1")).to_have_text("No network")
    expect(page.get_by_role("link", name="Try again")).to_have_attribute(
        "href", missing
    )
    kept = page.locator("#offline-kept a")
    expect(kept).to_have_text([re.compile("KiteNet")])
    kept.first.click()
    page.wait_for_url(base + PAPER)
    expect(page.locator("h1")).to_contain_text("KiteNet")


@pytest.mark.browser
def test_what_is_asked_for_must_lie_in_the_site(page, site):
    """A link to the page for no network cannot lead anywhere else."""
    with serve(site, PREFIX) as base:
        page.goto(f"{base}offline.html?page=//example.org/")
        expect(page.locator("#offline-wanted a")).to_have_attribute(
            "href", f"{base}//example.org/"
        )
        page.goto(f"{base}offline.html?page=../../../")
        expect(page.locator("#offline-wanted")).to_be_hidden()


@pytest.mark.browser
def test_with_a_network_no_page_is_stale(page, copy):
    """Whatever is kept, a page that changed is shown as it is now, once and for all."""
    with serve(copy, PREFIX) as base:
        enter(page, base)
        page.goto(base + PAPER)
        page.reload()
        loads: list[str] = []
        page.on("load", lambda opened: loads.append(opened.url))
        change(copy, PAPER, "KiteNet: Learning", "KiteNet, second edition: Learning")
        change(copy, "index.html", "</h1>", " anew</h1>")
        page.reload()
        expect(page.locator("h1")).to_contain_text("second edition")
        page.goto(base)
        expect(page.locator("h1")).to_contain_text("anew")
        wait_until(page, ONE_BUILD)
        assert loads == [base + PAPER, base]
    page.context.set_offline(True)
    page.goto(base + PAPER)
    expect(page.locator("h1")).to_contain_text("second edition")
    page.goto(f"{base}index.html")
    expect(page.locator("h1")).to_contain_text("anew")


@pytest.mark.browser
def test_a_new_build_takes_over_and_drops_the_old_one(page, copy):
    """Of an earlier build only pages that were seen stay."""
    with serve(copy, PREFIX) as base:
        enter(page, base)
        page.goto(base + PAPER)
        before = page.evaluate(KEPT)
        assert ["used", base + PAPER] in before
        facets = next(url for _, url in before if "facets.js" in url)
        page.evaluate(
            """async (url) => {
              const name = (await caches.keys()).find((one) => one.endsWith(" used"));
              await (await caches.open(name)).put(url, new Response("old"));
              await caches.open("of somebody else");
            }""",
            f"{facets.split('?')[0]}?0000000000000000",
        )
        change(copy, "index.html", "</h1>", " anew</h1>")
        first = {url for kind, url in before if kind == "core"}
        page.goto(f"{base}about.html")
        wait_until(
            page,
            """async () => {
              const kept = await caches.match(new URL("index.html", document.baseURI));
              return kept && (await kept.text()).includes("anew");
            }""",
        )
        wait_until(page, ONE_BUILD)
        after = page.evaluate(KEPT)
        assert {url for kind, url in after if kind == "core"} == first
        assert ["used", base + PAPER] in after
        assert not [url for _, url in after if url.endswith("?0000000000000000")]
        assert "of somebody else" in page.evaluate("() => caches.keys()")


@pytest.mark.browser
def test_a_page_that_is_gone_is_not_kept(page, copy):
    """What the server no longer has is not shown from the device either."""
    with serve(copy, PREFIX) as base:
        enter(page, base)
        page.goto(base + PAPER)
        page.goto(base)
        (copy / PAPER).unlink()
        page.goto(base + PAPER)
        page.goto(base)
        wait_until(
            page,
            "async ([url]) => (await caches.match(url)) === undefined",
            base + PAPER,
        )


@pytest.mark.browser
def test_downloads_are_not_kept(page, site):
    """A file of data may be of any size: it goes past the worker's caches."""
    with serve(site, PREFIX) as base:
        enter(page, base)
        page.goto(f"{base}report.json")
        page.goto(f"{base}about.html")
        kept = [url for _, url in page.evaluate(KEPT)]
        assert not [url for url in kept if url.endswith((".json", ".jsonl"))]


class SlowServer(ThreadingHTTPServer):
    """Lets pages wait as long as it is told to."""

    daemon_threads = True
    seconds = 0.0


class SlowHandler(SimpleHTTPRequestHandler):
    """Serves a folder; HTML late."""

    server: SlowServer

    def do_GET(self) -> None:
        """Answer, a page only after a while."""
        if self.path.endswith(".html"):
            time.sleep(self.server.seconds)
        super().do_GET()

    def log_message(self, *args: object) -> None:
        """Write no log."""


@contextmanager
def serve_slowly(folder: Path) -> Iterator[tuple[str, SlowServer]]:
    """Serve a folder; give its address, and the server, which may be told to wait."""
    handler = partial(SlowHandler, directory=str(folder))
    server = SlowServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.browser
def test_a_slow_network_shows_the_copy_and_says_so(page, copy):
    """After four seconds the kept page comes; when the new one is there, a link offers it."""
    with serve_slowly(copy) as (base, server):
        enter(page, base)
        page.goto(base + PAPER)
        page.goto(base)
        change(copy, PAPER, "KiteNet: Learning", "KiteNet, second edition: Learning")
        server.seconds = 6
        page.goto(base + PAPER, wait_until="commit")
        expect(page.locator("h1")).to_contain_text("KiteNet: Learning")
        note = page.locator(".app-note", has_text="There is a newer one")
        expect(note).to_be_visible(timeout=10_000)
        server.seconds = 0
        note.get_by_role("link", name="Load it").click()
        expect(page.locator("h1")).to_contain_text("second edition")
        expect(note).to_have_count(0)


@pytest.mark.browser
def test_without_a_worker_nothing_is_wrong(page, copy):
    """A site that has none, or a page from a disk, works as it did, in silence."""
    report = watch(page)
    page.goto(f"{copy.as_uri()}/index.html")
    page.wait_for_timeout(200)
    assert page.evaluate("() => document.querySelectorAll('.app-note').length") == 0
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    with serve(copy, PREFIX) as base:
        page.goto(base)
        expect(page.locator(".entry").first).to_be_visible()
    assert not report.errors


@pytest.mark.browser
def test_a_page_that_names_no_manifest_asks_for_no_worker(page, copy):
    """Where an owner leaves the app out, nothing is asked for that is not there."""
    report = watch(page)
    (copy / "sw.js").unlink()
    about = copy / "about.html"
    text = re.sub(r"<link rel=.?manifest[^>]*>", "", about.read_text("utf-8"))
    replace_file(about, text.encode())
    with serve(copy, PREFIX) as base:
        page.goto(f"{base}about.html")
        page.wait_for_timeout(300)
    assert report.is_clean, report
