r"""One LaTeX formula → MathML for the page, and the plain text that it reads as.

math-core converts. What it is given is bounded first (it recurses in native code), and
what it returns is parsed, held against an allow-list and written anew: the markup that
leaves here can hold nothing but the elements and attributes named below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from itertools import accumulate
from xml.etree import ElementTree

from math_core import LatexError, LatexToMathML

from generator.latex.mathtext import read_formula
from generator.text import clean

MAX_SOURCE = 600
"""Characters; the longest formula in 65,000 arXiv abstracts has 324."""
MAX_BRACES = 24
"""Levels of braces."""
MAX_UNCLOSED = 8
"""Opening fences without a closing one: math-core's time doubles with each of them."""
_MAX_UNKNOWN = 16
_MAX_LEVELS = 150

_MACROS = {
    **{letter: rf"\mathbb{{{letter}}}" for letter in "ABCDEFIKPQ"},
    "mbox": r"\text{#1}",
    "smash": "#1",
    "ensuremath": "#1",
    "dotsc": r"\ldots",
    "upmu": r"\mu",
    "bigO": r"\mathcal{O}(#1)",
}
_CONVERTER = LatexToMathML(
    fancy_error=False, allow_unreliable_rendering=True, macros=_MACROS
)

# Commands that define commands: a dozen characters of them can grow without end.
_DEFINES = re.compile(
    r"\\(?:[egx]?def|(?:future)?let|(?:re|provide)?newcommand|(?:re)?newenvironment"
    r"|providecommand|renewcommand|Declare\w+)(?![a-zA-Z])"
)
_FENCE = re.compile(
    r"(?P<open>[(\[⟨⌈⌊⟦⟮⟪⌜⌞⎰]|\\(?:\{|ll?(?:[Aa]ngle|[Bb]race|[Vv]ert|ang|brack(?:et)?|ceil"
    r"|floor|group|paren(?:thesis)?|moustache)(?![a-zA-Z])|[ul]lcorner))"
    r"|[)\]⟩⌉⌋⟧⟯⟫]|\\(?:\}|r(?:angle|brace|brack|ceil|floor|vert|Vert)(?![a-zA-Z]))|\\."
)
_BARE_PERCENT = re.compile(r"(\\.)|%")
_UNICODE = re.compile(r"\\unicode\s*\{\s*[xX]([0-9a-fA-F]{2,5})\s*\}")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}")
_TEXT = re.compile(r"\\(?:text(?:bf|it|rm|sf|sc|tt|normal)?|mbox)\s*\{[^{}]*\}")
_TEXT_SPECIAL = re.compile(r"(\\.)|([_#&])")
_SPECIAL = frozenset("{}$%#&_")
_SIZE = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge"
    r"|xspace|nonumber|label\s*\{[^{}]*\})(?![a-zA-Z])"
)
_GROUPED = re.compile(r"^\s*(\d{1,3})((?:,\d{3})+)(?![\d,])")
_BRACE = re.compile(r"\\.|[{}]")
_STEP = {"{": 1, "}": -1}
_UNKNOWN = re.compile(r'Unknown command "\\([a-zA-Z]+)"')
_NAMED_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;)[a-zA-Z]+;")

_ELEMENTS = frozenset({
    "math", "mfrac", "menclose", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
    "mphantom", "mprescripts", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
})  # fmt: skip
_IN_TEXT = frozenset({"b", "i", "em", "code"})
"""HTML that may stand inside `mtext`; anywhere else it would end the formula."""
_ATTRIBUTES = frozenset({
    "accent", "accentunder", "columnalign", "depth", "display", "displaystyle", "fence",
    "form", "height", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "rspace", "scriptlevel", "separator", "stretchy",
    "symmetric", "voffset", "width",
})  # fmt: skip
# The pages' policy allows no inline style, and their ids are their own.
_DROPPED = frozenset({"style", "class", "id"})
_VALUE = re.compile(r"[a-zA-Z0-9.+% -]{1,40}")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that math-core understood."""

    markup: str
    """A complete `<math>…</math>`."""
    text: str
    """What it reads as on one line, e.g. `O(1/√T)`."""
    exact: bool
    """False where a command was unknown and its name is shown upright instead."""


class _RefusedError(Exception):
    """The converter returned something that is not on the allow-list."""


def convert(source: str) -> Formula | None:
    """Convert a formula without its delimiters; None where it has to be shown as source."""
    return _convert(source) if len(source) <= MAX_SOURCE else None


@lru_cache(maxsize=8192)
def _convert(source: str) -> Formula | None:
    prepared = _prepare(_balance(clean(source)))
    if not prepared or _DEFINES.search(prepared):
        return None
    if _nesting(prepared) > MAX_BRACES or _count_unclosed(prepared) > MAX_UNCLOSED:
        return None
    markup, exact = _call(prepared)
    admitted = admit_markup(markup)
    return Formula(*admitted, exact) if admitted else None


def admit_markup(markup: str) -> tuple[str, str] | None:
    """Return MathML written anew, and its reading; None where it holds anything else."""
    try:
        root = ElementTree.fromstring(_NAMED_ENTITY.sub(_resolve_entity, markup))
        return _serialise(root, _ELEMENTS, _MAX_LEVELS), read_formula(root)
    except (ElementTree.ParseError, _RefusedError):
        return None


def _call(source: str) -> tuple[str, bool]:
    r"""Return the converter's markup, or "", and whether every command was known.

    An unknown `\foo` becomes `\mathrm{foo}`, one command an attempt.
    """
    exact = True
    for _ in range(_MAX_UNKNOWN):
        try:
            return _CONVERTER.convert_with_local_state(
                source, displaystyle=False
            ), exact
        except LatexError as error:
            unknown = _UNKNOWN.search(str(error))
            if not unknown:
                return "", False
            name = unknown[1]
            source = re.sub(rf"\\{name}(?![a-zA-Z])", rf"\\mathrm{{{name}}}", source)
            exact = False
    return "", False


def _count_unclosed(source: str) -> int:
    """Return how many fences open and do not close; any kind closes any other."""
    depth = 0
    for match in _FENCE.finditer(source):
        if match["open"]:
            depth += 1
        elif len(match[0]) != 2 or match[0] == r"\}":  # not another escape
            depth = max(0, depth - 1)
    return depth


def _nesting(source: str) -> int:
    """Return how deep the braces nest."""
    return max(
        accumulate(_STEP.get(match[0], 0) for match in _BRACE.finditer(source)),
        default=0,
    )


def _balance(source: str) -> str:
    """Return the source with its braces paired: extra ones left out, missing ones added."""
    depth = position = 0
    parts: list[str] = []
    for match in _BRACE.finditer(source):
        parts.append(source[position : match.start()])
        position = match.end()
        depth += _STEP.get(match[0], 0)
        if depth >= 0:
            parts.append(match[0])
        depth = max(0, depth)
    tail = source[position:]
    if tail.endswith("\\"):  # a lone backslash would swallow the brace added here
        tail += " "
    return "".join(parts) + tail + "}" * depth


def _prepare(source: str) -> str:
    """Rewrite what browsers' MathJax accepts and math-core does not."""
    if "\\" in source:
        source = _UNICODE.sub(_resolve_unicode, source)
        source = _HREF.sub("", source)
        source = _SIZE.sub(" ", source)
        source = _TEXT.sub(lambda m: _TEXT_SPECIAL.sub(_escape_special, m[0]), source)
    source = _GROUPED.sub(lambda m: m[1] + m[2].replace(",", "{,}"), source)
    return _BARE_PERCENT.sub(lambda m: m[1] or r"\%", source)


def _escape_special(match: re.Match[str]) -> str:
    return match[1] or "\\" + match[2]


def _resolve_unicode(match: re.Match[str]) -> str:
    r"""Return the character of `\unicode{x2013}` where it may stand in text."""
    character = clean(chr(int(match[1], 16)))
    return "\\" + character if character in _SPECIAL else rf"\text{{{character}}}"


def _resolve_entity(match: re.Match[str]) -> str:
    return escape(unescape(match[0]))


def _serialise(
    element: ElementTree.Element, allowed: frozenset[str], levels: int
) -> str:
    """Write an element anew, from allowed names and escaped text only."""
    tag = element.tag
    if levels == 0 or (tag not in allowed and tag != "span"):
        raise _RefusedError
    within = _IN_TEXT if tag == "mtext" else allowed
    inner = escape(element.text or "", quote=False) + "".join(
        _serialise(child, within, levels - 1) + escape(child.tail or "", quote=False)
        for child in element
    )
    if tag == "span":  # only ever carries a style
        return inner
    return f"<{tag}{_serialise_attributes(element)}>{inner}</{tag}>"


def _serialise_attributes(element: ElementTree.Element) -> str:
    kept = {k: v for k, v in element.attrib.items() if k not in _DROPPED}
    for name, value in kept.items():
        if name not in _ATTRIBUTES or not _VALUE.fullmatch(value):
            raise _RefusedError
    return "".join(f' {name}="{value}"' for name, value in kept.items())
