"""Sums in people's own words come to what they should, through the one door: see `sums.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.bootstrap import Answering
from bot.domain.calculation import Calculation, Missing, Worked
from bot.domain.conversation import Utterance
from bot.domain.reply import CalculationPart

SUMS = yaml.safe_load((Path(__file__).parent / "sums.yml").read_text(encoding="utf-8"))
REFUSED, NONE, MISSING = "refused", "none", "missing"


def calculated(answering: Answering, text: str) -> Calculation | None:
    """The sum in the reply to a message, None where there is none."""
    (part, *_) = answering.advisor.respond(Utterance(text=text)).parts
    return part.calculation if isinstance(part, CalculationPart) else None


def outcome(found: Calculation | None) -> float | str:
    """A calculation's outcome as `sums.yml` writes it."""
    if found is None:
        return NONE
    if isinstance(found, Worked):
        return found.value
    return f"{MISSING} {found.inputs[0]}" if isinstance(found, Missing) else REFUSED


@pytest.mark.parametrize("language", list(SUMS))
def test_every_sum_in_words_comes_to_what_it_should(answering: Answering, language: str) -> None:
    wrong = []
    for metric, wanted, text in SUMS[language]:
        found = calculated(answering, text)
        right = outcome(found) == (wanted if isinstance(wanted, str) else pytest.approx(wanted, rel=1e-4))
        if not right or (found is not None and found.metric != metric):
            wrong.append({"text": text, "found": (outcome(found), found), "wanted": (wanted, metric)})
    assert wrong == []


@pytest.mark.parametrize("language", list(SUMS))
def test_there_are_many_sums_in_each_language(language: str) -> None:
    assert len(SUMS[language]) >= 60
