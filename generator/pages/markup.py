"""The one border at which text becomes HTML: everything is escaped here, once.

Templates run with autoescape on; `rich` is the only maker of `Markup`, and takes only
the pieces that `latex.parse_rich` made: text that is escaped here, addresses that
passed `safe_url`, and MathML that passed its allow-list.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

import jinja2
from markupsafe import Markup, escape

from generator.dates import label, weekday_label
from generator.latex import Piece, parse_rich, plain
from generator.links import safe_url
from generator.models import PartialDate
from generator.summaries import make_byline, make_gist
from generator.text import display_name, shorten

_TAGS = {
    "em": "em",
    "strong": "strong",
    "underline": "u",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
}
_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_LINE_BREAK = re.compile(r"\s*\n\s*")


def rich(text: str | None, *, links: bool = True) -> Markup:
    """Return a title or abstract as HTML: formulas, emphasis and links shown.

    Args:
        text: as the source has it.
        links: False inside a link, where another link may not stand.
    """
    return Markup("").join(
        _render_piece(piece, links) for piece in parse_rich(text or "")
    )


def _render_piece(piece: Piece, links: bool) -> Markup:
    match piece.kind:
        case "math":
            return Markup(piece.markup)
        case "tex":
            return Markup('<code class="tex">{}</code>').format(piece.text)
        case "link" if links and safe_url(piece.url):
            link = '<a href="{}" rel=nofollow>{}</a>'
            return Markup(link).format(piece.url, piece.text)
        case _:
            tag = _TAGS.get(piece.style)
            text = escape(piece.text)
            return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if tag else text


def make_environment() -> jinja2.Environment:
    """Return the templates' environment: escaping on, an unknown name is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("generator.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(
        rich=rich,
        plain=plain,
        shorten=shorten,
        date_label=label,
        weekday_label=weekday_label,
        count=_format_count,
        plural=_format_plural,
        month_page=_name_month_page,
        person=display_name,
        byline=make_byline,
        gist=make_gist,
    )
    return environment


def _name_month_page(date: PartialDate) -> str:
    return str(PartialDate(date.year, date.month))


def _format_count(number: int) -> str:
    return f"{number:,}"


def _format_plural(number: int, noun: str, plural: str | None = None) -> str:
    """Return `1 paper`, `2 papers`, `3 categories` (with its plural given)."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def join_lines(text: str) -> str:
    """Return HTML on one line: Markdown leaves a one-line block alone, whatever it holds."""
    return _LINE_BREAK.sub(" ", _BETWEEN_TAGS.sub("><", text)).strip()


def render_markdown(meta: Mapping[str, str], body: str) -> bytes:
    """Return a Markdown page: front matter, then the body as one block of raw HTML.

    Values of the front matter are escaped here, once: the theme prints them as they are.
    """
    lines = ["---"]
    lines += [f"{key}: {json.dumps(html.escape(text))}" for key, text in meta.items()]
    lines += [
        "generated: true",
        "---",
        "",
        f'<div class="gen">{join_lines(body)}</div>',
        "",
    ]
    return "\n".join(lines).encode()
