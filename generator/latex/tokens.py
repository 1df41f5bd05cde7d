r"""LaTeX in a title or abstract → tokens; where a word stands for a character, the character.

One pass, left to right. Every pattern stops at the first thing that cannot belong to
it, so that no text, however made, takes more than time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from generator.latex.characters import read_accent, read_dash, read_escape, read_tie
from generator.links import LINK, match_link, safe_url, unescape_url


class Kind(Enum):
    """What a token is, and what its `value` holds."""

    TEXT = auto()  # what to show
    FORMULA = auto()  # the source between the delimiters
    LINK = auto()  # the text to show; `url` is the safe address
    HREF = auto()  # the address as written; the group that follows is the text to show
    COMMAND = auto()  # the name without the backslash
    ACCENT = auto()  # the name of an accent command before a group of several letters
    OPEN = auto()
    CLOSE = auto()
    RAISE = auto()  # a `^` before a group or command
    LOWER = auto()  # a `_` before a group or command
    NOTHING = auto()  # not shown, as `\cite{…}`


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the source, `start` to `end`, and what it means."""

    kind: Kind
    value: str
    start: int
    end: int
    url: str = ""


MAX_CUT_OFF = 400
"""Characters that an argument without its closing brace may run to, the text's last."""

# One set of first characters, so that the search runs through prose at full speed.
_SPECIAL = re.compile(
    r"[-\\${}~^_hHwW](?:(?<=[\\${}~])|(?<=-)-+|(?<=[\^_])(?=\{|\\[a-zA-Z])"
    r"|(?<=[hH])(?=(?i:ttps?://))|(?<=[wW])(?=(?i:ww\.)))"
)
_SINGLE = {"{": Kind.OPEN, "}": Kind.CLOSE, "^": Kind.RAISE, "_": Kind.LOWER}

# Formulas
_DOLLARS = re.compile(r"\$\$((?:[^$\\]++|\\.)++)\$\$|\$((?:[^$\\]++|\\.)++)\$")
_BRACKETED = re.compile(
    r"\\\(((?:[^\\]++|\\[^()\[\]])++)\\\)|\\\[((?:[^\\]++|\\[^()\[\]])++)\\\]"
)
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|displaymath|math|align|gather|eqnarray|multline)\*?)\}"
    r"((?:[^\\]++|\\(?!(?:begin|end)\{).)++)\\end\{\1\}"
)
_DOLLAR = re.compile(r"\\.|\$")
_ONLY_TEXT = re.compile(r"\s*\\text(?:bf|it|tt|rm|sf|sc)\s*\{[^{}$\\]*\}\s*")
_COMMAND_AND_TEXT = re.compile(
    r"\\(?:text\w*|mbox|math\w+|operatorname)\s*\{[^{}]*\}|\\[a-zA-Z]+"
)
_PROSE = re.compile(r"\b[A-Za-z]{2,}+,? [A-Za-z]{2}")
_WORD_BETWEEN = re.compile(r"[ ,.;:)]+[a-z]{2,}+[,.;:]? ")
# "7,800 ", and "5M to ": what stands behind a number in a formula is not a word.
_SUM = r"\d[\d,.]*+[^\s\\^_{}=<>]{0,12}+ "
_ONLY_SUM = re.compile(_SUM)
_SUM_AND_PROSE = re.compile(rf"{_SUM}(?:[^\\]*? )?[a-z]{{2,}}+(?!\w)")

# Commands that the lexer resolves
_NAME = re.compile(r"\\([a-zA-Z]+)\*?")
_UNSHOWN = re.compile(
    r"\\(?:[a-zA-Z]{0,12}cite[a-zA-Z]{0,8}|(?:eq|auto|c|C|page|name)?ref|label|begin"
    r"|end|color|[vh]space|footnotemark|bibliography)(?![a-zA-Z])\*?"
    r"(?: ?\[[^\[\]\\{}]*\])?(?: ?\{[^{}\\$]*\}|(?<=\]))"
)
_URL = re.compile(r"\\(?:url|nolinkurl|path) ?\{([^{}]*)\}")
_HREF = re.compile(r"\\(?:href|hyperlink) ?\{([^{}]*)\}")
_HOST_AND_PATH = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/.*", re.I)

_ACCENT_WORD = re.compile(r"\\([cvHurkbd])(?=\{[A-Za-z]{2})")


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a cleaned text; together they cover it."""
    return _Lexer(text).run()


def pair_braces(tokens: list[Token], size: int) -> dict[int, int]:
    r"""Return, for each opening brace that pairs, the index of the closing one.

    Listings cut off `\textbf{the last sentence.` and `\footnote{like this`: for the
    arguments open at the end of the text, closing tokens are added at offset `size`.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(index)
        elif token.kind is Kind.CLOSE and opened:
            pairs[opened.pop()] = index
    while opened and size - tokens[opened[-1]].start <= MAX_CUT_OFF:
        index = opened.pop()
        if index and tokens[index - 1].kind in {Kind.COMMAND, Kind.HREF}:
            pairs[index] = len(tokens)
            tokens.append(Token(Kind.CLOSE, "", size, size))
    return pairs


@dataclass(slots=True)
class _Lexer:
    text: str
    silent: set[int] = field(default_factory=set)
    """Offsets of closing dollars whose opening one was taken for decoration."""
    odd: bool = False

    def run(self) -> list[Token]:
        text, tokens, position = self.text, [], 0
        if "$" in text:
            dollars = sum(match[0] == "$" for match in _DOLLAR.finditer(text))
            self.odd = dollars % 2 == 1
        while match := _SPECIAL.search(text, position):
            start = match.start()
            if start > position:
                tokens.append(Token(Kind.TEXT, text[position:start], position, start))
            token = self._read(match)
            tokens.append(token)
            position = token.end
        if position < len(text):
            tokens.append(Token(Kind.TEXT, text[position:], position, len(text)))
        return tokens

    def _read(self, match: re.Match[str]) -> Token:
        start, end, first = match.start(), match.end(), match[0][0]
        if first == "\\":
            return self._read_backslash(start)
        if first == "$":
            return self._read_dollar(start)
        if first in _SINGLE:
            return Token(_SINGLE[first], first, start, end)
        if first == "~":
            return Token(Kind.TEXT, read_tie(self.text, start), start, end)
        if first == "-":
            return Token(Kind.TEXT, read_dash(self.text, start, end), start, end)
        return self._read_link(start)

    def _read_link(self, start: int) -> Token:
        match = LINK.match(self.text, start)
        if match is None:
            return Token(Kind.TEXT, self.text[start], start, start + 1)
        link = match_link(self.text, match)
        if link is None:
            return Token(Kind.TEXT, unescape_url(match[0]), start, match.end())
        kind = Kind.LINK if link.url else Kind.TEXT
        return Token(kind, link.text, start, link.end, link.url or "")

    # Formulas and money

    def _read_dollar(self, start: int) -> Token:
        match = _DOLLARS.match(self.text, start)
        if start in self.silent:
            return Token(Kind.TEXT, "", start, start + 1)
        content = (match[1] or match[2]) if match else ""
        if not match or not self._is_formula(content, self.text[match.end() :][:1]):
            run = 2 if self.text.startswith("$$", start) else 1
            return Token(Kind.TEXT, "$" * run, start, start + run)
        if match[2] and _ONLY_TEXT.fullmatch(content):
            self.silent.add(match.end() - 1)
            return Token(Kind.TEXT, "", start, start + 1)
        return Token(Kind.FORMULA, content, start, match.end())

    def _is_formula(self, content: str, after: str) -> bool:
        """Tell a formula from what stands between two sums of money or two formulas."""
        if content[0].isdigit() and after.isdigit():  # $5-$10
            return False
        bare = _COMMAND_AND_TEXT.sub("", content)
        if _ONLY_SUM.fullmatch(content) or _SUM_AND_PROSE.match(bare):
            return False
        if self.odd and _WORD_BETWEEN.fullmatch(content):
            return False
        between = self.odd or (content[0] == " " and content[-1] == " ")
        return bool(content.strip()) and not (between and _PROSE.search(bare))

    # Backslashes

    def _read_backslash(self, start: int) -> Token:
        text = self.text
        if formula := _BRACKETED.match(text, start):
            content = formula[1] or formula[2]
            return Token(Kind.FORMULA, content, start, formula.end())
        if accent := read_accent(text, start):
            return Token(Kind.TEXT, accent[0], start, accent[1])
        if name := _NAME.match(text, start):
            return self._read_command(name)
        shown, end = read_escape(text, start)
        return Token(Kind.TEXT, shown, start, end)

    def _read_command(self, name: re.Match[str]) -> Token:
        text, start = self.text, name.start()
        if match := _ENVIRONMENT.match(text, start):
            return Token(Kind.FORMULA, match[2], start, match.end())
        if match := _UNSHOWN.match(text, start):
            return Token(Kind.NOTHING, "", start, match.end())
        if match := _URL.match(text, start):
            written, url = unescape_url(match[1].strip()), find_address(match[1])
            kind = Kind.LINK if url else Kind.TEXT
            return Token(kind, written, start, match.end(), url or "")
        if match := _HREF.match(text, start):
            return Token(Kind.HREF, match[1].strip(), start, match.end())
        if match := _ACCENT_WORD.match(text, start):
            return Token(Kind.ACCENT, match[1], start, match.end())
        return Token(Kind.COMMAND, name[1], start, name.end())


def find_address(source: str) -> str | None:
    r"""Return the safe address that the argument of `\url` or `\href` stands for."""
    written = unescape_url(source.strip())
    if written.lower().startswith("www.") or _HOST_AND_PATH.fullmatch(written):
        written = f"https://{written}"
    return safe_url(written)
