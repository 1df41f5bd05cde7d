"""The owner's files, read and validated."""

from __future__ import annotations

import pytest

from generator.config import SourceNote, load_config, load_sources
from generator.errors import ConfigError
from generator.models import PartialDate

TOPICS = "- {slug: cats, title: Cats, phrases: [cat]}\n"


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus with topics of its own and nothing else."""
    (tmp_path / "topics.yml").write_text(TOPICS)
    return tmp_path


def test_sources_say_title_day_and_address(tmp_path):
    """Every field but the listing's name may be left out."""
    (tmp_path / "s.yml").write_text(
        "- listing: a.txt\n  title: A page\n  saved: 2025-12-08\n  url: https://x.org\n"
        "- listing: sub/b.txt\n"
    )
    assert load_sources(tmp_path / "s.yml", "s.yml") == {
        "a.txt": SourceNote("A page", PartialDate(2025, 12, 8), "https://x.org"),
        "sub/b.txt": SourceNote(None, None, None),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- title: A\n", "s.yml:1: expected 'listing: NAME-OF-A-FILE' in this entry"),
        (
            "- listing: a\n- listing: a\n",
            "s.yml:2: 'a' is described twice",
        ),
        (
            "- listing: a\n  saved: soon\n",
            "s.yml:2: 'soon' is not a date like 2024-11-27, 2024-11 or 2024",
        ),
        (
            "- listing: a\n  url: javascript:x\n",
            "s.yml:2: 'javascript:x' is not an address like https://example.org/papers",
        ),
        (
            "- listing: a\n  sved: 2025\n",
            "s.yml:2: unknown key 'sved'; known keys are listing, saved, title, url",
        ),
    ],
)
def test_wrong_entries_are_named_with_their_line(tmp_path, text, message):
    """The message says where, what was found and what was expected."""
    (tmp_path / "s.yml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_sources(tmp_path / "s.yml", "s.yml")
    assert str(caught.value) == message


def test_a_corpus_needs_none_of_the_files(tmp_path, corpus):
    """Without sources.yml and corrections.yml nothing is known and nothing is wrong."""
    config = load_config(corpus, tmp_path / "none.yml")
    assert config.sources == {}
    assert config.problems == ()
    assert [topic.slug for topic in config.topics] == ["cats", "other"]


def test_topics_come_from_the_project_where_the_corpus_has_none(tmp_path, corpus):
    """Any folder of listings can be built without writing a file first."""
    bare = tmp_path / "bare"
    bare.mkdir()
    config = load_config(bare, corpus / "topics.yml")
    assert [topic.slug for topic in config.topics] == ["cats", "other"]


def test_one_listing_takes_the_files_beside_it(corpus):
    """`CORPUS=folder/list.txt` reads folder/sources.yml."""
    (corpus / "sources.yml").write_text("- listing: a.txt\n  saved: 2024\n")
    config = load_config(corpus / "a.txt", corpus / "topics.yml")
    assert config.sources["a.txt"].saved == PartialDate(2024)


def test_a_damaged_file_is_a_problem_and_counts_as_empty(corpus):
    """The rest is still built; the problem has file and line."""
    (corpus / "sources.yml").write_text("- listing: a\n  - b\n")
    (corpus / "corrections.yml").write_bytes(b"\xff\xfe\x00")
    config = load_config(corpus, corpus / "topics.yml")
    assert config.sources == {}
    first, second = sorted(str(problem) for problem in config.problems)
    assert first.startswith("corrections.yml:1: error: not UTF-8 text")
    assert second.startswith("sources.yml:2: error: not YAML")
