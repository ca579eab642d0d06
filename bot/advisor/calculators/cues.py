"""Finds a metric's words in a text and weighs how closely they tie a number to an input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.metric import Words

STRONG = 10.0
"""A word right beside the number."""
LEAST = 3.0
"""A tie weaker than this is none."""
SURE = 5.0
"""A tie at least this strong counts as said in so many words."""
_WEAK = 2.0
"""What a cue marked "~" loses: a noun that stands near every number."""
_BOTH_SIDES = 2.0
_BEHIND = 0.05
"""Of two equal ties the one from before the number wins: "target 300" over "900 target"."""
_PER_WORD, _PER_COMMA, _PER_STOP, _PER_NUMBER, _LONGER = 1.0, 2.5, 6.0, 6.0, 0.5
_STOPS = re.compile(r"[.!?;\n](?:\s|$)")
_COMMAS = re.compile(r"[,(]|(?<!\w)(?:and|dan|but|tapi|while|sedangkan|sementara|against)(?!\w)", re.IGNORECASE)
_GAP = r"[^\n]{0,100}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a text: where, and what it is worth at best. `gapped` marks a phrase with other words in its middle."""

    start: int
    end: int
    worth: float
    gapped: bool = False


class CueWords:
    """The cues of one input (or the names of a metric) in both languages, ready to be looked for."""

    def __init__(self, words: Words) -> None:
        phrases = sorted({phrase for found in words.values() for phrase in found}, key=len, reverse=True)
        self._strong = _compiled(
            phrase for phrase in phrases if phrase[0] not in "~!" and "#" not in phrase and "…" not in phrase
        )
        self._gapped = _compiled(phrase for phrase in phrases if "…" in phrase)
        self._weak = _compiled(phrase[1:] for phrase in phrases if phrase[0] == "~")
        self._around = [tuple(_compiled([side.strip()]) for side in phrase.split("#", 1)) for phrase in phrases if "#" in phrase]
        self._barred = _compiled(phrase[1:] for phrase in phrases if phrase[0] == "!")

    def find(self, text: str) -> list[Cue]:
        """Return the cues of a text; a barred phrase ("!gross profit") hides those inside it."""
        barred = [found.span() for found in self._barred.finditer(text)] if self._barred else []
        cues = [
            Cue(found.start(), found.end(), STRONG - loss + _LONGER * (len(found.group().split()) - 1), pattern is self._gapped)
            for pattern, loss in ((self._strong, 0.0), (self._gapped, 0.0), (self._weak, _WEAK))
            if pattern is not None
            for found in pattern.finditer(text)
        ]
        return [cue for cue in cues if not any(start < cue.end and cue.start < end for start, end in barred)]

    def around(self, text: str, start: int, end: int) -> float:
        """Return what a cue with the number in it ("have # left", "had #") is worth, 0 where none is."""
        worth = 0.0
        for before, after in self._around:
            leading = before is None or _ends_near(text, before, start)
            trailing = after is None or _begins_near(text, after, end)
            if leading and trailing:
                worth = max(worth, STRONG + (_BOTH_SIDES if before and after else 0.0))
        return worth


def _ends_near(text: str, pattern: re.Pattern[str], start: int) -> bool:
    """Whether a phrase stands before the number with at most one word between."""
    return any(len(text[found.end() : start].split()) <= 1 for found in pattern.finditer(text, max(0, start - 30), start))


def _begins_near(text: str, pattern: re.Pattern[str], end: int) -> bool:
    """Whether a phrase stands behind the number with at most two words between."""
    return any(len(text[end : found.start()].split()) <= 2 for found in pattern.finditer(text, end, end + 40))


def tie(text: str, cues: Sequence[Cue], start: int, end: int, numbers: Sequence[tuple[int, int]]) -> float:
    """Return how strongly the cues tie the number between `start` and `end`; other numbers in between part them."""
    return max((_strength(text, cue, start, end, numbers) for cue in cues), default=0.0)


def _strength(text: str, cue: Cue, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> float:
    low, high = (cue.end, start) if cue.end <= start else (end, cue.start)
    if high < low:
        return 0.0
    between = text[low:high]
    if len(between) > 80:
        return 0.0
    crossed = sum(1 for first, last in numbers if low <= first and last <= high and (first, last) != (start, end))
    lost = _PER_WORD * len(between.split()) + _PER_NUMBER * crossed + _PER_COMMA * len(_COMMAS.findall(between))
    lost += _BEHIND if cue.start >= end else 0.0
    return cue.worth - lost - _PER_STOP * len(_STOPS.findall(between))


def _compiled(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for many phrases, longest first; Indonesian endings (-nya, -ku, -mu) may follow."""
    patterns = [_pattern(phrase) for phrase in phrases if phrase]
    if not patterns:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?:nya|ku|mu)?(?!\w)", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase).replace(r"\*", r"\w{0,12}").replace(r"\ ", r"\s{1,3}")
    return escaped.replace(r"\s{1,3}…\s{1,3}", rf"(?!\w){_GAP}(?<!\w)")
