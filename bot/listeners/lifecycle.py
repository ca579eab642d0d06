"""The end of an installation: everything kept of the workspace is deleted. And the small upkeep in between."""

from __future__ import annotations

import datetime
import logging
import threading

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.ports import Housekeeping
from bot.domain.clock import Clock, utc_now
from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.domain.records import Person
from bot.errors import StorageError
from bot.listeners.errands import PostponedError
from bot.listeners.intake import Intake
from bot.listeners.payloads import Payload, person_of

logger = logging.getLogger(__name__)

PURGE = "purge"
"""The kind of item that the end of an installation is."""

PAUSE = 30.0
"""Seconds between two tries to delete what was kept of a workspace."""

EVERY = datetime.timedelta(hours=1)
"""How often old records are deleted, the first time at the start: often enough that no table grows."""

AGAIN = datetime.timedelta(minutes=1)
"""When it is tried again where the database failed."""


class LifecycleListeners:
    """The listeners for `app_uninstalled` and `tokens_revoked`."""

    def __init__(self, housekeeping: Housekeeping, intake: Intake) -> None:
        self._housekeeping = housekeeping
        self._intake = intake

    def take_uninstalled(self, ack: Ack, context: Payload) -> BoltResponse:
        """See to it that everything of the workspace that let the app go is deleted."""
        self._take(context)
        return ack()

    def take_revoked(self, ack: Ack, event: Payload, context: Payload) -> BoltResponse:
        """Do so if it was the bot's own token that was revoked, not one person's."""
        if (event.get("tokens") or {}).get("bot"):
            self._take(context)
        return ack()

    def _take(self, context: Payload) -> None:
        team = person_of(context).team
        if team:
            self._intake.put(PURGE, key=f"{team}:purge:{new_id()}", person=Person(team=team), details={}, limited=False)
            self._intake.close(team)

    def purge(self, item: InboxItem, _: WebClient) -> None:
        """Delete everything of a workspace. Raises PostponedError until that is done."""
        try:
            deleted = self._housekeeping.purge_team(team=item.person.team)
        except StorageError as error:
            logger.warning("What was kept of %s could not be deleted yet; next try in %d s: %s", item.person.team, PAUSE, error)
            raise PostponedError(PAUSE) from error
        logger.info("The app was uninstalled from %s; %d records deleted.", item.person.team, deleted)


class Upkeep:
    """Deletes old records now and then; several processes may do so, the work is the same."""

    def __init__(self, housekeeping: Housekeeping, *, clock: Clock = utc_now) -> None:
        self._housekeeping = housekeeping
        self._clock = clock
        self._lock = threading.Lock()
        self._due = clock()

    def run_if_due(self) -> bool:
        """Prune if EVERY has passed since the last time; returns whether it was due."""
        with self._lock:
            now = self._clock()
            if now < self._due:
                return False
            self._due = now + EVERY
        try:
            self._housekeeping.prune(now=now)
        except StorageError as error:
            self._due = now + AGAIN
            # Whoever answers questions meanwhile has said louder that the database fails.
            logger.info("Old records could not be deleted; next try in %s: %s", AGAIN, error)
        return True
