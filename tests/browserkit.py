"""A headless browser and a web server for tests, and an eye on what goes wrong in a page."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """What a page did that it should not have done; all empty in a good page."""

    errors: list[str] = field(default_factory=list)
    """Console errors and uncaught exceptions."""
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    """Addresses on other hosts than the page's first one."""

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing went wrong."""
        return not (self.errors or self.dialogs or self.requests)


def find_chromium() -> str:
    """Return the path of an installed Chromium, or that which CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named or "", *_NAMES])), None)
    if not found:
        pytest.skip("needs Chromium: install it, or name it in CHROMIUM")
    return found


@contextmanager
def launch() -> Iterator[Browser]:
    """Run a headless Chromium of this machine; close it at the end."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(_FLAGS)
        )
        # A worker would answer where tests look at requests; one that wants it says so.
        for name in ("new_context", "new_page"):
            plain = partial(getattr(browser, name), service_workers="block")
            setattr(browser, name, plain)
        try:
            yield browser
        finally:
            browser.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, in silence."""

    protocol_version = "HTTP/1.1"
    # Head and body are sent apart: the second would wait 40 ms for the first to arrive.
    disable_nagle_algorithm = True

    def __init__(self, *args, prefix: str, **kwargs) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Map only what lies below the prefix: links out of the site must fail."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside the site")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def log_message(self, *args) -> None:
        """Write no log."""


@contextmanager
def serve(folder: Path, prefix: str = "/digest/") -> Iterator[str]:
    """Serve a folder over http below a prefix, as a project site; yield its address."""
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def forget_files(page: Page) -> None:
    """Make a browser ask anew for every file: for some time it may hold one for fresh."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def watch(page: Page) -> Report:
    """Collect from now on what goes wrong in a page; dialogs are dismissed."""
    report = Report()
    hosts: list[str] = []

    def note_request(request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"data", "blob"}:
            return
        if not hosts:
            hosts.append(f"{address.scheme}://{address.netloc}")
        if f"{address.scheme}://{address.netloc}" != hosts[0]:
            report.requests.append(request.url)

    def note_dialog(dialog) -> None:
        report.dialogs.append(dialog.message)
        dialog.dismiss()

    def note_console(message) -> None:
        if message.type == "error":
            report.errors.append(message.text)

    page.on("request", note_request)
    page.on("dialog", note_dialog)
    page.on("console", note_console)
    page.on("pageerror", lambda error: report.errors.append(str(error)))
    return report
