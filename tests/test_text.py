"""Plain text: what is cleaned away, what counts as the same, what fits into an address."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import (
    clean,
    display_name,
    fold,
    make_slug,
    shorten,
    title_key,
    words,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a\t b\r\n c\x0b\x0c\x85d ", "a b c d"),
        ("a\u00a0b\u2028c\u3000d", "a b c d"),
        ("e\u0301", "é"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("\u202eevil\u202c \u2066x\u2069 \u061cy\u200f", "evil x y"),
        ("nul\x00 bell\x07 escape\x1b[31m delete\x7f c1\x9b", "nul bell escape[31m delete c1"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("tag\U000e0041s", "tags"),
        ("not a character\uffff\ufffe", "not a character"),
        ("what was lost shows: \ufffd", "what was lost shows: \ufffd"),
        ("👩‍🔬", "👩🔬"),
        ("", ""),
    ],
)  # fmt: skip
def test_text_is_cleaned_of_what_cannot_be_seen(text, cleaned):
    """White space is one space, accents are composed, controls and the like are gone."""
    assert clean(text) == cleaned


@given(st.text())
def test_clean_text_stays_as_it_is(text):
    """Cleaning is done once, leaves one line, and no control, bidi or half character."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert len(cleaned.splitlines()) <= 1
    assert not {"Cc", "Cs"} & set(map(unicodedata.category, cleaned))
    assert not {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    } & set(map(unicodedata.bidirectional, cleaned))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Naïve CAFÉ", "naive cafe"),
        ("Straße", "strasse"),
        ("ℝ and 𝐁old ①", "r and bold 1"),
        ("İstanbul", "istanbul"),
        ("ﬁne", "fine"),
    ],
)
def test_case_and_accents_make_no_difference(text, folded):
    """Letters in any dress are compared as plain lower-case ones."""
    assert fold(text) == folded


@given(st.text())
def test_folded_text_stays_as_it_is(text):
    """Folding is done once, and a text in capitals folds like any other."""
    assert fold(fold(text)) == fold(text)
    assert fold(text) == fold(text).casefold()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("State-of-the-Art, 2.5x!", ["state", "of", "the", "art", "2", "5x"]),
        (r"An \emph{open} $\alpha$-problem", ["an", "open", "problem"]),
        (r"100\% of_it", ["100", "of", "it"]),
        ("多语言 模型", ["多语言", "模型"]),
        ("— … !", []),
    ],
)
def test_words_are_what_is_left_without_markup(text, found):
    """LaTeX commands and punctuation are no words; scripts without case are."""
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pre-Training: A Survey", "Pretraining – a survey"),
        (r"Caf\'e {\bf Models}", "Cafe Models"),
        ("The $k$-means of  Kites", "The k-Means of Kites."),
        ("ℓ1 Kites", "l1 kites"),
    ],
)
def test_two_spellings_of_a_title_have_one_key(one, other):
    """Hyphens, capitals, accents and markup do not make another title."""
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("fits exactly", 12, "fits exactly"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("unbreakable", 5, "unbr…"),
        ("a – b", 4, "a…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text, limit, short):
    """The ellipsis counts, and no punctuation dangles before it."""
    assert shorten(text, limit) == short


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_shortened_text_never_exceeds_its_limit(text, limit):
    """Whatever the text, it fits."""
    assert len(shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "slug"),
    [
        ("A Study of Kites", 72, "a-study-of-kites"),
        ("A Study of Kites", 10, "a-study-of"),
        ("Ünïcode & <script>", 72, "unicode-script"),
        ("Поиск", 72, "poisk"),
        ("Unbreakable", 5, "unbre"),
        ("!?", 72, ""),
    ],
)
def test_a_slug_is_made_of_whole_words(text, limit, slug):
    """Any script becomes `[a-z0-9-]`; where nothing is left, the slug is empty."""
    assert make_slug(text, limit) == slug


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Example, Ada", "Ada Example"),
        ("van der Example, Ada B.", "Ada B. van der Example"),
        ("Ada Example", "Ada Example"),
        ("Example, Ada, Jr.", "Example, Ada, Jr."),
        ("Example,Ada", "Example,Ada"),
        ("Example, ", "Example, "),
    ],
)
def test_a_name_is_shown_in_reading_order(name, shown):
    """Only `Family, Given` is turned around; what is not plainly that stays."""
    assert display_name(name) == shown
