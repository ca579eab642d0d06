"""What Slack knows about people and channels: language, role, user groups, whether a channel is shared with others."""

from __future__ import annotations

import datetime
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from slack_sdk import WebClient

from bot.domain.clock import Clock, utc_now
from bot.domain.language import Language, of_locale
from bot.listeners.refusals import TROUBLE, refusal_of

logger = logging.getLogger(__name__)

KNOWN_FOR = datetime.timedelta(hours=24)
CHANNEL_KNOWN_FOR = datetime.timedelta(minutes=1)
"""A channel may be shared at any time, and buttons in it stand for years: looked at anew for nearly every press, while Slack
allows fifty such look-ups a minute (tier 3)."""
UNKNOWN_FOR = datetime.timedelta(minutes=5)
"""After a failed look-up: soon enough to get well again, late enough not to ask with every message."""
CHANNEL_UNKNOWN_FOR = datetime.timedelta(seconds=30)
"""The same for a channel, where answers stay private meanwhile."""
ROLE_KNOWN_FOR = datetime.timedelta(minutes=10)
"""Whoever loses a role, or leaves a user group, soon loses what it allows; and Slack is not asked each time Home is opened."""
PATIENCE = 3
"""Seconds that a look-up may take, once: it decides about manners, and somebody waits for the answer."""
_MOST = 10_000

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is in the workspace. Guests are people from outside that a workspace lets into some channels."""

    is_admin: bool = False
    is_guest: bool = False


class Directory:
    """Looks people and channels up in Slack and remembers the result for a while, in this process alone."""

    def __init__(self, *, locales: Mapping[str, Language], clock: Clock = utc_now) -> None:
        """`locales`: the languages spoken, by the codes that Slack knows them by."""
        self._locales = locales
        self._languages = _Remembered[Language | None](clock, unknown_for=UNKNOWN_FOR)
        self._internal = _Remembered[bool | None](clock, unknown_for=CHANNEL_UNKNOWN_FOR)
        self._roles = _Remembered[Role](clock, unknown_for=CHANNEL_UNKNOWN_FOR)
        self._members = _Remembered[frozenset[str]](clock, unknown_for=UNKNOWN_FOR)

    def language(self, client: WebClient, user: str) -> Language | None:
        """Return the language a person's Slack is set to; None where the advisor does not speak it or Slack does not tell."""

        def look_up() -> Language | None:
            found = _hasty(client).users_info(user=user, include_locale=True)
            return of_locale((found.get("user") or {}).get("locale"), self._locales)

        return self._languages.get(user, look_up, KNOWN_FOR)

    def known_language(self, user: str) -> Language | None:
        """Return the language as far as it was looked up before; nothing is asked of Slack."""
        return self._languages.kept(user)

    def role(self, client: WebClient, user: str) -> Role | None:
        """Return what somebody is in the workspace; None where Slack does not tell."""

        def look_up() -> Role:
            found = _hasty(client).users_info(user=user).get("user") or {}
            admin = any(found.get(key) for key in ("is_admin", "is_owner", "is_primary_owner"))
            return Role(admin, any(found.get(key) for key in ("is_restricted", "is_ultra_restricted", "is_stranger")))

        return self._roles.get(user, look_up, ROLE_KNOWN_FOR)

    def known_role(self, user: str) -> Role | None:
        """Return the role as far as it was looked up before."""
        return self._roles.kept(user)

    def members(self, client: WebClient, group: str) -> frozenset[str]:
        """Return the people of a user group; nobody where Slack does not tell, which the log then does."""

        def look_up() -> frozenset[str]:
            try:
                return frozenset(_hasty(client).usergroups_users_list(usergroup=group).get("users") or ())
            except TROUBLE as error:
                remedy = "Look at the id in ADVISOR_CURATORS, and whether the app has the scope usergroups:read."
                logger.warning("The user group %s cannot be read: %s. %s", group, refusal_of(error), remedy)
                raise

        return self._members.get(group, look_up, ROLE_KNOWN_FOR) or frozenset()

    def known_members(self, group: str) -> frozenset[str] | None:
        """Return the people of a user group as far as they were looked up before."""
        return self._members.kept(group)

    def is_internal(self, client: WebClient, channel: str) -> bool:
        """Whether a channel certainly belongs to this company alone; False where it is shared, or where Slack does not tell."""

        def look_up() -> bool | None:
            found = _hasty(client).conversations_info(channel=channel).get("channel") or {}
            return not any(found.get(key) for key in ("is_ext_shared", "is_pending_ext_shared"))

        return bool(self._internal.get(channel, look_up, CHANNEL_KNOWN_FOR))

    def known_internal(self, channel: str) -> bool:
        """Whether a channel is known to belong to this company alone; nothing is asked of Slack."""
        return bool(self._internal.kept(channel))

    def note_shared(self, channel: str) -> None:
        """Take note that an event told that its channel is shared. That it is not says less: an invitation may be open."""
        self._internal.keep(channel, False, CHANNEL_KNOWN_FOR)


def _hasty(client: WebClient) -> WebClient:
    """The client with little patience and no second try."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=PATIENCE,
        ssl=client.ssl,
        proxy=client.proxy,
        headers=client.headers,
        retry_handlers=[],
    )


class _Remembered(Generic[ValueT]):
    """A bounded memory of look-ups that may fail; a failed one is not tried again for `unknown_for`."""

    def __init__(self, clock: Clock, *, unknown_for: datetime.timedelta) -> None:
        self._clock = clock
        self._unknown_for = unknown_for
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[ValueT | None, datetime.datetime]] = OrderedDict()

    def get(self, key: str, look_up: Callable[[], ValueT], known_for: datetime.timedelta) -> ValueT | None:
        """Return what is remembered, or look it up; None where that fails."""
        found = self._find(key)
        if found is not None:
            return found[0]
        value: ValueT | None
        try:
            value = look_up()
        except TROUBLE:
            value, known_for = None, self._unknown_for
        self.keep(key, value, known_for)
        return value

    def kept(self, key: str) -> ValueT | None:
        """Return what is remembered; None where nothing is, or where it could not be found out."""
        found = self._find(key)
        return found[0] if found is not None else None

    def keep(self, key: str, value: ValueT | None, known_for: datetime.timedelta) -> None:
        """Remember a value for a while."""
        with self._lock:
            self._kept[key] = (value, self._clock() + known_for)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def _find(self, key: str) -> tuple[ValueT | None, datetime.datetime] | None:
        with self._lock:
            found = self._kept.get(key)
        return found if found is not None and found[1] > self._clock() else None
