"""What somebody fills in to teach a topic."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bot.domain.audience import WORKSPACE, Audience
from bot.domain.language import Language, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLink:
    """Something to open along with the answer; not for customers' eyes unless it says so."""

    title: str
    url: str
    for_customers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Ways of asking in one language, and what to answer them: as it was typed, and not yet sound. Empty texts are open.

    `source` is an address, or says in words where the answer is known from. `review_on` is the day to look at it again,
    `audience` for whom it is, `owner` the id of whoever is reminded then; empty for whoever teaches it.
    """

    language: Language
    questions: tuple[str, ...] = ()
    answer: str = ""
    title: str = ""
    side: Segment = Segment.BOTH
    source: str = ""
    links: tuple[LessonLink, ...] = ()
    review_on: datetime.date | None = None
    audience: Audience = WORKSPACE
    owner: str = ""
