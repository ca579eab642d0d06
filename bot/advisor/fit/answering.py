"""Reads the answer to one question: a number, an option by its number or in words, or "don't know"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from bot.advisor.fit.amounts import RUPIAH_SCALES
from bot.advisor.fit.choices import option_key
from bot.advisor.fit.passage import Passage
from bot.advisor.fit.phrases import PhraseBook
from bot.advisor.fit.reader import TextReader
from bot.advisor.fit.scale import fits
from bot.advisor.fit.words import plain
from bot.domain.fit_model import Criterion, FitModel, Value
from bot.domain.language import Language
from bot.matching.quantities import Kind, Quantity, read_quantities

LONGEST_WORD = 6
"""Words an answer such as "I don't know that" has at most; a longer text is no such answer."""
_MONEY = "annual_contract_value_usd"
_MONTHS = "cycle_months"
_MILLION = 1_000_000
"""From here on a bare amount in Indonesian is rupiah: no deal is worth a million dollars without a word saying so."""


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
    given: str | None = None
    trouble: Trouble | None = None


def read_answer(model: FitModel, reader: TextReader, question: str, text: str, language: Language | None = None) -> Heard:
    """Read the answer to a question of the model. Nothing is raised: what cannot be used has a `trouble`.

    `language` is the one the question was put in: in Indonesian a bare amount could be rupiah or dollars, and is asked about.
    """
    criterion = model.criteria[question]
    if text.strip() in ("?", "-") or says(reader.book, text, "answer-unknown"):
        return Heard()
    if criterion.scale is not None:
        return _number(model, criterion, plain(text), language)
    return _option(reader, criterion, text)


def says(book: PhraseBook, text: str, helper: str) -> bool:
    """Whether a short text says one of a helper's phrases, such as "don't know" or "stop"."""
    passage = Passage(text, book)
    return len(passage.words) <= LONGEST_WORD and bool(passage.helpers.get(helper))


def _number(model: FitModel, criterion: Criterion, text: str, language: Language | None) -> Heard:
    quantities = [quantity for quantity in read_quantities(text) if quantity.kind in (Kind.PLAIN, Kind.MONEY, Kind.DURATION)]
    if not quantities:
        return Heard(trouble=Trouble.NO_NUMBER)
    quantity = quantities[0]
    if criterion.id == _MONEY and quantity.kind is not Kind.DURATION:
        currency = _currency(quantity, language)
        if currency is None:
            return Heard(trouble=Trouble.NO_CURRENCY)
        quantity = replace(quantity, currency=currency)
    ends = _ends(model, criterion, quantity)
    if ends is None:
        return Heard(trouble=Trouble.NO_NUMBER)
    value: Value = ends[0] if ends[0] == ends[1] else ends
    if not fits(criterion, value):
        return Heard(trouble=Trouble.OUT_OF_RANGE)
    converted = criterion.id == _MONEY and quantity.currency not in (None, "usd")
    return Heard(value=value, given=quantity.text if converted or quantity.vague else None)


def _currency(quantity: Quantity, language: Language | None) -> str | None:
    """The currency of an amount: its own; rupiah where it is counted the Indonesian way; else dollars, None in Indonesian."""
    if quantity.currency is not None or quantity.vague:
        return quantity.currency or "usd"
    indonesian = language == Language("id")
    if quantity.scale in RUPIAH_SCALES or (indonesian and quantity.low >= _MILLION):
        return "idr"
    return None if indonesian else "usd"


def _ends(model: FitModel, criterion: Criterion, quantity: Quantity) -> tuple[float, float] | None:
    """Both ends of a number in the criterion's unit; None where it is of another kind ("$5" for a number of people)."""
    if criterion.id == _MONTHS:
        bare = (quantity.low, quantity.high) if quantity.kind is Kind.PLAIN else None
        return quantity.months or bare
    if criterion.id == _MONEY:
        rate = model.rates.get(quantity.currency or "") if quantity.currency not in (None, "usd") else 1.0
        if quantity.kind is Kind.DURATION or rate is None:
            return None
        low, high = quantity.yearly
        return low * rate, high * rate
    return (quantity.low, quantity.high) if quantity.kind is Kind.PLAIN else None


def _option(reader: TextReader, criterion: Criterion, text: str) -> Heard:
    """An option by its number (the one behind the last is "don't know"), by its id, by its label, or read from the words."""
    typed = text.strip().strip(".()[]").lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 3:
        place = int(typed)
        if 1 <= place <= len(criterion.options):
            return Heard(value=criterion.options[place - 1].value)
        return Heard() if place == len(criterion.options) + 1 else Heard(trouble=Trouble.NO_OPTION)
    for option in criterion.options:
        labels = [label.lower() for label in option.label.values()]
        if typed in (option_key(option), *labels):
            return Heard(value=option.value)
    if criterion.id in (found := reader.read(text).answers.known):
        return Heard(value=found[criterion.id])
    return _yes_or_no(reader, criterion, text)


def _yes_or_no(reader: TextReader, criterion: Criterion, text: str) -> Heard:
    values = [option.value for option in criterion.options]
    for helper, value in (("answer-yes", True), ("answer-no", False)):
        if any(one is value for one in values) and says(reader.book, text, helper):
            return Heard(value=value)
    return Heard(trouble=Trouble.NO_OPTION)
