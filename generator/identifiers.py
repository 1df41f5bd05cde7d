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

_ARXIV_NEW = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d+)?")
_ARXIV_OLD = re.compile(
    r"([a-z][a-z-]*)(?:\.[a-z]{2})?/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v\d+)?", re.I
)
_ARXIV_URL = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org)/(?:abs|pdf|html)/(.+?)(?:\.pdf)?/?(?:[?#].*)?",
    re.I,
)
_HF_URL = re.compile(r"https?://huggingface\.co/papers/(.+?)/?(?:[?#].*)?", re.I)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I
)
_ACL_NEW = re.compile(r"(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)", re.I)
_ACL_OLD = re.compile(r"([a-z]\d{2}-\d{4})", re.I)
_ACL_URL = re.compile(
    r"(?:https?://)?(?:www\.)?aclanthology\.org/(.+?)(?:\.pdf)?/?", re.I
)
_OPENREVIEW_URL = re.compile(
    r"(?:https?://)?openreview\.net/(?:forum|pdf)\?id=([\w-]+).*", re.I
)


def parse_arxiv(text: str) -> PaperId | None:
    """Parse an arXiv id, however it is dressed (`arXiv:`, URL, version), or return None."""
    text = re.sub(r"^arxiv:\s*", "", text.strip(), flags=re.I)
    for wrapper in (_ARXIV_URL, _HF_URL, _ARXIV_DOI):
        if match := wrapper.fullmatch(text):
            text = match[1]
    text = re.sub(r"\s*\[[\w.-]+\]$", "", text)
    if match := _ARXIV_NEW.fullmatch(text):
        return PaperId(ARXIV, f"{match[1]}{match[2]}.{match[3]}")
    if match := _ARXIV_OLD.fullmatch(text):
        return PaperId(ARXIV, f"{match[1].lower()}/{match[2]}{match[3]}{match[4]}")
    return None


def parse_doi(text: str) -> PaperId | None:
    """Parse a DOI, bare or as a URL, or return None; arXiv's own DOIs are arXiv ids."""
    match = _DOI.fullmatch(text.strip())
    if not match:
        return None
    value = unquote(match[1]).rstrip(".,;").lower()
    return parse_arxiv(value) or PaperId(DOI, value)


def parse_acl(text: str) -> PaperId | None:
    """Parse an ACL Anthology id or address, or return None."""
    text = text.strip()
    if match := _ACL_URL.fullmatch(text):
        text = match[1]
    text = re.sub(r"^acl:", "", text, flags=re.I)
    match = _ACL_NEW.fullmatch(text) or _ACL_OLD.fullmatch(text)
    return PaperId(ACL, match[1].lower()) if match else None


def parse_openreview(text: str) -> PaperId | None:
    """Parse an OpenReview forum address or `openreview:ID` (case matters), or return None."""
    text = text.strip()
    match = _OPENREVIEW_URL.fullmatch(text) or re.fullmatch(
        r"openreview:([\w-]+)", text, re.I
    )
    return PaperId(OPENREVIEW, match[1]) if match else None


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
    value = quote(paper_id.value, safe="/:;()._-")
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
    value = quote(paper_id.value, safe="/:;()._-")
    match paper_id.kind:
        case "arxiv":
            return f"https://arxiv.org/pdf/{value}"
        case "acl":
            return f"https://aclanthology.org/{value}.pdf"
        case "openreview":
            return f"https://openreview.net/pdf?id={value}"
        case _:
            return None


def arxiv_month(paper_id: PaperId) -> PartialDate | None:
    """Return the month that an arXiv id carries (1991–2090), or None for other kinds."""
    if paper_id.kind != ARXIV:
        return None
    digits = paper_id.value.rsplit("/", 1)[-1]
    year, month = int(digits[:2]), int(digits[2:4])
    return PartialDate(1900 + year if year >= 91 else 2000 + year, month)
