"""An invented history for a built site: which papers came with which build."""

from __future__ import annotations

import re
from pathlib import Path

from generator.output import replace_file
from generator.reader.data import FOLDER, render_data

BUILD = 12
"""Of the site as it is; builds 3 to 12 brought papers."""
ARRIVALS = ([12, "58-59"], [11, "0-1"], [10, "40-57"], *([n, str(n)] for n in range(9, 3, -1)),
            [3, "10-39"])  # fmt: skip
NEWS = {
    "build": BUILD,
    "date": "2026-03-12",
    "builds": [
        [12, "2026-03-12", 2, {"kites": 2}, {"ada-okafor": 1}],
        [11, "2026-03-11", 2, {"kites": 1, "other": 1}, {}],
        [10, "2026-03-10", 18, {"grids": 18}, {}],
        *([n, f"2026-03-0{n}", 1, {"grids": 1}, {}] for n in range(9, 3, -1)),
        [3, "2026-03-03", 30, {"grids": 30}, {}],
    ],
}
_TOKEN = re.compile(r'"token":"(\w+)"')
_BUILD = re.compile(rb'"build":\d+')


def add_history(site: Path, news: object = NEWS, arrivals: object = ARRIVALS) -> None:
    """Put an invented history in the place of that of a built site."""
    index = site / FOLDER / "index.js"
    (token,) = _TOKEN.findall(index.read_text("ascii"))
    for name, value in (("news", news), ("arrivals", arrivals)):
        file = render_data(name, value, token)
        replace_file(site / file.path, file.content)
    content, found = _BUILD.subn(b'"build":%d' % BUILD, index.read_bytes())
    assert found == 1
    replace_file(index, content)
