"""Abstracts: a revision is the same abstract, another paper of one template is not."""

from __future__ import annotations

import pytest

from generator.merging.abstractmatch import AbstractMatch, is_truncated, match_abstracts
from tests.invented import make_abstract, make_sentence, make_sentences, make_words

SENTENCES = make_sentences("owls")
ABSTRACT = " ".join(SENTENCES)
WORDS = ABSTRACT.split()


def match(one: str | None, other: str | None) -> AbstractMatch:
    """Compare two abstracts both ways."""
    found = match_abstracts(one, other)
    assert match_abstracts(other, one) is found
    return found


def exchange(text: str, every: int, seed: str) -> str:
    """Return a text with every so-manyth word exchanged."""
    new = iter(make_words(seed, 200))
    return " ".join(
        next(new) if number % every == every // 2 else word
        for number, word in enumerate(text.split())
    )


def test_the_same_words_are_the_same_abstract():
    """Case, punctuation and LaTeX do not count."""
    dressed = ABSTRACT.upper().replace(".", r" \emph{!}", 2)
    assert match(ABSTRACT, dressed) is AbstractMatch.EQUAL


def test_scripts_without_spaces_have_words_too():
    """Where words are not parted, each character counts as one."""
    chinese = "本文研究猫头鹰在夜间森林中捕食老鼠时所使用的听觉与视觉信息并提出一种新的模型用来解释它们的行为。"
    assert match(chinese, chinese.replace("。", "")) is AbstractMatch.EQUAL
    assert match(chinese, chinese[:44]) is AbstractMatch.REVISED
    assert match(chinese, ABSTRACT) is AbstractMatch.UNLIKE


def test_a_short_abstract_proves_nothing():
    """A withdrawal note is equal to that of another paper."""
    note = "This paper was withdrawn by its authors because of an error in it."
    assert match(note, note) is AbstractMatch.BRIEF


@pytest.mark.parametrize("other", [None, "", "No abstract.", ABSTRACT])
def test_too_little_text_says_nothing(other):
    """Where an abstract is missing or of a few words, nothing can be said."""
    assert match("No abstract.", other) is AbstractMatch.UNKNOWN


@pytest.mark.parametrize("place", range(len(SENTENCES)))
def test_a_sentence_may_be_added_dropped_or_rewritten(place):
    """An abstract with one sentence more, less or another is a revision."""
    new = make_sentence("new")
    before, after = SENTENCES[:place], SENTENCES[place + 1 :]
    for revised in (
        [*before, new, SENTENCES[place], *after],
        [*before, *after],
        [*before, new, *after],
    ):
        assert match(ABSTRACT, " ".join(revised)) is AbstractMatch.REVISED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by 2.3 percent", "by 2.5 percent"),
        (r"$2.7\times$ as fast", "2.7times as fast"),
        ("of 12 owls", "of 12 and more owls"),
        ("on the colour of it", "on the color of it"),
    ],
)
def test_a_corrected_word_is_a_revision(old, new):
    """One number, or spellings of a word, may be corrected."""
    one = f"{ABSTRACT} The result {old} is here to be seen."
    assert match(one, one.replace(old, new)) is AbstractMatch.REVISED


@pytest.mark.parametrize("share", [0.45, 0.6, 0.75, 0.9])
def test_a_cut_abstract_is_its_beginning(share):
    """An abstract that the listing cuts off, within a word, is the whole one's."""
    cut = ABSTRACT[: int(len(ABSTRACT) * share)]
    assert match(ABSTRACT, cut) in (AbstractMatch.BEGINNING, AbstractMatch.REVISED)


def test_the_beginning_of_another_year_is_no_beginning():
    """What names another year is not the same text cut off."""
    one = f"In 2024 {ABSTRACT}"
    other = one.replace("2024", "2025")[: len(one) // 2]
    assert match(one, other) is AbstractMatch.HALF


def test_another_edition_is_not_a_revision():
    """A text that differs in the year that it names is of another event."""
    one = f"We describe the 2024 owl count. {ABSTRACT}"
    assert match(one, one.replace("2024", "2025")) is AbstractMatch.EDITION


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"Our OwlNet hunts. {ABSTRACT} So OwlNet is quick and it is good.",
         f"Our MouseBox hunts. {ABSTRACT} So MouseBox is quick and it is good."),
        (f"Of 120 owls there were {ABSTRACT} of which we saw 17 by night.",
         f"Of 345 owls there were {ABSTRACT} of which we saw 98 by night."),
        (exchange(ABSTRACT, 20, "one"), exchange(ABSTRACT, 20, "other")),
    ],
)  # fmt: skip
def test_a_template_is_not_a_revision(one, other):
    """A name exchanged throughout, other numbers, or words here and there, are another's."""
    assert match(one, other) is AbstractMatch.TEMPLATE


def test_common_text_is_measured():
    """What is no revision has half, some, or next to nothing in common."""
    half = " ".join([*SENTENCES[:4], make_abstract("mice", 3)])
    some = " ".join([*SENTENCES[:2], make_abstract("mice", 5)])
    assert match(ABSTRACT, half) is AbstractMatch.HALF
    assert match(ABSTRACT, some) is AbstractMatch.SOME
    assert match(ABSTRACT, make_abstract("mice")) is AbstractMatch.UNLIKE


def test_a_brief_abstract_is_no_proof_even_if_near():
    """Of fewer than 40 words, nearly the same text is text in common and no more."""
    brief = " ".join(WORDS[:30])
    assert match(brief, ABSTRACT) is AbstractMatch.HALF


@pytest.mark.parametrize("end", ["…", "...", " and so", ","])
def test_a_text_that_stops_in_a_sentence_is_truncated(end):
    """An ellipsis or a missing full stop tell that the text goes on."""
    assert is_truncated("We count the owls" + end)


@pytest.mark.parametrize("end", [".", "!", ": https://owls.example/code", "(soon)."])
def test_a_text_that_ends_is_whole(end):
    """A full stop or an address may end a text."""
    assert not is_truncated("We count the owls" + end)
