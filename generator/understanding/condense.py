"""Shorter forms of a sentence, which say less of it but nothing else.

What is cut is what a reader can do without: where it is said ("In this paper"), what
ties it to the sentence before ("To this end"), remarks in brackets, and clauses at its
end. A cut is made only where what is left is a sentence; see `condense`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.understanding.cuts import WORK, asks_for_more, cut_phrases

_LEAD = re.compile(
    # Where it is said, and what ties it to the sentence before.
    rf"(?:(?:in|with|through|throughout|for)\s+(?:this|the (?:present|current)|our)\s+"
    rf"(?:present |current )?{WORK}\s*,?\s+"
    r"|here\s*,?\s+(?=we\b)"
    r"|(?:to this end|to that end|to this aim|for this purpose|to do so|to do this|specifically"
    r"|in particular|concretely|accordingly|consequently|therefore|thus|hence|as a result"
    r"|however|moreover|furthermore|additionally|in addition|finally|lastly|also|further"
    r"|first|firstly|second|secondly|third|thirdly|next|then|more specifically|overall"
    r"|more precisely|in response|in this context|in this regard|in light of this|besides"
    r"|in summary|in short|in conclusion|importantly|notably|crucially|nevertheless"
    r"|nonetheless|instead|in contrast|by contrast|to our knowledge|to begin with"
    r"|to the best of our knowledge|with this in mind|for this reason|on the other hand"
    r"|based on (?:this|these|the above)[^,]{0,60}|(?:motivated|inspired|driven|guided) by (?:this|these)[^,]{0,60}"
    r"|(?:building|drawing) (?:up)?on (?:this|these|those)[^,]{0,60}"
    r"|(?:with|given|following|using) (?:this|these)(?: \w+){0,3}"
    r"|to (?:\w+ly )?\w+(?: (?:all|both|each) of)? (?:this|these|those|such|it|them|the"
    r" (?:above|aforementioned|issue|problem|challenge|gap|limitation)s?)\b[^,]{0,70})\s*,\s+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:abstract|summary|background|objectives?|purpose|aims?|methods?|results?"
    r"|conclusions?|introduction|tl;dr|highlights)\s*[:.—–-]+\s+",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"(?:motivated by|inspired by|driven by|building (?:up)?on|drawing (?:up)?on|to|in order to"
    r"|aiming to|given|as|since|because|based on|due to|in light of|in view of"
    r"|for|towards?|following|leveraging|using|unlike|with|by)\s[^:;]{5,300}?,\s+"
    rf"(?=(?:we|this {WORK})\s)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:for|with|given|as|under)\s", re.IGNORECASE)
_FINDS = re.compile(
    # What a paper claims is true under its conditions alone.
    r"we (?:\w+ly |also |then |further )?(?:show|prove|find|observe|demonstrate|establish"
    r"|obtain|achieve|report|see|get|derive|conclude)\b",
    re.IGNORECASE,
)
_ANAPHORA = re.compile(
    r",? (?:to|for|in order to) (?:address|overcome|tackl|solv|mitigat|alleviat|remed"
    r"|resolv|fill|bridg|clos|handl|combat|counter)\w* (?:this|these|those|such)"
    r" [\w -]{1,60}(?=\.?$)"
)
_POINTERS = (" this ", " these ", " those ", " such ")
_ADVERB = re.compile(
    r"^(we) (?:therefore|thus|hence|also|additionally|then|further|furthermore|finally"
    r"|consequently|here|instead|first|next|now|accordingly|in this "
    rf"{WORK}),? (?!and\b)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\s*\[[\d,;\s–-]+\]")
_REMARK = re.compile(
    r"\s\((?!or |and |not |non|un|no |if |possibly |at least |\?)[^()]*\)(?=[\s,.;:]|$)",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:show|demonstrate|prove|find|evaluate|validate|provide|illustrate|report|discuss"
    r"|analy[sz]e|present|propose|introduce|apply|establish|verify|observe|argue|conclude"
    r"|highlight|derive|test|confirm|explore|examine|investigate|describe|outline|compare"
    r"|develop|design|conduct|identify|reveal|study|use|obtain|achieve|release|offer"
    r"|empirically|theoretically|experimentally|further|then|also)"
)
_TAIL = re.compile(
    # Clauses that run to the end of the sentence. One character before them all, and
    # what it has to be behind: so it is told at once where none begins.
    r"[\s,;:—](?:(?<=,)\s(?:which|while|whereas|where|whose|thereby|thus|hence|so that"
    r"|such that|although|though|because|since|as well as|including|such as|in which"
    r"|with which|with|especially|particularly|demonstrating|showing"
    r"|making|allowing|enabling|leading|resulting|achieving|providing|reducing"
    r"|improving|outperforming|yielding|offering|ensuring|using|based on|inspired by"
    r"|motivated by|by|e\.g\.|i\.e\.|namely"
    rf"|and (?:we |then )?{_SAYS}|and (?:that|our|this|its?|thus|hence|therefore|the)\b)\b"
    rf"|(?<=\s)(?:and (?:we )?(?:{_SAYS})\b|(?:--+|—|–|while|whereas|thereby)\s"
    r"|(?:by|via|through) (?=\w+ing\b)|(?:using|via|based on|such as|including"
    r"|so that|in order to|leading to|resulting in|on (?=both|several|various|many"
    r"|multiple|a (?:range|variety|number))|with (?=applications?|a focus|an emphasis"
    r"|the (?:goal|aim)))\s)"
    r"|(?<=[;:])\s|(?<=—))"
)
_SECOND = re.compile(
    r"[,;]\s(?:and|so|but|thus|hence|therefore)(?: then)? (?=we (?:propose|introduce|present"
    r"|develop|study|investigate|show|demonstrate|prove|design|explore|describe|provide"
    r"|derive|analy[sz]e)\b)"
)
_CLAIM = re.compile(
    r"We (?:\w+ly |also |further |then )?(?:show|demonstrate|prove|find|establish|observe)"
    r"(?:ed)? that (?!it\b|they\b|th[ei]se?\b|such\b|our\b|their\b|its\b|both\b)"
)
_OWN = re.compile(
    rf"(?:we|(?:this|our|the)(?: [\w-]+)? {WORK}) ",
    re.IGNORECASE,
)
_ASSERTS = re.compile(
    # What follows is a clause of its own, of which a cut could leave half.
    r"\b(?:show|demonstrat|prov|find|found|argu|observ|report|reveal|suggest|establish"
    r"|believ|hypothesi|indicat|conclud|confirm|verif|fact|such|so|is|are)\w* that\b"
    r"|\b(?:whether|how|why|if|whose|when|not only|both|between)\b"
)
_CLAUSE = re.compile(rf"\bthat\b|{_ASSERTS.pattern}")
_LONG = 240
"""Characters of a sentence that needs to be cut, be it in a relative clause."""
_END_MARK = re.compile(r"[.!?…][\"”’')\]]*$|[。！？]$")
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|\d|several|key|following|follows|main)\b[^,]{0,90}$"
)
_LIST = 150
"""Characters of a list behind a colon that can go, though it was announced."""
_FEWEST_WORDS = 6
_MOST_CUTS = 6


def clean_sentence(sentence: str) -> str:
    """Return a sentence without labels, references, remarks and ties to others."""
    text = _REFERENCE.sub("", sentence) if "[" in sentence else sentence
    if "(" in text:
        text = _REMARK.sub("", text)
    if label := _LABEL.match(text):
        text = text[label.end() :]
    while lead := _LEAD.match(text):
        text = text[lead.end() :]
    text = _ADVERB.sub(r"\1 ", text)
    if any(word in text for word in _POINTERS):
        text = _ANAPHORA.sub("", text)
    return finish(text or sentence)


def finish(text: str) -> str:
    """Return a sentence with a capital at its start and a mark at its end."""
    text = text.strip().rstrip(" ,;:–—-")
    if not text:
        return ""
    text = capitalize(text)
    return text if _END_MARK.search(text) else text + "."


def capitalize(text: str) -> str:
    """Return a text with a capital at its start, unless that is `iKite`, `k2` or `x`."""
    first = text.split(" ", 1)[0]
    is_word = first.islower() and first.replace("-", "").isalpha()
    if is_word and (len(first) > 1 or first == "a"):
        return text[0].upper() + text[1:]
    return text


def condense(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield a cleaned sentence and shorter forms of it, each with what was cut.

    The first is the sentence itself, of which nothing was cut (`whole`).
    """
    seen = {sentence}
    starts = [(sentence, "whole"), *_cut_starts(sentence)]
    for start, kind in starts:
        yield start, kind
        seen.add(start)
    for start, _ in starts:
        ends = ((head, "clause") for head in _cut_clauses(start))
        for head, kind in (*ends, *cut_phrases(start)):
            form = finish(head)
            if form not in seen:
                yield form, kind
                seen.add(form)


def _cut_starts(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield what is left without a purpose, a clause, or "We show that" in front."""
    if sentence.startswith("We "):
        if claim := _CLAIM.match(sentence):
            yield finish(sentence[claim.end() :]), "claim"
    elif " we " not in sentence and " this " not in sentence:
        return
    elif (direct := drop_purpose(sentence)) != sentence:
        yield direct, "start"
    elif second := _SECOND.search(sentence):
        yield finish(sentence[second.end() :]), "start"


def drop_purpose(sentence: str) -> str:
    """Return a sentence without "To …,", "Motivated by …," before "we"."""
    purpose = _PURPOSE.match(sentence)
    if not purpose or (
        _CONDITION.match(sentence) and _FINDS.match(sentence, purpose.end())
    ):
        return sentence
    return _ADVERB.sub(r"\1 ", finish(sentence[purpose.end() :]))


def _cut_clauses(sentence: str) -> list[str]:
    """Return the words before a clause at the end that can go."""
    found: list[str] = []
    own = bool(_OWN.match(sentence))
    for match in _TAIL.finditer(sentence):
        head = sentence[: match.start()]
        if _is_whole(head, sentence[match.end() :], match[0], own):
            found.append(head)
            if len(found) == _MOST_CUTS:
                break
    return found


def _is_whole(head: str, tail: str, link: str, own: bool) -> bool:
    """Return whether the words before a clause are a sentence without it."""
    if head.count(" ") + 1 < _FEWEST_WORDS or asks_for_more(head):
        return False
    if not is_balanced(head):
        return False
    if head.endswith("ed") and not link.startswith((",", ";")):
        return False
    told, colon, _ = head.partition(": ")
    if (colon or (link.strip() == ":" and len(tail) < _LIST)) and _ANNOUNCES.search(
        told
    ):
        return False
    open_end = "," not in tail and not tail.endswith("?")
    if own:
        clause = _ASSERTS if len(head) + len(tail) > _LONG else _CLAUSE
        return open_end or not clause.search(head)
    return open_end and link.lstrip().startswith((",", ";"))


def is_balanced(text: str) -> bool:
    """Return whether brackets and quotation marks come in pairs."""
    return (
        text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and text.count("{") == text.count("}")
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
    )
