"""Sums in people's own words come to what they should, through the one door: see `sums.yml`, and `sum_threads.yml` for threads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.bootstrap import Answering
from bot.domain.calculation import Calculation, Missing, Worked
from bot.domain.conversation import Utterance
from bot.domain.reply import CalculationPart

SUMS = yaml.safe_load((Path(__file__).parent / "sums.yml").read_text(encoding="utf-8"))
THREADS = yaml.safe_load((Path(__file__).parent / "sum_threads.yml").read_text(encoding="utf-8"))
REFUSED, NONE, MISSING, FORMULA = "refused", "none", "missing", "formula"


def calculated(answering: Answering, text: str, thread: str | None = None) -> CalculationPart | None:
    """The sum in the reply to a message, None where there is none."""
    parts = answering.advisor.respond(Utterance(text=text, thread=thread)).parts
    return parts[0] if parts and isinstance(parts[0], CalculationPart) else None


def outcome(part: CalculationPart | None) -> float | str:
    """A calculation's outcome as `sums.yml` writes it."""
    found: Calculation | None = None if part is None else part.calculation
    if part is None or found is None:
        return NONE
    if part.explained:
        return FORMULA
    if isinstance(found, Worked):
        return found.value
    return f"{MISSING} {found.inputs[0]}" if isinstance(found, Missing) else REFUSED


def is_right(found: CalculationPart | None, wanted: float | str, metric: str) -> bool:
    """Whether a sum came to what it should, for the metric it should be."""
    right = outcome(found) == (wanted if isinstance(wanted, str) else pytest.approx(wanted, rel=1e-4))
    return right and (found is None or found.calculation.metric == metric)


@pytest.mark.parametrize("language", list(SUMS))
def test_every_sum_in_words_comes_to_what_it_should(answering: Answering, language: str) -> None:
    wrong = []
    for metric, wanted, text in SUMS[language]:
        found = calculated(answering, text)
        if not is_right(found, wanted, metric):
            wrong.append({"text": text, "found": (outcome(found), found), "wanted": (wanted, metric)})
    assert wrong == []


@pytest.mark.parametrize("language", list(THREADS))
def test_every_sum_of_a_thread_comes_to_what_it_should(answering: Answering, language: str) -> None:
    wrong = []
    for number, (metric, wanted, texts) in enumerate(THREADS[language]):
        found = [calculated(answering, text, f"sums-{language}-{number}") for text in texts][-1]
        if not is_right(found, wanted, metric):
            wrong.append({"texts": texts, "found": (outcome(found), found), "wanted": (wanted, metric)})
    assert wrong == []


@pytest.mark.parametrize("language", list(SUMS))
def test_there_are_many_sums_in_each_language(language: str) -> None:
    assert len(SUMS[language]) >= 60
