"""One amount at one place: sign, currency, number, scale and unit; also "a month", "six figures", "half of" and "hundreds of"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.language.quantities.numerals import Numeral, numeral_at
from bot.language.quantities.tables import Scan
from bot.language.quantity import Kind, Period
from bot.language.tokens import Form

_NAMED_BY = ("#", "_", "@")
_MINUS = ("-", "−", "–")
_OPENS = ("(", ":", "=")
_FEWEST_FIGURES, _MOST_FIGURES, _MOST_OF_A_UNIT = 4, 12, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, standing in the tokens from `start` up to `end`; see `Quantity` for the rest.

    `fraction` tells that a word or "3⁄4" named a share of something not yet known.
    """

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
    unclear: bool = False
    too_large: bool = False

    @property
    def bare(self) -> bool:
        """Whether no unit, currency or scale was written."""
        return self.kind is Kind.PLAIN and self.scale is None


def amount_at(scan: Scan, at: int, *, joined: bool = False) -> Amount | None:
    """Read the amount that begins at a token, or None where there is none.

    `joined` tells that a hyphen before it belongs to the reading ("1-in-5").
    """
    if not joined and _inside_name(scan, at):
        return None
    special = _special(scan, at) if scan.form(at) is Form.WORD else None
    return special if special is not None else _number(scan, at)


def _special(scan: Scan, at: int) -> Amount | None:
    """Read what is said in words of its own: "six figures", "a month", "half", "hundreds"."""
    ways = (_figures, _one_period, _share, _vague)
    return next((amount for amount in (way(scan, at) for way in ways) if amount is not None), None)


def _number(scan: Scan, at: int) -> Amount | None:
    """Read a sign, a currency, a number and what follows it."""
    start, sign = _sign(scan, at)
    after, currency = _prefix(scan, start)
    if currency is not None and sign > 0:
        after, sign = _sign(scan, after, priced=True)
    numeral = numeral_at(scan, after, priced=currency is not None)
    if numeral is None or (numeral.spelt and _inside_name(scan, after)):
        return None
    return _with_unit(scan, at, numeral, sign, currency)


def _inside_name(scan: Scan, at: int) -> bool:
    """Whether the token hangs on letters, digits or marks before it, as in Q4, B2B, ke-3, #12 or v2.1."""
    if not scan.glued(at):
        return False
    if scan.form(at - 1) in (Form.WORD, Form.NUMBER) or scan.low(at - 1) in _NAMED_BY:
        return True
    hyphened = scan.low(at - 1) == "-" and scan.glued(at - 1) and scan.form(at) is Form.NUMBER
    return hyphened and scan.form(at - 2) is Form.WORD and scan.low(at - 2) not in scan.tables.scales


def _sign(scan: Scan, at: int, *, priced: bool = False) -> tuple[int, int]:
    """Return the token behind a minus and -1, or the same token and 1."""
    minus = scan.at("minus", at)
    if minus is not None:
        return minus[0], -1
    if scan.low(at) not in _MINUS or not scan.glued(at + 1):
        return at, 1
    opens = priced or not scan.glued(at) or scan.low(at - 1) in _OPENS
    return (at + 1, -1) if opens else (at, 1)


def _prefix(scan: Scan, at: int) -> tuple[int, str | None]:
    """Return the token behind a currency and its code: "$", "US$", "Rp", "Rp.", "EUR"."""
    found = scan.at("money-before", at)
    return found if found is not None else (at, None)


def _with_unit(scan: Scan, at: int, numeral: Numeral, sign: int, currency: str | None) -> Amount:
    """Add what follows the number: a currency, a percent sign, an x or a unit of time."""
    end = numeral.end
    if currency is None:
        end, currency = _suffix(scan, end)
    numeral = _at_home(scan, numeral, currency)
    amount = Amount(
        start=at, end=end, value=numeral.value * sign, scale=numeral.scale, factor=numeral.factor, spelt=numeral.spelt,
        approximate=numeral.approximate, unclear=numeral.unclear, too_large=numeral.too_large, currency=currency,
        kind=Kind.MONEY if currency else Kind.RATIO if numeral.fraction else Kind.PLAIN,
    )  # fmt: skip
    return amount if currency is not None else _measured(scan, amount)


def _at_home(scan: Scan, numeral: Numeral, currency: str | None) -> Numeral:
    """Read an M as "miliar" where rupiah are meant."""
    tables = scan.tables
    word = tables.home_scales.get(numeral.scale or "")
    if word is None:
        return numeral
    means = tables.scales[word]
    meant = currency == means.currency or (currency is None and scan.home)
    times = means.factor / tables.scales[numeral.scale or word].factor if meant else 1.0
    return replace(numeral, value=numeral.value * times, factor=numeral.factor * times, scale=word) if meant else numeral


def _suffix(scan: Scan, at: int) -> tuple[int, str | None]:
    """Read "dollars", "US dollars", "juta rupiah", "USD", "500$" and "500 €"; a code before another number belongs to that."""
    place = at + scan.hyphen(at)
    found = scan.at("money-after", place)
    if found is None:
        return at, None
    sign = scan.form(place) is Form.SIGN
    if (sign or scan.at("money-before", place) is not None) and scan.form(found[0]) is Form.NUMBER:
        return at, None
    if sign and scan.low(place) == "$" and not scan.glued(place) and scan.glued(found[0]):
        return at, None
    return found


def _measured(scan: Scan, amount: Amount) -> Amount:
    """Add a percent sign, an x, or a unit of time."""
    place = amount.end + scan.hyphen(amount.end)
    place += int(amount.spelt and scan.is_counted_off(place))
    word = scan.low(place)
    percent = scan.at("percent", place)
    if word == "%" or percent is not None:
        return replace(amount, end=place + 1 if percent is None else percent[0], kind=Kind.PERCENT)
    if word == "x" and scan.glued(place):
        return replace(amount, end=place + 1, kind=Kind.MULTIPLE)
    unit = _unit(scan, place, amount)
    if unit is None:
        return amount
    times, period = unit
    return _half_more(scan, replace(amount, end=place + 1, kind=Kind.DURATION, unit=period, value=amount.value * times))


def _unit(scan: Scan, at: int, amount: Amount) -> tuple[float, Period] | None:
    """The unit of time at a token, and how many of it that word counts; a letter such as "d" has to touch the digits."""
    word = scan.low(at)
    if word in scan.tables.long_units:
        return scan.tables.long_units[word]
    lone = scan.tables.has("glued_units", word) and not scan.glued(at)
    period = scan.period(at)
    scaled = amount.scale is not None and amount.factor != 1.0
    return None if period is None or lone or scaled or _is_rate(scan, at, amount) else (1.0, period)


def _is_rate(scan: Scan, at: int, amount: Amount) -> bool:
    """Whether a word that is both a unit and a rate ("bulanan") is the rate here: nothing lasts hundreds of them."""
    return scan.at("rate", at) is not None and abs(amount.value) >= _MOST_OF_A_UNIT


def _half_more(scan: Scan, amount: Amount) -> Amount:
    """Add "and a half" or "setengah" behind a unit of time."""
    half = scan.at("and_a_half", amount.end)
    return amount if half is None else replace(amount, end=half[0], value=amount.value + 0.5)


def _one_period(scan: Scan, at: int) -> Amount | None:
    """Read "a month", "a year and a half", "sebulan", "half a year", "setengah tahun", "quarter-long" as a duration."""
    found = _span(scan, at)
    if found is None:
        return None
    value, unit, end = found
    amount = _half_more(scan, Amount(start=at, end=end, value=value, kind=Kind.DURATION, unit=unit, spelt=True))
    return replace(amount, article=amount.value == 1.0)


def _span(scan: Scan, at: int) -> tuple[float, Period, int] | None:
    """How many of which unit of time a word names without a number, and the token behind it."""
    tables, word = scan.tables, scan.low(at)
    half = _half_a(scan, at) if word in tables.fractions else None
    if half is not None:
        return half
    if word in tables.single_units:
        return (*tables.single_units[word], at + 1)
    if tables.has("articles", word):
        return _a_unit(scan, at + 1)
    unit = scan.period(at) if scan.hyphen(at + 1) and tables.has("lasting", scan.low(at + 2)) else None
    return None if unit is None else (1.0, unit, at + 3)


def _half_a(scan: Scan, at: int) -> tuple[float, Period, int] | None:
    """Read "half a year", "setengah tahun", "half-year"."""
    place = at + 1 + int(scan.tables.has("articles", scan.low(at + 1)) or scan.hyphen(at + 1))
    unit = scan.period(place)
    return None if unit is None else (scan.tables.fractions[scan.low(at)], unit, place + 1)


def _a_unit(scan: Scan, at: int) -> tuple[float, Period, int] | None:
    """Read the unit behind an article: "a month", "a fortnight"; "a quarter of" is a share."""
    word = scan.low(at)
    if word in scan.tables.long_units:
        return (*scan.tables.long_units[word], at + 1)
    unit = scan.period(at)
    amount = word in scan.tables.counted_fractions and scan.low(at + 1) in scan.tables.multipliers
    part = scan.at("shares", at + 1) is not None and scan.at("narrow_shares", at + 1) is None
    return None if unit is None or len(word) <= 2 or amount or part else (1.0, unit, at + 1)


def _figures(scan: Scan, at: int) -> Amount | None:
    """Read "six figures", "seven-figure", "tujuh digit" as the smallest sum with that many digits."""
    count = scan.tables.ones.get(scan.low(at), 0)
    noun = at + 1 + scan.hyphen(at + 1)
    if not _FEWEST_FIGURES <= count <= _MOST_FIGURES or not scan.tables.has("figures", scan.low(noun)):
        return None
    value = 10.0 ** (count - 1)
    return Amount(start=at, end=noun + 1, value=value, kind=Kind.MONEY, spelt=True, approximate=True, vague=True)


def _share(scan: Scan, at: int) -> Amount | None:
    """Read "half" and "seperempat" as a ratio, where they are no part of an amount ("half a million") or of a name."""
    tables = scan.tables
    share = tables.fractions.get(scan.low(at))
    if share is None or scan.hyphen(at + 1) or tables.has("whole_of", scan.low(at + 1)):
        return None
    following = scan.low(at + 1 + tables.has("articles", scan.low(at + 1)))
    if following in tables.multipliers or following in tables.scales:
        return None
    return Amount(start=at, end=at + 1, value=share, kind=Kind.RATIO, spelt=True)


def _vague(scan: Scan, at: int) -> Amount | None:
    """Read "hundreds", "ribuan" as the smallest number they can mean."""
    value = scan.tables.vague.get(scan.low(at))
    if value is None:
        return None
    return Amount(start=at, end=at + 1, value=value, spelt=True, approximate=True, vague=True)
