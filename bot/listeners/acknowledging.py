"""What Slack hears at once, and that it stays said whatever becomes of the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltContext


class LastingAck(Ack):
    """An acknowledgement that is not taken back.

    Where a listener fails, Bolt forgets that the request was acknowledged (`ThreadListenerRunner`). If that happens before it
    has answered Slack, Slack hears that nobody knows such a request, and shows the person a warning beside our own kind word.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, but never back to None."""
        if value is not None or getattr(self, name, None) is None:
            super().__setattr__(name, value)


def keep_acknowledgements(context: BoltContext, next: Callable[[], Any]) -> None:  # noqa: A002  Bolt asks for this name
    """Let the acknowledgement of this request last; goes before every other middleware of ours."""
    context["ack"] = LastingAck()  # type: ignore[no-untyped-call]
    next()
