"""The end of an installation: everything kept of the workspace is deleted."""

from __future__ import annotations

import logging

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.domain.records import Person
from bot.listeners.errands import PostponedError
from bot.listeners.intake import Intake
from bot.listeners.payloads import Payload, person_of
from bot.listeners.upkeep import AGAIN, Upkeep

logger = logging.getLogger(__name__)

PURGE = "purge"
"""The kind of item that the end of an installation is."""


class LifecycleListeners:
    """The listeners for `app_uninstalled` and `tokens_revoked`."""

    def __init__(self, upkeep: Upkeep, intake: Intake) -> None:
        self._upkeep = upkeep
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
        """Delete everything of a workspace. Raises PostponedError until that is done, whichever process comes to do it."""
        deleted = self._upkeep.purge(item.person.team)
        if deleted is None:
            raise PostponedError(AGAIN.total_seconds())
        logger.info("The app was uninstalled from %s; %d records deleted.", item.person.team, deleted)
