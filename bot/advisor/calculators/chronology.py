"""The dates that stand beside numbers: years, quarters and months, as points in time that can be put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTHS = (
    "jan(?:uary|uari)?", "feb(?:ruary|ruari)?", "mar(?:ch|et)?", "apr(?:il)?", "may|mei", "june?|juni", "july?|juli",
    "aug(?:ust)?|agu(?:stus|s)?", "sept?(?:ember)?", "oct(?:ober)?|okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?|des(?:ember)?",
)  # fmt: skip
_DATE = re.compile(
    r"(?<!\w)(?:(?P<year>(?:fy\s?)?(?:19|20)[0-9]{2})|(?:q|quarter\s|kuartal\s|k|tw\s?|h)(?P<part>[1-4])|(?P<month>"
    + "|".join(_MONTHS)
    + r"))(?!\w)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;.\n]|(?<!\w)(?:and|n|dan|vs|versus|to|ke|but|tapi)(?!\w)", re.IGNORECASE)
_FAR = 40


def moments(text: str, spans: Sequence[tuple[int, int]]) -> list[float | None]:
    """Return for every number the point in time of the date nearest to it, None where none is near. A date serves one number."""
    dates = [(found.start(), found.end(), _point(found)) for found in _DATE.finditer(text)]
    dates = [date for date in dates if not any(start < date[1] and date[0] < end for start, end in spans)]
    pairs = sorted(
        (_distance(text, span, date), index, number) for index, span in enumerate(spans) for number, date in enumerate(dates)
    )
    found: list[float | None] = [None] * len(spans)
    used: set[int] = set()
    for distance, index, number in pairs:
        if distance <= _FAR and found[index] is None and number not in used:
            found[index] = dates[number][2]
            used.add(number)
    return found


def _distance(text: str, span: tuple[int, int], date: tuple[int, int, float]) -> float:
    """How far a date is from a number: characters, more across a comma or an "and"."""
    low, high = (date[1], span[0]) if date[1] <= span[0] else (span[1], date[0])
    between = text[low:high]
    return len(between) + 12 * len(_BREAK.findall(between[: _FAR + 1]))


def _point(found: re.Match[str]) -> float:
    """A point on one line: years count 12 months, quarters 3; a bare quarter or month lies in the year 0."""
    if found["year"]:
        return 12.0 * int(found["year"][-4:])
    if found["part"]:
        return 3.0 * int(found["part"])
    low = found["month"].lower()
    return float(next(number for number, pattern in enumerate(_MONTHS, 1) if re.fullmatch(pattern, low)))
