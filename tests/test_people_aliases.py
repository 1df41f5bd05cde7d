"""`authors.yml`: what the owner knows of names, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import load_config
from generator.errors import ConfigError
from generator.models import ARXIV, PaperId
from generator.people.aliases import NO_ALIASES, Alias, Aliases, load_aliases
from generator.people.grouping import group_people
from generator.people.joining import BY_OWNER
from generator.people.models import SAME_WORDS, People
from tests.conftest import ROOT, make_entry
from tests.peoplekit import by_name, joined, make_catalogue, make_papers

CO = ("Bo Li", "Cy Ray", "Dee Fox")


def load(folder: Path, text: str) -> Aliases:
    """Load a file of the text given."""
    path = folder / "authors.yml"
    path.write_text(text, encoding="utf-8")
    return load_aliases(path, "authors.yml")


def group(aliases: Aliases, *authors) -> People:
    """Return the people of papers by the authors given, each with a page."""
    return group_people(make_papers(*authors), aliases, pages_from=1)


class TestFile:
    """The file itself."""

    def test_every_part_of_an_entry_is_read(self, tmp_path):
        """With its line, for messages; what is given twice counts once."""
        aliases = load(
            tmp_path,
            "# mine\n"
            "- name: Ada Okafor\n"
            "  also: [A. Okafor, 'Okafor, A.', A. Okafor]\n"
            "  apart: Áda Okafor\n"
            "- name: Wei Wang (vision)\n"
            "  papers: [2411.00001, 'doi:10.1234/x']\n",
        )
        assert aliases.authors == (
            Alias("authors.yml", 2, "Ada Okafor", ("A. Okafor", "Okafor, A."),
                  ("Áda Okafor",)),
            Alias("authors.yml", 5, "Wei Wang (vision)",
                  papers=("2411.00001", "doi:10.1234/x")),
        )  # fmt: skip
        assert [a.written_name for a in aliases.authors] == ["Ada Okafor", "Wei Wang"]

    @pytest.mark.parametrize("text", ["", "# nothing\n", "[]\n"])
    def test_an_empty_file_says_nothing(self, tmp_path, text):
        """All examples commented out, for instance."""
        assert load(tmp_path, text) == NO_ALIASES

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("name: x", "authors.yml:1: expected a list of entries that begin with '- '"),
            ("- x", "authors.yml:1: expected 'key: value' entries, found 'x'"),
            ("- names: x", "authors.yml:1: unknown key 'names'; known keys are also,"
             " apart, name, papers"),
            ("\n- also: [x]", "authors.yml:2: expected 'name: NAME-OF-AN-AUTHOR' in this"
             " entry"),
            ("- name: ' '\n  also: [x]", "authors.yml:1: expected 'name:"
             " NAME-OF-AN-AUTHOR' in this entry"),
            ("- name: x", "authors.yml:1: expected 'also', 'apart' or 'papers' in this"
             " entry"),
            ("- name: x\n  also: {a: b}", "authors.yml:2: 'also' must be a list of texts"),
            ("- name: x\n  apart: [[a]]", "authors.yml:2: 'apart' must be a list of texts"),
            ("- name: A B\n  papers: [1]", "authors.yml:1: expected a remark in brackets,"
             " as in 'A B (vision)', because 'papers' tells namesakes apart: 'A B'"),
            ("- name: x\n  also: [y]\n  apart: [y]", "authors.yml:2: 'y' is given twice in"
             " this entry"),
            ("- name: x\n  also: [x]", "authors.yml:2: 'x' is given twice in this entry"),
            ("- name: Ada\n  also: [x]\n- name: ada\n  also: [y]", "authors.yml:3: 'ada'"
             " has an entry already, on line 1"),
        ],
    )  # fmt: skip
    def test_a_fault_is_told_with_its_line(self, tmp_path, text, message):
        """Nothing is guessed."""
        with pytest.raises(ConfigError) as error:
            load(tmp_path, text)
        assert str(error.value) == message

    def test_the_file_that_is_shipped_can_be_read(self):
        """And its examples, once they are no comments."""
        path = ROOT / "corpus" / "authors.yml"
        assert load_aliases(path, "authors.yml") == NO_ALIASES

    def test_the_examples_that_are_shipped_are_right(self, tmp_path):
        """An owner who takes the # away has a file that works."""
        lines = (ROOT / "corpus" / "authors.yml").read_text("utf-8").splitlines()
        examples = [line[2:] for line in lines if line.startswith("#   ")]
        assert len(load(tmp_path, "\n".join(examples)).authors) == 3

    def test_it_lies_beside_the_listings(self, tmp_path):
        """The corpus folder is where it is looked for; a fault in it is a problem."""
        (tmp_path / "authors.yml").write_text("- name: x\n  also: [y]\n", "utf-8")
        config = load_config(tmp_path, tmp_path / "topics.yml")
        assert [alias.name for alias in config.aliases.authors] == ["x"]


class TestNames:
    """What the owner says of names."""

    def test_also_joins_without_evidence(self):
        """And the owner's spelling is the one to show, wherever it stands or not."""
        aliases = Aliases((Alias("a.yml", 1, "Ada O. Poe", ("Ida Moe", "Poe, A.")),))
        people = group(aliases, ["Ida Moe"], ["Ida Moe", "Bo Li"], ["A. Poe"])
        assert joined(people) == {
            "Ada O. Poe": {"Ida Moe": BY_OWNER, "A. Poe": BY_OWNER}
        }
        author = by_name(people)["Ada O. Poe"]
        assert (author.slug, len(author.entries)) == ("ada-o-poe", 3)
        assert people.problems == ()
        assert people.names == 2

    def test_the_owners_spelling_of_the_same_words_is_shown(self):
        """He knows where the capitals belong."""
        aliases = Aliases((Alias("a.yml", 1, "Ada McPoe", ("Ida Moe",)),))
        people = group(aliases, ["Ada Mcpoe"], ["Ada Mcpoe"], ["Ida Moe"])
        assert joined(people) == {
            "Ada McPoe": {"Ada Mcpoe": SAME_WORDS, "Ida Moe": BY_OWNER}
        }

    def test_what_he_joins_may_stand_on_one_paper(self):
        """He knows; the evidence does not."""
        aliases = Aliases((Alias("a.yml", 1, "Ada Poe", ("Áda Poe",)),))
        people = group(aliases, ["Ada Poe", "Áda Poe"])
        assert [len(author.entries) for author in people.authors] == [1]

    def test_apart_forbids_what_the_evidence_says(self):
        """Also by way of a third name."""
        rows = (["Ada Bo Poe", *CO], ["Ada Poe", *CO], ["Ada B. Poe", *CO])
        assert [len(each) for each in joined(group(NO_ALIASES, *rows)).values()] == [2]
        aliases = Aliases((Alias("a.yml", 1, "Ada Bo Poe", apart=("Ada Poe",)),))
        people = group(aliases, *rows)
        assert "Ada Poe" in by_name(people) or "Ada B. Poe" in by_name(people)
        groups = [{each.name for each in a.spellings} for a in people.authors]
        assert not any({"Ada Bo Poe", "Ada Poe"} <= names for names in groups)

    def test_two_wishes_that_exclude_each_other(self):
        """To keep apart is the stronger one."""
        aliases = Aliases(
            (
                Alias("a.yml", 1, "Ada Poe", apart=("A. Poe",)),
                Alias("a.yml", 2, "A. Poe", also=("Ada Poe",)),
            )
        )
        people = group(aliases, ["Ada Poe"], ["A. Poe"])
        assert joined(people) == {}
        assert len(people.authors) == 2

    def test_what_matches_nothing_is_a_warning(self):
        """The owner sees his typing errors in the report."""
        aliases = Aliases(
            (
                Alias(
                    "authors.yml", 1, "Ada Poe", also=("Ada Pö",), apart=("Ida Moe",)
                ),
                Alias("authors.yml", 5, "Nobody Here", apart=("Ada Poe",)),
                Alias("authors.yml", 9, "Wei Li (wind)", papers=("2411.00009",)),
            )
        )
        people = group(aliases, ["Ada Poe"])
        assert [str(problem) for problem in people.problems] == [
            "authors.yml:1: warning: 'Ada Poe': no paper names 'Ada Pö'",
            "authors.yml:1: warning: 'Ada Poe': no paper names 'Ida Moe'",
            "authors.yml:5: warning: no paper names 'Nobody Here'",
            "authors.yml:9: warning: 'Wei Li (wind)': there is no paper '2411.00009' by"
            " 'Wei Li'",
        ]
        assert [author.name for author in people.authors] == ["Ada Poe"]


class TestNamesakes:
    """Several people of one name."""

    def make(self, *papers: str, **more: tuple[str, ...]) -> People:
        """Return the people of three papers of Wei Li, some of them claimed for one."""
        entries = (
            make_entry("a", authors=("Wei Li", "Bo Ash"), title="A",
                       ids=(PaperId(ARXIV, "2411.00001"),)),
            make_entry("b", authors=("Li, Wei", "Cy Ray"), title="B"),
            make_entry("c", authors=("Wei Li", "Wei Li"), title="C"),
            make_entry("d", authors=("W. X. Li",), title="D"),
        )  # fmt: skip
        alias = Alias("authors.yml", 1, "Wei Li (wind)", papers=papers, **more)
        aliases = Aliases((alias,))
        return group_people(make_catalogue(*entries), aliases, pages_from=1)

    def test_the_papers_named_are_this_ones_and_the_others_are_not(self):
        """By an identifier, or by the key that the paper has on readers' devices."""
        people = self.make("https://arxiv.org/abs/2411.00001v2", "s:b")
        found = by_name(people)
        assert [e.slug for e in found["Wei Li (wind)"].entries] == ["a", "b"]
        assert [e.slug for e in found["Wei Li"].entries] == ["c"]
        assert found["Wei Li (wind)"].slug == "wei-li-wind"
        assert people.by_paper["a"][0] is found["Wei Li (wind)"]
        assert people.problems == ()
        assert joined(people)["Wei Li (wind)"] == {"Wei Li": SAME_WORDS}

    def test_of_two_of_a_name_on_a_paper_one_is_claimed(self):
        """The first; a second entry can claim the second."""
        people = self.make("s:c")
        found = by_name(people)
        assert people.by_paper["c"] == (found["Wei Li (wind)"], found["Wei Li"])

    def test_his_other_spellings_are_joined_as_ever(self):
        """A spelling under `also` is his on every paper."""
        people = self.make("s:b", also=("W. X. Li",))
        found = by_name(people)["Wei Li (wind)"]
        assert [entry.slug for entry in found.entries] == ["b", "d"]
        assert {each.name: each.reason for each in found.spellings[1:]} == {
            "Wei Li": SAME_WORDS,
            "W. X. Li": BY_OWNER,
        }
