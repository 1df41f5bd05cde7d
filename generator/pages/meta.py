"""The head of a paper's page: what reference managers, search engines and chats read.

- `citation_*`: the tags of Highwire Press, which Zotero and Google Scholar read
  (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing)
- JSON-LD: a schema.org ScholarlyArticle (https://schema.org/ScholarlyArticle)
- Open Graph: https://ogp.me/; its description is that of the page
- the canonical link leads to the source: this page is a digest of it
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.bundles import dump_script
from generator.exports.citation import choose_ids, choose_source
from generator.identifiers import build_pdf_url
from generator.models import ARXIV, DOI, Entry, Paper, PartialDate
from generator.text import display_name

_MOST_AUTHORS = 100
"""Names in the head; a page of a paper by thousands would be nothing else."""
_META = Markup('<meta name={} content="{}">')


def render_head(entry: Entry, site_url: str) -> Markup:
    """Return the elements of the head that are a paper's own."""
    paper = entry.paper
    own = f"{site_url}papers/{entry.slug}.html" if site_url else None
    canonical = choose_source(choose_ids(paper)) or own
    head = [
        Markup('<meta name=citation_title property=og:title content="{}">').format(
            entry.heading
        ),
        *(_META.format(name, value) for name, value in _list_tags(paper)),
        Markup("<meta property=og:type content=article>"),
    ]
    if canonical:
        head.insert(0, Markup('<link rel=canonical href="{}">').format(canonical))
    described = Markup(dump_script(_describe(entry)))
    head.append(
        Markup("<script type=application/ld+json>{}</script>").format(described)
    )
    return Markup("").join(head)


def _list_tags(paper: Paper) -> Iterator[tuple[str, str]]:
    for name in paper.authors[:_MOST_AUTHORS]:
        yield "citation_author", display_name(name)
    if paper.published:
        yield "citation_publication_date", _format_date(paper.published)
    for paper_id in paper.ids:
        if paper_id.kind in {ARXIV, DOI}:
            name = "citation_arxiv_id" if paper_id.kind == ARXIV else "citation_doi"
            yield name, paper_id.value
    if pdf := next(filter(None, map(build_pdf_url, paper.ids)), None):
        yield "citation_pdf_url", pdf


def _format_date(date: PartialDate) -> str:
    return str(date).replace("-", "/")


def _describe(entry: Entry) -> dict[str, object]:
    """Return a paper as schema.org has it; what is not known is left out."""
    paper = entry.paper
    people = [{"name": display_name(name)} for name in paper.authors[:_MOST_AUTHORS]]
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": entry.heading,
        "author": people,
        "datePublished": str(paper.published) if paper.published else "",
    }
    return {name: value for name, value in facts.items() if value}
