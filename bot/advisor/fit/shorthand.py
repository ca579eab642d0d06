"""Writes out what people shorten around numbers, so that ranges, spans and idioms are read as what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RANGE = re.compile(r"(?i)(?<=\d)(k|rb|ribu|jt|juta|m|mio|bln|thn)[-–](?=(?:rp|[$€£])?\d)")
"""The dash of "1.5k-2k" and "5jt-10jt", which without blanks looks like the sign of a negative number."""
_WHOLE: Mapping[str, str] = {
    "utk": "untuk", "taun": "tahun", "sebulanan": "sebulan", "semingguan": "seminggu", "setahunan": "setahun",
    "satu dua orang": "1-2 orang", "satu atau dua": "1-2", "dua tiga": "2-3", "dua atau tiga": "2-3", "tiga empat": "3-4",
    "empat lima": "4-5", "lima enam": "5-6", "enam tujuh": "6-7",
    "quarter-long": "3-month", "month-long": "1-month", "year-long": "12-month",
    "one or two": "1-2", "two or three": "2-3",
    "three or four": "3-4", "four or five": "4-5", "five or six": "5-6", "quarter million": "250 thousand",
    "a quarter million": "250 thousand", "a quarter of a million": "250 thousand", "seperempat juta": "250 ribu",
}  # fmt: skip
_WORD = re.compile("|".join(rf"\b{re.escape(short)}\b" for short in sorted(_WHOLE, key=len, reverse=True)), re.IGNORECASE)


def written_out(text: str) -> str:
    """Return the text with every shortened form written out; all else stays as it is."""
    return _WORD.sub(lambda found: _WHOLE[found.group().lower()], _RANGE.sub(r"\1 - ", text))
