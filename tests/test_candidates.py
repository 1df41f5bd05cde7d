"""Which pairs of records are compared: those that can be one paper, not all."""

from __future__ import annotations

from generator.merging.candidates import Pair, find_candidates
from generator.models import SourceRecord
from tests.conftest import make_record
from tests.invented import make_abstract, make_sentence, make_sentences

TITLE = "How Young Owls Learn to Hunt by Night"
SENTENCES = make_sentences("owls")
ABSTRACT = " ".join(SENTENCES)


def pair_up(*records: SourceRecord, owners: list[int] | None = None) -> list[Pair]:
    """Return the pairs, sorted."""
    numbers = owners or list(range(len(records)))
    return sorted(find_candidates(records, numbers, lambda done: None))


def test_like_titles_are_paired():
    """Titles are found by the whole, by either half, and without their subtitle."""
    records = [
        make_record(title=title)
        for title in (
            TITLE,
            TITLE.upper(),
            TITLE.replace("Young", "Yuong"),
            TITLE.replace("Night", "Nigth"),
            f"{TITLE}: A Field Study",
            "What Mice Hear",
        )
    ]
    assert {(0, 1), (0, 2), (0, 3), (0, 4)} <= set(pair_up(*records))
    assert not any(5 in pair for pair in pair_up(*records))


def test_titles_with_half_in_common_are_not_paired():
    """What begins alike and goes on otherwise is not compared further."""
    one = make_record(title=TITLE)
    other = make_record(title="How Young Owls Learn to Fly in Storms")
    assert pair_up(one, other) == []


def test_revised_abstracts_are_paired():
    """Abstracts of which one sentence differs are found by their sketches."""
    for place in range(len(SENTENCES)):
        revised = list(SENTENCES)
        revised[place] = make_sentence("new")
        records = (
            make_record(abstract=ABSTRACT),
            make_record(abstract=" ".join(revised)),
        )
        assert pair_up(*records) == [(0, 1)]


def test_a_cut_abstract_is_paired_with_the_whole():
    """Abstracts that begin alike are found by their first words."""
    cut = make_record(abstract=ABSTRACT[:330])
    assert pair_up(cut, make_record(abstract=ABSTRACT)) == [(0, 1)]


def test_records_without_text_in_common_are_not_paired():
    """Other abstracts, short ones, and records without any, are left alone."""
    records = [make_record(abstract=make_abstract(seed)) for seed in range(40)]
    records += [make_record(abstract="No abstract."), make_record(), make_record()]
    assert pair_up(*records) == []


def test_one_record_speaks_for_a_paper():
    """Of records known to be one paper, one is compared; and never with its own."""
    records = [make_record(title=TITLE) for _ in range(4)]
    assert pair_up(*records, owners=[0, 0, 0, 3]) == [(0, 3)]
    assert pair_up(*records, owners=[0, 0, 0, 0]) == []


def test_a_template_does_not_make_all_pairs():
    """Where very many share a key, each is compared with a few neighbours."""
    records = [make_record(title=TITLE, line=n) for n in range(1, 201)]
    pairs = pair_up(*records)
    assert len(pairs) < 5 * len(records)
    assert {n for pair in pairs for n in pair} == set(range(200))


def test_progress_is_told_of_every_record():
    """The report hears how many records are sketched, one after the other."""
    told: list[int] = []
    find_candidates([make_record(), make_record()], [0, 1], told.append)
    assert told == [1, 2]


def test_a_lone_surrogate_stops_nothing():
    """Half of a character in a damaged title is text like any other."""
    records = [make_record(title=f"{TITLE} \ud83d{n}") for n in "11"]
    assert pair_up(*records) == [(0, 1)]
