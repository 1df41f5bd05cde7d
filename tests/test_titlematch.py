"""Titles: what counts as one title, what tells papers apart, what names none."""

from __future__ import annotations

import pytest

from generator.merging.titlematch import TitleMatch, match_titles, parse_title


def match(one: str, other: str) -> TitleMatch:
    """Compare two titles both ways."""
    titles = parse_title(one), parse_title(other)
    found = match_titles(*titles)
    assert match_titles(*reversed(titles)) is found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Slow Learners: A Field Study", "slow learners -- a field study"),
        ("How Young Owls Hunt: …", "How young owls hunt"),
        ("Part I -- Slow Learners", "Part I: Slow learners"),
        ("Pre-training of Owls", "Pretraining of owls"),
        ("The Owls and the Mice", "Owls, Mice"),
        ("U-Net for Owls at Night", "UNet for owls at night"),
        ("Über die Eule", "Uber die Eule"),
        (r"A $\mathbf{3D}$ Owl in Flight", "A 3D owl in flight"),
        ("夜行性の鳥の学習", "夜行性の鳥の学習"),
    ],
)
def test_typography_makes_no_other_title(one, other):
    """Case, accents, punctuation, hyphens and articles do not tell titles apart."""
    assert match(one, other) is TitleMatch.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Owls at Task 2023 of the Forest", "Owls at Task 2022 of the Forest"),
        ("On Owls in the Wood, Part I", "On Owls in the Wood, Part II"),
        ("On Owls in the Wood, Part Two", "On Owls in the Wood, Part Three"),
        ("Owls and Mice Together, Part A", "Owls and Mice Together, Part B"),
        ("Owl 2.1 in the Long Forest", "Owl 21 in the Long Forest"),
        ("Hearing with 3D Maps of Owls", "Hearing with 4D Maps of Owls"),
        ("A Report on Owls by Night", "A Report on Owls by Night v1.5"),
        ("OwlRL in the Open Forest", "OwlRL++ in the Open Forest"),
        ("On Owls in the Wood", "On Owls in the Wood: Part II"),
    ],
)
def test_numbers_tell_titles_apart(one, other):
    """Digits, numerals, single letters and plus signs name another paper of a series."""
    assert match(one, other) is TitleMatch.DIFFERENT


def test_a_numeral_and_its_digit_are_one_number():
    """`Part II` and `Part 2` differ by typography at most."""
    assert parse_title("Owls, Part II").numbers == parse_title("Owls, Part 2").numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Listening of Owls in a Forest", "Listenning of Owls in a Forest"),
        ("Listening of Owls in a Forest", "Listening of Owls in a Froest"),
        ("The Location of Owls in Forests", "The Loction of Owls in Forests"),
        ("How Young Owls Learn Hunting by Night", "How Young Owls Learn Hunting on Night"),
        ("How Pre-trained Young Owls Learn Huntingg", "How Pretrained Young Owls Learn Hunting"),
        ("How Young Owls Learn Hunting by Night", "How Young Owls Learn Hunting Night"),
        ("How Young Owls Learn to Hunt Forest Mice in Long Nights",
         "How Young Owls Lern to Hunt Forest Mice in Long Nightss"),
    ],
)  # fmt: skip
def test_a_slip_is_near(one, other):
    """A typo in a long word, or a function word left out, is near the same title."""
    assert match(one, other) is TitleMatch.NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Supervised Learning of Owls", "Unsupervised Learning of Owls"),
        ("Microscopic Views of Forest Owls", "Macroscopic Views of Forest Owls"),
        ("Typical Paths of Forest Owls", "Atypical Paths of Forest Owls"),
        ("Hunting of Owls in Forests", "Hunting of Owls in Dark Forests"),
        ("Hunting with Light in Forests", "Hunting without Light in Forests"),
        ("Do Owls Understand Forest Rules?", "Do Owls Understand Forest Principles?"),
        ("Listening Owl Froest", "Listening Owl Forest"),
        ("Listening of Oowls in Froest Nihgts", "Listening of Owls in Forest Nights"),
        ("Owls in the Wood by Night: Songs", "Owls in the Wood by Night: Hunts"),
    ],
)
def test_other_words_make_another_title(one, other):
    """Opposites, other words, and more slips than a title has room for are no typo."""
    assert match(one, other) is TitleMatch.DIFFERENT


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("OwlNet: How Young Owls Learn Hunting", "How young owls learn hunting"),
        ("How Young Owls Learn Hunting: A Field Study", "How Young Owls Learn Hunting"),
        ("Owls: How Young Ones Learn - A Field Study", "Owls: How Young Ones Learn"),
    ],
)
def test_a_subtitle_may_be_left_out(whole, part):
    """What stands before or after a colon or dash may be missing if enough is left."""
    assert match(whole, part) is TitleMatch.PART


def test_a_short_rest_is_no_title():
    """A name before the colon is not the title."""
    assert match("Young Owls: How They Hunt", "Young Owls") is TitleMatch.DIFFERENT


@pytest.mark.parametrize("text", ["", "…!", "the"])
def test_a_title_without_words_is_like_no_other(text):
    """Nothing can be said of a title that has no words, not even by itself."""
    assert match(text, text) is TitleMatch.DIFFERENT


@pytest.mark.parametrize(
    "text",
    [
        "Preface",
        "Editorial: The Year of the Owl and the Mouse",
        "Proceedings of the 3rd Workshop on Owls",
        "Overview of the Owl 2024 Shared Task",
        "An Overview of the Forest Challenge on Night Owls",
        "Introduction to the Special Issue on Night Birds",
        "Erratum to: How Young Owls Learn to Hunt",
        "Technical Report on Owls",
        "Owls, Mice",
        "第二章",
    ],
)
def test_generic_titles_name_no_paper(text):
    """Front matter, overviews of tasks and titles of a few words are generic."""
    assert parse_title(text).generic


@pytest.mark.parametrize(
    "text",
    [
        "Deep Owl Learning",
        "Owl Technical Report",
        "An Introduction to Conditional Random Forests",
        "News Recommendation with Owls and Trees",
        "Reply Generation with Large Owl Models",
        "夜行性の鳥の学習に関する研究",
    ],
)
def test_specific_titles_name_a_paper(text):
    """Words of front matter inside a title of its own do not make it generic."""
    assert not parse_title(text).generic
