"""Numbers alone, in digits or in words: "1.2M", "1 200 000", "1 1/2", "3,5 miliar", "twenty-five", "half a dozen".

The separator rule, for all languages at once:
- two or more equal separators group thousands (1.250.000; 1,250,000; 1'250'000; 12,50,000); of two different ones the last is
  the decimal mark (1.250,50);
- one separator with other than three digits after it is the decimal mark (3.85; 3,5), as it is after a leading 0 (0.125);
- one separator with exactly three digits after it groups thousands (24.000; $1,150), save
  - before a percent sign or an x (33.333 %), where it is the decimal mark;
  - before a scale word: there its language's decimal mark is decimal ("1.125M", "1,125 miliar") and the other one groups;
- groups of exactly three digits with blanks between them are one number (1 200 000).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.language.quantities.spelt import spelt_at
from bot.language.quantities.tables import Scan
from bot.language.tokens import Form

LONGEST_NUMBER = 24
"""Characters; a longer run of digits is no amount anybody means."""
LARGEST = 1e18
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,'][0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_DIGITS = re.compile(r"[0-9]{1,3}")
_LARGEST_DENOMINATOR = 100
_SLASHES = ("/", "⁄")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from the tokens up to `end`; see `Quantity` for the rest."""

    value: float
    end: int
    scale: str | None = None
    factor: float = 1.0
    spelt: bool = False
    approximate: bool = False
    unclear: bool = False
    too_large: bool = False
    fraction: bool = False


def digits_value(text: str, decimal: str | None = None) -> float | None:
    """Return the value of digits with separators by the rule above; None where malformed.

    `decimal` is the mark that what follows makes decimal: "." or "," of a scale word's language, "any" before a percent sign.
    """
    marks = [character for character in text if not character.isdigit()]
    if not marks:
        return float(text)
    whole, fraction = text.rsplit(marks[-1], 1)
    decimals = _is_decimal(whole, fraction, marks[0], decimal) if len(marks) == 1 else _closes(whole, marks)
    if decimals:
        return float(f"{_bare(whole)}.{fraction}")
    return float(_bare(text)) if len(set(marks)) == 1 and _GROUPED.fullmatch(text) else None


def _closes(whole: str, marks: list[str]) -> bool:
    """Whether the last of several separators is the decimal mark: another one than those that group before it."""
    return marks[-1] not in marks[:-1] and marks[-1] != "'" and _GROUPED.fullmatch(whole) is not None


def _is_decimal(whole: str, fraction: str, mark: str, decimal: str | None) -> bool:
    """Whether a lone separator is the decimal mark."""
    if mark == "'":
        return False
    if len(fraction) != 3 or whole.startswith("0") or len(whole) > 3:
        return True
    return decimal is not None and decimal in ("any", mark)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def numeral_at(scan: Scan, at: int, *, priced: bool = False) -> Numeral | None:
    """Read the number that begins at a token; None where there is none. `priced` tells that a currency stands before it."""
    form = scan.form(at)
    if form is Form.NUMBER:
        return _in_digits(scan, at, priced=priced)
    spelt = spelt_at(scan, at) if form is Form.WORD else None
    if spelt is None:
        return _part_of_a_scale(scan, at, priced=priced)
    numeral = Numeral(
        min(spelt.value, LARGEST), spelt.end, spelt.scale, spelt.factor, spelt=True, too_large=spelt.value > LARGEST,
        fraction=spelt.fraction,
    )  # fmt: skip
    return numeral if spelt.fraction else _scaled(scan, numeral, priced=priced)


def _part_of_a_scale(scan: Scan, at: int, *, priced: bool) -> Numeral | None:
    """Read "half a mil", "half a grand": a fraction of a scale word that stands for no number by itself."""
    share = scan.tables.fractions.get(scan.low(at))
    end = at + 1 + scan.tables.has("articles", scan.low(at + 1))
    if share is None or len(scan.low(end)) == 1 or not _is_scale(scan, end, priced=priced):
        return None
    return _scaled(scan, Numeral(share, end, spelt=True), priced=priced)


def _in_digits(scan: Scan, at: int, *, priced: bool) -> Numeral | None:
    """Read digits, a fraction behind them and scale words; digits inside names and ordinals are none."""
    text, end = _groups(scan, at)
    if _is_name(scan, end):
        return None
    if len(text) > LONGEST_NUMBER:
        return Numeral(LARGEST, end, too_large=True)
    value = digits_value(text, _decimal_of(scan, end, priced=priced))
    if value is None:
        return None
    numeral = _with_fraction(scan, Numeral(value, end, unclear=_is_list(scan, at, end, priced=priced)), at)
    return _scaled(scan, numeral, priced=priced)


def _groups(scan: Scan, at: int) -> tuple[str, int]:
    """Return digits whose groups of three are set apart by blanks, and the token behind them."""
    text, end = scan.tokens[at].text, at + 1
    if not (text.isdigit() and len(text) <= 3 and text[0] != "0"):
        return text, end
    while _is_group(scan, end):
        text += scan.tokens[end].text
        end += 1
    return text, end


def _is_group(scan: Scan, at: int) -> bool:
    """Whether exactly three digits stand one blank behind the token before, and no letters or digits touch them but a scale."""
    if scan.form(at) is not Form.NUMBER or scan.glued(at):
        return False
    token, before = scan.tokens[at], scan.tokens[at - 1]
    if not (token.text.isdigit() and len(token.text) == 3 and token.start - before.end == 1):
        return False
    return not scan.glued(at + 1) or scan.low(at + 1) in scan.tables.scales or scan.low(at + 1) in ".,;:!?)-–%€$"


def _is_list(scan: Scan, at: int, end: int, *, priced: bool) -> bool:
    """Whether groups of digits may as well be numbers of their own: "120 130 150"."""
    groups = [token.text for token in scan.tokens[at:end]]
    return len(groups) > 1 and len(groups[0]) == 3 and "000" not in groups and not priced


def _is_name(scan: Scan, end: int) -> bool:
    """Whether letters that are no unit touch the digits before them ("4th"), or digits follow those letters ("2b3")."""
    if not (scan.glued(end) and scan.form(end) is Form.WORD):
        return False
    inside = scan.glued(end + 1) and scan.form(end + 1) is Form.NUMBER
    return inside or scan.low(end) not in scan.tables.suffixes


def _decimal_of(scan: Scan, end: int, *, priced: bool) -> str | None:
    """Which mark is decimal by what follows the digits; None where nothing tells."""
    if _is_scale(scan, end, priced=priced):
        word = scan.low(end)
        home = scan.tables.home_scales.get(word) if scan.home else None
        return scan.tables.scales[home or word].decimal
    percent = scan.low(end) == "%" or scan.at("percent", end) is not None
    return "any" if percent or (scan.low(end) == "x" and scan.glued(end)) else None


def _with_fraction(scan: Scan, numeral: Numeral, at: int) -> Numeral:
    """Take a fraction behind a whole number ("1 1/2"), or the one these digits begin where it measures something ("1/2 year")."""
    mixed = _fraction(scan, numeral.end)
    if mixed is not None and numeral.value == int(numeral.value) and _one_blank(scan, numeral.end):
        return replace(numeral, value=numeral.value + mixed[0], end=mixed[1])
    alone = _fraction(scan, at) if numeral.end == at + 1 else None
    if alone is not None and (_measures(scan, alone[1]) or scan.low(at + 1) == "⁄"):
        return replace(numeral, value=alone[0], end=alone[1], fraction=not _measures(scan, alone[1]))
    return numeral


def _one_blank(scan: Scan, at: int) -> bool:
    return not scan.glued(at) and scan.tokens[at].start - scan.tokens[at - 1].end == 1


def _fraction(scan: Scan, at: int) -> tuple[float, int] | None:
    """Read "1/2" or "3⁄4": the value below one, and the token behind it."""
    above, below = scan.low(at), scan.low(at + 2)
    if scan.low(at + 1) not in _SLASHES or not _DIGITS.fullmatch(above) or not _DIGITS.fullmatch(below):
        return None
    apart = not scan.glued(at + 1) or not scan.glued(at + 2)
    if apart or scan.low(at + 3) in _SLASHES or not 0 < int(above) < int(below) <= _LARGEST_DENOMINATOR:
        return None
    return int(above) / int(below), at + 3


def _measures(scan: Scan, at: int) -> bool:
    """Whether a unit or a scale word stands at a place, which makes the fraction before it an amount."""
    at += scan.hyphen(at)
    word = scan.low(at)
    return scan.period(at) is not None or word in scan.tables.long_units or _is_scale(scan, at, priced=False)


def _scaled(scan: Scan, numeral: Numeral, *, priced: bool) -> Numeral:
    """Multiply by the scale words that follow ("hundred thousand", "ratus ribu"), a half before them first."""
    half = scan.at("and_a_half", numeral.end)
    value, end = (numeral.value + 0.5, half[0]) if half else (numeral.value, numeral.end)
    scale, factor, approximate = numeral.scale, numeral.factor, False
    times = 1.0
    for _ in range(2):
        hyphen = scan.hyphen(end)
        if not _is_scale(scan, end + hyphen, priced=priced):
            break
        scale = scan.low(end + hyphen)
        times *= scan.tables.scales[scale].factor
        approximate = approximate or scan.tables.scales[scale].about
        end += 1 + hyphen
    too_large = numeral.too_large or value * times > LARGEST
    return replace(
        numeral, value=min(value * times, LARGEST), end=end, scale=scale, factor=factor * times, approximate=approximate,
        too_large=too_large, fraction=numeral.fraction and scale is None,
    )  # fmt: skip


def _is_scale(scan: Scan, at: int, *, priced: bool) -> bool:
    """Whether a token is a scale word here: a lone letter must touch the digits, be a capital, or follow a price."""
    if scan.low(at) not in scan.tables.scales:
        return False
    token = scan.tokens[at]
    if token.glued or len(token.low) > 1:
        return True
    named = scan.glued(at + 1) and scan.low(at + 1) in ("'", "-")
    return (priced or token.text.isupper() or token.low == "k") and not named
