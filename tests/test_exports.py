"""papers.jsonl, report.json and what `read` prints."""

from __future__ import annotations

import json

from generator.errors import Problem, Severity
from generator.exports import records
from generator.exports import report as reports
from generator.models import (
    Catalogue,
    FieldOrigin,
    Link,
    ListingSummary,
    Origin,
    PaperId,
    PartialDate,
)
from tests.conftest import OTHER, make_entry, make_record

ONE, TWO = Origin("a.txt", 1, "arxiv"), Origin("b.txt", 9, "aitopics")


def make_catalogue(*entries, listings=()):
    """Return a catalogue of entries."""
    return Catalogue(
        entries=entries,
        topics=(OTHER,),
        listings=listings,
        data_through=PartialDate(2024, 11),
        records=3,
        merged=1,
    )


def test_a_record_is_printed_with_every_field():
    """Null or empty means that the listing does not say."""
    record = make_record(
        title="T",
        published=PartialDate(2024, 11),
        ids=(PaperId("arxiv", "2411.00001"),),
        links=(Link("code", "https://x.org"),),
        notes=(("published", "inferred"),),
    )
    described = records.describe_record(record)
    assert described["origin"] == {"listing": "list.txt", "line": 1, "format": "test"}
    assert described["published"] == "2024-11"
    assert described["ids"] == ["arxiv:2411.00001"]
    assert described["links"] == [{"kind": "code", "url": "https://x.org"}]
    assert described["abstract"] is None
    assert described["authors"] == []
    assert described["notes"] == {"published": "inferred"}
    assert records.describe_record(make_record())["published"] is None


def test_a_paper_is_a_line_with_its_facts_as_the_source_has_them():
    """Text keeps its LaTeX, ids their kind; the digest waits for a later step."""
    entry = make_entry(
        "s",
        "Costs $x$",
        authors=("Li, Bo",),
        published=PartialDate(2024, 11, 27),
        ids=(PaperId("doi", "10.1/x"),),
    )
    (line,) = records.render_papers(make_catalogue(entry))
    paper = json.loads(line)
    assert line.endswith("}\n")
    assert paper["slug"] == "s"
    assert paper["title"] == "Costs $x$"
    assert paper["authors"] == ["Li, Bo"]
    assert paper["published"] == "2024-11-27"
    assert paper["ids"] == ["doi:10.1/x"]
    assert paper["topics"] == ["other"]
    assert paper["digest"] is None
    assert paper["origins"] == [{"listing": "list.txt", "line": 1, "format": "test"}]


def test_each_field_tells_where_it_came_from():
    """Provenance names the records and how an inferred value came about."""
    entry = make_entry(provenance=())
    field = FieldOrigin("published", (ONE, TWO), "dated by its arXiv id")
    entry = make_entry(provenance=(field,), published=None)
    described = records.describe_entry(entry)
    assert described["published"] is None
    assert described["provenance"] == {
        "published": {
            "origins": ["a.txt:1", "b.txt:9"],
            "note": "dated by its arXiv id",
        }
    }


def test_the_report_counts_in_all_and_for_each_listing():
    """Records, papers, merged groups and problems, with every problem in words."""
    both = make_entry("both", origins=(ONE, TWO))
    alone = make_entry("alone", origins=(ONE,))
    listings = (
        ListingSummary(
            "a.txt", "arxiv", 2, 2, PartialDate(2025), "inferred", "A", None
        ),
        ListingSummary("b.txt", "aitopics", 1, 1, None, None, "B", None),
    )
    problems = (
        Problem("a.txt", 3, Severity.WARNING, "odd"),
        Problem("a.txt", 4, Severity.ERROR, "bad"),
    )
    catalogue = make_catalogue(both, alone, listings=listings)
    report = json.loads(reports.render_report(catalogue, problems))
    assert (report["records"], report["papers"], report["merged"]) == (3, 2, 1)
    assert (report["errors"], report["warnings"], report["remarks"]) == (1, 1, 0)
    assert report["data_through"] == "2024-11"
    assert report["listings"][0]["merged"] == 1
    assert report["listings"][0]["problems"] == 2
    assert report["listings"][0]["saved"] == "2025"
    assert report["listings"][1]["saved"] is None
    assert report["problems"][0] == {
        "listing": "a.txt",
        "line": 3,
        "severity": "warning",
        "message": "odd",
    }
