"""Opens windows: on top of a message or App Home, or on top of another window."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.listeners.pressed import Pressed
from bot.rendering.slack_blocks import BlockJson


def open_window(client: WebClient, pressed: Pressed, window: BlockJson) -> None:
    """Open a window for whoever pressed a button; upon a window that is open already, as its next page."""
    trigger = pressed.body["trigger_id"]
    if (pressed.view or {}).get("type") == "modal":
        client.views_push(trigger_id=trigger, view=window)
    else:
        client.views_open(trigger_id=trigger, view=window)
