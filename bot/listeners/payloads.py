"""Slack's payloads read into the product's own words: who asks, where, what, and whether it is for the bot at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.domain.keys import team_key, thread_key
from bot.domain.records import Person
from bot.listeners.message_words import mentioned_in, words_of

Payload: TypeAlias = Mapping[str, Any]

_SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of messages that people write; edits, deletions, joins and bots' posts carry others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One message that is a question to the bot. `ts` is its own time stamp, `thread_ts` that of the thread it stands in.

    `follows` tells that it does not mention the bot but follows it in a thread.
    """

    person: Person
    channel: str
    ts: str
    thread_ts: str | None
    text: str
    direct: bool = False
    follows: bool = False

    @property
    def key(self) -> str:
        """What makes the message one; a mention and its `message` twin share it."""
        return f"{self.person.team}:{self.channel}:{self.ts}"

    @property
    def details(self) -> dict[str, Any]:
        """Everything but the person as plain data; `read` turns it back."""
        return {
            "channel": self.channel,
            "ts": self.ts,
            "thread_ts": self.thread_ts,
            "text": self.text,
            "direct": self.direct,
            "follows": self.follows,
        }

    @classmethod
    def read(cls, person: Person, details: Mapping[str, Any]) -> Asked:
        """Return the question whose details these are."""
        return cls(
            person=person,
            channel=details["channel"],
            ts=details["ts"],
            thread_ts=details["thread_ts"],
            text=details["text"],
            direct=details["direct"],
            follows=details["follows"],
        )

    @property
    def root(self) -> str:
        """The time stamp of the thread that the answer belongs to."""
        return self.thread_ts or self.ts

    @property
    def is_first(self) -> bool:
        """Whether a thread begins with this message: nothing can be remembered of it when it is answered for the first time."""
        return not (self.thread_ts or self.direct or self.follows)

    @property
    def thread(self) -> str:
        """The key of that thread."""
        return thread_key(team=self.person.team, channel=self.channel, ts=self.root)

    @property
    def memory(self) -> str:
        """The key of what is remembered: the thread, or the whole day's talk for direct messages outside of threads."""
        if self.direct and not self.thread_ts:
            return thread_key(team=self.person.team, channel=self.channel, ts=f"day-{_day(self.ts)}")
        return self.thread


def person_of(context: Payload) -> Person:
    """Return who did something, from Bolt's context."""
    team = team_key(team=context.get("team_id"), enterprise=context.get("enterprise_id"))
    return Person(team=team, user=context.get("user_id") or "")


def context_of(person: Person) -> Payload:
    """Return as much of Bolt's context as `person_of` reads."""
    return {"team_id": person.team, "user_id": person.user}


def is_foreign(body: Payload, context: Payload) -> bool:
    """Whether a person of another company did this, as happens in channels shared with them; False where Slack does not tell.

    In an organisation of several workspaces, the person's home may be told by the organisation's id.
    """
    home, installed = _home(body), context.get("authorize_result")
    ours = {getattr(installed, "team_id", None), getattr(installed, "enterprise_id", None)} - {None}
    told = (body.get("enterprise") or {}).get("id") or (body.get("team") or {}).get("enterprise_id")
    organisation = told or body.get("enterprise_id")
    return bool(home and ours) and home not in ours and organisation not in ours


def _home(body: Payload) -> str | None:
    """The workspace of whoever did something: of a press, a message of another company's person, or a command."""
    user, event = body.get("user"), body.get("event")
    if isinstance(user, Mapping):
        return user.get("team_id")
    if isinstance(event, Mapping):
        return event.get("user_team")
    return body.get("team_id") if "command" in body else None


def is_spoken(event: Payload) -> bool:
    """Whether a person wrote this message just now: no bot, no edit, no deletion, no notice of Slack's own.

    An edit comes as `message_changed`, and where it mentions the bot as a mention like any other, however late: with `edited`.
    """
    from_machine = any(event.get(key) for key in ("bot_id", "bot_profile", "hidden", "edited"))
    user = event.get("user")
    return event.get("subtype") in _SPOKEN and not from_machine and bool(user) and user != "USLACKBOT"


def asked_of(event: Payload, person: Person, *, follows: bool = False) -> Asked:
    """Return the question in a message event."""
    return Asked(
        person=person,
        channel=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        text=words_of(event),
        direct=event.get("channel_type") == "im",
        follows=follows,
    )


def is_mentioned(event: Payload, user: str | None) -> bool:
    """Whether a message mentions a person or bot by id."""
    return user is not None and user in mentioned_in(event)


def speaks_to_others(event: Payload, bot_user: str | None) -> bool:
    """Whether a message is addressed to somebody else by a mention."""
    return bool(mentioned_in(event) - {bot_user})


def command_memory(person: Person, channel: str, now: datetime.datetime) -> str:
    """Return the key under which a person's slash commands of one day in one channel remember each other."""
    return thread_key(team=person.team, channel=channel, ts=f"{person.user}-{_day(str(now.timestamp()))}")


def _day(ts: str) -> int:
    try:
        return int(float(ts)) // 86_400
    except (ValueError, OverflowError):
        return 0
