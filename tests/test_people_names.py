"""Names as listings write them: tidied, compared, taken apart, put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.people import names
from generator.people.names import (
    NameParts,
    find_block,
    find_family,
    make_key,
    make_sort_name,
    split_name,
    tidy_name,
)
from generator.people.variants import Kind, contradict, find_pairs, relate

TIDY = [
    ("Ada Okafor", "Ada Okafor"),
    ("Okafor, Ada", "Ada Okafor"),
    ("  Okafor ,  Ada B. ", "Ada B. Okafor"),
    ("Okafor, Ada, Jr.", "Ada Okafor Jr."),
    ("Okafor, Jr., Ada", "Ada Okafor Jr."),
    ("Ada Okafor, Jr.", "Ada Okafor Jr."),
    (". Ada Okafor.", "Ada Okafor"),
    ("van der Zee, Mia", "Mia van der Zee"),
    ("Okafor, Ada, Lagos", "Okafor Ada Lagos"),
    ("Ada Okafor†", "Ada Okafor"),
    ("Ada Okafor*‡", "Ada Okafor"),
    ("Ada Okafor¹", "Ada Okafor"),
    ("Ada Okafor et al.", "Ada Okafor"),
    ("Okafor, Ada, et al", "Ada Okafor"),
    ("Ada Okafor and others", "Ada Okafor"),
    ("J. -H. Okafor", "J.-H. Okafor"),
    ("Jos\\'e Okafor", "José Okafor"),
    ("ADA OKAFOR", "ADA OKAFOR"),
    ("王小明", "王小明"),
    ("王, 小明", "王小明"),
    ("김 민수", "김 민수"),
    ("Prince", "Prince"),
    ("The Harbour Team", "The Harbour Team"),
    ("Ada O\u2019Kafor", "Ada O’Kafor"),
    ("Ada\u200b Okafor", "Ada Okafor"),
]


@pytest.mark.parametrize(("text", "name"), TIDY)
def test_a_name_is_put_in_reading_order_without_footnotes(text, name):
    """What a listing adds to a name, and in which order it has it, is not of the name."""
    assert tidy_name(text) == name


NO_NAMES = [
    "", " ", ",", ":", "...", "J.", "A. B.", "1", "42", "*", "et al.", "Et Al", "and others",
    "others", "Anonymous", "Anonymous Authors", "unknown", "N/A", "none", "\u200b", "🙂",
    "Ada Okafor and Bo Li", "Ada Okafor; Bo Li", "Ada Okafor & Bo Li",
    "Ada Okafor Bo Li Cy Ray Dee Fox Eve", "x" * 200,
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_of_one_author_is_left_out(text):
    """Junk has no page, and several names in one text cannot be told apart."""
    assert tidy_name(text) is None


SAME = [
    ("Ada Okafor", "ADA OKAFOR"),
    ("Ada Okafor", "ada okafor"),
    ("J. H. Okafor", "J H Okafor"),
    ("J.H. Okafor", "J. H. Okafor"),
    ("Jae-Sung Kim", "Jae Sung Kim"),
    ("Ada O'Kafor", "Ada O’Kafor"),
    ("Ada Okafor Jr", "Ada Okafor Jr."),
    ("Jose\u0301 Okafor", "José Okafor"),
    ("김 민수", "김민수"),
    ("Ａda Okafor", "Ada Okafor"),
    ("Ada STRAẞE", "Ada Strasse"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_has_one_key(one, other):
    """Case, dots, hyphens and ways of encoding make no other name."""
    assert make_key(one) == make_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("José Okafor", "Jose Okafor"), ("Jae-Sung Kim", "Jaesung Kim"), ("Wei Li", "Li Wei"),
     ("राम शर्मा", "रम शरमा")],
)  # fmt: skip
def test_another_spelling_is_another_key(one, other):
    """An accent, a joined word or another order needs evidence."""
    assert make_key(one) != make_key(other)


SPLIT = [
    ("Ada Okafor", NameParts((("ada",),), "okafor", "")),
    ("Ada B. Okafor Jr.", NameParts((("ada",), ("b",)), "okafor", "jr")),
    ("Jae-Sung Kim", NameParts((("jae", "sung"),), "kim", "")),
    ("JD Kim", NameParts((("j", "d"),), "kim", "")),
    ("JO KIM", NameParts((("jo",),), "kim", "")),
    ("Mia van der Zee", NameParts((("mia",),), "vanderzee", "")),
    ("Łucja Ørsted-Æbelø", NameParts((("lucja",),), "orstedaebelo", "")),
    ("D'Arcy O'Kafor", NameParts((("darcy",),), "okafor", "")),
    ("- Okafor", None),
    ("Okafor", None),
    ("Okafor Jr.", NameParts((("okafor",),), "jr", "")),
    ("王小明", None),
    ("The Harbour Team", None),
    ("Harbour 3D", None),
    ("Wei Wang (vision)", None),
]


@pytest.mark.parametrize(("name", "parts"), SPLIT)
def test_a_person_has_given_and_family_names(name, parts):
    """What is no person, or has one word, is never compared with others."""
    assert split_name(name) == parts
    assert (find_block(name) is None) is (parts is None)


@pytest.mark.parametrize(
    ("text", "family"),
    [("García Paz, Ana", "García Paz"), ("Ana Paz", None), ("Ana Paz, Jr.", None),
     ("Paz,", None)],
)  # fmt: skip
def test_a_comma_says_what_the_family_name_is(text, family):
    """Only `Family, Given` says it."""
    assert find_family(text) == family


ORDER = [
    ("Ada Okafor", None, "okafor ada"),
    ("Ada B. Okafor Jr.", None, "okafor ada b"),
    ("Mia van der Zee", None, "zee mia"),
    ("Eva De Luca", "De Luca", "deluca eva"),
    ("Ana García Paz", "García Paz", "garciapaz ana"),
    ("Mia van der Zee", "van der Zee", "zee mia"),
    ("Øyvind Ås", None, "as oyvind"),
    ("Prince", None, "prince"),
    ("van", None, "van"),
]


@pytest.mark.parametrize(("name", "family", "ordered"), ORDER)
def test_names_are_ordered_by_family_name(name, family, ordered):
    """Particles in lower case do not count, accents neither."""
    assert make_sort_name(name, family) == ordered


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    """Whatever a listing has for a name, it is a name in one line, or none."""
    name = tidy_name(text)
    if name is not None:
        assert name == " ".join(name.split())
        assert make_key(name)
        assert make_sort_name(name) is not None
        assert (split_name(name) is None) is (find_block(name) is None)
        assert relate_to_itself(name)


def relate_to_itself(name: str) -> bool:
    """Tell whether a name that can be taken apart differs from itself in nothing."""
    parts = split_name(name)
    return parts is None or relate(parts, parts) is Kind.LETTERS


RELATED = [
    ("José Okafor", "Jose Okafor", Kind.LETTERS),
    ("Jae-Sung Kim", "Jaesung Kim", Kind.LETTERS),
    ("Y. Q. Wang", "YQ Wang", Kind.LETTERS),
    ("Ada Okafor", "Ada B. Okafor", Kind.MIDDLE),
    ("Ada Bo Okafor", "Ada B. Okafor", Kind.MIDDLE),
    ("Ada Bo Cy Okafor", "Ada Cy Okafor", Kind.MIDDLE),
    ("Ada Okafor Jr.", "Ada Okafor", Kind.MIDDLE),
    ("A. Okafor", "Ada Okafor", Kind.INITIALS),
    ("A. B. Okafor", "Ada Okafor", Kind.INITIALS),
    ("J.-H. Kim", "Jae-Ho Kim", Kind.INITIALS),
    ("J. Kim", "Jae-Ho Kim", Kind.INITIALS),
    ("Ada Okafor", "Adam Okafor", None),
    ("Ada B. Okafor", "Ada C. Okafor", None),
    ("J. K. Kim", "Jae-Ho Kim", None),
    ("Jae Kim", "Jae-Ho Kim", None),
    ("A. Okafor Jr.", "A. Okafor Sr.", None),
    ("B. Okafor", "Ada Okafor", None),
]


@pytest.mark.parametrize(("one", "other", "kind"), RELATED)
def test_what_differs_between_two_names_of_a_family(one, other, kind):
    """Initials stand for names, and middle names may be left out; both ways round."""
    parts, others = split_name(one), split_name(other)
    assert parts is not None
    assert others is not None
    assert relate(parts, others) is kind
    assert relate(others, parts) is kind
    assert contradict(one, other) is (kind is None)


def test_names_of_two_families_do_not_contradict():
    """Who marries may take another name."""
    assert not contradict("Ada Okafor", "Bo Li")
    assert not contradict("Ada Okafor", "Prince")


def test_pairs_are_found_within_families_and_turned_around():
    """Every pair that may be one is looked at once."""
    names = ["Ada Okafor", "A. Okafor", "Áda Okafor", "A. B. Poe", "A. C. Poe", "Bo Li",
             "Li Bo", "Bo Okafor", "Li Li", "Prince"]  # fmt: skip
    pairs = list(find_pairs(names))
    assert sorted(pairs) == [
        (0, 1, Kind.INITIALS), (0, 2, Kind.LETTERS), (1, 2, Kind.INITIALS),
        (5, 6, Kind.ORDER),
    ]  # fmt: skip


def test_too_many_names_alike_are_not_compared():
    """A hostile corpus of one family costs no more than its names."""
    middles = [f"{a}{b}" for a in "bcdfghjklmnpqrst" for b in "aeiouyw"]
    many = [
        f"Ada {x.title()} {y.title()} Okafor"
        for x in middles
        for y in ("Ka", "Lo", "Mu")
    ]
    initials = [f"A. {x.title()} Okafor" for x in middles] + many
    assert len(many) > 223
    assert not list(find_pairs(many))
    assert all(kind is not Kind.MIDDLE for _, _, kind in find_pairs(initials))


@pytest.mark.parametrize("name", ["\ufe70 Smith", "Smith \ufe70", "A \ufe70 B"])
def test_a_letter_that_folds_to_nothing_is_no_word(name):
    """Presentation forms of Arabic are letters, and have no form of their own."""
    names.find_block(name)
    names.split_name(name)
    names.read_name(name)
