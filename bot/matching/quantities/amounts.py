"""One amount at one place: sign, currency, number, scale and unit; also "a month", "six figures", "half of" and "hundreds of"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.quantities import words
from bot.matching.quantities.model import Kind, Period
from bot.matching.quantities.numerals import Numeral, numeral_at
from bot.matching.quantities.spelt import glued_hyphen
from bot.matching.quantities.tokens import Form, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, standing in the tokens from `start` up to `end`. `article` marks "a month" and "sebulan"."""

    start: int
    end: int
    value: float
    kind: Kind = Kind.PLAIN
    currency: str | None = None
    unit: Period | None = None
    scale: str | None = None
    factor: float = 1.0
    spelt: bool = False
    approximate: bool = False
    vague: bool = False
    article: bool = False
    part: float | None = None
    whole: float | None = None

    @property
    def bare(self) -> bool:
        """Whether no unit, currency or scale was written."""
        return self.kind is Kind.PLAIN and self.scale is None


def amount_at(tokens: list[Token], at: int, *, rupiah: bool, joined: bool = False) -> Amount | None:
    """Read the amount that begins at a token, or None where there is none.

    `rupiah` tells that the text counts in rupiah words, `joined` that a hyphen before it belongs to the reading ("1-in-5").
    """
    if not joined and _inside_name(tokens, at):
        return None
    if tokens[at].form is Form.WORD:
        special = _figures(tokens, at) or _one_period(tokens, at) or _fraction(tokens, at) or _vague(tokens, at)
        if special is not None:
            return special
    start, sign = _sign(tokens, at)
    after, currency = _prefix(tokens, start)
    if currency is not None and sign > 0:
        after, sign = _sign(tokens, after, priced=True)
    counts_in_miliar = currency == "idr" or (currency is None and rupiah)
    numeral = numeral_at(tokens, after, priced=currency is not None, rupiah=counts_in_miliar)
    if numeral is None or (numeral.spelt and _inside_name(tokens, after)):
        return None
    return _with_unit(tokens, at, numeral, sign, currency, rupiah=rupiah)


def _inside_name(tokens: list[Token], at: int) -> bool:
    """Whether the token hangs on letters, digits or marks before it, as in Q4, B2B, ke-3, #12 or v2.1."""
    token = tokens[at]
    if not token.glued or at == 0:
        return False
    before = tokens[at - 1]
    if before.form is Form.WORD or before.form is Form.NUMBER:
        return True
    if before.text in ("#", "_", "@"):
        return True
    return before.text == "-" and before.glued and token.form is Form.NUMBER and tokens[at - 2].form is Form.WORD


def _sign(tokens: list[Token], at: int, *, priced: bool = False) -> tuple[int, int]:
    """Return the token behind a minus and -1, or the same token and 1."""
    if at + 1 >= len(tokens):
        return at, 1
    if tokens[at].low in ("minus", "negative", "negatif"):
        return at + 1, -1
    opens = not tokens[at].glued or at == 0 or tokens[at - 1].text in "(:=" or priced
    if tokens[at].text in ("-", "−", "–") and opens and tokens[at + 1].glued:
        return at + 1, -1
    return at, 1


def _prefix(tokens: list[Token], at: int) -> tuple[int, str | None]:
    """Return the token behind a currency and its code: "$", "US$", "Rp", "Rp.", "EUR"."""
    if at >= len(tokens):
        return at, None
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if token.text in words.CURRENCY_SIGNS:
        return at + 1, words.CURRENCY_SIGNS[token.text]
    if token.low in words.DOLLARS and following and following[0].text == "$" and following[0].glued:
        return at + 2, words.DOLLARS[token.low]
    if token.low in words.CURRENCY_CODES:
        dot = bool(following) and following[0].text == "." and token.low in ("rp", "rm")
        return at + 1 + int(dot), words.CURRENCY_CODES[token.low]
    return at, None


def _with_unit(tokens: list[Token], at: int, numeral: Numeral, sign: int, currency: str | None, *, rupiah: bool) -> Amount:
    """Add what follows the number: a currency, a percent sign, an x or a unit of time."""
    end, value, factor, scale = numeral.end, numeral.value * sign, numeral.factor, numeral.scale
    kind, unit = Kind.PLAIN, None
    if currency is None:
        end, currency = _suffix(tokens, end)
    if scale == "m" and (currency == "idr" or (currency is None and rupiah)):
        value, factor, scale = value * 1000, factor * 1000, words.MILIAR
    if currency is not None:
        kind = Kind.MONEY
    else:
        end, kind, unit, times = _unit(tokens, end, numeral)
        value *= times
        end, value = _half_more(tokens, end, value, unit)
    return Amount(
        start=at, end=end, value=value, kind=kind, currency=currency, unit=unit, scale=scale, spelt=numeral.spelt,
        approximate=numeral.approximate, factor=factor,
    )  # fmt: skip


def _suffix(tokens: list[Token], at: int) -> tuple[int, str | None]:
    """Return the token behind a currency that follows the number, and its code."""
    place = at + glued_hyphen(tokens, at)
    if place >= len(tokens):
        return at, None
    before_number = place + 1 < len(tokens) and tokens[place + 1].form is Form.NUMBER
    found = _sign_behind(tokens, place, before_number) or _name_behind(tokens, place, before_number)
    return found or (at, None)


def _sign_behind(tokens: list[Token], at: int, before_number: bool) -> tuple[int, str | None] | None:
    """Read "500$" and "500 €"; before another number the sign belongs to that one."""
    glued_dollar = tokens[at].text == "$" and tokens[at].glued
    if before_number or not (glued_dollar or tokens[at].text == "€"):
        return None
    return at + 1, words.CURRENCY_SIGNS[tokens[at].text]


def _name_behind(tokens: list[Token], at: int, before_number: bool) -> tuple[int, str | None] | None:
    """Read "dollars", "US dollars", "dolar AS", "juta rupiah", "USD"; a code before another number belongs to that one."""
    word, following = tokens[at].low, tokens[at + 1].low if at + 1 < len(tokens) else ""
    if word in words.DOLLAR_LANDS and following in ("dollar", "dollars"):
        return at + 2, words.DOLLAR_LANDS[word]
    if word not in words.CURRENCY_NAMES or (before_number and word in words.CURRENCY_CODES):
        return None
    if word in ("dolar", "dollar", "dollars") and following in words.DOLLAR_LANDS:
        return at + 2, words.DOLLAR_LANDS[following]
    return at + 1, words.CURRENCY_NAMES[word]


def _unit(tokens: list[Token], at: int, numeral: Numeral) -> tuple[int, Kind, Period | None, float]:
    """Return the token behind the unit, the kind, the unit of time and a factor for units counted in another."""
    place = at + glued_hyphen(tokens, at)
    if place >= len(tokens):
        return at, Kind.PLAIN, None, 1.0
    token, following = tokens[place], tokens[place + 1].low if place + 1 < len(tokens) else ""
    if token.text == "%" or token.low in words.PERCENT_WORDS or (token.low == "per" and following == "cent"):
        return place + (2 if token.low == "per" else 1), Kind.PERCENT, None, 1.0
    if token.low == "x" and token.glued:
        return place + 1, Kind.MULTIPLE, None, 1.0
    if token.low in words.LONG_PERIODS:
        return place + 1, Kind.DURATION, *words.LONG_PERIODS[token.low]
    lone = token.low in words.GLUED_ONLY_UNITS and not token.glued
    if token.low in words.PERIODS and not lone and numeral.scale is None:
        return place + 1, Kind.DURATION, words.PERIODS[token.low], 1.0
    return at, Kind.PLAIN, None, 1.0


def _half_more(tokens: list[Token], end: int, value: float, unit: Period | None) -> tuple[int, float]:
    """Add "and a half" or "setengah" behind a unit of time."""
    if unit is None:
        return end, value
    low = tuple(token.low for token in tokens[end : end + 3])
    if low == ("and", "a", "half"):
        return end + 3, value + 0.5
    return (end + 1, value + 0.5) if low[:1] == ("setengah",) else (end, value)


def _one_period(tokens: list[Token], at: int) -> Amount | None:
    """Read "a month", "a year and a half", "sebulan", "half a year", "setengah tahun" as a duration."""
    low = [token.low for token in tokens[at : at + 3]]
    value, end, unit = 1.0, at + 1, words.ONE_PERIODS.get(low[0])
    if unit is None and low[0] in ("a", "an") and len(low) > 1:
        unit, end = words.PERIODS.get(low[1]) if len(low[1]) > 2 and low[2:] != ["of"] else None, at + 2
    if unit is None and low[0] in ("half", "setengah") and len(low) > 1:
        skip = int(low[1] in ("a", "an", "-"))
        word = low[1 + skip] if len(low) > 1 + skip else ""
        unit, value, end = words.PERIODS.get(word), 0.5, at + 2 + skip
    if (
        unit is None
        and low[0] in ("sesemester", "a")
        and (low[0] != "a" or low[1:2] in (["semester"], ["fortnight"], ["decade"]))
    ):
        unit, value = words.LONG_PERIODS["semester" if low[0] != "a" else low[1]]
        end = at + (1 if low[0] != "a" else 2)
    if unit is None:
        return None
    end, value = _half_more(tokens, end, value, unit)
    return Amount(start=at, end=end, value=value, kind=Kind.DURATION, unit=unit, spelt=True, article=value == 1.0)


def _figures(tokens: list[Token], at: int) -> Amount | None:
    """Read "six figures", "seven-figure", "tujuh digit" as the smallest sum with that many digits."""
    count = words.ONES.get(tokens[at].low)
    if count is None or not 4 <= count <= 12:
        return None
    noun = at + 1 + glued_hyphen(tokens, at + 1)
    if noun >= len(tokens) or tokens[noun].low not in ("figure", "figures", "digit", "digits", "angka"):
        return None
    value = 10.0 ** (count - 1)
    return Amount(start=at, end=noun + 1, value=value, kind=Kind.MONEY, spelt=True, approximate=True, vague=True)


def _fraction(tokens: list[Token], at: int) -> Amount | None:
    """Read "half", "a third of", "seperempat" as a ratio."""
    low = [token.low for token in tokens[at : at + 3]]
    share = words.FRACTIONS.get(low[0])
    end = at + 1
    if low[0] == "half" and low[1:2] and low[1] in ("-", "way", "time"):
        return None
    if share is None and low[0] in ("a", "one") and low[1:2] and low[1] in ("third", "quarter") and low[2:] == ["of"]:
        if low[1] == "quarter" and numeral_at(tokens, at) is not None:  # "a quarter of a million" is a sum, not a share
            return None
        share, end = ((1, 3) if low[1] == "third" else (1, 4)), at + 2
    if share is None or (low[0] != "a" and low[1:2] and low[1] in words.MULTIPLIERS) or low[1:] == ["a", "dozen"]:
        return None
    if low[0] == "half" and low[1:2] == ["a"] and low[2:3] and low[2] in words.MULTIPLIERS:
        return None
    part, whole = share
    return Amount(start=at, end=end, value=part / whole, kind=Kind.RATIO, part=part, whole=whole, spelt=True)


def _vague(tokens: list[Token], at: int) -> Amount | None:
    """Read "hundreds", "ribuan" as the smallest number they can mean."""
    value = words.VAGUE.get(tokens[at].low)
    if value is None:
        return None
    return Amount(start=at, end=at + 1, value=value, spelt=True, approximate=True, vague=True)
