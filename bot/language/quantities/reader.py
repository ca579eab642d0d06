"""From single amounts to what was meant: ranges, shares, bounds, rates, spans, years and corrections, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.language.quantities.amounts import Amount, amount_at
from bot.language.quantities.context import is_label, is_year, limits_after, limits_before, rate_after, rate_before
from bot.language.quantities.corrections import corrected
from bot.language.quantities.pairs import range_end, share
from bot.language.quantities.tables import NumberTables, Scan
from bot.language.quantity import Bound, Kind, Period, Quantity
from bot.language.tokens import Form, Token

MOST_NUMBERS = 200
"""Numbers of a message that are read; more of them are a table."""
_NO_RATE = (Kind.DURATION, Kind.RATIO)
_NEAR = 3
_DIGIT = re.compile(r"\d")
_TOUCHING = ("/", "⁄", "^", "*", "'", ":")


def has_none(text: str, words: Iterable[str], tables: NumberTables) -> bool:
    """Whether a text and its words hold no number for sure: known before it is cut into tokens."""
    return tables.starters.isdisjoint(words) and not _DIGIT.search(text)


def read_quantities(text: str, tokens: Sequence[Token], tables: NumberTables, *, home: bool = False) -> tuple[Quantity, ...]:
    """Return the numbers of a text in order of appearance, at most `MOST_NUMBERS`; never raises, takes linear time.

    `home` tells that the asker's language has its own money: a bare M is then "miliar", unless another currency is named.
    """
    if not any(token.form is Form.NUMBER or token.low in tables.starters for token in tokens):
        return ()
    reader = _Reader(text, Scan(tokens, tables, home=home))
    return corrected(reader.scan, reader.read(), reader.places)


class _Reader:
    """One pass over one text; `last` is the token behind the number read last."""

    def __init__(self, text: str, scan: Scan) -> None:
        self.text = text
        self.scan = scan
        self.found: list[Quantity] = []
        self.places: list[tuple[int, int]] = []
        """The tokens of each quantity."""
        self.last = 0

    def read(self) -> list[Quantity]:
        """Return the quantities of the text."""
        at = 0
        while at < len(self.scan.tokens) and len(self.found) < MOST_NUMBERS:
            amount = amount_at(self.scan, at) if self._may_begin(at) else None
            at = at + 1 if amount is None else max(self._take(amount), at + 1)
        return self.found

    def _may_begin(self, at: int) -> bool:
        """Whether an amount may begin at a token, as far as one look tells: most words begin none, nor do most articles."""
        scan, tables = self.scan, self.scan.tables
        form, low = scan.tokens[at].form, scan.tokens[at].low
        if form is not Form.WORD:
            return form is not Form.SKIPPED
        if low in tables.bare_articles:
            begins = scan.low(at + 1) in tables.behind_articles or scan.hyphen(at + 1)
        else:
            begins = low in tables.openers
        return bool(begins) or scan.at("minus", at) is not None or scan.at("money-before", at) is not None

    def _take(self, amount: Amount) -> int:
        """Add one amount with everything that belongs to it; return the token behind it."""
        both = range_end(self.scan, amount)
        whole = share(self.scan, amount, both[1] if both else None)
        if whole is not None:
            return self._add_share(amount, both[1] if both else amount, *whole)
        if both is None and amount.article and self._is_rate_of_last(amount.start):
            self.found[-1] = replace(self.found[-1], per=amount.unit)
            self.last = amount.end
            return amount.end
        if both is None and is_label(self.scan, amount):
            return amount.end
        self._add(*(both or (amount, amount)))
        return self.last

    def _is_rate_of_last(self, at: int) -> bool:
        """Whether "a month" here is the period of the number before it ("12 deals a month"), not a duration of its own."""
        if not self.found or self.found[-1].kind in _NO_RATE or self.found[-1].per is not None or at - self.last > _NEAR:
            return False
        return self._are_nouns(at)

    def _are_nouns(self, at: int) -> bool:
        """Whether only words stand between the last number and a token, and none that keeps a duration by itself."""
        tables, between = self.scan.tables, self.scan.tokens[self.last : at]
        return all(token.form is Form.WORD and not tables.has("not_a_rate", token.low) for token in between)

    def _add_share(self, low: Amount, high: Amount, whole: Amount, link: str) -> int:
        """Keep "12 of 400", or "2-3 of 10" with both ends of its part."""
        part, base = self._plain(low, high), self._plain(whole, whole)
        bound, approximate = limits_before(self.scan, low.start)
        quantity = replace(
            part, end=base.end, text=self.text[part.start : base.end], last=base.last, kind=Kind.RATIO, bound=bound,
            low=low.value / whole.value, high=high.value / whole.value, scale=None, factor=1.0, scale_currency=None,
            parts=() if self._is_fraction(link, whole.end) else (part, base), link=link, approximate=approximate,
            unclear=part.unclear or base.unclear or self._is_touched(whole.end), too_large=part.too_large or base.too_large,
        )  # fmt: skip
        self._keep(quantity, low.start, whole.end)
        return whole.end

    def _is_fraction(self, link: str, end: int) -> bool:
        """Whether "1/4" is a share of what comes next ("1/4 of our 200 deals") rather than one of four."""
        return link == "/" and self.scan.at("shares", end) is not None and self.scan.low(end) != "/"

    def _plain(self, low: Amount, high: Amount) -> Quantity:
        """One number or range as it was written, without what stands around it."""
        tokens = self.scan.tokens
        start, stop = tokens[low.start].start, tokens[high.end - 1].end
        counted = self.scan.tables.scales[high.scale].currency if high.scale and not high.currency else None
        return Quantity(
            start=start, end=stop, text=self.text[start:stop], first=tokens[low.start].word, last=_last(self.scan, high.end),
            low=low.value, high=high.value, kind=high.kind, currency=high.currency, scale_currency=counted, unit=high.unit,
            scale=high.scale, factor=high.factor, spelt=high.spelt, vague=high.vague, unclear=low.unclear or high.unclear,
            too_large=low.too_large or high.too_large,
            parts=() if low is high else (self._plain(low, low), self._plain(high, high)),
        )  # fmt: skip

    def _add(self, low: Amount, high: Amount) -> None:
        """Complete one amount or range by the words around it and keep it."""
        scan = self.scan
        bound, approximate = limits_before(scan, low.start)
        bound_after, approximate_after, end = limits_after(scan, high.end)
        per, end = self._rate(low, high, end)
        spans = self._spans(low, high)
        plain = self._plain(low, high)
        start, stop = scan.tokens[low.start].start, scan.tokens[end - 1].end
        quantity = replace(
            plain, start=start, end=stop, text=self.text[start:stop], last=_last(scan, end), per=per, is_span=spans,
            bound=None if spans else _bound(high, bound or bound_after),
            approximate=approximate or approximate_after or high.approximate, article=low.article,
            is_year=is_year(scan, low) and is_year(scan, high), unclear=plain.unclear or self._is_touched(high.end),
            link="" if low is high else " ".join(scan.low(at) for at in range(low.end, high.start)),
        )  # fmt: skip
        self._keep(quantity, low.start, end)

    def _rate(self, low: Amount, high: Amount, end: int) -> tuple[Period | None, int]:
        """The period of a rate, behind the amount or before it, and the token behind it."""
        if high.kind in _NO_RATE:
            return None, end
        per, end = rate_after(self.scan, end, priced=high.kind is Kind.MONEY)
        if per is None and (high.kind in (Kind.MONEY, Kind.PERCENT) or high.scale is not None):
            per = rate_before(self.scan, low.start) or self._period_before(low.start)
        return per, end

    def _keep(self, quantity: Quantity, start: int, end: int) -> None:
        self.found.append(quantity)
        self.places.append((start, end))
        self.last = end

    def _is_touched(self, end: int) -> bool:
        """Whether digits or a sign with digits touch the number behind it, which belong to it in some way unknown."""
        scan = self.scan
        if scan.glued(end) and scan.form(end) is Form.NUMBER:
            return True
        return scan.glued(end) and scan.low(end) in _TOUCHING and scan.glued(end + 1) and scan.form(end + 1) is Form.NUMBER

    def _period_before(self, at: int) -> Period | None:
        """Take back "sebulan" read as a duration where money follows it at once ("sebulan bayar Rp 500 ribu"): it is a rate."""
        if not self.found or not self.found[-1].article or self.found[-1].bound or at - self.last > 2:
            return None
        if not self._are_nouns(at):
            return None
        self.places.pop()
        return self.found.pop().unit

    def _spans(self, low: Amount, high: Amount) -> bool:
        """Whether this duration is what the money before it covers ("$1.2M over three years"); tell that money so."""
        money = bool(self.found) and (self.found[-1].kind is Kind.MONEY or self.found[-1].scale_currency is not None)
        if high.unit is None or not money:
            return False
        if not self._are_of_a_span(low.start):
            return False
        self.found[-1] = replace(self.found[-1], over_months=high.value * high.unit.months)
        return True

    def _are_of_a_span(self, at: int) -> bool:
        """Whether the words from the last number up to a token say that it lasts so long: "over the next"."""
        tables = self.scan.tables
        between = [token.low for token in self.scan.tokens[self.last : at]] if at - self.last <= _NEAR + 1 else []
        said = [tables.has("spans", word) for word in between]
        return any(said) and all(one or tables.has("span_fillers", word) for one, word in zip(said, between, strict=True))


def _bound(amount: Amount, said: Bound | None) -> Bound | None:
    """The bound of an amount; a size without a number is the least it can be."""
    return Bound.AT_LEAST if amount.vague else said


def _last(scan: Scan, end: int) -> int:
    """The word behind the last one that the tokens up to `end` touch."""
    at = end - 1
    while scan.form(at) is Form.SIGN:
        at -= 1
    return scan.tokens[at].word + 1
