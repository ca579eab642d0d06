"""Numbers in words: "two hundred and fifty", "half a dozen", "one and a half", "dua belas ribu", "seratus lima", "hundred"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.quantities.tables import NumberTables, Scan

_MOST_WORDS = 12
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Spelt:
    """A number in words up to the token `end`; `scale` is its last multiplier, `factor` what that stands for."""

    value: float
    end: int
    scale: str | None = None
    factor: float = 1.0
    fraction: bool = False


class _Count:
    """The number so far: finished thousands in `total`, the group in `current`, and `room` for what may still be added."""

    def __init__(self, tables: NumberTables) -> None:
        self.tables = tables
        self.total = 0.0
        self.current = 0.0
        self.unit = 0.0
        self.room = 999.0
        self.ceiling = 1e13
        self.scale: str | None = None

    def add(self, word: str) -> bool:
        """Take one more word; False where it begins another number."""
        tables = self.tables
        if tables.has("teens", word):
            return self._times(0 < self.unit < 10, self.unit + 10, 0)
        if word in tables.multipliers:
            return self._multiply(word, tables.multipliers[word])
        if word in tables.wholes:
            return self._whole(word, tables.wholes[word])
        value = tables.ones.get(word, tables.tens.get(word))
        if value is None or value > self.room or (value == 0 and self.room < 999):
            return False
        self.current += value
        self.unit = value if word in tables.ones else 0.0
        self.room = 0.0 if word in tables.ones else 9.0
        return True

    def add_half(self) -> None:
        """Take "and a half"."""
        self.current += 0.5
        self.room = 0.0

    def add_decimal(self, digit: float, place: int) -> None:
        """Take one digit behind "point" or "koma"."""
        self.current += digit / 10**place
        self.room = 0.0

    def begin(self, value: float) -> None:
        """Start from "a" (1) or "half a" (0.5); a multiplier has to follow."""
        self.current = self.unit = value
        self.room = 0.0

    def _whole(self, word: str, value: float) -> bool:
        """Take "seratus" or "seribu"."""
        if value >= _THOUSAND:
            return self.current == 0 and self._thousands(word, value, 1.0)
        if value > self.room:
            return False
        self.current += value
        self.unit, self.scale = 0.0, word
        self.room = 99.0 if value == 100 else 0.0
        return True

    def _times(self, allowed: bool, value: float, room: float) -> bool:
        if allowed:
            self.current += value - self.unit
            self.unit, self.room = 0.0, room
        return allowed

    def _multiply(self, word: str, factor: float) -> bool:
        if factor >= _THOUSAND:
            return self.current > 0 and self._thousands(word, factor, self.current)
        if factor in (10, 100) or self.current > self.unit:
            done = self._times(0 < self.unit < 100, self.unit * factor, factor - 1)
        else:
            done = self._times(self.current > 0, self.current * factor, 0)
        self.scale = word if done else self.scale
        return done

    def _thousands(self, word: str, factor: float, count: float) -> bool:
        if factor >= self.ceiling:
            return False
        self.total += count * factor
        self.current = self.unit = 0.0
        self.room, self.ceiling, self.scale = 999.0, factor, word
        return True


def spelt_at(scan: Scan, at: int) -> Spelt | None:
    """Read the number in words that begins at a token, or None where none does."""
    if scan.low(at) not in scan.tables.starters or _is_pronoun(scan, at):
        return None
    counted = _counted_fraction(scan, at)
    if counted is not None:
        return counted
    count = _Count(scan.tables)
    opening = _opening(scan, at)
    end = at
    if opening is not None:
        end, value = opening
        count.begin(value)
    begun = end
    for _ in range(_MOST_WORDS):
        after = _step(scan, end, count, first=end == at)
        if after is None:
            break
        end = after
    if end == begun:
        return None
    factor = scan.tables.scales[count.scale].factor if count.scale and count.current == 0 else 1.0
    return Spelt(count.total + count.current, end, count.scale, factor)


def _opening(scan: Scan, at: int) -> tuple[int, float] | None:
    """Where a number opens with "a", "half a", "setengah" or a multiplier alone: the token behind it and its value."""
    tables = scan.tables
    word, second, third = scan.low(at), scan.low(at + 1), scan.low(at + 2)
    share = tables.fractions.get(word)
    if share is not None:
        if second in tables.multipliers:
            return at + 1, share
        return (at + 2, share) if tables.has("articles", second) and third in tables.multipliers else None
    if tables.has("articles", word):
        return _article(scan, at)
    # "hundred customers": one of them. "Five hundred" never comes here, and "several hundred" is a size.
    alone = tables.has("alone", word) and not tables.has("few", scan.low(at - 1))
    return (at, 1.0) if alone else None


def _article(scan: Scan, at: int) -> tuple[int, float] | None:
    """Read "a" before a multiplier, or before a fraction of one: "a hundred", "a half million"."""
    tables = scan.tables
    if scan.low(at + 1) in tables.multipliers:
        return at + 1, 1.0
    share = tables.fractions.get(scan.low(at + 1))
    return (at + 2, share) if share is not None and scan.low(at + 2) in tables.multipliers else None


def _counted_fraction(scan: Scan, at: int) -> Spelt | None:
    """Read "two thirds of", "a quarter of", "dua pertiga", and "a quarter of a million", "a quarter million" as an amount."""
    tables = scan.tables
    word = scan.low(at)
    count = 1.0 if tables.has("articles", word) else tables.ones.get(word)
    place = at + 1 + scan.hyphen(at + 1)
    if word in tables.counted_fractions and scan.low(at + 1) in tables.multipliers:
        count, place = 1.0, at
    share = tables.counted_fractions.get(scan.low(place))
    if share is None or not count or not 0 < count * share < 1:
        return None
    value, end = count * share, place + 1
    amount = _of_a_multiplier(scan, end)
    if amount is not None:
        factor = tables.multipliers[scan.low(amount)]
        return Spelt(value * factor, amount + 1, scan.low(amount), factor)
    return Spelt(value, end, fraction=True) if _is_share(scan, at, place) else None


def _is_share(scan: Scan, at: int, place: int) -> bool:
    """Whether a counted fraction is one: not "the third quarter", "two quarters", "one third-party", which name other things."""
    link = scan.at("shares", place + 1)
    if link is not None and scan.low(place + 1) != "/":
        return scan.period(place) is None or not scan.tables.has("spent", scan.low(link[0]))
    return scan.low(at) in scan.tables.ones and scan.period(place) is None and not scan.hyphen(place + 1)


def _of_a_multiplier(scan: Scan, at: int) -> int | None:
    """The multiplier behind "of a" or at once ("quarter of a million"), None where there is none from a thousand up."""
    link = scan.at("shares", at)
    places = [at] if link is None else [at, link[0], link[0] + scan.tables.has("articles", scan.low(link[0]))]
    return next((place for place in places if scan.tables.multipliers.get(scan.low(place), 0) >= _THOUSAND), None)


def _step(scan: Scan, at: int, count: _Count, *, first: bool) -> int | None:
    """Take the next word of the number, its hyphen or "and" included; None where the number ends."""
    if first:
        return at + 1 if count.add(scan.low(at)) else None
    after = _fraction_step(scan, at, count)
    if after is not None:
        return after
    skip = int(_joins(scan, at, count)) or scan.hyphen(at)
    if scan.glued(at) and not skip:
        return None
    return at + skip + 1 if count.add(scan.low(at + skip)) else None


def _joins(scan: Scan, at: int, count: _Count) -> bool:
    """Whether an "and" goes on with the number ("two hundred and five")."""
    following = scan.low(at + 1)
    small = scan.tables.ones.get(following, 0) > 1 or following in scan.tables.tens
    joined = small and count.scale is not None and scan.tables.has("joins", scan.low(at))
    return joined and not _counts_anew(scan, at + 1, count)


def _counts_anew(scan: Scan, at: int, count: _Count) -> bool:
    """Whether what stands behind an "and" is a number of the same size: "between four hundred and nine hundred"."""
    tables = scan.tables
    while scan.low(at) in tables.ones or scan.low(at) in tables.tens or scan.hyphen(at):
        at += 1
    return tables.multipliers.get(scan.low(at), 0.0) == tables.multipliers.get(count.scale or "", -1.0)


def _fraction_step(scan: Scan, at: int, count: _Count) -> int | None:
    """Take "and a half", "setengah", or "point"/"koma" with its digits; None where none of them stands here."""
    if scan.tables.has("points", scan.low(at)):
        return _decimals(scan, at + 1, count)
    half = scan.at("and_a_half", at)
    if half is None or count.room not in (0.0, 9.0, 999.0) or not (count.current > 0 or count.total > 0):
        return None
    count.add_half()
    return half[0]


def _decimals(scan: Scan, at: int, count: _Count) -> int | None:
    """Take the digits behind "point" or "koma", one word each; None where none follows."""
    end = at
    while end - at < 4 and 0 <= scan.tables.ones.get(scan.low(end), -1) < 10:
        end += 1
        count.add_decimal(scan.tables.ones[scan.low(end - 1)], end - at)
    return end if end > at else None


def _is_pronoun(scan: Scan, at: int) -> bool:
    """Whether "one" or "satu" stands for a thing here, not for a count: "which one", "one-to-one", "salah satu"."""
    tables = scan.tables
    if tables.ones.get(scan.low(at)) != 1:
        return False
    if scan.low(at - 1) == "-" and scan.glued(at):
        return True
    if scan.hyphen(at + 1):
        after = scan.low(at + 2)
        if after not in tables.units and after not in tables.multipliers:
            return True
    return tables.has("pronoun_after", scan.low(at - 1)) or tables.has("pronoun_before", scan.low(at + 1))
