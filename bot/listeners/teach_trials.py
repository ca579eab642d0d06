"""Trying a topic in private before it is published: a window that tells what the bot would answer with it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.audience import Spot
from bot.domain.conversation import Utterance
from bot.domain.language import FALLBACK, Language
from bot.domain.records import Person
from bot.domain.reply import AnswerPart
from bot.domain.taught import Taught
from bot.errors import BotError
from bot.listeners.calculator_windows import field_values
from bot.listeners.payloads import Payload, person_of
from bot.listeners.pressed import Pressed
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.windows import Opening, Windows
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.slack_blocks import context as small_print
from bot.rendering.slack_text import escape
from bot.rendering.teach_trial import QUESTION, TrialForm, trial_form

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Which version of which topic is tried, in which language the window stands."""

    language: Language
    topic: str
    version: int

    def write(self) -> str:
        return json.dumps([self.language, self.topic, self.version])

    @classmethod
    def read(cls, metadata: str) -> _Trial:
        with suppress(ValueError, TypeError, RecursionError):
            language, topic, version = json.loads(metadata)
            return cls(Language(language), str(topic), int(version))
        return cls(FALLBACK, "", 0)


class TrialWindows:
    """The listeners of the window. Nothing that is tried is remembered, logged, or told to anybody else."""

    def __init__(self, teaching: TeachDesk, *, windows: Windows) -> None:
        self._teaching = teaching
        self._desk = teaching.desk
        self._windows = windows

    def may_try(self, client: WebClient, person: Person, taught: Taught | None) -> bool:
        """Whether somebody may try a topic: whoever wrote it or looks after it, and every curator."""
        own = taught is not None and person.user in (taught.proposer, taught.owner, taught.changed_by.user)
        return own or self._teaching.curates(client, person)

    def open(self, client: WebClient, pressed: Pressed, taught: Taught) -> None:
        """Open the window for whoever pressed."""

        def draw(language: Language) -> BlockJson:
            return self._form(_Trial(language, taught.id, taught.version), taught)

        self._windows.open(client, Opening.of_press(pressed), draw)

    def take(self, ack: Ack, view: Payload, next: Callable[[], Any]) -> BoltResponse | None:  # noqa: A002  Bolt asks for this name
        """Say at once that it takes a moment: the topic has to be learnt first."""
        trial = _Trial.read(str(view.get("private_metadata") or ""))
        taught, question = self._desk.stores.taught.find(topic=trial.topic), _question(view)
        waiting = [self._line(trial, "teach_try_wait")]
        heard = ack(response_action="update", view=self._form(trial, taught, question, waiting))
        next()
        return heard

    def handle_submit(self, view: Payload, context: Payload, client: WebClient) -> None:
        """Show what would be answered."""
        trial, question = _Trial.read(str(view.get("private_metadata") or "")), _question(view)
        taught = self._desk.stores.taught.find(topic=trial.topic)
        if taught is None or taught.version != trial.version or not self.may_try(client, person_of(context), taught):
            blocks = [self._line(trial, "teach_gone")]
        else:
            blocks = self._answer(trial, taught, question)
        form = self._form(trial, taught, question, blocks)
        client.views_update(view_id=view["id"], view=form)

    def _answer(self, trial: _Trial, taught: Taught, question: str) -> list[BlockJson]:
        try:
            edition = self._teaching.trial(taught)
        except (BotError, OSError) as error:
            logger.error("The topic “%s” cannot be tried: %s", taught.id, error)  # noqa: TRY400  it tells what is wrong itself
            return [self._line(trial, "teach_try_failed")]
        here = edition.at(Spot(channel=min(taught.audience.channels, default="")))
        reply = here.advisor.respond(Utterance(text=question, locale=trial.language))
        found = (taught.target or taught.id) in [part.topic for part in reply.parts if isinstance(part, AnswerPart)]
        told = self._line(trial, "teach_try_found" if found else "teach_try_missed")
        return [told, *here.slack.body(replace(reply, actions=()))]

    def _line(self, trial: _Trial, key: str) -> BlockJson:
        return small_print(escape(self._desk.slack.wording.words(trial.language, key)))

    def _form(self, trial: _Trial, taught: Taught | None, question: str = "", below: Sequence[BlockJson] = ()) -> BlockJson:
        name = self._teaching.name_of(taught, trial.language) if taught is not None else ""
        form = TrialForm(name=name, metadata=trial.write(), question=question, below=below)
        return trial_form(self._desk.slack.wording, trial.language, form)


def _question(view: Payload) -> str:
    return field_values(view).get(QUESTION, "").strip()
