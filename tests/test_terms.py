"""The words and phrases of papers, counted."""

import numpy as np
import pytest

from generator.understanding.terms import count_terms
from generator.understanding.wordstream import stem_surface


def list_terms(texts):
    """Return the counts of each term by paper, and those in titles."""
    terms = count_terms(texts)
    return {
        shown: (counts.tolist(), titles.tolist())
        for shown, counts, titles in zip(
            terms.shown,
            terms.counts.toarray().T,
            terms.titles.toarray().T,
            strict=True,
        )
    }


def test_words_and_phrases_of_two_papers_are_counted():
    """A term of two papers or more is counted in each, and in its title."""
    found = list_terms(
        [
            ("Robot arms", "A robot arm learns. The robot arm moves."),
            ("Gripping", "A robot arm grips."),
        ]
    )
    assert found["robot arm"] == ([3, 1], [1, 0])
    assert found["robot"] == ([3, 1], [1, 0])
    assert "gripping" not in found


def test_phrases_have_three_words_at_the_most():
    """Phrases are of two or three words; sizes say of how many."""
    terms = count_terms([("", "sparse tensor kernel library")] * 2)
    sizes = dict(zip(terms.shown, terms.sizes.tolist(), strict=True))
    assert sizes["sparse tensor kernel"] == 3
    assert sizes["tensor kernel"] == 2
    assert "sparse tensor kernel library" not in sizes


def test_no_phrase_runs_across_punctuation_or_fields():
    """A comma, a full stop and the end of the title end a phrase."""
    found = list_terms([("Red lamp", "blue lamp, green lamp. (pink lamp")] * 2)
    assert {"Red lamp", "blue lamp", "green lamp", "pink lamp"} <= found.keys()
    assert not {"lamp blue", "lamp green", "lamp pink"} & found.keys()


def test_no_phrase_begins_or_ends_with_a_word_that_says_nothing():
    """Stop words and numbers stand only in the middle of a phrase."""
    found = list_terms([("", "the mixture of experts with 12 gates of 7")] * 2)
    assert "mixture of experts" in found
    assert not {"the mixture", "mixture of", "12 gates", "12", "the"} & found.keys()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("vision-language", "vision language"),
        ("Naïve rule", "naive rules"),
        ("FLOW Matching", "flow matching"),
        ("model’s studies", "models study"),
    ],
)
def test_spellings_of_a_term_are_one(first, second):
    """Case, accents, hyphens, plural and genitive make no difference."""
    terms = count_terms([("", first), ("", second)])
    assert any(size > 1 for size in terms.sizes) or len(terms.shown)
    assert np.all(terms.counts.toarray() == 1)


def test_a_term_is_shown_as_it_is_written_most_often():
    """The most frequent way to write it is shown, with its capitals and hyphens."""
    found = list_terms(
        [("", "LoRA-tuned nets"), ("", "LoRA-tuned nets"), ("", "lora tuned net")]
    )
    assert {"LoRA-tuned", "LoRA", "tuned", "LoRA-tuned nets"} <= found.keys()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "\\(x^2\\) = 4",
        "… --- !!",
        "一二三四",
        "-" * 9,
        "x" * 9999,
        "İ'’s ’",
    ],
)
def test_any_text_is_counted(text):
    """Texts without words, of one word or in another script are no failure."""
    terms = count_terms([(text, text), ("", text), ("", "")])
    assert terms.counts.shape == (3, len(terms.shown)) == terms.titles.shape


def test_no_papers_have_no_terms():
    """Without papers there are no terms."""
    terms = count_terms([])
    assert terms.shown == ()
    assert terms.counts.shape == (0, 0)


def test_addresses_are_no_terms():
    """What is an address says where the code lies, not what a paper is about."""
    assert not list_terms([("", "https://code.invalid/some-repository")] * 2)


def test_stems_are_folded_and_singular():
    """A stem is in lower case, and without the s of a plural or a genitive."""
    words = ["Bodies", "glass", "GAS", "-Nets", "model's", "é"]
    assert [stem_surface(word) for word in words] == [
        "body", "glass", "gas", "net", "model", "e",
    ]  # fmt: skip
