"""A second sum beside the first: "win rate 12 of 60", then "last year 20 of 80"; and the first one asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.calculators.assignment import Assigner
from bot.advisor.calculators.candidate import Candidate
from bot.advisor.calculators.cues import Layout
from bot.advisor.calculators.readings import readings_of
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import LONGEST_CHANGE, asks_otherwise, other_words, speaks_of_size
from bot.domain.calculation import Calculation, OpenSum, Worked
from bot.language.message import Message

_MOST_BESIDE = 1
"""Words besides the numbers, their names, the time and fillers; with more the message says something else."""


def compared(assigner: Assigner, layout: Layout, opened: OpenSum) -> Worked | None:
    """Return the open sum with what the message's numbers come to for a time before it; None where it tells of no such time.

    A metric that itself compares two times has them as its inputs.
    """
    metric, message = assigner.metric, layout.message
    if opened.waiting or metric.chronological or not _tells_earlier(message):
        return None
    assignment = assigner.assign(layout, (), readings_of(metric, message))
    told = Candidate(metric, named=False, hinted=True, stated=False, assignment=assignment,
                     calculation=work_out(metric, assignment.given(metric), doubts=assignment.doubts))  # fmt: skip
    others = other_words(message, message.quantities, assigner.cues(layout), ("sums.when", "sums.earlier", "sums.comparing"))
    if not told.is_sure or not told.uses_all(message) or len(others) > _MOST_BESIDE:
        return None
    now = work_out(metric, opened.given)
    if not isinstance(now, Worked) or not isinstance(told.calculation, Worked) or now.unit != told.calculation.unit:
        return None
    return replace(now, before=told.calculation)


def beside(assigner: Assigner, layout: Layout) -> Calculation | None:
    """Return the metric's sum for another case ("and enterprise 5,000 a month, 6 years"); None where a message tells of none.

    Its numbers are all its own: what it lacks is asked for, and none of the sum before is taken.
    """
    metric, message = assigner.metric, layout.message
    if not message.cues("sums.case") or len(message.words) > LONGEST_CHANGE or asks_otherwise(message) or speaks_of_size(message):
        return None
    assignment = assigner.assign(layout, (), readings_of(metric, message))
    told = Candidate(metric, named=False, hinted=True, stated=False, assignment=assignment,
                     calculation=work_out(metric, assignment.given(metric), doubts=assignment.doubts))  # fmt: skip
    others = other_words(message, message.quantities, assigner.cues(layout), ("sums.when", "sums.going-on", "sums.comparing"))
    return told.calculation if assignment.claims and told.uses_all(message) and not others else None


def _tells_earlier(message: Message) -> bool:
    """Whether a short message tells of an earlier time, and asks for nothing else."""
    return len(message.words) <= LONGEST_CHANGE and bool(message.cues("sums.earlier")) and not asks_otherwise(message)


def again(assigner: Assigner, layout: Layout, opened: OpenSum) -> Calculation | None:
    """Return the open sum to whoever asks for its number once more ("so how much growth is that?"), else None."""
    metric, message = assigner.metric, layout.message
    asks: Sequence[str] = ("sums.how-many", "sums.when", "sums.comparing")
    names, asked = assigner.names(layout), layout.cues(f"{metric.id}.asks")
    wishes = bool(asked) or bool(names and message.cues("sums.how-many"))
    if opened.waiting or not wishes or len(message.words) > LONGEST_CHANGE or asks_otherwise(message):
        return None
    cues = [*assigner.cues(layout), *asked]
    return None if other_words(message, (), cues, asks) else work_out(metric, opened.given)
