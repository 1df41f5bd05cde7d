"""The topics file: what it may say, and how it says what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.understanding.learned import load_learned
from generator.understanding.topicsfile import OTHER, Rule, load_topics, parse_rule
from tests.conftest import ROOT


def load(tmp_path: Path, text: str):
    """Return the topics of a file with that text."""
    path = tmp_path / "topics.yml"
    path.write_text(text, encoding="utf-8")
    return load_topics(path, "topics.yml")


def test_topic_holds_every_rule_with_its_weight(tmp_path):
    """Strong phrases weigh 3, phrases 1, title phrases and categories 2."""
    topics = load(
        tmp_path,
        "- slug: kites\n"
        "  title: Kites\n"
        "  description: Things on strings.\n"
        "  strong: [box kite]\n"
        "  phrases: [string]\n"
        "  in_title: [flying]\n"
        "  categories: [cs.RO]\n",
    )
    kites = topics[0]
    assert (kites.slug, kites.title) == ("kites", "Kites")
    assert kites.description == "Things on strings."
    assert kites.phrases == ("box kite ^3", "string ^1", "flying ^2 @title")
    assert kites.categories == ("cs.RO ^2",)


def test_weight_behind_a_caret_replaces_the_usual_one(tmp_path):
    """`^` gives the points of one phrase or category."""
    text = "- {slug: a, title: A, strong: [b ^0.5], categories: [cs.RO ^4]}\n"
    topic = load(tmp_path, text)[0]
    assert topic.phrases == ("b ^0.5",)
    assert topic.categories == ("cs.RO ^4",)


def test_mark_for_titles_holds_under_any_key(tmp_path):
    """`@title` written out means the same as the key in_title."""
    topic = load(tmp_path, "- {slug: a, title: A, phrases: [b @title]}\n")[0]
    assert topic.phrases == ("b ^1 @title",)


def test_topic_needs_no_description_and_no_rules(tmp_path):
    """Only slug and title must be there."""
    topic = load(tmp_path, "- {slug: a, title: A}\n")[0]
    assert (topic.description, topic.phrases, topic.categories) == ("", (), ())


def test_topics_keep_the_order_of_the_file_and_other_stands_last(tmp_path):
    """`other` may stand anywhere and keeps its own title and description."""
    text = (
        "- {slug: b, title: B}\n"
        "- {slug: other, title: The rest, description: Left over.}\n"
        "- {slug: a, title: A}\n"
    )
    topics = load(tmp_path, text)
    assert [topic.slug for topic in topics] == ["b", "a", "other"]
    assert (topics[-1].title, topics[-1].description) == ("The rest", "Left over.")


@pytest.mark.parametrize("text", ["", "- {slug: a, title: A}\n"])
def test_other_is_added_where_it_is_missing(tmp_path, text):
    """There is always a topic for what fits none."""
    assert load(tmp_path, text)[-1] == OTHER


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- title: A\n", "topics.yml:1: a topic without a slug; expected 'slug: …'"),
        (
            "- slug: a\n  title: ''\n",
            "topics.yml:2: a topic without a title; expected 'title: …'",
        ),
        (
            "\n- title: A\n  slug: A b\n",
            "topics.yml:3: slug 'A b': expected only a-z, 0-9 and '-'",
        ),
        (
            "- slug: index\n  title: A\n",
            "topics.yml:1: slug 'index': this address is the list of topics",
        ),
        (
            "- slug: a\n  title: A\n- slug: a\n  title: B\n",
            "topics.yml:3: the topic 'a' stands here a second time",
        ),
        (
            "- slug: a\n  title: A\n  strings: []\n",
            "topics.yml:3: unknown key 'strings'; known keys are categories, description,"
            " in_title, learned, phrases, slug, strong, title",
        ),
        (
            "- slug: other\n  title: Other\n  phrases: [x]\n",
            "topics.yml:1: 'other' has no rules: it takes what is left over",
        ),
        (
            "- slug: a\n  title: A\n  phrases: ['^2']\n",
            "topics.yml:3: phrases: '^2': expected words, then perhaps their weight:"
            " 'words ^2'",
        ),
        (
            "- slug: a\n  title: A\n  categories: [cs.CV, computer vision]\n",
            "topics.yml:3: categories: 'computer vision': expected an arXiv category"
            " such as cs.CV or q-bio",
        ),
        (
            "- slug: a\n  title: A\n  strong: [box-kite]\n  phrases: [Box kite ^2]\n",
            "topics.yml:4: phrases: 'Box kite' stands here a second time",
        ),
        (
            "- slug: kites\n  title: A\n  learned: true\n",
            "topics.yml:3: learned: 'true' for 'kites': expected true, for one of the"
            f" topics {', '.join(sorted(load_learned().bases))}",
        ),
    ],
)
def test_mistake_is_named_with_its_place(tmp_path, text, message):
    """A message says file and line, what was found and what was expected."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value) == message


def test_phrase_may_stand_for_titles_and_for_texts(tmp_path):
    """The same words under in_title and phrases are two rules."""
    topic = load(tmp_path, "- {slug: a, title: A, phrases: [b], in_title: [b]}\n")[0]
    assert topic.phrases == ("b ^1", "b ^2 @title")


@pytest.mark.parametrize(
    "rule",
    [Rule("box kite", 2.0), Rule("fly*", 0.5, title_only=True), Rule("*craft", 0.0)],
)
def test_rule_reads_what_it_writes(rule):
    """`parse_rule` is the inverse of `str`."""
    assert parse_rule(str(rule)) == rule


def test_rule_without_weight_takes_the_one_given():
    """The weight is 1 where neither text nor caller says another."""
    assert parse_rule(" box kite ", 3.0) == Rule("box kite", 3.0)
    assert parse_rule("box kite") == Rule("box kite", 1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected words"),
        ("kite ^many", "expected words"),
        ("… – !", "expected words"),
        ("*kite*", "one '*', at the beginning or at the end"),
        ("box* kite", "one '*', at the beginning or at the end"),
        ("box ki*", "3 letters or more beside '*'"),
        ("*te kite", "3 letters or more beside '*'"),
    ],
)
def test_rule_that_cannot_be_looked_up_is_refused(text, message):
    """A rule has words, a number as its weight, and at most one star at an end."""
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_rule(text)


def test_topics_of_this_site_are_in_order():
    """The file that the site is built from loads, with `other` last."""
    topics = load_topics(ROOT / "corpus" / "topics.yml", "corpus/topics.yml")
    assert topics[-1].slug == "other"
    assert all(topic.title and topic.description for topic in topics)
    assert all(topic.phrases for topic in topics[:-1])


@pytest.mark.shared
def test_topics_of_this_site_are_the_ones_that_were_agreed(shared):
    """Slugs, titles and order are those of the list of topics."""
    listed = re.findall(
        r"^\| ([a-z][a-z-]+) \| ([^|]+) \|",
        (shared / "topics.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    topics = load_topics(ROOT / "corpus" / "topics.yml", "corpus/topics.yml")
    assert [(topic.slug, topic.title) for topic in topics] == listed[1:]


@pytest.mark.parametrize(("text", "learned"), [("true", True), ("false", False)])
def test_learned_words_are_asked_for_by_a_topic(tmp_path, text, learned):
    """`learned: true` brings what was learned of a topic of this project."""
    topics = load(tmp_path, f"- slug: agents\n  title: A\n  learned: {text}\n")
    assert topics[0].learned is learned
