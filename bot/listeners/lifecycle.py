"""The end of an installation: everything kept of the workspace is deleted. And the small upkeep in between."""

from __future__ import annotations

import datetime
import logging
import threading

from bot.advisor.ports import Housekeeping
from bot.domain.clock import Clock, utc_now
from bot.errors import StorageError
from bot.listeners.payloads import Payload, person_of

logger = logging.getLogger(__name__)

EVERY = datetime.timedelta(hours=6)
"""How often old records are deleted: often enough that no table grows, seldom enough that nobody notices."""


class LifecycleListeners:
    """The listeners for `app_uninstalled` and `tokens_revoked`."""

    def __init__(self, housekeeping: Housekeeping) -> None:
        self._housekeeping = housekeeping

    def handle_uninstalled(self, context: Payload) -> None:
        """Delete everything of the workspace that let the app go."""
        self._purge(context)

    def handle_revoked(self, event: Payload, context: Payload) -> None:
        """Delete everything of the workspace if it was the bot's own token that was revoked, not one person's."""
        if (event.get("tokens") or {}).get("bot"):
            self._purge(context)

    def _purge(self, context: Payload) -> None:
        team = person_of(context).team
        if team:
            deleted = self._housekeeping.purge_team(team=team)
            logger.info("The app was uninstalled from %s; %d records deleted.", team, deleted)


class Upkeep:
    """Deletes old records now and then, in passing; several threads and processes may try, the work is the same."""

    def __init__(self, housekeeping: Housekeeping, *, clock: Clock = utc_now) -> None:
        self._housekeeping = housekeeping
        self._clock = clock
        self._lock = threading.Lock()
        self._due = clock() + EVERY

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
            logger.warning("Old records could not be deleted; next try in %s: %s", EVERY, error)
        return True
