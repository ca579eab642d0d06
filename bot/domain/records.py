"""What is kept beyond one reply: questions asked, feedback, assessments. All times carry a time zone."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.language import Language, Segment
from bot.domain.reply import Outcome

TEXT_LIMIT = 4_000
"""How many characters of what somebody wrote are kept: as long as Slack recommends a message to be."""

_GIST_LIMIT = 500
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who asks: `team` is a workspace's key (see `bot.domain.keys`), `user` an id in it; both empty in the terminal."""

    team: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """One question and how it ended. `id` is made by the asker's side, so that a feedback button can carry it."""

    id: str
    person: Person
    text: str
    language: Language
    outcome: Outcome
    asked_at: datetime.datetime
    thread: str | None = None
    topics: tuple[str, ...] = ()
    segment: Segment | None = None
    confidence: float = 0.0

    @property
    def gist(self) -> str:
        """The words alone in lower case: two questions with the same gist are the same question."""
        folded = unicodedata.normalize("NFKC", self.text[:TEXT_LIMIT]).casefold()
        return " ".join(_WORD.findall(folded))[:_GIST_LIMIT] or folded.strip()[:_GIST_LIMIT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one person thinks of one answer; `question` is the question's id. A later opinion replaces an earlier one."""

    question: str
    person: Person
    helpful: bool
    given_at: datetime.datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRecord:
    """The answers one person gave to the fit assessment (JSON data) and the version of the model they were given to.

    The result is not kept: it is computed again from the answers.
    """

    id: str
    person: Person
    answers: Mapping[str, Any]
    model: str
    made_at: datetime.datetime
