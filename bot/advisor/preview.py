"""Looks ahead: asks the questions that a change is likely to touch of the knowledge before it and after it."""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from bot.domain.preview import Affected, Effect, Line, Preview
from bot.matching.matcher import Matcher

MOST_LOOKED_AT = 300
"""Questions weighed, those that share the most telling words with what is new: 2 ms each, and twice where the answer is not the
one that is known to be right. A question without any of its words is answered as before."""
_BEGINNING = 5
"""Letters by which words count as one, inflected or not."""
_WORD = re.compile(r"[^\W\d_]{3,}")


class Foresight:
    """Knows many questions by their words; safe to share between threads, and worth keeping: 25,000 take half a second."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = tuple({(line.text, line.origin): line for line in lines}.values())
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            for word in _words(line.text):
                self._by_word[word].append(at)

    def of(self, texts: Iterable[str], before: Matcher, after: Matcher, others: Iterable[Line] = ()) -> Preview:
        """Return what a change does. `texts` are the phrases, titles and answers that it brings, changes or takes away.

        `others` are questions to ask besides those it knows.
        """
        lines = self._near({word for text in texts for word in _words(text)}, others)
        affected = [found for line in lines if (found := _affected(line, before, after)) is not None]
        affected.sort(key=lambda one: (one.effect, one.line.origin))
        return Preview(affected=tuple(affected), looked_at=len(lines))

    def _near(self, words: AbstractSet[str], others: Iterable[Line]) -> Sequence[Line]:
        telling = {word: math.log((1 + len(self._lines)) / (1 + len(self._by_word.get(word, ())))) for word in words}
        scores: dict[int, float] = defaultdict(float)
        for word, worth in telling.items():
            for at in self._by_word.get(word, ()):
                scores[at] += worth
        known = [(score / _size(self._lines[at]), self._lines[at]) for at, score in scores.items()]
        more = [(sum(telling[word] for word in _words(line.text) & words) / _size(line), line) for line in dict.fromkeys(others)]
        best = heapq.nlargest(MOST_LOOKED_AT, (one for one in (*more, *known) if one[0] > 0), key=itemgetter(0))
        return [line for _, line in best]


def _size(line: Line) -> float:
    """What a long question's score is divided by: among many words some are shared by chance."""
    return math.sqrt(2 + len(line.text))


def _words(text: str) -> set[str]:
    return {word[:_BEGINNING] for word in _WORD.findall(text.casefold())}


def _affected(line: Line, before: Matcher, after: Matcher) -> Affected | None:
    new = _answer(line.text, after)
    if new in line.topics:
        return None
    old = _answer(line.text, before)
    if new == old:
        return None
    if not new:
        return Affected(line=line, effect=Effect.DOUBTFUL, before=old, after=new)
    owner = old or next(iter(line.topics), "")
    return Affected(line=line, effect=Effect.TAKEN if owner else Effect.FOUND, before=owner, after=new)


def _answer(text: str, matcher: Matcher) -> str:
    """The topic that answers a question directly; empty where it is asked back about, or declined."""
    weighed = matcher.weigh_text(text)
    return weighed.topics[0][0] if matcher.is_sure(weighed) else ""
