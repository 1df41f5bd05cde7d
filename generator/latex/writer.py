r"""Tokens → pieces: groups, styles, commands with their arguments.

Recursion follows the braces and stops at MAX_DEPTH of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.latex.commands import (
    LETTERS,
    SECOND_ARGUMENT,
    STYLES,
    SWITCHES,
    read_dingbat,
    read_symbol,
)
from generator.latex.mathml import MAX_SOURCE, convert
from generator.latex.pieces import GAP, Piece, join_pieces, tidy_pieces
from generator.latex.tokens import Kind, Token, find_address, pair_braces

MAX_DEPTH = 24
"""Levels of braces; what lies deeper is shown as it stands."""
_SET = re.compile(r"[^\\$~^`{}]+,[^\\$~^`{}]*[^\\$~^`{}.;]")


@dataclass(frozen=True, slots=True)
class _Scope:
    """What holds where a token stands."""

    high: int
    """Index behind the last token of the group."""
    style: str = ""
    depth: int = 0

    def styled(self, style: str) -> str:
        """Return the style of a part: what is raised or lowered stays so."""
        return self.style if self.style in {"sup", "sub"} else style or self.style


def _is_set(source: str) -> bool:
    """Tell `{OwlQA, MouseQA}`, which is prose, from a group that LaTeX would not show."""
    return "," in source and len(source) <= 200 and bool(_SET.fullmatch(source))


@dataclass(slots=True)
class Writer:
    """Writes the pieces of one text; `tokens` are its own."""

    text: str
    tokens: list[Token]
    pieces: list[Piece] = field(default_factory=list)
    swallow: bool = False
    """True behind a command that takes the space after it."""
    pairs: dict[int, int] = field(init=False)
    """Index of an opening brace → index of the one that closes it."""

    def __post_init__(self) -> None:
        self.pairs = pair_braces(self.tokens, len(self.text))

    def write_all(self) -> None:
        """Turn every token into pieces."""
        self._write(0, _Scope(len(self.tokens)))

    def _write(self, low: int, scope: _Scope) -> None:
        index = low
        while index < scope.high:
            token = self.tokens[index]
            handler = _HANDLERS.get(token.kind)
            if handler:
                index = handler(self, index, scope)
            else:  # text, or a brace without its other half
                self._add(GAP if token.kind is Kind.NOTHING else token.value, scope)
                index += 1

    def _add(self, text: str, scope: _Scope) -> None:
        if self.swallow:
            text, self.swallow = text.removeprefix(" "), False
        self.pieces.append(Piece("text", text, scope.style))

    def _write_link(self, index: int, _: _Scope) -> int:
        token = self.tokens[index]
        self.pieces.append(Piece("link", token.value, url=token.url))
        return index + 1

    def _write_formula(self, index: int, scope: _Scope) -> int:
        source = self.tokens[index].value
        formula = convert(source)
        if formula is None:
            self.pieces.append(Piece("tex", source.strip()))
        elif formula.text:
            self.pieces.append(Piece("math", formula.text, markup=formula.markup))
        else:
            self._add(" ", scope)
        return index + 1

    # Groups

    def _write_group(self, index: int, scope: _Scope) -> int:
        """Write what stands in braces: without them, unless they make a set of it."""
        end = self.pairs.get(index)
        if end is None:
            self._add("{", scope)
            return index + 1
        source = self.text[self.tokens[index].end : self.tokens[end].start]
        if not _is_set(source):
            return self._write_argument(index, scope, "")
        self._add("{", scope)
        self._write(index + 1, _Scope(end, scope.style, scope.depth))
        self._add("}", scope)
        return end + 1

    def _write_argument(self, index: int, scope: _Scope, style: str) -> int:
        """Write what stands between the braces at `index`; return the index behind."""
        end = self.pairs[index]
        if scope.depth >= MAX_DEPTH:
            source = self.text[self.tokens[index].start : self.tokens[end].end]
            self._add(source, scope)
        else:
            self._write(index + 1, _Scope(end, scope.styled(style), scope.depth + 1))
        return end + 1

    def _find_group(self, index: int) -> int | None:
        """Return the index of a paired brace at `index`, or behind one space there."""
        if index + 1 < len(self.tokens) and self.tokens[index].value == " ":
            index += 1
        return index if index in self.pairs else None

    # Scripts

    def _write_script(self, index: int, scope: _Scope) -> int:
        token = self.tokens[index]
        style = "sup" if token.kind is Kind.RAISE else "sub"
        after = self.tokens[index + 1] if index + 1 < scope.high else token
        if index + 1 in self.pairs:
            end = self.tokens[self.pairs[index + 1]].start
            if self.text[after.end : end].strip() == r"\circ":
                self._add("°", scope)
                return self.pairs[index + 1] + 1
            return self._write_argument(index + 1, scope, style)
        symbol = read_symbol(after.value) if after.kind is Kind.COMMAND else ""
        if not symbol:
            self._add(token.value, scope)
            return index + 1
        inner = _Scope(scope.high, scope.styled(style), scope.depth)
        self._add("°" if symbol == "∘" else symbol, scope if symbol == "∘" else inner)
        return index + 2

    # Commands

    def _write_command(self, index: int, scope: _Scope) -> int:
        name = self.tokens[index].value
        if name in SWITCHES:
            return self._write_switch(index, scope)
        if name in LETTERS:
            self._add(LETTERS[name], scope)
            self.swallow = True
            return index + 1
        group = self._find_group(index + 1)
        if group is not None and name in _ARGUMENT_HANDLERS:
            return _ARGUMENT_HANDLERS[name](self, group, scope)
        if group is not None and name in STYLES:
            return self._write_argument(group, scope, STYLES[name])
        if symbol := read_symbol(name):
            after = self.text[self.tokens[index].end :][:1]
            self._add(symbol.removesuffix(".") if after == "." else symbol, scope)
            return self._skip_empty(index + 1)
        return self._write_unknown(index, scope)

    def _write_switch(self, index: int, scope: _Scope) -> int:
        r"""Give the rest of the group a style; outside a group (`\bf Methods:`) none."""
        self.swallow = True
        style = SWITCHES[self.tokens[index].value]
        if not scope.depth or not style:
            return self._skip_empty(index + 1)
        self._write(index + 1, _Scope(scope.high, scope.styled(style), scope.depth))
        return scope.high

    def _skip_empty(self, index: int) -> int:
        """Return the index behind `{}`, which only ends the name of a command."""
        return index + 2 if self.pairs.get(index) == index + 1 else index

    def _write_unknown(self, index: int, scope: _Scope) -> int:
        """Write a command of unknown meaning: as a formula, or its argument, or its source."""
        token = self.tokens[index]
        end = index + 1
        while end in self.pairs:
            end = self.pairs[end] + 1
            source = self.text[token.start : self.tokens[end - 1].end]
            if len(source) > MAX_SOURCE:
                break
            formula = convert(source)
            if formula and formula.exact:
                self.pieces.append(Piece("math", formula.text, markup=formula.markup))
                return end
        behind = self._skip_empty(index + 1)
        if index + 1 in self.pairs and behind == index + 1:
            return self._write_argument(index + 1, scope, "")
        self.pieces.append(Piece("tex", self.text[token.start : token.end]))
        return behind

    def _write_second(self, group: int, scope: _Scope) -> int:
        r"""Write `\textcolor{red}{this}`."""
        second = self._find_group(self.pairs[group] + 1)
        return self._write_argument(group if second is None else second, scope, "")

    def _write_footnote(self, group: int, scope: _Scope) -> int:
        self._add(" (", scope)
        end = self._write_argument(group, scope, "")
        self._add(")", scope)
        return end

    def _write_ding(self, group: int, scope: _Scope) -> int:
        end = self.pairs[group]
        number = self.text[self.tokens[group].end : self.tokens[end].start]
        self._add(read_dingbat(number), scope)
        return end + 1

    def _write_accent(self, index: int, scope: _Scope) -> int:
        r"""Write `\r{ho}`, which is what some listings make of `{\rho}`."""
        end = self.pairs.get(index + 1)
        source = self.text[self.tokens[index].start + 1 : self.tokens[index].end]
        if end is None:
            self.pieces.append(Piece("tex", f"\\{source}"))
            return index + 1
        source += self.text[self.tokens[index + 1].end : self.tokens[end].start]
        if symbol := read_symbol(source):
            self._add(symbol, scope)
            return end + 1
        return self._write_argument(index + 1, scope, "")

    def _write_href(self, index: int, scope: _Scope) -> int:
        address, group = self.tokens[index].value, self._find_group(index + 1)
        outside, self.pieces = self.pieces, []
        end = index + 1 if group is None else self._write_argument(group, scope, "")
        inside, self.pieces = self.pieces, outside
        label, url = join_pieces(tidy_pieces(inside)), find_address(address)
        if url:
            self.pieces.append(Piece("link", label or address, url=url))
            return end
        self.pieces.extend(inside)
        if address not in label:  # not safe to point at, but not to be lost either
            self._add(f" ({address})" if label else address, scope)
        return end


_HANDLERS: dict[Kind, Callable[[Writer, int, _Scope], int]] = {
    Kind.FORMULA: Writer._write_formula,
    Kind.LINK: Writer._write_link,
    Kind.HREF: Writer._write_href,
    Kind.OPEN: Writer._write_group,
    Kind.RAISE: Writer._write_script,
    Kind.LOWER: Writer._write_script,
    Kind.COMMAND: Writer._write_command,
    Kind.ACCENT: Writer._write_accent,
}
_ARGUMENT_HANDLERS: dict[str, Callable[[Writer, int, _Scope], int]] = {
    "ding": Writer._write_ding,
    "footnote": Writer._write_footnote,
    "thanks": Writer._write_footnote,
    **dict.fromkeys(SECOND_ARGUMENT, Writer._write_second),
}
