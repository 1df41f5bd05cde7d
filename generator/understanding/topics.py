"""Which topics a paper belongs to, and the words of the paper that say so.

A topic is an owner's phrases (`phrases`), and for the topics of this project what was
learned besides (`learned`). Both end in points: 4 and more put a paper under a topic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain

from generator.models import Judgement, Paper, TopicMatch
from generator.understanding.features import list_features
from generator.understanding.learned import Learned, load_learned
from generator.understanding.phrases import Case, TopicRules, find_cases

MOST_TOPICS = 4
MOST_EVIDENCE = 6
LEAST = 1.0
"""Points without which the best topic is too weak, and the paper belongs to Other."""
LEAST_LEARNED = 1.3
"""The same for a topic with learned words, of which every text has some."""
SHARE, LEAST_MORE, ENOUGH = 0.4, 4.0, 6.0
"""Another topic needs this share of the best one's points, between these bounds."""
NEAR = 2.0
"""Points from which a topic that was not given is a near miss."""
MOST_NEAR = 3
MARGIN = 1.0
"""What the owner's rules count beside what was learned; chosen on labels for tuning."""
_MOST_MARGIN = 1.2
_MOST_POINTS = 99.0
_FEW = 3
"""Phrases of the owner beside which learned words need not be shown; up to so many."""
_TELLING = 0.1
"""What a learned word has to say for a topic to be shown."""


def assign_topics(paper: Paper, rules: TopicRules) -> tuple[TopicMatch, ...]:
    """Return one to four topics of a paper, the one it is most about first."""
    return judge_topics(paper, rules).matches


def judge_topics(paper: Paper, rules: TopicRules) -> Judgement:
    """Return the topics of a paper and the near misses."""
    cases = find_cases(paper, rules)
    said: dict[str, dict[str, float]] = {}
    learned = load_learned()
    if any(topic.learned for topic in rules.topics):
        said = learned.weigh(list_features(paper.title, paper.abstract))
    scores = _score(cases, said, learned, rules)
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    least = [LEAST_LEARNED if topic.learned else LEAST for topic in rules.topics]
    ranked = [number for number in ranked if scores[number] >= least[number]]
    matches = [
        TopicMatch(
            rules.topics[number],
            round(scores[number], 2),
            _choose_evidence(cases.get(number), said.get(rules.topics[number].slug)),
        )
        for number in ranked[: MOST_TOPICS + MOST_NEAR]
    ]
    if not matches:
        return Judgement((TopicMatch(rules.other, 0.0, ()),))
    kept = [matches[0]]
    kept += [m for m in matches[1:MOST_TOPICS] if _belongs(m, matches[0])]
    near = [m for m in matches if m not in kept and m.score >= NEAR]
    return Judgement(tuple(kept), tuple(near[:MOST_NEAR]))


def _score(
    cases: Mapping[int, Case],
    said: Mapping[str, Mapping[str, float]],
    learned: Learned,
    rules: TopicRules,
) -> dict[int, float]:
    """Return the points of the topics, by number."""
    points = {number: case.score() for number, case in cases.items()}
    need = _need(max(points.values(), default=0.0))
    scores = dict(points)
    for number, topic in enumerate(rules.topics):
        if topic.learned:
            found = points.get(number, 0.0)
            evidence = learned.judge(topic.slug, found, said[topic.slug])
            evidence += MARGIN * _measure_margin(found, need)
            scores[number] = min(LEAST_MORE * 2.0**evidence, _MOST_POINTS)
    return scores


def _measure_margin(points: float, need: float) -> float:
    """Return by how much the owner's rules alone would decide, and which way."""
    margin = math.log((points + 0.5) / (need + 0.5))
    return max(-_MOST_MARGIN, min(margin, _MOST_MARGIN))


def _need(best: float) -> float:
    """Return the points by rules that a further topic needs beside the best one's."""
    return min(max(LEAST_MORE, SHARE * best), ENOUGH)


def _belongs(match: TopicMatch, best: TopicMatch) -> bool:
    """Return whether a topic is given besides the best one."""
    return match.score >= (LEAST_MORE if match.topic.learned else _need(best.score))


def _choose_evidence(
    case: Case | None, said: Mapping[str, float] | None
) -> tuple[str, ...]:
    """Return what speaks for a topic: phrases, learned words where these are few."""
    phrases = list(case.list_evidence()) if case else []
    words = list(_list_words(phrases, said or {}))[: max(0, _FEW - len(phrases))]
    categories = case.categories if case else {}
    return tuple(chain(phrases, words, categories))[:MOST_EVIDENCE]


def _list_words(phrases: list[str], said: Mapping[str, float]) -> Iterator[str]:
    """Yield the learned words that say most, none that is in what was named before."""
    named = [f" {phrase.lower()} " for phrase in phrases]
    ranked = sorted(said.items(), key=lambda pair: (-pair[1], pair[0]))
    for feature, weight in ranked[:MOST_EVIDENCE]:
        if weight >= _TELLING and not any(feature in name for name in named):
            named.append(f" {feature} ")
            yield feature
