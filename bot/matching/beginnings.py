"""Fits the gate for added topics by trying it out: built-in topics that a model has never met are begun and added to it.

Each begins with some phrases of one hand, and is asked for by the others' phrases and by calibration lines. Lines for other
topics and out of scope show what an added topic must not take.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from bot.domain.language import Language
from bot.matching.added import learn_added, overlap_of, vocabulary_with
from bot.matching.added_topics import AddedTopics
from bot.matching.begun import BEGUN_SIGNALS, PHRASES, begun_signals
from bot.matching.boosting import fit_gate
from bot.matching.left_out import HeldOut
from bot.matching.model import NONE, Curve, Gate, TrainedModel
from bot.matching.reading import InPieces
from bot.matching.samples import CalibrationLine, Sample
from bot.matching.training import Learner
from bot.matching.weighing import ranking_of

TOGETHER = 4
"""Topics that are added at once, or one more: a team begins with a few. Where more are, more of what is out of scope comes near
to one."""

SIZES = (23, 8, 3)
"""Phrases a language that topics begin with, by turns: as many as the guide says, fewer, and the fewest. A gate that has seen all
of them tells questions from what is out of scope better, for topics of many phrases too, than one that has seen only those."""

BETWEEN = (12, 30)
"""Phrases in both languages, with title and answer, from which a topic counts as one of 8, and of 23. Topics of many phrases draw
more of what is out of scope: at one level for all, teams made of built-in topics (as in `tests/benchmarks`) answered 1.2 % of it
with 23 phrases and 0.1 % with 3. With levels of their own they answer 0.5 and 0.4 %, and 6 in 100 fewer of the questions on
topics of 23 phrases, 5 in 100 more of those on topics of 3."""

ASKED = 8
"""Of the phrases of other hands, one in so many is asked."""

OTHERS = 4
"""Of the lines that ask for no added topic, one in so many is asked, and counts as many times."""

PHRASE = 0.5
"""What a phrase counts against a calibration line, whose hand no topic has seen."""

ROUNDS = 300

TOLERATED = 0.003
"""Share of the messages out of scope that TOGETHER added topics may answer, of those left out of the model. Of 339 calibration
lines six teams of three to five topics (`tests/benchmarks`) answer with 0.002, 0.003 and 0.004 0.4, 0.7 and 0.9 in 100 more than
the built-in topics do, and 64, 74 and 77 in 100 of their questions rightly. The less is tolerated, the fewer lines decide it:
with 0.0015 one training gave 60 in 100, another 72."""

_LOWEST_LEVEL, _HIGHEST_LEVEL = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Tried:
    """A message for which an added topic came first: its signals, whether that is right, how much it counts."""

    signals: Mapping[str, float]
    right: bool
    outside: bool
    weight: float


class _Asked(NamedTuple):
    """A message, the topics that answer it (none: out of scope), and how much it counts."""

    text: str
    topics: tuple[str, ...]
    weight: float


def fit_begun(learner: Learner, held: HeldOut, lines: Sequence[CalibrationLine], built_in: TrainedModel) -> Gate | None:
    """Return the gate; None where nothing can be tried.

    At the threshold of the built-in model it answers as little out of scope as is tolerated.
    """
    groups = [begun for begun in _groups(learner, held) if any(begun.values())]
    asked = [list(_asked(learner, held, begun, lines)) for begun in groups]
    tried = list(_tried(learner, held, groups, asked, built_in))
    return _gate_of(tried, sum(map(_outside, asked)), built_in.thresholds.answer)


def _outside(asked: Sequence[_Asked]) -> float:
    """How much of what is asked is out of scope."""
    return sum(each.weight for each in asked if not each.topics)


def _gate_of(tried: Sequence[Tried], outside: float, answer: float) -> Gate | None:
    rightly = [one.right for one in tried]
    if len(set(rightly)) < 2:
        return None
    names = [name for name in BEGUN_SIGNALS if name != PHRASES]
    gate = fit_gate([one.signals for one in tried], rightly, [one.weight for one in tried], names, rounds=ROUNDS)
    levels = _levels(gate, tried, outside / len(SIZES), answer)
    return replace(gate, curves={**gate.curves, PHRASES: levels})


def _levels(gate: Gate, tried: Sequence[Tried], outside: float, answer: float) -> Curve:
    """What is added for the phrases that a topic has, so that of each size few enough lines are answered at one threshold."""
    edges = tuple(round(math.log(count), 6) for count in BETWEEN)
    sized: dict[int, list[Tried]] = defaultdict(list)
    for one in tried:
        sized[bisect_right(edges, one.signals[PHRASES])].append(one)
    moved = [_log_odds(answer) - _log_odds(_level(gate, sized[size], outside)) for size in range(len(SIZES))]
    return Curve(edges, tuple(round(one, 6) for one in moved))


def _level(gate: Gate, tried: Sequence[Tried], outside: float) -> float:
    """The probability from which as little out of scope is answered as is tolerated.

    Each line tried stands for several: where a part of them is tolerated, the level lies so far between it and the one before.
    """
    wrong = sorted(((gate.probability(one.signals), one.weight) for one in tried if one.outside), reverse=True)
    left = TOLERATED * outside
    before = _HIGHEST_LEVEL
    for chance, weight in wrong:
        here = min(max(chance, _LOWEST_LEVEL), _HIGHEST_LEVEL)
        if left < weight:
            odds = _log_odds(before) + left / weight * (_log_odds(here) - _log_odds(before))
            return 1 / (1 + math.exp(-odds))
        left -= weight
        before = here
    return _LOWEST_LEVEL


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _groups(learner: Learner, held: HeldOut) -> Iterator[dict[str, list[int]]]:
    """Yield the left out topics that are added together, each with the places of the phrases that it begins with."""
    places: dict[str, dict[Language, list[int]]] = {topic: defaultdict(list) for topic in sorted(held.new)}
    for place in sorted(held.out):
        sample = learner.samples[place]
        if sample.label in places and not sample.in_thread:
            places[sample.label][sample.language].append(place)
    numbered = list(enumerate(places))
    count = max(1, round(len(numbered) / TOGETHER))
    for group in range(count):
        some = numbered[group * len(numbered) // count : (group + 1) * len(numbered) // count]
        yield {topic: [place for own in places[topic].values() for place in _block(own, number)] for number, topic in some}


def _block(places: Sequence[int], number: int) -> Sequence[int]:
    """Phrases that follow one another, mostly of one hand: another part of the file and another size for each topic."""
    size = SIZES[number % len(SIZES)]
    start = max(0, len(places) - size) * (number % TOGETHER) // TOGETHER
    return places[start : start + size]


def _asked(
    learner: Learner, held: HeldOut, begun: Mapping[str, Sequence[int]], lines: Sequence[CalibrationLine]
) -> Iterator[_Asked]:
    """Yield what a model with some topics added is asked: nothing that it has learnt, or that asks for topics it lacks."""
    learnt = {place for places in begun.values() for place in places}
    rest = (learner.samples[place] for place in sorted(held.out - learnt))
    alone = [sample for sample in rest if not sample.in_thread]
    yield from _phrases_asked(alone, begun)
    yield from _lines_asked(held, begun, lines)


def _phrases_asked(samples: Sequence[Sample], begun: Mapping[str, Sequence[int]]) -> Iterator[_Asked]:
    fresh = [each for each in samples if each.label in begun]
    outside = [each for each in samples if each.label == NONE]
    yield from (_Asked(sample.text, (sample.label,), PHRASE) for sample in fresh[::ASKED])
    yield from (_Asked(sample.text, (), OTHERS) for sample in outside[::OTHERS])


def _lines_asked(held: HeldOut, begun: Mapping[str, Sequence[int]], lines: Sequence[CalibrationLine]) -> Iterator[_Asked]:
    yield from (_Asked(line.text, line.topics, 1.0) for line in lines if begun.keys() & set(line.topics))
    yield from (_Asked(line.text, line.topics, OTHERS) for line in _other_lines(held, begun, lines)[::OTHERS])


def _other_lines(held: HeldOut, begun: Mapping[str, Sequence[int]], lines: Sequence[CalibrationLine]) -> list[CalibrationLine]:
    """The lines for topics that the model knows, and those out of scope."""
    known = [line for line in lines if not line.topics or set(line.topics) - held.new]
    return [line for line in known if not begun.keys() & set(line.topics)]


def _tried(
    learner: Learner,
    held: HeldOut,
    groups: Sequence[Mapping[str, Sequence[int]]],
    asked: Sequence[Sequence[_Asked]],
    built_in: TrainedModel,
) -> Iterator[Tried]:
    """Add each group of topics to the model without them, ask it, and yield that for which an added topic comes first.

    A question put to several groups is read once, by who knows the words of all, and weighed once by what they are added to.
    """
    model = replace(built_in, vocabulary=held.vocabulary, topics=held.model)
    begun = [[learner.samples[place] for place in chain.from_iterable(group.values())] for group in groups]
    reader = learner.reader(vocabulary_with(model, learner.lexicons, list(dict.fromkeys(chain.from_iterable(begun)))))
    overlap = overlap_of(model, learner.lexicons, held.known)
    models = [learn_added(held.model, reader, held.known, new, overlap)[0] for new in begun]
    questions: dict[str, list[tuple[AddedTopics, _Asked]]] = defaultdict(list)
    for added, each in zip(models, asked, strict=True):
        for question in each:
            questions[question.text].append((added, question))
    for text, put in questions.items():
        reading = reader.read(text)
        known = held.model.scores({**reading.features, "gram": InPieces(reading.content)})
        for added, (_, topics, weight) in put:
            ranked = ranking_of(reading, added, added.joined(known, reading.features))
            if ranked.topics[0][0] in added.topics:
                yield Tried(begun_signals(reading, added, ranked), ranked.topics[0][0] in topics, not topics, weight)
