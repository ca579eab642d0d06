"""The calculators as the advisor uses them: does a message ask for a sum, and what does it come to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.advisor.calculators import form
from bot.advisor.calculators.assignment import Assigner
from bot.advisor.calculators.candidate import Candidate
from bot.advisor.calculators.comparing import again, beside, compared
from bot.advisor.calculators.cues import SURE, Cue, Layout
from bot.advisor.calculators.follow_up import continued
from bot.advisor.calculators.holding import placed
from bot.advisor.calculators.readings import readings_of
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import (
    asked_period,
    asks_about,
    asks_for_a_sum,
    asks_otherwise,
    asks_plainly,
    is_stated,
    other_words,
    says_what_if,
    wants_formula,
    wants_opened,
    wishes_for_a_sum,
    without_result,
)
from bot.domain.calculation import Calculation, Missing, OpenSum, Refused, Worked
from bot.domain.language import Language
from bot.domain.metric import Metric, Timing
from bot.language.message import Message
from bot.language.reader import Reader

MOST_NUMBERS = 40
"""Numbers of a message; one that holds more is a table, not a question."""
_SHORTHAND = 18
"""Words; a message no longer than this that names a metric and gives its numbers asks without a question mark."""
_LONGEST_INCOMPLETE, _LONGEST_UNNAMED = 48, 64
"""Words; a longer message that lacks a number, or whose words do not tie them all, is a story in which the metric occurs; so is
one that names no metric, though every number is there."""
_MOST_IN_STATEMENT = 1
"""Words besides the numbers and their names in a bare statement that is a sum by itself ("pipeline 900k quota 300k")."""


class Calculators:
    """All calculators; one instance serves every conversation."""

    def __init__(self, metrics: Mapping[str, Metric], reader: Reader) -> None:
        """`reader` reads the fields of forms; its book of sums holds the words of these metrics."""
        self.metrics = metrics
        self._reader = reader
        self._assigners = {name: Assigner(metric) for name, metric in metrics.items()}

    def read(self, message: Message, *, hint: str | None = None, opened: OpenSum | None = None) -> Calculation | None:
        """Return the calculation a message asks for, or None where it asks for none.

        `hint` is the topic the matcher found. `opened` is the sum the conversation keeps open: then this message may hold nothing
        but the missing number, or change a number of the result.
        """
        if len(message.quantities) > MOST_NUMBERS:
            return None
        layout = Layout(message)
        assigner = None if opened is None else self._assigners.get(opened.metric)
        if assigner is None or opened is None:
            return self._fresh(layout, hint) if message.quantities else None
        if not message.quantities:
            return placed(assigner, layout, opened) or again(assigner, layout, opened)
        found = compared(assigner, layout, opened) or self._beside(assigner, layout)
        return found or self._on_top(assigner, layout, hint, opened)

    def another(self, message: Message, opened: OpenSum) -> Worked | None:
        """Return the sum of another case for a metric that was worked out before, where a message holds all of its numbers."""
        assigner = self._assigners.get(opened.metric)
        found = None if assigner is None or not message.quantities else self._beside(assigner, Layout(message))
        return found if isinstance(found, Worked) else None

    def _beside(self, assigner: Assigner, layout: Layout) -> Calculation | None:
        """The sum of another case for the open metric, unless another metric is named."""
        rivals = (one for name, one in self._assigners.items() if name != assigner.metric.id)
        return None if any(one.names(layout) for one in rivals) else beside(assigner, layout)

    def opens(self, message: Message) -> Calculation | None:
        """Return the empty calculation of the one metric a message wishes to calculate, None with numbers or no wish."""
        if message.quantities or not wishes_for_a_sum(message):
            return None
        layout = Layout(message)
        named = {name: found for name, one in self._assigners.items() if (found := one.names(layout))}
        if len(named) != 1:
            return None
        ((metric, names),) = named.items()
        return work_out(self.metrics[metric], ()) if wants_opened(message, names) else None

    def explains(self, message: Message, topic: str | None) -> Calculation | None:
        """Return the empty calculation of the metric whose formula is asked for: the one named, else the `topic` on screen."""
        layout = Layout(message)
        named = {name: found for name, one in self._assigners.items() if (found := one.names(layout))}
        metric = next(iter(named), topic) if len(named) < 2 else None
        if metric is None or metric not in self.metrics or not wants_formula(message, named.get(metric, [])):
            return None
        return work_out(self.metrics[metric], ())

    def compute(self, metric: str, inputs: Mapping[str, str], language: Language) -> Calculation:
        """Return the result of a form with one text field per input; `errors` tells by field what cannot be used.

        Raises KeyError for a metric there is no calculator for.
        """
        return form.compute(self.metrics[metric], inputs, language, self._reader)

    def fields_of(self, opened: OpenSum, language: Language) -> Mapping[str, str]:
        """Return the contents of the form's fields for the numbers an open sum has so far; empty for an unknown metric."""
        metric = self.metrics.get(opened.metric)
        return {} if metric is None else form.fields_of(metric, opened, language, self._reader)

    def _fresh(self, layout: Layout, hint: str | None) -> Calculation | None:
        """The best calculation of a message on its own."""
        asking = asks_for_a_sum(layout)
        likely = (metric for metric in self.metrics.values() if self._may_be_wanted(metric, layout, hint, asking=asking))
        found = (self._candidate(metric, layout, hint) for metric in likely)
        wanted = [candidate for candidate in found if candidate is not None and self._is_wanted(candidate, layout)]
        return max(wanted, key=lambda candidate: candidate.rank).calculation if wanted else None

    def _on_top(self, assigner: Assigner, layout: Layout, hint: str | None, opened: OpenSum) -> Calculation | None:
        """The calculation of a message on its own where it is one, else what it makes of the open one."""
        fresh = self._fresh(layout, hint)
        if self._stands_alone(fresh, layout.message, opened):
            return fresh
        return continued(assigner, layout, opened) or fresh

    def _may_be_wanted(self, metric: Metric, layout: Layout, hint: str | None, *, asking: bool) -> bool:
        """Whether `_is_wanted` may hold, as far as words tell: few metrics are worth working out for a message."""
        asked = bool(layout.cues(f"{metric.id}.asks"))
        named = bool(self._assigners[metric.id].names(layout)) and (asked or not metric.asked)
        return named or metric.evident or hint == metric.id or (asking and asked)

    def _stands_alone(self, fresh: Calculation | None, message: Message, opened: OpenSum) -> bool:
        """Whether a message is a calculation of its own rather than a part of the open one."""
        if fresh is None:
            return False
        if not isinstance(fresh, Missing):
            return True
        return not opened.waiting and not (fresh.metric == opened.metric and says_what_if(message))

    def _candidate(self, metric: Metric, layout: Layout, hint: str | None) -> Candidate | None:
        assigner, message = self._assigners[metric.id], layout.message
        names = assigner.names(layout)
        readings = without_result(metric, layout, readings_of(metric, message), names)
        assignment = assigner.assign(layout, (), readings)
        if not assignment.claims:
            return None
        asked = asked_period(message) if metric.timing is Timing.ASKED else None
        calculation = work_out(metric, assignment.given(metric), asked=asked, doubts=assignment.doubts)
        stated = is_stated(message.quantities, metric.unit, layout, names, SURE + 2)
        named = bool(names) and (not metric.asked or bool(layout.cues(f"{metric.id}.asks")))
        return Candidate(metric, named, hint == metric.id, stated, assignment, calculation)

    def _is_wanted(self, candidate: Candidate, layout: Layout) -> bool:
        """Whether the message asks for this calculation rather than only holding its words and numbers."""
        metric, message = candidate.metric, layout.message
        names = self._assigners[metric.id].names(layout)
        asking = asks_for_a_sum(layout)
        if _speaks_of_it(candidate, layout, names, asking=asking):
            return False
        asking &= len(message.words) <= _SHORTHAND or asks_about(message, _words_for(metric, layout, names))
        if candidate.named:
            return _is_asked(candidate, message, asking=asking, begins=0 in {name.first for name in names})
        return self._is_evident(candidate, layout) or (asking and self._is_meant(candidate, layout))

    def _is_meant(self, candidate: Candidate, layout: Layout) -> bool:
        """Whether a question that does not name the metric can only be meant for it."""
        asked = candidate.hinted or bool(layout.cues(f"{candidate.metric.id}.asks"))
        possible = isinstance(candidate.calculation, Worked) and not candidate.mixes_kinds(layout.message)
        return candidate.is_sure and possible and asked and len(layout.message.words) <= _LONGEST_UNNAMED

    def _is_evident(self, candidate: Candidate, layout: Layout) -> bool:
        """Whether a bare statement is this sum by itself: all its numbers with their names, and hardly another word."""
        evident = (candidate.hinted or candidate.metric.evident) and candidate.is_told_in_words
        if not evident or not candidate.is_sure or not isinstance(candidate.calculation, Worked):
            return False
        message = layout.message
        if len(message.words) > _LONGEST_UNNAMED or not candidate.uses_all(message) or candidate.mixes_kinds(message):
            return False
        cues = self._assigners[candidate.metric.id].cues(layout)
        return len(other_words(message, message.quantities, cues, ("sums.when",))) <= _MOST_IN_STATEMENT


def _speaks_of_it(candidate: Candidate, layout: Layout, names: Sequence[Cue], *, asking: bool) -> bool:
    """Whether a message tells the metric's value, or asks something else about it, rather than for the sum."""
    otherwise = asks_otherwise(layout.message)
    if not candidate.is_complete:
        return candidate.stated or otherwise
    return (candidate.stated and not asking) or (otherwise and not _asks_plainly(candidate.metric, layout, names))


def _words_for(metric: Metric, layout: Layout, names: Sequence[Cue]) -> Sequence[Cue]:
    """The names of a metric in a message, and what else asks for it."""
    return (*names, *layout.cues(f"{metric.id}.asks"))


def _asks_plainly(metric: Metric, layout: Layout, names: Sequence[Cue]) -> bool:
    """Whether a number is asked for in so many words, or by a mark right behind the metric's name ("…, churn?")."""
    marked = any(layout.sign_behind(name.last) in ("?", "=") for name in names)
    return marked or asks_plainly(layout, _words_for(metric, layout, names))


def _is_asked(candidate: Candidate, message: Message, *, asking: bool, begins: bool) -> bool:
    """Whether a message that names the metric asks for it: by a word, by beginning with its name, or by being so short."""
    words = len(message.words)
    if candidate.is_complete:
        clear = words <= _LONGEST_INCOMPLETE or candidate.is_sure
        return clear and (asking or begins or candidate.hinted or words <= _SHORTHAND)
    return candidate.is_telling and (asking or begins) and words <= _LONGEST_INCOMPLETE


def open_sum_of(calculation: Calculation) -> OpenSum:
    """Return what the conversation has to remember, so that the next message can complete or change the calculation."""
    about = calculation.about if isinstance(calculation, Refused) else None
    return OpenSum(
        metric=calculation.metric,
        given=calculation.given,
        period=calculation.period,
        waiting=isinstance(calculation, Missing) or about is not None,
        asked=about.input if about is not None else "",
        held=about.held if about is not None else None,
    )
