"""The site engine: the one place that knows of MkDocs and of what its theme leaves.

It runs `mkdocs build --strict` on docs/, and afterwards takes out what no page uses.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from generator.errors import SiteError
from generator.models import PartialDate
from generator.pages.shell import SHELL_PAGE
from generator.sitemap import render_sitemap

# Parts of the theme that no page of ours asks for.
_UNUSED = (
    "assets/javascripts",
    "assets/images/favicon.png",
    "sitemap.xml.gz",
)
_UNUSED_PATTERNS = ("assets/stylesheets/**/*.map", "assets/stylesheets/palette.*")


def read_site_name(root: Path) -> str:
    """Return the name of the site, as mkdocs.yml has it.

    Raises:
        SiteError: MkDocs cannot read its configuration.
    """
    try:
        return str(load_config(str(root / "mkdocs.yml")).site_name)
    except ConfigurationError as error:
        raise SiteError(f"mkdocs.yml: {error}") from error


def load_lunr() -> str:
    """Return lunr.js as the installed MkDocs brings it.

    Raises:
        SiteError: it is not there.
    """
    path = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    if not path.is_file():
        raise SiteError("the installed mkdocs package brings no lunr.js")
    return path.read_text(encoding="utf-8")


def run(root: Path, built: Path, site_url: str, build_date: PartialDate | None) -> None:
    """Build docs/ of a project into a folder, strictly: a warning is a failure.

    Args:
        root: the project.
        built: the folder, which is emptied first.
        site_url: where the site will be published, or empty.
        build_date: the day that the engine takes for today, so that the same papers
            give the same bytes.

    Raises:
        SiteError: MkDocs failed; the message holds what it said.
    """
    date = build_date or PartialDate(2000)
    # What archives and feeds can hold; a typing error in a date must not stop a build.
    year = min(max(date.year, 1980), 2100)
    day = date.day if year == date.year else 1
    epoch = datetime(year, date.month or 1, day or 1, tzinfo=UTC).timestamp()
    environment = os.environ | {
        "SITE_URL": site_url,
        "SOURCE_DATE_EPOCH": str(int(epoch)),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(built)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        raise SiteError(f"mkdocs build --strict failed:\n{said[-4000:]}")


def take_shell(built: Path) -> str:
    """Return the rendered shell of paper pages and remove it from the site.

    Raises:
        SiteError: it is not there.
    """
    path = built / SHELL_PAGE
    if not path.is_file():
        raise SiteError(f"mkdocs did not build {SHELL_PAGE}")
    page = path.read_text(encoding="utf-8")
    path.unlink()
    return page


def finish(built: Path, site_url: str, unlisted: Collection[str] = ()) -> None:
    """Remove what no page uses; write the sitemap where the address is known.

    Args:
        built: the site.
        site_url: where it will be published, or empty.
        unlisted: pages that no search engine should list, beside the one for errors.
    """
    found = [built / name for name in _UNUSED]
    found += [path for pattern in _UNUSED_PATTERNS for path in built.glob(pattern)]
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (built / "sitemap.xml").unlink(missing_ok=True)
    if site_url:
        pages = (path.relative_to(built).as_posix() for path in built.rglob("*.html"))
        hidden = {"404.html", "offline.html", *unlisted}
        for file in render_sitemap(sorted(set(pages) - hidden), site_url):
            (built / file.path).write_bytes(file.content)
