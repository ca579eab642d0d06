"""What Slack hears at once, and that it stays said whatever becomes of the work."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware


class LastingAck(Ack):
    """An acknowledgement that is not taken back.

    Where a listener fails, Bolt forgets that the request was acknowledged (`ThreadListenerRunner`). If that happens before it
    has answered Slack, Slack hears that nobody knows such a request, and shows the person a warning beside our own kind word.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, but never back to None."""
        if value is not None or getattr(self, name, None) is None:
            super().__setattr__(name, value)


class KeepAcknowledgements(Middleware):
    """Lets the acknowledgement of a request last; goes before every other middleware of ours.

    A class, for what a function may ask for would all be worked out at every request.
    """

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002, ARG002
        """Put an acknowledgement that lasts in the place of Bolt's own."""
        req.context["ack"] = LastingAck()  # type: ignore[no-untyped-call]
        return next()
