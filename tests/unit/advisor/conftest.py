"""Messages weighed beforehand, so that decisions are tested apart from matching."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.language import Language, Segment
from bot.domain.match import Explanation
from bot.language.message import Message
from bot.language.reader import Reader
from bot.matching.model import Thresholds
from bot.matching.weighing import Weighed
from tests.toys import toy_lexicon

Weigh = Callable[..., Weighed]
READER = Reader(toy_lexicon(), {})


@dataclass(frozen=True)
class RoteReading:
    """A reading whose parts a test sets as it needs them."""

    message: Message
    words: tuple[str, ...]
    content: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]

    concepts: tuple[tuple[str, str], ...]
    asks: bool
    firm: bool
    language: Language | None
    features: Mapping[str, frozenset[str]] = field(default_factory=dict)

    unknown: tuple[str, ...] = ()
    sized: None = None

    @property
    def names_side(self) -> bool:
        return bool(self.sides)

    @property
    def corrected(self) -> tuple[str, ...]:
        return self.words

    @property
    def stems(self) -> tuple[str, ...]:
        return self.words


def _ranked(shares: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))


def make_weighed(
    text: str = "a plain message",
    *,
    topics: Mapping[str, float] | None = None,
    intents: Mapping[str, float] | None = None,
    follow_ups: Mapping[str, float] | None = None,
    none: float = 0.0,
    segment: Segment | None = None,
    content: Sequence[str] = (),
    sides: Sequence[tuple[str, str]] = (),
    concepts: Sequence[tuple[str, str]] = (),
    language: Language | None = Language("en"),
    firm: bool = False,
    scope: float = 1.0,
    sure: float = 1.0,
) -> Weighed:
    """A weighed message; topics that are not named get next to nothing."""
    reading = RoteReading(
        message=READER.read(text),
        words=tuple(text.replace("?", "").split()),
        content=tuple(content),
        sides=tuple(sides),
        concepts=tuple(concepts),
        asks="?" in text,
        firm=firm,
        language=language,
    )
    return Weighed(
        reading=reading,  # type: ignore[arg-type]  # all that decisions look at
        topics=_ranked({"price": 0.0, "speed": 0.0, "churn": 0.0} | dict(topics or {})),
        intents=_ranked({"greeting": 0.0} | dict(intents or {})),
        follow_ups=_ranked({"why": 0.0} | dict(follow_ups or {})),
        none=none,
        segment=segment,
        scope=scope,
        sure=sure,
    )


ONCE = math.log(1e10) / 2
"""What a share weighs for which its logarithm counts as it is: `log_share` goes from -1 to 1, the least share is 1e-10."""

TURN_WEIGHTS = {
    **dict.fromkeys(("stay share", "turn share", "view share", "side share", "correction share", "outside"), ONCE),
    **dict.fromkeys(("social share", "language share", "fit share", "browse share", "yes share"), ONCE),
    "side named alone": 20.0,
}
"""Weights under which the likeliest label of the matcher wins, and a side named alone beats all."""


class RoteMatcher:
    """Stands in for the matcher: knows what every text weighs."""

    thresholds = Thresholds(answer=0.5, unknown=0.5)
    turn_weights = TURN_WEIGHTS

    def __init__(self, known: Mapping[str, Weighed] | None = None) -> None:
        self.known = dict(known or {})
        self.reader = READER
        self.pairs: dict[str, tuple[Weighed, ...]] = {}

    def weigh(self, message: Message) -> Weighed:
        return self.known.get(message.text, make_weighed(message.text, none=1.0, scope=0.0, sure=0.0))

    def weigh_text(self, text: str) -> Weighed:
        return self.weigh(self.reader.read(text))

    def read(self, text: str) -> Any:
        words = text.lower().replace(".", "").split()
        return make_weighed(" ".join(words), content=words).reading

    def questions(self, weighed: Weighed) -> tuple[Weighed, ...]:
        return self.pairs.get(weighed.message.text, (weighed,))

    def is_sure(self, weighed: Weighed) -> bool:
        return self.is_inside(weighed) and weighed.sure >= 0.5

    def is_inside(self, weighed: Weighed) -> bool:
        return weighed.scope >= 0.5

    def explain(self, weighed: Weighed) -> Explanation:
        return Explanation(words=weighed.reading.words)


@pytest.fixture
def weighed() -> Weigh:
    """Makes weighed messages."""
    return make_weighed


@pytest.fixture
def rote() -> Any:
    """A matcher that knows by rote what it is told."""
    return RoteMatcher()
