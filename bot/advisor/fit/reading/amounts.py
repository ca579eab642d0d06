"""Reads what a deal is worth a year, and the seller's own money; other currencies count by a rate and are shown as given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.durations import is_term
from bot.advisor.fit.reading.evidence import Owner
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit_model import Criterion, FitModel, Reads, Value
from bot.domain.language import Language
from bot.language.lexicon import Lexicon
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity

LARGE = 1_000_000
"""From here on a bare amount is in the currency of the language, where that is another than the scale's: no deal is worth
millions of the scale's own currency without a word that says so.
"""


class Purse:
    """Knows the currency of the scale, the rates, and what each language takes an amount for."""

    def __init__(self, model: FitModel, lexicons: Mapping[Language, Lexicon]) -> None:
        self.own = model.currency or ""
        self._rates = model.rates
        self._homes = {language: lexicon.currency for language, lexicon in lexicons.items()}

    def currency(self, number: Quantity, message: Message) -> str:
        """The currency of an amount: its own, the one its scale word names, else the scale's, or the language's for millions."""
        named = number.currency or number.scale_currency
        if named is not None or number.vague or number.low < LARGE:
            return named or self.own
        return self.home(message.language or message.spoken) or self.own

    def named(self, number: Quantity, language: Language | None) -> str | None:
        """The currency of an answer to a question put in a language; None where it could be in two and has to be asked about."""
        named = number.currency or number.scale_currency
        home = self.home(language)
        if named is not None or number.vague or home in (None, self.own):
            return named or self.own
        return home if number.low >= LARGE else None

    def home(self, language: Language | None) -> str | None:
        """What an amount is taken for in a language."""
        return self._homes.get(language) if language is not None else None

    def is_foreign(self, currency: str) -> bool:
        """Whether a currency is another than the scale's."""
        return currency != self.own

    def converted(self, amount: float, currency: str) -> float | None:
        """An amount in the scale's currency; None where there is no rate."""
        rate = self._rates.get(currency) if self.is_foreign(currency) else 1.0
        return None if rate is None else amount * rate


_NEAR = 4
"""Words between an amount and a word that says what it is."""
_BARE = 1000
"""A number without a currency is money from here on, where the words around it speak of a deal."""
_COUNTED = (Cue.EMPLOYEES, Cue.PEOPLE, Cue.DECIDERS, Cue.OTHER_COUNT, Cue.SEATS, Cue.TITLES)


def find_amounts(model: FitModel, purse: Purse, passage: Passage, counts: list[Found]) -> list[Found]:
    """Return deal values, and funds where the seller's own money is named; what was read as a count is no amount."""
    criterion = model.that_reads(Reads.DEAL)
    counted = {one.first for one in counts}
    free = (number for number in passage.numbers if number.first not in counted and not passage.is_command(number.first))
    found = [None if criterion is None else _read(model, criterion, purse, passage, number) for number in free]
    return [one for one in found if one is not None]


def _read(model: FitModel, criterion: Criterion, purse: Purse, passage: Passage, number: Quantity) -> Found | None:
    if not _is_money(passage, number) or passage.is_denied_number(number) or number.unclear or number.too_large:
        return None
    currency = purse.currency(number, passage.message)
    first, last = passage.clause(number.first)
    if not passage.has(Cue.PER_DEAL, first, last):
        if _is_reserve(passage, number):
            return _funds(model, purse, number, currency)
        if _is_no_deal(passage, number):
            return None
    return _deal(criterion, purse, passage, number, currency)


def _is_money(passage: Passage, number: Quantity) -> bool:
    """Whether a number is an amount; a bare one is where a deal is spoken of."""
    if number.kind is not Kind.PLAIN:
        return number.kind is Kind.MONEY
    if number.per is None:
        return _is_large(number) and _stands_for_money(passage, number)
    return _is_named(passage, number) or _is_alone(passage, number) or _is_rate(passage, number)


def _is_large(number: Quantity) -> bool:
    return number.scale is not None or number.low >= _BARE


def _stands_for_money(passage: Passage, number: Quantity) -> bool:
    """Whether a number without sign or period is money: nothing is counted by it, and it stands alone or a deal is spoken of."""
    _, last = passage.clause(number.first)
    counts = number.last < last and _counts_something(passage, number, last)
    # "two hundred pay $600": beside an amount with a currency a bare number counts those who pay it.
    counts = counts or any(other.kind is Kind.MONEY for other in passage.in_clause(number))
    return not counts and (_is_alone(passage, number) or _is_named(passage, number))


def _is_alone(passage: Passage, number: Quantity) -> bool:
    """Whether a number with a scale word is all that its clause says."""
    first, last = passage.clause(number.first)
    said = sum(hit.last - hit.first for hit in passage.within(Cue.FILLER, first, last))
    return number.scale is not None and last - first - said <= number.last - number.first


def _is_named(passage: Passage, number: Quantity) -> bool:
    return any(passage.near(cue, number) for cue in (Cue.DEAL, Cue.RESERVE, Cue.TOTAL))


def _is_rate(passage: Passage, number: Quantity) -> bool:
    """Whether a number with a period is a price ("49/mo"); a small one with a noun between counts something else."""
    if number.per is None or (number.spelt and number.scale is None):
        return False
    if _is_large(number):
        return True
    between = range(number.first + 1, number.last)
    return len(between) <= 2 and all(passage.begins(Cue.RATE, at) for at in between)


def _counts_something(passage: Passage, number: Quantity, last: int) -> bool:
    """Whether a noun of people or things stands right behind a number; "per deal" counts none."""
    if passage.begins(Cue.PER_DEAL, number.last):
        return False
    places = range(number.last, min(number.last + 2, last))
    return any(passage.begins(cue, at) for cue in _COUNTED for at in places)


def _is_no_deal(passage: Passage, number: Quantity) -> bool:
    """Whether words near say that money is something else than a deal's; "$30k setup plus $4k a month" is another amount."""
    if passage.owner(number.first, within_clause=True) is Owner.SELLER and passage.near(Cue.SPENDS, number):
        return True
    first, last = passage.clause(number.first)
    begin = max(first, number.first - _NEAR)
    begin = max((hit.last for hit in passage.within(Cue.BREAKS, begin, number.first)), default=begin)
    cues = (Cue.NOT_DEAL,) if passage.of_prospect else (Cue.NOT_DEAL, Cue.COST_OR_PRODUCT)
    places = (begin, number.first), (number.last, min(number.last + _NEAR, last))
    return any(passage.has(cue, *place) for cue in cues for place in places)


def _is_reserve(passage: Passage, number: Quantity) -> bool:
    if passage.owner(number.first, within_clause=True) is Owner.CUSTOMER:
        return False
    named = (
        number.per is None
        and _is_alone(passage, number)
        and passage.has(Cue.RESERVE, passage.sentence_start(number.first), number.first)
    )
    return named or passage.near(Cue.RESERVE, number)


def _funds(model: FitModel, purse: Purse, number: Quantity, currency: str) -> Found | None:
    """Ample or tight by the money there is; None in between, for then it says nothing."""
    reserves, amount = model.reserves, purse.converted(number.low, currency)
    if amount is None:
        return None
    value = reserves.ample if amount >= reserves.ample_usd else reserves.tight if amount <= reserves.tight_usd else None
    if value is None:
        return None
    return Found(id=reserves.criterion, value=value, first=number.first, last=number.last, rank=1)


def _deal(criterion: Criterion, purse: Purse, passage: Passage, number: Quantity, currency: str) -> Found | None:
    value = _worth(criterion, purse, passage, number, currency)
    if value is None:
        return None
    foreign, plainly, rated = purse.is_foreign(currency), passage.near(Cue.DEAL, number), number.per is not None
    as_given = foreign or number.vague
    return Found(
        id=criterion.id, value=value, first=number.first, last=number.last, sure=plainly or rated,
        given=number.text if as_given else None, currency=currency if foreign and not number.vague else None,
        rank=(not as_given) * 4 + plainly * 2 + rated,
    )  # fmt: skip


def _worth(criterion: Criterion, purse: Purse, passage: Passage, number: Quantity, currency: str) -> Value | None:
    """What all seats are worth a year in the currency of the scale; None where that is not known or cannot be."""
    seats = _seats(passage, number)
    if seats is None or criterion.scale is None:
        return None
    low, high = (purse.converted(amount * many, currency) for amount, many in zip(_yearly(passage, number), seats, strict=True))
    if low is None or high is None or not criterion.scale.low <= low <= high <= criterion.scale.high:
        return None
    return low if low == high else (low, high)


def _yearly(passage: Passage, number: Quantity) -> tuple[float, float]:
    """The amount a year: by its own period or span, else by the contract's term next to it."""
    low, high = number.yearly
    if number.per is None and number.over_months is None:
        term = next((other.months for other in _beside(passage, number) if _is_term(passage, other)), None)
        if term is not None:
            return low * 12 / term[1], high * 12 / term[1]
    return low, high


def _beside(passage: Passage, number: Quantity) -> list[Quantity]:
    """The other numbers of an amount's clause; before a total, those of the sentence too: "3 yr contracts, total 450k"."""
    first, _ = passage.clause(number.first)
    before = passage.before(number) if passage.has(Cue.TOTAL, first, number.first) else None
    near = before is not None and before.first >= passage.sentence_start(first)
    return [*passage.in_clause(number), *([before] if before is not None and near else [])]


def _is_term(passage: Passage, number: Quantity) -> bool:
    return number.kind is Kind.DURATION and not number.is_span and is_term(passage, number)


def _seats(passage: Passage, number: Quantity) -> tuple[float, float] | None:
    """For how many seats an amount is paid: one, unless it is the price of one seat; None where their number is not told."""
    unit = _seat_unit(passage, number)
    if unit is None:
        return 1.0, 1.0
    # "per employee" counts employees, "per user" users, who are fewer.
    kinds = [cue for cue in (Cue.EMPLOYEES, Cue.PEOPLE) if passage.begins(cue, unit)] or [Cue.SEATS]
    found = (other for other in passage.numbers if _counts_any(passage, other, kinds))
    return next(((other.low, other.high) for other in found), None)


def _counts_any(passage: Passage, number: Quantity, kinds: Iterable[Cue]) -> bool:
    return number.kind is Kind.PLAIN and number.per is None and any(passage.begins(cue, number.last) for cue in kinds)


def _seat_unit(passage: Passage, number: Quantity) -> int | None:
    """The word that names what one such amount is paid for ("$15/user/month", "40 dollars per seat"), if any."""
    inside = next((at for at in range(number.first + 1, number.last) if passage.begins(Cue.SEATS, at)), None)
    if inside is not None:
        return inside
    _, last = passage.clause(number.first)
    hit = next(passage.within(Cue.PER_SEAT, number.first, min(number.last + 4, last)), None)
    return None if hit is None else hit.last - 1
