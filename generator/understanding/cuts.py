"""Phrases at the end of a sentence that it can do without.

Of what a paper proposes or studies the first words are true alone: "We build a kite
with two tails for weak winds" says that they build a kite with two tails. What a paper
claims is not: a claim is never freed of its conditions, so nothing is cut behind words
that claim, count, compare or deny.
"""

from __future__ import annotations

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WORK = (
    r"(?:paper|work|article|study|letter|report|thesis|research|contribution|note|survey"
    r"|manuscript|chapter|dissertation|position paper|technical report|review|tutorial)"
)
_ASKING = frozenset(
    _words(
        "of the a an and or to for with by in on that which from as is are be between into via"
        " than both not only our its their this these based found used was were has have had"
        " can may will we it but at over under such more most less through within without"
        " across during toward towards where when while whose who after before per against"
        " among whether if because so then using including namely e.g i.e"
    )
)
"""Words that no sentence ends with."""
_DOES = re.compile(
    rf"(?:we|(?:this|our|the)(?: [\w-]+)? {WORK})\s(?:\w+ly )?(?:also |then"
    r" |first |further )?(?:propose|introduce|present|develop|describe|design|study"
    r"|investigate|explore|consider|analy[sz]e|examine|provide|release|build|create"
    r"|construct|devise|derive|formulate|offer|give|discuss|address|tackle|review|survey"
    r"|suggest|implement|revisit|contribute|conduct|perform|compare|evaluate|train|adapt"
    r"|extend|generali[sz]e|advance|aim|seek|studie)(?:e?s|d|ed)?\b",
    re.IGNORECASE,
)
_PHRASES = {
    **dict.fromkeys(
        _words(
            "for in on with from through without under across within during at over"
            " toward towards throughout inside after before when where even by via"
        ),
        "preposition",
    ),
    **dict.fromkeys(("that", "which", "whose"), "relative"),
    "to": "infinitive",
    **dict.fromkeys(
        _words(
            "designed trained tailored inspired motivated capable consisting containing"
            " stating spanning covering linking describing"
            " comprising specifically called named termed dubbed aimed aiming dedicated"
        ),
        "participle",
    ),
}
"""The first word of what can go, and its kind."""
_CLAIMS = frozenset(
    _words(
        "is are was were more less better worse best worst optimal only not no never"
        " cannot fail fails hardly all any every each always same first than whether how"
        " why what if both between either neither should must would could rather there"
        " so found proves proved proven prove finds find"
    )
)
_CLAIMING = _words(
    "show demonstrat observ argu conclud establish reveal outperform achiev reduc improv"
    " increas decreas guarante converg requir surpass exceed beat ensur impact effect"
    " influence difference trade-off tradeoff"
)
"""Starts of words behind which nothing is cut."""
_TAKES = re.compile(
    # Words that ask for what follows them.
    r"(?:focus|depend|rel[yi]|consist|result|lead|belong|refer|differ|deal|cop[ei]"
    r"|account|adapt|map|convert|combin|compar|equip|integrat|associat|connect|pair"
    r"|interact|condition|aim|seek|attempt|tr[yi]|wish|want|need|able|order|serv|act"
    r"|work|exploit|leverag|look|interest|us[ei]|appl|allow|enabl|contribut|respon"
    r"|correspon|subject|relat|due|prior|accord|such|well|part|perform|translat"
    r"|transfer|close|similar|equivalent|robust|invarian|abilit|capab|capacit|power"
    r"|potential|rang|analog|scenario|setting|case|situation|regime|way|step|means"
    r"|operat|generaliz|scal|learns|runs|first|second|then|itself)\w*$",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"\b(?:combin|replac|compar|equip|augment|integrat|associat|unif|connect|align|pair"
    r"|link|fus|merg|enrich|endow|interact|deal|cop[ei]|provid)\w*"
)
_MAKES = re.compile(
    r"\b(?:allow|enabl|encourag|forc|teach|help|ask|caus|lead|let|permit|mak|driv|guid"
    r"|want|need|that|which|us)(?:e|es|s|ing|ed)?\b"
)
_OBJECTS = frozenset(_words("it them the a an its their this to how"))
_NAME = 6
"""Words behind "we propose" among which the name of what is proposed ends."""
_FEWEST_WORDS = 5
"""Words that have to be left behind "we propose" …"""
_FEWEST_SAID = 4
"""… and behind the name of what is proposed, or "that" and "which"."""
_MOST = 6


def asks_for_more(head: str) -> bool:
    """Return whether the last of some words asks for another."""
    return head[head.rfind(" ") + 1 :].lower() in _ASKING


def cut_phrases(sentence: str) -> list[tuple[str, str]]:
    """Return the words before each phrase that can go, and the kind of the phrase."""
    does = _DOES.match(sentence)
    if not does:
        return []
    found = []
    words = sentence[does.end() :].split()
    for number, word in enumerate(words):
        if _ends_here(word) and not _opens_clause(words, number):
            break
        kind = "verb" if _adds_verb(words, number) else _PHRASES.get(word)
        if kind and number >= _FEWEST_WORDS and _can_end(words[:number], kind, word):
            found.append((f"{does[0]} {' '.join(words[:number])}", kind))
    return found[:_MOST]


def _ends_here(word: str) -> bool:
    """Return whether nothing is cut behind a word."""
    return (
        word in _CLAIMS
        or word.startswith(_CLAIMING)
        or word.endswith((":", ";", ",", "n't", "n’t"))
    )


def _opens_clause(words: list[str], number: int) -> bool:
    """Return whether behind the first comma it is told what the thing is or does."""
    following = words[number + 1 : number + 2]
    first = number < _NAME and words[number].endswith(",")
    return first and following[:1] in (["which"], ["a"], ["an"])


def _opens(word: str) -> bool:
    return word in ("that", "which") or word.endswith(",")


def _adds_verb(words: list[str], number: int) -> bool:
    """Return whether "and" adds to "a kite that flies" what else the kite does."""
    if words[number] != "and" or number + 2 >= len(words):
        return False
    does = words[number + 1].endswith("s") and words[number + 2] in _OBJECTS
    return does and not {"that", "which"}.isdisjoint(words[:number])


def _can_end(words: list[str], kind: str, word: str) -> bool:
    """Return whether the object of "we propose" can end before a word."""
    last, before = words[-1], words[-2]
    if any(_opens(word) for word in words[-_FEWEST_SAID:]):
        return False
    if last.lower() in _ASKING or _TAKES.match(last):
        return False
    if last.endswith(("ed", "ly")):
        return False
    if last.endswith("ing") and before.lower() in _ASKING:
        return False
    if word in ("with", "from", "by", "via"):
        return not _PAIRS.search(" ".join(words))
    return kind != "infinitive" or not _MAKES.search(" ".join(words))
