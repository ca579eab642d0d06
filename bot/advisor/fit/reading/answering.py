"""Reads the answer to one question: a number, an option by its number or in words, or "don't know"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.reader import FitReader
from bot.advisor.fit.scoring.scale import fits
from bot.domain.fit import Given
from bot.domain.fit_model import Criterion, Reads, Value, option_key
from bot.domain.language import Language
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity

LONGEST_WORD = 6
"""Words an answer such as "I don't know that" has at most; a longer text is no such answer."""
LONGEST_EITHER = 3
"""Words of an answer that is all the options at once ("a bit of both"), and so leans neither way."""
_UNKNOWN = ("?", "-")
_NUMBERS = (Kind.PLAIN, Kind.MONEY, Kind.DURATION)


class Trouble(Enum):
    """Why an answer cannot be used; surfaces have words for each."""

    NO_NUMBER = "no-number"
    OUT_OF_RANGE = "out-of-range"
    NO_OPTION = "no-option"
    NO_CURRENCY = "no-currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The answer to a question: its value (None: "don't know"), and the words an amount was given in; or the trouble with it."""

    value: Value | None = None
    given: Given | None = None
    trouble: Trouble | None = None


def read_answer(reader: FitReader, question: str, message: Message, language: Language | None = None) -> Heard:
    """Read the answer to a question of the model. Nothing is raised: what cannot be used has a `trouble`.

    `language` is the one the question was put in: where it has a currency of its own, a bare amount is asked about.
    """
    criterion = reader.model.criteria[question]
    if message.text.strip() in _UNKNOWN or reader.says(message, Cue.ANSWER_UNKNOWN, LONGEST_WORD):
        return Heard()
    if criterion.scale is None:
        return _option(reader, criterion, message)
    number = next((one for one in message.quantities if one.kind in _NUMBERS), None)
    if number is None or number.unclear or _tells_another(reader, criterion, message, number):
        return Heard(trouble=Trouble.NO_NUMBER)
    return _number(reader, criterion, number, language)


def _tells_another(reader: FitReader, criterion: Criterion, message: Message, number: Quantity) -> bool:
    """Whether a number says by its noun that it is no amount of money: "300 employees"."""
    if criterion.reads is not Reads.DEAL or number.kind is not Kind.PLAIN:
        return False
    told = reader.read(message, open_check=True).answers.known
    return bool(told) and criterion.id not in told


def _number(reader: FitReader, criterion: Criterion, number: Quantity, language: Language | None) -> Heard:
    """Read a number as the answer to a question that asks for one."""
    heard = _amount(reader, number, language) if criterion.reads is Reads.DEAL else _NUMBER_OF[criterion.reads](number)
    if heard.value is not None and (number.too_large or not fits(criterion, heard.value)):
        return Heard(trouble=Trouble.OUT_OF_RANGE)
    return heard


def _amount(reader: FitReader, number: Quantity, language: Language | None) -> Heard:
    """An amount a year in the currency of the scale, with its words where it was given in another or without a number."""
    if number.kind is Kind.DURATION:
        return Heard(trouble=Trouble.NO_NUMBER)
    currency = reader.purse.named(number, language)
    if currency is None:
        return Heard(trouble=Trouble.NO_CURRENCY)
    low, high = (reader.purse.converted(end, currency) for end in number.yearly)
    if low is None or high is None:
        return Heard(trouble=Trouble.NO_NUMBER)
    foreign = reader.purse.is_foreign(currency)
    if not foreign and not number.vague:
        return Heard(value=_value(low, high))
    given = Given(words=number.text, currency=currency if foreign and not number.vague else None)
    return Heard(value=_value(low, high), given=given)


def _months(number: Quantity) -> Heard:
    ends = (number.low, number.high) if number.kind is Kind.PLAIN else number.months
    return Heard(trouble=Trouble.NO_NUMBER) if ends is None else Heard(value=_value(*ends))


def _count(number: Quantity) -> Heard:
    """A count of people; "$5" is none."""
    if number.kind is not Kind.PLAIN:
        return Heard(trouble=Trouble.NO_NUMBER)
    return Heard(value=_value(number.low, number.high), given=Given(words=number.text) if number.vague else None)


_NUMBER_OF: dict[Reads | None, Callable[[Quantity], Heard]] = {
    Reads.CYCLE: _months,
    Reads.STAFF: _count,
    Reads.DECIDERS: _count,
    None: _count,
}


def _value(low: float, high: float) -> Value:
    return low if low == high else (low, high)


def _option(reader: FitReader, criterion: Criterion, message: Message) -> Heard:
    """An option by its number (the one behind the last is "don't know"), by its id, by its label, or read from the words."""
    typed = message.text.strip().strip(".()[]").lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 3:
        return _numbered(criterion, int(typed))
    for option in criterion.options:
        if typed in (option_key(option), *(label.lower() for label in option.label.values())):
            return Heard(value=option.value)
    if reader.says(message, Cue.ANSWER_EITHER, LONGEST_EITHER):
        return Heard()
    found = reader.read(message).answers.known
    return Heard(value=found[criterion.id]) if criterion.id in found else _yes_or_no(reader, criterion, message)


def _numbered(criterion: Criterion, place: int) -> Heard:
    if 1 <= place <= len(criterion.options):
        return Heard(value=criterion.options[place - 1].value)
    return Heard() if place == len(criterion.options) + 1 else Heard(trouble=Trouble.NO_OPTION)


def _yes_or_no(reader: FitReader, criterion: Criterion, message: Message) -> Heard:
    values = [option.value for option in criterion.options]
    for cue, value in ((Cue.ANSWER_YES, True), (Cue.ANSWER_NO, False)):
        if any(one is value for one in values) and reader.says(message, cue, LONGEST_WORD):
            return Heard(value=value)
    return Heard(trouble=Trouble.NO_OPTION)
