"""Filling in a play's message: a window with a field for each blank, then the result in it, seen by one person alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.brief.stored import encode_deal
from bot.domain.blanks import blanks_of, filled
from bot.domain.conversation import Action, ActionKind
from bot.domain.language import FALLBACK, Language, Segment
from bot.domain.reply import BriefPart
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.pressed import Pressed
from bot.listeners.windows import Opening, Windows
from bot.rendering.fill import FIELD, FILL, fill_form, fill_result
from bot.rendering.slack_blocks import BlockJson


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message being filled in: of which play and side, in which language, and what stands in its blanks."""

    play: str
    side: Segment
    language: Language
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: str) -> Draft | None:
        """Return the draft that `write` wrote, None for anything else."""
        try:
            play, side, language, values = json.loads(data)
            texts = {str(name): str(value) for name, value in values.items()}
            return cls(play=str(play), side=Segment(side), language=Language(language), values=texts)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None

    def write(self) -> str:
        """Return the draft as a window's metadata or a button's value; what does not fit there is left out."""
        whole = json.dumps([self.play, self.side, self.language, dict(self.values)], ensure_ascii=False)
        return whole if len(whole) <= _LONGEST else json.dumps([self.play, self.side, self.language, {}])


_LONGEST = 2000
"""Characters a button's value may hold (docs.slack.dev, button element)."""


class FillWindows:
    """The listeners of the window that fills in messages."""

    def __init__(self, desk: FrontDesk, *, windows: Windows) -> None:
        self._desk = desk
        self._windows = windows

    @staticmethod
    def takes(action: Action) -> bool:
        """Whether a press fills in a message."""
        return action.kind is ActionKind.FILL

    def open(self, client: WebClient, pressed: Pressed, action: Action) -> bool:
        """Open the window for whoever pressed; False for a message there is none of any more."""
        side = action.segment or Segment.BOTH
        if self._desk.slack.wording.message(action.topic or "", side, FALLBACK) is None:
            return False

        opening = Opening.of_press(pressed)

        def draw(language: Language) -> BlockJson:
            values = self._told(client, opening, language)
            return self._form(Draft(play=action.topic or "", side=side, language=language, values=values))

        self._windows.open(client, opening, draw)
        return True

    def _told(self, client: WebClient, opening: Opening, language: Language) -> Mapping[str, str]:
        """What the brief of the conversation, if there is one, tells for blanks."""
        talk = self._desk.stores.conversations.find(thread=opening.thread) if opening.thread else None
        opened = talk.open_brief if talk is not None else None
        if opened is None:
            return {}
        again = Action(kind=ActionKind.BRIEF, value=encode_deal(opened.deal))
        part = self._desk.read(client, opening.person, again, language).parts[0]
        told = part.brief if isinstance(part, BriefPart) else None
        return {} if told is None else self._desk.slack.wording.blanks(told, language)

    def take(self, ack: Ack, view: Payload) -> BoltResponse:
        """Answer the fields with the finished message, in the same window."""
        draft = Draft.read(str(view.get("private_metadata") or ""))
        text = self._message(draft.play, draft.side, draft.language) if draft is not None else None
        if draft is None or text is None:
            return ack()
        given = {name: _value(view, place) for place, name in enumerate(blanks_of(text))}
        whole, wording = filled(text, given), self._desk.slack.wording
        if whole is None:
            empty = [place for place, value in enumerate(given.values()) if not value.strip()]
            reason = wording.words(draft.language, "fill_open")
            return ack(response_action="errors", errors={f"{FILL}.{place}": reason for place in empty})
        again = Draft(play=draft.play, side=draft.side, language=draft.language, values=given).write()
        return ack(response_action="update", view=fill_result(wording, draft.language, whole, again))

    def handle_back(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Lead back from the finished message to its fields."""
        pressed = Pressed.of(body, action, context)
        draft = Draft.read(pressed.value)
        if draft is not None and self._message(draft.play, draft.side, draft.language) is not None:
            form = self._form(draft)
            self._windows.change(client, Opening.of_press(pressed), lambda _: form)

    def _form(self, draft: Draft) -> BlockJson:
        text = self._message(draft.play, draft.side, draft.language) or ""
        empty = Draft(play=draft.play, side=draft.side, language=draft.language)
        return fill_form(self._desk.slack.wording, draft.language, text, empty.write(), draft.values)

    def _message(self, play: str, side: Segment, language: Language) -> str | None:
        wording = self._desk.slack.wording
        return wording.message(play, side, language) if language in wording.languages else None


def _value(view: Payload, place: int) -> str:
    return str(((view["state"]["values"].get(f"{FILL}.{place}") or {}).get(FIELD) or {}).get("value") or "")
