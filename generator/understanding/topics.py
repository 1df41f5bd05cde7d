"""Which topics a paper belongs to, and the words of the paper that say so.

A topic is an owner's phrases (`phrases`), and for the topics of this project what was
learned besides (`learned`). Both end in points: 4 and more put a paper under a topic besides its best one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

from generator.models import Judgement, Paper, Topic, TopicMatch
from generator.understanding.features import list_features, show_feature
from generator.understanding.lexicon import PaperText
from generator.understanding.phrases import Case, TopicRules, find_cases, read_paper
from generator.understanding.wordweights import Said, count_company

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


def assign_topics(paper: Paper, rules: TopicRules) -> tuple[TopicMatch, ...]:
    """Return one to four topics of a paper, the one it is most about first."""
    return judge_topics(paper, rules).matches


def judge_topics(paper: Paper, rules: TopicRules) -> Judgement:
    """Return the topics of a paper and the near misses."""
    text = read_paper(paper, rules)
    cases = find_cases(text, paper.categories, rules)
    said = rules.words.weigh(list_features(text))
    scores = _score(cases, said, rules)
    ranked = [n for n, topic in enumerate(rules.topics) if scores[n] >= _least(topic)]
    ranked.sort(key=lambda number: -scores[number])
    kept, near = _choose(ranked, scores, rules)

    def match(number: int) -> TopicMatch:
        evidence = _choose_evidence(
            text, cases.get(number), said.rank(number, _FEW * 2)
        )
        return TopicMatch(rules.topics[number], scores[number], evidence)

    if not kept:
        return Judgement((TopicMatch(rules.other, 0.0, ()),))
    return Judgement(tuple(map(match, kept)), tuple(map(match, near)))


def _choose(
    ranked: Sequence[int], scores: Sequence[float], rules: TopicRules
) -> tuple[list[int], list[int]]:
    """Return which of the topics, best first, are given, and which nearly are."""
    kept = [
        number
        for number in ranked[:MOST_TOPICS]
        if number == ranked[0]
        or scores[number]
        >= (LEAST_MORE if rules.topics[number].learned else _need(scores[ranked[0]]))
    ]
    near = [number for number in ranked if number not in kept]
    near = [number for number in near if scores[number] >= NEAR]
    return kept, near[:MOST_NEAR]


def _score(cases: Mapping[int, Case], said: Said, rules: TopicRules) -> list[float]:
    """Return the points of each topic."""
    points = {number: case.score() for number, case in cases.items()}
    need = _need(max(points.values(), default=0.0))
    learned = rules.words.learned
    without = _measure_margin(0.0, need)
    scores = []
    for number, total in enumerate(said.add_up()):
        topic, found = rules.topics[number], points.get(number, 0.0)
        if topic.learned:
            evidence = learned.judge(topic.slug, found, total)
            evidence += MARGIN * (_measure_margin(found, need) if found else without)
            found = min(LEAST_MORE * 2.0**evidence, _MOST_POINTS)
        else:
            near = count_company(total)
            # Company by itself is a reason only where it would do beside another topic.
            found += near if found >= LEAST or near >= LEAST_MORE else 0.0
        scores.append(round(found, 2))
    return scores


def _least(topic: Topic) -> float:
    """Return the points without which a topic is too weak even as the only one."""
    return LEAST_LEARNED if topic.learned else LEAST


def _measure_margin(points: float, need: float) -> float:
    """Return by how much the owner's rules alone would decide, and which way."""
    margin = math.log((points + 0.5) / (need + 0.5))
    return max(-_MOST_MARGIN, min(margin, _MOST_MARGIN))


def _need(best: float) -> float:
    """Return the points by rules that a further topic needs beside the best one's."""
    return min(max(LEAST_MORE, SHARE * best), ENOUGH)


def _choose_evidence(
    text: PaperText, case: Case | None, features: Sequence[str]
) -> tuple[str, ...]:
    """Return what speaks for a topic: phrases, other words where these are few."""
    shown = list(case.list_evidence()) if case else []
    named = [f" {phrase.lower()} " for phrase in shown]
    for feature in features:
        if len(shown) >= _FEW:
            break
        if not any(feature in name for name in named):
            named.append(f" {feature} ")
            shown.append(show_feature(feature, text))
    categories = case.categories if case else {}
    return tuple(chain(shown, categories))[:MOST_EVIDENCE]
