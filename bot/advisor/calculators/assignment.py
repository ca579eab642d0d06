"""Gives the numbers of a message to a metric's inputs: first what words tie, then what can only be meant one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advisor.calculators.cues import BESIDE, LEAST, LESS, SURE, Cue, Layout, outside
from bot.advisor.calculators.doubts import WHICH, Claim, doubt_of, doubts_of, torn
from bot.advisor.calculators.exchanging import set_right
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.readings import SMALL_AMOUNT, are_listed, is_counted, is_priced, may_be, readings_of
from bot.advisor.calculators.shares import Reading
from bot.domain.calculation import Doubt, Given
from bot.domain.metric import InputKind, Metric, Share, Untied

MOST_NUMBERS = 12
"""More numbers than this are a table or a story, not a sum."""
_ROLE = 6.5
"""What the place in "12 of 400" or "400 to 480" is worth: more than a word far off, less than one beside the number."""
_REQUIRED = 0.2
"""Between two equal ties the required input wins."""
_AGAIN = 0.1
"""And so does the one that takes a single number over one that takes many."""
_RATHER_MONEY = 2.0
"""What a number counted in millions loses as a count, where the metric takes money too."""
_MILLION = 1e6
_IGNORED = ""
_Ties = dict[int, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who got which number, and the numbers that must be asked about first."""

    claims: tuple[Claim, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def given(self, metric: Metric) -> tuple[Given, ...]:
        """The numbers as the sum takes them; those in doubt are left out, all where one may be meant for several inputs."""
        if any(one.reason == WHICH for one in self.doubts):
            return ()
        return tuple(
            number_of(metric.inputs[one.input], one.reading.quantity, one.label)
            for one in self.claims
            if doubt_of(metric, one) is None
        )


class Assigner:
    """Assigns numbers for one metric."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self._first, self._second = [*metric.inputs, "", ""][:2]
        self._dated = tuple(metric.dated) or ((self._first, self._second) if metric.chronological else ())
        self._prices = any(entry.kind is InputKind.MONEY for entry in metric.inputs.values())

    def assign(self, layout: Layout, filled: Iterable[str] = (), readings: Sequence[Reading] | None = None) -> Assignment:
        """Return who gets which number; `filled` are the inputs given before, `readings` the numbers if read already."""
        readings = readings_of(self.metric, layout.message) if readings is None else readings
        if len(readings) > MOST_NUMBERS:
            return Assignment()
        names = self.names(layout)
        scores, labels = self._scores(layout, readings, names)
        tied = self._best(scores)
        tied = self._listed(layout, readings, self._in_time(layout, readings, tied) if self._dated else tied)
        found = [
            Claim(name, readings[at], strength, labels.get((at, name), ""))
            for at, (name, strength) in sorted(tied.items())
            if name
        ]
        found += self._leftover([one for at, one in enumerate(readings) if at not in tied], found, set(filled))
        claims = tuple(set_right(self.metric, found))
        unclear = tuple(torn(self.metric, layout, readings, claims))
        return Assignment(claims, unclear or tuple(doubts_of(self.metric, layout, readings, claims, tied)))

    def names(self, layout: Layout) -> list[Cue]:
        """Where the message names the metric; of two names that overlap the first ("win rate menang 18")."""
        found = sorted(layout.cues(f"{self.metric.id}.name"), key=lambda one: (one.first, -one.last))
        return [cue for cue in found if not any(one.first < cue.first < one.last < cue.last for one in found)]

    def cues(self, layout: Layout) -> list[Cue]:
        """All words of the message that belong to this metric."""
        keys = (*self.metric.inputs, "ignore", "name")
        lessening = (f"{name}{LESS}" for name, entry in self.metric.inputs.items() if entry.lessens)
        return [cue for key in (*keys, *lessening) for cue in layout.cues(f"{self.metric.id}.{key}")]

    def _best(self, strengths: Sequence[Mapping[str, float]]) -> _Ties:
        """The assignment with the greatest sum of ties: by reading's index, the input ("" for ignored) and the tie."""
        single = [name for name, entry in self.metric.inputs.items() if not entry.many]
        best: dict[int, tuple[float, _Ties]] = {0: (0.0, {})}
        for index, options in enumerate(strengths):
            grown = dict(best)
            for taken, (total, chosen) in best.items():
                for name, score in options.items():
                    bit = 1 << single.index(name) if name in single else 0
                    worth = total + score + self._preference(name, single=bool(bit))
                    if not taken & bit and worth > grown.get(taken | bit, (-1.0, {}))[0]:
                        grown[taken | bit] = (worth, {**chosen, index: (name, score)})
            best = grown
        return max(best.values(), key=lambda entry: entry[0])[1]

    def _preference(self, name: str, *, single: bool) -> float:
        required = bool(name) and self.metric.inputs[name].required
        return (_REQUIRED if required else 0.0) - (0.0 if single else _AGAIN)

    def _scores(
        self, layout: Layout, readings: Sequence[Reading], names: Sequence[Cue]
    ) -> tuple[list[dict[str, float]], dict[tuple[int, str], str]]:
        """By reading, how strongly it is tied to each input it suits ("": to what counts nothing), and by which words."""
        cues = {name: outside(layout.cues(f"{self.metric.id}.{name}"), names) for name in self.metric.inputs}
        ignored = outside(layout.cues(f"{self.metric.id}.ignore"), names)
        scores: list[dict[str, float]] = []
        labels: dict[tuple[int, str], str] = {}
        priced = is_priced(readings)
        served = self._served(layout, readings, cues)
        for at, reading in enumerate(readings):
            options: dict[str, float] = {}
            for name in self._possible(layout, reading, priced=priced):
                free = [cue for cue in cues[name] if at in served.get(cue, (at,))]
                options[name], labels[at, name] = self._score(layout, name, reading, free)
            sure = reading.rise is not None or max(options.values(), default=0.0) >= BESIDE
            options[_IGNORED] = 0.0 if sure else layout.tie(ignored, reading.first, reading.last)
            scores.append({name: score for name, score in options.items() if score >= LEAST})
        return scores, labels

    def _possible(self, layout: Layout, reading: Reading, *, priced: bool) -> Iterator[str]:
        """The inputs that a number can be, beside amounts with a currency where the message is `priced`."""
        small = not priced or self._is_small_amount(layout, reading)
        return (name for name in self.metric.inputs if small or may_be(self.metric, name, reading))

    def _served(self, layout: Layout, readings: Sequence[Reading], cues: Mapping[str, Sequence[Cue]]) -> dict[Cue, set[int]]:
        """The numbers right beside the words of an input that takes one: those words speak of no other."""
        served: dict[Cue, set[int]] = {}
        single = [(entry, cue) for name, entry in self.metric.inputs.items() if not entry.many for cue in cues[name]]
        for entry, cue in single:
            beside = (at for at, one in enumerate(readings) if layout.strength(cue, one.first, one.last) >= BESIDE)
            found = {at for at in beside if suits(entry, readings[at].quantity, tied=True)}
            if found:
                served[cue] = found
        return served

    def _is_small_amount(self, layout: Layout, reading: Reading) -> bool:
        """Whether a bare number is money too, in a sum of money alone: "2,000 on rent and 750 on tax", not "3 salaries"."""
        only_money = all(entry.kind is InputKind.MONEY for entry in self.metric.inputs.values())
        return only_money and reading.quantity.value >= SMALL_AMOUNT and not is_counted(layout.message, reading)

    def _score(self, layout: Layout, name: str, reading: Reading, cues: Sequence[Cue]) -> tuple[float, str]:
        """How strongly words and place tie a number to an input, and the nearest cue's words."""
        entry = self.metric.inputs[name]
        best = max(cues, key=lambda cue: layout.strength(cue, reading.first, reading.last), default=None)
        score = 0.0 if best is None else layout.strength(best, reading.first, reading.last)
        label = "" if best is None else " ".join(word.low for word in layout.message.words[best.first : best.last])
        if score < BESIDE and reading.is_pronoun_like:
            return 0.0, ""
        if reading.share is Share.WHOLE and entry.share is not Share.WHOLE:
            return 0.0, ""
        score = self._by_place(name, reading, score)
        return (score, label) if suits(entry, reading.quantity, tied=score >= LEAST) else (0.0, "")

    def _by_place(self, name: str, reading: Reading, score: float) -> float:
        """A tie with what the place in a share or a rise adds to it; millions are rather money than a count."""
        if self.metric.inputs[name].kind is InputKind.COUNT and self._prices and reading.quantity.factor >= _MILLION:
            score -= _RATHER_MONEY
        shared = reading.share is not None and reading.share is self.metric.inputs[name].share
        rising = reading.rise is not None and self.metric.chronological and name == (self._first, self._second)[reading.rise]
        return max(score, _ROLE) if shared or rising else score

    def _in_time(self, layout: Layout, readings: Sequence[Reading], tied: _Ties) -> _Ties:
        """Put two inputs in the order of the dates that stand beside their numbers, where two dates do."""
        usable = [at for at, one in enumerate(readings) if self._is_datable(one, tied.get(at))]
        months = layout.months_of([(readings[at].first, readings[at].last) for at in usable])
        dates = {at: month for at, month in zip(usable, months, strict=True) if month is not None}
        if len(dates) != 2 or len(set(dates.values())) != 2:
            return tied
        earlier, later = sorted(dates, key=lambda at: dates[at])
        others = {at: found for at, found in tied.items() if at not in usable}
        return {**others, earlier: (self._dated[0], SURE + 1), later: (self._dated[1], SURE + 1)}

    def _is_datable(self, reading: Reading, tie: tuple[str, float] | None) -> bool:
        """Whether a number can be the earlier or the later of the first two inputs, as far as its tie tells."""
        usable = tie is None or tie[0] in self._dated
        return usable and suits(self.metric.inputs[self._dated[0]], reading.quantity, tied=True)

    def _listed(self, layout: Layout, readings: Sequence[Reading], tied: _Ties) -> _Ties:
        """Let an input that takes many have the numbers listed beside its own ("costs of 200k, 50k and 30k")."""
        pairs = [(at - 1, at) for at in range(1, len(readings))]
        for known, at in [*pairs, *((later, earlier) for earlier, later in reversed(pairs))]:
            name, _ = tied.get(known, (_IGNORED, 0.0))
            entry = self.metric.inputs.get(name)
            if at in tied or entry is None or not entry.many or not suits(entry, readings[at].quantity, tied=True):
                continue
            pair = (readings[min(known, at)], readings[max(known, at)])
            # Where every other input has its number, one more of a list can be this one alone.
            waits = {found for found, _ in tied.values()} >= {*self.metric.required} - {name}
            if are_listed(layout.message, *pair, named=waits):
                tied = {**tied, at: (name, SURE)}
        return tied

    def _leftover(self, left: Sequence[Reading], found: Sequence[Claim], filled: set[str]) -> list[Claim]:
        """The numbers no word ties, where they can be meant one way only."""
        spare = [reading for reading in left if not reading.spoken]
        open_inputs = self._open({one.input for one in found} | filled)
        more: list[Claim] = []
        while open_inputs and spare:
            clear = (name for name in open_inputs if self._is_clear(name, open_inputs, spare))
            name = next(clear, None)
            if name is None:
                break
            reading = self._fitting(name, spare)[0]
            more.append(Claim(name, reading, 0.0))
            spare.remove(reading)
            open_inputs.remove(name)
        return more + self._in_order(open_inputs, spare)

    def _open(self, have: set[str]) -> list[str]:
        """The inputs that wait for a number: required, not given, and not to be derived from what is given."""
        derivable = {rule.input for rule in self.metric.derivations if have >= set(rule.needs)}
        names = self.metric.untied_inputs or self.metric.required
        return [name for name in names if name not in have and name not in derivable]

    def _fitting(self, name: str, spare: Sequence[Reading]) -> list[Reading]:
        entry = self.metric.inputs[name]
        return [one for one in spare if suits(entry, one.quantity, tied=False) and not one.is_pronoun_like]

    def _is_clear(self, name: str, open_inputs: Sequence[str], spare: Sequence[Reading]) -> bool:
        """Whether one number alone fits this input, and fits no other open one, or the others have more to choose from."""
        fitting = self._fitting(name, spare)
        if len(fitting) != 1:
            return False
        rivals = [one for one in open_inputs if one != name and fitting[0] in self._fitting(one, spare)]
        return not rivals or all(len(self._fitting(one, spare)) > 1 for one in rivals)

    def _in_order(self, open_inputs: Sequence[str], spare: Sequence[Reading]) -> list[Claim]:
        """Fill several open inputs from as many numbers, by their order in the text or by their size."""
        fitting = [reading for reading in spare if all(reading in self._fitting(name, spare) for name in open_inputs)]
        if self.metric.untied is Untied.ONE or len(open_inputs) < 2 or len(fitting) != len(open_inputs):
            return []
        if self.metric.untied is Untied.SIZE:
            fitting.sort(key=lambda reading: -reading.quantity.value)
        return [Claim(name, reading, 0.0) for name, reading in zip(open_inputs, fitting, strict=True)]
