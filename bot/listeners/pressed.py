"""One press of a button as Slack tells it: who, where, on which message, and what the button carries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.domain.keys import thread_key
from bot.domain.records import Person
from bot.listeners.payloads import Payload, person_of

DOUBLE_CLICK = 2
"""Seconds within which a second press of the same button counts as the same press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """One press: who, where, on which message, and what the button carries."""

    person: Person
    body: Payload
    value: str
    at: float

    @classmethod
    def of(cls, body: Payload, action: Payload, context: Payload) -> Pressed:
        """Read a `block_actions` payload."""
        return cls(person=person_of(context), body=body, value=action.get("value") or "", at=seconds(action.get("action_ts")))

    @property
    def container(self) -> Payload:
        """Where Slack says the button stands."""
        found: Payload = self.body.get("container") or {}
        return found

    @property
    def channel(self) -> str:
        """The channel's id; empty in windows and in App Home."""
        return str((self.body.get("channel") or {}).get("id") or self.container.get("channel_id") or "")

    @property
    def view(self) -> Payload | None:
        """The window or Home the button stands in, None in a message."""
        return self.body.get("view")

    @property
    def is_private(self) -> bool:
        """Whether the button stands in a message that only this person sees."""
        return bool(self.container.get("is_ephemeral"))

    @property
    def reply_url(self) -> str:
        """The address for private answers; empty where there is none."""
        return str(self.body.get("response_url") or "")

    @property
    def root(self) -> str:
        """The time stamp of the thread that answers to a message belong to."""
        message = self.body.get("message") or {}
        ts = message.get("thread_ts") or self.container.get("thread_ts") or self.container.get("message_ts")
        return str(ts or "")

    @property
    def keys(self) -> list[str]:
        """Claims that overlap with those of a second press within DOUBLE_CLICK seconds, and with no later one's."""
        place = self.container.get("message_ts") or self.container.get("view_id")
        return press_keys(self.person, f"{place}:{_digest(self.value)}", self.at)

    @property
    def thread(self) -> str:
        """The key of the thread that answers belong to."""
        return thread_key(team=self.person.team, channel=self.channel, ts=self.root)


def seconds(ts: object) -> float:
    """Return a Slack time stamp in seconds; zero for what is none."""
    try:
        return float(str(ts))
    except ValueError:
        return 0.0


def press_keys(person: Person, place: str, at: float) -> list[str]:
    """Return the claims of a press at a time in seconds; a press of the same thing within DOUBLE_CLICK seconds shares one."""
    slot = int(at // DOUBLE_CLICK)
    return [f"{person.team}:press:{person.user}:{place}:{number}" for number in (slot, slot + 1)]


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]
