"""What Slack knows about people and channels: a person's language, and whether a channel is shared with other companies."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock, utc_now
from bot.domain.language import Language, of_locale

KNOWN_FOR = datetime.timedelta(hours=24)
CHANNEL_KNOWN_FOR = datetime.timedelta(minutes=10)
UNKNOWN_FOR = datetime.timedelta(minutes=5)
"""After a failed look-up: soon enough to get well again, late enough not to ask with every message."""
_MOST = 10_000

ValueT = TypeVar("ValueT")


class Directory:
    """Looks people and channels up in Slack and remembers the result for a while, in this process alone."""

    def __init__(self, *, locales: Mapping[str, Language], clock: Clock = utc_now) -> None:
        """`locales`: the languages spoken, by the codes that Slack knows them by."""
        self._locales = locales
        self._languages = _Remembered[Language | None](clock)
        self._internal = _Remembered[bool | None](clock)

    def language(self, client: WebClient, user: str) -> Language | None:
        """Return the language a person's Slack is set to; None where the advisor does not speak it or Slack does not tell."""

        def look_up() -> Language | None:
            found = client.users_info(user=user, include_locale=True)
            return of_locale((found.get("user") or {}).get("locale"), self._locales)

        return self._languages.get(user, look_up, KNOWN_FOR)

    def is_internal(self, client: WebClient, channel: str) -> bool:
        """Whether a channel certainly belongs to this company alone; False where it is shared, or where Slack does not tell."""

        def look_up() -> bool | None:
            found = client.conversations_info(channel=channel).get("channel") or {}
            return not any(found.get(key) for key in ("is_ext_shared", "is_pending_ext_shared"))

        return bool(self._internal.get(channel, look_up, CHANNEL_KNOWN_FOR))


class _Remembered(Generic[ValueT]):
    """A bounded memory of look-ups that may fail."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[ValueT | None, datetime.datetime]] = OrderedDict()

    def get(self, key: str, look_up: Callable[[], ValueT], known_for: datetime.timedelta) -> ValueT | None:
        """Return what is remembered, or look it up; None where that fails."""
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[1] > self._clock():
            return kept[0]
        value: ValueT | None
        try:
            value = look_up()
        except (SlackApiError, OSError):
            value, known_for = None, UNKNOWN_FOR
        self._keep(key, value, self._clock() + known_for)
        return value

    def _keep(self, key: str, value: ValueT | None, until: datetime.datetime) -> None:
        with self._lock:
            self._kept[key] = (value, until)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
