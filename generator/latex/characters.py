r"""Characters that LaTeX spells out: accents, escapes, dashes, ties, quotation marks.

The same signs also come out of JSON (`don\'t`, `\"so\"`) and out of prose ("~5",
`--flag`); the rules here tell the two apart.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302", "~": "\u0303",
    "=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c", "H": "\u030b",
    "u": "\u0306", "r": "\u030a", "k": "\u0328", "b": "\u0331", "d": "\u0323",
}  # fmt: skip
_ACCENT_GROUP = re.compile(r"\\(['\"`^~=.cvHurkbd]) ?\{ ?\\?([A-Za-z]?) ?\}")
_ACCENT_DOTLESS = re.compile(r"\\(['\"`^~=.]) ?\\([ij])(?![a-zA-Z]) ?")
_ACCENT_SPACED = re.compile(r"\\([cvHkd]) ([A-Za-z])")
_ACCENT_LETTER = re.compile(r"\\(['\"`^~=.])([A-Za-z])")
_CONTRACTION = re.compile(r"(?:s|re|ve|ll|d|t|m)(?![A-Za-z])")
_CLOSING_MARK = {
    mark: re.compile(rf"[^\\]{{0,80}}\\{mark}(?![A-Za-z])") for mark in "'\""
}
_LINE_BREAK = re.compile(r"\\\\(?:\*?\[[^\[\]\\]{0,12}\]|(?=[%&#$_])([%&#$_])| ?)")
_ESCAPES = {
    **{sign: sign for sign in "%$&#_{}|*+<>?"},
    **dict.fromkeys(" ,;:", " "),
    "!": "",
    "-": "",
}

_BACKTICK = re.compile(r"(?<![\w\\`])`(?![`\s])([^`]{1,300}?)(?<![\s\\'])'(?![\w'`])")
_BACKTICKS = re.compile(r"(?<![\\`])``(?!`)(?:([^`'\"]*+)``(?!`)|([^`]*+))")
_CLOSING = re.compile(r"''(?!')|\"(?!\w)")


def read_accent(text: str, start: int) -> tuple[str, int] | None:
    r"""Return the letter that the accent command at `start` makes, and the offset behind."""
    if match := _ACCENT_GROUP.match(text, start):
        shown = _compose(match[2], match[1]) if match[2] else match[1]
        return shown, match.end()
    match = _ACCENT_DOTLESS.match(text, start) or _ACCENT_SPACED.match(text, start)
    if match is None:
        match = _ACCENT_LETTER.match(text, start)
        if match is None or not _is_accent(text, match):
            return None
    shown = _compose(match[2], match[1])
    return (shown, match.end()) if len(shown) == 1 else None


def _is_accent(text: str, match: re.Match[str]) -> bool:
    r"""Tell `Fr\'echet` from the escaped quotation marks of `don\'t` and `\'so\'`."""
    if match[1] not in _CLOSING_MARK:
        return True
    if text[: match.start()][-1:].isalpha():
        return not _CONTRACTION.match(text, match.start(2))
    return not _CLOSING_MARK[match[1]].match(text, match.start(2))


def _compose(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + _MARKS[mark])


def read_escape(text: str, start: int) -> tuple[str, int]:
    r"""Return what the backslash at `start` and the sign after it show; `\` if nothing."""
    if match := _LINE_BREAK.match(text, start):
        return match[1] or " ", match.end()
    sign, after = text[start + 1 : start + 2], text[start + 2 : start + 3]
    if sign == "/":  # italic correction before a brace; else a slash out of JSON
        return "" if after == "}" else "/", start + 2
    if sign == "@":  # end of a sentence, or the sign itself: mAP\@50
        return "@" if after.isdigit() else "", start + 2
    if sign and sign in "'\"`^~=.":  # not an accent, so the sign was escaped
        return sign, start + 2
    if sign in _ESCAPES:
        return _ESCAPES[sign], start + 2
    return "\\", start + 1


def read_tie(text: str, start: int) -> str:
    """Return a space for the tie at `start`, and `~` where it means "about" or "home"."""
    before, after = (
        text[start - 1 : start] if start else " ",
        text[start + 1 : start + 2],
    )
    if before.isdigit() and after.isdigit():  # a range, 3~5
        return "~"
    return "~" if before in " ([\"'/=<>" and after != "\\" else " "


def read_dash(text: str, start: int, end: int) -> str:
    """Return the dash that the hyphens from `start` to `end` are; options keep them."""
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1]
    if end - start > 3 or after in {">", "="} or before in {"<", "!"}:
        return text[start:end]
    if end - start == 3:
        return "—"
    option = after.isalpha() and not (before.isalnum() or before in ".,;)}")
    return "--" if option else "–"


def read_quotes(text: str) -> str:
    """Return text with LaTeX's quotation marks as typographic ones; code fences stay."""
    if "`" not in text:
        return text
    text = _BACKTICK.sub(r"‘\1’", text)
    return _BACKTICKS.sub(_read_double_quotes, text)


def _read_double_quotes(match: re.Match[str]) -> str:
    if match[1] is not None:  # ``code``
        return match[0]
    return "“" + _CLOSING.sub("”", match[2], count=1)
