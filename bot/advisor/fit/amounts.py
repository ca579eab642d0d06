"""Reads what a deal is worth a year, and the seller's own money; other currencies count by a rate and are shown as given."""

from __future__ import annotations

from bot.advisor.fit.durations import is_term
from bot.advisor.fit.found import Found
from bot.advisor.fit.passage import Number, Owner, Passage
from bot.advisor.fit.words import word_set
from bot.domain.fit_model import FitModel, Value
from bot.matching.quantities import Kind, Quantity
from bot.matching.quantities.words import ONE_PERIODS, PER_WORDS, PERIODS, RUPIAH_SIGNS

DEAL = "annual_contract_value_usd"
_DOLLAR = "usd"
RUPIAH_SCALES = word_set("jt jtan juta jutaan rb rban ribu ribuan rbu miliar milyar miliaran milyaran mlr mlyr triliun trilyun")
"""Words by which only rupiah are counted."""
_MILLION = 1_000_000
_BARE = 1000
"""A number without a currency is money from here on, where the words around it speak of a deal."""


def find_amounts(model: FitModel, passage: Passage, counts: list[Found]) -> list[Found]:
    """Return deal values, and funds where the seller's own money is named; what was read as a count is no amount."""
    counted = {one.first for one in counts}
    free = [number for number in passage.numbers if number.first not in counted and not passage.is_command(number.first)]
    found = [_read(model, passage, number) for number in free]
    return [one for one in found if one is not None]


def _read(model: FitModel, passage: Passage, number: Number) -> Found | None:
    currency = _currency(passage, number)
    if currency is None or passage.is_denied_number(number):
        return None
    first, last = passage.clause(number.first)
    is_deal = passage.has("per-deal", first, last)
    if not is_deal and _is_reserve(passage, number, first, last):
        return _funds(model, number, currency)
    if not is_deal and _near(passage, "not-deal", number, first, last):
        return None
    return _deal(model, passage, number, currency)


def _currency(passage: Passage, number: Number) -> str | None:
    """The currency of an amount; a bare number is dollars or rupiah by its scale where a deal is spoken of, else no amount."""
    quantity = number.quantity
    if quantity.kind is Kind.MONEY:
        return quantity.currency or _DOLLAR
    if quantity.kind is not Kind.PLAIN or (quantity.scale is None and quantity.low < _BARE and quantity.per is None):
        return None
    first, last = passage.clause(number.first)
    if quantity.per is None and number.last < last and _counts_something(passage, number, last):
        return None
    alone = quantity.scale is not None and last - first == number.last - number.first
    spoken = quantity.per is not None and (quantity.scale is not None or quantity.low >= _BARE or _is_bare_rate(passage, number))
    named = any(_near(passage, helper, number, first, last) for helper in ("deal", "reserve"))
    return _rupiah_or_dollar(passage, quantity) if alone or spoken or named else None


def _is_bare_rate(passage: Passage, number: Number) -> bool:
    """Whether nothing but a period stands behind the number ("49/mo"); with a noun between it counts something else."""
    between = passage.words[number.first + 1 : number.last]
    return len(between) <= 2 and all(word.low in PERIODS or word.low in PER_WORDS or word.low in ONE_PERIODS for word in between)


def _rupiah_or_dollar(passage: Passage, quantity: Quantity) -> str:
    """Rupiah for amounts that are counted the Indonesian way, and for millions in an Indonesian text; else dollars."""
    indonesian = bool(passage.helpers["indonesian"])
    large = quantity.scale == "m" or (quantity.scale is None and quantity.low >= _MILLION)
    return "idr" if quantity.scale in RUPIAH_SCALES or (indonesian and large) else _DOLLAR


def _is_short_million(passage: Passage, quantity: Quantity) -> bool:
    """Whether "M" was read as a million where Indonesians mean miliar; with rupiah words about, the reader of numbers knows."""
    return quantity.scale == "m" and quantity.currency is None and not any(word.low in RUPIAH_SIGNS for word in passage.words)


def _counts_something(passage: Passage, number: Number, last: int) -> bool:
    """Whether a noun of people or things stands right behind a number."""
    helpers = ("employees", "people", "deciders", "other-count", "seats", "titles")
    return any(passage.begins(helper, at) for helper in helpers for at in range(number.last, min(number.last + 2, last)))


def _near(passage: Passage, helper: str, number: Number, first: int, last: int) -> bool:
    """Whether a cue stands up to four words from a number in its clause."""
    return passage.has(helper, max(first, number.first - 4), number.first) or passage.has(
        helper, number.last, min(number.last + 4, last)
    )


def _is_reserve(passage: Passage, number: Number, first: int, last: int) -> bool:
    owner = passage.owner(number.first, within_clause=True)
    return owner is not Owner.CUSTOMER and _near(passage, "reserve", number, first, last)


def _funds(model: FitModel, number: Number, currency: str) -> Found | None:
    """Ample or tight by the money there is; None in between, for then it says nothing."""
    dollars = _in_dollars(model, number.quantity.low, currency)
    if dollars is None:
        return None
    if dollars >= model.reserves.ample_usd:
        return Found(id="funds", value="ample", first=number.first, last=number.last, rank=1)
    if dollars <= model.reserves.tight_usd:
        return Found(id="funds", value="tight", first=number.first, last=number.last, rank=1)
    return None


def _in_dollars(model: FitModel, amount: float, currency: str) -> float | None:
    rate = 1.0 if currency == _DOLLAR else model.rates.get(currency)
    return None if rate is None else amount * rate


def _deal(model: FitModel, passage: Passage, number: Number, currency: str) -> Found | None:
    seats = _seats(passage, number)
    if seats is None:
        return None
    times = seats * (1000 if currency == "idr" and _is_short_million(passage, number.quantity) else 1)
    yearly = tuple(amount * times for amount in _yearly(passage, number))
    ends = tuple(_in_dollars(model, amount, currency) for amount in yearly)
    scale = model.criteria[DEAL].scale
    low, high = ends
    if scale is None or low is None or high is None or not scale.low <= low <= high <= scale.high:
        return None
    value: Value = low if low == high else (low, high)
    first, last = passage.clause(number.first)
    as_given = currency != _DOLLAR or number.quantity.vague
    plainly = _near(passage, "deal", number, first, last)
    return Found(
        id=DEAL, value=value, first=number.first, last=number.last, sure=plainly or number.quantity.per is not None,
        given=passage.words_between(number.first, number.last) if as_given else None,
        rank=(not as_given) * 4 + plainly * 2 + (number.quantity.per is not None),
    )  # fmt: skip


def _yearly(passage: Passage, number: Number) -> tuple[float, float]:
    """The amount a year: by its own period or span, by the contract's term next to it, by the seats it is charged for."""
    quantity = number.quantity
    low, high = quantity.yearly
    first, last = passage.clause(number.first)
    if quantity.per is None and quantity.over_months is None:
        term = next((other for other in passage.numbers if _is_term_of(passage, other, first, last)), None)
        if term is not None and term.quantity.months is not None:
            low, high = low * 12 / term.quantity.months[1], high * 12 / term.quantity.months[1]
    return low, high


def _is_term_of(passage: Passage, other: Number, first: int, last: int) -> bool:
    inside = first <= other.first < last and other.quantity.kind is Kind.DURATION and not other.quantity.is_span
    return inside and is_term(passage, other)


def _seats(passage: Passage, number: Number) -> float | None:
    """For how many seats an amount is paid: one, unless it is the price of one seat; None where their number is not told."""
    _, last = passage.clause(number.first)
    if not passage.has("per-seat", number.first, min(number.last + 4, last)):
        return 1.0
    counted = (other for other in passage.numbers if other is not number and other.quantity.kind is Kind.PLAIN)
    return next((other.quantity.high for other in counted if passage.begins("seats", other.last)), None)
