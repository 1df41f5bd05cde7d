"""From the records of a paper to the paper: what is believed, and what is reported."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from itertools import permutations

import pytest

from generator.errors import Severity
from generator.merging.corrections import (
    FORMAT,
    NONE,
    Correction,
    Corrections,
    Heading,
    Place,
    Reference,
    Tie,
)
from generator.merging.facts import days_between
from generator.merging.merge import MergeResult, merge_group, merge_records
from generator.merging.precedence import PRECEDENCE
from generator.models import (
    ARXIV,
    DOI,
    FIELDS,
    FieldOrigin,
    Link,
    Origin,
    Paper,
    PaperId,
    PartialDate,
    SourceRecord,
)
from tests.invented import make_abstract, make_sentence, make_sentences

TITLE = "How Young Owls Learn to Hunt by Night"
SENTENCES = make_sentences("owls")
ABSTRACT = " ".join(SENTENCES)
LONGER = f"{ABSTRACT} {make_sentence('more')}"
X, Y = PaperId(ARXIV, "2401.00001"), PaperId(ARXIV, "2312.00002")
D, E = PaperId(DOI, "10.1234/one"), PaperId(DOI, "10.1234/two")
DAY = PartialDate(2024, 11, 27)
NOVEMBER = PartialDate(2024, 11)


def record(source: str = "jsonl", line: int = 1, **facts: object) -> SourceRecord:
    """Return a record of a listing of some format, named after it."""
    return SourceRecord(Origin(f"{source}.txt", line, source), **facts)  # type: ignore[arg-type]


def correct(
    paper: Reference = X, line: int = 5, reason: str = "known", **facts: object
) -> Correction:
    """Return a correction that stands at a line and sets the facts given."""
    says = SourceRecord(Origin("corrections.yml", line, FORMAT), **facts)  # type: ignore[arg-type]
    return Correction(paper, reason, says, tuple(sorted(facts)))


def merge(*records: SourceRecord, by: tuple[Correction, ...] = ()) -> Paper:
    """Merge the records of one paper, in any order of theirs."""
    paper, problems = merge_group(records, by)
    for shuffled in permutations(records):
        assert merge_group(shuffled, by) == (paper, problems)
    return paper


def warn(*records: SourceRecord, by: tuple[Correction, ...] = ()) -> list[str]:
    """Return what is reported of the records of one paper."""
    return [str(problem) for problem in merge_group(records, by)[1]]


def trace(paper: Paper, field: str) -> tuple[list[str], str | None] | None:
    """Return where a field of a paper came from, and the note."""
    for source in paper.provenance:
        if source.field == field:
            return [str(origin) for origin in source.origins], source.note
    return None


def test_a_record_alone_is_its_paper():
    """Every fact of the only record is taken, and its source named, in order."""
    alone = record(
        title=TITLE,
        abstract=ABSTRACT,
        authors=("Ann Owl", "Bo Ng"),
        organization="Forest",
        published=DAY,
        ids=(X,),
        venue="Birds",
        comments="9 pages",
        categories=("cs.LG", "cs.CL"),
        links=(Link("web", "https://owls.example/"),),
        discussion=3,
        via="Owl Post",
    )
    paper = merge(alone)
    assert paper.origins == (alone.origin,)
    assert [source.field for source in paper.provenance] == list(FIELDS)
    assert {source.origins for source in paper.provenance} == {(alone.origin,)}
    for field in fields(SourceRecord):
        if field.name not in {"origin", "notes", "author_count"}:
            assert getattr(paper, field.name) == getattr(alone, field.name)
    assert paper.author_count == 2
    assert warn(alone) == []


def test_what_no_record_says_is_unknown():
    """A paper of a bare id has that and, of an arXiv id, its month; nothing else."""
    paper = merge(record(ids=(D,)))
    assert paper == Paper(
        origins=(Origin("jsonl.txt", 1, "jsonl"),),
        provenance=(FieldOrigin("ids", (Origin("jsonl.txt", 1, "jsonl"),)),),
        ids=(D,),
    )


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("jsonl", "bibtex"),
        ("bibtex", "arxiv"),
        ("arxiv", "huggingface"),
        ("huggingface", "aitopics"),
        ("aitopics", "abstracts"),
    ],
)
def test_formats_have_an_order(stronger, weaker):
    """What the stronger format says is taken, of every field that is not united."""
    strong = record(stronger, title="Owls", venue="Birds", comments="9 pages", via="A")
    weak = record(weaker, title="Mice", venue="Trees", comments="8 pages", via="B")
    paper = merge(weak, strong)
    assert (paper.title, paper.venue, paper.comments, paper.via) == (
        "Owls",
        "Birds",
        "9 pages",
        "A",
    )
    assert trace(paper, "title") == ([f"{stronger}.txt:1"], None)


def test_of_one_format_the_fuller_record_wins_then_the_first():
    """A record that knows more is believed more; of two such, the one that stands first."""
    bare, first = record(line=1, title="Owls"), record(line=2, title="Mice", venue="B")
    second = record(line=3, title="Voles", venue="B")
    assert merge(bare, second).title == "Voles"
    assert merge(bare, first, second).title == "Mice"


def test_every_field_has_its_order():
    """The table of precedence leaves no field out."""
    assert tuple(sorted(PRECEDENCE)) == tuple(sorted(FIELDS))


def test_who_says_the_same_is_named_too():
    """The origins of a field are all that agree, whatever the spelling, winner first."""
    paper = merge(
        record("arxiv", title="Owls -- a Study"),
        record("jsonl", title="Owls: A study"),
        record("aitopics", title="Mice"),
    )
    assert paper.title == "Owls: A study"
    assert trace(paper, "title") == (["jsonl.txt:1", "arxiv.txt:1"], None)


def test_notes_of_the_winner_are_kept():
    """A remark of the record that is believed stands beside the fact; an empty one not."""
    inferred = record(published=DAY, title="Owls", notes=(("published", "inferred"),))
    paper = merge(inferred)
    assert trace(paper, "published") == (["jsonl.txt:1"], "inferred")
    assert trace(paper, "title") == (["jsonl.txt:1"], None)
    assert trace(merge(record(title="O", notes=(("title", ""),))), "title") == (
        ["jsonl.txt:1"],
        None,
    )


# Abstracts.


def test_the_longest_abstract_that_agrees_is_taken():
    """A revision that says more is better than a shorter one."""
    paper = merge(record("jsonl", abstract=ABSTRACT), record("arxiv", abstract=LONGER))
    assert paper.abstract == LONGER
    assert trace(paper, "abstract") == (["arxiv.txt:1"], None)


def test_an_abstract_that_disagrees_is_not_taken():
    """A longer abstract of other content stays behind that of the stronger record."""
    other = make_abstract("mice", 12)
    paper = merge(record("jsonl", abstract=ABSTRACT), record("arxiv", abstract=other))
    assert paper.abstract == ABSTRACT


@pytest.mark.parametrize("end", ["", " and then we", "…"])
def test_a_truncated_abstract_never_beats_a_whole_one(end):
    """Where a listing cuts the text off, the whole one is taken even if it is shorter."""
    cut = LONGER.removesuffix(".") + end
    paper = merge(record("jsonl", abstract=cut), record("arxiv", abstract=ABSTRACT))
    assert paper.abstract == ABSTRACT
    assert merge(record(abstract=cut)).abstract == cut


def test_equal_abstracts_are_named_together():
    """Typography does not count when abstracts are compared."""
    paper = merge(
        record("jsonl", abstract=ABSTRACT), record("arxiv", abstract=ABSTRACT.upper())
    )
    assert trace(paper, "abstract") == (["jsonl.txt:1", "arxiv.txt:1"], None)


# Authors.


def test_the_longest_complete_list_of_authors_is_taken():
    """A complete list is better than a longer one that is not, and a longer one best."""
    some = record(
        "jsonl", authors=("A. Owl", "B. Ng", "C. Tan"), authors_complete=False
    )
    short, long = (
        record(f, authors=n) for f, n in (("arxiv", ("O",)), ("x", ("O", "N")))
    )
    assert merge(some, short).authors == ("O",)
    assert merge(some, short, long).authors == ("O", "N")
    assert merge(some, short, long).authors_complete


def test_a_partial_list_is_told_as_such():
    """Where no record has all authors, the longest list is taken, and not as complete."""
    one = record("aitopics", authors=("Owl, Ann",), authors_complete=False)
    two = record("jsonl", authors=("Ann Owl", "Bo Ng"), author_count=8)
    paper = merge(one, two)
    assert (paper.authors, paper.authors_complete) == (("Ann Owl", "Bo Ng"), False)
    assert paper.author_count == 8
    paper = merge(one)
    assert (paper.authors_complete, paper.author_count) == (False, None)
    assert trace(paper, "author_count") is None


def test_a_count_alone_needs_no_names():
    """A listing that only counts authors says how many there are."""
    paper = merge(record("huggingface", author_count=8))
    assert (paper.authors, paper.authors_complete, paper.author_count) == ((), True, 8)


def test_a_count_is_no_less_than_the_names():
    """Where names outnumber the count that is believed, they are counted."""
    counts = record("jsonl", author_count=2)
    names = record("arxiv", authors=("A", "B", "C"))
    paper = merge(counts, names)
    assert (paper.author_count, paper.authors_complete) == (3, True)
    assert trace(paper, "author_count") == (["arxiv.txt:1"], None)
    assert warn(counts, names) == [
        "jsonl.txt:1: warning: author count 2 differs from 3 (arxiv.txt:1),"
        " which was taken"
    ]


def test_spellings_of_names_agree():
    """`Owl, Ann` and `Ann Owl` are one author."""
    paper = merge(
        record("jsonl", authors=("Ann Owl", "Bo Ng")),
        record("arxiv", authors=("Owl, Ann", "Ng, Bo")),
    )
    assert trace(paper, "authors") == (["jsonl.txt:1", "arxiv.txt:1"], None)


# Dates.


@pytest.mark.parametrize(
    ("strong", "weak", "taken"),
    [
        (DAY, PartialDate(2024, 12, 1), DAY),
        (NOVEMBER, DAY, DAY),
        (PartialDate(2024), DAY, DAY),
        (PartialDate(2024), NOVEMBER, NOVEMBER),
        (NOVEMBER, PartialDate(2024, 12, 20), PartialDate(2024, 12, 20)),
        (NOVEMBER, PartialDate(2025, 2, 1), NOVEMBER),
        (PartialDate(2023), DAY, PartialDate(2023)),
    ],
)
def test_a_more_precise_date_that_agrees_is_taken(strong, weak, taken):
    """A full date beats a month within 31 days; between full dates the record decides."""
    paper = merge(record("jsonl", published=strong), record("arxiv", published=weak))
    assert paper.published == taken


def test_a_guess_is_believed_last():
    """A date with a remark (an inferred year) yields to one that is stated."""
    guess = record("jsonl", published=DAY, notes=(("published", "year inferred"),))
    paper = merge(guess, record("abstracts", published=PartialDate(2021)))
    assert paper.published == PartialDate(2021)


def test_an_arxiv_id_dates_a_paper():
    """Where no record gives a date, the earliest arXiv id gives the month."""
    paper = merge(record("jsonl", ids=(X,)), record("arxiv", ids=(Y, D)))
    assert paper.published == PartialDate(2023, 12)
    assert trace(paper, "published") == (["arxiv.txt:1"], "dated by its arXiv id")


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (DAY, PartialDate(2024, 11, 30), 3),
        (NOVEMBER, PartialDate(2024, 12, 2), 2),
        (PartialDate(2024), PartialDate(2025, 1, 1), 1),
        (PartialDate(2024), DAY, 0),
    ],
)
def test_days_between_partial_dates_are_the_least(one, other, days):
    """A month or a year is as near as its nearest day."""
    assert days_between(one, other) == days_between(other, one) == days


# What is united.


def test_identifiers_are_united_and_sorted():
    """Every id of every record belongs to the paper."""
    paper = merge(record("jsonl", ids=(D,)), record("arxiv", ids=(X,)), record("x"))
    assert paper.ids == (X, D)
    assert trace(paper, "ids") == (["jsonl.txt:1", "arxiv.txt:1"], None)


def test_categories_of_the_strongest_come_first():
    """The primary category is the strongest record's; others' are appended."""
    paper = merge(
        record("arxiv", categories=("cs.CL", "cs.LG")),
        record("jsonl", categories=("cs.LG", "stat.ML")),
    )
    assert paper.categories == ("cs.LG", "stat.ML", "cs.CL")


def test_the_greatest_discussion_is_taken():
    """Comments grow in number; the later page has more."""
    paper = merge(record("jsonl", discussion=3), record("huggingface", discussion=11))
    assert paper.discussion == 11
    assert trace(paper, "discussion") == (["huggingface.txt:1"], None)


def test_links_are_united_with_those_in_the_text():
    """Links of records, of the abstract and of the comments, each once, by their kind."""
    one = record(
        "jsonl",
        abstract=f"{ABSTRACT} Code: https://github.com/Owl/net.",
        links=(Link("web", "https://github.com/owl/net.git"),),
    )
    two = record(
        "arxiv",
        comments="Models at https://huggingface.co/owl/net and www.owls.example/",
        links=(Link("web", "http://owls.example"),),
    )
    paper = merge(one, two)
    assert paper.links == (
        Link("code", "https://github.com/owl/net.git"),
        Link("web", "http://owls.example"),
        Link("hub", "https://huggingface.co/owl/net"),
    )
    assert trace(paper, "links") == (["jsonl.txt:1", "arxiv.txt:1"], None)


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.00001v2",
        "http://arxiv.org/pdf/2401.00001",
        "https://huggingface.co/papers/2401.00001",
        "https://doi.org/10.1234/ONE",
    ],
)
def test_links_to_the_paper_itself_are_left_out(url):
    """An address that repeats an identifier of the paper says nothing new."""
    paper = merge(record(ids=(X, D), links=(Link("web", url),)))
    assert paper.links == ()
    assert trace(paper, "links") is None
    assert merge(record(links=(Link("web", url),))).links


def test_unsafe_links_are_left_out_with_a_warning():
    """Only http and https addresses reach the site."""
    bad = record(links=(Link("web", "javascript:alert(1)"),))
    assert merge(bad).links == ()
    assert warn(bad) == [
        "jsonl.txt:1: warning: link left out: 'javascript:alert(1)' is not a safe"
        " http(s) address"
    ]


def test_notes_on_links_are_kept():
    """A remark on links stands beside them."""
    told = record(
        links=(Link("web", "https://owls.example/"),), notes=(("links", "old"),)
    )
    assert trace(merge(told), "links") == (["jsonl.txt:1"], "old")


# Disagreements.


@pytest.mark.parametrize(
    ("strong", "weak", "message"),
    [
        ({"title": TITLE}, {"title": "What Mice Hear"},
         f"title 'What Mice Hear' differs from '{TITLE}'"),
        ({"title": TITLE}, {"title": f"{TITLE}: A Study"}, "title"),
        ({"published": DAY}, {"published": PartialDate(2024, 12, 29)},
         "published 2024-12-29 differs from 2024-11-27"),
        ({"author_count": 8}, {"author_count": 9}, "author count 9 differs from 8"),
        ({"author_count": 8}, {"authors": ("A", "B")}, "author count 2 differs from 8"),
        ({"organization": "Owl Lab"}, {"organization": "Mouse Lab"},
         "organization 'Mouse Lab' differs from 'Owl Lab'"),
    ],
)  # fmt: skip
def test_disagreements_are_warned_of(strong, weak, message):
    """The warning stands at the losing record and names both values and the winner."""
    (warning,) = warn(record("jsonl", 3, **strong), record("arxiv", 7, **weak))
    assert warning.startswith(f"arxiv.txt:7: warning: {message}")
    assert warning.endswith("(jsonl.txt:3), which was taken")


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ({"title": TITLE}, {"title": TITLE.upper() + "!"}),
        ({"title": TITLE}, {"title": TITLE.replace("Young", "Yuong")}),
        ({"title": TITLE}, {}),
        ({"published": DAY}, {"published": PartialDate(2024, 12, 28)}),
        ({"published": DAY}, {"published": PartialDate(2023)}),
        ({"published": DAY}, {}),
        ({"author_count": 2}, {"authors": ("A", "B")}),
        ({"author_count": 2}, {"authors": ("A",), "authors_complete": False}),
        ({"organization": "Owl Lab"}, {"organization": "OWL LAB"}),
    ],
)
def test_small_differences_are_no_disagreement(strong, weak):
    """Typography, a month between dates, and what is left out, are not reported."""
    assert warn(record("jsonl", **strong), record("arxiv", **weak)) == []


def test_a_corrected_field_is_settled():
    """What the owner has decided is not reported again."""
    records = record("jsonl", title=TITLE), record("arxiv", title="What Mice Hear")
    assert warn(*records, by=(correct(title=TITLE),)) == []


# Corrections.


def test_a_correction_overrides_every_record():
    """Its value is taken, with its reason; records that say the same are named after it."""
    records = record("jsonl", title="Mice"), record("arxiv", title=TITLE.upper())
    paper = merge(*records, by=(correct(title=TITLE, reason="as printed"),))
    assert paper.title == TITLE
    assert trace(paper, "title") == (
        ["corrections.yml:5", "arxiv.txt:1"],
        "correction: as printed",
    )
    assert [str(origin) for origin in paper.origins] == ["arxiv.txt:1", "jsonl.txt:1"]


@pytest.mark.parametrize(
    ("said", "nothing"),
    [
        ({"title": TITLE}, {"title": None}),
        ({"authors": ("A",)}, {"authors": (), "author_count": None}),
        ({"ids": (D,)}, {"ids": ()}),
        ({"links": (Link("web", "https://o.example/"),)}, {"links": ()}),
        ({"published": DAY, "ids": (X,)}, {"published": None, "ids": ()}),
        ({"ids": (X,)}, {"published": None, "ids": ()}),
    ],
)
def test_a_correction_clears_a_field(said, nothing):
    """A field that the owner sets to nothing is unknown, and so is its source."""
    paper = merge(record(**said), by=(correct(**nothing),))
    assert paper == Paper(origins=paper.origins, provenance=())


def test_a_cleared_date_is_not_made_up_from_the_id():
    """The month of the arXiv id does not come back once the date is cleared."""
    assert merge(record(ids=(X,)), by=(correct(published=None),)).published is None


def test_a_corrected_id_replaces_those_of_its_kind():
    """A DOI replaces a DOI and stands beside an arXiv id."""
    paper = merge(record(ids=(X, D)), by=(correct(ids=(E,)), correct(title="Owls")))
    assert paper.ids == (X, E)
    assert trace(paper, "ids") == (
        ["corrections.yml:5", "jsonl.txt:1"],
        "correction: known",
    )
    paper = merge(record(title=TITLE), by=(correct(ids=(X,)),))
    assert trace(paper, "published") == (["corrections.yml:5"], "dated by its arXiv id")


def test_corrected_authors_are_all_there_are():
    """The owner's list is complete unless the owner counts more."""
    partial = record(authors=("A",), authors_complete=False, author_count=9)
    paper = merge(partial, by=(correct(authors=("A", "B"), author_count=2),))
    assert (paper.authors_complete, paper.author_count) == (True, 2)
    paper = merge(partial, by=(correct(authors=("A", "B"), author_count=8),))
    assert (paper.authors_complete, paper.author_count) == (False, 8)
    paper = merge(record(authors=("A", "B")), by=(correct(author_count=1),))
    assert paper.author_count == 1


def test_corrected_links_are_all_there_are():
    """Links that the owner lists replace those of records and text."""
    text = record(abstract=f"{ABSTRACT} https://owls.example/old")
    given = (Link("code", "https://github.com/owl/net"),)
    paper = merge(text, by=(correct(links=given),))
    assert paper.links == given


def test_the_later_of_two_corrections_wins():
    """Corrections are applied in the order of the file, field by field."""
    one = correct(line=5, title="Owls", venue="Birds", ids=(D,))
    two = correct(line=9, title="Mice", ids=(E,))
    paper = merge(record(title=TITLE), by=(one, two))
    assert (paper.title, paper.venue, paper.ids) == ("Mice", "Birds", (E,))


# The whole.


def run(*records: SourceRecord, rules: Corrections = NONE) -> MergeResult:
    """Merge records in any order of theirs."""
    found = merge_records(records, rules)
    for shuffled in list(permutations(records))[:24]:
        assert merge_records(shuffled, rules) == found
    return found


def test_records_become_papers():
    """Groups are merged in the order of their first records, and counted."""
    found = run(
        record("a", 1, title=TITLE, ids=(X,)),
        record("b", 1, ids=(X,), venue="Birds"),
        record("a", 5, title="What Mice Hear"),
    )
    assert [paper.title for paper in found.papers] == [TITLE, "What Mice Hear"]
    assert found.papers[0].venue == "Birds"
    assert found.merged == 1
    assert found.problems == ()


def test_nothing_becomes_nothing():
    """An empty corpus has no papers."""
    assert merge_records([]) == MergeResult((), (), 0)


@pytest.mark.parametrize("reference", [X, Place("b.txt", 1), Heading(TITLE)])
def test_a_correction_finds_its_paper(reference):
    """By an identifier, a record or the exact title, of any record of the paper."""
    rules = Corrections(papers=(correct(reference, venue="Birds"),))
    found = run(
        record("a", 1, title=TITLE, ids=(X,)),
        record("b", 1, ids=(X,)),
        record("b", 2, title="Mice", ids=(Y,)),
        rules=rules,
    )
    assert [paper.venue for paper in found.papers] == ["Birds", None]
    assert found.problems == ()


def test_a_correction_of_nothing_is_a_warning():
    """The warning stands at its line, once."""
    rules = Corrections(papers=(correct(Place("a.txt", 9), venue="Birds"),))
    (problem,) = run(record("a", 1, title=TITLE), rules=rules).problems
    assert problem.severity is Severity.WARNING
    assert str(problem).startswith(
        "corrections.yml:5: warning: the correction of a.txt:9"
    )


def test_a_correction_of_several_papers_is_a_warning():
    """A title that two papers have does not say which is meant; neither is changed."""
    rules = Corrections(papers=(correct(Heading("Preface"), venue="Birds"),))
    found = run(
        record("a", 1, title="Preface"), record("b", 1, title="Preface"), rules=rules
    )
    assert [paper.venue for paper in found.papers] == [None, None]
    assert [str(problem) for problem in found.problems] == [
        "corrections.yml:5: warning: title: Preface means 2 papers: name a record"
    ]


def test_a_correction_may_say_what_is_so():
    """A value that the paper has already is no problem."""
    rules = Corrections(papers=(correct(title=TITLE),))
    found = run(record("a", 1, title=TITLE, ids=(X,)), rules=rules)
    assert found.problems == ()


def test_joined_and_split_records_are_merged_so():
    """Ties of the owner decide what is one paper."""
    records = record("a", 1, title=TITLE), record("b", 1, title="What Mice Hear")
    places = Place("a.txt", 1), Place("b.txt", 1)
    joined = Corrections(joins=(Tie(Origin("c", 1, FORMAT), places, "one"),))
    found = run(*records, rules=joined)
    assert (len(found.papers), found.merged) == (1, 1)
    assert [problem.severity for problem in found.problems] == [Severity.WARNING]


def test_progress_is_told_now_and_then():
    """The report grows to the number of records, half of it while they are compared."""
    records = [
        record("a", n, ids=(PaperId(DOI, f"10.1234/{n}"),)) for n in range(1, 1301)
    ]
    told: list[int] = []
    merge_records(records, progress=told.append)
    assert told == sorted(told)
    assert told[0] == 250
    assert told[-1] == 1300
    assert len(told) < 10


@pytest.mark.parametrize("seed", range(10))
def test_a_listing_given_twice_changes_only_provenance(seed):
    """The facts of every paper stay the same when its records are given again."""
    chance = random.Random(seed)
    records = [
        record(
            chance.choice(("jsonl", "arxiv", "huggingface")),
            line,
            title=chance.choice(
                (TITLE, TITLE + ": A Study", "What Mice Hear at Night")
            ),
            abstract=chance.choice((None, ABSTRACT, LONGER, make_abstract("mice"))),
            published=chance.choice((None, DAY, NOVEMBER)),
            authors=chance.choice(((), ("Ann Owl",), ("Ann Owl", "Bo Ng"))),
            ids=chance.choice(((), (X,), (D,))),
        )
        for line in range(1, 9)
    ]
    copies = [replace(r, origin=replace(r.origin, listing="z.txt")) for r in records]
    once, twice = merge_records(records), merge_records([*copies, *records])
    assert [replace(p, origins=(), provenance=()) for p in twice.papers] == [
        replace(p, origins=(), provenance=()) for p in once.papers
    ]
    for paper, again in zip(once.papers, twice.papers, strict=True):
        assert len(again.origins) == 2 * len(paper.origins)
