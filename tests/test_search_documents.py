"""What a result shows, and the scripts that carry it."""

from __future__ import annotations

import pytest

from generator.models import Link, PartialDate
from generator.search.documents import CHUNK, describe, render_data
from tests.conftest import make_entry
from tests.indexkit import build, read_values

NAMES = (
    "slug", "heading", "made", "abstract", "authors", "date", "iso", "venue", "code",
    "topics", "key", "digest",
)  # fmt: skip


def show(entry):
    """Return what a result shows, by name."""
    return dict(zip(NAMES, describe(entry), strict=True))


def test_a_document_has_what_a_result_shows():
    """Everything is plain text, the date has its label and its precision."""
    entry = make_entry(
        "kites",
        "Kites of α wind",
        abstract="Kites fly.",
        authors=("Okafor, Ada", "B Li", "C Ray", "D Poe", "E Fox"),
        published=PartialDate(2024, 11),
        venue=r"Wind \& Weather",
        links=(Link("web", "https://example.org"), Link("code", "https://example.com")),
    )
    assert show(entry) == {
        "slug": "kites",
        "heading": "Kites of α wind",
        "made": 0,
        "abstract": "Kites fly.",
        "authors": "Ada Okafor, B Li, C Ray and 2 others",
        "date": "November 2024",
        "iso": "2024-11",
        "venue": "Wind & Weather",
        "code": 1,
        "topics": ["other"],
        "key": "s:kites",
        "digest": (0, 10),
    }


def test_a_document_says_what_is_not_known():
    """No date, no venue, no abstract and no authors are shown as none."""
    document = show(make_entry())
    for name in ("date", "iso", "venue", "abstract", "authors"):
        assert document[name] == ""
    assert document["code"] == 0


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"authors": ("A", "B", "C")}, "A, B, C"),
        ({"authors": ("A", "B", "C", "D")}, "A, B, C and 1 other"),
        ({"authors": ("A",), "authors_complete": False}, "A and others"),
        ({"organization": "Wind Laboratory", "author_count": 3}, "Wind Laboratory"),
        ({"author_count": 1}, "1 author"),
        ({"author_count": 12}, "12 authors"),
    ],
)
def test_authors_fit_on_a_line(facts, line):
    """At most three names; without names the organization, or how many there are."""
    assert show(make_entry(**facts))["authors"] == line


def test_a_paper_with_a_made_heading_has_its_whole_abstract():
    """The heading says it in other words, and is said to be made."""
    entry = make_entry(heading="Kites", title=None, abstract="We fly kites all day.")
    document = show(entry)
    assert document["made"] == 1
    assert document["heading"] == "Kites"
    assert document["abstract"] == "We fly kites all day."


def test_values_cannot_leave_their_script():
    """Neither markup nor a line separator of JavaScript stands in a script as it is."""
    file = render_data("documents/1", ["</script><!-- & \u2028\u2029 é"])
    assert file.path == "assets/search/data/documents/1.js"
    assert file.content == (
        b'PaperDigest.search.receive("documents/1",'
        b'["\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029 \\u00e9"]);\n'
    )


def test_documents_are_numbered_from_the_oldest_on():
    """A new paper goes to the end: the files of the others stay as they are."""
    entries = [make_entry(f"paper-{n}") for n in range(CHUNK + 1)]
    files = build(*reversed(entries))
    slugs = [
        document[0]
        for chunk in (0, 1)
        for document in read_values(files, f"documents/{chunk}")[0]
    ]
    assert slugs == [entry.slug for entry in entries]
    fewer = build(*reversed(entries[:-1]))
    assert fewer["documents/0.js"] == files["documents/0.js"]
    assert "documents/1.js" not in fewer
