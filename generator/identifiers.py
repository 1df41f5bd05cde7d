"""Identifiers of papers: parse what people write, build the addresses they stand for.

arXiv: https://info.arxiv.org/help/arxiv_identifier.html (old style `hep-th/9901001`
until March 2007, then `YYMM.NNNN`, five digits from January 2015).
DOI: https://www.crossref.org/blog/dois-and-matching-regular-expressions/.
ACL Anthology: https://aclanthology.org/info/ids/.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from generator.models import ACL, ARXIV, DOI, LOCAL, OPENREVIEW, PaperId, PartialDate

# The archives of arXiv up to March 2007, those that have been merged into others too:
# https://arxiv.org/archive.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg"
    "|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math"
    "|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio"
    "|quant-ph|solv-int|supr-con"
)
_FLAGS = re.ASCII | re.IGNORECASE
_HOST = r"(?:https?://)?(?:www\.|export\.)?"
_TAIL = r"/?(?:[?#].*)?"

_ARXIV_NEW = re.compile(r"(\d\d(?:0[1-9]|1[0-2]))\.(\d{4,5})(?:v\d+)?", _FLAGS)
_ARXIV_OLD = re.compile(
    rf"({_ARCHIVES})(?:\.[a-z]{{2}})?/(\d\d(?:0[1-9]|1[0-2]))(\d{{3}})(?:v\d+)?",
    _FLAGS,
)
_ARXIV_WRAPPERS = (
    re.compile(
        rf"{_HOST}(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html)/(.+?)(?:\.pdf)?{_TAIL}",
        _FLAGS,
    ),
    re.compile(rf"{_HOST}(?:huggingface|hf)\.co/papers/(.+?){_TAIL}", _FLAGS),
    re.compile(r"10\.48550/arxiv\.(.+)", _FLAGS),
    re.compile(r"(.+?)\s*\[[\w.-]+\]", _FLAGS),  # 2411.00001 [cs.CV]
)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_DOI_URL = re.compile(r"(?:https?://)?(?:www\.|dx\.)?doi\.org/(.+)", _FLAGS)
_ACL_NEW = re.compile(r"(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)(?:v\d+)?", _FLAGS)
_ACL_OLD = re.compile(r"([a-z]\d{2}-\d{4})(?:v\d+)?", _FLAGS)
_ACL_URL = re.compile(
    rf"{_HOST}(?:aclanthology\.org|aclweb\.org/anthology)/(.+?)(?:\.pdf)?{_TAIL}",
    _FLAGS,
)
_OPENREVIEW = re.compile(
    rf"(?:openreview:|{_HOST}openreview\.net/(?:forum|pdf)\?id=)([\w-]+)(?:[&#].*)?",
    _FLAGS,
)


def parse_arxiv(text: str) -> PaperId | None:
    """Parse an arXiv id, however it is dressed (`arXiv:`, URL, version), or return None."""
    text = _drop_prefix(text, "arxiv")
    for wrapper in _ARXIV_WRAPPERS:
        if match := wrapper.fullmatch(text):
            text = match[1]
    if match := _ARXIV_NEW.fullmatch(text):
        digits = 4 if match[1] <= "1412" else 5
        is_known = "0704" <= match[1] < "9100" and len(match[2]) == digits
        return PaperId(ARXIV, f"{match[1]}.{match[2]}") if is_known else None
    if match := _ARXIV_OLD.fullmatch(text):
        is_known = match[2] >= "9107" or match[2] <= "0703"
        value = f"{match[1].lower()}/{match[2]}{match[3]}"
        return PaperId(ARXIV, value) if is_known else None
    return None


def parse_doi(text: str) -> PaperId | None:
    """Parse a DOI, bare or as a URL, or return None; arXiv's own DOIs are arXiv ids."""
    text = _drop_prefix(text, "doi")
    if match := _DOI_URL.fullmatch(text):
        text = unquote(match[1])
    value = text.rstrip(".,;").lower()
    if not (_DOI.fullmatch(value) and value.isprintable()):
        return None
    return parse_arxiv(value) or PaperId(DOI, value)


def parse_acl(text: str) -> PaperId | None:
    """Parse an ACL Anthology id or address, or return None."""
    text = _drop_prefix(text, "acl")
    if match := _ACL_URL.fullmatch(text):
        text = match[1]
    match = _ACL_NEW.fullmatch(text) or _ACL_OLD.fullmatch(text)
    return PaperId(ACL, match[1].lower()) if match else None


def parse_openreview(text: str) -> PaperId | None:
    """Parse an OpenReview forum address or `openreview:ID` (case matters), or return None."""
    match = _OPENREVIEW.fullmatch(text.strip())
    return PaperId(OPENREVIEW, match[1]) if match else None


def _drop_prefix(text: str, kind: str) -> str:
    return re.sub(rf"^{kind}:\s*", "", text.strip(), flags=_FLAGS)


def parse_id(text: str) -> PaperId | None:
    """Parse an identifier of any known kind, or `kind:value`; None where it is of none."""
    for parse in (parse_arxiv, parse_doi, parse_acl, parse_openreview):
        if found := parse(text):
            return found
    if match := re.fullmatch(r"local:(\S.*)", text.strip()):
        return PaperId(LOCAL, match[1])
    return None


def build_url(paper_id: PaperId) -> str | None:
    """Return the landing page of an identifier; None for a local one."""
    value = _quote(paper_id)
    match paper_id.kind:
        case "arxiv":
            return f"https://arxiv.org/abs/{value}"
        case "doi":
            return f"https://doi.org/{value}"
        case "acl":
            return f"https://aclanthology.org/{value}"
        case "openreview":
            return f"https://openreview.net/forum?id={value}"
        case _:
            return None


def build_pdf_url(paper_id: PaperId) -> str | None:
    """Return the address of the PDF where the identifier alone gives it."""
    value = _quote(paper_id)
    match paper_id.kind:
        case "arxiv":
            return f"https://arxiv.org/pdf/{value}"
        case "acl":
            return f"https://aclanthology.org/{value}.pdf"
        case "openreview":
            return f"https://openreview.net/pdf?id={value}"
        case _:
            return None


def _quote(paper_id: PaperId) -> str:
    """Return the value as addresses have it; old ACL ids stand there in capitals."""
    value = paper_id.value
    if paper_id.kind == ACL and _ACL_OLD.fullmatch(value):
        value = value.upper()
    return quote(value, safe="/:;()._-")


def arxiv_month(paper_id: PaperId) -> PartialDate | None:
    """Return the month that an arXiv id carries (1991–2090), or None for other kinds."""
    if paper_id.kind != ARXIV:
        return None
    digits = paper_id.value.rsplit("/", 1)[-1]
    year, month = int(digits[:2]), int(digits[2:4])
    return PartialDate(1900 + year if year >= 91 else 2000 + year, month)
