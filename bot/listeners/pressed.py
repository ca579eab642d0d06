"""One press of a button as Slack tells it: who, where, on which message, and what the button carries."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from bot.domain.keys import thread_key
from bot.domain.records import Person
from bot.listeners.payloads import Payload, command_memory, is_foreign, person_of
from bot.rendering.slack import RATE
from bot.rendering.slack_text import cut, escape

DOUBLE_CLICK = datetime.timedelta(seconds=1)
"""Within this time a second press of the same button counts as the same press."""
DEED = datetime.timedelta(seconds=30)
"""The same for what goes out to others, a shared answer or a call for an expert: longer than Slack may take to show it."""

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """One press of a button, or choice from a menu: who, where, on which message, and what it carries.

    `at` is the moment Slack tells, None where it tells none; `button` the button's action id, `row` that of the row it stands in;
    `is_foreign` whether another company's person pressed.
    """

    person: Person
    body: Payload
    value: str
    at: datetime.datetime | None
    button: str = ""
    row: str = ""
    is_foreign: bool = False

    @classmethod
    def of(cls, body: Payload, action: Payload, context: Payload) -> Pressed:
        """Read a `block_actions` payload."""
        return cls(
            person=person_of(context),
            body=body,
            value=str(action.get("value") or (action.get("selected_option") or {}).get("value") or ""),
            at=moment(action.get("action_ts")),
            button=str(action.get("action_id") or ""),
            row=str(action.get("block_id") or ""),
            is_foreign=is_foreign(body, context),
        )

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
    def message_ts(self) -> str:
        """The time stamp of the message the button stands in; empty in windows and in App Home."""
        message = self.body.get("message") or {}
        return str(self.container.get("message_ts") or message.get("ts") or "")

    @property
    def root(self) -> str:
        """The time stamp of the thread that answers to a message belong to."""
        message = self.body.get("message") or {}
        ts = message.get("thread_ts") or self.container.get("thread_ts") or self.container.get("message_ts")
        return str(ts or "")

    @property
    def ts(self) -> str:
        """The time stamp of the press itself; empty where Slack tells none."""
        return f"{self.at.timestamp():.6f}" if self.at is not None else ""

    @property
    def name(self) -> str:
        """How to name whoever pressed, as mrkdwn: by their name, which calls nobody; by a mention where Slack gives no name."""
        user = self.body.get("user") or {}
        name = str(user.get("name") or user.get("username") or "")
        return escape(cut(name, _LONGEST_NAME)) if name else f"<@{self.person.user}>"

    @property
    def question(self) -> str | None:
        """The id of the question that the message answers, as the thumbs below it know it; None where there are none."""
        message = self.body.get("message") or {}
        elements = (element for block in message.get("blocks") or () for element in block.get("elements") or ())
        return next((value[1:] for value in map(_thumb, elements) if value[:1] in ("+", "-")), None)

    @property
    def key(self) -> str:
        """What makes two presses the same but for their moment: the person, the message or window, and the button."""
        place = self.container.get("message_ts") or self.container.get("view_id")
        return press_key(self.person, f"{place}:{_digest(f'{self.button} {self.value}')}")

    @property
    def thread(self) -> str:
        """The key of the thread that answers belong to."""
        return thread_key(team=self.person.team, channel=self.channel, ts=self.root)

    def memory(self, now: datetime.datetime) -> str:
        """The key of the conversation that a message belongs to: in private, that of the person's commands of the day."""
        return command_memory(self.person, self.channel, now) if self.is_private else self.thread


def moment(ts: object) -> datetime.datetime | None:
    """Return the moment of a Slack time stamp, exact to the microsecond; None for what is none."""
    try:
        return datetime.datetime.fromtimestamp(float(str(ts)), tz=datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_later(ts: str, than: str) -> bool:
    """Whether one time stamp is later than another; False where either is none."""
    one, other = moment(ts), moment(than)
    return one is not None and other is not None and one > other


def press_key(person: Person, place: str) -> str:
    """Return the claim of a person's press of the same thing at the same place."""
    return f"{person.team}:press:{person.user}:{place}"


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def _thumb(element: Payload) -> str:
    """The value of a thumb: its sign, and the question it is on; empty for any other element."""
    if str(element.get("action_id") or "").partition(".")[0] != RATE:
        return ""
    return str((element.get("positive_button") or element).get("value") or "")
