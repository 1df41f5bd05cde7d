"""What a build finds changed since the last one, and the file that it leaves."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import HistoryError, Severity
from generator.history import coding
from generator.history.columns import pack_papers, unpack_papers
from generator.history.compare import advance, warn_of_loss
from generator.history.models import CORRECTED, GONE, MERGED, NEW
from generator.history.papers import FACTS, Known, describe_difference, remember
from generator.history.state import pack_state, unpack_state
from generator.models import Origin, PaperId, PartialDate
from tests.conftest import make_paper
from tests.historykit import arxiv, make_catalogue, make_kites, origin, run

KITE, HARBOUR = make_paper(title="Kites", abstract="They fly.", origins=origin(1)), (
    make_paper(title="Harbours", abstract="They rest.", origins=origin(2))
)  # fmt: skip


def kinds_of(history):
    """Return (kind, heading, note) of each change of the last build."""
    return [(c.kind, c.heading, c.note) for c in history.builds[0].changes]


class TestBuilds:
    """When a build is counted, and what is told of it."""

    def test_the_first_build_finds_all_papers_new_and_names_none(self):
        """There is nothing to compare with: nothing has arrived since a visit."""
        history = run([KITE, HARBOUR])
        (build,) = history.builds
        assert (history.number, build.number, build.papers) == (1, 1, 2)
        assert build.counts == {NEW: 2}
        assert build.changes == ()
        assert build.arrived == ()
        assert history.loss is None
        assert set(history.added.values()) == {PartialDate(2025, 1, 1)}

    def test_the_same_papers_on_another_day_change_nothing(self):
        """No build is counted and the file keeps its bytes, whatever the order."""
        papers = make_kites(9)
        first = run(papers)
        again = run(papers, random.Random(1).sample(papers, 9), papers)
        assert again.state == first.state
        assert (again.number, again.date) == (1, PartialDate(2025, 1, 1))
        assert replace(again, loss=None) == first

    def test_an_empty_collection_is_a_build_too(self):
        """Its papers arrive with the next one."""
        history = run([], [], make_kites(2))
        assert [build.counts for build in history.builds] == [{NEW: 2}, {NEW: 0}]
        assert run([]).builds[0].papers == 0

    def test_a_new_paper_arrives_with_its_build(self):
        """It is named with the day and number of the build that brought it."""
        history = run(make_kites(3), make_kites(5))
        assert history.number == 2
        assert kinds_of(history) == [
            (NEW, "Kite number 5", ""),
            (NEW, "Kite number 4", ""),
        ]
        assert history.builds[0].arrived == ("2411.00005", "2411.00004")
        assert history.added["2411.00005"] == PartialDate(2025, 1, 2)
        assert history.added["2411.00001"] == PartialDate(2025, 1, 1)
        assert history.brought["2411.00005"] == 2

    def test_a_paper_that_is_not_found_is_gone(self):
        """It is named with its last heading and address; it may come back as new."""
        gone = run(make_kites(3), make_kites(2))
        (change,) = gone.builds[0].changes
        assert (change.kind, change.key) == (GONE, "2411.00003")
        assert (change.heading, change.slug) == ("Kite number 3", "kite-number-3")
        back = run(make_kites(3), make_kites(2), make_kites(3))
        assert kinds_of(back) == [(NEW, "Kite number 3", "")]
        assert back.builds[1].changes == gone.builds[0].changes
        assert back.brought["2411.00003"] == 3

    def test_only_the_latest_builds_and_first_changes_are_kept(self):
        """Sixty builds, two hundred changes of each kind, all of them counted."""
        builds = [make_kites(number) for number in range(1, 64)]
        history = run(*builds, make_kites(300))
        assert [build.number for build in history.builds] == list(range(64, 4, -1))
        assert history.builds[0].counts == {NEW: 237}
        assert len(history.builds[0].changes) == 200
        assert len(history.builds[0].arrived) == 237
        assert [bool(build.arrived) for build in history.builds] == (
            [True] * 40 + [False] * 20
        )

    def test_arrivals_of_earlier_builds_give_way_to_very_many(self, monkeypatch):
        """The last build counts whole."""
        monkeypatch.setattr("generator.history.compare._ARRIVED", 5)
        history = run([], make_kites(2), make_kites(4), make_kites(12))
        assert [len(build.arrived) for build in history.builds] == [8, 0, 0, 0]
        history = run([], make_kites(2), make_kites(4), make_kites(7))
        assert [len(build.arrived) for build in history.builds] == [3, 2, 0, 0]

    def test_earlier_builds_tell_of_a_paper_by_its_present_key(self):
        """What was new last week can still be found after it got an identifier."""
        named = replace(KITE, ids=arxiv(7))
        history = run([HARBOUR], [HARBOUR, KITE], [HARBOUR, named])
        assert history.builds[1].changes[0].key == "2411.00007"
        assert history.builds[1].arrived == ("2411.00007",)
        later = run([HARBOUR], [HARBOUR, KITE], [HARBOUR, named], [HARBOUR])
        assert later.builds[2].changes[0].heading == "Kites"
        assert later.builds[2].arrived == ()


class TestCorrections:
    """Which facts changed."""

    @pytest.mark.parametrize(
        ("facts", "note"),
        [
            ({"title": "KITES"}, "changed: title"),
            ({"title": None}, "removed: title"),
            ({"abstract": "They fly!"}, "changed: abstract"),
            ({"authors": ("Okafor, Ada",)}, "added: authors"),
            ({"author_count": 3}, "added: authors"),
            ({"organization": "Harbour Lab"}, "added: organization"),
            ({"published": PartialDate(2024)}, "added: date"),
            ({"venue": "Wind 2024"}, "added: venue"),
            ({"comments": "9 pages"}, "added: comment"),
            ({"categories": ("cs.CV",)}, "added: categories"),
            ({"ids": arxiv(1)}, "added: identifier"),
            ({"title": "KITES", "venue": "Wind"}, "added: venue; changed: title"),
        ],
    )
    def test_tell_which_facts_are_not_what_they_were(self, facts, note):
        """A paper with other facts is the same paper, corrected."""
        history = run([KITE], [replace(KITE, **facts)])
        ((kind, _, told),) = kinds_of(history)
        assert (kind, told) == (CORRECTED, note)

    def test_name_a_removed_identifier_and_a_list_of_some_authors(self):
        """That a list is complete now is a correction of its own."""
        some = replace(KITE, ids=arxiv(1), authors=("A", "B"), authors_complete=False)
        after = replace(some, ids=(), authors_complete=True)
        history = run([some], [after])
        assert kinds_of(history)[0][2] == "changed: authors; removed: identifier"

    @pytest.mark.parametrize(
        "facts",
        [
            {"discussion": 9},
            {"ids": (PaperId("local", "x"),)},
            {"origins": origin(9)},
            {"via": "upstream"},
        ],
    )
    def test_are_not_told_of_what_is_no_fact_of_the_paper(self, facts):
        """Neither where it stands nor how many talk of it."""
        assert run([KITE], [replace(KITE, **facts)]).number == 1


class TestRecognition:
    """Which former paper is which present one."""

    def test_a_paper_that_got_an_identifier_is_the_same(self):
        """It is known to feeds by the key that it came with, for ever."""
        named, twice = (
            replace(KITE, ids=arxiv(7)),
            (*arxiv(7), PaperId("doi", "10.1/x")),
        )
        history = run([KITE], [named])
        assert kinds_of(history) == [(CORRECTED, "Kites", "added: identifier")]
        first = run([KITE]).brought
        assert history.announced == {"2411.00007": next(iter(first))}
        assert history.added["2411.00007"] == PartialDate(2025, 1, 1)
        later = run([KITE], [named], [replace(named, ids=twice[1:])])
        assert [c.kind for c in later.builds[0].changes] == [CORRECTED]
        assert later.announced == {"doi:10.1/x": next(iter(first))}

    def test_a_paper_that_got_a_title_is_the_same(self):
        """It answers to its abstract; its address leads to the new one."""
        untitled = replace(KITE, title=None)
        history = run([untitled], [KITE])
        assert kinds_of(history) == [(CORRECTED, "Kites", "added: title")]
        assert history.moved == {"they-fly": "kites"}

    def test_a_paper_in_a_listing_that_stands_is_known_by_its_line(self):
        """Where keys are made in another way, a fact and the line still tell."""
        papers = make_kites(12)
        other = replace(KITE, title="They", abstract="x", origins=origin(20))
        changed = replace(other, title="Them", abstract="y", authors=())
        assert [c.kind for c in run([*papers, other], [*papers, changed]).builds[0].changes] == [NEW, GONE]  # fmt: skip
        by = replace(other, authors=("Okafor, Ada",))
        after = replace(by, title="Them", abstract="y")
        history = run([*papers, by], [*papers, after])
        assert kinds_of(history) == [(CORRECTED, "Them", "changed: title, abstract")]

    def test_lines_tell_nothing_of_a_listing_that_was_replaced(self):
        """Its other papers stand elsewhere now."""
        papers = make_kites(12)
        shifted = [replace(p, origins=origin(p.origins[0].line + 30)) for p in papers]
        shifted[0] = papers[0]
        by = replace(KITE, authors=("Okafor, Ada",), origins=origin(20))
        after = replace(by, title="Them", abstract="y")
        history = run([*papers, by], [*shifted, after])
        assert [c.kind for c in history.builds[0].changes] == [NEW, GONE]

    def test_one_title_for_two_identifiers_is_two_papers(self):
        """Identifiers of one kind that differ tell papers apart, whatever they say."""
        one, other = replace(KITE, ids=arxiv(1)), replace(KITE, ids=arxiv(2))
        history = run([one], [other])
        assert [c.kind for c in history.builds[0].changes] == [NEW, GONE]

    def test_papers_that_say_the_same_are_told_apart_by_their_records(self):
        """A key that two papers share is evidence for neither."""
        twins = [replace(KITE, origins=origin(n), venue=f"V{n}") for n in (1, 2)]
        assert run(twins, twins).number == 1
        history = run(twins, twins[:1])
        assert [c.kind for c in history.builds[0].changes] == [GONE]

    def test_two_papers_that_are_one_now_are_merged(self):
        """The note names the other; the earlier build and its key go on."""
        named = make_paper(abstract="They fly.", ids=arxiv(7), origins=origin(1))
        titled = make_paper(title="Kites", origins=origin(5, "b.txt"))
        both = replace(named, title="Kites", origins=(*origin(1), *origin(5, "b.txt")))
        history = run([named], [named, titled], [both])
        assert kinds_of(history) == [
            (MERGED, "Kites", "joined with “They fly”; added: title")
        ]
        assert history.brought == {"2411.00007": 1}
        assert history.moved == {"arxiv-2411-00007": "kites"}
        assert history.builds[0].counts == {MERGED: 1}

    def test_a_paper_whose_text_gave_way_is_merged_by_its_line(self):
        """Its record stands under another paper now, in a listing that is as it was."""
        papers = make_kites(12)
        lost = make_paper(title="Lost", abstract="Elsewhere.", origins=origin(30))
        joined = replace(papers[0], origins=(*origin(1), *origin(30)))
        history = run([*papers, lost], [joined, *papers[1:]])
        assert kinds_of(history) == [(MERGED, "Kite number 1", "joined with “Lost”")]
        assert history.moved == {"lost": "kite-number-1"}

    def test_a_deleted_paper_is_not_merged_with_the_one_that_took_its_line(self):
        """Those below it move up; without identifiers nothing else tells them apart."""

        def make_stories(numbers):
            return [
                make_paper(title=f"Story number {n}", abstract=f"It ends {n} times.",
                           origins=origin(line))
                for line, n in enumerate(numbers, 1)
            ]  # fmt: skip

        before = make_stories(range(1, 101))
        after = make_stories([n for n in range(1, 101) if n != 95])
        history = run(before, after)
        assert history.builds[0].counts == {"gone": 1}
        assert not history.moved

    def test_papers_of_a_listing_that_cannot_be_read_are_remembered(self):
        """Once it can be read again, nothing is new; what is gone elsewhere is gone."""
        papers = [*make_kites(3), make_paper(title="Owls", origins=origin(1, "b.txt"))]
        day = PartialDate(2025, 1, 1)
        first = advance(None, make_catalogue(papers), day)
        catalogue = make_catalogue(papers[3:])
        lost = advance(first.state, catalogue, day, unread={"list.txt"})
        assert lost.builds[0].counts == {GONE: 3}
        assert lost.state == first.state
        assert (
            advance(first.state, catalogue, day, unread={"c.txt"}).state != first.state
        )

    def test_papers_of_one_heading_that_are_merged_are_counted(self):
        """There is no other heading to name."""
        one = replace(KITE, ids=arxiv(1))
        two = replace(KITE, ids=(PaperId("doi", "10.1/x"),), origins=origin(2))
        history = run([one, two], [replace(one, ids=(*one.ids, *two.ids))])
        assert kinds_of(history)[0][2].startswith(
            "2 entries of this heading are now one"
        )

    def test_another_paper_under_a_former_key_is_announced_by_itself(self):
        """No two papers of a feed share an identity."""
        named = make_paper(
            title="Sails", abstract="New.", ids=arxiv(7), origins=origin(1)
        )
        first = replace(named, ids=(), abstract="They fly.", title="Kites")
        middle = replace(first, ids=arxiv(7))
        other = replace(first, abstract="Quite another.", origins=origin(8))
        history = run([first], [middle], [named], [named, other])
        assert len(history.brought) == 2
        known = {history.announced.get(key, key) for key in history.brought}
        assert len(known) == 2


class TestMoves:
    """Former addresses."""

    def test_are_kept_and_lead_to_the_present_one(self):
        """However often a paper has moved since, and however many builds ago."""
        papers = [replace(KITE, ids=arxiv(1), title=t) for t in ("One", "Two", "Three")]
        history = run(*([paper] for paper in papers), [papers[2], HARBOUR])
        assert history.moved == {"one": "three", "two": "three"}

    def test_are_dropped_once_another_paper_has_the_address(self):
        """A page is worth more than a pointer."""
        one, two = (replace(KITE, ids=arxiv(1), title=t) for t in ("One", "Two"))
        taker = make_paper(title="One", ids=arxiv(2), origins=origin(3))
        assert run([one], [two], [two, taker]).moved == {}
        assert run([one], [two], [one]).moved == {"two": "one"}

    def test_are_dropped_with_the_paper(self):
        """There is nothing to lead to."""
        one, two = (replace(KITE, ids=arxiv(1), title=t) for t in ("One", "Two"))
        assert run([one], [two], [HARBOUR]).moved == {}


class TestLoss:
    """A collection that has become suspiciously small."""

    def test_is_warned_of_where_more_than_half_is_gone(self):
        """A listing that cannot be read any more must not pass in silence."""
        history = run(make_kites(20), make_kites(9))
        problem = warn_of_loss(history)
        assert problem
        assert problem.severity is Severity.WARNING
        assert "11 of the 20 papers" in problem.message

    @pytest.mark.parametrize(("before", "after"), [(20, 10), (19, 1), (20, 30)])
    def test_is_not_remarkable_below_that(self, before, after):
        """Half of it, a small collection, or one that grows."""
        assert warn_of_loss(run(make_kites(before), make_kites(after))) is None

    def test_is_no_matter_of_a_first_build(self):
        """Nothing was there."""
        assert warn_of_loss(run(make_kites(3))) is None


class TestState:
    """The file."""

    def test_is_the_same_whatever_the_order_of_the_papers(self):
        """Papers stand in the order of their records."""
        papers = make_kites(30)
        mixed = random.Random(2).sample(papers, 30)
        assert run(papers).state == run(mixed).state
        assert run(papers).state[4:8] == b"\0\0\0\0", "no time in the header"

    def test_brings_back_what_was_put_in(self):
        """Builds, dates, addresses and papers; what arrived is worked out anew."""
        odd = make_paper(title="Ångström’s *naïve* “C++” §", origins=origin(2, "ü.txt"))
        bare = make_paper(venue="Somewhere", origins=origin(3))
        history = run([KITE], [odd, bare], [KITE, odd, bare])
        state = unpack_state(history.state)
        assert pack_state(state) == history.state
        assert state.builds == tuple(replace(b, arrived=()) for b in history.builds)
        catalogue = make_catalogue([KITE, odd, bare])
        by_key = {paper.key: paper for paper in state.papers}
        for paper in remember(catalogue, 0):
            assert replace(by_key[paper.key], build=0) == paper

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "not what a build writes|damaged"),
            (b"no gzip", "damaged"),
            (gzip.compress(b"{}", mtime=0)[:12], "damaged"),
            (gzip.compress(b"{", mtime=0), "not what a build writes"),
            (gzip.compress(b"[1]", mtime=0), "not what a build writes"),
            (gzip.compress(b'{"format":"other"}', mtime=0), "not what a build writes"),
            (gzip.compress(b'\xff"', mtime=0), "not what a build writes"),
            (gzip.compress(b"[" * 99_999, mtime=0), "not what a build writes"),
        ],
    )
    def test_that_is_something_else_is_refused_with_advice(self, content, reason):
        """The message says what is wrong and what to do."""
        with pytest.raises(HistoryError, match=reason) as caught:
            advance(content, make_catalogue([KITE]), PartialDate(2025))
        assert "Delete the file" in str(caught.value)
        assert "--state" in str(caught.value)

    def test_of_a_later_version_is_refused(self):
        """An older program must not lose what a newer one remembers."""
        value = json.loads(gzip.decompress(run([KITE]).state))
        for version, reason in ((2, "a later version"), (0, "not what"), ("1", "not")):
            content = gzip.compress(json.dumps(value | {"version": version}).encode())
            with pytest.raises(HistoryError, match=reason):
                unpack_state(content)

    def test_with_any_part_damaged_is_refused_or_read(self):
        """Whatever stands in it, nothing but a HistoryError comes out."""
        value = json.loads(gzip.decompress(run([KITE], [KITE, HARBOUR]).state))
        for path in list(find_paths(value)):
            for wrong in (None, True, "x", -9, 9, [], ["x"], {}, {"0": 1}, [[0, 2, 3]]):
                content = gzip.compress(json.dumps(put(value, path, wrong)).encode())
                try:
                    advance(content, make_catalogue([KITE]), PartialDate(2025))
                except HistoryError:
                    continue

    def test_stays_small(self):
        """What is remembered of a paper fits into 90 bytes, packed, even of a few."""
        assert len(run(make_kites(500)).state) < 500 * 90


def find_paths(value, path=()):
    """Yield the way to each part of a JSON value."""
    yield path
    parts = dict(enumerate(value)) if isinstance(value, list) else value
    for key, part in parts.items() if isinstance(parts, dict) else ():
        yield from find_paths(part, (*path, key))


def put(value, path, part):
    """Return a copy of a JSON value with another part."""
    if not path:
        return part
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], part)
    return copy


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))
WORD = st.text("abc-123.", min_size=1, max_size=9)
HASH = st.text("0123456789abcdef", min_size=12, max_size=12)


@st.composite
def known_papers(draw):
    """Draw what a build remembers of some papers."""
    papers = []
    for number in range(draw(st.integers(0, 5))):
        ids = draw(st.lists(WORD.map("doi:10.1/{}".format), max_size=2, unique=True))
        texts = [f"{k}:{draw(HASH)}" for k in "ta" if draw(st.booleans())]
        slug = f"{draw(WORD)}{number}"
        digest = st.sampled_from(["", "abc", "-_9"])
        papers.append(
            Known(
                key=draw(st.sampled_from([*ids, *texts, f"s:{slug}"])),
                keys=(*ids, *texts),
                slug=slug,
                heading=draw(TEXT),
                place=Origin(draw(WORD), draw(st.integers(0, 10**6)), ""),
                digests=tuple(draw(digest) for _ in FACTS),
                build=draw(st.integers(1, 99)),
                announced=draw(WORD),
            )
        )
    return papers


@given(known_papers())
def test_columns_bring_back_every_paper(papers):
    """Whatever papers hold, each comes back as it was, in the order of their records."""
    columns = json.loads(json.dumps(pack_papers(papers)))
    expected = sorted(papers, key=lambda paper: (paper.place, paper.key))
    assert list(unpack_papers(columns)) == expected


@given(st.lists(st.integers(-5, 5)))
def test_runs_and_steps_bring_back_every_number(numbers):
    """And nothing else: a column of another length is refused."""
    runs, steps = coding.pack_runs(numbers), coding.pack_steps(numbers)
    assert coding.unpack_runs(runs, len(numbers)) == numbers
    assert coding.unpack_steps(steps, len(numbers)) == numbers
    with pytest.raises(coding.ShapeError):
        coding.unpack_runs(runs, len(numbers) + 1)
    with pytest.raises(coding.ShapeError):
        coding.unpack_steps(steps, len(numbers) + 1)


def test_a_difference_of_nothing_is_not_told():
    """Papers that say the same do not differ, wherever they stand."""
    (one,) = remember(make_catalogue([KITE]), 1)
    assert describe_difference(one, replace(one, place=Origin("z", 1, ""))) == ""
