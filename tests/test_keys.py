"""Keys: what a reader's device remembers a paper by."""

from __future__ import annotations

from generator.keys import choose_keys, list_keys
from generator.models import PaperId
from tests.conftest import make_paper


def test_an_identifier_is_the_main_key_and_arxiv_the_first():
    """An arXiv id stands bare, others with their kind; ids that listings invent are no keys."""
    ids = (
        PaperId("doi", "10.1/x"),
        PaperId("local", "7"),
        PaperId("arxiv", "2411.00001"),
    )
    assert list_keys(make_paper(ids=ids)) == ("2411.00001", "doi:10.1/x")


def test_a_paper_without_identifier_is_known_by_its_words():
    """Case, accents, white space, punctuation and LaTeX do not count."""
    first = make_paper(title="Über kites: $\\alpha$", abstract="We fly.")
    second = make_paper(title="uber  Kites — α", abstract="we FLY")
    assert list_keys(first) == list_keys(second)
    assert [key[:2] for key in list_keys(first)] == ["t:", "a:"]


def test_a_paper_answers_to_what_it_was_known_by_before():
    """A title and an identifier that come later do not make it another paper."""
    old = list_keys(make_paper(abstract="We fly kites."))
    new = list_keys(
        make_paper(
            title="Kites",
            abstract="We fly kites.",
            ids=(PaperId("arxiv", "2411.00001"),),
        )
    )
    assert set(old) < set(new)


def test_no_two_papers_have_one_key():
    """Papers with one title are known by their abstracts, else by their addresses."""
    papers = [
        make_paper(title="Kites", abstract="One."),
        make_paper(title="Kites", abstract="Two."),
        make_paper(title="Owls"),
        make_paper(title="Owls"),
        make_paper(title="…"),
    ]
    slugs = ["kites-1", "kites-2", "owls-1", "owls-2", "paper"]
    keys = choose_keys([list_keys(paper) for paper in papers], slugs)
    assert len(set(keys)) == 5
    assert [key[:2] for key in keys] == ["a:", "a:", "s:", "s:", "s:"]
    assert keys[4] == "s:paper"
