"""What holds for every reader: the contract of `generator.sources.SOURCES`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import MONTHS
from generator.listings import ListingFile, read_listing
from generator.models import PartialDate, SourceRecord
from generator.sources import SOURCES, detect_source
from generator.sources.listing import Line, Listing, quote, split_paragraphs
from generator.text import clean, words
from tests.conftest import ROOT

CASES = ROOT / "tests" / "data" / "sources"
EXAMPLES = sorted(CASES.glob("*/*.txt"))
BY_NAME = {source.name: source for source in SOURCES}
NAMES = sorted(BY_NAME)
LINES_OF_TEXT = sorted(BY_NAME.keys() - {"jsonl"})
# Lines of the layouts, and words of their marks, that carry no fact of a paper.
CHROME = {
    "new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers",
    "byAK and the research community", "by AK and the research community", "·",
    "Goto", "Collaborating Authors", "Dec 8", "Mar 11", "Example, Ada",
}  # fmt: skip
MARKS = {
    "abstract", "arxiv", "created", "title", "authors", "author", "comments",
    "categories", "journal", "ref", "doi", "10", "48550", "and",
}  # fmt: skip
HEADER = {
    "aitopics": "Goto\n\nCollaborating Authors\n\n Example, Ada\n\n\n",
    "huggingface": "byAK and the research community\n\nDec 8\n\n",
}
_VERSION = re.compile(r"(?<=[0-9])v[0-9]+")


def number_lines(text: str) -> list[Line]:
    """Return the lines of a text with their numbers."""
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def parse(name: str, text: str, saved: PartialDate | None = None) -> Listing:
    """Read a text as a listing of a format."""
    return BY_NAME[name].parse("list.txt", number_lines(text), saved)


def find_lost(text: str, listing: Listing) -> list[str]:
    """Return the lines that are in no record, in no problem, and not the page's own."""
    told = [tell_facts(record) for record in listing.records]
    problems = [(problem.line, problem.message) for problem in listing.problems]
    lost = []
    for paragraph in split_paragraphs(number_lines(text)):
        if (paragraph.line, quote(paragraph.text)) in [
            (line, message[-len(quote(paragraph.text)) :]) for line, message in problems
        ]:
            continue
        for number, line in enumerate(paragraph.lines, paragraph.line):
            found = set(words(_VERSION.sub("", line))) - MARKS
            if (
                line not in CHROME
                and number not in dict(problems)
                and not any(found <= facts for facts in told)
            ):
                lost.append(line)
    return lost


def tell_facts(record: SourceRecord) -> set[str]:
    """Return the words in which a listing may have said the facts of a record."""
    date = record.published
    said = [
        record.title, record.abstract, record.organization, record.venue,
        record.comments, *record.authors, *record.categories, *map(str, record.ids),
        record.author_count, record.discussion, date,
    ]  # fmt: skip
    if date and date.day:
        month = MONTHS[date.month - 1]
        said.append(f"{month} {month[:3]} {date.day} {date.year}")
    return set(words(" ".join(str(fact) for fact in said if fact)))


def test_names_are_unique():
    """A name stands in addresses and in the precedence table."""
    assert len(BY_NAME) == len({source.title for source in SOURCES}) == len(SOURCES)


def test_every_format_has_examples():
    """Golden listings, a good entry and bad ones; and none of a format that is gone."""
    assert {path.parent.name for path in EXAMPLES} == set(BY_NAME)
    assert GOOD.keys() == BAD.keys() == BY_NAME.keys()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_reader_knows_its_own_listings_and_no_others(path):
    """An example is known to the reader in whose folder it lies, and to no other one."""
    head = path.read_text(encoding="utf-8").split("\n")
    assert [s.name for s in SOURCES if s.detect(head)] == [path.parent.name]
    assert detect_source(head) is BY_NAME[path.parent.name]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_read_from_nothing(name):
    """An empty listing is of no format, and has no records and no problems."""
    assert not BY_NAME[name].detect([])
    assert not BY_NAME[name].detect(["", " \t", ""])
    assert parse(name, "\n \n\t\n") == Listing(())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_records_say_where_they_come_from(path):
    """Origin and problems name the listing, and a line that is in it and not blank."""
    lines = path.read_text(encoding="utf-8").split("\n")
    read, problems = read_listing(ListingFile(path, "sub/list.txt"))
    assert read
    origins = [record.origin for record in read.listing.records]
    assert {(o.listing, o.format) for o in origins} == {
        ("sub/list.txt", path.parent.name)
    }
    assert origins == sorted(set(origins))
    assert {problem.listing for problem in problems} <= {"sub/list.txt"}
    for line in [o.line for o in origins] + [p.line for p in problems]:
        assert lines[line - 1].strip()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "dress",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.decode().encode("utf-16"),
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: raw.replace(b"\n", b" \t\n"),
    ],
    ids=["mark", "crlf", "utf-16", "no last line end", "white space at line ends"],
)
def test_encoding_and_line_ends_make_no_difference(path, dress, tmp_path):
    """The same text gives the same records and problems, however it was saved."""
    dressed = tmp_path / path.name
    dressed.write_bytes(dress(path.read_bytes()))
    read, problems = read_listing(ListingFile(dressed, "list.txt"))
    plain, plain_problems = read_listing(ListingFile(path, "list.txt"))
    assert read
    assert plain
    assert read.listing.records == plain.listing.records
    assert problems == plain_problems


@pytest.mark.parametrize(
    "path",
    [path for path in EXAMPLES if path.parent.name != "jsonl"],
    ids=lambda path: path.name,
)
def test_nothing_of_an_example_is_lost_silently(path):
    """Each line is in a record, in a problem, or it is the page's own."""
    text = path.read_text(encoding="utf-8")
    listing = parse(path.parent.name, text)
    assert find_lost(text, listing) == []


def make_paragraphs(name: str, number: int) -> Sequence[str]:
    """Return what may stand in a listing of a format; the number makes it unique."""
    day, year = number % 28 + 1, 1000 + number
    month = MONTHS[number // 28 % 12][:3]
    sentence = f"This sentence{number} says of kites{number} what kites say of the wind{number}."
    long = f"{sentence} " + f"word{number} " * 60
    common = (
        f"Title{number} of Kites", sentence, long, f"Code: https://example.org/{number}",
        f"{sentence}\nIt goes on{number}.",
    )  # fmt: skip
    own = {
        "abstracts": (f"Abstract:{sentence}", f"Abstract: short{number}", "Abstract:"),
        "aitopics": (
            "Goto\n\nCollaborating Authors", f"Family{number}, Given",
            f"Annals{number} of Noise", f"Title{number}: Of Bells\n{sentence}",
        ),
        "arxiv": (
            f"arXiv:2411.{number:05}\nCreated: {year}-01-{day:02}",
            f"arXiv:2411.{number:05} [cs.X{number}]", f"{number} pages",
            f"{long}\narXiv:2411.{number:05}\nCreated: {year}-02-30",
            f"arXiv: kite{number}\nTitle: Kites{number}\nUnknown: {number}",
            f"arXiv:2411.{number:05}\nComments: {number} figures\nDOI: 10.1234/{number}\n"
            f"Authors: A{number}, and B{number}\nCategories: cs.Y{number}\nTitle: T{number}",
            f"Created: {year}-03-{day:02}", f"arXiv: {sentence}",
        ),
        "huggingface": (
            f"• {number + 100} authors\n·\n{month} {day}, {year} {number + 500}",
            f"• {number + 100} authors", "·", f"{month} {day}, {year}", f"{month} {day}",
            f"Lab{number} Lab{number}\n·\n{month} {day} {number + 500}",
            f"• no authors{number}\n·\nFeb 30, {year}\nmore{number}",
            f"Lab{number}\n• {number + 100} authors\n·\n{month} {day}, {year}",
            f"{month} {day}, {year}\nLab{number}", "Subscribe", f"Gemma {number}",
        ),
    }  # fmt: skip
    return (*common, *own.get(name, ()))


@pytest.mark.parametrize("name", LINES_OF_TEXT)
@given(
    choices=st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["\n\n", "\n\n\n", "\n"]))),
    saved=st.sampled_from([None, PartialDate(2025, 12, 8)]),
)  # fmt: skip
def test_nothing_is_lost_whatever_the_order(name, choices, saved):
    """Paragraphs in any order, runs of the same kind too, are read or told of."""
    text = HEADER.get(name, "")
    for number, (choice, gap) in enumerate(choices, 1):
        paragraphs = make_paragraphs(name, number)
        text += paragraphs[choice % len(paragraphs)] + gap
    assert find_lost(text, parse(name, text, saved)) == []


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(name, text):
    """A reader raises nothing, whatever it is given."""
    BY_NAME[name].detect(text.split("\n"))
    parse(name, text)


FRAGMENTS = st.sampled_from(
    [
        "\n", "\n\n", "\n·\n", "• 8 authors", "• 99999999 authors", "Feb 30", "Nov 8 11",
        "Jan 1, 0000", "Jan 1, 9999", "Dec 8", "Gemma 2", "arXiv:2411.00001", "Created: ",
        "Created: 9999-99-99", "Title:", "Authors: ,,and", "DOI: 10.1/%", "Abstract:",
        "Collaborating Authors", "Goto", "byAK and the research community", '{"title": "x"}',
        '{"id": ', '{"title": "x", "authors": [{}]}', "[" * 3000, '{"author_count": 1',
        "9" * 5000, "}", ": ", '{"title": 5, "date": 1e999, "url": "http://[::1"}',
        "\ud800", "\x00", "\u202e", "word " * 40, "A sentence of more than eight words it is.",
    ]
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@given(fragments=st.lists(FRAGMENTS, max_size=12))
def test_broken_layouts_can_be_read(name, fragments):
    """Marks of all formats in any order raise nothing, and each record has something."""
    listing = parse(name, "".join(fragments))
    for record in listing.records:
        assert any((record.title, record.abstract, record.ids, record.comments,
                    record.published, record.author_count, record.organization))  # fmt: skip
        for text in filter(None, (record.title, record.abstract, record.venue)):
            assert clean(text) == text


@given(raw=st.binary(max_size=400))
def test_any_bytes_can_be_read(raw, tmp_path_factory):
    """A file may hold anything: it gives a reading or a problem, and often both."""
    path = tmp_path_factory.mktemp("any") / "list.txt"
    path.write_bytes(raw)
    read, problems = read_listing(ListingFile(path, "list.txt"))
    assert read or problems


GOOD = {
    "abstracts": "Abstract:Kites {n} fly.\n",
    "aitopics": "Kites {n}\n\nAnnals\n\nKites {n} are said to fly {n} times a day.\n\n\n",
    "arxiv": "Kites {n} fly, " + "and they fly again, " * 20 + "{n} times.\n\narXiv:2411.0000{n}\nCreated: 2024-11-0{n}\n\n",
    "huggingface": "Kites {n}\n\nKites {n} are said to fly {n} times a day.\n\n• {n}1 authors\n·\nNov {n}, 2024\n\n",
    "jsonl": '{{"title": "Kites {n}", "date": "2024-11-0{n}"}}\n',
}  # fmt: skip
BAD = {
    "abstracts": ["Abstract:\n"],
    "aitopics": ["Title Alone\n\nAnnals\n\n\n", "An abstract that has no title at all is here.\n\n"],
    "arxiv": [
        "arXiv:nothing\nCreated: 2024-99-99\n\n", "arXiv:2411.99999\nNonsense\n\n",
        "An abstract without a footer, and it has more than eight words." + " word" * 50 + "\n\n",
    ],
    "huggingface": [
        "Title Alone\n\n", "• 5 authors\n·\nFeb 30, 2024\n\n", "• 5 authors\n·\nMay 5\n\n",
        "Title Alone\n\n• many authors\n·\nyesterday\n\n",
    ],
    "jsonl": ["{\n", "[]\n", '{"title": null}\n', '{"title": "x", "authors": 5}\n', "9" * 5000 + "\n"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "bad"), [(name, bad) for name in sorted(BAD) for bad in BAD[name]]
)
def test_one_bad_entry_costs_one_entry(name, bad):
    """Before, between and after good entries, it takes nothing from them."""
    good = [GOOD[name].format(n=number) for number in (1, 2, 3)]
    header = HEADER.get(name, "")
    clean_reading = parse(name, header + "".join(good))
    assert clean_reading.problems == ()
    facts = {strip(record) for record in clean_reading.records}
    assert len(facts) == 3
    for place in range(4):
        entries = "".join(itertools.chain(good[:place], [bad], good[place:]))
        listing = parse(name, header + entries)
        assert facts <= {strip(record) for record in listing.records}
        assert len(listing.records) <= 4
        assert listing.problems


def strip(record: SourceRecord) -> tuple[object, ...]:
    """Return the facts of a record, without its place."""
    return (
        record.title, record.abstract, record.published, record.ids, record.author_count,
        record.organization, record.comments, record.venue, record.authors,
    )  # fmt: skip
