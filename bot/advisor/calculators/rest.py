"""What a message says besides its numbers and the words that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.matching.quantities.words import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_FILLERS = word_set(
    "it its it's was were is are be been about around roughly total totals in all so ok okay well i had have has the a an "
    "of at and with that that's then just only sorry say maybe think guess oh ah yes yep for us our my we you there would "
    "what how if when instead make change actually mean meant no wait out from to itu adalah sekitar kira-kira jadi jadinya "
    "totalnya semuanya oke ya iya sih kok cuma hanya kalau kalo klo ada yang yg nya aja saja kak min segini angkanya "
    "nilainya jumlahnya dan dengan dgn dari dr eh maaf misal misalnya jika bila andai seandainya bagaimana gimana gmn ganti "
    "ubah berapa brp lalu trus terus nah kami kita saya"
)
"""Words beside a number that say nothing of their own."""


_QUESTION = re.compile(
    r"\?|(?<!\w)(?:is|are|am|do|does|did|can|could|should|which|who|where|why|whats?|how|hw|apa|apakah|gimana|bagaimana|gmn|mana|"
    r"kenapa|haruskah)(?!\w)|(?<!\w)(?:ga|gak|nggak|ngga)\s*$",
    re.IGNORECASE,
)
_STAFF = re.compile(r"(?<!\w)(?:employee\w?|staff|workers?|headcount|karyawan\w{0,3}|pegawai\w{0,3}|staf)(?!\w)", re.IGNORECASE)
_PEOPLE = re.compile(r"(?<!\w)(?:people|ppl|persons?|orang|org)(?!\w)", re.IGNORECASE)
_FIRM = re.compile(
    r"(?<!\w)(?:ha[sd]|have|with|of|firm\w?|compan\w{1,3}|isi|isinya|berisi|punya|perusahaan\w{0,3}|kantor\w{0,3}|tim|team)(?!\w)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a message asks something, with or without a question mark."""
    return _QUESTION.search(text) is not None


def speaks_of_size(text: str) -> bool:
    """Whether a number counts who works somewhere ("a firm of 150 people") rather than customers or deals."""
    return _STAFF.search(text) is not None or (_PEOPLE.search(text) is not None and _FIRM.search(text) is not None)


def other_words(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return the words that are no filler and lie outside the spans of numbers and of the metric's words."""
    taken = tuple(spans)
    return [word.group() for word in _WORD.finditer(text) if not _is_said(word, taken)]


def _is_said(word: re.Match[str], spans: tuple[tuple[int, int], ...]) -> bool:
    return word.group().lower() in _FILLERS or any(start <= word.start() and word.end() <= end for start, end in spans)
