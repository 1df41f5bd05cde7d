"""The digest sentence: which sentence of an abstract, and how much of it."""

from __future__ import annotations

import pytest

from generator.understanding.condense import clean_sentence, condense, is_balanced
from generator.understanding.digest import LIMIT, make_digest
from generator.understanding.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["We fly kites.", "They are red."],
        ["Kites, e.g. red ones, fly.", "So do birds."],
        ["Kites i.e. Toys fly at 2.5 m.", "It works."],
        ["Ode et al. Kites fly (see Fig. 2. It shows one) high.", "We agree."],
        ["The kite of A. Marlo flies.", "It is old."],
        ["Does it fly?", "“It does!”", "We show why."],
        ["It beats Ode et al.", "We say why."],
        ["飞得高。", "我们证明它。"],
        ["A kite flies"],
        [],
    ],
)
def test_a_text_is_split_where_sentences_end(sentences):
    """Abbreviations, initials, numbers and brackets hold stops that end nothing."""
    text = " ".join(sentences)
    assert [s.strip() for s in split_sentences(text)] == sentences


def test_only_the_first_sentences_are_split():
    """Of a text without end only so many sentences are looked at."""
    assert split_sentences("We fly. " * 90, 3) == ["We fly."] * 3


@pytest.mark.parametrize(
    ("sentence", "cleaned"),
    [
        ("In this paper, we fly a kite.", "We fly a kite."),
        ("To address this gap, we therefore fly a kite", "We fly a kite."),
        ("Specifically, kites (KT) fly [3, 4].", "Kites fly."),
        ("Abstract: iKite flies.", "iKite flies."),
        ("To this end", "To this end."),
        ("However, in this work we fly f(x) kites;", "We fly f(x) kites."),
    ],
)
def test_a_sentence_is_freed_of_what_ties_it_to_its_place(sentence, cleaned):
    """Where it is said, what came before, remarks and references go."""
    assert clean_sentence(sentence) == cleaned


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        (
            "Motivated by birds that glide, we build a kite with two tails, which flies.",
            "We build a kite with two tails.",
        ),
        (
            "We build a kite with two tails and show that it flies.",
            "We build a kite with two tails.",
        ),
    ],
)
def test_what_a_reader_can_do_without_is_cut(sentence, form):
    """Reasons before, and clauses behind, are left out of shorter forms."""
    forms = [form for form, _ in condense(sentence)]
    assert form in forms
    assert forms[0] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "We see that kites of all kinds, which fly high, are blue.",
        "Kites of silk and paper, which fly high, are blue, but rare.",
        "A kite in the wind (red, which is rare) flies.",
    ],
)
def test_nothing_is_cut_that_leaves_no_sentence(sentence):
    """A clause stays where the sentence goes on behind it, or within brackets."""
    assert [*condense(sentence)] == [(sentence, "whole")]


def test_brackets_and_quotation_marks_come_in_pairs():
    """One that is open at the end of a form speaks against it."""
    assert is_balanced('a (b) “c” "d" [e] {f}')
    assert not any(map(is_balanced, ["a (b", "“c", '"d', "[e", "{f"]))


ABSTRACT = (
    "Kites are toys of old. However, they fall in weak winds. To this end, we propose"
    " Kite-Lifter, a method that keeps kites in the air by heating it, which costs"
    " little. It beats bellows by 12.5% on three hills. Code is available."
)


def test_the_digest_tells_what_the_paper_does():
    """Neither the background nor the results nor where the code is."""
    digest = make_digest(ABSTRACT)
    assert digest is not None
    assert digest.startswith("We propose Kite-Lifter, a method")
    assert digest.endswith(".")


@pytest.mark.parametrize("text", ["", "  ", "\n", "—", ";", "\0\0"])
def test_without_text_there_is_no_digest(text):
    """Nothing is made of nothing."""
    assert make_digest(text) is None


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("kite", "Kite."),
        ("x^2 + y = 1", "x^2 + y = 1."),
        ("飞得高。", "飞得高。"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>."),
        ("((((", "((((."),
        ("It flies.", "It flies."),
    ],
)
def test_a_text_that_is_no_abstract_is_its_own_digest(text, digest):
    """One word, a formula, another script, brackets that stay open."""
    assert make_digest(text) == digest


@pytest.mark.parametrize(
    "text",
    ["kite " * 50_000, "Kites fly. " * 50_000, "(" * 90_000, ", which " * 9_000],
)
def test_a_digest_is_short_whatever_the_text(text):
    """Of 50,000 words a digest shows no more than of 50."""
    digest = make_digest(text)
    assert digest
    assert len(digest) <= LIMIT


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        (
            "We propose Lifter, a kite with two long tails for weak winds.",
            "We propose Lifter, a kite with two long tails.",
        ),
        (
            "We build a large red box kite that lifts small stones off hills and holds"
            " them up there.",
            "We build a large red box kite that lifts small stones off hills.",
        ),
        (
            "We present the largest red kites of paper to lift stones off hills.",
            "We present the largest red kites of paper.",
        ),
        ("We show that kites of silk fly.", "Kites of silk fly."),
        (
            "Kites of paper often tear, so we propose kites of silk.",
            "We propose kites of silk.",
        ),
    ],
)
def test_of_what_is_proposed_the_first_words_are_true_alone(sentence, form):
    """What it is for, what else it does, and that it is shown, can go."""
    assert form in [form for form, _ in condense(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We present the first proof that all kites of paper tear in strong winds.",
        "We propose a way of combining kites of red paper with bellows.",
        "We study old kites of silk which tear in storms of sand.",
        "We present two large new toys: kites of silk and bellows, by boiling glue.",
        "For kites of silk, we prove that they fly.",
        "We build a machine that lets small and light kites of paper to rise.",
        "We build a kite in seconds.",
        "We build a large red kite able to fly.",
        "We study old kites of silk newly in storms.",
        "We study very old ways for flying in storms.",
    ],
)
def test_a_claim_keeps_its_conditions(sentence):
    """Nothing is cut behind what claims or compares, from pairs, or from lists."""
    assert [*condense(sentence)] == [(sentence, "whole")]


def test_the_title_tells_which_sentence_matters():
    """Of two sentences alike the one that says what the title names is the digest."""
    text = "We study kites of paper in storms. We study bells of brass in towers."
    assert make_digest(text, "Bells of brass") == "We study bells of brass in towers."
    assert make_digest(text, "Kites of paper") == "We study kites of paper in storms."


def test_a_long_sentence_without_a_shorter_form_is_cut_at_a_word():
    """Nothing else can be shown of an abstract that is one such sentence."""
    digest = make_digest("Kites " + "fly and " * 60 + "fall.", "Kites")
    assert digest is not None
    assert digest.endswith("…")
    assert len(digest) <= LIMIT
