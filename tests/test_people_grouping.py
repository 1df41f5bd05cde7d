"""Which names are one author, who has a page, and at which address."""

from __future__ import annotations

import gzip
import itertools
import json
import random

import pytest

from generator.models import Catalogue
from generator.people.evidence import LEAST_PAPERS
from generator.people.grouping import group_people
from generator.people.models import SAME_WORDS
from generator.people.slugs import assign_slugs
from generator.people.thresholds import allow_pages, choose_threshold
from tests.conftest import make_entry
from tests.peoplekit import by_name, group, joined, make_catalogue, make_papers

CO = ("Bo Li", "Cy Ray", "Dee Fox")
"""Invented co-authors."""


class TestSameName:
    """Names of the same words."""

    def test_order_case_and_punctuation_make_no_other_name(self):
        """No evidence is needed, and readers are not told of it as of a guess."""
        people = group(["Okafor, Ada"], ["Ada Okafor"], ["ada okafor"], ["Ada Okafor"])
        (author,) = people.authors
        assert author.name == "Ada Okafor"
        assert [e.slug for e in author.entries] == ["p0", "p1", "p2", "p3"]
        assert joined(people) == {"Ada Okafor": {"ada okafor": SAME_WORDS}}
        assert people.names == 1

    def test_a_name_is_shown_with_capitals_where_they_belong(self):
        """A name that one listing shouts is not shouted."""
        people = group(
            ["ADA VAN DER OKAFOR"], ["ADA VAN DER OKAFOR"], ["Ada van der Okafor"]
        )
        assert people.authors[0].name == "Ada van der Okafor"

    def test_a_name_that_is_only_shouted_stays_so(self):
        """What is not known is not made up."""
        assert group(["HARBOUR LAB"]).authors[0].name == "HARBOUR LAB"

    def test_words_in_another_order_are_another_name(self):
        """Without a comma, which is the family name is not known."""
        assert len(group(["Wei Li"], ["Li Wei"]).authors) == 2

    def test_a_name_twice_on_a_paper_is_one_author_of_one_paper(self):
        """Two namesakes cannot be told apart, and the paper is not counted twice."""
        people = group(["Wei Li", "Wei Li", "Bo Li"])
        author = by_name(people)["Wei Li"]
        assert len(author.entries) == 1
        assert people.by_paper["p0"][:2] == (author, author)

    def test_junk_among_the_authors_has_no_page_and_keeps_its_place(self):
        """The names of a paper and those with a page stand side by side."""
        people = group(["et al.", "Ada Okafor", "", "A; B", "王小明"])
        slugs = [author and author.slug for author in people.by_paper["p0"]]
        assert slugs == [None, "ada-okafor", None, None, "wang-xiao-ming"]
        assert people.names == 2


class TestEvidence:
    """Names of other words are joined on shared co-authors only."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("José Okafor", "Jose Okafor"),
            ("Jae-Sung Okafor", "Jaesung Okafor"),
            ("Ada Bo Okafor", "Ada Okafor"),
            ("Ada Bo Okafor", "Ada B. Okafor"),
            ("Ada Okafor Jr.", "Ada Okafor"),
            ("Ada Okafor", "A. Okafor"),
            ("Ada Bo Okafor", "A. B. Okafor"),
        ],
    )
    def test_a_variant_is_joined_where_a_co_author_is_shared(self, one, other):
        """And only there; the reason says how many."""
        people = group([one, "Bo Li"], [one], [other, "Bo Li", "Cy Ray"])
        assert joined(people) == {one: {other: "1 shared co-author"}}
        apart = group([one, "Bo Li"], [one], [other, "Dee Fox"])
        assert joined(apart) == {}

    def test_the_spelling_of_most_papers_is_the_main_one(self):
        """Else that which says most."""
        people = group(["A. Okafor", *CO], ["A. Okafor", *CO], ["Ada Okafor", *CO])
        assert joined(people) == {"A. Okafor": {"Ada Okafor": "3 shared co-authors"}}
        people = group(["A. Okafor", *CO], ["Ada Okafor", *CO])
        assert joined(people) == {"Ada Okafor": {"A. Okafor": "3 shared co-authors"}}

    def test_initials_that_fit_two_names_are_joined_with_neither(self):
        """However many co-authors they share."""
        people = group(
            ["A. Okafor", *CO], ["Ada Okafor", *CO], ["Abe Okafor", "Ed Moe"]
        )
        assert joined(people) == {}

    def test_a_middle_name_less_joins_the_one_whose_co_authors_it_shares(self):
        """Of two that fit, with two shared co-authors, where the other shares none."""
        full = ["Ada Bo Okafor", *CO]
        rival = ["Ada Cy Okafor", "Ed Moe", "Flo Ney"]
        people = group(["Ada Okafor", *CO], full, rival)
        assert joined(people) == {
            "Ada Bo Okafor": {"Ada Okafor": "3 shared co-authors"}
        }
        assert joined(group(["Ada Okafor", "Bo Li"], full, rival)) == {}
        assert joined(group(["Ada Okafor", *CO, "Ed Moe"], full, rival)) == {}

    def test_names_that_fit_each_other_are_no_rivals(self):
        """Three spellings of one name become one author."""
        people = group(
            ["Ada Okafor", *CO], ["Ada B. Okafor", *CO], ["Ada Bo Okafor", *CO]
        )
        assert joined(people) == {
            "Ada Bo Okafor": {
                "Ada B. Okafor": "3 shared co-authors",
                "Ada Okafor": "3 shared co-authors",
            }
        }

    def test_two_names_on_one_paper_are_two_people(self):
        """Whatever else speaks for it; nor do they meet in a third name."""
        people = group(["José Okafor", "Jose Okafor", *CO], ["José Okafor", *CO])
        assert joined(people) == {}
        people = group(
            ["Ada Bo Okafor", "Ada B. Okafor", *CO], ["Ada Okafor", *CO], ["Ada Okafor"]
        )
        assert [len(found) for found in joined(people).values()] == [1]

    def test_names_turned_around_need_two_co_authors(self):
        """`Li Wei` may be a person of his own."""
        assert joined(group(["Wei Li", *CO], ["Li Wei", "Cy Ray"])) == {}
        people = group(["Wei Li", *CO], ["Wei Li"], ["Li Wei", "Cy Ray", "Dee Fox"])
        assert joined(people) == {"Wei Li": {"Li Wei": "2 shared co-authors"}}

    def test_a_co_author_whom_everybody_has_is_no_evidence(self):
        """In a large collection, a frequent name is shared by chance."""
        often = [["Hao Wang", f"Name{at} Poe"] for at in range(300)]
        rest = [["Some One"]] * LEAST_PAPERS
        pair = (["José Okafor", "Hao Wang"], ["Jose Okafor", "Hao Wang"])
        assert joined(group(*pair, *often[:20], *rest)) != {}
        assert joined(group(*pair, *often, *rest)) == {}

    def test_collectives_and_single_words_are_never_varied(self):
        """What is no person's name has no initials."""
        people = group(["The Harbour Team", *CO], ["T. Harbour Team", *CO], ["H", *CO],
                       ["Harbour", *CO], ["Hárbour", *CO])  # fmt: skip
        assert joined(people) == {}


class TestPages:
    """Who has a page."""

    def test_a_page_needs_the_papers_that_the_owner_asks_for(self):
        """Names below it are counted, and are nobody's page."""
        papers = make_papers(["Ada Okafor", "Bo Li"], ["Ada Okafor"])
        people = group_people(papers, pages_from=2)
        assert [author.name for author in people.authors] == ["Ada Okafor"]
        assert (people.pages_from, people.names) == (2, 2)
        assert people.by_paper["p0"] == (people.authors[0], None)
        assert people.by_paper["p1"] == (people.authors[0],)

    def test_the_threshold_is_two_unless_there_would_be_too_many_pages(self):
        """It grows until no more than so many authors reach it."""
        assert group_people(make_papers(["Ada Okafor"])).pages_from == 2
        assert choose_threshold([1, 2, 2, 3, 5], 2, most=4) == 2
        assert choose_threshold([1, 2, 2, 3, 5], 2, most=3) == 3
        assert choose_threshold([1, 2, 2, 3, 5], 2, most=1) == 4
        assert choose_threshold([], 2, most=0) == 2

    def test_pages_grow_with_the_collection_up_to_what_a_site_may_weigh(self):
        """A small collection has a page for everyone with two papers."""
        assert [allow_pages(n) for n in (0, 130, 10_000, 65_525)] == [
            300,
            300,
            500,
            2_000,
        ]
        names = [[f"Author Poe{'abcdefghij'[at // 100]}{'abcdefghij'[at // 10 % 10]}"
                  f"{'abcdefghij'[at % 10]}"] for at in range(400)]  # fmt: skip
        people = group_people(make_papers(*names, *names, *names[:50]))
        assert (people.pages_from, len(people.authors)) == (3, 50)

    def test_authors_are_in_the_order_of_their_family_names(self):
        """As the listing with a comma has it, where one has."""
        people = group(["Zed Ash", "Ana García Paz", "Mia van der Bo", "Éa Ash"])
        assert [a.name for a in people.authors] == [
            "Éa Ash", "Zed Ash", "Mia van der Bo", "Ana García Paz",
        ]  # fmt: skip
        people = group(["Ana García Paz", "Ida Moe"], ["García Paz, Ana"])
        assert [a.name for a in people.authors] == ["Ana García Paz", "Ida Moe"]

    def test_no_authors_at_all(self):
        """Listings that name nobody have no people."""
        people = group_people(make_papers([], []))
        assert (people.authors, people.names) == ((), 0)
        assert people.by_paper == {"p0": (), "p1": ()}
        assert group_people(make_papers()).organizations == ()


class TestSlugs:
    """Addresses of pages."""

    def test_the_name_in_plain_letters_has_the_plain_address(self):
        """Others that would share it get a suffix that hangs on the name alone."""
        names = ["Ada Müller", "Ada Muller", "Ada Mùller"]
        slugs = dict(zip(names, assign_slugs(names, names, "author"), strict=True))
        assert slugs["Ada Muller"] == "ada-muller"
        assert len(set(slugs.values())) == 3
        again = assign_slugs(names[::-1], names[::-1], "author")
        assert dict(zip(names[::-1], again, strict=True)) == slugs

    def test_no_address_is_that_of_an_index(self):
        """Letters, `other` and `index` are pages already; no letters at all is no address."""
        names = ["Index", "Other", "Ø", "🙂", "☆", "Ada"]
        slugs = assign_slugs(names, names, "author")
        assert slugs[-1] == "ada"
        assert {"index", "other", "o", ""}.isdisjoint(slugs)
        assert all(slug.startswith("author-") for slug in slugs[3:5])
        assert all(slug.isascii() and slug == slug.lower() for slug in slugs)

    def test_a_suffix_never_runs_into_another_address(self):
        """It grows until it is free."""
        first = assign_slugs(["Á B", "À B"], ["one", "two"], "author")
        names = ["Á B", "À B", first[0]]
        slugs = assign_slugs(names, ["one", "two", "three"], "author")
        assert len(set(slugs)) == 3
        assert slugs[2] == first[0]
        assert slugs[0].startswith(first[0])

    def test_addresses_do_not_hang_on_the_order_of_papers(self):
        """The same papers in any order give the same pages."""
        rows = [["José Okafor", *CO], ["Jose Okafor", *CO], ["Ada Poe"], ["Áda Poe"],
                ["A. Poe", "Cy Ray"], ["李伟"], ["Li Wei"]]  # fmt: skip
        entries = make_papers(*rows).entries
        seen = set()
        for seed in range(5):
            order = list(entries)
            random.Random(seed).shuffle(order)
            people = group_people(make_catalogue(*order), pages_from=1)
            seen.add(tuple((a.slug, a.name, len(a.entries)) for a in people.authors))
        assert len(seen) == 1


class TestOrganizations:
    """Organizations, as listings name them."""

    def make(self, *names: str | None) -> Catalogue:
        """Return a catalogue of papers of organizations."""
        entries = (
            make_entry(f"p{at}", organization=name) for at, name in enumerate(names)
        )
        return make_catalogue(*entries)

    def test_case_and_space_make_no_other_organization(self):
        """A legal form does: nothing says that it is the same house."""
        papers = self.make(
            "Kite Lab", " kite  lab", "Kite Lab", "Kite Lab Inc.", None, "–"
        )
        people = group_people(papers)
        found = {(o.name, o.slug, len(o.entries)) for o in people.organizations}
        assert found == {
            ("Kite Lab", "kite-lab", 3),
            ("Kite Lab Inc.", "kite-lab-inc", 1),
        }
        assert (people.organization_pages_from, people.organization_names) == (1, 2)

    def test_the_owner_may_ask_for_more_papers(self):
        """Those below have no page."""
        people = group_people(
            self.make("Kite Lab", "Kite Lab", "Moon"), organization_pages_from=2
        )
        assert [each.name for each in people.organizations] == ["Kite Lab"]
        assert people.organization_names == 2


@pytest.mark.shared
def test_ten_thousand_real_papers_are_grouped_in_seconds(shared):
    """No two names of one paper are one author, and no page is twice."""
    path = shared / "data" / "arxiv-65k.jsonl.gz"
    if not path.is_file():
        pytest.skip("needs ../shared/data/arxiv-65k.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, 10_000)]
    papers = make_papers(*(record["authors"] for record in records))
    people = group_people(papers, pages_from=1)
    assert len(people.authors) == people.names > 30_000
    assert len({author.slug for author in people.authors}) == len(people.authors)
    guessed = [
        (author, each)
        for author in people.authors
        for each in author.spellings[1:]
        if each.reason != SAME_WORDS
    ]
    assert 100 < len(guessed) < 1_000
    for entry in papers.entries:
        found = people.by_paper[entry.slug]
        assert len(found) == len(entry.paper.authors)
        written: dict[str, set[str]] = {}
        for name, author in zip(entry.paper.authors, found, strict=True):
            if author:
                words = " ".join(name.casefold().replace("-", " ").split())
                written.setdefault(author.slug, set()).add(words.replace(".", ""))
        assert all(len(names) == 1 for names in written.values()), written
