"""What a formula reads as on one line: `O(1/√T)`, for titles, feeds and the search index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from xml.etree.ElementTree import Element

from generator.text import clean

_APPLY = "\u2061"  # the invisible operator between a function's name and its argument
_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ACCENTS = str.maketrans(
    "ˆ˜~¯⃗→˙¨ˇ´`˘",
    "\u0302\u0303\u0303\u0304\u20d7\u20d7\u0307\u0308\u030c\u0301\u0300\u0306",
)
_TYPED = str.maketrans("−∗∼∣", "-*~|", "\u2062\u2063\u2064\ufe00\ufe01")
_RELATIONS = frozenset("=<>≤≥≈≠≡~∈∉⊂⊆→←↔⇒≪≫≔∝≲≳≃≅")
_LEADING_RELATION = re.compile(r"^ (\S) (?=\S)")
_APPLIED = re.compile(rf"{_APPLY} ?(\(?)")
_WORD = re.compile(r"[\w.,]*|.|√\w|[(\[|][^()\[\]|]*[)\]|]")
# What can follow "/" or "√" without brackets: a number, a name, one letter.
_ATOM = re.compile(r"[\d.]+|[A-Za-z]{3,}|√?\w[₀-₉⁰-⁹]*|[(\[|][^()\[\]|]*[)\]|]")


def read_formula(element: Element) -> str:
    """Return a MathML element's text as one would type it, in NFC."""
    return clean(_read(element))


def raise_text(base: str, script: str) -> str:
    """Return a base with a superscript, in Unicode's own digits where it has them."""
    if script.isalpha() and len(script) == 2 and base[-1:].isdigit():
        return base + script  # 1st, 2nd, 3rd
    if script == "∘":
        return base + "°"
    if len(script) == 1 and not script.isalnum() and script not in "+-=()":
        return base + script
    return base + _script(script, _SUPERSCRIPTS, "^")


def lower_text(base: str, script: str) -> str:
    """Return a base with a subscript, in Unicode's own digits where it has them."""
    return base + _script(script, _SUBSCRIPTS, "_")


def _script(script: str, table: dict[int, int], mark: str) -> str:
    if script and all(ord(character) in table for character in script):
        return script.translate(table)
    return mark + _group(script) if script else ""


def _group(text: str) -> str:
    return text if _WORD.fullmatch(text) else f"({text})"


def _group_strictly(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"


def _read_fraction(parts: list[str]) -> str:
    return f"{_group(parts[0])}/{_group_strictly(parts[1])}"


def _read(element: Element) -> str:
    if element.tag in _LEAVES:
        return _read_leaf(element)
    parts = [_read(child) for child in element]
    arity, write = _STRUCTURES.get(element.tag, (0, "".join))
    if element.get("linethickness") == "0":
        return " choose ".join(parts)
    if arity and len(parts) == arity:
        return write([part.strip(" ") for part in parts])
    text = _SEPARATORS.get(element.tag, "").join(parts)
    return _LEADING_RELATION.sub(r"\1", _APPLIED.sub(_read_applied, text))


def _read_applied(match: re.Match[str]) -> str:
    return match[1] or " "


def _read_leaf(element: Element) -> str:
    if element.tag == "mspace":
        return " " if element.get("width") else ""
    text = "".join(element.itertext()).translate(_TYPED)
    if element.tag == "mo" and text in _RELATIONS:
        return f" {text} "
    # The mathematical alphabets are letters and digits in another dress; ℓ is itself.
    return "".join(
        unicodedata.normalize("NFKC", character)
        if (character.isalpha() or character.isdecimal()) and character != "ℓ"
        else character
        for character in text
    )


def _read_over(parts: list[str]) -> str:
    base, over = parts
    accent = over.translate(_ACCENTS)
    if len(base) == 1 and len(accent) == 1 and unicodedata.combining(accent):
        return base + accent
    if len(over) == 1 and not over.isalnum():  # a brace or a line over it
        return base
    return raise_text(base, over)


def _read_under(parts: list[str]) -> str:
    base, under = parts
    if len(under) == 1 and not under.isalnum():
        return base
    return lower_text(base, under)


def _read_both(parts: list[str]) -> str:
    base, under, over = parts
    return raise_text(lower_text(base, under), over)


_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "mspace"})
_SEPARATORS = {"mtable": "; ", "mtr": ", "}
_STRUCTURES: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "mfrac": (2, _read_fraction),
    "msqrt": (1, lambda parts: f"√{_group_strictly(parts[0])}"),
    "mroot": (
        2,
        lambda parts: f"{raise_text('', parts[1])}√{_group_strictly(parts[0])}",
    ),
    "msup": (2, lambda parts: raise_text(*parts)),
    "msub": (2, lambda parts: lower_text(*parts)),
    "msubsup": (3, _read_both),
    "mover": (2, _read_over),
    "munder": (2, _read_under),
    "munderover": (3, _read_both),
}
