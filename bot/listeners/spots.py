"""Where something is asked and answered, and what may be told there: every listener and every item begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from slack_bolt.kwargs_injection.args import Args
from slack_sdk import WebClient

from bot.domain.audience import Spot
from bot.domain.inbox import InboxItem
from bot.listeners.edition import Edition
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import is_foreign
from bot.listeners.place import Place


class Spots:
    """Keeps work to one snapshot of the knowledge, and to what of it may be told where the work is."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def at_call(self, call: Args, *, hasty: bool) -> AbstractContextManager[object]:
        """Keep what Slack calls for to its channel; `hasty` asks Slack nothing, since it waits for the answer."""
        foreign, channel = is_foreign(call.body, call.context), channel_in(call.body)
        return self._pinned(call.client, channel, foreign=foreign, hasty=hasty)

    def at_item(self, item: InboxItem, client: WebClient) -> AbstractContextManager[object]:
        """Keep the answer to an item of the inbox to its channel."""
        return self._pinned(client, channel_of(item), foreign=bool(item.details.get("foreign")))

    def _pinned(self, client: WebClient, channel: str, *, foreign: bool, hasty: bool = False) -> AbstractContextManager[object]:
        def chosen(edition: Edition) -> Edition:
            # Where everybody may be told everything nothing is looked up.
            if edition.rooms is None:
                return edition
            return edition.at(Spot(channel=channel, outside=foreign or self._is_outside(client, channel, hasty=hasty)))

        return self._desk.editions.pinned(chosen)

    def _is_outside(self, client: WebClient, channel: str, *, hasty: bool) -> bool:
        """Whether others may read along. Where the bot must not speak to them, whatever it says there is for one person alone."""
        if not self._desk.policy.allow_external or not channel or channel.startswith("D"):
            return False
        directory = self._desk.directory
        return not (directory.known_internal(channel) if hasty else directory.is_internal(client, channel))


def channel_in(body: Mapping[str, Any]) -> str:
    """Return the id of the channel that a call of Slack's is about; empty in Home, and in a window that knows none."""
    event, channel = body.get("event") or {}, body.get("channel")
    told = channel.get("id") if isinstance(channel, Mapping) else channel
    found = told or event.get("channel") or body.get("channel_id") or (body.get("container") or {}).get("channel_id")
    return str(found or _of_window(body.get("view") or {}))


def channel_of(item: InboxItem) -> str:
    """Return the id of the channel that an item is answered in; empty for a window of its own."""
    return item.channel or str(item.details.get("channel_id") or "") or _of_window(item.details)


def _of_window(view: Mapping[str, Any]) -> str:
    return Place.read(str(view.get("private_metadata") or "").partition("\n")[0]).channel
