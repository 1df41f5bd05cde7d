"""The commands of LaTeX's text mode that abstracts use, and what each is for."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.latex.mathml import convert

STYLES = {
    "textit": "em", "emph": "em", "textsl": "em", "textbf": "strong", "texttt": "code",
    "underline": "underline", "uline": "underline", "ul": "underline",
    "textsuperscript": "sup", "textsubscript": "sub",
    **dict.fromkeys(("textsc", "textrm", "textsf", "textnormal", "textup", "textmd"), ""),
    **dict.fromkeys(("text", "mbox", "hbox", "fbox", "mathrm"), ""),
}  # fmt: skip
SWITCHES = {
    **dict.fromkeys(("it", "itshape", "em", "sl", "slshape"), "em"),
    **dict.fromkeys(("bf", "bfseries"), "strong"),
    **dict.fromkeys(("tt", "ttfamily"), "code"),
    **dict.fromkeys(("rm", "rmfamily", "sf", "sffamily", "sc", "scshape", "normalfont"), ""),
    **dict.fromkeys(("tiny", "scriptsize", "footnotesize", "small", "normalsize"), ""),
    **dict.fromkeys(("large", "Large", "LARGE", "huge", "Huge", "centering"), ""),
    **dict.fromkeys(("noindent", "xspace", "protect", "left", "right", "displaystyle"), ""),
}  # fmt: skip
SECOND_ARGUMENT = frozenset({"textcolor", "colorbox", "foreignlanguage", "scalebox"})
LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
_WORDS = {
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|",
    "textless": "<", "textgreater": ">", "textquotesingle": "'", "textunderscore": "_",
    "ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯", "textemdash": "—",
    "textendash": "–", "textdegree": "°", "degree": "°", "deg": "°", "slash": "/",
    "textregistered": "®", "texttrademark": "™", "copyright": "©", "textcopyright": "©",
    "pounds": "£", "euro": "€", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "textbullet": "•", "item": "•", "textquotedblleft": "“", "textquotedblright": "”",
    "textquoteleft": "‘", "textquoteright": "’", "textmu": "µ", "textpm": "±",
    "texttimes": "×", "LaTeX": "LaTeX", "TeX": "TeX", "eg": "e.g.", "ie": "i.e.",
    "etal": "et al.", "quad": " ", "qquad": " ", "newline": " ", "par": " ",
    "linebreak": " ", "space": " ",
}  # fmt: skip

_SYMBOL = re.compile(r"[^\s\\]|[A-Za-z]{2,6}")


@lru_cache(maxsize=1024)
def read_symbol(name: str) -> str:
    r"""Return the character or operator name that a command stands for, or ""."""
    if name in _WORDS:
        return _WORDS[name]
    if len(name) == 1:
        return ""
    formula = convert(f"\\{name}")
    known = formula and formula.exact and _SYMBOL.fullmatch(formula.text)
    return formula.text if formula and known else ""


def read_dingbat(number: str) -> str:
    r"""Return the sign of Zapf Dingbats that `\ding{182}` numbers: ❶; else the number."""
    if not re.fullmatch(r"18[2-9]|19[01]|5[0-9]", number):
        return number
    return chr((0x2700 - 32 if len(number) == 2 else 0x2776 - 182) + int(number))
