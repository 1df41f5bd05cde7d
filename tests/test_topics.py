"""Topics of a paper: how phrases are found, what they score, which topics are kept."""

from __future__ import annotations

import pytest

from generator.models import Topic, TopicMatch
from generator.understanding.company import Company
from generator.understanding.phrases import TopicRules, compile_rules
from generator.understanding.topics import judge_topics
from generator.understanding.topicsfile import OTHER, load_topics
from tests.conftest import ROOT, make_paper


@pytest.fixture(scope="module")
def site_rules() -> TopicRules:
    """Return the rules that this site is built with."""
    return compile_rules(load_topics(ROOT / "corpus" / "topics.yml", "topics.yml"))


def topic(slug: str, *phrases: str, categories: tuple[str, ...] = ()) -> Topic:
    """Return a topic with these rules."""
    return Topic(slug, slug.title(), "Invented.", phrases, categories)


def assign(*topics: Topic, **facts: object) -> tuple[TopicMatch, ...]:
    """Return the topics of a paper with these facts, under the rules of these topics."""
    rules = compile_rules((*topics, OTHER), company=Company({}, {}))
    return judge_topics(make_paper(**facts), rules).matches


def found(abstract: str, *phrases: str) -> tuple[str, ...]:
    """Return the evidence that phrases find in an abstract."""
    return assign(topic("kites", *phrases), abstract=abstract)[0].evidence


def score(*phrases: str, **facts: object) -> float:
    """Return the score of a paper under one topic with these phrases."""
    return assign(topic("kites", *phrases), **facts)[0].score


@pytest.mark.parametrize(
    ("abstract", "phrase", "evidence"),
    [
        ("We fly a BOX-Kite.", "box kite", ("BOX-Kite",)),
        ("We fly box kites.", "box-kite", ("box kites",)),
        ("A single kite.", "kites", ("kite",)),
        ("Two butterflies.", "butterfly", ("butterflies",)),
        ("The Café kite.", "cafe", ("Café",)),
        ("Glass in a kite.", "glas", ()),
        ("We kited it.", "kite", ()),
        ("Kiting in wind.", "kit*", ("Kiting",)),
        ("A seakite flies.", "*kite", ("seakite",)),
        ("A box kiting day.", "box kit*", ("box kiting",)),
        ("A sandbox kite.", "*box kite", ("sandbox kite",)),
        ("A sandbox plane, a box.", "*box kite", ()),
        ("Ends in a box", "box kite", ()),
        ("Ends in a box", "box kit*", ()),
        ("In a box. Kite flying.", "box kite", ()),
        ("In a box (kite).", "box kite", ()),
        ("Code: https://example.org/kite/box", "kite", ()),
    ],
)
def test_phrase_is_found_at_word_boundaries(abstract, phrase, evidence):
    """Case, accents, hyphens and a plural s are alike; stops and parts of words are not."""
    assert found(abstract, phrase) == evidence


def test_evidence_is_the_first_occurrence_as_the_paper_has_it():
    """A phrase is shown once, in the casing in which it stands first."""
    abstract = "Box-kites fly. A box kite is a kite. BOX KITE!"
    assert found(abstract, "box kite") == ("Box-kites",)


def test_evidence_names_what_counts_most_first_and_categories_last():
    """Phrases stand by their points, then the categories."""
    kites = topic("kites", "string ^1", "sail ^3", categories=("cs.RO ^9",))
    match = assign(kites, abstract="A string, a sail.", categories=("cs.RO",))[0]
    assert match.evidence == ("sail", "string", "cs.RO")


def test_evidence_is_short():
    """Not more than six phrases are shown."""
    letters = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta")
    assert found(", ".join(letters), *letters) == letters[:6]


def test_longest_of_overlapping_phrases_wins():
    """The words of a longer phrase say nothing for the topic of a shorter one."""
    kites, boxes = topic("kites", "box kite"), topic("boxes", "box", "kite")
    matches = assign(kites, boxes, abstract="A box kite.")
    assert [match.topic.slug for match in matches] == ["kites"]


def test_phrase_of_two_topics_counts_for_both():
    """Topics may share a phrase."""
    kites, boxes = topic("kites", "box kite ^5"), topic("boxes", "box kite ^4")
    matches = assign(boxes, kites, abstract="A box kite.")
    assert [match.topic.slug for match in matches] == ["kites", "boxes"]


@pytest.mark.parametrize("phrases", [("kite", "kit*"), ("kit*", "kite")])
def test_phrase_without_star_goes_before_one_with_star(phrases):
    """Of two phrases of one length that fit, the exact one counts, and only that."""
    assert score(*(f"{phrase} ^2" for phrase in phrases), abstract="A kite.") == 2


def test_longer_phrase_with_star_goes_before_a_shorter_one_without():
    """Length decides before exactness."""
    assert found("A kite boxing.", "kite", "kite box*") == ("kite boxing",)


def test_phrase_without_points_only_hides_shorter_ones():
    """`^0` takes words away from other phrases and is no evidence."""
    matches = assign(topic("kites", "kite", "kite store ^0"), abstract="A kite store.")
    assert matches[0].topic is OTHER


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"title": "Kite"}, 6),
        ({"title": "Kite after kite"}, 6),
        ({"abstract": "Kite."}, 2),
        ({"abstract": "Kite, kite, kite."}, 3.5),
        ({"comments": "Kite workshop"}, 1),
        ({"title": "Kites", "abstract": "A kite.", "comments": "Kite"}, 8.5),
    ],
)
def test_title_counts_three_times_and_repeats_count_half(facts, points):
    """3 for the title, then 1, ½, ¼ … in the abstract, and half of that in comments."""
    assert score("kite ^2", **facts) == points


def test_rule_for_titles_counts_in_titles_only():
    """A phrase marked @title says nothing in an abstract."""
    assert score("kite ^2 @title", title="A kite") == 6
    assert assign(topic("a", "kite @title"), abstract="A kite")[0].topic is OTHER


@pytest.mark.parametrize(
    "phrases", [("kite", "kite ^2 @title"), ("kite ^2 @title", "kite")]
)
def test_rule_for_titles_goes_before_the_same_phrase(phrases):
    """In a title the rule that was made for titles counts, elsewhere the other one."""
    assert score(*phrases, title="A kite", abstract="A kite.") == 7


def test_category_counts_half_where_it_is_not_the_first():
    """The primary category says more than a cross-listing."""
    kites = topic("kites", categories=("cs.RO ^2",))
    assert assign(kites, categories=("cs.RO", "cs.AI"))[0].score == 2
    assert assign(kites, categories=("cs.AI", "cs.RO", "cs.RO"))[0].score == 1


def test_archive_stands_for_its_categories_that_no_rule_names():
    """`astro-ph` holds for astro-ph.GA unless astro-ph.GA has a rule."""
    stars = topic("stars", categories=("astro-ph ^3",))
    galaxies = topic("galaxies", categories=("astro-ph.GA ^2",))
    assert assign(stars, galaxies, categories=("astro-ph.SR",))[0].topic is stars
    assert assign(stars, galaxies, categories=("astro-ph.GA",))[0].topic is galaxies


def test_paper_that_fits_nothing_is_other():
    """Without a point for any topic there is one match, Other, with nothing to show."""
    for facts in ({}, {"abstract": "Of tea."}, {"abstract": "Faint string."}):
        (match,) = assign(topic("kites", "kite", "string ^0.9"), **facts)
        assert (match.topic, match.score, match.evidence) == (OTHER, 0.0, ())


def test_other_of_the_file_is_used():
    """Other is shown with the owner's title; there is one even where none was given."""
    mine = Topic("other", "The rest", "Left over.")
    assert judge_topics(make_paper(), compile_rules((mine,))).matches[0].topic is mine
    assert judge_topics(make_paper(), compile_rules(())).matches[0].topic is OTHER


@pytest.mark.parametrize(
    ("best", "second", "kept"),
    [
        (1.0, 0.9, 1),  # the best one is kept however weak, a weak second is not
        (5.0, 3.9, 1),
        (5.0, 4.0, 2),
        (12.5, 4.9, 1),
        (12.5, 5.0, 2),
        (90.0, 6.0, 2),  # enough is enough, however much the best one has
    ],
)
def test_further_topic_needs_points_of_its_own_and_a_share(best, second, kept):
    """At least 4 points, two fifths of the best one's, and 6 are always enough."""
    kites, strings = (
        topic("kites", f"kite ^{best}"),
        topic("strings", f"rope ^{second}"),
    )
    assert len(assign(strings, kites, abstract="A kite, a rope.")) == kept


def test_paper_has_four_topics_at_most_best_first():
    """Matches are ordered by score; equal ones by the order of the file."""
    topics = [topic(f"t{n}", f"kite ^{n}") for n in (7, 9, 8, 9, 6)]
    matches = assign(*topics, abstract="A kite.")
    assert [match.score for match in matches] == [9, 9, 8, 7]
    assert matches[0].topic is topics[1]
    assert matches[1].topic is topics[3]


def test_rule_that_cannot_be_read_is_refused():
    """Topics that did not come from the file are checked as well."""
    with pytest.raises(ValueError, match="expected words"):
        compile_rules((topic("kites", "^2"),))


@pytest.mark.parametrize(
    ("title", "abstract", "slugs"),
    [
        (
            "Teaching a small robot to fold napkins",
            "We train the arm by reinforcement learning with a reward for neat edges.",
            ["robotics", "reinforcement-learning"],
        ),
        (
            "NapkinBench: can vision-language models tell a swan from a boat?",
            "Our benchmark asks VLMs to name folded napkins.",
            ["multimodal", "benchmarks"],
        ),
        (
            "A survey of teapot generation with diffusion models",
            "This survey orders work on image generation by spout.",
            ["surveys", "generative-models"],
        ),
        (
            None,
            "Light curves of two variable stars over a teapot.",
            ["applied-science"],
        ),
        ("On the shape of handles", "We compare handles of cups.", ["other"]),
    ],
)
def test_topics_of_this_site_fit_plain_cases(title, abstract, slugs, site_rules):
    """The rules in the corpus folder place papers that leave no doubt."""
    paper = make_paper(title=title, abstract=abstract)
    matches = judge_topics(paper, site_rules).matches
    assert sorted(match.topic.slug for match in matches) == sorted(slugs)


def test_a_phrase_in_every_word_of_a_long_text_is_no_failure():
    """Of 50,000 occurrences each counts half as much as the one before."""
    assert score("kite ^2", abstract="A kite. " * 50_000) == 4
