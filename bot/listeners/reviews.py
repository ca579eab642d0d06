"""Reminds whoever looks after a taught topic, once, when the day has come to look at it again."""

from __future__ import annotations

import datetime

from slack_sdk import WebClient

from bot.domain.inbox import InboxItem
from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from bot.listeners.intake import Intake
from bot.listeners.sender import post
from bot.listeners.teach_desk import TeachDesk, below
from bot.rendering.teach import EDIT, deed_button

REVIEW = "review"
"""The kind of item that a reminder is."""
FROM = datetime.time(7, tzinfo=datetime.UTC)
"""When a day begins on which somebody is reminded: a morning from London to Jakarta, and early in New York."""
REMEMBERED = datetime.timedelta(days=3650)
"""How long it is known that somebody was reminded of a day: as good as ever."""


class Reviews:
    """The reminders. They pass through the inbox: of several copies of the bot one sends each, also after a restart."""

    def __init__(self, teaching: TeachDesk, intake: Intake) -> None:
        self._teaching = teaching
        self._desk = teaching.desk
        self._intake = intake

    def look(self) -> None:
        """Put in a reminder of everything that is due and that nobody was reminded of."""
        for taught in self._desk.stores.taught.current():
            if self._is_due(taught):
                person = Person(team=taught.changed_by.team, user=taught.owner)
                details = {"topic": taught.id, "day": str(taught.review_on)}
                self._intake.put(REVIEW, key=f"{_key(taught)}:sending", person=person, details=details, limited=False)

    def answer(self, item: InboxItem, client: WebClient) -> None:
        """Remind, unless the topic has changed hands, its day, or its state meanwhile."""
        taught = self._desk.stores.taught.find(topic=item.details["topic"])
        if taught is None or taught.owner != item.person.user or not self._is_due(taught):
            return
        language = self._desk.known_language(item.person) or self._desk.language(client, item.person)
        message = self._desk.slack.note(language, "teach_review_due", topic=self._teaching.name_of(taught, language))
        if self._teaching.curates(client, item.person):
            message = below(message, deed_button(self._desk.slack.wording, language, taught, EDIT))
        post(client, channel=item.person.user, message=message)
        self._desk.stores.seen.claim(keys=[_key(taught)], hold=REMEMBERED)

    def _is_due(self, taught: Taught) -> bool:
        """Whether it answers, its day has come, and nobody was reminded: what is claimed for no time is only looked at."""
        if taught.state is not TaughtState.PUBLISHED or taught.review_on is None or not taught.owner:
            return False
        has_come = self._desk.clock() >= datetime.datetime.combine(taught.review_on, FROM)
        return has_come and self._desk.stores.seen.claim(keys=[_key(taught)], hold=datetime.timedelta())


def _key(taught: Taught) -> str:
    return f"{taught.changed_by.team}:review:{taught.id}:{taught.review_on}"
