"""How well what teams add is found and answered: `python tests/benchmarks/bench_teams.py`.

Five teams have questions of their own. Three of them (`team`, `second_team`, `third_team`) have been looked at often, those of
the two others are of one hand who had not seen the phrases; all move by five points with each training. So there are sixteen
more, made of the built-in knowledge: a model that has never met six of its topics is taught three of them, as a team would,
with phrases that follow one another in their files, titles and answers, and asked phrases from elsewhere in the files, mostly of
other hands. In every other model half of the topics are not only unknown but known as out of scope, as discounts and travel
are to the built-in one. The topics are those that the gate for added topics was not fitted on.
Some four minutes of processor time; where a change moves what the gate sees, train first.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, pstdev

import numpy

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.domain.language import Segment  # noqa: E402  the root has to be on the path first
from bot.knowledge.learnt import load_built_in, samples_of  # noqa: E402
from bot.knowledge.lexicon import load_lexicons  # noqa: E402
from bot.knowledge.loader import load_knowledge  # noqa: E402
from bot.knowledge.location import IN_REPOSITORY  # noqa: E402
from bot.knowledge.team_folder import read_layer  # noqa: E402
from bot.knowledge.training_data import load_calibration, load_samples  # noqa: E402
from bot.matching.added import vocabulary_with, with_added  # noqa: E402
from bot.matching.known_phrases import KnownPhrases  # noqa: E402
from bot.matching.left_out import ONE_LEFT_OUT_IN, is_topic  # noqa: E402
from bot.matching.model import HELD, NONE, TrainedModel  # noqa: E402
from bot.matching.reading import Reader  # noqa: E402
from bot.matching.samples import Sample  # noqa: E402
from bot.matching.training import Learner  # noqa: E402
from bot.matching.weighing import weigh  # noqa: E402

SIZES = (23, 3)
"""Phrases a language that a topic begins with."""

TOGETHER = 3
ASKED = 12
"""Questions a topic and language."""

LONGEST = 16
"""Words of the longest question."""

APART = 30
"""Phrases between those that a topic begins with and those that it is asked by."""

OUTSIDE = 15
"""Phrases a topic and language that are known as out of scope, of every other topic in every other model."""

UNSEEN = (2, 3)
"""Where the topics begin that teams are made of, of every ONE_LEFT_OUT_IN topics: the gate was fitted on those from 0."""

EVERY = 4
"""Of the calibration lines in scope, one in so many is asked."""

Question = tuple[str, str]
"""A text and its topic."""


@dataclass(frozen=True)
class Team:
    """What is added to which model, learnt from which phrases, and what is asked; `new` by the phrases a language."""

    name: str
    model: TrainedModel
    known: KnownPhrases
    new: Mapping[int, Sequence[Sample]]
    asked: Sequence[Question]

    @property
    def topics(self) -> frozenset[str]:
        """What the team adds."""
        return frozenset(one.label for one in self.new[SIZES[0]])


@dataclass(frozen=True)
class Measured:
    """Percent of questions: topic first, answered right; percentage points that are answered beyond what was before, of lines
    out of scope, and that old questions lose, first and answered right."""

    first: float
    right: float
    outside: float
    old_first: float
    old_right: float


class Bench:
    """Everything built in, read once."""

    def __init__(self) -> None:
        self.lexicons = load_lexicons(IN_REPOSITORY)
        self.model = load_built_in(IN_REPOSITORY)
        self.knowledge = load_knowledge(IN_REPOSITORY)
        self.learner = Learner(load_samples(IN_REPOSITORY), self.lexicons)
        self.lines = load_calibration(IN_REPOSITORY)

    def written(self) -> Iterator[Team]:
        """Yield the teams that were written, one a hand that asks."""
        known = self.learner.known(range(len(self.learner.samples)))
        for folder in ("team", "second_team", "third_team", "fourth_team", "fifth_team"):
            place = ROOT / "tests" / "benchmarks" / folder
            layer = read_layer(place, self.knowledge)
            new = {}
            for size in SIZES:
                held = defaultdict(list)
                for phrase in layer.phrases:
                    held[phrase.topic, phrase.language].append(phrase)
                new[size] = samples_of(replace(layer, phrases=tuple(one for some in held.values() for one in some[:size])))
            for file in sorted(place.glob("*.jsonl")):
                rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
                asked = [(row["text"], row["topics"][0]) for row in rows if row["topics"]]
                if asked:
                    yield Team(f"{folder} {file.stem}", self.model, known, new, asked)

    def made(self) -> Iterator[Team]:
        """Yield the teams made of built-in topics, one model after the other."""
        samples, labels = self.learner.samples, sorted({one.label for one in self.learner.samples if is_topic(one.label)})
        topics = [label for first in UNSEEN for label in labels[first::ONE_LEFT_OUT_IN]]
        chance = random.Random(5)
        chance.shuffle(topics)
        for number, first in enumerate(range(0, len(topics) - 2 * TOGETHER + 1, 2 * TOGETHER)):
            gone = topics[first : first + 2 * TOGETHER]
            outside = self._known_as_outside(gone[::2], chance) if number % 2 else frozenset()
            relabelled = [replace(one, label=NONE) if place in outside else one for place, one in enumerate(samples)]
            kept = [place for place, one in enumerate(relabelled) if one.label not in gone]
            self.learner.samples = relabelled
            model = replace(self.model, topics=self.learner.topics(kept), vocabulary=self.learner.vocabulary_of(kept))
            self.learner.samples = samples
            read = self.learner.known(range(len(samples))).read
            known = KnownPhrases.of(relabelled, read).taken(numpy.array(kept))
            for group in (gone[:TOGETHER], gone[TOGETHER:]):
                for part in range(2):
                    yield self._begun(", ".join(group), group, outside, part, model, known)

    def _known_as_outside(self, topics: Sequence[str], chance: random.Random) -> frozenset[int]:
        places = (self._places(topic, language) for topic in topics for language in self.knowledge.languages)
        return frozenset(place for some in places for place in chance.sample(some, min(OUTSIDE, len(some) // 4)))

    def _places(self, topic: str, language: str) -> list[int]:
        held = enumerate(self.learner.samples)
        return [place for place, one in held if one.label == topic and one.language == language and not one.in_thread]

    def _begun(
        self, name: str, group: Sequence[str], outside: frozenset[int], part: int, model: TrainedModel, known: KnownPhrases
    ) -> Team:
        new: dict[int, list[Sample]] = {size: [] for size in SIZES}
        asked: list[Question] = []
        for topic in group:
            subject = self.knowledge.topics.get(topic)
            texts = [self.knowledge.plays[topic].title] if subject is None else [subject.title, subject.answers[Segment.BOTH]]
            for language in self.knowledge.languages:
                own = [self.learner.samples[place] for place in self._places(topic, language) if place not in outside]
                start = len(own) * (1 + 2 * part) // 5
                block = own[start : start + SIZES[0]]
                for size in SIZES:
                    new[size] += block[:: len(block) // size][:size]
                    new[size] += [Sample(language, topic, "", text[language].replace("$", "")) for text in texts]
                far = [*own[: max(0, start - APART)], *own[start + SIZES[0] + APART :]]
                short = [one.text for one in far if len(one.text.split()) <= LONGEST]
                asked += [(text, topic) for text in short[:: max(1, len(short) // ASKED)][:ASKED]]
        return Team(name, model, known, new, asked)

    def measured(self, team: Team, size: int) -> Measured:
        """Teach a team's topics and ask, before and after."""
        reader = Reader(self.lexicons, vocabulary_with(team.model, self.lexicons, team.new[size]))
        after = with_added(team.model, self.lexicons, team.known, team.new[size])
        before = replace(team.model, vocabulary=after.vocabulary)

        def ask(model: TrainedModel, text: str) -> tuple[str, bool]:
            weighed = weigh(reader.read(text), model)
            return weighed.topics[0][0], weighed.scope >= HELD and weighed.sure >= model.thresholds.answer

        own = [(*ask(after, text), topic) for text, topic in team.asked]
        outside = [line.text for line in self.lines if not line.topics]
        old = [one for one in self.lines if one.topics and set(one.topics) <= set(team.model.topics.classes)][::EVERY]
        kept = [
            [(first in one.topics, sure) for one in old for first, sure in [ask(model, one.text)]] for model in (before, after)
        ]
        firsts = [mean(first for first, _ in some) for some in kept]
        rights = [mean(first and sure for first, sure in some) for some in kept]
        extra = [mean(ask(model, text)[1] for text in outside) for model in (before, after)]
        return Measured(
            100 * mean(first == topic for first, _, topic in own),
            100 * mean(first == topic and sure for first, sure, topic in own),
            100 * (extra[1] - extra[0]),
            100 * (firsts[1] - firsts[0]),
            100 * (rights[1] - rights[0]),
        )


def main() -> None:
    """Print each written team, and the mean and the spread of those that were made."""
    bench = Bench()
    print(f"{'':42}first  right  outside  old first  old right")
    found: dict[int, list[Measured]] = {size: [] for size in SIZES}
    for team in bench.written():
        for size in SIZES:
            _print(f"{team.name}, {size} phrases", bench.measured(team, size))
    for team in bench.made():
        for size in SIZES:
            found[size].append(bench.measured(team, size))
    for size, some in found.items():
        rows = [[getattr(one, name) for one in some] for name in Measured.__dataclass_fields__]
        _print(f"{len(some)} teams made, {size} phrases", Measured(*map(mean, rows)))
        _print("  standard deviation", Measured(*map(pstdev, rows)))


def _print(name: str, one: Measured) -> None:
    print(f"{name:40}{one.first:7.1f}{one.right:7.1f}{one.outside:+9.1f}{one.old_first:+11.1f}{one.old_right:+11.1f}", flush=True)


if __name__ == "__main__":
    main()
