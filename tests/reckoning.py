"""The calculators of the built-in knowledge, asked in words: what tests of sums share."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.calculators import open_sum_of
from bot.bootstrap.slack import load
from bot.cli.ask import problem_of
from bot.domain.calculation import Calculation, Missing, OpenSum, Refused, Worked
from bot.domain.conversation import Conversation
from bot.domain.language import Language
from bot.storage.conversation_data import dump_conversation, load_conversation

READER, CALCULATORS = load().reader, load().calculators
EN, ID = Language("en"), Language("id")


def read(
    text: str, language: Language | None = EN, *, hint: str | None = None, opened: OpenSum | None = None
) -> Calculation | None:
    """What the calculators make of a message of somebody who speaks a language."""
    return CALCULATORS.read(READER.read(text, language), hint=hint, opened=opened)


def opens(text: str, language: Language | None = EN) -> Calculation | None:
    """The calculator that a message wishes to open."""
    return CALCULATORS.opens(READER.read(text, language))


def conversation(*messages: str, language: Language = EN) -> Calculation | None:
    """The calculation after the last message, None where that one is none; open sums are stored and loaded in between."""
    found, opened = None, None
    for message in messages:
        found = read(message, language, opened=opened)
        opened = stored(found) if found is not None else opened
    return found


def stored(calculation: Calculation) -> OpenSum | None:
    """The open sum as a conversation gives it back."""
    kept = load_conversation(dump_conversation(Conversation(pending=open_sum_of(calculation))))
    assert kept is not None
    return kept.open_sum


def value_of(calculation: Calculation | None) -> float | None:
    """The result, None without one."""
    return calculation.value if isinstance(calculation, Worked) else None


def missing_of(calculation: Calculation | None) -> Sequence[str]:
    """The inputs that are asked for."""
    return calculation.inputs if isinstance(calculation, Missing) else ()


def told(calculation: Calculation | None) -> tuple[str, str | None, str | None]:
    """Metric, problem and reason of a calculation without a result."""
    assert calculation is not None
    assert not isinstance(calculation, Worked), calculation.value
    reason = calculation.reason if isinstance(calculation, Refused) else None
    return calculation.metric, problem_of(calculation), reason
