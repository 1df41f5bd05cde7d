r"""BibTeX: one entry a paper, UTF-8, every special character escaped, braces balanced.

Braces and the backslash become commands, because BibTeX counts even those braces that
are escaped. `docs/assets/js/bibtex.js` does the same in the browser, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.exports.citation import (
    JOURNAL,
    OTHER,
    PREPRINT,
    PROCEEDINGS,
    Citation,
    name_all,
)
from generator.exports.names import Name
from generator.models import ARXIV, DOI

_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        PREPRINT: ("misc", "howpublished"),
        OTHER: ("misc", "howpublished"),
        PROCEEDINGS: ("inproceedings", "booktitle"),
        JOURNAL: ("article", "journal"),
    }
)
"""Type of entry, and the field of the venue."""
_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
           "dec")  # fmt: skip
_ESCAPES: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {
            "\\": r"\textbackslash{}",
            "{": r"\textbraceleft{}",
            "}": r"\textbraceright{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            **{special: f"\\{special}" for special in "#$%&_"},
        }
    )
)
_PUNCTUATION = ".,:;?!()[]\"'"
_LONG_WORD = 4
"""Letters from which a word in the middle of a title has a capital in title case."""


def format_bibtex(citations: Sequence[Citation]) -> Iterator[str]:
    """Yield an entry for each citation, with its line endings, in their order."""
    for citation, name in zip(citations, name_all(citations), strict=True):
        kind, _ = _TYPES[citation.kind]
        found = [(key, value) for key, value in _list_fields(citation) if value]
        fields = "".join(f",\n  {key} = {_enclose(key, value)}" for key, value in found)
        yield f"@{kind}{{{name}{fields}\n}}\n"


def _enclose(key: str, value: str) -> str:
    """Return a value in braces; the names of months are BibTeX's own."""
    return value if key == "month" else f"{{{value}}}"


def _list_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield every field that an entry may have, empty where nothing is known."""
    date, arxiv = citation.date, citation.get_id(ARXIV)
    yield "title", protect(citation.title)
    yield "author", _join_authors(citation)
    yield "year", str(date.year) if date else ""
    yield "month", _MONTHS[date.month] if date else ""
    yield _TYPES[citation.kind][1], escape(citation.venue)
    yield "eprint", arxiv
    yield "archivePrefix", "arXiv" if arxiv else ""
    yield "primaryClass", citation.category if arxiv else ""
    yield "doi", _keep(citation.get_id(DOI))
    yield "url", _keep(citation.url)
    yield "keywords", escape(", ".join(citation.keywords))


def escape(text: str) -> str:
    """Return text that LaTeX shows as it is, with balanced braces."""
    return text.translate(_ESCAPES)


def _keep(text: str) -> str:
    """Return an address or a DOI as it is, which LaTeX takes as such; never a brace."""
    return escape(text) if re.search(r"[\\{}]", text) else text


def protect(title: str) -> str:
    """Return a title with braces around words that a style must not put in lower case.

    These are words with a capital inside (`GPT-3.5`, `KiteNet`, not `Self-Taught`),
    single capitals, and, in a title that is not in title case, all words with a capital
    but those that begin it or a subtitle.
    """
    words = title.split(" ")
    middle = [
        word
        for word in words[1:]
        if len(word) >= _LONG_WORD and not _has_inner_capital(word)
    ]
    small = sum(word[0].islower() for word in middle)
    is_sentence = 2 * small > len(middle)
    protected = [
        _brace(word)
        if _has_inner_capital(word) or (is_sentence and _has_own_capital(before, word))
        else escape(word)
        for before, word in zip(["", *words], words, strict=False)
    ]
    return " ".join(protected)


def _has_own_capital(before: str, word: str) -> bool:
    """Tell whether the capital is the word's own, not that of the start of a sentence."""
    return before[-1:] not in ("", *".:?!") and word[:1].isupper()


def _brace(word: str) -> str:
    """Return a word in braces, the punctuation after it outside."""
    bare = word.rstrip(_PUNCTUATION) or word
    return f"{{{escape(bare)}}}{escape(word[len(bare) :])}"


def _has_inner_capital(word: str) -> bool:
    if word.rstrip(_PUNCTUATION) in ("A", "I"):
        return False
    parts = [part.strip(_PUNCTUATION) for part in word.split("-")]
    return any(
        any(letter.isupper() for letter in part[1:])
        or (len(part) == 1 and part.isupper())
        for part in parts
    )


def _join_authors(citation: Citation) -> str:
    names = [_format_name(name) for name in citation.authors]
    if citation.has_more_authors:
        names.append("others")
    return " and ".join(names)


def _format_name(name: Name) -> str:
    """Return `Family, Suffix, Given`; in braces what is not to be taken apart."""
    parts = [part for part in (name.family, name.suffix, name.given) if part]
    text = ", ".join(map(_format_part, parts))
    return f"{{{text}}}" if name.is_whole else text


def _format_part(part: str) -> str:
    """Return a part of a name; one that holds `and` or a comma in braces."""
    is_plain = "," not in part and "and" not in part.lower().split()
    return escape(part) if is_plain else f"{{{escape(part)}}}"
