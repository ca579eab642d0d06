"""The end of an installation: everything kept of the workspace is deleted."""

from __future__ import annotations

import logging

from bot.listeners.payloads import Payload, person_of
from bot.listeners.upkeep import Upkeep

logger = logging.getLogger(__name__)


class LifecycleListeners:
    """The listeners for `app_uninstalled` and `tokens_revoked`."""

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep

    def handle_uninstalled(self, context: Payload) -> None:
        """Delete everything of the workspace that let the app go."""
        self._purge(context)

    def handle_revoked(self, event: Payload, context: Payload) -> None:
        """Delete everything of the workspace if it was the bot's own token that was revoked, not one person's."""
        if (event.get("tokens") or {}).get("bot"):
            self._purge(context)

    def _purge(self, context: Payload) -> None:
        team = person_of(context).team
        if team and (deleted := self._upkeep.purge(team)) is not None:
            logger.info("The app was uninstalled from %s; %d records deleted.", team, deleted)
