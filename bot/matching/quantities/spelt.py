"""Numbers in words, English and Indonesian: "two hundred and fifty", "half a dozen", "dua belas ribu", "seratus lima"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.quantities import words
from bot.matching.quantities.tokens import Token

_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Spelt:
    """A number in words up to the token `end`; `scale` is its last multiplier, `factor` what that stands for."""

    value: float
    end: int
    scale: str | None
    factor: float


class _Count:
    """The number so far: finished thousands in `total`, the group in `current`, and `room` for what may still be added."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current = 0.0
        self.unit = 0.0
        self.room = 999.0
        self.ceiling = words.SCALES["t"] * 10
        self.scale: str | None = None

    def add(self, word: str) -> bool:
        """Take one more word; False where it begins another number."""
        if word == "belas":
            return self._times(0 < self.unit < 10, self.unit + 10, 0)
        if word in words.MULTIPLIERS:
            return self._multiply(word, float(words.MULTIPLIERS[word]))
        value = words.ONES.get(word, words.TENS.get(word, words.WHOLE_WORDS.get(word)))
        if value is None or (value == 0 and self.room < 999):
            return False
        if value >= 1000:
            return self.current == 0 and self._thousands(word, value, 1.0)
        if value > self.room:
            return False
        self.current += value
        self.unit = value if word in words.ONES else 0.0
        self.room = {True: 99.0 if word == "seratus" else 9.0, False: 0.0}[word not in words.ONES and word != "selusin"]
        self.scale = word if word in words.WHOLE_WORDS else self.scale
        return True

    def add_half(self) -> None:
        """Take "and a half"."""
        self.current += 0.5
        self.room = 0.0

    def add_decimal(self, digit: int, place: int) -> None:
        """Take one digit behind "point" or "koma"."""
        self.current += digit / 10**place
        self.room = 0.0

    def begin(self, value: float) -> None:
        """Start from "a" (1) or "half a" (0.5); a multiplier has to follow."""
        self.current = self.unit = value
        self.room = 0.0

    def _times(self, allowed: bool, value: float, room: float) -> bool:
        if allowed:
            self.current += value - self.unit
            self.unit, self.room = 0.0, room
        return allowed

    def _multiply(self, word: str, factor: float) -> bool:
        if factor >= 1000:
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


def glued_hyphen(tokens: list[Token], at: int) -> int:
    """Return 1 where a hyphen joins the words around a position, else 0."""
    joined = at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued
    return int(joined)


def spelt_at(tokens: list[Token], at: int) -> Spelt | None:
    """Read the number in words that begins at a token, or None where none does."""
    if _is_pronoun(tokens, at):
        return None
    count, end = _Count(), at
    opening = _opening(tokens, at)
    if opening is not None:
        end, value = opening
        count.begin(value)
    for _ in range(_MOST_WORDS):
        after = _step(tokens, end, count, first=end == at)
        if after is None:
            break
        end = after
    if end == at or (opening is not None and end == opening[0]):
        return None
    factor = words.SCALES.get(count.scale or "", 1.0) if count.current == 0 else 1.0
    return Spelt(count.total + count.current, end, count.scale, factor)


def _opening(tokens: list[Token], at: int) -> tuple[int, float] | None:
    """Where a number opens with "a", "half a" or "setengah": the token behind it and its value; a multiplier must follow."""
    low = [token.low for token in tokens[at : at + 3]]
    if low[:2] in (["half", "a"], ["a", "half"]) and low[2:] and low[2] in words.MULTIPLIERS:
        return at + 2, 0.5
    if (low[0] in ("a", "one", "three") and low[1:] == ["quarter", "of"]) or low[1:] == ["quarters", "of"]:
        return _quarters(tokens, at)
    if low[0] in words.FRACTIONS and low[0] != "half" and low[1:2] and low[1] in words.MULTIPLIERS:
        numerator, denominator = words.FRACTIONS[low[0]]
        return at + 1, numerator / denominator
    if low[0] in ("a", "an") and low[1:2] and low[1] in words.MULTIPLIERS:
        return at + 1, 1.0
    return None


def _quarters(tokens: list[Token], at: int) -> tuple[int, float] | None:
    """Read "a quarter of a million" up to the multiplier, None where no multiplier follows."""
    end = at + 3 + int([token.low for token in tokens[at + 3 : at + 4]] == ["a"])
    if end >= len(tokens) or tokens[end].low not in words.MULTIPLIERS or words.MULTIPLIERS[tokens[end].low] < 1000:
        return None
    return end, 0.75 if tokens[at].low == "three" else 0.25


def _step(tokens: list[Token], at: int, count: _Count, *, first: bool) -> int | None:
    """Take the next word of the number, its hyphen or "and" included; None where the number ends."""
    if at >= len(tokens):
        return None
    if first:
        return at + 1 if count.add(tokens[at].low) else None
    after = _fraction_step(tokens, at, count)
    if after is not None:
        return after
    skip = int(_joins(tokens, at, count)) or glued_hyphen(tokens, at)
    if at + skip >= len(tokens) or (tokens[at].glued and not skip):
        return None
    return at + skip + 1 if count.add(tokens[at + skip].low) else None


def _joins(tokens: list[Token], at: int, count: _Count) -> bool:
    """Whether an "and" goes on with the number ("two hundred and five")."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low == "and" and count.scale is not None and (following in words.ONES or following in words.TENS)


def _fraction_step(tokens: list[Token], at: int, count: _Count) -> int | None:
    """Take "and a half", "setengah", or "point"/"koma" with its digits; None where none of them stands here."""
    low = tuple(token.low for token in tokens[at : at + 3])
    if low[0] in ("koma", "point"):
        return _decimals(tokens, at + 1, count)
    size = 3 if low == ("and", "a", "half") else int(low[0] == "setengah" and count.current > 0)
    if not size or count.room not in (0.0, 9.0, 999.0):
        return None
    count.add_half()
    return at + size


def _decimals(tokens: list[Token], at: int, count: _Count) -> int | None:
    """Take the digits behind "point" or "koma", one word each; None where none follows."""
    end = at
    while end < len(tokens) and end - at < 4 and 0 <= words.ONES.get(tokens[end].low, -1) < 10:
        end += 1
        count.add_decimal(words.ONES[tokens[end - 1].low], end - at)
    return end if end > at else None


def _is_pronoun(tokens: list[Token], at: int) -> bool:
    """Whether "one" or "satu" stands for a thing here, not for a count: "which one", "one-to-one", "salah satu"."""
    if tokens[at].low not in ("one", "satu"):
        return False
    before = tokens[at - 1].low if at else ""
    if before == "-" and tokens[at].glued:
        return True
    after = tokens[at + 1 : at + 3]
    if glued_hyphen(tokens, at + 1) and after[1].low not in words.PERIODS and after[1].low not in words.MULTIPLIERS:
        return True
    return before in words.NOT_A_ONE or (bool(after) and after[0].low in ("another", "by"))
