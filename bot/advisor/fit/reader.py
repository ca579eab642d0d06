"""Reads a text into answers, and tells which words each of them came from. The same text always reads the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.advisor.fit.amounts import find_amounts
from bot.advisor.fit.choices import find_choices, find_signs
from bot.advisor.fit.counts import find_counts
from bot.advisor.fit.durations import find_durations
from bot.advisor.fit.found import Found
from bot.advisor.fit.groups import describes_two_groups
from bot.advisor.fit.passage import Passage
from bot.advisor.fit.phrases import PhraseBook
from bot.domain.fit import Answers, Understood
from bot.domain.fit_model import Axis, FitModel, Value
from bot.domain.language import FALLBACK, Language

_COVERED = 0.6
"""Share of the words that must be understood where a single unsure thing stands without any word of selling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a text: the answers, for display the words that each came from, and the language if it shows."""

    answers: Answers
    understood: tuple[Understood, ...] = ()
    language: Language | None = None


class TextReader:
    """Reads texts by the cues of a model; made once, for preparing the cues takes longer than reading."""

    def __init__(self, model: FitModel) -> None:
        self._model = model
        self.book = PhraseBook(model.cues)

    def read(self, text: str) -> Reading:
        """Return what a text says about customers, deals and the seller. Chatter, questions and orders say nothing."""
        passage = Passage(text, self.book)
        language = _language(passage)
        if not passage.words:
            return Reading(answers=Answers())
        found = self._find(passage)
        both = describes_two_groups(self._model, passage, found)
        taken = [one for one in _best(found) if not (both and self._is_about_market(one))]
        if not both and not _believable(passage, taken):
            return Reading(answers=Answers(), language=language)
        return replace(_reading(self._model, passage, taken, both=both), language=language)

    def _find(self, passage: Passage) -> list[Found]:
        model = self._model
        counts = find_counts(model, passage)
        numbers = [*counts, *find_amounts(model, passage, counts), *find_durations(model, passage)]
        return [*numbers, *find_choices(model, passage), *find_signs(model, passage)]

    def _is_about_market(self, found: Found) -> bool:
        return found.id in self._model.signs or self._model.criteria[found.id].axis is Axis.MARKET


def _best(found: list[Found]) -> list[Found]:
    """Of rivals for one criterion the one of the highest rank, of equals the larger duration or the first."""
    best: dict[str, Found] = {}
    for one in found:
        rival = best.get(one.id)
        if rival is None or _rank(one) > _rank(rival):
            best[one.id] = one
    return list(best.values())


def _rank(found: Found) -> tuple[int, float]:
    size = found.value if found.id == "cycle_months" and isinstance(found.value, float) else 0.0
    return found.rank, size


def _believable(passage: Passage, taken: list[Found]) -> bool:
    """Whether what was found is more than a word that crept into chatter: a sure thing, or things in a text about selling.

    Signs alone ("banks and ministries") are believed where nothing is asked: most talk about banks is no fit check.
    """
    if any(one.sure for one in taken):
        return True
    answers = [one for one in taken if one.value is not None]
    asked = passage.helpers["question"] or "?" in passage.text
    if not answers and asked:
        return False
    if len(answers) > 1 or (taken and passage.helpers["selling"]) or (len(taken) > 1 and not asked):
        return True
    if taken and not answers and passage.helpers["customer"]:
        return True
    covered = {at for one in taken for at in range(one.first, one.last)}
    covered |= {at for hit in passage.helpers["deal"] for at in range(hit.first, hit.last)}
    return bool(taken) and len(covered) >= _COVERED * len(passage.words)


def _language(passage: Passage) -> Language | None:
    """The language whose everyday words are more frequent, None where neither shows."""
    indonesian, english = len(passage.helpers["indonesian"]), len(passage.helpers["english"])
    if indonesian == english:
        return None
    return Language("id") if indonesian > english else FALLBACK


def _reading(model: FitModel, passage: Passage, taken: list[Found], *, both: bool) -> Reading:
    values: dict[str, Value | None] = {one.id: one.value for one in taken if one.value is not None}
    ordered = {criterion: values[criterion] for criterion in model.criteria if criterion in values}
    words = {one.id: passage.words_between(one.first, one.last) for one in taken}
    answers = Answers(
        values=ordered,
        given={one.id: one.given for one in taken if one.given is not None},
        signs=tuple(one.id for one in taken if one.value is None),
        both=both,
    )
    shown = [*ordered, *answers.signs]
    return Reading(
        answers=answers,
        understood=tuple(Understood(id=one, value=ordered.get(one), words=words[one]) for one in shown),
    )
