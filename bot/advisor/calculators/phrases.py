"""The words of all metrics as one book of phrases: names, cues of the inputs, and what asks or is to be ignored.

Keys read `<metric>.name`, `.asks`, `.ignore` and `<metric>.<input>`; a weak cue ("~open") has the key with `.weak` behind it,
what says something else ("!gross profit") with `.barred`, and the words for all numbers of an input together with `.total`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.metric import Metric, Words

BOOK = "sums"
"""The name of the book."""
WEAK, BARRED, TOTAL = ".weak", ".barred", ".total"
_MARKS = {"~": WEAK, "!": BARRED}


def phrases_of(metrics: Mapping[str, Metric]) -> dict[str, list[str]]:
    """Return the phrases by key, those of all languages together; signs without a word ("%") are left to who reads tokens."""
    found: dict[str, list[str]] = {}
    for metric in metrics.values():
        for name, words in _lists(metric):
            for phrase in dict.fromkeys(one for phrases in words.values() for one in phrases):
                bare = phrase.lstrip("~!")
                if any(sign.isalnum() for sign in bare):
                    found.setdefault(f"{metric.id}.{name}{_MARKS.get(phrase[0], '')}", []).append(bare)
    return found


def _lists(metric: Metric) -> Iterator[tuple[str, Words]]:
    yield "name", metric.names
    yield "asks", metric.asks
    yield "ignore", metric.ignore
    for name, entry in metric.inputs.items():
        yield name, entry.cues
        yield f"{name}{TOTAL}", entry.totals
