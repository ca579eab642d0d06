"""From single amounts to what was meant: ranges, shares, bounds, rates, spans and years, in one pass over the tokens."""

from __future__ import annotations

from dataclasses import replace

from bot.matching.quantities import words
from bot.matching.quantities.amounts import Amount, amount_at
from bot.matching.quantities.context import is_label, is_year, limits_after, limits_before, rate_after, rate_before
from bot.matching.quantities.model import Bound, Kind, Period, Quantity
from bot.matching.quantities.pairs import range_end, share
from bot.matching.quantities.tokens import Form, Token, cut

LONGEST = 10_000
"""Characters of a text that are read for numbers; nobody writes that many, and the time stays far below a second."""
_SPAN_FILLERS = words.word_set("the next a total spread contract jangka waktu masa kontrak period of first initial")
_NO_RATE = (Kind.DURATION, Kind.RATIO)


def read_quantities(text: str, *, indonesian: bool = False) -> tuple[Quantity, ...]:
    """Return every number of a text, English or Indonesian, in order of appearance; never raises, takes linear time.

    `indonesian` tells that the asker writes Indonesian: a bare M is then "miliar", unless a foreign currency stands in the
    text. Of a very long text only the first `LONGEST` characters are read.
    """
    return _Reader(text, indonesian=indonesian).read()


class _Reader:
    """One pass over one text; `last` is the token behind the number read last."""

    def __init__(self, text: str, *, indonesian: bool = False) -> None:
        self.text = text
        self.tokens: list[Token] = cut(text[:LONGEST])
        said = {token.low for token in self.tokens}
        self.rupiah = bool(said & words.RUPIAH_SIGNS) or (indonesian and not said & words.FOREIGN_MONEY)
        self.found: list[Quantity] = []
        self.articles: list[bool] = []
        self.last = 0

    def read(self) -> tuple[Quantity, ...]:
        """Return the quantities of the text."""
        at = 0
        while at < len(self.tokens):
            skipped = self.tokens[at].form is Form.SKIPPED
            amount = None if skipped else amount_at(self.tokens, at, rupiah=self.rupiah)
            at = at + 1 if amount is None else self._take(amount)
        return tuple(self.found)

    def _take(self, amount: Amount) -> int:
        """Add one amount with everything that belongs to it; return the token behind it."""
        both = range_end(self.tokens, amount, rupiah=self.rupiah)
        if both is None:
            amount = share(self.tokens, amount, rupiah=self.rupiah) or amount
            if amount.article and self._is_rate_of_last(amount.start):
                self.found[-1] = replace(self.found[-1], per=amount.unit)
                self.last = amount.end
                return amount.end
        low, high = both or (amount, amount)
        if both is None and is_label(self.tokens, amount):
            return amount.end
        self._add(low, high)
        return self.last

    def _is_rate_of_last(self, at: int) -> bool:
        """Whether "a month" here is the period of the number before it ("12 deals a month"), not a duration of its own."""
        between = self.tokens[self.last : at]
        if not self.found or self.found[-1].kind in _NO_RATE or self.found[-1].per is not None or len(between) > 3:
            return False
        return all(token.form is Form.WORD and token.low not in words.NOT_A_RATE for token in between)

    def _add(self, low: Amount, high: Amount) -> None:
        """Complete one amount or range by the words around it and keep it."""
        bound, approximate = limits_before(self.tokens, low.start)
        bound_after, approximate_after, end = limits_after(self.tokens, high.end)
        per, end = (None, end) if high.kind in _NO_RATE else rate_after(self.tokens, end, priced=high.kind is Kind.MONEY)
        if per is None and (high.kind in (Kind.MONEY, Kind.PERCENT) or high.scale is not None):
            per = rate_before(self.tokens, low.start) or self._period_before(low.start)
        spans = self._spans(low, high)
        start, stop = self.tokens[low.start].start, self.tokens[end - 1].end
        self.found.append(Quantity(
            start=start, end=stop, text=self.text[start:stop], low=low.value, high=high.value, kind=high.kind,
            currency=high.currency, per=per, unit=high.unit, scale=high.scale, part=high.part, whole=high.whole,
            is_span=spans, vague=high.vague, bound=None if spans else Bound.AT_LEAST if high.vague else bound or bound_after,
            approximate=approximate or approximate_after or high.approximate,
            is_year=is_year(self.tokens, low) and is_year(self.tokens, high),
        ))  # fmt: skip
        self.articles.append(low.article)
        self.last = end

    def _period_before(self, at: int) -> Period | None:
        """Take back "sebulan" read as a duration where money follows it at once ("sebulan bayar Rp 500 ribu"): it is a rate."""
        between = self.tokens[self.last : at]
        if not self.found or not self.articles[-1] or self.found[-1].bound or len(between) > 2:
            return None
        if any(token.form is not Form.WORD or token.low in words.NOT_A_RATE for token in between):
            return None
        self.articles.pop()
        return self.found.pop().unit

    def _spans(self, low: Amount, high: Amount) -> bool:
        """Whether this duration is what the money before it covers ("$1.2M over three years"); tell that money so."""
        if high.unit is None or not self.found or self.found[-1].kind is not Kind.MONEY:
            return False
        between = self.tokens[self.last : low.start]
        if len(between) > 4 or not any(token.low in words.SPAN_WORDS for token in between):
            return False
        if any(token.low not in words.SPAN_WORDS and token.low not in _SPAN_FILLERS for token in between):
            return False
        self.found[-1] = replace(self.found[-1], over_months=high.value * high.unit.months)
        return True
