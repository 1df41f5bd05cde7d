"""Phrases at the end of a sentence that it can do without.

Of what a paper proposes or studies the first words are true alone: "We build a kite
with two tails for weak winds" says that they build a kite with two tails. What a paper
claims is not: a claim is never freed of its conditions, so nothing is cut behind words
that claim, count, compare or deny.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WORK = (
    r"(?:paper|work|article|study|letter|report|thesis|research|contribution|note|survey"
    r"|manuscript|chapter|dissertation|position paper|technical report|review|tutorial)"
)
DANGLING_END = re.compile(
    r"\b(?:of|the|a|an|and|or|to|for|with|by|in|on|that|which|from|as|is|are|be|between"
    r"|into|via|than|both|not|only|our|its|their|this|these|based|found|used|was|were"
    r"|has|have|had|can|may|will|we|it|but|at|over|under|such|more|most|less)$",
    re.IGNORECASE,
)
_DOES = re.compile(
    rf"(?:we|(?:this|our|the(?: present| current)?) {WORK})\s(?:\w+ly )?(?:also |then"
    r" |first |further )?(?:propose|introduce|present|develop|describe|design|study"
    r"|investigate|explore|consider|analy[sz]e|examine|provide|release|build|create"
    r"|construct|devise|derive|formulate|offer|give|discuss|address|tackle|review|survey"
    r"|suggest|implement|revisit|contribute|conduct|perform|compare|evaluate|train|adapt"
    r"|extend|generali[sz]e|advance|aim|seek|studie)(?:e?s|d|ed)?\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"\s(?P<preposition>for|in|on|with|from|through|without|under|across|within|during"
    r"|at|over|towards?|throughout|inside|after|before|when|where|even|by|via)\s"
    r"|\s(?P<relative>that|which|whose)\s"
    r"|\s(?P<infinitive>to)\s(?=[a-z-]+\s)"
    r"|\s(?P<participle>designed|trained|tailored|inspired|motivated|capable|consisting"
    r"|containing|comprising|specifically|called|named|termed|dubbed|aimed|aiming"
    r"|dedicated)\s"
)
_CLAIMS = re.compile(
    r"\b(?:is|are|was|were|more|less|better|worse|best|worst|optimal|only|not|no|never"
    r"|cannot|fails?|hardly|all|any|every|each|always|same|first|than|whether|how|why"
    r"|what|if|both|between|either|neither|should|must|would|could|rather|there|so"
    r"|(?:show|demonstrat|prov(?=es?\b|ing|en)|find|found|observ|argu|conclud|establish|reveal|outperform|achiev"
    r"|reduc|improv|increas|decreas|guarante|converg|requir|surpass|exceed|beat|ensur"
    r"|impact|effect|influence|role|relation|difference|trade-?off|problem of)\w*)\b"
    r"|n[’']t\b|[:;]"
)
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
_FEWEST_WORDS = 4
"""Words that have to be left behind "we propose"."""
_MOST = 6


def cut_phrases(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the words before a phrase that can go, and the kind of the phrase."""
    does = _DOES.match(sentence)
    if not does:
        return
    claims = _CLAIMS.search(sentence, does.end())
    end = claims.start() if claims else len(sentence)
    count = 0
    for match in _PHRASE.finditer(sentence, does.end(), end):
        object_ = sentence[does.end() : match.start()]
        if _can_end(object_, match) and "," not in object_.rsplit(" that ", 1)[-1]:
            yield sentence[: match.start()], match.lastgroup or ""
            count += 1
            if count == _MOST:
                return


def _can_end(object_: str, match: re.Match[str]) -> bool:
    """Return whether the object of "we propose" can end before a phrase."""
    words = object_.split()
    if len(words) < _FEWEST_WORDS or DANGLING_END.search(object_):
        return False
    last, before = words[-1], words[-2]
    if last.endswith(("ed", "ly")) or before in ("that", "which") or _TAKES.match(last):
        return False
    if last.endswith("ing") and DANGLING_END.match(before):
        return False
    if match["preposition"] in ("with", "from", "by", "via"):
        return not _PAIRS.search(object_)
    return not match["infinitive"] or not _MAKES.search(object_)
