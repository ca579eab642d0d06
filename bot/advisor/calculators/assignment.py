"""Gives the numbers of a message to a metric's inputs: first what words tie, then what can only be meant one way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.advisor.calculators.chronology import moments
from bot.advisor.calculators.cues import LEAST, SURE, Cue, CueWords, tie
from bot.advisor.calculators.numbers import is_money, number_of, suits
from bot.advisor.calculators.readings import Reading
from bot.advisor.calculators.rest import other_words
from bot.domain.calculation import Given
from bot.domain.metric import InputKind, Metric, MetricInput, Share, Untied
from bot.matching.quantities import Kind, Quantity

MOST_NUMBERS = 12
"""More numbers than this are a table or a story, not a sum."""
_ROLE = 6.5
"""What the place in "12 of 400" or "400 to 480" is worth: more than a word far off, less than one beside the number."""
_BESIDE = 9.5
"""A tie from right beside the number."""
_REQUIRED = 0.2
"""Between two equal ties the required input wins."""
_AGAIN = 0.1
"""And so does the one that takes a single number over one that takes many."""
_IGNORED = ""
_LISTED = re.compile(r"\s*(?:[,+&/]|and|dan|plus|serta|,\s*and|,\s*dan)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who got which number: by input, with how strongly it is tied (0 where it was only left over)."""

    readings: tuple[tuple[str, Reading, float], ...]

    def inputs(self) -> set[str]:
        """The inputs that have a number."""
        return {name for name, _, _ in self.readings}

    def strength(self, name: str) -> float:
        """The strongest tie of an input's numbers."""
        return max((strength for found, _, strength in self.readings if found == name), default=0.0)

    def given(self, metric: Metric) -> tuple[Given, ...]:
        """The numbers as the sum takes them."""
        return tuple(number_of(metric.inputs[name], reading.quantity) for name, reading, _ in self.readings)


class Assigner:
    """Assigns numbers for one metric. Its cues are compiled once."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self._cues = {name: CueWords(entry.cues) for name, entry in metric.inputs.items()}
        self._ignore = CueWords(metric.ignore)
        self._names = CueWords(metric.names)

    def assign(self, text: str, readings: Sequence[Reading], names: Sequence[Cue], filled: Iterable[str] = ()) -> Assignment:
        """Return who gets which number; `names` are the metric's names in the text, `filled` the inputs given before."""
        if len(readings) > MOST_NUMBERS:
            return Assignment(())
        tied = self._tied(text, readings, names)
        tied = self._listed(text, readings, self._in_time(text, readings, tied))
        found = self._leftover(readings, tied, set(filled))
        return Assignment(tuple(self._largest_first(found) if self.metric.largest_first else found))

    def other_words(self, text: str, quantities: Sequence[Quantity]) -> list[str]:
        """Return the words of a text that are no number, no filler and no word of this metric: they say something else."""
        cues = [cue for words in (*self._cues.values(), self._ignore, self._names) for cue in words.find(text)]
        spans = [(cue.start, cue.end) for cue in cues if not cue.gapped]
        return other_words(text, [*spans, *((quantity.start, quantity.end) for quantity in quantities)])

    def _largest_first(self, found: list[tuple[str, Reading, float]]) -> list[tuple[str, Reading, float]]:
        """Exchange the first two inputs where the first got the smaller number: an enterprise deal is the larger one."""
        first, second = list(self.metric.inputs)[:2]
        values = {name: reading.quantity.yearly[0] for name, reading, _ in found}
        if first not in values or second not in values or values[first] >= values[second]:
            return found
        other = {first: second, second: first}
        return [(other[name], reading, strength) for name, reading, strength in found]

    def _tied(self, text: str, readings: Sequence[Reading], names: Sequence[Cue]) -> dict[int, tuple[str, float]]:
        """The assignment with the greatest sum of ties: by reading's index, the input ("" for ignored) and the tie."""
        scores = self._scores(text, readings, names)
        single = [name for name, entry in self.metric.inputs.items() if not entry.many]
        best: dict[int, tuple[float, dict[int, tuple[str, float]]]] = {0: (0.0, {})}
        for index, options in enumerate(scores):
            grown = dict(best)
            for taken, (total, chosen) in best.items():
                for name, score in options.items():
                    bit = 1 << single.index(name) if name in single else 0
                    worth = (
                        total
                        + score
                        + (_REQUIRED if name and self.metric.inputs[name].required else 0.0)
                        - (0.0 if bit else _AGAIN)
                    )
                    if not taken & bit and worth > grown.get(taken | bit, (-1.0, {}))[0]:
                        grown[taken | bit] = (worth, {**chosen, index: (name, score)})
            best = grown
        return max(best.values(), key=lambda entry: entry[0])[1]

    def _scores(self, text: str, readings: Sequence[Reading], names: Sequence[Cue]) -> list[dict[str, float]]:
        """For every reading, how strongly it is tied to each input it suits."""
        spans = [(reading.start, reading.end) for reading in readings]
        cues = {name: _outside(found.find(text), names) for name, found in self._cues.items()}
        ignored = _outside(self._ignore.find(text), names)
        scores: list[dict[str, float]] = []
        priced = any(reading.quantity.kind is Kind.MONEY for reading in readings)
        for reading in readings:
            names_open = [name for name, entry in self.metric.inputs.items() if not priced or _may_be(entry, reading)]
            options = {name: self._score(text, name, reading, cues[name], spans) for name in names_open}
            options[_IGNORED] = tie(text, ignored, reading.start, reading.end, spans)
            scores.append({name: score for name, score in options.items() if score >= LEAST})
        return scores

    def _score(self, text: str, name: str, reading: Reading, cues: Sequence[Cue], spans: Sequence[tuple[int, int]]) -> float:
        entry = self.metric.inputs[name]
        score = max(tie(text, cues, reading.start, reading.end, spans), self._cues[name].around(text, reading.start, reading.end))
        if score < _BESIDE and _is_pronoun_like(reading):
            return 0.0
        if reading.share is Share.WHOLE and entry.share is not Share.WHOLE:
            return 0.0
        if reading.share is not None and reading.share is entry.share:
            score = max(score, _ROLE)
        if reading.rise is not None and name == list(self.metric.inputs)[reading.rise]:
            score = max(score, _ROLE)
        return score if suits(entry, reading.quantity, tied=score >= LEAST) else 0.0

    def _in_time(
        self, text: str, readings: Sequence[Reading], tied: Mapping[int, tuple[str, float]]
    ) -> dict[int, tuple[str, float]]:
        """Put the first two inputs in the order of the dates that stand beside their numbers, where two dates do."""
        if not self.metric.chronological:
            return dict(tied)
        earlier, later = list(self.metric.inputs)[:2]
        usable = [
            index for index, reading in enumerate(readings) if suits(self.metric.inputs[earlier], reading.quantity, tied=True)
        ]
        usable = [index for index in usable if tied.get(index, (earlier, 0))[0] in (earlier, later)]
        dates = moments(text, [(readings[index].start, readings[index].end) for index in usable])
        dated = sorted((date, index) for index, date in zip(usable, dates, strict=True) if date is not None)
        if len(dated) != 2 or dated[0][0] == dated[1][0]:
            return dict(tied)
        others = {index: found for index, found in tied.items() if found[0] not in (earlier, later)}
        return {**others, dated[0][1]: (earlier, SURE + 1), dated[1][1]: (later, SURE + 1)}

    def _listed(self, text: str, readings: Sequence[Reading], tied: dict[int, tuple[str, float]]) -> dict[int, tuple[str, float]]:
        """Let an input that takes many have the numbers listed right behind its own ("costs of 200k, 50k and 30k")."""
        for index in range(1, len(readings)):
            before = tied.get(index - 1)
            if index in tied or before is None or not before[0] or not self.metric.inputs[before[0]].many:
                continue
            between = text[readings[index - 1].end : readings[index].start]
            if _LISTED.fullmatch(between) and is_money(readings[index].quantity):
                tied[index] = (before[0], SURE)
        return tied

    def _leftover(
        self, readings: Sequence[Reading], tied: Mapping[int, tuple[str, float]], filled: set[str]
    ) -> list[tuple[str, Reading, float]]:
        """Add the numbers no word ties, where they can be meant one way only."""
        found = [(name, readings[index], strength) for index, (name, strength) in sorted(tied.items()) if name]
        spare = [reading for index, reading in enumerate(readings) if index not in tied and not reading.spoken]
        open_inputs = self._open({name for name, _, _ in found} | filled)
        while open_inputs and spare:
            name = next(
                (
                    name
                    for name in open_inputs
                    if len(self._fitting(name, spare)) == 1 and self._is_clear(name, open_inputs, spare)
                ),
                None,
            )
            if name is None:
                break
            reading = self._fitting(name, spare)[0]
            found.append((name, reading, 0.0))
            spare.remove(reading)
            open_inputs.remove(name)
        return found + self._in_order(open_inputs, spare)

    def _open(self, have: set[str]) -> list[str]:
        """The inputs that wait for a number: required, not given, and not to be derived from what is given."""
        derivable = {rule.input for rule in self.metric.derivations if have >= set(rule.needs)}
        names = self.metric.untied_inputs or self.metric.required
        return [name for name in names if name not in have and name not in derivable]

    def _fitting(self, name: str, spare: Sequence[Reading]) -> list[Reading]:
        return [reading for reading in spare if suits(self.metric.inputs[name], reading.quantity, tied=False)]

    def _is_clear(self, name: str, open_inputs: Sequence[str], spare: Sequence[Reading]) -> bool:
        """Whether the one number that fits this input fits no other open one, or no other is open, or its kind says so."""
        reading = self._fitting(name, spare)[0]
        rivals = [
            other for other in open_inputs if other != name and suits(self.metric.inputs[other], reading.quantity, tied=False)
        ]
        return not rivals or all(len(self._fitting(other, spare)) > 1 for other in rivals)

    def _in_order(self, open_inputs: Sequence[str], spare: Sequence[Reading]) -> list[tuple[str, Reading, float]]:
        """Fill several open inputs from as many numbers, by their order in the text or by their size."""
        fitting = [
            reading
            for reading in spare
            if all(suits(self.metric.inputs[name], reading.quantity, tied=False) for name in open_inputs)
        ]
        if self.metric.untied is Untied.ONE or len(open_inputs) < 2 or len(fitting) != len(open_inputs):
            return []
        if self.metric.untied is Untied.SIZE:
            fitting.sort(key=lambda reading: -reading.quantity.value)
        return [(name, reading, 0.0) for name, reading in zip(open_inputs, fitting, strict=True)]


def _may_be(entry: MetricInput, reading: Reading) -> bool:
    """Whether a number fits beside money written with its currency: then a small bare number counts something else."""
    return entry.kind is not InputKind.MONEY or is_money(reading.quantity) or reading.quantity.value == 0


def _is_pronoun_like(reading: Reading) -> bool:
    """Whether the number is a lone "one" or "satu", which mostly stands for a thing rather than a count."""
    quantity = reading.quantity
    return (
        quantity.low == 1
        and reading.share is None
        and quantity.kind is Kind.PLAIN
        and not any(c.isdigit() for c in quantity.text)
    )


def _outside(cues: Sequence[Cue], names: Sequence[Cue]) -> list[Cue]:
    """Leave out the cues that are only a part of the metric's name ("win" in "win rate"); names with a gap hide nothing."""
    short = [name for name in names if not name.gapped]
    return [
        cue
        for cue in cues
        if not any(
            name.start <= cue.start and cue.end <= name.end and cue.end - cue.start < name.end - name.start for name in short
        )
    ]
