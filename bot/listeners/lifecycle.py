"""The end of an installation: everything kept of the workspace is deleted."""

from __future__ import annotations

import logging

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.ports import Housekeeping
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

AGAIN = 30.0
"""Seconds after which a deletion that failed is tried again."""


class LifecycleListeners:
    """The listeners for `app_uninstalled` and `tokens_revoked`."""

    def __init__(self, housekeeping: Housekeeping, intake: Intake) -> None:
        self._housekeeping = housekeeping
        self._intake = intake
        self._failing: set[str] = set()

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
        team = item.person.team
        try:
            deleted = self._housekeeping.purge_team(team=team)
        except StorageError as error:
            self._tell(team, error)
            raise PostponedError(AGAIN) from error
        self._failing.discard(team)
        logger.info("The app was uninstalled from %s; %d records deleted.", team, deleted)

    def _tell(self, team: str, error: StorageError) -> None:
        """Warn once of a workspace whose records stay for now, however often that is tried."""
        level = logging.INFO if team in self._failing else logging.WARNING
        self._failing.add(team)
        logger.log(level, "The records of %s could not be deleted; tried again until they are: %s", team, error)
