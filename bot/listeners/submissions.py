"""Windows sent off: once they are checked, they are taken in like any question, so that their answer is not lost either."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.listeners.intake import Intake
from bot.listeners.payloads import Payload, context_of, is_foreign, person_of
from bot.listeners.place import Place

SUBMISSION = "submission"
"""The kind of item that a window sent off is."""

_KEPT = ("callback_id", "private_metadata", "state")

Submit = Callable[[Payload, Payload, WebClient], None]


class SubmissionListeners:
    """`submits` answer windows by the first part of their id, called with the window, Bolt's context and a client."""

    def __init__(self, intake: Intake, submits: Mapping[str, Submit]) -> None:
        self._intake = intake
        self._submits = submits

    def take(self, ack: Ack, view: Payload, body: Payload, context: Payload) -> BoltResponse | None:
        """Take in a window whose check has decided already what Slack hears."""
        person = person_of(context)
        place = Place.read(str(view.get("private_metadata") or "").partition("\n")[0])
        self._intake.put(
            SUBMISSION,
            key=f"{person.team}:submission:{new_id()}",
            person=person,
            details={**{name: view.get(name) for name in _KEPT}, "foreign": is_foreign(body, context)},
            channel=place.channel if place.root else "",
            lane=f"{person.team}:{place.channel}:{place.root}" if place.root else "",
            limited=False,
        )
        return ack.response

    def answer(self, item: InboxItem, client: WebClient) -> None:
        """Answer a window."""
        name = str(item.details["callback_id"]).partition(".")[0]
        self._submits[name](item.details, context_of(item.person), client)
