"""What the words of a term tell of it, by their ends and by short lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NO_SUBJECTS = """
analysis architecture assessment aware bench benchmark benchmarking beyond bridging case
challenge component comparison competition data dataset design driven end era evaluation
evidence experience factor feature foundation free gap guide guided guideline image
improvement input insight issue journey journal label learner learning length level lesson line loop
machine media metric mode model module network output overview path perspective pilot
pipeline point position practitioner principle project proof quest report result roadmap
role scale scenario scheme set setup side signal step strategy structure style submission
survey system taxonomy team technology time toolkit track tradeoff training tutorial use
user versatile version view way wild wise workshop world yet
"""
_NO_SUBJECT_ENDS = """
analysis approach benchmark challenge dataset direction framework insight method
opportunity paradigm perspective result scenario setting strategy study technique
"""
_AFTER_HYPHENS = """
context dimensional end fidelity free level order quality resolution resource scale shot
source stage step time vocabulary world
"""
_GENERIC = frozenset(_NO_SUBJECTS.split())
"""Words that stand in titles and are not what a paper is about, unless in a phrase."""
_GENERIC_ENDS = frozenset(_NO_SUBJECT_ENDS.split())
"""The same at the end of a phrase."""
_TAILS = frozenset(_AFTER_HYPHENS.split())
"""Words that go on after a hyphen ("large-scale") whose first part is a stop word, so
that no count tells that something is missing."""
_NO_TAILS = ("model", "engineer", "compress")
"""Starts of words with which they are whole all the same: "world models"."""
_ADVERB = re.compile(r"\w{4,}ly")
_NO_ADVERBS = frozenset(["anomaly", "assembly", "family", "homology", "supply"])
_PARTICIPLE = re.compile(r"\w{4,}ed")
_GERUND = re.compile(r"\w{3,}ing")
_NOUNS_IN_IC = frozenset(
    ["arithmetic", "clinic", "heuristic", "logic", "metric", "music", "traffic"]
)
_ADJECTIVE = re.compile(r"\w{3,}(?:al|ive|ic|ous|able|ible|ful|less|ary|ant|ent|an)")


def can_be_subject(words: Sequence[str]) -> bool:
    """Say whether no word of a term speaks against it.

    Args:
        words: in small letters, at least one.
    """
    last = words[-1]
    if any(_ADVERB.fullmatch(word) and word not in _NO_ADVERBS for word in words):
        return False
    if _PARTICIPLE.fullmatch(last):
        return False
    if len(words) == 1:
        is_noun = not last.endswith("ic") or last in _NOUNS_IN_IC
        return len(last) > 2 and is_noun and last.rstrip("s") not in _GENERIC
    if words[0] in _TAILS and not words[1].startswith(_NO_TAILS):
        return False
    return last.rstrip("s") not in _GENERIC_ENDS


def is_gerund(word: str) -> bool:
    """Say whether a word ends as verbs in -ing do."""
    return _GERUND.fullmatch(word) is not None


def is_adjective(word: str) -> bool:
    """Say whether a word ends as adjectives do."""
    return _ADJECTIVE.fullmatch(word) is not None
