"""Numbers alone, in digits or in words: "1.2M", "1.250.000", "3,5 miliar", "twenty-five", "dua belas ribu", "half a dozen".

The separator rule, for both languages at once:
- two or more equal separators group thousands (1.250.000; 1,250,000); of two different ones the last is the decimal mark
  (1.250,50);
- one separator with other than three digits after it is the decimal mark (3.85; 3,5), as it is after a leading 0 (0.125);
- one separator with exactly three digits after it groups thousands (24.000; $1,150), save
  - before a percent sign or an x (33.333 %), where it is the decimal mark;
  - before a scale word: there the dot is decimal ("1.125M") and the comma groups ("1,250k"), in Indonesian words the other way
    round ("1,125 miliar", "1.250 juta").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.matching.quantities import words
from bot.matching.quantities.spelt import glued_hyphen, spelt_at
from bot.matching.quantities.tokens import Form, Token

LONGEST_NUMBER = 24
"""Characters; a longer run of digits is no amount anybody means."""
LARGEST = 1e18
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,\u00a0\u202f][0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from the tokens up to `end`.

    `scale` is its last scale word, `factor` what its scale words multiply by, `spelt` tells that it stood in words.
    """

    value: float
    end: int
    scale: str | None = None
    spelt: bool = False
    approximate: bool = False
    factor: float = 1.0


def digits_value(text: str, following: str = "") -> float | None:
    """Return the value of digits with separators by the rule above, `following` being the next word; None where malformed."""
    if len(text) > LONGEST_NUMBER:
        return None
    marks = [character for character in text if not character.isdigit()]
    if not marks:
        return float(text)
    last = max(text.rfind(mark) for mark in marks)
    whole, fraction = text[:last], text[last + 1 :]
    if len(set(marks)) > 1 or (len(marks) == 1 and _is_decimal(whole, fraction, marks[0], following)):
        if len(marks) > 1 and not (_GROUPED.fullmatch(whole) and marks[-1] not in marks[:-1]):
            return None
        return float(f"{_bare(whole)}.{fraction}")
    return float(_bare(text)) if _GROUPED.fullmatch(text) else None


def _is_decimal(whole: str, fraction: str, mark: str, following: str) -> bool:
    """Whether a lone separator is the decimal mark."""
    if mark in "\u00a0\u202f":
        return False
    if len(fraction) != 3 or whole.startswith("0") or len(whole) > 3:
        return True
    if following in words.PERCENT_WORDS or following in ("%", "x"):
        return True
    if following in words.SCALES:
        return (mark == ",") is (following in words.INDONESIAN_SCALES)
    return False


def _bare(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def numeral_at(tokens: list[Token], at: int, *, priced: bool = False, rupiah: bool = False) -> Numeral | None:
    """Read the number that begins at a token; None where there is none.

    `priced` tells that a currency stands before it, `rupiah` that an M behind it means "miliar".
    """
    if at >= len(tokens):
        return None
    if tokens[at].form is Form.NUMBER:
        return _in_digits(tokens, at, priced=priced, rupiah=rupiah)
    spelt = spelt_at(tokens, at) if tokens[at].form is Form.WORD else None
    return None if spelt is None else Numeral(min(spelt.value, LARGEST), spelt.end, spelt.scale, spelt=True, factor=spelt.factor)


def _in_digits(tokens: list[Token], at: int, *, priced: bool, rupiah: bool) -> Numeral | None:
    """Read digits and the scale words behind them; digits inside names and ordinals are none."""
    end = at + 1
    if end < len(tokens) and tokens[end].glued and tokens[end].form is Form.WORD:
        inside_name = end + 1 < len(tokens) and tokens[end + 1].glued and tokens[end + 1].form is Form.NUMBER
        if tokens[end].low not in words.GLUED_SUFFIXES or inside_name:
            return None
    following = tokens[end].low if end < len(tokens) and _is_scale(tokens, end, priced=priced) else ""
    if (
        not following
        and end < len(tokens)
        and (tokens[end].low in {*words.PERCENT_WORDS, "%"} or (tokens[end].low == "x" and tokens[end].glued))
    ):
        following = tokens[end].low
    value = digits_value(tokens[at].text, words.MILIAR if rupiah and following == "m" else following)
    if value is None:
        return None
    return _scaled(tokens, value, end, priced=priced)


def _scaled(tokens: list[Token], value: float, end: int, *, priced: bool) -> Numeral:
    """Multiply by the scale words that follow ("hundred thousand", "ratus ribu"), a half before them first."""
    value, end = _and_a_half(tokens, value, end)
    scale, factor, approximate = None, 1.0, False
    for _ in range(2):
        hyphen = glued_hyphen(tokens, end)
        if not _is_scale(tokens, end + hyphen, priced=priced):
            break
        scale = tokens[end + hyphen].low
        factor *= words.SCALES[scale]
        approximate = approximate or scale in words.APPROXIMATE_SCALES
        end += 1 + hyphen
    return Numeral(min(value * factor, LARGEST), end, scale, approximate=approximate, factor=factor)


def _and_a_half(tokens: list[Token], value: float, end: int) -> tuple[float, int]:
    """Add a half for "and a half" and for "setengah" right behind a number."""
    following = tuple(token.low for token in tokens[end : end + 3])
    if following == ("and", "a", "half"):
        return value + 0.5, end + 3
    if following[:1] == ("setengah",):
        return value + 0.5, end + 1
    return value, end


def _is_scale(tokens: list[Token], at: int, *, priced: bool) -> bool:
    """Whether a token is a scale word here: a lone letter must touch the digits, be a capital, or follow a price."""
    if at >= len(tokens) or tokens[at].low not in words.SCALES:
        return False
    token = tokens[at]
    next_to_apostrophe = at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].text in "'’-"
    if token.glued or len(token.low) > 1:
        return True
    return (priced or token.text.isupper() or token.low == "k") and not next_to_apostrophe
