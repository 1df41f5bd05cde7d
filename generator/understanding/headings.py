"""A heading for a paper without a title: what its digest presents, as a title would say.

"We propose Kite-Lifter, a method that …" becomes "Kite-Lifter: A method that …", and
"We propose a method that …" becomes "A method that …". Where that is not safe, the
heading is the digest itself.
"""

from __future__ import annotations

import re

from generator.text import shorten
from generator.understanding.condense import (
    capitalize,
    clean_sentence,
    condense,
    drop_purpose,
)
from generator.understanding.digest import make_digest
from generator.understanding.sentences import split_sentences

LIMIT = 110
"""Most characters of a heading."""
_WHO = (
    r"(?:we|(?:this|our|the present|the current) (?:paper|work|article|study|letter|survey"
    r"|report|thesis|research|review))"
)
_PRESENTS = re.compile(
    rf"{_WHO} (?:first |formally |systematically |empirically |theoretically |briefly )?"
    r"(?:propos|introduc|present|develop|describ|stud(?:y|i)|investigat|explor|examin|offer"
    r"|design|devis|releas|provid|analy[sz]|report|discuss|survey|review|consider|address"
    r"|build|construct|creat|formulat|outlin|suggest|giv|establish)(?:es|e|s|ies|)? (?:on )?",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    rf"{_WHO} (?:show|demonstrate|prove|find|argue|establish|observe|report)s? that ",
    re.IGNORECASE,
)
_THINGS = re.compile(
    # What makes a heading by itself: a thing with its article, or a question.
    r"(?:an?|the|how|what|why|whether|two|three|four|five|several|new|novel|some|first)\b",
    re.IGNORECASE,
)
_NAME = r"(?:[a-z]{1,3}|)[A-Z][\w+*-]*(?: (?:[a-z]{0,3}[A-Z][\w+*-]*|of|for|with|\d+(?:\.\d+)?)){0,5}"
_NAMED = re.compile(
    rf"(?P<name>{_NAME})(?:,| --?| —| –|:) (?P<what>(?:an?|the|our|which is|one of) .+)$"
)
_CALLED = re.compile(
    r"(?P<what>.+?),? (?:(?:which|that) )?(?:we (?:call|name|term|dub|refer to as|coin)"
    r"|(?:is )?(?:called|named|dubbed|termed|coined|namely|denoted(?: as| by)?"
    rf"|referred to as)) (?:the )?(?P<name>{_NAME})(?:, |$| (?=that|which|for|to|by|with))"
    r"(?P<rest>.*)$"
)
_IS_A = re.compile(rf"(?P<name>{_NAME}) (?:is|are) (?P<what>an? .+)$")
_ABBREVIATED = re.compile(
    # A name in full before its abbreviation, as Kite Lifting Engine (KLE).
    r"(?<![\w-])(?P<long>[A-Z][\w-]{0,40}"
    r"(?: (?:[A-Z][\w-]{0,40}|of|for|with|and|via|by|to|in|from|on)){0,8} [A-Z][\w-]{0,40})"
    r" \((?P<name>[A-Za-z][\w.+-]{0,20}[A-Z0-9][\w.+-]{0,20})\)"
)
_DOES = re.compile(rf"(?P<name>{_NAME}),? (?:which|that|to) ")
_IS_NAME = re.compile(r"[A-Z\d].*[A-Z\d]|^[a-z]+[A-Z]")
"""What is written as no common word is: `KiteNet`, `Kite-Lifter`, `K2`."""
_SENTENCES, _READ = 20, 12_000
"""Sentences and characters in which a name is looked for."""
_SECOND_VERB = re.compile(
    r",? and (?:we )?(?:then |also |further )?(?:show|demonstrat|prov|find|evaluat|validat"
    r"|illustrat|discuss|analy[sz]|appl|establish|verif|argu|conduct|us|stud|compar"
    r"|investigat|develop|introduc|present|propos|releas|design|derive|explor|test"
    r"|examin|identif|report|characteri[sz]|describ|highlight|open-sourc)\w*\b.*$"
)


def make_heading(text: str) -> str:
    """Return a heading of at most LIMIT characters; empty where there is no text."""
    digest = make_digest(text)
    if digest is None:
        return ""
    if named := _find_named(text):
        return _fit(named)
    opening = clean_sentence(split_sentences(text[:_READ], 1)[0])
    if (
        not _PRESENTS.match(digest)
        and (match := _IS_A.match(_bare(opening)))
        and match["name"] in digest
    ):
        return _fit(f"{match['name']}: {capitalize(match['what'])}")
    return _fit(_name_subject(_bare(drop_purpose(digest))))


def _find_named(text: str) -> str | None:
    """Return name and kind of the first thing that is presented by its name."""
    for sentence in split_sentences(text[:_READ], _SENTENCES):
        cleaned = _bare(drop_purpose(clean_sentence(sentence)))
        presents = _PRESENTS.match(cleaned)
        if not presents:
            continue
        what = _SECOND_VERB.sub("", cleaned[presents.end() :])
        abbreviated = _ABBREVIATED.search(sentence)
        bare = what.removeprefix("the ")
        named = _NAMED.match(bare)
        if abbreviated and bare.startswith(abbreviated["long"]):
            said = named["what"] if named else what
            return f"{abbreviated['name']}: {capitalize(said)}"
        if named and _IS_NAME.search(named["name"]):
            return f"{named['name']}: {capitalize(named['what'])}"
        if (does := _DOES.match(what)) and _IS_NAME.search(does["name"]):
            return what
    return None


def _bare(sentence: str) -> str:
    return sentence.removesuffix(".")


def _name_subject(sentence: str) -> str:
    """Return what a sentence presents or claims, else the sentence."""
    if claims := _CLAIMS.match(sentence):
        return capitalize(sentence[claims.end() :])
    presents = _PRESENTS.match(sentence)
    if not presents:
        return sentence
    what = _SECOND_VERB.sub("", sentence[presents.end() :])
    if called := _CALLED.match(what):
        rest = f" {called['rest']}".rstrip()
        return f"{called['name']}: {capitalize(called['what'])}{rest}"
    if named := _NAMED.match(what):
        return f"{named['name']}: {capitalize(named['what'])}"
    if _THINGS.match(what) or what[:1].isupper():
        return capitalize(what)
    return sentence


def _fit(heading: str) -> str:
    """Return a heading without a clause at its end, or cut at a word, where it is long."""
    if len(heading) <= LIMIT:
        return heading
    for form, _ in condense(f"We say {heading}"):
        short = _bare(form).removeprefix("We say ")
        if LIMIT // 2 < len(short) <= LIMIT:
            return short
    return shorten(heading, LIMIT)
