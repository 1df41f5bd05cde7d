"""Names of authors, taken apart as reference managers want them.

`docs/assets/js/names.js` does the same in the browser; both give the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that stand before a family name and belong to it.
_PARTICLES = frozenset(
    ("af", "al", "av", "ben", "bin", "da", "das", "de", "del", "della", "den", "der",
     "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "op", "te",
     "ten", "ter", "van", "vom", "von", "zu", "zum", "zur")
)  # fmt: skip
# With a capital, only these are no one's middle name; `Van` is one, but for `Van Der`.
_CAPITALS = frozenset({"De", "Del", "Della", "Den", "Der", "Von"})
_ARTICLES = frozenset({"La", "Las", "Los"})
_LINKS = frozenset({"e", "i", "y"})
_MARKS = "*†‡§¶, "
"""Of footnotes, and what is left of a list."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ORGANIZATION = re.compile(
    r"(?<!\w)(?:association|cent(?:er|re)|collaboration|college|committee|community"
    r"|company|consortium|corporation|department|foundation|group|hospital|initiative"
    r"|institute|labs|laborator(?:y|ies)|network|project|research|society|team"
    r"|university)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a person, or an organization, which has a family name only."""

    family: str
    """With its particles; the whole name where it cannot be taken apart."""
    given: str = ""
    suffix: str = ""
    """`Jr.`, `III`."""

    @property
    def is_whole(self) -> bool:
        """Tell whether the name is not to be taken apart or turned round."""
        return not self.given


def parse_name(name: str) -> Name:
    """Take a name apart: `Last, First`, `First van Last Jr.`, or an organization.

    Args:
        name: on one line.
    """
    name = name.rstrip(_MARKS)
    parts = [part.strip() for part in name.split(",")]
    if len(parts) > 1:
        return _parse_parts(parts, name)
    words = name.split()
    if len(words) < 2 or words[-1].startswith("(") or _ORGANIZATION.search(name):
        return Name(name)
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    start = _find_family(words)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _parse_parts(parts: list[str], name: str) -> Name:
    """Return a name that commas take apart; whole where it is not clear how."""
    suffix = ""
    for place in (1, 2):
        if len(parts) == 3 and _is_suffix(parts[place]):
            suffix = parts.pop(place)
    if len(parts) != 2 or not all(parts):
        return Name(name)
    if _is_suffix(parts[1]):
        person = parse_name(parts[0])
        return Name(person.family, person.given, parts[1] if person.given else "")
    return Name(parts[0], parts[1], suffix)


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES


def _find_family(words: list[str]) -> int:
    """Return where the family name begins; the first word is always a given name."""
    start = len(words) - 1
    while start > 1:
        before = words[start - 1]
        is_compound = before == "Van" and words[start] in _CAPITALS
        is_compound |= before in _ARTICLES and words[start - 2] in {"De", "de"}
        if before in _PARTICLES or before in _CAPITALS or is_compound:
            start -= 1
        elif before in _LINKS and start > 2:
            start -= 2
        else:
            break
    return start
