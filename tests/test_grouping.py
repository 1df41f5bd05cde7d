"""Which records are one paper; the properties that hold of every grouping."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest

from generator.errors import Severity
from generator.merging.corrections import (
    FORMAT,
    Correction,
    Corrections,
    Heading,
    Place,
    Reference,
    Tie,
)
from generator.merging.grouping import Grouping, group_records
from generator.models import (
    ACL,
    ARXIV,
    DOI,
    LOCAL,
    Origin,
    PaperId,
    PartialDate,
    SourceRecord,
)
from tests.conftest import ROOT, make_record
from tests.invented import make_abstract, make_sentence, make_sentences

TITLE = "How Young Owls Learn to Hunt by Night"
SENTENCES = make_sentences("owls")
ABSTRACT = " ".join(SENTENCES)
REVISED = " ".join([*SENTENCES[:3], make_sentence("new"), *SENTENCES[4:]])
X, Y = PaperId(ARXIV, "2401.00001"), PaperId(ARXIV, "2401.00002")
D, E = PaperId(DOI, "10.1234/one"), PaperId(DOI, "10.1234/two")
A = PaperId(ACL, "2024.owl-1.1")


def group(
    *records: SourceRecord, corrections: Corrections | None = None
) -> tuple[list[list[int]], list[str]]:
    """Group records that are numbered by their lines, in any order of theirs.

    Returns:
        The lines of every group, and the problems as text.
    """
    rules = corrections or Corrections()
    found = group_records(records, rules)
    for shuffled in list(permutations(records))[:24]:
        assert group_records(shuffled, rules) == found
    lines = [[record.origin.line for record in group] for group in found.groups]
    return lines, [str(problem) for problem in found.problems]


def tie(*references: Reference, line: int = 1) -> Tie:
    """Return a tie that stands at a line of the corrections file."""
    return Tie(Origin("corrections.yml", line, FORMAT), references, "known")


def correction(paper: Reference, **facts: object) -> Correction:
    """Return a correction that sets the facts given."""
    says = SourceRecord(Origin("corrections.yml", 1, FORMAT), **facts)  # type: ignore[arg-type]
    return Correction(paper, "known", says, tuple(sorted(facts)))


def records_of(*facts: Mapping[str, object]) -> list[SourceRecord]:
    """Return records of one listing, at lines 1, 2 and so on."""
    return [make_record("list.txt", n, **said) for n, said in enumerate(facts, 1)]


def test_one_identifier_is_one_paper_whatever_else_differs():
    """Records with one identifier are one paper, also through a third record."""
    records = records_of(
        {"ids": (X,), "title": "What Mice Hear", "published": PartialDate(1999)},
        {"ids": (D,), "title": TITLE, "published": PartialDate(2024)},
        {"ids": (X, D)},
        {"ids": (A,)},
    )
    assert group(*records) == ([[1, 2, 3], [4]], [])


def test_the_ids_of_one_record_are_one_paper():
    """A record with two arXiv ids says that they are one paper."""
    records = records_of({"ids": (X, Y)}, {"ids": (Y,)}, {"ids": (X,)})
    assert group(*records)[0] == [[1, 2, 3]]


def test_near_text_joins_where_an_identifier_is_missing():
    """A record without an id is joined to the one that it resembles."""
    records = records_of(
        {"ids": (X,), "title": TITLE, "abstract": ABSTRACT}, {"abstract": REVISED}
    )
    assert group(*records) == ([[1, 2]], [])


@pytest.mark.parametrize("ids", [((X,), (Y,)), ((D,), (E,)), ((X, D), (E,))])
def test_two_ids_of_one_kind_are_never_joined_by_text(ids):
    """Records with different ids of a kind are two papers, reported as alike."""
    records = records_of(
        *({"ids": own, "title": TITLE, "abstract": ABSTRACT} for own in ids)
    )
    groups, problems = group(*records)
    assert groups == [[1], [2]]
    assert len(problems) == 1
    assert problems[0].startswith("list.txt:2: info: possible duplicate of list.txt:1:")
    assert "different identifiers" in problems[0]


def test_ids_of_two_kinds_do_not_conflict():
    """A preprint's arXiv id and the publication's DOI may be one paper's."""
    records = records_of({"ids": (X,), "title": TITLE}, {"ids": (D,), "title": TITLE})
    assert group(*records)[0] == [[1, 2]]


def test_no_group_comes_to_hold_two_ids_through_a_third_record():
    """The stronger link is followed, the other refused and reported."""
    records = records_of(
        {"ids": (X,), "title": TITLE, "abstract": ABSTRACT},
        {"ids": (Y,), "title": TITLE, "abstract": REVISED},
        {"title": TITLE, "abstract": REVISED},
    )
    groups, problems = group(*records)
    assert groups == [[1], [2, 3]]
    assert len(problems) == 1


def test_local_ids_conflict_within_their_listing_only():
    """Two entries of one file are two papers; two files may name one paper each its way."""
    one, other = PaperId(LOCAL, "owl24"), PaperId(LOCAL, "owl24b")
    here = make_record(line=1, ids=(one,), title=TITLE)
    same_file = make_record(line=2, ids=(other,), title=TITLE)
    elsewhere = make_record("more.bib", line=3, ids=(other,), title=TITLE)
    assert group(here, same_file)[0] == [[1], [2]]
    assert group(here, elsewhere)[0] == [[1, 3]]


def test_equal_local_ids_alone_join_nothing():
    """`owl24` in two files are two papers, unless title and abstract are equal too."""
    own = (PaperId(LOCAL, "owl24"),)
    preface = make_record(line=1, ids=own, title="Preface", venue="Birds")
    other = make_record("more.bib", line=2, ids=own, title="Editorial", venue="Birds")
    again = make_record("more.bib", line=2, ids=own, title="PREFACE", venue="Trees")
    assert group(preface, other)[0] == [[1], [2]]
    assert group(preface, again)[0] == [[1, 2]]
    bare = make_record("a.bib", 1, ids=own), make_record("b.bib", 2, ids=own)
    assert group(*bare)[0] == [[1, 2]]


def test_equal_records_with_conflicting_ids_stay_apart():
    """Even a local id with title and abstract does not outweigh two arXiv ids."""
    own = PaperId(LOCAL, "owl24")
    one = make_record(line=1, ids=(X, own), title="Preface", abstract="Hello.")
    other = make_record(
        "b.txt", line=2, ids=(Y, own), title="Preface", abstract="Hello."
    )
    groups, problems = group(one, other)
    assert groups == [[2], [1]]
    assert "the same facts, but different identifiers" in problems[0]


def test_titles_that_differ_are_not_brought_together():
    """A record without a title joins one of two papers with one abstract, not both."""
    records = records_of(
        {"title": TITLE, "abstract": ABSTRACT},
        {"title": "What Mice Hear in Winter", "abstract": ABSTRACT},
        {"abstract": ABSTRACT},
    )
    groups, problems = group(*records)
    assert sorted(map(len, groups)) == [1, 2]
    assert any("same abstract, but different titles" in text for text in problems)


def test_a_title_without_an_abstract_joins_one_of_two_papers():
    """Two papers of one title stay two, though a bare title resembles both."""
    records = records_of(
        {"title": TITLE, "abstract": ABSTRACT},
        {"title": TITLE, "abstract": make_abstract("mice")},
        {"title": TITLE},
    )
    groups, problems = group(*records)
    assert sorted(map(len, groups)) == [1, 2]
    assert any("different abstracts" in text for text in problems)


def test_a_contradiction_inside_the_group_is_named():
    """The refused link has nothing against it itself; what it would bring together has."""
    records = records_of(
        {"title": TITLE, "abstract": ABSTRACT},
        {"title": "What Mice Hear in Winter", "abstract": REVISED},
        {"abstract": ABSTRACT},
        {"abstract": REVISED, "venue": "Birds"},
    )
    problems = group(*records)[1]
    assert any("different titles elsewhere in the group" in text for text in problems)


def test_versions_of_one_identifier_speak_together():
    """A paper whose versions have two titles is joined by either of them."""
    records = records_of(
        {"ids": (X,), "title": "What Mice Hear in Winter", "abstract": ABSTRACT},
        {"ids": (X,), "title": TITLE, "abstract": ABSTRACT},
        {"title": TITLE},
        {"title": "What Mice Hear in Winter"},
    )
    assert group(*records) == ([[1, 2, 3, 4]], [])


def test_a_large_group_is_joined_as_any_other():
    """Of twenty versions the first few speak for the group."""
    records = [
        make_record(line=n, title=TITLE, abstract=f"{ABSTRACT} {make_sentence(n)}")
        for n in range(1, 21)
    ]
    assert [len(g) for g in group_records(records).groups] == [20]


def test_what_is_too_little_is_reported():
    """A short abstract that two records share does not join them."""
    note = "This paper was withdrawn by its authors because of an error in it."
    records = [make_record(line=1, abstract=note), make_record(line=2, abstract=note)]
    groups, problems = group(*records)
    assert groups == [[1], [2]]
    assert "too little to be sure" in problems[0]


def test_a_group_is_reported_once():
    """Of many possible duplicates of a record, the likeliest is named."""
    records = [
        make_record(line=n, title=TITLE, ids=(PaperId(DOI, f"10.1234/{n}"),))
        for n in range(1, 5)
    ]
    found = group_records(records)
    assert [problem.line for problem in found.problems] == [2, 3, 4]
    assert {problem.severity for problem in found.problems} == {Severity.INFO}


def test_generic_records_of_two_listings_are_two():
    """A bare `Preface` may stand in any volume."""
    records = make_record(line=1, title="Preface"), make_record("b", 2, title="Preface")
    assert sorted(map(len, group(*records)[0])) == [1, 1]


def test_equal_records_go_together_one_by_one():
    """Two equal reports of a listing stay two when the listing is given twice."""
    facts = {"title": "Preface", "abstract": "Hello."}
    once = [make_record("a", 1, **facts), make_record("a", 2, **facts)]
    again = [make_record("b", 1, **facts), make_record("b", 2, **facts)]
    found = group_records([*once, *again])
    assert [[str(r.origin) for r in g] for g in found.groups] == [
        ["a:1", "b:1"],
        ["a:2", "b:2"],
    ]


def test_a_join_beats_conflicts():
    """The owner knows that two records are one paper, whatever their ids."""
    records = records_of({"ids": (X,), "title": TITLE}, {"ids": (Y,)}, {"ids": (Y,)})
    rules = Corrections(joins=(tie(Place("list.txt", 1), Y),))
    assert group(*records, corrections=rules) == ([[1, 2, 3]], [])


def test_a_split_beats_ids_and_text():
    """The owner knows that two records are not one paper, also through a third."""
    facts = {"ids": (X,), "title": TITLE, "abstract": ABSTRACT}
    records = records_of(facts, facts, facts)
    rules = Corrections(splits=(tie(Place("list.txt", 1), Place("list.txt", 2)),))
    groups, problems = group(*records, corrections=rules)
    assert sorted(map(len, groups)) == [1, 2]
    assert not any({1, 2} <= set(lines) for lines in groups)
    assert problems == []


def test_a_split_of_similar_records_is_not_reported():
    """What the owner has decided is no possible duplicate."""
    records = records_of({"title": TITLE}, {"title": TITLE, "abstract": ABSTRACT})
    rules = Corrections(splits=(tie(Place("list.txt", 1), Place("list.txt", 2)),))
    assert group(*records, corrections=rules) == ([[1], [2]], [])
    records = records_of(
        {"title": TITLE, "abstract": ABSTRACT},
        {"title": "What Mice Hear in Winter", "abstract": ABSTRACT},
    )
    assert group(*records, corrections=rules) == ([[1], [2]], [])


def test_a_split_stands_against_a_join():
    """Where the owner joins and splits the same records, they stay apart with a warning."""
    records = records_of({"title": TITLE}, {"title": "What Mice Hear"})
    both = Place("list.txt", 1), Place("list.txt", 2)
    rules = Corrections(joins=(tie(*both, line=3),), splits=(tie(*both, line=6),))
    groups, problems = group(*records, corrections=rules)
    assert groups == [[1], [2]]
    assert problems[0].startswith("corrections.yml:3: warning: a split keeps apart")


def test_a_record_cannot_be_split_from_itself():
    """Two references to one record are a mistake that is reported."""
    records = records_of({"title": TITLE, "ids": (X,)})
    rules = Corrections(splits=(tie(X, Heading(TITLE)),))
    groups, problems = group(*records, corrections=rules)
    assert groups == [[1]]
    assert problems[0].startswith("corrections.yml:1: warning: title: How Young Owls")


def test_a_reference_to_no_record_is_reported():
    """A join or split of a record that is not there is a warning at its line."""
    records = records_of({"title": TITLE})
    rules = Corrections(
        joins=(tie(Place("list.txt", 1), Place("list.txt", 9), line=4),),
        splits=(tie(X, Y, line=7),),
    )
    groups, problems = group(*records, corrections=rules)
    assert groups == [[1]]
    assert problems == [
        "corrections.yml:4: warning: the correction of list.txt:9 matches no record",
        "corrections.yml:7: warning: the correction of arxiv:2401.00001 matches no record",
        "corrections.yml:7: warning: the correction of arxiv:2401.00002 matches no record",
    ]


def test_no_records_make_no_groups():
    """An empty corpus is no error."""
    assert group_records([]) == Grouping((), ())


def test_corrected_ids_count():
    """An id that a correction gives or replaces joins as one of a listing does."""
    records = records_of({"ids": (X,)}, {"title": TITLE}, {"ids": (Y,)})
    rules = Corrections(
        papers=(
            correction(Heading(TITLE), ids=(X,)),
            correction(Place("list.txt", 3), title=TITLE),
        )
    )
    assert group(*records, corrections=rules)[0] == [[1, 2], [3]]
    rules = Corrections(papers=(correction(X, ids=(Y,)),))
    assert group(*records, corrections=rules)[0] == [[1, 3], [2]]
    rules = Corrections(papers=(correction(X, ids=(D,)),))
    assert group(*records, corrections=rules)[0] == [[1], [2], [3]]


# Properties, over invented worlds of a few papers and many records of them.


def make_world(seed: int) -> list[SourceRecord]:
    """Return records of three listings that repeat, revise and contradict each other."""
    chance = random.Random(seed)
    papers = [
        (" ".join(make_sentence(f"{seed} title {n}", 6).split()), f"{seed} text {n}")
        for n in range(3)
    ]
    papers.append((papers[0][0] + " II", papers[1][1]))
    papers.append((f"{papers[0][0]}: {make_sentence(seed, 3)}", papers[2][1]))
    return [_make_version(chance, papers, line) for line in range(1, 11)]


def _make_version(
    chance: random.Random, papers: list[tuple[str, str]], line: int
) -> SourceRecord:
    title, text = chance.choice(papers)
    sentences = make_sentences(text)
    if chance.random() < 0.5:
        sentences[chance.randrange(7)] = make_sentence(chance.random())
    abstract = " ".join(sentences)[: chance.choice((700, 5000))]
    known = (X, Y, D, E, PaperId(LOCAL, "k1"), PaperId(LOCAL, "k2"))
    return make_record(
        chance.choice(("a.txt", "b.txt", "c.txt")),
        line,
        title=title if chance.random() < 0.6 else None,
        abstract=abstract if chance.random() < 0.8 else None,
        authors=(text,) if chance.random() < 0.4 else (),
        published=PartialDate(chance.randint(2020, 2024)),
        ids=tuple(sorted(chance.sample(known, k=chance.choice((0, 0, 1, 1, 2))))),
    )


def partition(found: Grouping, listings: str) -> list[tuple[Origin, ...]]:
    """Return the origins of every group, of some listings (by their initials) only."""
    groups = [
        tuple(r.origin for r in group if r.origin.listing[0] in listings)
        for group in found.groups
    ]
    return sorted(group for group in groups if group)


@pytest.mark.parametrize("seed", range(20))
def test_every_record_is_in_one_group_whatever_the_order(seed):
    """Grouping is a partition, and the order of the records does not matter."""
    records = make_world(seed)
    found = group_records(records)
    origins = [record.origin for group in found.groups for record in group]
    assert sorted(origins) == sorted(record.origin for record in records)
    shuffled = list(records)
    random.Random(seed).shuffle(shuffled)
    assert group_records(shuffled) == found


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("initial", ["0", "z"])
def test_a_listing_given_twice_changes_nothing(seed, initial):
    """Copies under another name go to the groups of their originals."""
    records = [r for r in make_world(seed) if r.title or r.abstract or r.ids]
    copies = [
        replace(r, origin=replace(r.origin, listing=initial + r.origin.listing))
        for r in records
        if r.origin.listing == "a.txt"
    ]
    once, twice = group_records(records), group_records([*records, *copies])
    assert partition(twice, "abc") == partition(once, "abc")
    assert len(twice.groups) == len(once.groups)


@pytest.mark.parametrize("seed", range(20))
def test_what_joins_is_transitive_and_never_in_conflict(seed):
    """Records with one id are in one group; a group has ids of two papers only by record."""
    records = make_world(seed)
    groups = group_records(records).groups
    for paper_id in (X, Y, D, E):
        holding = [g for g in groups if any(paper_id in r.ids for r in g)]
        assert len(holding) <= 1
    for group_ in groups:
        known = {i for r in group_ for i in r.ids if i.kind != LOCAL}
        for one in known:
            linked = {one}
            for _ in known:
                linked |= {i for r in group_ if linked & set(r.ids) for i in r.ids}
            assert not any(i.kind == one.kind for i in known - linked)


def test_the_hash_seed_does_not_matter():
    """Two runs of Python, which order sets differently, group alike."""
    script = (
        "from tests.test_grouping import make_world\n"
        "from generator.merging.grouping import group_records\n"
        "print([group_records(make_world(seed)) for seed in range(5)])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
