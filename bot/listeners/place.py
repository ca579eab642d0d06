"""Where an answer goes that a window has to be filled in for first: a thread, a private corner, or the window itself."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from bot.domain.keys import thread_key
from bot.domain.language import FALLBACK, Language
from bot.domain.records import Person
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, command_memory
from bot.listeners.pressed import Pressed
from bot.listeners.sender import answer_privately, post
from bot.rendering.slack import Message

_LONGEST_URL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel and thread (`root`), or the private address of a command or press; all empty for the window itself.

    `language` is that of the window, kept with it so that it can be answered without looking anything up.
    """

    language: Language
    channel: str = ""
    root: str = ""
    reply_url: str = ""

    @classmethod
    def of_press(cls, pressed: Pressed, language: Language, *, private: bool = False) -> Place:
        """Return the place of a button: its thread, or, if `private` or seen by one person alone, its own address."""
        if pressed.view is not None:
            return cls(language=language)
        channel, reply_url = pressed.channel, pressed.reply_url[:_LONGEST_URL]
        own_message = private and not channel.startswith("D")
        if pressed.is_private or own_message:
            return cls(language=language, channel=channel, reply_url=reply_url)
        return cls(language=language, channel=channel, root=pressed.root, reply_url=reply_url)

    @classmethod
    def of_command(cls, command: Payload, language: Language) -> Place:
        """Return the private place of a slash command."""
        return cls(language=language, channel=command["channel_id"], reply_url=command["response_url"][:_LONGEST_URL])

    @classmethod
    def read(cls, metadata: str) -> Place:
        """Return the place that `write` put into a window; an English window of its own for anything else."""
        try:
            language, channel, root, reply_url = json.loads(metadata)
            return cls(language=Language(language), channel=str(channel), root=str(root), reply_url=str(reply_url))
        except (ValueError, TypeError, RecursionError):
            return cls(language=FALLBACK)

    def write(self) -> str:
        """Return the place as a window's metadata."""
        return json.dumps([self.language, self.channel, self.root, self.reply_url])

    @property
    def is_window(self) -> bool:
        """Whether there is no place but the window."""
        return not self.reply_url and not self.root

    @property
    def is_private(self) -> bool:
        """Whether only one person sees what is said there."""
        return not self.root

    def memory(self, person: Person, now: datetime.datetime) -> str | None:
        """The key of the conversation there: the thread's, or the private one of the day; None for the window itself."""
        if self.root:
            return thread_key(team=person.team, channel=self.channel, ts=self.root)
        return command_memory(person, self.channel, now) if self.reply_url else None

    def checked(self, desk: FrontDesk, client: WebClient) -> Place:
        """Return the place as things stand: a private one where others read along in the thread by now."""
        return replace(self, root="") if self.root and not desk.is_open(client, self.channel) else self

    def say(self, client: WebClient, person: Person, message: Message) -> None:
        """Answer there; in private where the bot may not post in the thread any more.

        A private address is good for half an hour, and forms are filled in over lunch: after that a direct message has to do.
        """
        if self.root and post(client, channel=self.channel, thread_ts=self.root, message=message) is not None:
            return
        if not self.reply_url or not answer_privately(self.reply_url, message):
            post(client, channel=person.user, message=message)
