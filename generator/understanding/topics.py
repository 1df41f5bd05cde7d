"""Which topics a paper belongs to, and the words of the paper that say so.

A topic is an owner's phrases (`phrases`), and for the topics of this project what was
learned besides (`learned`). Both end in points: 4 and more put a paper under a topic besides its best one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice

import numpy as np

from generator.models import Judgement, Paper, Topic, TopicMatch
from generator.understanding.features import list_features, show_feature
from generator.understanding.lexicon import PaperText
from generator.understanding.phrases import Case, TopicRules, find_cases, read_paper
from generator.understanding.stems import TOKEN, stem_word
from generator.understanding.wordweights import Floats, Said, count_company

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
"""By how much these rules decide at the most, and which way: the logarithm of their
points over those that are needed."""
_MOST_POINTS = 99.0
_FEW = 3
"""Phrases of the owner beside which learned words need not be shown; up to so many."""
_BATCH = 64
"""Papers whose words are weighed at once."""

Rank = Callable[[int], Sequence[str]]
"""Gives the features of a paper that say most for the topic of a number."""


def judge_topics(paper: Paper, rules: TopicRules) -> Judgement:
    """Return one to four topics of a paper, the one it is most about first, and near misses."""
    (judged,) = judge_papers([paper], rules)
    return judged


def judge_papers(papers: Iterable[Paper], rules: TopicRules) -> Iterator[Judgement]:
    """Yield the topics of each paper and the near misses; quicker for many papers."""
    waiting = iter(papers)
    while batch := tuple(islice(waiting, _BATCH)):
        texts = [read_paper(paper, rules) for paper in batch]
        cases = [
            find_cases(text, paper.categories, rules)
            for text, paper in zip(texts, batch, strict=True)
        ]
        said = rules.words.weigh([list_features(text) for text in texts])
        scores = _score(cases, said, rules)
        for place, (text, found) in enumerate(zip(texts, cases, strict=True)):
            rank = partial(said.rank, place, count=_FEW * 2)
            yield _judge(text, found, rank, scores[place], rules)


def _judge(
    text: PaperText,
    cases: Mapping[int, Case],
    rank: Rank,
    scores: Sequence[float],
    rules: TopicRules,
) -> Judgement:
    """Return the topics of a paper, and the near misses, by the points of each topic."""
    ranked = [n for n, topic in enumerate(rules.topics) if scores[n] >= _least(topic)]
    ranked.sort(key=lambda number: -scores[number])
    kept, near = _choose(ranked, scores, rules)

    def match(number: int) -> TopicMatch:
        evidence = _choose_evidence(text, cases.get(number), rank, number)
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
        or scores[number] >= _need_beside(scores[ranked[0]], rules.topics[number])
    ]
    near = [number for number in ranked if number not in kept]
    near = [number for number in near if scores[number] >= NEAR]
    return kept, near[:MOST_NEAR]


def _score(
    cases: Sequence[Mapping[int, Case]], said: Said, rules: TopicRules
) -> list[list[float]]:
    """Return the points of each topic for each paper."""
    words = rules.words
    points = np.zeros((len(cases), len(rules.topics)))
    for place, found in enumerate(cases):
        for number, case in found.items():
            points[place, number] = case.score()
    needed = _need(points.max(axis=1, initial=0.0))[:, None]
    margins = np.log((points + 0.5) / (needed + 0.5)).clip(-_MOST_MARGIN, _MOST_MARGIN)
    evidence = words.judge(points, said.totals) + MARGIN * margins
    most = math.log2(_MOST_POINTS / LEAST_MORE)
    learned = LEAST_MORE * np.exp2(np.minimum(evidence, most))
    near = count_company(said.totals)
    # Company by itself is a reason only where it would do beside another topic.
    own = points + near * ((points >= LEAST) | (near >= LEAST_MORE))
    scores: list[list[float]] = (
        np.where(words.is_learned, learned, own).round(2).tolist()
    )
    return scores


def _least(topic: Topic) -> float:
    """Return the points without which a topic is too weak even as the only one."""
    return LEAST_LEARNED if topic.learned else LEAST


def _need_beside(best: float, topic: Topic) -> float:
    """Return the points with which a topic is given beside the best one."""
    return LEAST_MORE if topic.learned else float(_need(np.array(best)))


def _need(best: Floats) -> Floats:
    """Return the points by rules that a further topic needs beside the best one's."""
    return np.clip(SHARE * best, LEAST_MORE, ENOUGH)


def _choose_evidence(
    text: PaperText, case: Case | None, rank: Rank, topic: int
) -> tuple[str, ...]:
    """Return what speaks for a topic: phrases, other words where these are few."""
    shown = list(case.list_evidence()) if case else []
    if len(shown) < _FEW:
        named = [" ".join(map(stem_word, TOKEN.findall(each))) for each in shown]
        for feature in rank(topic):
            if not any(feature in name for name in named):
                named.append(feature)
                shown.append(show_feature(feature, text))
            if len(shown) == _FEW:
                break
    categories = case.categories if case else {}
    return tuple(chain(shown, categories))[:MOST_EVIDENCE]
