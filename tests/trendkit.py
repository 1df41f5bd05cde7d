"""Papers of invented months, for tests of what rises and falls."""

from __future__ import annotations

from generator.catalogue import build_catalogue
from generator.exports.monthdigest import find_month_digest
from generator.exports.relating import relate_papers
from generator.exports.trending import SiteTrends, find_trends
from generator.models import Catalogue, Judgement, PartialDate, Topic, TopicMatch
from tests.conftest import OTHER, make_paper
from tests.contextkit import NOBODY, make_context
from tests.invented import make_abstract, make_words

KITES = Topic("kites", "Kites", "Things that fly.")


def make_catalogue(dates) -> Catalogue:
    """Return papers: by date how many, and what all of that date say.

    Those that speak of kites are on kites.
    """
    papers = [
        make_paper(
            title=f"{text}: {' '.join(make_words((date, text, number), 3))}",
            abstract=f"{make_abstract((date, text, number), 3)} It has {text}.",
            published=PartialDate(*date) if date else None,
        )
        for date, (count, text) in dates.items()
        for number in range(count)
    ]
    judged = [
        (
            paper,
            Judgement(
                (TopicMatch(KITES if "kite" in str(paper.title) else OTHER, 1, ()),)
            ),
        )
        for paper in papers
    ]
    return build_catalogue(judged, (KITES, OTHER), ())


def find(catalogue: Catalogue) -> SiteTrends:
    """Return what rose and fell."""
    return find_trends(catalogue, relate_papers(catalogue, NOBODY))


def tell(catalogue: Catalogue):
    """Return the context of a build with all that is told of trends."""
    related = relate_papers(catalogue, NOBODY)
    trends = find_trends(catalogue, related)
    newest = find_month_digest(catalogue, related, trends)
    return make_context(catalogue, related=related, trends=trends, newest=newest)
